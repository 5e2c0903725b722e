import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { parseChoices } from "./choices.ts";
import type { ImportProfile, ProfileSheet } from "./door.ts";
import { parseMapping } from "./mapping/parse-mapping.ts";
import { isListOf, hasOnly } from "./strict.ts";

/** What a profile may be at most: characters of all together, profiles, sheets of one, characters of a name and of a header. */
const [mostText, mostProfiles, mostSheets, mostColumns, longestName, longestHeader] = [2_000_000, 200, 50, 500, 100, 500];

/**
 * Saved ways to read files: out of the vault, or of a file of a colleague, who may have written anything.
 *
 * Gives   all of them, names distinct; `not-profiles` when any part is missing, more than it may be, or says what this version does not understand: nothing of it is then used.
 */
export function parseProfiles(text: string): Result<readonly ImportProfile[], Failure<"not-profiles">> {
  const said = text.length > mostText ? null : parsed(text);
  if (!hasOnly(said, ["dalel", "version", "profiles"]) || said["dalel"] !== "import-profiles" || said["version"] !== 1) return fail("not-profiles");
  const { profiles } = said;
  if (!isListOf(profiles, isObject, mostProfiles)) return fail("not-profiles");
  const read = profiles.map(profileIn);
  const isWhole = read.every((profile) => profile !== null);
  return isWhole && new Set(read.map(({ name }) => name)).size === read.length ? succeed(read) : fail("not-profiles");
}

const isObject = (said: unknown): said is object => typeof said === "object" && said !== null;

function profileIn(said: unknown): ImportProfile | null {
  if (!hasOnly(said, ["name", "sheets"], ["encoding", "delimiter", "answers"])) return null;
  const { name, sheets, ...form } = said;
  if (typeof name !== "string" || name.trim() !== name || name === "" || name.length > longestName || !name.isWellFormed()) return null;
  const choices = parseChoices(JSON.stringify(form));
  if (choices === null || !isListOf(sheets, isObject, mostSheets) || sheets.length === 0) return null;
  const read = sheets.map(sheetIn);
  if (!read.every((sheet) => sheet !== null)) return null;
  const { encoding, delimiter, answers } = choices;
  return {
    name,
    sheets: read,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(answers === undefined ? {} : { answers }),
  };
}

function sheetIn(said: unknown): ProfileSheet | null {
  if (!hasOnly(said, ["headers", "headerRow", "isLeftOut", "mapping"])) return null;
  const { headers, headerRow, isLeftOut, mapping } = said;
  if (!isListOf(headers, isHeader, mostColumns) || headers.length === 0 || typeof isLeftOut !== "boolean") return null;
  if (headerRow !== null && !(typeof headerRow === "number" && Number.isSafeInteger(headerRow) && headerRow >= 0)) return null;
  if (mapping === null) return { headers, headerRow, isLeftOut, mapping };
  const read = parseMapping(mapping);
  const isOfThese = read !== null && read.headers.length === headers.length && read.headers.every((header, at) => header === headers[at]);
  return isOfThese ? { headers, headerRow, isLeftOut, mapping: read } : null;
}

function isHeader(said: unknown): said is string {
  return typeof said === "string" && said.length <= longestHeader && said.isWellFormed();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON says nothing.
    return null;
  }
}
