import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError } from "../model.ts";
import { longestJson } from "./json-walk.ts";
import { parseJson } from "./json-parse.ts";
import { isJsonObject, type Json } from "./json-value.ts";
import { type TextForm, textPieces } from "./text-form.ts";

/** A line of a file that has a value on each: the value, or the line as written when it is none. */
export type JsonLine = { readonly value: Json } | { readonly broken: string };

/** Whether a text begins as one value to a line (NDJSON), and not as one document: its first line is a whole object, and others follow. */
export function isJsonLines(beginning: string): boolean {
  const [first = "", ...others] = beginning.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (others.length === 0 || !first.trimStart().startsWith("{")) return false;
  const value = parseJson(first);
  return value.ok && isJsonObject(value.value);
}

/** The lines of a file, blank ones left out, as it streams. A line that is no JSON stops no other. Fails   `too-complex`: a line is too long. */
export async function* jsonLines(source: ByteSource, form: TextForm): AsyncGenerator<Result<readonly JsonLine[], IntakeError>, void, void> {
  let rest = "";
  for await (const piece of textPieces(source, form)) {
    const lines = (rest + piece).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? "";
    if (rest.length > longestJson) {
      yield fail("too-complex");
      return;
    }
    yield succeed(lines.filter(isSaid).map(lineOf));
  }
  yield succeed([rest].filter(isSaid).map(lineOf));
}

const isSaid = (line: string): boolean => line.trim() !== "";

function lineOf(line: string): JsonLine {
  const value = parseJson(line);
  return value.ok ? { value: value.value } : { broken: line };
}
