import { type CaseId, parseAuthorId, parseCaseId, parseInstantMs, type AuthorId, type InstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { partnerToRecord, recordToPartner } from "../partner/record.ts";
import { CaseBook, decodeCaseRecord, encodeCaseRecord, type CaseRecord } from "./case-book.ts";
import type { DestroyedCase } from "./case-list-door.ts";
import type { OpenVault, Run, StorageError, TamperError } from "../vault/model.ts";

/** One bundle that left or arrived: what replay, order and "who holds what" are judged by. */
export interface ExchangeRecord {
  readonly direction: "sent" | "received";
  /** Sender, case and recipients as one name (`exchangeOf`): sequences count within it. */
  readonly exchange: string;
  readonly caseId: CaseId;
  /** The recipients of a sent one; the sender of a received one. Sorted. */
  readonly authors: readonly AuthorId[];
  readonly statementHash: string;
  readonly sequence: number;
  readonly at: InstantMs;
}

/** The officer's own books beside the cases: which cases there are, whom we exchange with, which bundles went and came. */
export interface Registry {
  readonly cases: ReadonlyMap<CaseId, InstantMs>;
  /** Those of `cases` that are only to be read. */
  readonly archived: ReadonlySet<CaseId>;
  /** In the order they were destroyed. A case that came back by a bundle is in `cases` again. */
  readonly destroyed: readonly DestroyedCase[];
  readonly partners: readonly Partner[];
  readonly exchanges: readonly ExchangeRecord[];
  addCase(caseId: CaseId, at: InstantMs): Promise<Result<void, StorageError>>;
  setArchived(caseId: CaseId, isArchived: boolean, at: InstantMs): Promise<Result<void, StorageError>>;
  addDestroyed(destroyed: DestroyedCase): Promise<Result<void, StorageError>>;
  /** Takes a case off the list until the next unlocking, when the book is read again: it is being destroyed. */
  strike(caseId: CaseId): void;
  addPartner(partner: Partner): Promise<Result<void, StorageError>>;
  addExchange(record: ExchangeRecord): Promise<Result<void, StorageError>>;
}

/** The runs the registry is read from. */
export const registryRuns = ["registry/cases", "registry/partners", "registry/exchanges"] as const;

type RegistryError = StorageError | TamperError;

/** Reads the three runs of the registry. Cost: one pass over them at unlock. */
export async function openRegistry(vault: OpenVault): Promise<Result<Registry, RegistryError>> {
  const [cases, partners, exchanges] = [
    await openBook(vault, "registry/cases", decodeCaseRecord),
    await openBook(vault, "registry/partners", recordToPartner),
    await openBook(vault, "registry/exchanges", readExchange),
  ];
  if (!cases.ok) return cases;
  if (!partners.ok) return partners;
  if (!exchanges.ok) return exchanges;
  const book = new CaseBook();
  for (const record of cases.value.records) book.note(record);
  const addToBook = async (record: CaseRecord): Promise<Result<void, StorageError>> => {
    const kept = await cases.value.run.append([encodeCaseRecord(record)]);
    if (kept.ok) book.note(record);
    return kept;
  };
  const partnerByAuthor = new Map(partners.value.records.map((partner) => [partner.author, partner]));
  const exchanged = [...exchanges.value.records];
  return succeed({
    cases: book.cases,
    archived: book.archived,
    destroyed: book.destroyed,
    get partners() {
      return [...partnerByAuthor.values()];
    },
    exchanges: exchanged,
    addCase: (caseId, at) => addToBook({ kind: "enrolled", caseId, at }),
    setArchived: (caseId, isArchived, at) => addToBook({ kind: "archived", caseId, at, isArchived }),
    addDestroyed: (destroyed) => addToBook({ kind: "destroyed", ...destroyed }),
    strike: (caseId) => book.strike(caseId),
    addPartner: async (partner) => {
      const kept = await partners.value.run.append([partnerToRecord(partner)]);
      if (kept.ok) partnerByAuthor.set(partner.author, partner);
      return kept;
    },
    addExchange: async (record) => {
      const kept = await exchanges.value.run.append([writeExchange(record)]);
      if (kept.ok) exchanged.push(record);
      return kept;
    },
  });
}

async function openBook<Row>(
  vault: OpenVault,
  name: (typeof registryRuns)[number],
  read: (bytes: Uint8Array<ArrayBuffer>) => Row | null,
): Promise<Result<{ readonly run: Run; readonly records: readonly Row[] }, RegistryError>> {
  const run = await vault.run(name);
  if (!run.ok) return run;
  const records: Row[] = [];
  for await (const entry of run.value.entries()) {
    if (!entry.ok) return entry;
    const row = read(entry.value);
    if (row === null) return fail("box-damaged", name);
    records.push(row);
  }
  return succeed({ run: run.value, records });
}

function writeExchange({ direction, exchange, caseId, authors, statementHash, sequence, at }: ExchangeRecord): Uint8Array<ArrayBuffer> {
  return utf8ToBytes(canonicalText({ direction, exchange, case: caseId, authors, statementHash, sequence, at }));
}

function readExchange(bytes: Uint8Array): ExchangeRecord | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || !hasExactKeys(json, ["direction", "exchange", "case", "authors", "statementHash", "sequence", "at"])) return null;
  const [caseId, at] = [parseCaseId(json.case), parseInstantMs(json.at)];
  const authors = Array.isArray(json.authors) ? json.authors.map(parseAuthorId) : [null];
  const direction = json.direction === "sent" || json.direction === "received" ? json.direction : null;
  const { exchange, statementHash, sequence } = json;
  if (
    caseId === null ||
    at === null ||
    direction === null ||
    typeof exchange !== "string" ||
    typeof statementHash !== "string" ||
    typeof sequence !== "number"
  )
    return null;
  const known = authors.filter((author) => author !== null);
  return known.length === authors.length ? { direction, exchange, caseId, authors: known, statementHash, sequence, at } : null;
}
