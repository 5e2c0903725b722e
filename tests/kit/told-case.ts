import fc from "fast-check";
import {
  type AuthorId,
  type ClaimId,
  type EntityId,
  type FileHash,
  parseAuthorId,
  parseClaimId,
  parseEntityId,
  parseFileHash,
} from "../../shared/kernel/brand.ts";
import { bytesToHex } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { claimIdOf, claimIdsToLeaves } from "../../shared/ledger/claim.ts";
import { commitIdOf, formatOfIntent } from "../../shared/ledger/header.ts";
import { formatOf, statementToLine } from "../../shared/ledger/line.ts";
import { merkleRoot } from "../../shared/ledger/merkle.ts";
import {
  type Claim,
  type Commit,
  type CommitHeader,
  handlings,
  type Intent,
  type Span,
  type Statement,
  type Value,
} from "../../shared/ledger/model.ts";
import { entityIdFor } from "../../shared/ontology/identity.ts";
import { instant } from "./fixed-clock.ts";
import { aCaseId, actNumber } from "./ledger-generators.ts";

/** Two officers of one agency, and one of each of two others. */
export const tellers: readonly { readonly agency: string; readonly author: AuthorId }[] = ["afm", "afm", "knb", "mci"].map((agency, n) => ({
  agency,
  author: certain(parseAuthorId(String(n + 1).repeat(64))),
}));
export const agencies = ["afm", "knb", "mci"] as const;

/** Files, the exhibits they are, things, and links: few, so that everything meets. */
export const files: readonly FileHash[] = ["a", "b", "c"].map((digit) => certain(parseFileHash(digit.repeat(64))));
export const exhibits: readonly EntityId[] = files.map((file) => certain(entityIdFor("exhibit", file)));
export const people: readonly EntityId[] = ["1", "2", "3", "4"].map((digit) => certain(parseEntityId(digit.repeat(32))));
export const links: readonly EntityId[] = ["5", "6", "7", "8"].map((digit) => certain(parseEntityId(digit.repeat(32))));
/** Links the generator never speaks of. */
export const untoldLink: EntityId = certain(parseEntityId("9".repeat(32)));
export const secondUntoldLink: EntityId = certain(parseEntityId("0".repeat(32)));
const subjects = [...people, ...people, ...exhibits, ...links];
const nowhere: ClaimId = certain(parseClaimId("d".repeat(64)));

const spans: readonly (Span | null)[] = [
  null,
  null,
  { from: "2024", to: "2024" },
  { from: "2024-06-01", to: "" },
  { from: "", to: "2024-03" },
  { from: "2025-01-01T08:00", to: "2023" },
];
/** Days a case is looked at on: before, within and after its spans. */
export const days = ["2023-12-31", "2024-03-31", "2024-06-01", "2026-11-20"] as const;

const saidOf: readonly (readonly [property: string, values: readonly Value[]])[] = [
  ["type", ["person", "exhibit", "owns", "sameAs", "distinctFrom", "copyOf"].map((text) => ({ kind: "text", text }))],
  ["fullName", ["Әлия Қасымова", "Алия Касымова", "A. Kassymova"].map((text) => ({ kind: "text", text }))],
  ["fullName", ["Әлия Қасымова", "Алия Касымова"].map((text) => ({ kind: "text", text }))],
  ["iin", ["900101300017", "850312400125"].map((text) => ({ kind: "identifier", text }))],
  ["citizenship", ["KZ", "RU"].map((text) => ({ kind: "text", text }))],
  [
    "share",
    [
      { kind: "decimal", text: "50" },
      { kind: "decimal", text: "50", unit: "percent" },
    ],
  ],
  ["since", [{ kind: "date", from: "2024-04", to: "2024-04" }]],
  ["until", [{ kind: "date", from: "2024-05-31", to: "2024-05-31" }]],
  ["note", [{ kind: "text", text: "seen" }]],
  ["from", people.map((entity): Value => ({ kind: "entity", entity }))],
  ["to", people.map((entity): Value => ({ kind: "entity", entity }))],
];

