import { type ClaimId, type EntityId, type FileHash, parseClaimId, parseEntityId, parseFileHash } from "../kernel/brand.ts";
import type { Assertion, Claim, Commit, Retraction } from "../ledger/model.ts";
import {
  acceptanceType,
  fromProperty,
  remarksType,
  reliesOnProperty,
  speaksAgainstProperty,
  stolenRulingType,
  toProperty,
  typeProperty,
} from "../ontology/model.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { identityProperty, isIdentityType } from "../ontology/read.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { repetitionsIn } from "./repetitions.ts";
import type { BundleChoice } from "./review-door.ts";

/** An assertion of a bundle under its id. */
interface Said {
  readonly id: ClaimId;
  readonly statement: Assertion;
}

/**
 * What is taken in when a person chose rows and claims of what arrived: those, and all without which they would say something else.
 *
 * Takes   `before`: the case as it is; null = we hold nothing. `after`: as it would be with all of it.
 * Gives   the chosen claims; what a thing is and is called by when we do not know it; things that chosen links join and exhibits that chosen claims were
 *         read from, whole, when we do not know them; every record of custody of an exhibit of which anything is taken; who is who among them; a claim that a chosen ruling relies on; and always every retraction of
 *         what is chosen or in the case already, with its reason, to the end of the chain: nothing is kept as if nobody had taken it back. Only what is
 *         taken back because the same officer says it again in the same words (`repetitions.ts`) goes when that comes, and stays when it does not.
 * Law     choosing all rows or more later never takes anything away; what is chosen twice is the same (tests/property/acceptances.test.ts)
 * Cost    O(claims that arrived)
 */
export function claimsChosen(
  commits: readonly Commit[],
  choice: BundleChoice,
  { before, after }: { readonly before: CaseFold | null; readonly after: CaseFold },
): ReadonlySet<ClaimId> {
  const arrived = new Arrived(commits);
  const chooser = new Chooser(arrived, before, repetitionsIn(commits, after));
  const { sameness } = after.now;
  for (const row of choice.entities) {
    const key = sameness.keyOf(row);
    for (const id of [key, ...sameness.membersOf(key)]) chooser.takeThing(id);
  }
  const wanted = new Set(choice.claims);
  for (const said of arrived.assertions()) if (wanted.has(said.id)) chooser.take(said);
  if (chooser.chosen.size > 0) chooser.takeCase(parseEntityId(commits[0]?.header.case));
  chooser.takeTies();
  chooser.takeRetractions();
  return chooser.chosen;
}

/** What arrived, found by what is asked of it. */
class Arrived {
  readonly #byId = new Map<ClaimId, Said>();
  readonly #about = new Map<EntityId, Said[]>();
  readonly #exhibits = new Map<FileHash, EntityId[]>();
  readonly #retractionsOf = new Map<ClaimId, ClaimId[]>();
  readonly #reasonsFor = new Map<ClaimId, Said[]>();
  /** Records of custody, by the exhibit they are of. */
  readonly #custody = new Map<EntityId, EntityId[]>();

  constructor(commits: readonly Commit[]) {
    for (const { claims } of commits) for (const claim of claims) this.#note(claim);
    for (const [file, things] of this.#exhibits) {
      const exhibit = entityIdFor("exhibit", file);
      for (const thing of exhibit === null ? [] : things) if (this.#isCustody(thing)) append(this.#custody, exhibit, thing);
    }
  }

  #isCustody(thing: EntityId): boolean {
    return this.about(thing).some(
      ({ statement: { property, value } }) => property === typeProperty && "text" in value && value.text === custodyEventType,
    );
  }

