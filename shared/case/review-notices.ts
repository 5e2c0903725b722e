import { type EntityId, parseClaimId } from "../kernel/brand.ts";
import type { Source, Value } from "../ledger/model.ts";
import { entityIdFor } from "../ontology/identity.ts";
import {
  copyOfType,
  distinctFromType,
  fromProperty,
  isAboutClaim,
  reliesOnProperty,
  sameAsType,
  toProperty,
  typeProperty,
} from "../ontology/model.ts";
import { titleOf, typeEntry } from "../ontology/read.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { compareText } from "../projections/compare-text.ts";
import { textOfValue, valueKey } from "../projections/value-text.ts";
import type { LiveClaim } from "../projections/live-claim.ts";
import type { Entity } from "../projections/model.ts";
import { rivalsAmong } from "../projections/spans.ts";
import { type ClaimChanges, changesOf } from "./claim-changes.ts";
import type { ReviewNotice } from "./review-door.ts";
import { reasonOf } from "./reasons.ts";

/** What is looked at first stands first. */
const order = [
  "retracted",
  "disputed",
  "rival",
  "merge-contested",
  "unmerged",
  "merged",
  "ruled",
  "ruling-withdrawn",
  "copy",
  "restored",
  "no-longer-disputed",
] as const satisfies readonly ReviewNotice["kind"][];

/**
 * What accepting a bundle would change in what we hold: of things that come anew with it there is none.
 *
 * Takes   the case before and after, and whom the bundle speaks of.
 * Cost    O(claims about them).
 */
export function noticesOf(before: CaseFold, after: CaseFold, touched: Iterable<EntityId>): readonly ReviewNotice[] {
  const views = { before, after };
  const notices: ReviewNotice[] = [];
  const rows = new Set<EntityId>();
  for (const subject of touched) {
    const changes = changesOf(before, after, subject);
    notices.push(...(tieOf(views, subject, changes) ?? saidOf(views, subject, changes)));
    rows.add(after.now.sameness.keyOf(subject));
  }
  for (const id of rows) notices.push(...rivalsOf(views, id));
  return notices.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compareText(a.title, b.title) || compareText(a.property, b.property),
  );
}

function saidOf(views: Views, subject: EntityId, changes: ClaimChanges): readonly ReviewNotice[] {
  return [goneOf, contestsOf, rulingsOf, restoredOf].flatMap((read) => read(views, subject, changes));
}

interface Views {
  readonly before: CaseFold;
  readonly after: CaseFold;
}

const rowIn = ({ rows, now }: CaseFold, id: EntityId): Entity | undefined => rows.get(now.sameness.keyOf(id));

/** A thing by name; a link by its ends. */
function nameOf({ before, after }: Views, id: EntityId): Pick<ReviewNotice, "entity" | "type" | "title"> {
  const row = rowIn(after, id) ?? rowIn(before, id);
  const title = (end: EntityId): string => titleOfPart(rowIn(after, end) ?? rowIn(before, end), end);
  const ends = row?.title === "" && row.ends !== null ? `${title(row.ends.from)} → ${title(row.ends.to)}` : "";
  return { entity: row?.id ?? id, type: row?.type ?? "unknown", title: ends === "" ? (row?.title ?? "") : ends };
}

/** Of what is merged into another thing, the name that was said of itself. */
function titleOfPart(row: Entity | undefined, id: EntityId): string {
  if (row === undefined) return "";
  const own = titleOf(row.type, (property) => textOfValue(row.facts[property]?.find(({ subject }) => subject === id)?.value));
  return own === "" ? row.title : own;
}

const bare = { property: "", value: null, other: "", why: "", said: null } as const;
const agencyOf = ({ teller }: LiveClaim): string => teller.header.agency;

/** A thing or link taken back whole is one notice. */
function goneOf(views: Views, subject: EntityId, { gone, isEmptied }: ClaimChanges): readonly ReviewNotice[] {
  const [first] = gone;
  if (first === undefined) return [];
  const name = nameOf(views, subject);
  if (isEmptied) return [{ ...bare, ...name, kind: "retracted", agency: agencyOf(first) }];
  return gone.flatMap((claim) => {
    if (isAboutClaim(claim.statement.property)) return [];
    return [{ ...name, ...saidBy(views, claim), kind: "retracted", ...whyGone(views, claim) } as const];
  });
}

