import { startHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { longestValueText } from "../ontology/value.ts";
import type { ByteSource } from "./byte-source.ts";
import { choicesText } from "./choices.ts";
import { Harvest, type Harvested } from "./harvest.ts";
import type { Intake, IntakeError, IntakeFile, IntakeOrder, IntakePreview, Notice, Question, ReadingChoices, SheetPreview } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { foldedOf, isOfHeaders } from "./mapping/mapped-reader.ts";
import { mender } from "./mends.ts";
import { openColumnsOf } from "./mapping/open-columns.ts";
import { suggestMapping } from "./mapping/suggest-mapping.ts";
import { type OpenQuestion, openQuestions } from "./questions.ts";
import { foldHeader, type Reader } from "./reader.ts";
import { resaved } from "./resaved.ts";
import { openTables } from "./open-tables.ts";
import type { Table } from "./table.ts";
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
  if (preview.profile === "") return fail("unknown-layout");
  if (choicesText(order.choices ?? {}).length > longestValueText) return fail("too-many-choices");
  const open = preview.questions.find(({ answer }) => answer === "");
  if (open !== undefined) return fail("unanswered", open.name);
  if (preview.sheets.some(({ openColumns }) => openColumns.length > 0)) return fail("unanswered");
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
  readonly reader: ReaderName;
}

async function readFile(file: IntakeFile): Promise<Result<Reading, IntakeError>> {
  const opened = await openTables(file.source, file.choices);
  if (!opened.ok) return opened;
  const tables = opened.value;
  const known = tables.filter(isKnown);
  const reader = nameOf(known);
  if (file.profile !== undefined && file.profile !== "" && file.profile !== reader.name) return fail("other-layout", reader.name);
  if ((known.length === 0 ? tables : known).every(({ head }) => head.length === 0)) return fail("no-rows");
  const sha256 = await hashOf(file.source);
  const answered = await answerAll(file, tables, known, sha256);
  if (!answered.ok) return answered;
  const { questions, harvest } = answered.value;
  return succeed({ preview: previewOf(file, tables, sha256, questions, harvest), harvested: harvest.harvested, reader });
}

/** Reads the rows, unless something is left open: by the layout, which is known before, or by a row, which is known after. No row counts then. */
async function answerAll(
  { choices, watch }: IntakeFile,
  tables: readonly Table[],
  known: readonly KnownTable[],
  sha256: FileHash,
): Promise<Result<{ readonly questions: readonly Question[]; readonly harvest: HarvestedTables }, IntakeError>> {
  const before = questionsOf(known, [], choices);
  const isSaid = !isOpen(before) && (choices?.mappings ?? []).every((mapping) => openColumnsOf(mapping).length === 0);
  const read = await harvestTables(tables, sha256, choices, isSaid, watch);
  if (!read.ok) return read;
  const questions = questionsOf(known, [...read.value.harvested.asked], choices);
  if (!isSaid || !isOpen(questions)) return succeed({ questions, harvest: read.value });
  const nothing = await harvestTables(tables, sha256, choices, false);
  return nothing.ok ? succeed({ questions, harvest: nothing.value }) : nothing;
}

const isOpen = (questions: readonly Question[]): boolean => questions.some(({ answer }) => answer === "");

/** Every question of the readers and of the rows, once, with its answer so far. An answer that is not among the options is none. */
function questionsOf(tables: readonly KnownTable[], byRows: readonly OpenQuestion[], choices: ReadingChoices = {}): readonly Question[] {
  const all: readonly Omit<Question, "answer">[] = [
    ...tables.flatMap((table) => [...(table.reader.asks ?? []), ...(table.reader.asksOf?.(table) ?? [])]),
    ...byRows.map((name) => openQuestions[name]),
  ];
  const asked = new Map(all.map((question) => [question.name, question] as const));
  return [...asked.values()].map((question) => {
    const answer = choices.answers?.[question.name] ?? "";
    return { ...question, answer: question.options.includes(answer) ? answer : "" };
  });
}

/** How a file was read as a whole: its readers in the order of its tables. Versions only rise, so their sum tells whether one of them did. */
interface ReaderName {
  readonly name: string;
  readonly version: number;
}
export type KnownTable = Table & { readonly reader: Reader };
export const isKnown = (table: Table): table is KnownTable => table.reader !== null;

export function nameOf(tables: readonly KnownTable[]): ReaderName {
  const readers = [...new Set(tables.map(({ reader }) => reader))];
  return { name: readers.map(({ name }) => name).join(joint), version: readers.reduce((sum, { version }) => sum + version, 0) };
}
const joint = " + ";

interface HarvestedTables {
  readonly harvested: Harvested;
  readonly rows: number;
  readonly sheets: readonly SheetPreview[];
}

/**
 * Reads all rows of the tables whose layout is known. Law: accepted + duplicates + rejected = rows; rows of other tables are counted through, so that a
 * row has one number in its file.
 *
 * Takes   `isRead` false: rows are counted only, as while a question is open.
 */
