import type { AuthorId, CaseId, ClaimId, CommitId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { packedOf } from "./codec.ts";
import { commitIdOf } from "./header.ts";
import type { Claim, Commit, LedgerError } from "./model.ts";
import { mergeDisclosures } from "./merge.ts";

/** Commits of one author with one clock and different ids: that author said two things where they could say one. Kept, and shown. */
export interface Fork {
  readonly author: AuthorId;
  readonly clock: number;
  /** Two or more, ascending. */
  readonly commits: readonly CommitId[];
}

/** A set of commits and of what is disclosed of them. Law: any commits in any order, any number of times, give the same ledger. */
export interface Ledger {
  readonly caseId: CaseId;
  /** Commits no known commit names as its parent, ascending. */
  readonly heads: readonly CommitId[];
  /** The greatest clock; 0 when empty. */
  readonly clock: number;
  readonly size: number;
  /** Parents that are named and not here: an error of nobody, a bundle carries only what it discloses. */
  readonly gaps: number;
  readonly forks: readonly Fork[];
  get(id: CommitId): Commit | undefined;
  has(id: CommitId): boolean;
  /** All, by (clock, id): one order on every machine. The list grows with the ledger; O(1) unless something came in between. */
  commits(): readonly Commit[];
  /** A readable claim and the commit that says it; the first in order should two say the same id. */
  claim(id: ClaimId): { readonly claim: Claim; readonly commit: Commit } | undefined;
  /**
   * Adds commits somebody verified (`verifyCommit`, or our own vault's seal). All or none.
   *
   * Gives   those that are new, and those of which more may be read now (merged), by (clock, id). A repeat adds nothing.
   * Fails   `other-case`; `bad-encoding` when an id is not its header's; `bad-claim` when two disclosures of a commit contradict each other.
   */
  append(commits: readonly Commit[]): Result<readonly Commit[], LedgerError>;
}

/** The one order of commits: clock, then id. */
export function compareCommits(a: Pick<Commit, "id" | "header">, b: Pick<Commit, "id" | "header">): number {
  if (a.header.clock !== b.header.clock) return a.header.clock - b.header.clock;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export function createLedger(caseId: CaseId): Ledger {
  return new CommitSet(caseId);
}

class CommitSet implements Ledger {
  readonly caseId: CaseId;
  clock = 0;
  readonly #byId = new Map<CommitId, Commit>();
  readonly #named = new Set<CommitId>();
  readonly #heads = new Set<CommitId>();
  readonly #gaps = new Set<CommitId>();
  readonly #atClock = new Map<string, CommitId[]>();
  /** Where there is more than one: asked after each act, and nearly always none. */
  readonly #forked = new Set<string>();
  /** Which commit says a claim, and where in it; made when first asked for, since a case is mostly opened and read without. */
  #claims: Map<ClaimId, { readonly by: CommitId; readonly place: number }> | null = null;
  #ordered: Commit[] | null = [];

  constructor(caseId: CaseId) {
    this.caseId = caseId;
  }

  get heads(): readonly CommitId[] {
    return [...this.#heads].sort();
  }
  get size(): number {
    return this.#byId.size;
  }
  get gaps(): number {
    return this.#gaps.size;
  }
  get forks(): readonly Fork[] {
    const forked = [...this.#forked].flatMap((place) => this.#forkOf(this.#atClock.get(place) ?? []));
    return forked.sort((a, b) => a.clock - b.clock || (a.author < b.author ? -1 : 1));
  }

  get(id: CommitId): Commit | undefined {
    return this.#byId.get(id);
  }
  has(id: CommitId): boolean {
    return this.#byId.has(id);
  }
  commits(): readonly Commit[] {
    this.#ordered ??= [...this.#byId.values()].sort(compareCommits);
    return this.#ordered;
  }
  claim(id: ClaimId): { readonly claim: Claim; readonly commit: Commit } | undefined {
    if (this.#claims === null) {
      this.#claims = new Map();
      for (const commit of this.commits()) this.#noteClaims(commit, this.#claims);
    }
    const found = this.#claims.get(id);
    const commit = found && this.#byId.get(found.by);
    return found && commit && { claim: packedOf(commit).claimAt(found.place), commit };
  }

  append(commits: readonly Commit[]): Result<readonly Commit[], LedgerError> {
    const changed = this.#change(commits);
    if (!changed.ok) return changed;
    for (const commit of changed.value.values()) this.#put(commit);
    return succeed([...changed.value.values()].sort(compareCommits));
  }

  /** What would be new or merged; touches nothing, so that a failure leaves the ledger as it was. */
  #change(commits: readonly Commit[]): Result<ReadonlyMap<CommitId, Commit>, LedgerError> {
    const changed = new Map<CommitId, Commit>();
    for (const commit of commits) {
      if (commit.header.case !== this.caseId) return fail("other-case", commit.id);
      if (commitIdOf(commit.header) !== commit.id) return fail("bad-encoding", commit.id);
      const known = changed.get(commit.id) ?? this.#byId.get(commit.id);
      const merged = known === undefined ? succeed(commit) : mergeDisclosures(known, commit);
      if (!merged.ok) return merged;
      if (merged.value !== known) changed.set(commit.id, merged.value);
    }
    return succeed(changed);
  }

  #put(commit: Commit): void {
    if (!this.#byId.has(commit.id)) this.#link(commit);
    this.#order(commit);
    this.#byId.set(commit.id, commit);
    if (this.#claims !== null) this.#noteClaims(commit, this.#claims);
  }

  #noteClaims(commit: Commit, claims: Map<ClaimId, { readonly by: CommitId; readonly place: number }>): void {
    const packed = packedOf(commit);
    for (let place = 0; place < packed.length; place++) {
      const id = packed.idAt(place);
      const by = claims.get(id)?.by;
      const first = by === undefined ? undefined : this.#byId.get(by);
      if (first === undefined || compareCommits(commit, first) <= 0) claims.set(id, { by: commit.id, place });
    }
  }

  /** What is said next mostly comes last: then nothing is sorted anew. */
  #order(commit: Commit): void {
    const last = this.#ordered?.at(-1);
    const isNext = !this.#byId.has(commit.id) && (last === undefined || compareCommits(last, commit) < 0);
    if (isNext) this.#ordered?.push(commit);
    else this.#ordered = null;
  }

  #link({ id, header }: Commit): void {
    this.clock = Math.max(this.clock, header.clock);
    this.#gaps.delete(id);
    if (!this.#named.has(id)) this.#heads.add(id);
    for (const parent of header.parents) {
      this.#named.add(parent);
      this.#heads.delete(parent);
      if (!this.#byId.has(parent)) this.#gaps.add(parent);
    }
    const place = `${header.author} ${header.clock}`;
    const there = [...(this.#atClock.get(place) ?? []), id];
    this.#atClock.set(place, there);
    if (there.length > 1) this.#forked.add(place);
  }

  #forkOf(ids: readonly CommitId[]): readonly Fork[] {
    const header = ids[0] === undefined ? undefined : this.#byId.get(ids[0])?.header;
    return header === undefined ? [] : [{ author: header.author, clock: header.clock, commits: [...ids].sort() }];
  }
}
