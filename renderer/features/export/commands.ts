import type { ExportTable } from "../../../shared/case/export-record.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** Every export is a record of the open case. */
const isInCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null && isEditable();

/** Tables of the case that stand in no panel; rows in sight leave by the table's own command. */
export const exportCommands: readonly Command[] = (["statements", "exhibits", "acts"] as const satisfies readonly ExportTable[]).map((table) => ({
  id: `export.${table}`,
  titleKey: `export:command.${table}`,
  icon: "export",
  section: "exchange",
  keys: [],
  scope: null,
  isEnabled: isInCase,
  run: () => openDialog({ kind: "export", table, shown: null, chosen: [] }),
}));
