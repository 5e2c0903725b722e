import Papa from "papaparse";
import { sourceOfBlob } from "../../../shared/intake/byte-source.ts";
import { CsvCutter } from "../../../shared/intake/containers/csv.ts";
import { textPieces } from "../../../shared/intake/containers/text-form.ts";

/** What a CSV parser alone needs for a file, ms: ours as it reads a file, and papaparse on the same pieces. Rows are counted and forgotten. */
export interface ParserTimes {
  readonly rows: number;
  readonly cutterMs: number;
  readonly papaMs: number;
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

self.addEventListener("message", ({ data }: MessageEvent<{ readonly file: Blob }>) => {
  void (async () => {
    const [cut, papa] = [await timed(() => cutAlone(data.file)), await timed(() => papaAlone(data.file))];
    if (cut.rows !== papa.rows) throw new Error(`both parsers see the same rows: ${cut.rows}, ${papa.rows}`);
    self.postMessage({ times: { rows: cut.rows, cutterMs: cut.ms, papaMs: papa.ms } satisfies ParserTimes });
  })().catch((bug: unknown) => self.postMessage({ bug: String(bug) }));
});
