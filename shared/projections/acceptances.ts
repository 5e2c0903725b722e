import type { ClaimId, CommitId, EntityId } from "../kernel/brand.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Commit } from "../ledger/model.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";
import { acceptsProperty, setsAsideProperty } from "../ontology/model.ts";
import type { EntitySet } from "./entity-numbers.ts";
import type { Facts } from "./facts.ts";
import type { Aside, Horizon } from "./live-claim.ts";
import { addTellings, type Tellings, tellingsBeyond, textToTellings } from "./tellings.ts";

/** What one claim of an acceptance of ours takes in, or keeps aside. */
interface Noted {
  readonly acceptance: EntityId;
  readonly isAccepting: boolean;
  readonly tellings: Tellings;
}

/** What arrived, was kept, and is not in the case: `tellings` are all it consists of, `waiting` those of them that do not count now. */
export interface Layer {
  readonly acceptance: EntityId;
  readonly tellings: Tellings;
  readonly waiting: number;
}

/** What one acceptance of ours ever named, whatever became of it, and what of that it takes in and keeps aside now. */
export interface Acceptance {
  readonly acceptance: EntityId;
  readonly named: Tellings;
  readonly taken: Tellings;
  readonly isAside: boolean;
  /** Whether it kept something aside, now or before. */
  readonly wasAside: boolean;
}

/**
 * What of that which others told us is in the case, as our own acceptances say (decision 0083): a telling that an acceptance ever named counts while one
 * that takes it in stands. What no acceptance names counts: our own words, and what was merged before acceptances were noted.
 *
 * Law     taking in some and then the rest = taking in all; an acceptance that is undone leaves the case as before; their order does not matter
 *         (tests/property/acceptances.test.ts)
 * Cost    the claims that acceptances name, 0.2 µs each, when something of it changes; else nothing.
 */
export class Acceptances {
  readonly #facts: Facts;
  readonly #noted = new Map<ClaimId, Noted>();
  readonly #subjects = new Set<EntityId>();
  /** What we did not say here, by commit: as much of it as may be read. */
  readonly #received = new Map<CommitId, PackedClaims>();
  /** Counts as taken in besides: of a case as it would be. */
  #supposed: Tellings | null = null;
  #isStale = false;
  #version = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Notes a commit that was folded; only what we said here ourselves speaks of acceptances, which is told by its salt key. */
  note(commit: Commit, own: string): void {
    const packed = packedOf(commit);
    if (commit.saltKey === null) {
      this.#received.set(commit.id, packed);
      this.#isStale ||= this.#noted.size > 0;
      return;
    }
    if (commit.header.agency !== own) return;
    for (const property of [acceptsProperty, setsAsideProperty])
      for (const place of packed.placesOf(property)) this.#noteClaim(packed, place, property);
  }

  #noteClaim(packed: PackedClaims, place: number, property: string): void {
    const [id, value] = [packed.idAt(place), packed.valueAt(place)];
    if (value.kind !== "text" || this.#noted.has(id)) return;
    const acceptance = packed.entityAt(packed.subjectAt(place));
    this.#subjects.add(acceptance);
    this.#noted.set(id, { acceptance, isAccepting: property === acceptsProperty, tellings: textToTellings(value.text) });
    this.#isStale = true;
  }

  /** Looks as if these were taken in too. */
  suppose(tellings: Tellings): void {
    this.#supposed = tellings;
    this.#isStale = true;
  }

  /** Sets aside what is aside by now, when an acceptance may have changed; whom that changes is added to `touched`, which holds whom the last acts spoke of. */
  settle(touched: EntitySet): void {
    const isStale = this.#isStale || [...this.#subjects].some((subject) => touched.has(subject));
    this.#isStale = false;
    if (isStale) this.#version += 1;
    if (isStale) this.#facts.setAside(this.aside(null), touched);
  }

