import { canonicalText, type Json } from "../kernel/canonical.ts";
import { parseMapping } from "./mapping/parse-mapping.ts";
import type { Mapping } from "./mapping/model.ts";
import { delimiters, encodings, type MendedCell, type Picks, questionNames, type ReadingChoices } from "./model.ts";
import { isRowsText } from "../kernel/row-spans.ts";

/**
 * Choices as a dataset keeps them (canonical JSON), so that its exhibit is read again in the same way, here and at a partner's.
 *
 * Takes   a text anybody may have written.
 * Gives   null when it says anything we do not understand: the file is then not read, rather than read in another way.
 */
export function parseChoices(text: string): ReadingChoices | null {
  if (text === "") return {};
  const said = parsed(text);
  if (said === null) return null;
  const { encoding, delimiter, answers, headerRows, leftOut, mappings, mended, readAs, picked, ...more } = said;
  if (Object.keys(more).length > 0) return null;
  if (encoding !== undefined && !isOneOf(encodings, encoding)) return null;
  if (delimiter !== undefined && !isOneOf(delimiters, delimiter)) return null;
  const answered = answersOf(answers ?? {});
  if (answered === null) return null;
  if (headerRows !== undefined && !isRowNumbers(headerRows)) return null;
  if (leftOut !== undefined && !isTexts(leftOut)) return null;
  if (mended !== undefined && !isMends(mended)) return null;
  if (readAs !== undefined && readAs !== "table" && readAs !== "document") return null;
  if (picked !== undefined && !isPicks(picked)) return null;
  const mapped = mappings === undefined ? [] : mappingsOf(mappings);
  if (mapped === null) return null;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(answers === undefined ? {} : { answers: answered }),
    ...(headerRows === undefined ? {} : { headerRows }),
    ...(leftOut === undefined ? {} : { leftOut }),
    ...(mappings === undefined ? {} : { mappings: mapped }),
    ...(mended === undefined ? {} : { mended }),
    ...(readAs === undefined ? {} : { readAs }),
    ...(picked === undefined ? {} : { picked }),
  };
}

/** The one text of choices, as a dataset keeps them; "" when nothing was chosen. */
export function choicesText(choices: ReadingChoices): string {
  return Object.keys(choices).length === 0 ? "" : canonicalText(JSON.parse(JSON.stringify(choices)) as Json);
}

function answersOf(said: unknown): NonNullable<ReadingChoices["answers"]> | null {
  if (typeof said !== "object" || said === null) return null;
  const entries = Object.entries(said);
  const isGood = entries.every(([name, answer]) => isOneOf(questionNames, name) && typeof answer === "string");
  return isGood ? Object.fromEntries(entries) : null;
}

function isRowNumbers(said: unknown): said is Readonly<Record<string, number>> {
  return (
    typeof said === "object" && said !== null && !Array.isArray(said) && Object.values(said).every((row) => Number.isSafeInteger(row) && row >= 0)
  );
}

function isMends(said: unknown): said is readonly MendedCell[] {
  return Array.isArray(said) && said.every(isMend);
}
function isMend(said: unknown): said is MendedCell {
  if (typeof said !== "object" || said === null || Object.keys(said).sort().join() !== "column,row,value") return false;
  const { row, column, value } = said as Readonly<Record<keyof MendedCell, unknown>>;
  return Number.isSafeInteger(row) && Number(row) >= 1 && Number.isSafeInteger(column) && Number(column) >= 0 && typeof value === "string";
}

function isPicks(said: unknown): said is Picks {
  if (typeof said !== "object" || said === null || Object.keys(said).sort().join() !== "left,taken") return false;
  const { taken, left } = said as Readonly<Record<keyof Picks, unknown>>;
  return isRowsText(taken) && isRowsText(left);
}

function mappingsOf(said: unknown): readonly Mapping[] | null {
  if (!Array.isArray(said) || said.length > mostMappings) return null;
  const mappings = said.map(parseMapping);
  return mappings.every((mapping) => mapping !== null) ? mappings : null;
}
const mostMappings = 50;

function isTexts(said: unknown): said is readonly string[] {
  return Array.isArray(said) && said.every((text) => typeof text === "string");
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null && !Array.isArray(said) ? { ...said } : null;
  } catch {
    // What is no JSON says nothing.
    return null;
  }
}

function isOneOf<Name extends string>(names: readonly Name[], said: unknown): said is Name {
  return names.some((name) => name === said);
}
