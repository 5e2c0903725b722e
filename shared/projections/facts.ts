import { type ClaimId, type CommitId, type EntityId, type FileHash, parseFileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";
import { ClaimIndex } from "../ledger/claim-index.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Assertion, Claim, Commit, Statement } from "../ledger/model.ts";
import { compareText } from "./compare-text.ts";
import { EntityNumbers, EntitySet } from "./entity-numbers.ts";
import { type Aside, firstOf, type Horizon, type LiveClaim, StandingClaim, type Teller } from "./live-claim.ts";
import { Numbers } from "./numbers.ts";
import { type Retractions, standingAgencies } from "./retractions.ts";

const nobody: readonly string[] = [];
const noNumbers: ReadonlySet<number> = new Set();

/**
 * All claims of a case by whom they are about. A claim is live when no live retraction by the agency that said it names it (decision 0001).
 *
 * Law     the same commits in any order, batches and repeats give the same live claims (tests/property/projections)
 * Cost    adding: about 1 µs a claim; reading: the claims of the subject and the retractions above them.
 */
export class Facts {
  /** Claims by number: in which block, and where in it. */
  readonly #blocks: PackedClaims[] = [];
  /** Of each block the numbers of its subjects. */
  readonly #subjects: Int32Array[] = [];
  readonly #blockOf = new Numbers();
  readonly #placeOf = new Numbers();
  readonly #index = new ClaimIndex({
    idOf: (number) => this.#blockAt(number).idAt(this.#placeOf.at(number)),
    isSame: (number, block, place) => this.#blockAt(number).isSameId(this.#placeOf.at(number), block, place),
  });
  readonly #tellers: Teller[] = [];
  readonly #tellerOf = new Map<CommitId, number>();
  /** First teller of each claim and the batch it came with; a claim told by several commits has more in `#further`. */
  readonly #told = new Numbers();
  readonly #arrived = new Numbers();
  readonly #further = new Map<number, { readonly teller: number; readonly arrival: number }[]>();
  /** The assertion at the end of a claim's chain of retractions; itself for an assertion; −1 while unknown. */
  readonly #ends = new Numbers();
  /** The claims of a subject as a chain: the last one by the number of the subject, and before each the one before it. */
  readonly #entities: EntityNumbers;
  readonly #last = new Numbers();
  readonly #before = new Numbers();
  readonly #retractionsOf = new Map<number, number[]>();
  /** Retractions of claims that are not known yet. */
  readonly #waiting = new Map<ClaimId, number[]>();
  #batch = -1;
  #aside: Aside = new Map();

  constructor(entities: EntityNumbers = new EntityNumbers()) {
    this.#entities = entities;
  }

  get size(): number {
    return this.#blockOf.length;
  }
  /** What was told and does not count now. */
  get aside(): Aside {
    return this.#aside;
  }
  /** Sets aside exactly this from now on. Whom that changes is added to `touched`. */
  setAside(aside: Aside, touched: EntitySet): void {
    this.touchDiffering(aside, touched);
    this.#aside = aside;
  }
  /** Adds to `touched` the subjects of claims that are aside either there or now. O(claims aside). */
  touchDiffering(aside: Aside, touched: EntitySet): void {
    for (const commit of new Set([...aside.keys(), ...this.#aside.keys()])) {
      const [there, now] = [aside.get(commit) ?? noNumbers, this.#aside.get(commit) ?? noNumbers];
      if (there !== now) for (const at of there.symmetricDifference(now)) this.#touch(at, touched);
    }
  }
  /** The number of a claim; −1 when it is not here. */
  numberOf(id: ClaimId): number {
    return this.#index.find(id);
  }
  /** Whether anybody tells a claim in a way that counts now. */
  doesCount(id: ClaimId): boolean {
    const at = this.#index.find(id);
    return at >= 0 && this.#tellersOf(at, null).length > 0;
  }
  /** The commits that tell a claim in a way that counts now. */
  tellersOf(id: ClaimId): readonly Teller[] {
    const at = this.#index.find(id);
    return at < 0 ? [] : this.#tellersOf(at, null);
  }
  /** The claims by the commits that first said some of them, and the numbers of the subjects of each by their number in it; −1 of others. */
  *blocks(): IterableIterator<{ readonly claims: PackedClaims; readonly subjects: Int32Array }> {
    for (const [at, claims] of this.#blocks.entries()) {
      const subjects = this.#subjects[at];
      invariant(subjects !== undefined, "the subjects of each block are numbered");
      yield { claims, subjects };
    }
  }

  /**
   * Takes one batch of commits, or more of the last one (`goesOn`); a repeat, or a commit of which more can be read now, adds only what is new.
   * Gives   the subjects whose live claims may have changed, added to `touched`.
   */
  add(commits: readonly Commit[], touched = new EntitySet(this.#entities), goesOn = false): EntitySet {
    if (!goesOn) this.#batch += 1;
    for (const commit of commits) {
      const teller = this.#noteTeller(commit);
      this.#addBlock(packedOf(commit), teller, touched);
    }
    return touched;
  }

  /** Everybody something was ever said about. */
  *subjects(): IterableIterator<EntityId> {
    for (let number = 0; number < this.#entities.size; number++) if (this.#last.at(number) >= 0) yield this.#entities.idOf(number);
  }

  /** What an id says, live or not. */
  statement(id: ClaimId): Statement | undefined {
    const at = this.#index.find(id);
    return at < 0 ? undefined : this.#statementAt(at);
  }

  /** Whom a claim, or a retraction at the end of its chain, is about; null while that is not known. */
  subjectOf(id: ClaimId): EntityId | null {
    const ordinal = this.#index.find(id);
    return ordinal < 0 ? null : this.#subjectAt(ordinal);
  }

  /**
   * Live claims about a subject within a horizon (null = all we have), in no promised order. What `own` says is told by a commit of its own, whoever
   * else says the very claim: nobody takes our words for theirs by repeating them in a commit that calls itself earlier.
   */
  live(subject: EntityId, horizon: Horizon | null, own = ""): readonly StandingClaim[] {
    return this.liveOf(this.#entities.find(subject), horizon, own);
  }

  /** The same by the subject's number. */
  liveOf(subject: number, horizon: Horizon | null, own: string): readonly StandingClaim[] {
    const found: StandingClaim[] = [];
    for (let at = this.#last.at(subject); at >= 0; at = this.#before.at(at)) {
      const live = this.#liveAt(at, horizon, own);
      if (live !== null) found.push(live);
    }
    return found;
  }

  /** Every assertion about a subject within a horizon, live or not, with its first teller. */
  ever(
    subject: EntityId,
    horizon: Horizon | null,
    own = "",
  ): readonly { readonly claim: Claim; readonly teller: Teller; readonly live: LiveClaim | null }[] {
    const found: { readonly claim: Claim; readonly teller: Teller; readonly live: LiveClaim | null }[] = [];
    for (let at = this.#last.at(this.#entities.find(subject)); at >= 0; at = this.#before.at(at)) {
      const teller = firstOf(this.#tellersOf(at, horizon), own);
      if (teller !== null) found.push({ claim: this.#blockAt(at).claimAt(this.#placeOf.at(at)), teller, live: this.#liveAt(at, horizon, own) });
    }
    return found;
  }

  /** The retractions that name a claim, each with its first teller and whether it still counts for its agency. */
  takenBackBy(
    id: ClaimId,
    own = "",
    horizon: Horizon | null = null,
  ): readonly { readonly claim: ClaimId; readonly teller: Teller; readonly isHeld: boolean }[] {
    const retractions = this.#retractionsOf.get(this.#index.find(id)) ?? [];
    return retractions.flatMap((at) => {
      const teller = firstOf(this.#tellersOf(at, horizon), own);
      const held = standingAgencies(at, this.#retractions(horizon)).standing;
      return teller === null ? [] : [{ claim: this.#idAt(at), teller, isHeld: held.includes(teller.header.agency) }];
    });
  }

  /** Subjects of claims that came with a batch after this one. O(claims). */
  touchedAfter(batch: number): EntitySet {
    const subjects = new EntitySet(this.#entities);
    for (let at = 0; at < this.size; at++) if (this.#arrived.at(at) > batch) this.#touch(at, subjects);
    for (const [at, tellings] of this.#further) if (tellings.some(({ arrival }) => arrival > batch)) this.#touch(at, subjects);
    return subjects;
  }

  /** Every assertion that cites one of the files, whatever became of it. O(claims of the commits that speak of such a file). */
  *citing(isWanted: (file: FileHash) => boolean): IterableIterator<Assertion> {
    for (const block of this.#blocks) {
      if (!block.hasWord((word) => isWantedWord(word, isWanted))) continue;
      for (let place = 0; place < block.length; place++) {
        const statement = block.statementAt(place);
        if (statement.op === "assert" && statement.source !== null && isWanted(statement.source.file)) yield statement;
      }
    }
  }

  /** Everybody of whom a property was ever said, whether that still stands or not. O(claims of the commits that speak of it). */
  *everSaying(property: string): IterableIterator<EntityId> {
    for (const block of this.#blocks) {
      if (!block.hasWord((word) => word === property)) continue;
      for (let place = 0; place < block.length; place++) {
        if (block.propertyAt(place) === property) yield block.entityAt(block.subjectAt(place));
      }
    }
  }

  #noteTeller({ id, header }: Commit): number {
    const known = this.#tellerOf.get(id);
    if (known !== undefined) return known;
    this.#tellerOf.set(id, this.#tellers.length);
    return this.#tellers.push({ commit: id, header }) - 1;
  }

  #addBlock(block: PackedClaims, teller: number, touched: EntitySet): void {
    let number = -1;
    // Subjects by their number in the block: what is said of one mostly comes together, and is looked up once.
    const subjects = new Int32Array(block.entityCount).fill(-1);
    for (let place = 0; place < block.length; place++) {
      const known = this.#index.findOrAdd(block, place, this.size);
      if (known >= 0) {
        this.#tellAgain(known, teller, touched);
        continue;
      }
      if (number < 0) {
        number = this.#blocks.push(block) - 1;
        this.#subjects.push(subjects);
      }
      this.#tellFirst(block, place, number, teller, subjects, touched);
    }
  }

  #tellAgain(at: number, teller: number, touched: EntitySet): void {
    const further = this.#further.get(at) ?? [];
    if (this.#told.at(at) === teller || further.some((each) => each.teller === teller)) return;
    further.push({ teller, arrival: this.#batch });
    this.#further.set(at, further);
    this.#touch(at, touched);
  }

  #tellFirst(block: PackedClaims, place: number, number: number, teller: number, subjects: Int32Array, touched: EntitySet): void {
    const at = this.size;
    this.#blockOf.push(number);
    this.#placeOf.push(place);
    this.#told.push(teller);
    this.#arrived.push(this.#batch);
    const about = block.subjectAt(place);
    if (about >= 0) {
      const subject = this.#numberOf(block, about, subjects, touched);
      this.#before.push(this.#last.at(subject));
      this.#last.set(subject, at);
      this.#ends.push(at);
    } else {
      const statement = block.statementAt(place);
      invariant(statement.op === "retract", "what is about nobody takes back");
      this.#before.push(-1);
      this.#ends.push(this.#nameTarget(at, statement.claim));
      this.#touch(at, touched);
    }
    if (this.#waiting.size > 0) this.#settleWaiting(block.idAt(place), at, touched);
  }

  /** The number of a subject of a block; the first time it is met there, it is touched. */
  #numberOf(block: PackedClaims, about: number, subjects: Int32Array, touched: EntitySet): number {
    const met = subjects[about] ?? -1;
    if (met >= 0) return met;
    const number = block.numberIn(this.#entities, about);
    while (this.#last.length <= number) this.#last.push(-1);
    subjects[about] = number;
    touched.addNumber(number);
    return number;
  }

  /** Hangs a retraction on what it names, and gives the end of that chain. */
  #nameTarget(at: number, target: ClaimId): number {
    const ordinal = this.#index.find(target);
    if (ordinal < 0) append(this.#waiting, target, at);
    else append(this.#retractionsOf, ordinal, at);
    return ordinal < 0 ? -1 : this.#ends.at(ordinal);
  }

  #settleWaiting(id: ClaimId, at: number, touched: EntitySet): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    for (const retraction of waiting) append(this.#retractionsOf, at, retraction);
    const end = this.#ends.at(at);
    // Down the whole tree of retractions above: each end is set once.
    const queue = end < 0 ? [] : [...waiting];
    for (const each of queue) {
      this.#ends.set(each, end);
      for (const above of this.#retractionsOf.get(each) ?? []) queue.push(above);
    }
    this.#touch(at, touched);
  }

  #touch(at: number, touched: EntitySet): void {
    const subject = this.#subjectAt(at);
    if (subject !== null) touched.add(subject);
  }

  #subjectAt(at: number): EntityId | null {
    const end = this.#ends.at(at);
    const about = end < 0 ? -1 : this.#blockAt(end).subjectAt(this.#placeOf.at(end));
    return about < 0 ? null : this.#blockAt(end).entityAt(about);
  }

  #liveAt(at: number, horizon: Horizon | null, own: string): StandingClaim | null {
    const [block, place] = [this.#blockAt(at), this.#placeOf.at(at)];
    if (block.subjectAt(place) < 0) return null;
    if (!this.#retractionsOf.has(at)) {
      const teller = this.#further.has(at) ? firstOf(this.#tellersOf(at, horizon), own) : this.#onlyTeller(at, horizon);
      return teller === null ? null : new StandingClaim(block, place, teller, nobody);
    }
    const { standing, against } = standingAgencies(at, this.#retractions(horizon));
    const teller = firstOf(
      this.#tellersOf(at, horizon).filter(({ header }) => standing.includes(header.agency)),
      own,
    );
    return teller === null ? null : new StandingClaim(block, place, teller, [...against].sort(compareText));
  }

  /** The teller of a claim that one commit says; null when it lies beyond the horizon. */
  #onlyTeller(at: number, horizon: Horizon | null): Teller | null {
    const teller = this.#tellerAt(this.#told.at(at));
    return this.#isWithin(at, teller, this.#arrived.at(at), horizon) ? teller : null;
  }

  #isWithin(at: number, teller: Teller, arrival: number, horizon: Horizon | null): boolean {
    const aside = horizon?.aside ?? this.#aside;
    if (aside.size > 0 && aside.get(teller.commit)?.has(at) === true) return false;
    return horizon === null || horizon(teller, arrival);
  }

  #retractions(horizon: Horizon | null): Retractions {
    return {
      of: (at) => this.#retractionsOf.get(at) ?? [],
      agenciesOf: (at) => [...new Set(this.#tellersOf(at, horizon).map(({ header }) => header.agency))],
    };
  }

  #tellersOf(at: number, horizon: Horizon | null): readonly Teller[] {
    const first = { teller: this.#told.at(at), arrival: this.#arrived.at(at) };
    const found: Teller[] = [];
    for (const { teller, arrival } of [first, ...(this.#further.get(at) ?? [])]) {
      const told = this.#tellerAt(teller);
      if (this.#isWithin(at, told, arrival, horizon)) found.push(told);
    }
    return found;
  }

  #tellerAt(ordinal: number): Teller {
    const teller = this.#tellers[ordinal];
    invariant(teller !== undefined, "every claim has a teller");
    return teller;
  }

  #blockAt(at: number): PackedClaims {
    const block = this.#blocks[this.#blockOf.at(at)];
    invariant(block !== undefined, "every claim is in a block");
    return block;
  }
  #idAt(at: number): ClaimId {
    return this.#blockAt(at).idAt(this.#placeOf.at(at));
  }
  #statementAt(at: number): Statement {
    return this.#blockAt(at).statementAt(this.#placeOf.at(at));
  }
}

function isWantedWord(word: string, isWanted: (file: FileHash) => boolean): boolean {
  const file = parseFileHash(word);
  return file !== null && isWanted(file);
}

function append<Key>(lists: Map<Key, number[]>, key: Key, item: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
