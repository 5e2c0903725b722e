import { backupCommands } from "../features/backup/commands.ts";
import { casesCommands } from "../features/cases/commands.ts";
import { custodySheetCommands } from "../features/custody-sheet/commands.ts";
import { damageCommands } from "../features/damage/commands.ts";
import { deconflictionCommands } from "../features/deconfliction/commands.ts";
import { entityCommands } from "../features/entity/commands.ts";
import { exchangeCommands } from "../features/exchange/commands.ts";
import { exportCommands } from "../features/export/commands.ts";
import { exhibitsCommands } from "../features/exhibits/commands.ts";
import { figuresCommands } from "../features/figures/commands.ts";
import { gateCommands } from "../features/gate/commands.ts";
import { graphCommands } from "../features/graph/commands.ts";
import { intakeCommands } from "../features/intake/commands.ts";
import { lockerCommands } from "../features/locker/commands.ts";
import { historyCommands } from "../features/history/commands.ts";
import { lineageCommands } from "../features/lineage/commands.ts";
import { samenessCommands } from "../features/sameness/commands.ts";
import { lookingCommands } from "../features/looking/commands.ts";
import { navigatorCommands } from "../features/navigator/commands.ts";
import { registerCommands } from "../features/register/commands.ts";
import { tableCommands } from "../features/table/commands.ts";
import { isEarly } from "../state/case-mirror.ts";
import type { Command } from "../state/command.ts";
import { offerCommands } from "../state/command-list.ts";
import { appCommands } from "./commands.ts";

/** Commands that show, write out or add to what the records say: they wait until all of these are there. */
function onceWhole(waiting: readonly Command[]): readonly Command[] {
  return waiting.map((command) => ({ ...command, isEnabled: () => !isEarly() && command.isEnabled() }));
}

/** Every command there is, in the order menus show them. */
export const commands: readonly Command[] = [
  ...appCommands,
  ...gateCommands,
  ...casesCommands,
  ...backupCommands,
  ...onceWhole([
    ...damageCommands,
    ...entityCommands,
    ...samenessCommands,
    ...exchangeCommands,
    ...deconflictionCommands,
    ...registerCommands,
    ...exportCommands,
    ...intakeCommands,
    ...lockerCommands,
    ...exhibitsCommands,
    ...custodySheetCommands,
    ...lineageCommands,
    ...historyCommands,
    ...figuresCommands,
    ...lookingCommands,
  ]),
  ...navigatorCommands,
  ...graphCommands,
  ...tableCommands,
];
offerCommands(commands);

/** Runs a command by its id, when it can run now. */
export function runCommand(id: string): void {
  const command = commands.find((known) => known.id === id);
  if (command?.isEnabled() === true) void command.run();
}

export function commandById(id: string): Command | undefined {
  return commands.find((command) => command.id === id);
}

export const sections = ["case", "edit", "view", "chart", "exchange", "help"] as const satisfies readonly Command["section"][];