/** Why its own agency took a claim back, in place of its note, where it says so. */
function whyGone({ after }: Views, claim: LiveClaim): Partial<Pick<ReviewNotice, "why">> {
  const why = reasonOf(after, claim.id, agencyOf(claim));
  return why === "" ? {} : { why };
}

function saidBy(views: Views, claim: LiveClaim): Pick<ReviewNotice, "property" | "value" | "agency" | "other" | "why" | "said"> {
  const { property, value, note = "", grade, source } = claim.statement;
  const said = { grade, source: source && sourceIn(views, source), isContestedByUs: claim.disputedBy.includes(views.before.now.viewpoint.own) };
  return { property, value, agency: agencyOf(claim), other: "", why: note, said };
}

/** An exhibit as it is called; of a file that is known only by its hash, the beginning of that. */
export function sourceIn(views: Views, { file, place }: Source): NonNullable<NonNullable<ReviewNotice["said"]>["source"]> {
  const exhibit = entityIdFor("exhibit", file);
  const name = exhibit === null ? "" : nameOf(views, exhibit).title;
  return { name: name === "" ? `${file.slice(0, 8)}…` : name, page: place.page, row: place.row };
}

function contestsOf(views: Views, subject: EntityId, { disputed, undisputed }: ClaimChanges): readonly ReviewNotice[] {
  const name = nameOf(views, subject);
  return [
    // Why they contest it, and not what was noted by whoever said it.
    ...disputed.map(
      ({ claim, agency }) => ({ ...name, ...saidBy(views, claim), kind: "disputed", agency, why: reasonOf(views.after, claim.id, agency) }) as const,
    ),
    ...undisputed.map(({ claim, agency }) => ({ ...name, ...saidBy(views, claim), kind: "no-longer-disputed", agency }) as const),
  ];
}

/** Claims that were taken back and are said again; a whole thing or link is one notice. */
function restoredOf(views: Views, subject: EntityId, { come }: ClaimChanges): readonly ReviewNotice[] {
  const name = nameOf(views, subject);
  const back = come.flatMap(({ claim, isBack }) => (isBack && !isAboutClaim(claim.statement.property) ? [claim] : []));
  const [type] = back.filter(({ statement }) => statement.property === typeProperty);
  if (type !== undefined) return [{ ...bare, ...name, kind: "restored", agency: agencyOf(type) }];
  return back.map((claim) => ({ ...name, ...saidBy(views, claim), kind: "restored" }) as const);
}

/** Rulings about what we hold, made and withdrawn: with the value relied on. */
function rulingsOf(views: Views, subject: EntityId, { come, gone, isEmptied }: ClaimChanges): readonly ReviewNotice[] {
  if (isEmptied || rowIn(views.before, subject) === undefined) return [];
  const made = come.map(({ claim }) => ({ claim, kind: "ruled", fold: views.after }) as const);
  const withdrawn = gone.map((claim) => ({ claim, kind: "ruling-withdrawn", fold: views.before }) as const);
  return [...made, ...withdrawn].flatMap(({ claim, kind, fold }) => {
    if (claim.statement.property !== reliesOnProperty) return [];
    const relied = reliedOn(fold, claim.statement.value);
    const about = { property: relied?.property ?? "", value: relied?.value ?? null };
    return [{ ...nameOf(views, subject), ...saidBy(views, claim), kind, ...about, ...whyGone(views, claim) }];
  });
}

function reliedOn({ facts }: CaseFold, value: Value): { readonly property: string; readonly value: Value } | null {
  const id = value.kind === "identifier" ? parseClaimId(value.text) : null;
  const statement = id === null ? undefined : facts.statement(id);
  return statement?.op === "assert" ? statement : null;
}

const tieTypes: ReadonlySet<string> = new Set([sameAsType, distinctFromType, copyOfType]);

/**
 * What a link says of who is who, or what repeats what, when it begins or ends to be said; null = it says nothing of the kind, or nothing new. Who is
 * who is told by what becomes of the two: "not the same" separates what others merged and contests what we did, and a merge that stands already changes
 * nothing.
 */
