import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, setTableTab, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { copyText } from "../../ui/copied-text.ts";
import { plainRowsToTsv } from "./plain-rows.ts";
import { currentTable } from "./shown-table.ts";

const inCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
const hasRows = (): boolean => inCase() && (currentTable()?.shown ?? 0) > 0;

const mayLeave = (): boolean => inCase() && isEditable();

/** What a person can do with the table. */
export const tableCommands: readonly Command[] = [
  command("copy", "duplicate", ["$mod+KeyC"], "table", hasRows, copyRows),
  command("export", "export", ["Alt+Shift+KeyX"], null, mayLeave, exportRows),
  command("filter", "filter", ["$mod+KeyF"], "table", inCase, () => document.getElementById("table-filter")?.focus()),
  ...(["entities", "links", "flows"] as const).map((tab, at) =>
    command(tab, "th", [`Alt+Digit${at + 1}`], null, inCase, () => {
      setTableTab(tab);
      document.querySelector<HTMLElement>("[data-scope=table] [role=grid]")?.focus();
    }),
  ),
];

function command(
  name: string,
  icon: string,
  keys: readonly string[],
  scope: Command["scope"],
  isEnabled: () => boolean,
  run: () => void | Promise<void>,
): Command {
  return { id: `table.${name}`, titleKey: `table:command.${name}`, icon, section: "view", keys, scope, isEnabled, run };
}

/** The chosen rows as tab-separated text; all shown rows when none is chosen. */
async function copyRows(): Promise<void> {
  const rows = currentTable()?.plainRows("chosen") ?? [];
  if (rows.length < 2) return;
  if (await copyText(plainRowsToTsv(rows))) notify("success", "table:notice.copied", { count: rows.length - 1 });
  else notify("danger", "table:notice.refused");
}

/** A table leaves for somebody, by the rules of a bundle: the dialog asks for whom and why. Without a table in sight, all things. */
function exportRows(): void {
  const table = currentTable();
  const isAll = table === null || table.shown === table.total;
  openDialog({ kind: "export", table: table?.name ?? "entities", shown: isAll ? null : table.ids("shown"), chosen: table?.ids("chosen") ?? [] });
}
