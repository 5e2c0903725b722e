import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { csvText } from "../../../shared/kernel/csv-text.ts";
import { tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { translate } from "../../ui/translate.ts";
import { caseText, partnersText, sealingText } from "./register-words.ts";
import type { RegisterShown } from "./use-register.ts";

const columns = [
  "direction",
  "case",
  "caseId",
  "partner",
  "partnerKey",
  "sequence",
  "at",
  "sentAt",
  "marking",
  "purpose",
  "legalBasis",
  "retainUntil",
  "retention",
  "state",
  "claims",
  "keptBack",
  "withheld",
  "files",
  "sealing",
  "statementHash",
  "fileHash",
  "receipts",
  "notices",
  "missing",
] as const;

/** The rows as a table that no spreadsheet runs: heads in the language of the window, times in UTC. */
export function registerToCsv(register: RegisterShown, entries: readonly RegisterEntry[]): string {
  return csvText([columns.map((name) => translate(`register:csv.${name}`)), ...entries.map((entry) => cellsOf(register, entry))]);
}

function cellsOf(register: RegisterShown, entry: RegisterEntry): readonly string[] {
  const { details, words, receipts, notices } = entry;
  const cells: Readonly<Record<(typeof columns)[number], string>> = {
    direction: translate(`register:direction.${entry.direction}`),
    case: caseText(register, entry),
    caseId: entry.caseId,
    partner: partnersText(entry),
    partnerKey: entry.partners.map(({ author }) => author).join("; "),
    sequence: String(entry.sequence),
    at: new Date(entry.at).toISOString(),
    sentAt: details === null ? "" : new Date(details.sentAt).toISOString(),
    marking: details === null ? "" : `TLP:${details.marking.toUpperCase()}`,
    purpose: words?.purpose ?? "",
    legalBasis: words?.legalBasis ?? "",
    retainUntil: details?.retainUntil ?? "",
    retention: translate(`register:retention.${entry.retention}`),
    state: translate(`register:state.${entry.state}`),
    claims: count(details?.disclosed),
    keptBack: count(details?.keptBack ?? undefined),
    withheld: count(details?.withheld),
    files: count(details?.files),
    sealing: sealingText(entry),
    statementHash: entry.statementHash,
    fileHash: entry.fileHash,
    receipts: receipts
      .map(
        ({ receipt }) =>
          `${receipt.officer} ${receipt.agency}: ${translate(`ontology:choice.deed.${receipt.deed}`)} ${new Date(receipt.at).toISOString()}`,
      )
      .join("; "),
    notices: notices
      .map(({ notice }) => `${translate(`register:notice.${notice.kind}`)} ${new Date(notice.at).toISOString()}: ${notice.reason}`)
      .join("; "),
    missing: entry.missing.join(" "),
  };
  return columns.map((name) => cells[name]);
}

const count = (number: number | undefined): string => (number === undefined ? "" : String(number));

/** Saves the rows in sight. The file leaves the vault, and the notice says so. */
export async function saveRegister(register: RegisterShown, entries: readonly RegisterEntry[]): Promise<void> {
  const bytes = new TextEncoder().encode(registerToCsv(register, entries));
  const saved = await saveBytes({ name: `dalel-register-${register.today}.csv`, mediaType: "text/csv" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "register:csvSaved", { count: entries.length });
}