function tieOf(views: Views, subject: EntityId, { come, gone, isEmptied }: ClaimChanges): readonly ReviewNotice[] | null {
  const isTie = ({ statement: { property, value } }: LiveClaim): boolean =>
    property === typeProperty && value.kind === "text" && tieTypes.has(value.text);
  const [begun, ended] = [come.find(({ claim }) => isTie(claim))?.claim, gone.find(isTie)];
  const tie = begun ?? ended;
  const fold = begun === undefined ? views.before : views.after;
  if (tie === undefined || (begun === undefined && !isEmptied)) return null;
  const [from, to] = [endOf(fold, subject, fromProperty), endOf(fold, subject, toProperty)];
  if (from === null || to === null) return null;
  const isHeld = rowIn(views.before, from) !== undefined || rowIn(views.before, to) !== undefined;
  if (!isHeld) return [];
  const type = tie.statement.value.kind === "text" ? tie.statement.value.text : "";
  const isCopy = type === copyOfType;
  if (isCopy && begun === undefined) return null;
  const [wasOne, isOne] = [isOneIn(views.before, from, to), isOneIn(views.after, from, to)];
  const isContest = type === distinctFromType && begun !== undefined && wasOne && isOne;
  if (!isCopy && !isContest && wasOne === isOne) return [];
  const kind = isCopy ? "copy" : isContest ? "merge-contested" : isOne ? "merged" : "unmerged";
  const apart = kind === "unmerged" ? [views.after, views.before] : [views.before, views.after];
  const named = { from: nameApart(views, apart, from), to: nameApart(views, apart, to) };
  return [{ ...named.from, ...saidBy(views, tie), said: null, property: "", value: null, kind, other: named.to.title === "" ? to : named.to.title }];
}

const isOneIn = ({ now: { sameness } }: CaseFold, a: EntityId, b: EntityId): boolean => sameness.keyOf(a) === sameness.keyOf(b);

/** A thing as it is called where it stands for itself: in the first of these that has it so; by its own name where it is a part of another in all. */
function nameApart(views: Views, apart: readonly CaseFold[], id: EntityId): Pick<ReviewNotice, "entity" | "type" | "title"> {
  const row = apart.map((fold) => fold.rows.get(id)).find((each) => each !== undefined && each.members.length === 0);
  if (row !== undefined) return { entity: id, type: row.type, title: row.title };
  const named = nameOf(views, id);
  return { ...named, title: titleOfPart(rowIn(views.after, id) ?? rowIn(views.before, id), id) };
}

function endOf({ facts }: CaseFold, link: EntityId, property: string): EntityId | null {
  const value = facts.live(link, null).find(({ statement }) => statement.property === property)?.statement.value;
  return value?.kind === "entity" ? value.entity : null;
}

/** Values that arrive for a property that should have one, against another value we hold for the same time. */
function rivalsOf(views: Views, id: EntityId): readonly ReviewNotice[] {
  const { before, after } = views;
  const now = after.rows.get(id);
  if (now === undefined || rowIn(before, id) === undefined || typeEntry(now.type) === undefined) return [];
  return now.conflicts.flatMap(({ property }) => {
    const facts = now.facts[property] ?? [];
    const known = new Set(facts.flatMap((fact) => (isLive(before, fact.subject, fact.claim) ? [valueKey(fact)] : [])));
    const rivals = rivalsAmong(facts.map((fact) => ({ key: valueKey(fact), during: fact.during })));
    const arrived = facts.filter((fact, at) => rivals.has(at) && !known.has(valueKey(fact)));
    if (known.size === 0) return [];
    return arrived.map(({ value, agency, note, grade, source }) => {
      const said = { grade, source: source && sourceIn(views, source), isContestedByUs: false };
      return { kind: "rival", entity: id, type: now.type, title: now.title, property, value, agency, other: "", why: note, said } as const;
    });
  });
}

function isLive({ facts }: CaseFold, subject: EntityId, claim: string): boolean {
  return facts.live(subject, null).some(({ id }) => id === claim);
}