  #note({ id, statement }: Claim): void {
    if (statement.op === "retract") return this.#noteRetraction(id, statement);
    if (this.#byId.has(id)) return;
    const said = { id, statement };
    this.#byId.set(id, said);
    append(this.#about, statement.subject, said);
    const { property, value } = statement;
    const file = property === "fileHash" && "text" in value ? parseFileHash(value.text) : null;
    if (file !== null) append(this.#exhibits, file, statement.subject);
    const target = property === speaksAgainstProperty && "text" in value ? parseClaimId(value.text) : null;
    if (target !== null) append(this.#reasonsFor, target, said);
  }

  #noteRetraction(id: ClaimId, { claim }: Retraction): void {
    append(this.#retractionsOf, claim, id);
  }

  assertions(): Iterable<Said> {
    return this.#byId.values();
  }
  find(id: ClaimId): Said | undefined {
    return this.#byId.get(id);
  }
  about(thing: EntityId): readonly Said[] {
    return this.#about.get(thing) ?? [];
  }
  things(): Iterable<readonly [EntityId, readonly Said[]]> {
    return this.#about;
  }
  exhibitsOf(file: FileHash): readonly EntityId[] {
    return this.#exhibits.get(file) ?? [];
  }
  custodyOf(exhibit: EntityId): readonly EntityId[] {
    return this.#custody.get(exhibit) ?? [];
  }
  retractions(): Iterable<readonly [ClaimId, readonly ClaimId[]]> {
    return this.#retractionsOf;
  }
  retractionsOf(claim: ClaimId): readonly ClaimId[] {
    return this.#retractionsOf.get(claim) ?? [];
  }
  reasonsFor(claim: ClaimId): readonly Said[] {
    return this.#reasonsFor.get(claim) ?? [];
  }
}

/** What a case is shown by. */
const namesOfCase: ReadonlySet<string> = new Set([typeProperty, "title", "number"]);

class Chooser {
  readonly chosen = new Set<ClaimId>();
  readonly #arrived: Arrived;
  readonly #before: CaseFold | null;
  readonly #whole = new Set<EntityId>();
  readonly #touched = new Set<EntityId>();
  /** Of a withdrawal, what says again what it takes back; and the other way round. */
  readonly #againOf: ReadonlyMap<ClaimId, readonly ClaimId[]>;
  readonly #withdrawnFor = new Map<ClaimId, ClaimId[]>();

  constructor(arrived: Arrived, before: CaseFold | null, againOf: ReadonlyMap<ClaimId, readonly ClaimId[]>) {
    this.#arrived = arrived;
    this.#before = before;
    this.#againOf = againOf;
    for (const [withdrawal, again] of againOf) for (const id of again) append(this.#withdrawnFor, id, withdrawal);
  }

  /**
   * A case that is not known here is not taken in without its name, number and marking: all that is said of it comes along. Of one that is, what it is
   * and is called by, so that it keeps its name when another acceptance is undone, or its old name is taken back.
   */
  takeCase(itself: EntityId | null): void {
    if (itself === null) return;
    if (!this.#isKnown(itself)) return this.takeThing(itself);
    for (const said of this.#arrived.about(itself)) if (namesOfCase.has(said.statement.property)) this.take(said);
  }

  takeThing(thing: EntityId): void {
    const queue = [thing];
    for (const each of queue) {
      if (this.#whole.has(each)) continue;
      this.#whole.add(each);
      for (const said of this.#arrived.about(each)) for (const next of this.#takeOne(said)) queue.push(next);
    }
  }

  take(said: Said): void {
    for (const next of this.#takeOne(said)) this.takeThing(next);
  }

  /** Gives the things that must come along whole. */
  #takeOne({ id, statement }: Said): readonly EntityId[] {
    if (this.chosen.has(id)) return [];
    this.chosen.add(id);
    const { subject, value, source, property } = statement;
    const along: EntityId[] = this.#takeNames(subject);
    if (value.kind === "entity" && !this.#isKnown(value.entity)) along.push(value.entity);
    if (source !== null) along.push(...this.#arrived.exhibitsOf(source.file).filter((exhibit) => !this.#isKnown(exhibit)));
    const relied = property === reliesOnProperty && "text" in value ? parseClaimId(value.text) : null;
    const named = relied === null ? undefined : this.#arrived.find(relied);
    if (named !== undefined) along.push(...this.#takeOne(named));
    return along;
  }

  /**
   * What a thing is, is identified by and joins: without it nothing else of it can be shown. Of an exhibit also what was done with it: a chain of custody
   * that lacks what we were told would be a false one.
   */
  #takeNames(thing: EntityId): EntityId[] {
    if (this.#touched.has(thing)) return [];
    this.#touched.add(thing);
    const custody = [...this.#arrived.custodyOf(thing)];
    if (this.#isKnown(thing)) return custody;
    const about = this.#arrived.about(thing);
    const type = about.find(({ statement }) => statement.property === typeProperty)?.statement.value;
    const identity = type !== undefined && "text" in type ? identityProperty(type.text) : undefined;
    const names = new Set([typeProperty, fromProperty, toProperty, ...(identity === undefined ? [] : [identity])]);
    return [...custody, ...about.flatMap((said) => (names.has(said.statement.property) ? this.#takeOne(said) : []))];
  }

  /** Whether the case says what it is, so that it stands there by itself. */
  #isKnown(thing: EntityId): boolean {
    const type = this.#before?.rows.typeOf(this.#before.now.sameness.keyOf(thing));
    return type !== undefined && type !== "unknown" && type !== remarksType && type !== acceptanceType && type !== stolenRulingType;
  }

  /** Who is who: a link that says so comes with a thing it joins, when the other is here or comes as well. */
  takeTies(): void {
    for (const [link, about] of this.#arrived.things()) {
      const isTie = about.some(({ statement: { property, value } }) => property === typeProperty && "text" in value && isIdentityType(value.text));
      if (!isTie || this.#whole.has(link)) continue;
      const ends = about.flatMap(({ statement: { property, value } }) =>
        (property === fromProperty || property === toProperty) && value.kind === "entity" ? [value.entity] : [],
      );
      const isWhole = (end: EntityId): boolean => this.#whole.has(end);
      if (ends.some(isWhole) && ends.every((end) => isWhole(end) || this.#isKnown(end))) this.takeThing(link);
    }
  }

  takeRetractions(): void {
    const queue: ClaimId[] = [...this.chosen];
    // Of what is in the case and not chosen: unless it is said again.
    for (const [target] of this.#arrived.retractions()) {
      if (this.#before?.facts.doesCount(target) === true) this.#takeBack(target, queue, (id) => !this.#againOf.has(id));
    }
    // A list is iterated as it grows: what is taken back, or taken along, is visited too.
    for (const each of queue) this.#takeBack(each, queue, () => true);
  }

  /** Withdrawals of a claim with their reason, and of what says something again, those of what it says again. */
  #takeBack(claim: ClaimId, queue: ClaimId[], isMeant: (withdrawal: ClaimId) => boolean): void {
    const taking = this.#arrived.retractionsOf(claim).filter(isMeant);
    if (taking.length > 0) for (const { id } of this.#arrived.reasonsFor(claim)) this.#choose(id, queue);
    const along = this.chosen.has(claim) ? (this.#withdrawnFor.get(claim) ?? []) : [];
    for (const id of [...taking, ...along, ...[...taking, ...along].flatMap((each) => this.#againOf.get(each) ?? [])]) this.#choose(id, queue);
  }

  #choose(id: ClaimId, queue: ClaimId[]): void {
    if (this.chosen.has(id)) return;
    this.chosen.add(id);
    queue.push(id);
  }
}

function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** The commits with these of their claims, without those of which nothing is left. */
export function partsOf(commits: readonly Commit[], chosen: ReadonlySet<ClaimId>): readonly Commit[] {
  return commits.flatMap((commit) => {
    const claims = commit.claims.filter(({ id }) => chosen.has(id));
    return claims.length === 0 ? [] : [{ ...commit, claims, saltKey: null }];
  });
}