  /** What is aside within a horizon. */
  aside(horizon: Horizon | null): Aside {
    const [named, taken] = [new Map<CommitId, Set<number>>(), new Map<CommitId, Set<number>>()];
    for (const { tellings, isAccepting, isLive } of this.#within(horizon)) {
      addTellings(named, tellings);
      if (isAccepting && isLive) addTellings(taken, tellings);
    }
    if (this.#supposed !== null) addTellings(taken, this.#supposed);
    const aside = new Map<CommitId, ReadonlySet<number>>();
    for (const [commit, places] of tellingsBeyond(named, taken)) {
      const numbers = this.#numbersOf(commit, places);
      if (numbers.size > 0) aside.set(commit, numbers);
    }
    return aside;
  }

  /** What is kept aside by acceptances that stand. */
  layers(): readonly Layer[] {
    return this.#standing(false).map((each) => ({ ...each, waiting: this.#countAside(each.tellings) }));
  }
  /** What each acceptance that stands takes in. */
  taken(): readonly Omit<Layer, "waiting">[] {
    return this.#standing(true);
  }

  /** Another number whenever what any acceptance takes in or keeps aside may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Each acceptance that was ever noted, undone or not, in the order they were said. O(what they name). */
  ever(): readonly Acceptance[] {
    const all = new Map(
      [...this.#subjects].map((acceptance) => [acceptance, { named: new Map(), taken: new Map(), isAside: false, wasAside: false }]),
    );
    for (const { acceptance, tellings, isAccepting, isLive } of this.#within(null)) {
      const one = all.get(acceptance);
      if (one === undefined) continue;
      addTellings(one.named, tellings);
      if (isAccepting && isLive) addTellings(one.taken, tellings);
      one.isAside ||= !isAccepting && isLive;
      one.wasAside ||= !isAccepting;
    }
    return [...all].map(([acceptance, one]) => ({ acceptance, ...one }));
  }

  #standing(accepting: boolean): readonly Omit<Layer, "waiting">[] {
    const byAcceptance = new Map<EntityId, Map<CommitId, Set<number>>>();
    for (const { acceptance, tellings, isAccepting, isLive } of this.#within(null)) {
      if (isAccepting !== accepting || !isLive) continue;
      const all = byAcceptance.get(acceptance) ?? new Map<CommitId, Set<number>>();
      addTellings(all, tellings);
      byAcceptance.set(acceptance, all);
    }
    return [...byAcceptance].map(([acceptance, tellings]) => ({ acceptance, tellings }));
  }

  /** All that any acceptance ever named: the rest counts whatever becomes of them. */
  named(): Tellings {
    const named = new Map<CommitId, Set<number>>();
    for (const { tellings } of this.#noted.values()) addTellings(named, tellings);
    return named;
  }

  #countAside(tellings: Tellings): number {
    let count = 0;
    for (const [commit, places] of tellings) {
      const aside = this.#facts.aside.get(commit);
      if (aside !== undefined) count += aside.intersection(this.#numbersOf(commit, places)).size;
    }
    return count;
  }

  /** The claims of acceptances that were said within a horizon, and whether they stand in it. */
  *#within(horizon: Horizon | null): IterableIterator<Noted & { readonly isLive: boolean }> {
    for (const subject of this.#subjects) {
      for (const { claim, live } of this.#facts.ever(subject, horizon)) {
        const noted = this.#noted.get(claim.id);
        if (noted !== undefined) yield { ...noted, isLive: live !== null };
      }
    }
  }

  /** The numbers of claims that lie at places of a commit. */
  #numbersOf(commit: CommitId, places: ReadonlySet<number>): ReadonlySet<number> {
    const packed = this.#received.get(commit);
    const numbers = new Set<number>();
    for (let at = 0; packed !== undefined && at < packed.length; at++) {
      if (places.has(packed.indexes[at] ?? -1)) numbers.add(this.#facts.numberOf(packed.idAt(at)));
    }
    return numbers;
  }
}

/** How many claims are aside, told by whom they may. */
export function countAside(aside: Aside): number {
  let count = 0;
  for (const numbers of aside.values()) count += numbers.size;
  return count;
}
