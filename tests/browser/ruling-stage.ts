import { rulingCommands } from "../../renderer/features/entity/ruling-commands.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** Runs a command about rulings as the palette does: only when it can run. */
export function runRulingCommand(id: string): void {
  const command = rulingCommands.find((known) => known.id === id);
  invariant(command?.isEnabled() === true, "the command can run now");
  void command.run();
}
