import type { EntityId } from "../kernel/brand.ts";
import { Numbered } from "../kernel/numbered.ts";
import { recordFlags, valueKinds } from "../ledger/claim-record.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";
import { handlings, type Source, type Value } from "../ledger/model.ts";
import { factOf, PlainRow } from "./entities.ts";
import { StandingClaim, type Teller } from "./facts.ts";
import type { Entity, Fact, Patch } from "./model.ts";
import { factFlags, type RowPack, rowFlags, type Saying } from "./row-format.ts";
import { ByteWriter } from "../kernel/byte-stream.ts";

/** Packs the rows of a patch. O(facts). */
export function packPatch({ put, drop }: Patch<EntityId, Entity>): RowPack {
  const packer = new RowPacker();
  for (const row of put.values()) packer.add(row);
  for (const id of drop) packer.drop(id);
  return packer.take();
}

/** What is known of a block while a pack is written: rows that several commits speak of go to and fro between them. */
interface BlockNotes {
  readonly block: PackedClaims;
  /** Its words, by their numbers here. */
  readonly numbers: number[];
  /** Sayings by their marks, for each who tells it; and for who was met last. */
  readonly sayings: Map<Teller, number[]>;
  teller: Teller | null;
  ofTeller: number[];
}

class RowPacker {
  readonly #bytes = new ByteWriter();
  readonly #words = new Numbered();
  readonly #starts: number[] = [];
  readonly #dropped: number[] = [];
  readonly #noted = new Map<PackedClaims, BlockNotes>();
  #notes: BlockNotes | null = null;
  readonly #agencies = new Map<string, number>();
  #lastSaying: { readonly fact: Fact; readonly number: number } | null = null;

  take(): RowPack {
    const [starts, dropped] = [Uint32Array.from(this.#starts), Uint32Array.from(this.#dropped)];
    return { words: this.#words.all, bytes: this.#bytes.take(), starts, dropped };
  }

  drop(id: EntityId): void {
    this.#dropped.push(this.#bytes.length);
    this.#bytes.hex(id);
  }

  add(row: Entity): void {
    const { id, type, form, title, ends, agencies, conflicts, rulings, members, handling, isDisputed } = row;
    const bytes = this.#bytes;
    this.#starts.push(bytes.length);
    const hasRest = conflicts.length + rulings.length + members.length > 0;
    bytes.hex(id);
    const [link, disputed] = [form === "link" ? rowFlags.isLink : 0, isDisputed ? rowFlags.isDisputed : 0];
    bytes.number(link | disputed | (ends === null ? 0 : rowFlags.hasEnds) | (hasRest ? rowFlags.hasRest : 0));
    this.#word(type);
    bytes.number(handlings.indexOf(handling));
    bytes.number(this.#agenciesOf(agencies));
    if (ends !== null) {
      bytes.hex(ends.from);
      bytes.hex(ends.to);
    }
    bytes.text(title);
    if (hasRest) bytes.text(JSON.stringify([conflicts, rulings, members]));
    if (row instanceof PlainRow) this.#said(row);
    else this.#facts(row);
  }

  #agenciesOf(agencies: readonly string[]): number {
    const key = agencies.length === 1 ? (agencies[0] ?? "") : agencies.join(" ");
    const known = this.#agencies.get(key);
    if (known !== undefined) return known;
    const number = this.#words.numberOf(JSON.stringify(agencies));
    this.#agencies.set(key, number);
    return number;
  }

  #facts({ id, facts }: Entity): void {
    const all = Object.values(facts).flat();
    this.#bytes.number(all.length);
    for (const fact of all) this.#fact(fact, id);
  }

  /** Facts of a row as it was said, mostly straight out of the commits. */
  #said({ id, said }: PlainRow): void {
    this.#bytes.number(said.length);
    for (const each of said) {
      if (each instanceof StandingClaim) this.#claim(each);
      else this.#fact(each, id);
    }
  }

  #claim(claim: StandingClaim): void {
    const { block, place, disputedBy } = claim;
    const bytes = this.#bytes;
    const flags = block.flagsAt(place) & (factFlags.during | factFlags.source | factFlags.time);
    bytes.number(disputedBy.length === 0 ? flags : flags | factFlags.disputed);
    const notes = this.#enter(block);
    bytes.number(this.#wordOf(block.propertyWordAt(place)));
    block.copyIdTo(place, bytes);
    const marks = block.copyTo(place, bytes, this.#wordOf);
    bytes.number(this.#sayingOfClaim(claim, notes, marks));
    if (disputedBy.length > 0) this.#word(JSON.stringify(disputedBy));
  }

  #enter(block: PackedClaims): BlockNotes {
    if (this.#notes?.block === block) return this.#notes;
    const notes = this.#noted.get(block) ?? { block, numbers: [], sayings: new Map(), teller: null, ofTeller: [] };
    this.#noted.set(block, notes);
    this.#notes = notes;
    return notes;
  }
  /** The number here of a word of the block at hand. */
  readonly #wordOf = (word: number): number => {
    const numbers = this.#notes?.numbers ?? [];
    const known = numbers[word];
    if (known !== undefined) return known;
    const number = this.#words.numberOf(this.#notes?.block.wordAt(word) ?? "");
    numbers[word] = number;
    return number;
  };

  #sayingOfClaim(claim: StandingClaim, notes: BlockNotes, marks: number): number {
    const { block, teller, place } = claim;
    if ((block.flagsAt(place) & recordFlags.note) !== 0) return this.#sayingOf(factOf(claim));
    if (notes.teller !== teller) {
      notes.teller = teller;
      notes.ofTeller = notes.sayings.get(teller) ?? [];
      notes.sayings.set(teller, notes.ofTeller);
    }
    const number = notes.ofTeller[marks] ?? this.#words.numberOf(wordingOf(claim, marks));
    notes.ofTeller[marks] = number;
    return number;
  }

  #word(text: string): void {
    this.#bytes.number(this.#words.numberOf(text));
  }