/** One thing an officer says; numbers are taken modulo what there is to choose from. */
export type Deed =
  | { readonly kind: "say"; readonly subject: number; readonly what: number; readonly value: number; readonly span: number; readonly marks: number }
  /** A link that ties two: same, distinct, possible, copy, or an ordinary one. */
  | { readonly kind: "tie"; readonly link: number; readonly type: number; readonly from: number; readonly to: number; readonly span: number }
  /** A ruling on a claim so far, or on one nobody has. */
  | { readonly kind: "rule"; readonly claim: number; readonly until: number }
  /** Takes back a claim so far, retractions among them: one's own, a colleague's, or as a dispute. */
  | { readonly kind: "take-back"; readonly claim: number }
  /** Says the very claim another commit says: same salt, same line, same id. */
  | { readonly kind: "repeat"; readonly claim: number };
export interface Turn {
  readonly teller: number;
  readonly deeds: readonly Deed[];
  /** Made beside the last commit, knowing nothing of it. */
  readonly isBranch: boolean;
}

const any = fc.nat(999);
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("say" as const), subject: any, what: any, value: any, span: any, marks: any }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("tie" as const), link: any, type: any, from: any, to: any, span: any }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rule" as const), claim: any, until: any }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("take-back" as const), claim: any }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), claim: any }) },
);
export const anyTurn: fc.Arbitrary<Turn> = fc.record({
  teller: any,
  deeds: fc.array(anyDeed, { minLength: 1, maxLength: 5 }),
  isBranch: fc.boolean(),
});
export const anyTurns: fc.Arbitrary<readonly Turn[]> = fc.array(anyTurn, { minLength: 1, maxLength: 7 });

/** What is said so far. */
export interface Told {
  readonly commits: Commit[];
  readonly claims: Claim[];
}

/**
 * The commits of a case in which everything the fold knows may happen: rivals, spans, notes, ties, rulings on claims that are live, gone or missing,
 * retractions of retractions, disputes, one claim said by two agencies, branches. Claim ids, roots and commit ids are those the program computes;
 * the signature is 64 zeros, which nothing here looks at: these are for laws of the fold and of the set, a thousand times cheaper than signing.
 */
export function tell(turns: readonly Turn[]): readonly Commit[] {
  const told: Told = { commits: [], claims: [] };
  for (const turn of turns) tellTurn(told, turn);
  return told.commits;
}

/** One more commit. */
export function tellTurn(told: Told, { teller, deeds, isBranch }: Turn): Commit {
  const drafts = deeds.flatMap((deed) => claimsOf(deed, told));
  return tellClaims(told, { teller, drafts, isBranch, intent: "edit", undoes: null });
}

/** A commit that takes back every claim of another, as the program's undo does. */
export function tellUndo(told: Told, teller: number, undone: Commit): Commit {
  const drafts = undone.claims.map(({ id }): Draft => ({ statement: { op: "retract", claim: id }, known: null }));
  return tellClaims(told, { teller, drafts, isBranch: false, intent: "undo", undoes: undone });
}

/** A commit of these statements. */
export function tellStatements(told: Told, teller: number, statements: readonly Statement[]): Commit {
  const drafts = statements.map((statement): Draft => ({ statement, known: null }));
  return tellClaims(told, { teller, drafts, isBranch: false, intent: "edit", undoes: null });
}

interface Draft {
  readonly statement: Statement;
  /** The claim that is said again. */
  readonly known: Claim | null;
}
interface Saying {
  readonly teller: number;
  readonly drafts: readonly Draft[];
  readonly isBranch: boolean;
  readonly intent: Intent;
  readonly undoes: Commit | null;
}

function tellClaims(told: Told, { teller, drafts, isBranch, intent, undoes }: Saying): Commit {
  const number = told.commits.length;
  const claims = distinct(drafts.map((draft, index) => claimOf(draft, number, index)));
  const said = at(tellers, teller);
  const last = isBranch ? undefined : told.commits.at(-1);
  const claimIds = claims.map(({ id }) => id);
  const header: CommitHeader = {
    format: claims.some(({ statement }) => formatOf(statement) === 2) ? 2 : formatOfIntent(intent),
    case: aCaseId,
    parents: last === undefined ? [] : [last.id],
    ...said,
    clock: last === undefined ? 1 : last.header.clock + 1,
    saidAt: instant(1_772_442_000_000 + 60_000 * number),
    intent,
    act: actNumber(number),
    undoes: undoes?.header.act ?? "",
    ontology: 1,
    count: claims.length,
    root: bytesToHex(merkleRoot(claimIdsToLeaves(claimIds))),
  };
  const commit: Commit = { id: commitIdOf(header), header, signature: new Uint8Array(64), claimIds, claims, saltKey: null };
  told.commits.push(commit);
  told.claims.push(...claims);
  return commit;
}

