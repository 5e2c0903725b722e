import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import { blockListHeaders } from "../list-headers.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { type Cells, type RowBatches, type Table, tableOf } from "../table.ts";
import { findTextForm, type TextForm, textPieces } from "./text-form.ts";

/** Characters of one line, at most. */
const longestLine = 2 ** 20;

/** A line that says nothing of a site: empty, a remark, or the title of a list. "##" begins a rule about parts of pages. */
const isRemark = (line: string): boolean => /^(?:#(?![#@?$%])|!|;|\[Adblock)/i.test(line);
const rulesOfOthers =
  /^(?:@@|\|\|?|(?:0\.0\.0\.0|127\.\d+\.\d+\.\d+|255\.255\.255\.255|::1?|f[ef][0-9a-f]{2}:\S*)[ \t]+\S|(?:address|server|local)=\/)|#[@?$%]*#/;
const bareName = /^(?:\*?\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+\.?(?:[ \t]+#.*)?$/u;

/**
 * Whether a text is a list of what programs are to block, by its beginning: a hosts file, rules of ad blockers or of dnsmasq, or names of sites with remarks
 * between them. A list of names without a remark is a table of one column.
 */
export function isBlockListLike(beginning: string): boolean {
  const lines = beginning.split(/\r\n|\r|\n/);
  // The last may be cut.
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).map((line) => line.trim()).filter((line) => line !== "");
  const said = whole.filter((line) => !isRemark(line));
  const rules = said.filter((line) => rulesOfOthers.test(line)).length;
  const names = said.filter((line) => bareName.test(line)).length;
  const hasRemarks = said.length < whole.length;
  if (said.length === 0) return false;
  return rules + names >= said.length * mostlyRules && (rules > 0 || hasRemarks);
}
const mostlyRules = 0.8;

/** A block list as a table: a rule is a row, with the line it stands on. Remarks are counted. Fails   as `findTextForm`; `too-complex`: a line is too long. */
export async function openBlockList(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding);
  if (!form.ok) return form;
  let remarks = 0;
  for await (const lines of linesOf(source, form.value)) {
    if (!lines.ok) return lines;
    for (const { text } of lines.value) if (isRemark(text)) remarks += 1;
  }
  const { encoding, markBytes } = form.value;
  const table = await tableOf({
    sheet: "",
    layout: { container: "lines", encoding, hasMark: markBytes > 0, delimiter: "" },
    headers: blockListHeaders,
    notices: remarks === 0 ? [] : [{ name: "remarks", count: remarks }],
    rows: () => rulesIn(source, form.value),
  });
  if (!table.ok) return table;
  return table.value === null ? fail("empty") : succeed([table.value]);
}

async function* rulesIn(source: ByteSource, form: TextForm): RowBatches {
  for await (const lines of linesOf(source, form)) {
    if (!lines.ok) yield lines;
    else yield succeed(lines.value.flatMap(({ text, number }): readonly Cells[] => (isRemark(text) ? [] : [[String(number), text]])));
  }
}

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** The lines that say something, as the file streams. */
async function* linesOf(source: ByteSource, form: TextForm): AsyncGenerator<Result<readonly Line[], IntakeError>, void, void> {
  let [rest, passed] = ["", 0];
  const numbered = (lines: readonly string[]): readonly Line[] => {
    const said = lines.flatMap((line, at) => (line.trim() === "" ? [] : [{ text: line.trim(), number: passed + at + 1 }]));
    passed += lines.length;
    return said;
  };
  for await (const piece of textPieces(source, form)) {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) {
      yield fail("too-complex", String(passed + lines.length + 1));
      return;
    }
    yield succeed(numbered(lines));
  }
  yield succeed(numbered([rest]));
}