  #fact(fact: Fact, id: EntityId): void {
    const { claim, subject, property, value, during, source, disputedBy, corroboration } = fact;
    const bytes = this.#bytes;
    bytes.number(factFlagsOf(fact, id));
    this.#word(property);
    bytes.hex(claim);
    if (subject !== id) bytes.hex(subject);
    writeValue(value, bytes);
    if (during !== null) this.#word(JSON.stringify([during.from, during.to]));
    if (source !== null) this.#source(source);
    bytes.number(this.#sayingOf(fact));
    if (disputedBy.length > 0) this.#word(JSON.stringify(disputedBy));
    if (corroboration !== 1) bytes.number(corroboration);
  }

  #source({ file, place }: Source): void {
    this.#word(file);
    this.#bytes.number(place.page);
    this.#bytes.number(place.row);
    this.#word(place.column);
    if (place.time !== undefined) this.#word(place.time);
  }

  #sayingOf(fact: Fact): number {
    if (this.#lastSaying !== null && isSaidAlike(this.#lastSaying.fact, fact)) return this.#lastSaying.number;
    const number = this.#words.numberOf(sayingText(fact));
    this.#lastSaying = { fact, number };
    return number;
  }
}

function sayingText({ grade, handling, nationalMark, note, author, agency, commit, clock, saidAt }: Fact): string {
  return JSON.stringify({ grade, handling, nationalMark, note, author, agency, commit, clock, saidAt } satisfies Saying);
}

/** How claims of a commit are worded, by its block, who tells them and their marks: hundreds of packs speak of the same few. */
const wordings = new WeakMap<PackedClaims, WeakMap<Teller, string[]>>();

/** The saying of a claim without a note. */
function wordingOf(claim: StandingClaim, marks: number): string {
  const ofBlock = wordings.get(claim.block) ?? new WeakMap<Teller, string[]>();
  wordings.set(claim.block, ofBlock);
  const ofTeller = ofBlock.get(claim.teller) ?? [];
  ofBlock.set(claim.teller, ofTeller);
  const text = ofTeller[marks] ?? sayingText(factOf(claim));
  ofTeller[marks] = text;
  return text;
}

function factFlagsOf({ subject, during, source, disputedBy, corroboration }: Fact, id: EntityId): number {
  let flags = 0;
  if (subject !== id) flags |= factFlags.otherSubject;
  if (during !== null) flags |= factFlags.during;
  if (source !== null) flags |= source.place.time === undefined ? factFlags.source : factFlags.source | factFlags.time;
  if (disputedBy.length > 0) flags |= factFlags.disputed;
  if (corroboration !== 1) flags |= factFlags.corroborated;
  return flags;
}

function isSaidAlike(a: Fact, b: Fact): boolean {
  const isOfOneCommit = a.commit === b.commit && a.author === b.author && a.clock === b.clock && a.saidAt === b.saidAt && a.agency === b.agency;
  return isOfOneCommit && a.grade === b.grade && a.handling === b.handling && a.note === b.note && a.nationalMark === b.nationalMark;
}

function writeValue(value: Value, bytes: ByteWriter): void {
  if (value.kind === "text" || value.kind === "identifier") {
    bytes.number(valueKinds[value.kind]);
    bytes.text(value.text);
  } else if (value.kind === "entity") {
    bytes.number(valueKinds.entity);
    bytes.hex(value.entity);
  } else {
    bytes.number(valueKinds.other);
    bytes.text(JSON.stringify(value));
  }
}