export async function harvestTables(
  tables: readonly Table[],
  file: FileHash,
  choices: ReadingChoices = {},
  isRead = true,
  watch: IntakeFile["watch"] = undefined,
): Promise<Result<HarvestedTables, IntakeError>> {
  const harvest = new Harvest(file);
  const sheets: SheetPreview[] = [];
  let [read, passed] = [0, 0];
  for (const table of tables) {
    const rows = await harvestTable(isRead ? table : { ...table, reader: null }, harvest, passed, choices, watch);
    if (!rows.ok) return rows;
    sheets.push(sheetOf(table, rows.value, passed, choices));
    passed += rows.value;
    if (isRead && table.reader !== null) read += rows.value;
  }
  const harvested = harvest.finish(nameOf(tables.filter(isKnown)));
  invariant(harvested.accepted + harvested.duplicates + harvested.rejected.length === read, "a reader tells of each row what became of it");
  return succeed({ harvested, rows: read, sheets });
}

function sheetOf(
  { sheet, reader, layout, headerRow, head }: Table,
  rows: number,
  passed: number,
  { leftOut = [], mappings = [] }: ReadingChoices,
): SheetPreview {
  const mapping = mappings.find((each) => isOfHeaders(each, foldedOf(layout)));
  return {
    name: sheet,
    profile: reader?.name ?? null,
    isLeftOut: leftOut.includes(sheet),
    rows,
    firstRow: passed + 1,
    layout,
    headerRow,
    columns: reader?.uses(layout) ?? layout.headers.map((header) => ({ header, use: "ignored", type: "", property: "" }) as const),
    sample: head.slice(0, sampledRows),
    suggested: suggestMapping(layout.headers, head),
    openColumns: mapping === undefined ? [] : openColumnsOf(mapping),
  };
}

/** Gives the rows of one table; a reader is told each with its number in the file. */
async function harvestTable(
  table: Table,
  harvest: Harvest,
  passed: number,
  choices: ReadingChoices,
  watch: IntakeFile["watch"],
): Promise<Result<number, IntakeError>> {
  const { answers = {} } = choices;
  const { layout, preamble, sheet } = table;
  harvest.sheet = sheet;
  const take = table.reader?.start({ layout, preamble, sheet, answers, folded: layout.headers.map(foldHeader) }, harvest) ?? succeed(null);
  if (!take.ok) return take;
  const mend = mender(choices);
  const turn = resaved(table);
  let rows = 0;
  for await (const batch of table.batches()) {
    if (!batch.ok) return batch;
    for (const cells of batch.value) {
      rows += 1;
      if (rows % rowsBetweenWords === 0) await watch?.pass(rowsBetweenWords);
      if (take.value === null) continue;
      const mended = mend(cells, passed + rows);
      if (mended.count > 0) harvest.notice("mended-cells", mended.count);
      const turned = turn?.(mended.cells);
      if (turned !== undefined && turned.count > 0) harvest.notice("resaved-cells", turned.count);
      take.value(turned?.cells ?? mended.cells, passed + rows);
    }
  }
  await watch?.pass(rows % rowsBetweenWords);
  return succeed(rows);
}
/** Some tens of milliseconds of work. */
const rowsBetweenWords = 4096;

function previewOf(
  { source, fileName }: IntakeFile,
  tables: readonly Table[],
  sha256: FileHash,
  questions: readonly Question[],
  { harvested, rows, sheets }: HarvestedTables,
): IntakePreview {
  const { accepted, duplicates, rejected, things, transfers, notices, controls } = harvested;
  const shown = sheets.find(({ profile }) => profile !== null) ?? sheets[0];
  invariant(shown !== undefined, "a file that opens has a table");
  const { layout, columns, sample } = shown;
  const counts = new Map<string, number>();
  for (const { type } of things) counts.set(type, (counts.get(type) ?? 0) + 1);
  const guessed: readonly Notice[] = layout.encoding === "windows-1251" ? [{ name: "guessed-encoding", count: 1 }] : [];
  return {
    fileName: toPlainText(fileName, longestFileName),
    sizeBytes: source.sizeBytes,
    sha256,
    profile: nameOf(tables.filter(isKnown)).name,
    look: tables[0]?.look ?? "",
    sheets,
    questions,
    layout,
    columns,
    sample,
    rows,
    accepted,
    duplicates,
    rejected,
    entities: [...counts].map(([type, count]) => ({ type, count })),
    totals: transfers === null ? [] : totalsOf(transfers),
    controls,
    notices: [...notices, ...remarksOf(tables), ...differing(controls), ...guessed],
  };
}

function differing(controls: Harvested["controls"]): readonly Notice[] {
  const count = controls.filter(({ said, read }) => said !== read).length;
  return count === 0 ? [] : [{ name: "totals-differ", count }];
}

/** What the containers remarked, summed over all tables. */
function remarksOf(tables: readonly Table[]): readonly Notice[] {
  const sums = new Map<Notice["name"], number>();
  for (const { notices } of tables) for (const { name, count } of notices) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].map(([name, count]) => ({ name, count }));
}

async function hashOf(source: ByteSource): Promise<FileHash> {
  const hash = await startHash();
  for await (const piece of source.pieces()) hash.update(piece);
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}
