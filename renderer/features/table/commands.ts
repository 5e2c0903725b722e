import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { setTableTab, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { tellFailure } from "../../state/ask.ts";
import { copyText } from "../../ui/copied-text.ts";
import { plainRowsToCsv, plainRowsToTsv } from "./plain-rows.ts";
import { currentTable } from "./shown-table.ts";

const inCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
const hasRows = (): boolean => inCase() && (currentTable()?.shown ?? 0) > 0;

/** What a person can do with the table. */
export const tableCommands: readonly Command[] = [
  command("copy", "duplicate", ["$mod+KeyC"], "table", hasRows, copyRows),
  command("export", "export", [], null, hasRows, exportRows),
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

/** "-known-after-59-as-of-2024-03-15": a file of the past says so in its name, since tables have no room for it. */
function lookedAt(): string {
  const { known, valid } = useCaseMirror.getState().look;
  return `${known === null ? "" : `-known-after-${known + 1}`}${valid === null ? "" : `-as-of-${valid}`}`;
}

/** All shown rows as a CSV file. It leaves the vault, and the notice says so. */
async function exportRows(): Promise<void> {
  const table = currentTable();
  if (table === null) return;
  const bytes = utf8ToBytes(plainRowsToCsv(table.plainRows("shown")));
  const saved = await saveBytes({ name: `dalel-${table.name}${lookedAt()}.csv`, mediaType: "text/csv" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("warning", "table:notice.exported", { count: table.shown });
}
