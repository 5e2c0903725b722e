import type { AuthorId, ClaimId, CommitId, EntityId } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";
import { rulesOnProperty, stolenRulingType } from "../ontology/model.ts";
import type { Partner } from "../partner/model.ts";
import { theftOf } from "../partner/standing.ts";
import { addTellings, type Tellings, textToTellings } from "../projections/tellings.ts";
import { type Theft, unwitnessedOf } from "../projections/stolen-keys.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";
import type { StolenKey, StolenMark, StolenReason, StolenSight, StolenState } from "./stolen-door.ts";

type Known = Pick<Session, "registry" | "ownAuthors" | "me">;

interface NamedTheft extends Theft, Pick<StolenKey, "agency" | "officer" | "reason"> {}

/** A statement in force that was told with a stolen key and by nobody else. */
export interface RestingClaim {
  readonly claim: ClaimId;
  readonly key: AuthorId;
  readonly commit: Commit;
  /** Its place in that commit. */
  readonly index: number;
  readonly subject: EntityId;
  /** The claim it takes back; null = it asserts. */
  readonly takesBack: ClaimId | null;
  readonly state: StolenState;
}

/** Everything of a case that rests on stolen keys, in the order it was said; and what those keys said before. */
export interface Resting {
  readonly thefts: readonly NamedTheft[];
  readonly claims: readonly RestingClaim[];
  readonly before: ReadonlyMap<AuthorId, number>;
}

/** O(1) while no key is stolen; else O(commits), and the claims of whom the stolen keys spoke. */
export function restingOn(known: Known, open: OpenCase): Resting {
  const thefts = theftsOf(known);
  if (thefts.length === 0) return { thefts, claims: [], before: new Map() };
  const commits = open.ledger.commits();
  const keys = new Set(thefts.map(({ key }) => key));
  // What we said here ourselves was said here, whatever became of the key since.
  const ofThem = commits.filter(({ header, saltKey }) => keys.has(header.author) && saltKey === null);
  const unwitnessed = new Set(thefts.flatMap((theft) => [...unwitnessedOf(commits, theft, witnessFor(known, theft))]));
  const suspect = new Set(ofThem.flatMap(({ id }) => (unwitnessed.has(id) ? [id] : [])));
  const rulings = rulingsIn(open);
  const [claims, before]: [RestingClaim[], Map<AuthorId, number>] = [[], new Map()];
  for (const standing of standingClaims(open, ofThem)) {
    const { commit, claim } = standing;
    if (!suspect.has(commit.id)) before.set(commit.header.author, (before.get(commit.header.author) ?? 0) + 1);
    else if (open.fold.facts.tellersOf(claim).every((teller) => suspect.has(teller.commit)))
      claims.push({ ...standing, key: commit.header.author, state: stateOf(standing, rulings, open.ownAgency) });
  }
  return { thefts, claims, before };
}

/** Keys that were stolen or lost, and those that were accepted on the word of one that was. */
function theftsOf({ registry, me, ownAuthors }: Known): readonly NamedTheft[] {
  const { partnerBook } = registry;
  const { revocations, partners, changes } = partnerBook;
  const thefts = new Map<AuthorId, NamedTheft>();
  for (const { key, agency: said, officer } of revocations) {
    const agency = ownAuthors.includes(key) ? me.agency : (partnerBook.find(key)?.agency ?? said);
    const theft = theftOf({ author: key, agency }, revocations);
    if (theft !== null) thefts.set(key, { key, from: theft.from, agency, officer, reason: theft.reason });
  }
  for (const { author, agency, officer, isDoubted } of partners) {
    const before = isDoubted ? changes.find(({ identity }) => identity.author === author) : undefined;
    const theft = before === undefined ? undefined : thefts.get(before.author);
    if (theft !== undefined && !thefts.has(author)) thefts.set(author, { key: author, from: theft.from, agency, officer, reason: "doubted" });
  }
  return [...thefts.values()];
}

/** Whose word of the time counts: our own, said here; and that of a partner of another agency whose key is sound. */
function witnessFor({ registry }: Known, { agency }: NamedTheft): (commit: Commit) => boolean {
  const isSound = ({ revoked, isDoubted, removedAt }: Partner): boolean => revoked === null && !isDoubted && removedAt === null;
  const sound = new Set(registry.partners.flatMap((partner) => (partner.agency !== agency && isSound(partner) ? [partner.author] : [])));
  return ({ saltKey, header }) => saltKey !== null || sound.has(header.author);
}

export interface Standing extends Omit<RestingClaim, "key" | "state"> {
  /** Agencies that contest it. */
  readonly disputedBy: readonly string[];
}

