import type { CaseId, InstantMs } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { PartnerBook } from "../partner/partner-book.ts";
import { type PartnerEntry, partnerEntryToRecord, recordToPartnerEntry } from "../partner/record.ts";
import { BundleBook, type BundleEvent, decodeBundleEvent, encodeBundleEvent } from "./bundle-book.ts";
import { CaseBook, decodeCaseRecord, encodeCaseRecord, type CaseRecord } from "./case-book.ts";
import type { DestroyedCase } from "./case-list-door.ts";
import { decodeExchange, encodeExchange, type ExchangeRecord } from "./exchange-record.ts";
import type { OpenVault, Run, StorageError, TamperError } from "../vault/model.ts";

/** The officer's own books beside the cases: which cases there are, whom we exchange with, which bundles went and came. */
export interface Registry {
  readonly cases: ReadonlyMap<CaseId, InstantMs>;
  /** Those of `cases` that are only to be read. */
  readonly archived: ReadonlySet<CaseId>;
  /** In the order they were destroyed. A case that came back by a bundle is in `cases` again. */
  readonly destroyed: readonly DestroyedCase[];
  /** Also those that are trusted no more: `trustedNow` gives the others. */
  readonly partners: readonly Partner[];
  /** The same with what signed notices say of keys. To be written to only by `addPartnerEntries`. */
  readonly partnerBook: PartnerBook;
  readonly exchanges: readonly ExchangeRecord[];
  /** What became of the bundles: their files, receipts, recalls. */
  readonly bundles: BundleBook;
  addCase(caseId: CaseId, at: InstantMs): Promise<Result<void, StorageError>>;
  setArchived(caseId: CaseId, isArchived: boolean, at: InstantMs): Promise<Result<void, StorageError>>;
  addDestroyed(destroyed: DestroyedCase): Promise<Result<void, StorageError>>;
  /** Takes a case off the list until the next unlocking, when the book is read again: it is being destroyed. */
  strike(caseId: CaseId): void;
  /** In one write: all or none. */
  addPartnerEntries(entries: readonly PartnerEntry[]): Promise<Result<void, StorageError>>;
  addExchange(record: ExchangeRecord): Promise<Result<void, StorageError>>;
  addBundleEvent(event: BundleEvent): Promise<Result<void, StorageError>>;
}

/** The runs the registry is read from. */
export const registryRuns = ["registry/cases", "registry/partners", "registry/exchanges", "registry/bundles"] as const;

type RegistryError = StorageError | TamperError;

/** Reads the runs of the registry. Cost: one pass over them at unlock. */
export async function openRegistry(vault: OpenVault): Promise<Result<Registry, RegistryError>> {
  const [cases, partners, exchanges, bundles] = [
    await openBook(vault, "registry/cases", decodeCaseRecord),
    await openBook(vault, "registry/partners", recordToPartnerEntry),
    await openBook(vault, "registry/exchanges", decodeExchange),
    await openBook(vault, "registry/bundles", decodeBundleEvent),
  ];
  if (!cases.ok) return cases;
  if (!partners.ok) return partners;
  if (!exchanges.ok) return exchanges;
  if (!bundles.ok) return bundles;
  const book = new CaseBook();
  for (const record of cases.value.records) book.note(record);
  const addToBook = async (record: CaseRecord): Promise<Result<void, StorageError>> => {
    const kept = await cases.value.run.append([encodeCaseRecord(record)]);
    if (kept.ok) book.note(record);
    return kept;
  };
  const partnerBook = new PartnerBook(partners.value.records);
  const exchanged = [...exchanges.value.records];
  const bundleBook = new BundleBook();
  for (const event of bundles.value.records) await bundleBook.note(event);
  return succeed({
    cases: book.cases,
    archived: book.archived,
    destroyed: book.destroyed,
    get partners() {
      return partnerBook.partners;
    },
    partnerBook,
    exchanges: exchanged,
    bundles: bundleBook,
    addCase: (caseId, at) => addToBook({ kind: "enrolled", caseId, at }),
    setArchived: (caseId, isArchived, at) => addToBook({ kind: "archived", caseId, at, isArchived }),
    addDestroyed: (destroyed) => addToBook({ kind: "destroyed", ...destroyed }),
    strike: (caseId) => book.strike(caseId),
    addPartnerEntries: async (entries) => {
      const kept = entries.length === 0 ? succeed(undefined) : await partners.value.run.append(entries.map(partnerEntryToRecord));
      if (kept.ok) for (const entry of entries) partnerBook.note(entry);
      return kept;
    },
    addExchange: async (record) => {
      const kept = await exchanges.value.run.append([encodeExchange(record)]);
      if (kept.ok) exchanged.push(record);
      return kept;
    },
    addBundleEvent: async (event) => {
      const kept = await bundles.value.run.append([encodeBundleEvent(event)]);
      if (kept.ok) await bundleBook.note(event);
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
