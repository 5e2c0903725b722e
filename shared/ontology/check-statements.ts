import { type EntityId, parseClaimId } from "../kernel/brand.ts";
import type { Failure } from "../kernel/result.ts";
import { readStatement, statementToJson } from "../ledger/line.ts";
import { type Assertion, type Statement, type Value, handlings, isGrade } from "../ledger/model.ts";
import { checkValue } from "./check.ts";
import { entityIdFor } from "./identity.ts";
import { type LinkEntry, type PropertyEntry, type TypeEntry, fromProperty, isAboutClaim, noteProperty, toProperty, typeProperty } from "./model.ts";
import { canLink, identityProperty, propertyEntry, typeEntry } from "./read.ts";
import { canonicalDecimal, isDateText, longestName, longestOf, longestValueText } from "./value.ts";

/** Why a statement may not enter the ledger. `index` is its place among the statements; `where` is the property. */
export interface StatementRejection
  extends Failure<
    | "unknown-type"
    | "type-change"
    | "unknown-subject"
    | "unknown-property"
    | "wrong-kind"
    | "bad-value"
    | "not-canonical"
    | "unknown-choice"
    | "wrong-identity"
    | "missing-required"
    | "missing-end"
    | "end-not-allowed"
    | "bad-marking"
    | "unknown-unit"
    | "too-long"
  > {
  readonly index: number;
}
type Kind = StatementRejection["kind"];

const longestColumn = 256;

/**
 * The trust boundary before the ledger: every property belongs to its type, every value is of its kind and passes its check in
 * canonical spelling, derived ids derive, links join what they may.
 *
 * Takes   the statements of one act and the type of what the case already holds.
 * Gives   all faults, none twice; [] when the act may be committed. O(statements).
 */
export function checkStatements(statements: readonly Statement[], typeOf: (id: EntityId) => string | undefined): readonly StatementRejection[] {
  const batch = readBatch(statements, typeOf);
  const faults: StatementRejection[] = [];
  statements.forEach((statement, index) => {
    if (statement.op === "retract") return;
    const kind = faultOf(statement, batch);
    if (kind !== null) faults.push({ kind, where: statement.property, index });
  });
  return [...faults, ...faultsOfNew(batch)];
}

interface Batch {
  /** Type of an entity of the case or of this act. */
  readonly typeOf: (id: EntityId) => string | undefined;
  /** What this act creates: index of the type statement, and the values said with it. */
  readonly created: ReadonlyMap<EntityId, { readonly index: number; readonly type: string; readonly values: Map<string, Value> }>;
}

function readBatch(statements: readonly Statement[], typeInCase: (id: EntityId) => string | undefined): Batch {
  const created = new Map<EntityId, { index: number; type: string; values: Map<string, Value> }>();
  statements.forEach((statement, index) => {
    if (statement.op !== "assert" || statement.property !== typeProperty || statement.value.kind !== "text") return;
    if (typeInCase(statement.subject) !== undefined || created.has(statement.subject)) return;
    created.set(statement.subject, { index, type: statement.value.text, values: new Map() });
  });
  for (const statement of statements) {
    if (statement.op === "assert") created.get(statement.subject)?.values.set(statement.property, statement.value);
  }
  return { typeOf: (id) => typeInCase(id) ?? created.get(id)?.type, created };
}

function faultOf(statement: Assertion, { typeOf }: Batch): Kind | null {
  if (!isGrade(statement.grade) || !handlings.includes(statement.handling)) return "bad-marking";
  if ((statement.note?.length ?? 0) > longestValueText) return "too-long";
  if (!isSayable(statement)) return "bad-value";
  const { property, value, subject } = statement;
  const type = typeOf(subject);
  if (property === typeProperty) return faultOfType(value, type);
  if (type === undefined) return "unknown-subject";
  const entry = typeEntry(type);
  if (entry === undefined) return "unknown-type";
  if (property === fromProperty || property === toProperty) return faultOfEnd(entry, property, value, typeOf);
  if (property === noteProperty) return value.kind === "text" ? faultOfText(value.text, longestValueText) : "wrong-kind";
  if (isAboutClaim(property)) return faultOfClaimName(value);
  const described = propertyEntry(type, property);
  if (described === undefined) return "unknown-property";
  const kind = faultOfValue(described, value);
  if (kind !== null || described.match !== "identity" || value.kind !== "identifier") return kind;
  return entityIdFor(type, value.text) === subject ? null : "wrong-identity";
}

