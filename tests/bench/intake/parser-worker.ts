import Papa from "papaparse";
import { sourceOfBlob } from "../../../shared/intake/byte-source.ts";
import { CsvCutter } from "../../../shared/intake/containers/csv.ts";
import { openWorkbook } from "../../../shared/intake/containers/workbook.ts";
import type { MadeTable } from "./made-tables.ts";
import { textPieces } from "../../../shared/intake/containers/text-form.ts";

/** What parsers alone need for a file, ms, with the same rows. Rows are counted and forgotten. */
export interface ParserTimes {
  readonly rows: number;
  /** Each by its name. */
  readonly ms: Readonly<Record<string, number>>;
}

async function cutAlone(file: Blob): Promise<number> {
  const cutter = new CsvCutter(",");
  let rows = 0;
  for await (const piece of textPieces(sourceOfBlob(file), { encoding: "utf-8", markBytes: 0 })) {
    const cut = cutter.cut(piece, false);
    rows += cut.ok ? cut.value.length : Number.NaN;
  }
  const last = cutter.cut("", true);
  return rows + (last.ok ? last.value.length : Number.NaN);
}

/** papaparse reads a text at a time: whole lines are given it. */
async function papaAlone(file: Blob): Promise<number> {
  let [rows, rest] = [0, ""];
  const count = (text: string): void => void Papa.parse<string[]>(text, { delimiter: ",", skipEmptyLines: true, step: () => void (rows += 1) });
  for await (const piece of textPieces(sourceOfBlob(file), { encoding: "utf-8", markBytes: 0 })) {
    const text = rest + piece;
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    count(text.slice(0, end));
  }
  count(rest);
  return rows;
}

async function timed(work: () => Promise<number>): Promise<{ readonly ms: number; readonly rows: number }> {
  const start = performance.now();
  const rows = await work();
  return { ms: performance.now() - start, rows };
}

/** The container of workbooks: unpacked and cut, a first time as it opens and again for its rows. */
async function workbookAlone(file: Blob): Promise<number> {
  const tables = await openWorkbook(sourceOfBlob(file), {});
  let rows = 0;
  for (const table of tables.ok ? tables.value.slice(0, 1) : [])
    for await (const batch of table.batches()) rows += batch.ok ? batch.value.length : Number.NaN;
  return rows;
}

const parsers: Readonly<Record<MadeTable, Readonly<Record<string, (file: Blob) => Promise<number>>>>> = {
  tronscan: { "our parser": cutAlone, papaparse: papaAlone },
  workbook: { "our container": workbookAlone },
};

async function parseAll(kind: MadeTable, file: Blob): Promise<ParserTimes> {
  const ms: Record<string, number> = {};
  const rows = new Set<number>();
  for (const [name, parse] of Object.entries(parsers[kind])) {
    const one = await timed(() => parse(file));
    ms[name] = one.ms;
    rows.add(one.rows);
  }
  const [count = Number.NaN, ...others] = rows;
  if (others.length > 0) throw new Error(`all parsers see the same rows: ${[...rows].join(", ")}`);
  return { rows: count, ms };
}

self.addEventListener("message", ({ data }: MessageEvent<{ readonly kind: MadeTable; readonly file: Blob }>) => {
  parseAll(data.kind, data.file).then(
    (times) => self.postMessage({ times }),
    (bug: unknown) => self.postMessage({ bug: String(bug) }),
  );
});
