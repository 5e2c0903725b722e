import type { Command } from "./command.ts";

let offered: readonly Command[] = [];

/** The registry says what commands there are, once, at boot: menus of features then show each other's commands without knowing them. */
export function offerCommands(commands: readonly Command[]): void {
  offered = commands;
}

/** The commands of these ids, in this order; those that do not exist are left out. */
export function commandsNamed(ids: readonly string[]): readonly Command[] {
  return ids.flatMap((id) => offered.find((command) => command.id === id) ?? []);
}
