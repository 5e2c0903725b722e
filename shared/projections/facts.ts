import type { ClaimId, CommitId, EntityId } from "../kernel/brand.ts";
import type { Assertion, Claim, Commit, CommitHeader, Statement } from "../ledger/model.ts";
import { compareFacts } from "./compare-facts.ts";
import type { Fact, Patch } from "./model.ts";

/** The live claims of the case by subject: asserted, and not taken back by the agency that said them. */
export interface Facts {
  /**
   * Takes commits in any order; the same one again, or with more claims disclosed, changes only what is new.
   * Gives the facts of every subject that changed; a subject with none left is dropped. O(new claims × claims of their subjects).
   */
  apply(commits: readonly Commit[]): Patch<EntityId, readonly Fact[]>;
  /** Live facts of one subject, the one painted first in front. */
  of(subject: EntityId): readonly Fact[];
  /** What an assertion said, live or not: undo and custody look back. */
  assertion(claim: ClaimId): Assertion | undefined;
}

/** One commit that carries a claim. The same claim id in a second commit is the same words said again by another hand. */
interface Carrier {
  readonly commit: CommitId;
  readonly header: CommitHeader;
}
interface Known {
  /** null while only retractions of it are known. */
  statement: Statement | null;
  readonly carriers: Map<CommitId, Carrier>;
  /** Retractions that name it. May be known before the claim itself is. */
  readonly retractions: Set<ClaimId>;
}

/**
 * Starts with no claims. A retraction is a claim and can itself be taken back (decision 0001), so undo and redo keep claim ids.
 *
 * Law     the same commits in any order, batches and repeats give the same facts (tests/property/projections).
 */
export function createFacts(): Facts {
  const knownById = new Map<ClaimId, Known>();
  const claimsBySubject = new Map<EntityId, Set<ClaimId>>();

  const knownOf = (claim: ClaimId): Known => {
    const known = knownById.get(claim) ?? { statement: null, carriers: new Map(), retractions: new Set() };
    knownById.set(claim, known);
    return known;
  };
  const take = (claim: Claim, carrier: Carrier): boolean => {
    const known = knownOf(claim.id);
    if (known.carriers.has(carrier.commit)) return false;
    known.statement ??= claim.statement;
    known.carriers.set(carrier.commit, carrier);
    const { statement } = claim;
    if (statement.op === "retract") knownOf(statement.claim).retractions.add(claim.id);
    else claimsBySubject.set(statement.subject, (claimsBySubject.get(statement.subject) ?? new Set()).add(claim.id));
    return true;
  };
  const factsOf = (subject: EntityId): readonly Fact[] => {
    const facts: Fact[] = [];
    for (const claim of claimsBySubject.get(subject) ?? []) {
      const fact = liveFact(claim, knownById);
      if (fact !== null) facts.push(fact);
    }
    return facts.sort(compareFacts);
  };

  return {
    apply(commits) {
      const touched = new Set<EntityId>();
      for (const commit of commits) {
        const carrier = { commit: commit.id, header: commit.header };
        for (const claim of commit.claims) {
          const subject = take(claim, carrier) ? subjectUnder(claim.id, knownById) : null;
          if (subject !== null) touched.add(subject);
        }
      }
      return patchOf(touched, factsOf);
    },
    of: factsOf,
    assertion: (claim) => {
      const statement = knownById.get(claim)?.statement;
      return statement?.op === "assert" ? statement : undefined;
    },
  };
}

type KnownById = ReadonlyMap<ClaimId, Known>;

/** The subject whose facts a claim may change: its own, or that of the assertion at the foot of the retractions. */
function subjectUnder(claim: ClaimId, knownById: KnownById): EntityId | null {
  let statement = knownById.get(claim)?.statement ?? null;
  while (statement?.op === "retract") statement = knownById.get(statement.claim)?.statement ?? null;
  return statement?.subject ?? null;
}

/** Agencies with a live retraction of a claim. A retraction names the hash of what it takes back, so this cannot turn in a circle. */
function retractedBy(claim: ClaimId, knownById: KnownById): ReadonlySet<string> {
  const agencies = new Set<string>();
  for (const retraction of knownById.get(claim)?.retractions ?? []) {
    const takenBack = retractedBy(retraction, knownById);
    for (const { header } of knownById.get(retraction)?.carriers.values() ?? []) {
      if (!takenBack.has(header.agency)) agencies.add(header.agency);
    }
  }
  return agencies;
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

/** The fact of a claim, told by its first carrier whose agency stands by it; null when none does. */
function liveFact(claim: ClaimId, knownById: KnownById): Fact | null {
  const known = knownById.get(claim);
  if (known?.statement?.op !== "assert") return null;
  const withdrawn = retractedBy(claim, knownById);
  let teller: Carrier | null = null;
  for (const carrier of known.carriers.values()) {
    if (!withdrawn.has(carrier.header.agency) && (teller === null || isEarlier(carrier, teller))) teller = carrier;
  }
  if (teller === null) return null;
  const { property, value, during, source, grade, handling, nationalMark } = known.statement;
  const { author, agency, saidAt, clock } = teller.header;
  const disputedBy = [...withdrawn].sort();
  return { claim, property, value, during, source, grade, handling, nationalMark, author, agency, commit: teller.commit, clock, saidAt, disputedBy };
}

function isEarlier(a: Carrier, b: Carrier): boolean {
  return a.header.clock < b.header.clock || (a.header.clock === b.header.clock && a.commit < b.commit);
}