/** What of these commits stands: assertions that are live, and retractions that hold. */
export function* standingClaims({ fold, ownAgency }: OpenCase, commits: readonly Commit[]): IterableIterator<Standing> {
  const { facts } = fold;
  const live = new Map<EntityId, ReadonlyMap<ClaimId, readonly string[]>>();
  const liveOf = (subject: EntityId): ReadonlyMap<ClaimId, readonly string[]> => {
    const known = live.get(subject) ?? new Map(facts.live(subject, null, ownAgency).map(({ id, disputedBy }) => [id, disputedBy]));
    live.set(subject, known);
    return known;
  };
  for (const commit of commits) {
    for (const { id: claim, index, statement } of commit.claims) {
      const subject = facts.subjectOf(claim);
      if (subject === null || facts.aside.get(commit.id)?.has(facts.numberOf(claim)) === true) continue;
      if (statement.op === "assert") {
        const disputedBy = liveOf(subject).get(claim);
        if (disputedBy !== undefined) yield { claim, commit, index, subject, takesBack: null, disputedBy };
      } else if (facts.takenBackBy(statement.claim, ownAgency).some((each) => each.claim === claim && each.isHeld))
        yield { claim, commit, index, subject, takesBack: statement.claim, disputedBy: [] };
    }
  }
}

interface Rulings {
  readonly keep: Tellings;
  readonly asked: Tellings;
}

function stateOf({ commit, index, disputedBy }: Standing, { keep, asked }: Rulings, ownAgency: string): StolenState {
  if (disputedBy.includes(ownAgency)) return "contested";
  if (keep.get(commit.id)?.has(index) === true) return "kept";
  return asked.get(commit.id)?.has(index) === true ? "asked" : "open";
}

/** What our rulings name, of those that stand. Only what was said here is one: nobody rules for us by sending a ruling in our name. */
function rulingsIn({ fold, ledger, ownAgency }: OpenCase): Rulings {
  const rulings = { keep: new Map<CommitId, Set<number>>(), asked: new Map<CommitId, Set<number>>() };
  for (const { facts } of fold.rows.ofTypes(new Set([stolenRulingType]))) {
    const ours = Object.values(facts)
      .flat()
      .filter(({ agency, commit }) => agency === ownAgency && (ledger.get(commit)?.saltKey ?? null) !== null);
    const kind = ours.find(({ property }) => property === "stolenRuling")?.value;
    if (kind?.kind !== "text") continue;
    for (const { property, value } of ours) {
      if (property === rulesOnProperty && value.kind === "text")
        addTellings(kind.text === "keep" ? rulings.keep : rulings.asked, textToTellings(value.text));
    }
  }
  return rulings;
}

/** What the window shows of it. */
export function sightOf(known: Known, open: OpenCase): StolenSight {
  const { thefts, claims, before } = restingOn(known, open);
  const marks = new Map<ClaimId, StolenMark>(claims.map(({ claim, key, state }) => [claim, { key, state }]));
  const things = new Map<EntityId, number>();
  for (const { subject, state } of claims) {
    if (!isUnsettled(state)) continue;
    const thing = open.fold.now.sameness.keyOf(subject);
    things.set(thing, (things.get(thing) ?? 0) + 1);
  }
  const keys = thefts.flatMap(({ key, from, agency, officer, reason }) => {
    const counts = { open: 0, asked: 0, kept: 0, contested: 0 };
    for (const each of claims) if (each.key === key) counts[each.state] += 1;
    const told = { key, agency, officer, reason: reason satisfies StolenReason, from, counts, before: before.get(key) ?? 0 };
    return told.before + claims.filter((each) => each.key === key).length === 0 ? [] : [told];
  });
  return { caseId: open.caseId, keys, marks, things };
}

/** Whether it waits for a ruling: it is marked on the chart, and leaves to nobody. */
export function isUnsettled(state: StolenState): boolean {
  return state === "open" || state === "asked";
}

/** What was told last of each case: the same is not told twice. */
const told = new WeakMap<OpenCase, StolenSight>();

/** Tells the window what rests on stolen keys in a case, when that is something else than it knows. */
export function tellStolen(deps: CaseDeps, known: Known, open: OpenCase): void {
  const [last, sight] = [told.get(open), sightOf(known, open)];
  if (last === undefined ? sight.keys.length === 0 : isAlike(last, sight)) return;
  told.set(open, sight);
  deps.tell({ kind: "stolen", sight });
}

function isAlike(a: StolenSight, b: StolenSight): boolean {
  const isSame =
    a.marks.size === b.marks.size &&
    [...a.marks].every(([claim, { key, state }]) => b.marks.get(claim)?.key === key && b.marks.get(claim)?.state === state);
  const isSameThings = a.things.size === b.things.size && [...a.things].every(([thing, count]) => b.things.get(thing) === count);
  return isSame && isSameThings && JSON.stringify(a.keys) === JSON.stringify(b.keys);
}
