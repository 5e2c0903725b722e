import { startHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { ByteSource } from "./byte-source.ts";
import { Harvest, type Harvested } from "./harvest.ts";
import type { Intake, IntakeError, IntakeFile, IntakeOrder, IntakePreview, Notice } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { foldHeader, type Reader } from "./reader.ts";
import { openTable, type Table } from "./table.ts";
import { derivedId, draftImport } from "./to-drafts.ts";
import { totalsOf } from "./transfers.ts";

const sampledRows = 200;
const longestFileName = 255;

/** Reads a file and says what importing it would do. Nothing is kept. O(bytes); the file is read three times, and never held whole. */
export async function previewIntake(file: IntakeFile): Promise<Result<IntakePreview, IntakeError>> {
  const read = await readFile(file);
  return read.ok ? succeed(read.value.preview) : read;
}

/** Reads a file into the statements of one import: the exhibit first, then the dataset, then what the rows name. O(bytes). */
export async function runIntake(order: IntakeOrder): Promise<Result<Intake, IntakeError>> {
  const read = await readFile(order);
  if (!read.ok) return read;
  const { preview, harvested, reader } = read.value;
  return succeed({
    ...preview,
    exhibit: derivedId("exhibit", preview.sha256),
    transfers: harvested.transfers,
    statements: draftImport(preview, harvested, reader, order),
  });
}

interface Reading {
  readonly preview: IntakePreview;
  readonly harvested: Harvested;
  readonly reader: Reader;
}

async function readFile(file: IntakeFile): Promise<Result<Reading, IntakeError>> {
  const opened = await openTable(file.source, file.choices);
  if (!opened.ok) return opened;
  const table = opened.value;
  const { reader } = table;
  if (reader === null) return fail("unknown-layout");
  if (file.profile !== undefined && file.profile !== "" && file.profile !== reader.name) return fail("other-layout", reader.name);
  if (table.head.length === 0) return fail("no-rows");
  const sha256 = await hashOf(file.source);
  const harvest = await harvestTable(table, reader, sha256);
  if (!harvest.ok) return harvest;
  return succeed({ preview: previewOf(file, table, reader, sha256, harvest.value), ...harvest.value, reader });
}

/** Reads all rows of a table by its reader. Law: accepted + duplicates + rejected = rows. */
export async function harvestTable(
  table: Table,
  reader: Reader,
  file: FileHash,
): Promise<Result<{ readonly harvested: Harvested; readonly rows: number }, IntakeError>> {
  const harvest = new Harvest(file);
  const { layout, preamble } = table;
  const take = reader.start({ layout, preamble, folded: layout.headers.map(foldHeader) }, harvest);
  if (!take.ok) return take;
  let rows = 0;
  for await (const batch of table.batches()) {
    if (!batch.ok) return batch;
    for (const cells of batch.value) {
      rows += 1;
      take.value(cells, rows);
    }
  }
  const harvested = harvest.finish(reader);
  invariant(harvested.accepted + harvested.duplicates + harvested.rejected.length === rows, "a reader tells of each row what became of it");
  return succeed({ harvested, rows });
}

function previewOf(
  { source, fileName }: IntakeFile,
  { layout, head }: Table,
  reader: Reader,
  sha256: FileHash,
  { harvested, rows }: { readonly harvested: Harvested; readonly rows: number },
): IntakePreview {
  const { accepted, duplicates, rejected, things, transfers, notices } = harvested;
  const counts = new Map<string, number>();
  for (const { type } of things) counts.set(type, (counts.get(type) ?? 0) + 1);
  const guessed: readonly Notice[] = layout.encoding === "windows-1251" ? [{ name: "guessed-encoding", count: 1 }] : [];
  return {
    fileName: toPlainText(fileName, longestFileName),
    sizeBytes: source.sizeBytes,
    sha256,
    profile: reader.name,
    layout,
    columns: reader.uses(layout),
    sample: head.slice(0, sampledRows),
    rows,
    accepted,
    duplicates,
    rejected,
    entities: [...counts].map(([type, count]) => ({ type, count })),
    totals: transfers === null ? [] : totalsOf(transfers),
    notices: [...notices, ...guessed],
  };
}

async function hashOf(source: ByteSource): Promise<FileHash> {
  const hash = await startHash();
  for await (const piece of source.pieces()) hash.update(piece);
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}
