import { parseClaimId, parseEntityId } from "../kernel/brand.ts";
import { utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { type CommitFormat, handlings, isGrade, longestLineBytes, type Place, type Statement } from "./model.ts";
import { isPlainText, readSource, readSpan, readValue } from "./value.ts";

/**
 * The one line of a statement: canonical JSON (RFC 8785), the bytes a claim id is the hash of.
 * Fails   text with a lone surrogate or a number that is no safe integer is a bug of the caller: it throws.
 */
export function statementToLine(statement: Statement): string {
  return canonicalText(statementToJson(statement));
}

/**
 * Reads a line somebody else wrote. Takes back `statementToLine` exactly: `statementToLine(parseLine(line)) === line`.
 *
 * Gives   null for anything that is not the canonical line of a statement: other keys, other order, spaces, escapes, values out of range,
 *         more than 65,536 bytes.
 * Cost    about 10 µs.
 */
export function parseLine(line: string): Statement | null {
  if (!isLineShort(line)) return null;
  const json = parseCanonical(line);
  return json === null ? null : readStatement(json);
}

/** At most 65,536 bytes: a sign of a text is three bytes at most. */
export function isLineShort(line: string): boolean {
  return 3 * line.length <= longestLineBytes || (line.length <= longestLineBytes && utf8ToBytes(line).length <= longestLineBytes);
}

const assertionKeys = ["op", "subject", "property", "value", "during", "source", "grade", "handling", "nationalMark"] as const;
const notedKeys = [...assertionKeys, "note"] as const;

/** A statement of parsed JSON: the closed schema and the value checks, without the rule that the text was canonical. Null when it is none. */
export function readStatement(json: Json): Statement | null {
  if (hasExactKeys(json, ["op", "claim"])) {
    const claim = parseClaimId(json.claim);
    return json.op === "retract" && claim !== null ? { op: "retract", claim } : null;
  }
  const isNoted = hasExactKeys(json, notedKeys);
  if ((!isNoted && !hasExactKeys(json, assertionKeys)) || json.op !== "assert") return null;
  const subject = parseEntityId(json.subject);
  const value = readValue(json.value);
  const during = json.during === null ? null : readSpan(json.during);
  const source = json.source === null ? null : readSource(json.source);
  const handling = handlings.find((each) => each === json.handling);
  const { property, grade, nationalMark } = json;
  if (subject === null || value === null || during === undefined || source === undefined || handling === undefined) return null;
  if (!isPropertyName(property) || !isGrade(grade) || (nationalMark !== "" && nationalMark !== "official-use")) return null;
  const said = { op: "assert", subject, property, value, during, source, grade, handling, nationalMark } as const;
  if (!isNoted) return said;
  return isPlainText(json.note) && json.note !== "" ? { ...said, note: json.note } : null;
}

/** The lowest commit format that can carry a statement. */
export function formatOf(statement: Statement): CommitFormat {
  if (statement.op === "retract") return 1;
  const { note, value, source } = statement;
  const isLater = note !== undefined || source?.place.time !== undefined || (value.kind === "decimal" && value.unit !== undefined);
  return isLater ? 2 : 1;
}

function isPropertyName(name: Json): name is string {
  return typeof name === "string" && /^[a-z][A-Za-z0-9]{0,63}$/.test(name);
}

/** The same data as plain JSON, member by member: a member we do not know is not carried along. */
export function statementToJson(statement: Statement): Json {
  if (statement.op === "retract") return { op: statement.op, claim: statement.claim };
  const { op, subject, property, value, during, source, grade, handling, nationalMark, note } = statement;
  return {
    op,
    subject,
    property,
    value: { ...value },
    during: during === null ? null : { from: during.from, to: during.to },
    source: source === null ? null : { file: source.file, place: placeToJson(source.place) },
    grade,
    handling,
    nationalMark,
    ...(note === undefined ? {} : { note }),
  };
}

function placeToJson({ page, row, column, time }: Place): Json {
  return time === undefined ? { page, row, column } : { page, row, column, time };
}