/** Whether the ledger can carry it: closed schema, plain text, dates and hashes as they must be. */
function isSayable(statement: Assertion): boolean {
  const column = statement.source?.place.column ?? "";
  if (statement.note?.isWellFormed() === false) return false;
  return column.length <= longestColumn && column.isWellFormed() && readStatement(statementToJson(statement)) !== null;
}

/** A ruling, or a reason, names a claim; whether that claim is live is asked where it is read. */
function faultOfClaimName(value: Value): Kind | null {
  if (value.kind !== "identifier") return "wrong-kind";
  return parseClaimId(value.text) === null ? "bad-value" : null;
}

function faultOfType(value: Value, type: string | undefined): Kind | null {
  if (value.kind !== "text") return "wrong-kind";
  if (typeEntry(value.text) === undefined) return "unknown-type";
  return value.text === type ? null : "type-change";
}

function faultOfEnd(entry: TypeEntry, property: string, value: Value, typeOf: (id: EntityId) => string | undefined): Kind | null {
  if (entry.form !== "link") return "unknown-property";
  if (value.kind !== "entity") return "wrong-kind";
  const type = typeOf(value.entity);
  if (type === undefined) return "unknown-subject";
  const allowed = entry.isDirected ? (property === fromProperty ? entry.from : entry.to) : [...entry.from, ...entry.to];
  return allowed.includes(type) ? null : "end-not-allowed";
}

/** Faults of whole new entities: required values, the name an id derives from, both ends of a link. */
function faultsOfNew({ typeOf, created }: Batch): readonly StatementRejection[] {
  return [...created.values()].flatMap(({ index, type, values }) => {
    const entry = typeEntry(type);
    if (entry === undefined) return [];
    const needed = Object.keys(entry.properties).filter((property) => entry.properties[property]?.isRequired || property === identityProperty(type));
    const missing = needed.filter((property) => !values.has(property)).map((where) => ({ kind: "missing-required", where, index }) as const);
    return entry.form === "node" ? missing : [...missing, ...faultsOfEnds(entry, values, index, typeOf)];
  });
}

function faultsOfEnds(entry: LinkEntry, values: ReadonlyMap<string, Value>, index: number, typeOf: Batch["typeOf"]): readonly StatementRejection[] {
  const from = values.get(fromProperty);
  const to = values.get(toProperty);
  if (from?.kind !== "entity" || to?.kind !== "entity") return [{ kind: "missing-end", index }];
  const fromType = typeOf(from.entity);
  const toType = typeOf(to.entity);
  const isAllowed = fromType === undefined || toType === undefined || canLink(entry, fromType, toType);
  return isAllowed ? [] : [{ kind: "end-not-allowed", index }];
}

function faultOfText(text: string, longest: number): Kind | null {
  return text.length > longest ? "too-long" : text.isWellFormed() ? null : "bad-value";
}

/** Whether a value is of the property's kind, valid, and spelled canonically. */
function faultOfValue(entry: PropertyEntry, value: Value): Kind | null {
  const expected = entry.kind === "choice" ? "text" : entry.kind;
  if (value.kind !== expected) return "wrong-kind";
  switch (value.kind) {
    case "text":
      if (entry.kind === "choice" && !entry.choices?.includes(value.text)) return "unknown-choice";
      return faultOfText(value.text, longestOf(entry));
    case "identifier": {
      if (value.text.length > longestOf(entry)) return "too-long";
      const checked = checkValue(entry.check ?? "none", value.text);
      if (!checked.ok) return "bad-value";
      return checked.value === value.text ? faultOfText(value.text, longestOf(entry)) : "not-canonical";
    }
    case "decimal":
      if (value.unit !== undefined && entry.units?.includes(value.unit) !== true) return "unknown-unit";
      return faultOfDecimal(value.text);
    case "amount":
      return value.asset === "" ? "bad-value" : (faultOfText(value.asset, longestName) ?? faultOfDecimal(value.text));
    case "date":
      return faultOfSpan(value.from, value.to);
    case "file":
      return Number.isSafeInteger(value.sizeBytes) && value.sizeBytes >= 0 ? faultOfText(value.mediaType, longestName) : "bad-value";
  }
}

function faultOfDecimal(text: string): Kind | null {
  const exact = canonicalDecimal(text);
  return exact === null ? "bad-value" : exact === text ? null : "not-canonical";
}

function faultOfSpan(from: string, to: string): Kind | null {
  const isOpenOrDate = (text: string): boolean => text === "" || isDateText(text);
  return isOpenOrDate(from) && isOpenOrDate(to) && (from !== "" || to !== "") ? null : "bad-value";
}
