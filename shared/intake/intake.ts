import { sha256Hex } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import type { TransferColumns } from "../projections/model.ts";
import { readDomainList } from "./domain-list.ts";
import type { ColumnUse, Intake, IntakeError, IntakeFile, IntakeOrder, IntakePreview, Notice, ProfileName } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { columnUses } from "./profiles.ts";
import { readRates } from "./rates.ts";
import { type Table, readTable } from "./table.ts";
import { derivedId, draftDataset, draftExhibit, draftRates, draftSites, draftWallets, rateId } from "./to-drafts.ts";
import { readTronscan, tronscanReaderVersion } from "./tronscan.ts";

const sampledRows = 200;
const longestFileName = 255;

/** A file read whole: what it would do, and how to say it. */
interface Reading {
  readonly preview: IntakePreview;
  readonly transfers: TransferColumns | null;
  draft(order: IntakeOrder): readonly Statement[];
}

/** Reads a file and says what importing it would do. Nothing is kept. O(bytes). */
export function previewIntake(file: IntakeFile): Result<IntakePreview, IntakeError> {
  const reading = readFile(file);
  return reading.ok ? succeed(reading.value.preview) : reading;
}

/** Reads a file into the statements of one import: the exhibit first, then the dataset, then what the rows name. O(bytes). */
export function runIntake(order: IntakeOrder): Result<Intake, IntakeError> {
  const reading = readFile(order);
  if (!reading.ok) return reading;
  const { preview, transfers, draft } = reading.value;
  return succeed({
    ...preview,
    exhibit: derivedId("exhibit", preview.sha256),
    transfers,
    statements: [...draftExhibit(preview, order), ...draft(order)],
  });
}

function readFile(file: IntakeFile): Result<Reading, IntakeError> {
  const table = readTable(file.bytes);
  if (!table.ok) return table;
  const { profile } = table.value;
  if (profile === null) return fail("unknown-layout");
  if (file.profile !== undefined && file.profile !== "" && file.profile !== profile) return fail("other-layout", profile);
  if (table.value.rows.length === 0) return fail("no-rows");
  const base = baseOf(file, table.value, profile);
  if (profile === "tronscan.trc20") return transferReading(base, table.value);
  return profile === "rates" ? rateReading(base, table.value) : domainReading(base, table.value);
}

type Base = Pick<IntakePreview, "fileName" | "sizeBytes" | "sha256" | "profile" | "layout" | "columns" | "sample" | "rows">;

function baseOf({ bytes, fileName }: IntakeFile, { layout, rows }: Table, profile: ProfileName): Base {
  const columns: readonly ColumnUse[] = columnUses(profile, layout);
  return {
    fileName: toPlainText(fileName, longestFileName),
    sizeBytes: bytes.length,
    sha256: hashOf(bytes),
    profile,
    layout,
    columns,
    sample: rows.slice(0, sampledRows),
    rows: rows.length,
  };
}

function transferReading(base: Base, table: Table): Result<Reading, IntakeError> {
  const read = readTronscan(table);
  if (!read.ok) return read;
  const { transfers, wallets, rejected, totals, notices } = read.value;
  const preview: IntakePreview = {
    ...base,
    accepted: transfers.row.length,
    duplicates: 0,
    rejected,
    totals,
    entities: [{ type: "wallet", count: wallets.length }],
    notices: [...notices, ...encodingNotice(base)],
  };
  const draft = (order: IntakeOrder): readonly Statement[] => [
    ...draftDataset(preview, tronscanReaderVersion, order),
    ...draftWallets(wallets, preview.sha256, order),
  ];
  return succeed({ preview, transfers, draft });
}

function domainReading(base: Base, table: Table): Result<Reading, IntakeError> {
  const read = readDomainList(table);
  if (!read.ok) return read;
  const { sites, duplicates, rejected } = read.value;
  const preview: IntakePreview = {
    ...base,
    accepted: sites.length,
    duplicates,
    rejected,
    totals: [],
    entities: [{ type: "site", count: sites.length }],
    notices: [...(duplicates > 0 ? [{ name: "duplicates", count: duplicates } as const] : []), ...encodingNotice(base)],
  };
  return succeed({ preview, transfers: null, draft: (order) => draftSites(sites, preview.sha256, order) });
}

function rateReading(base: Base, table: Table): Result<Reading, IntakeError> {
  const read = readRates(table);
  if (!read.ok) return read;
  const { rates, duplicates, rejected } = read.value;
  const preview: IntakePreview = {
    ...base,
    accepted: rates.length,
    duplicates,
    rejected,
    totals: [],
    entities: [{ type: "rate", count: new Set(rates.map(rateId)).size }],
    notices: [...(duplicates > 0 ? [{ name: "repeated-rates", count: duplicates } as const] : []), ...encodingNotice(base)],
  };
  return succeed({ preview, transfers: null, draft: (order) => draftRates(rates, preview.sha256, order) });
}

function encodingNotice({ layout }: Base): readonly Notice[] {
  return layout.encoding === "windows-1251" ? [{ name: "guessed-encoding", count: 1 }] : [];
}

function hashOf(bytes: Uint8Array): FileHash {
  const hash = parseFileHash(sha256Hex(bytes));
  invariant(hash !== null, "SHA-256 is 64 hex digits");
  return hash;
}