/** A commit names each claim once. */
function distinct(claims: readonly Claim[]): readonly Claim[] {
  return [...new Map(claims.map((claim) => [claim.id, claim])).values()].map((claim, index) => ({ ...claim, index }));
}

function claimOf({ statement, known }: Draft, commit: number, index: number): Claim {
  if (known !== null) return { ...known, index };
  const salt = new Uint8Array(16);
  salt.set([commit, index]);
  const line = statementToLine(statement);
  return { id: claimIdOf(salt, line), index, salt, line, statement };
}

function claimsOf(deed: Deed, { claims }: Told): readonly Draft[] {
  const known = claims[("claim" in deed ? deed.claim : 0) % Math.max(1, claims.length)];
  switch (deed.kind) {
    case "say":
      return [{ statement: sayingOf(deed), known: null }];
    case "tie":
      return tieOf(deed).map((statement) => ({ statement, known: null }));
    case "rule":
      return [{ statement: rulingOn(known, deed), known: null }];
    case "take-back":
      return known === undefined ? [] : [{ statement: { op: "retract", claim: known.id }, known: null }];
    case "repeat":
      return known === undefined ? [] : [{ statement: known.statement, known }];
  }
}

function sayingOf({ subject, what, value, span, marks }: Extract<Deed, { kind: "say" }>): Statement {
  const [property, values] = at(saidOf, what);
  const file = files[marks % 5];
  const place = { page: 0, row: marks % 7, column: "" };
  return {
    op: "assert",
    subject: at(subjects, subject),
    property,
    value: at(values, value),
    during: at(spans, span),
    source: file === undefined ? null : { file, place: marks % 2 === 0 ? place : { ...place, time: "00:03:07" } },
    grade: at(["A1", "B2", "B2", "C1", "F6"], marks),
    handling: at(handlings, marks),
    nationalMark: marks % 11 === 0 ? "official-use" : "",
    ...(marks % 3 === 0 ? { note: "көрген" } : {}),
  };
}

const tieTypes = ["sameAs", "sameAs", "distinctFrom", "possibleMatch", "copyOf", "copyOf", "owns"] as const;

function tieOf({ link, type, from, to, span }: Extract<Deed, { kind: "tie" }>): readonly Statement[] {
  const name = at(tieTypes, type);
  const ends = name === "copyOf" ? exhibits : people;
  const marks = { during: at(spans, span % 4), source: null, grade: "B2", handling: "green", nationalMark: "" } as const;
  const said = (property: string, value: Value): Statement => ({ op: "assert", subject: at(links, link), property, value, ...marks });
  return [
    said("type", { kind: "text", text: name }),
    said("from", { kind: "entity", entity: at(ends, from) }),
    said("to", { kind: "entity", entity: at(ends, to) }),
  ];
}

function rulingOn(claim: Claim | undefined, { until }: Extract<Deed, { kind: "rule" }>): Statement {
  const isKnown = claim !== undefined && claim.statement.op === "assert" && until % 9 !== 0;
  return {
    op: "assert",
    subject: isKnown && claim.statement.op === "assert" ? claim.statement.subject : at(people, until),
    property: "reliesOn",
    value: { kind: "identifier", text: isKnown ? claim.id : nowhere },
    during: until % 3 === 0 ? { from: "", to: at(days, until) } : null,
    source: null,
    grade: "A1",
    handling: "amber",
    nationalMark: "",
    note: "сот шешімі",
  };
}

function at<Item>(list: readonly Item[], place: number): Item {
  const item = list[place % list.length];
  invariant(item !== undefined, "there is something to choose");
  return item;
}

function certain<Item>(item: Item | null): Item {
  invariant(item !== null, "the generator makes valid ids");
  return item;
}
