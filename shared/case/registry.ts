import { type AuthorId, type CaseId, parseAuthorId, parseCaseId, parseInstantMs, type InstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { partnerToRecord, recordToPartner } from "../partner/record.ts";
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
  readonly partners: readonly Partner[];
  readonly exchanges: readonly ExchangeRecord[];
  addCase(caseId: CaseId, at: InstantMs): Promise<Result<void, StorageError>>;
  addPartner(partner: Partner): Promise<Result<void, StorageError>>;
  addExchange(record: ExchangeRecord): Promise<Result<void, StorageError>>;
}

type RegistryError = StorageError | TamperError;

/** Reads the three runs of the registry. Cost: one pass over them at unlock. */
export async function openRegistry(vault: OpenVault): Promise<Result<Registry, RegistryError>> {
  const [cases, partners, exchanges] = [
    await openBook(vault, "cases", readCase),
    await openBook(vault, "partners", recordToPartner),
    await openBook(vault, "exchanges", readExchange),
  ];
  if (!cases.ok) return cases;
  if (!partners.ok) return partners;
  if (!exchanges.ok) return exchanges;
  const caseTimes = new Map(cases.value.records.map(({ caseId, at }) => [caseId, at]));
  const partnerByAuthor = new Map(partners.value.records.map((partner) => [partner.author, partner]));
  const exchanged = [...exchanges.value.records];
  return succeed({
    cases: caseTimes,
    get partners() {
      return [...partnerByAuthor.values()];
    },
    exchanges: exchanged,
    addCase: async (caseId, at) => {
      const kept = await cases.value.run.append([utf8ToBytes(canonicalText({ case: caseId, at }))]);
      if (kept.ok) caseTimes.set(caseId, at);
      return kept;
    },
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
  name: string,
  read: (bytes: Uint8Array<ArrayBuffer>) => Row | null,
): Promise<Result<{ readonly run: Run; readonly records: readonly Row[] }, RegistryError>> {
  const run = await vault.run(`registry/${name}`);
  if (!run.ok) return run;
  const records: Row[] = [];
  for await (const entry of run.value.entries()) {
    if (!entry.ok) return entry;
    const row = read(entry.value);
    if (row === null) return fail("box-damaged", `registry/${name}`);
    records.push(row);
  }
  return succeed({ run: run.value, records });
}

function readCase(bytes: Uint8Array): { readonly caseId: CaseId; readonly at: InstantMs } | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || !hasExactKeys(json, ["case", "at"])) return null;
  const [caseId, at] = [parseCaseId(json.case), parseInstantMs(json.at)];
  return caseId === null || at === null ? null : { caseId, at };
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
