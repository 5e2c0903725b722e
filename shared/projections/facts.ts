import type { ClaimId, CommitId, EntityId } from "../kernel/brand.ts";
import type { Assertion, Claim, Commit, CommitHeader, Statement } from "../ledger/model.ts";
import { compareFacts, compareText } from "./compare-facts.ts";
import type { Fact, Patch } from "./model.ts";

/** The live claims of the case by subject: a claim is live when no live retraction by the agency that said it names it (decision 0001). */
export interface Facts {
  /**
   * Takes commits in any order; the same one again, or with more claims disclosed, changes only what is new.
   * Gives the facts of every subject that changed; a subject with none left is dropped.
   * Cost: new claims × (claims of their subjects + retractions above them).
   */
  apply(commits: readonly Commit[]): Patch<EntityId, readonly Fact[]>;
  /** Live facts of one subject, the one painted first in front. */
  of(subject: EntityId): readonly Fact[];
  /** What an assertion said, live or not: undo and custody look back. */
  assertion(claim: ClaimId): Assertion | undefined;
  /** Whether an agency said this claim, assertion or retraction, and stands by it. */
  isLive(claim: ClaimId, agency: string): boolean;
}

/** The first commit of an agency that carries a claim. A second agency's is the same words said again by another hand. */
interface Teller {
  readonly commit: CommitId;
  readonly header: CommitHeader;
}
interface Known {
  /** null until the claim itself is known: a retraction may come first. */
  statement: Statement | null;
  readonly tellers: Map<string, Teller>;
  /** How many live retractions of each agency name it. */
  readonly retractions: Map<string, number>;
}
/** One more or one fewer live retraction of a claim by an agency. */
interface Change {
  readonly claim: ClaimId;
  readonly agency: string;
  readonly by: 1 | -1;
}

/** Starts with no claims. Law: the same commits in any order, batches and repeats give the same facts (tests/property/projections). */
export function createFacts(): Facts {
  const knownById = new Map<ClaimId, Known>();
  const claimsBySubject = new Map<EntityId, Set<ClaimId>>();
  const factsOf = (subject: EntityId): readonly Fact[] => {
    const live = [...(claimsBySubject.get(subject) ?? [])].flatMap((claim) => liveFact(claim, knownById.get(claim)));
    return live.sort(compareFacts);
  };
  return {
    apply(commits) {
      const touched = new Set<EntityId>();
      for (const commit of commits) {
        for (const claim of commit.claims) settle(knownById, tell(knownById, claim, commit), touched);
        for (const { id, statement } of commit.claims) {
          if (statement.op === "assert") claimsBySubject.set(statement.subject, (claimsBySubject.get(statement.subject) ?? new Set()).add(id));
        }
      }
      return patchOf(touched, factsOf);
    },
    of: factsOf,
    assertion(claim) {
      const statement = knownById.get(claim)?.statement;
      return statement?.op === "assert" ? statement : undefined;
    },
    isLive(claim, agency) {
      const known = knownById.get(claim);
      return known?.tellers.has(agency) === true && standsBy(known, agency);
    },
  };
}

/** What telling a claim brings about: the subject it touches and the retraction it adds, if it is news. */
interface News {
  readonly touched: EntityId | null;
  readonly change: Change | null;
}
const noNews: News = { touched: null, change: null };

function knownOf(knownById: Map<ClaimId, Known>, claim: ClaimId): Known {
  const known = knownById.get(claim) ?? { statement: null, tellers: new Map<string, Teller>(), retractions: new Map<string, number>() };
  knownById.set(claim, known);
  return known;
}

function tell(knownById: Map<ClaimId, Known>, { id, statement }: Claim, { id: commit, header }: Commit): News {
  const known = knownOf(knownById, id);
  const { agency } = header;
  const before = known.tellers.get(agency);
  const teller = { commit, header };
  known.statement ??= statement;
  if (before !== undefined && !isEarlier(teller, before)) return noNews;
  known.tellers.set(agency, teller);
  if (statement.op === "assert") return { touched: statement.subject, change: null };
  return { touched: null, change: before === undefined && standsBy(known, agency) ? { claim: statement.claim, agency, by: 1 } : null };
}

/** Follows a change down the chain of retractions to the assertion at its end. Hashes make no circles, so it ends. */
function settle(knownById: Map<ClaimId, Known>, news: News, touched: Set<EntityId>): void {
  if (news.touched !== null) touched.add(news.touched);
  for (let change = news.change; change !== null; ) change = applyChange(knownOf(knownById, change.claim), change, touched);
}

function applyChange(known: Known, { agency, by }: Change, touched: Set<EntityId>): Change | null {
  const stoodBefore = standsBy(known, agency);
  known.retractions.set(agency, (known.retractions.get(agency) ?? 0) + by);
  const stands = standsBy(known, agency);
  const { statement } = known;
  if (stands === stoodBefore || statement === null) return null;
  if (statement.op === "assert") touched.add(statement.subject);
  return statement.op === "retract" && known.tellers.has(agency) ? { claim: statement.claim, agency, by: stands ? 1 : -1 } : null;
}

function standsBy(known: Known, agency: string): boolean {
  return (known.retractions.get(agency) ?? 0) === 0;
}

function patchOf(touched: ReadonlySet<EntityId>, factsOf: (subject: EntityId) => readonly Fact[]): Patch<EntityId, readonly Fact[]> {
  const put = new Map<EntityId, readonly Fact[]>();
  const drop = new Set<EntityId>();
  for (const subject of touched) {
    const facts = factsOf(subject);
    if (facts.length === 0) drop.add(subject);
    else put.set(subject, facts);
  }
  return { put, drop };
}

/** The fact of a claim, told by the first teller whose agency stands by it; [] when none does. */
function liveFact(claim: ClaimId, known: Known | undefined): readonly Fact[] {
  if (known?.statement?.op !== "assert") return [];
  let first: Teller | null = null;
  for (const [agency, teller] of known.tellers) {
    if (standsBy(known, agency) && (first === null || isEarlier(teller, first))) first = teller;
  }
  if (first === null) return [];
  const { property, value, during, source, grade, handling, nationalMark } = known.statement;
  const { author, agency, saidAt, clock } = first.header;
  const disputedBy = [...known.retractions].flatMap(([by, count]) => (count > 0 ? [by] : [])).sort(compareText);
  return [{ claim, property, value, during, source, grade, handling, nationalMark, author, agency, commit: first.commit, clock, saidAt, disputedBy }];
}

function isEarlier(a: Teller, b: Teller): boolean {
  return a.header.clock < b.header.clock || (a.header.clock === b.header.clock && a.commit < b.commit);
}
