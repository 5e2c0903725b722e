import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type YAMLMap } from "yaml";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { type Cells, type RowBatches, type Table, tableOf } from "../table.ts";
import { findTextForm, textPieces } from "./text-form.ts";

/** Characters of a pack, at most: it is held whole. Published ones have up to 4 MB. */
const longestPack = 2 ** 23;
const mostColumns = 200;

/** Whether a text may be a TagPack, by its beginning: names with values, and a list of tags. */
export function isTagPackLike(beginning: string): boolean {
  return /^(?:---[ \t]*\r?\n|#.*\r?\n|\s)*[a-z_]+:(?:[ \t]|\r?\n)/.test(beginning) && /^tags:[ \t]*(?:#.*)?$/m.test(beginning);
}

/**
 * A TagPack of GraphSense (YAML) as a table: a tag is a row. What the head of the pack says holds for every tag that does not say otherwise. Every value
 * is the text it is written as: a bare 0x… is no number.
 *
 * Fails   as `findTextForm`; `broken-yaml` with the line: also for a name said twice, and for anchors and aliases, which a pack has no need of;
 *         `too-complex`.
 * Source  github.com/graphsense/graphsense-tagpack-tool; YAML 1.2 by the package yaml (decision 0103).
 */
export async function openTagPack(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding);
  if (!form.ok) return form;
  let text = "";
  for await (const piece of textPieces(source, form.value)) {
    text += piece;
    if (text.length > longestPack) return fail("too-complex");
  }
  const pack = packOf(text);
  if (!pack.ok) return pack;
  const { headers, rows } = pack.value;
  const { encoding, markBytes } = form.value;
  const layout = { container: "yaml", encoding, hasMark: markBytes > 0, delimiter: "" } as const;
  const table = await tableOf({ sheet: "", layout, headers, rows: () => oneBatch(rows) });
  if (!table.ok) return table;
  return table.value === null ? fail("empty") : succeed([table.value]);
}

async function* oneBatch(rows: readonly Cells[]): RowBatches {
  yield succeed(rows);
}

function packOf(text: string): Result<{ readonly headers: readonly string[]; readonly rows: readonly Cells[] }, IntakeError> {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, uniqueKeys: true, merge: false, logLevel: "silent" });
  const broken = (offset: number): Result<never, IntakeError> => fail("broken-yaml", String(lines.linePos(offset).line));
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return broken(error.pos[0]);
  const reference = referenceIn(document);
  if (reference !== null) return broken(reference);
  const tags = isMap(document.contents) ? document.contents.get("tags", true) : undefined;
  if (!isMap(document.contents) || !isSeq(tags)) return broken(0);
  const head = cellsOf(document.contents);
  head.delete("tags");
  const all = tags.items.map((tag) => (isMap(tag) ? cellsOf(tag) : null));
  const headers = [...new Set([...head.keys(), ...all.flatMap((tag) => [...(tag?.keys() ?? [])])])];
  if (headers.length > mostColumns) return fail("too-complex");
  // A tag that is no map has not the cells of a row, so that readers name it as such.
  return succeed({ headers, rows: all.map((tag) => (tag === null ? [] : headers.map((header) => tag.get(header) ?? head.get(header) ?? ""))) });
}

/** Where an anchor or an alias stands; null when there is none. */
function referenceIn(document: ReturnType<typeof parseDocument>): number | null {
  let found: number | null = null;
  visit(document, {
    Alias: (_key, node) => {
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
    Value: (_key, node) => {
      if (node.anchor === undefined) return undefined;
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/** The members of a map as cells; what is a list or a map itself is its JSON text. */
function cellsOf(map: YAMLMap): Map<string, string> {
  return new Map(
    map.items.map(({ key, value }) => [
      isScalar(key) ? String(key.value) : JSON.stringify(key),
      isScalar(value) ? String(value.value ?? "") : JSON.stringify(value ?? ""),
    ]),
  );
}
