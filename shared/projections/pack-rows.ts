import type { EntityId } from "../kernel/brand.ts";
import { Numbered } from "../kernel/numbered.ts";
import { recordFlags, valueKinds } from "../ledger/claim-record.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";
import { handlings, type Source, type Value } from "../ledger/model.ts";
import { factOf, PlainRow } from "./entities.ts";
import { StandingClaim, type Teller } from "./live-claim.ts";
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

/** Numbers in one pack of the words of a block; for the next pack that speaks of it they begin anew. */
class WordNumbers {
  readonly #numbers: Int32Array;
  #packer: RowPacker | null = null;

  constructor(count: number) {
    this.#numbers = new Int32Array(count);
  }
  /** To be asked for before numbers are read or set. */
  of(packer: RowPacker): Int32Array {
    if (this.#packer !== packer) this.#numbers.fill(-1);
    this.#packer = packer;
    return this.#numbers;
  }
}

/** How one who tells the claims of a block words their marks, by the number of the marks in the block. */
class Wordings {
  readonly teller: Teller;
  readonly texts: string[] = [];
  readonly numbers: WordNumbers;

  constructor(teller: Teller, wordCount: number) {
    this.teller = teller;
    this.numbers = new WordNumbers(wordCount);
  }
}

/** What is known of a block from pack to pack: hundreds of them speak of the same few, and rows that several commits speak of go to and fro between them. */
class BlockNotes {
  readonly block: PackedClaims;
  readonly words: WordNumbers;
  readonly #wordings = new Map<Teller, Wordings>();
  #last: Wordings | null = null;

  constructor(block: PackedClaims) {
    this.block = block;
    this.words = new WordNumbers(block.wordCount);
  }
  wordingsOf(teller: Teller): Wordings {
    if (this.#last?.teller === teller) return this.#last;
    const known = this.#wordings.get(teller) ?? new Wordings(teller, this.block.wordCount);
    this.#wordings.set(teller, known);
    this.#last = known;
    return known;
  }
}
const notesOfBlocks = new WeakMap<PackedClaims, BlockNotes>();

function notesOf(block: PackedClaims): BlockNotes {
  const known = notesOfBlocks.get(block) ?? new BlockNotes(block);
  notesOfBlocks.set(block, known);
  return known;
}

class RowPacker {
  readonly #bytes = new ByteWriter();
  readonly #words = new Numbered();
  readonly #starts: number[] = [];
  readonly #dropped: number[] = [];
  /** The block at hand, and the numbers here of its words. */
  #notes: BlockNotes | null = null;
  #numbers: Int32Array = new Int32Array(0);
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
    const notes = notesOf(block);
    this.#notes = notes;
    this.#numbers = notes.words.of(this);
    return notes;
  }
  /** The number here of a word of the block at hand. */
  readonly #wordOf = (word: number): number => {
    const known = this.#numbers[word] ?? -1;
    if (known >= 0) return known;
    const number = this.#words.numberOf(this.#notes?.block.wordAt(word) ?? "");
    this.#numbers[word] = number;
    return number;
  };

  #sayingOfClaim(claim: StandingClaim, notes: BlockNotes, marks: number): number {
    const { block, teller, place } = claim;
    if ((block.flagsAt(place) & recordFlags.note) !== 0) return this.#sayingOf(factOf(claim));
    const { texts, numbers } = notes.wordingsOf(teller);
    const here = numbers.of(this);
    const known = here[marks] ?? -1;
    if (known >= 0) return known;
    texts[marks] ??= sayingText(factOf(claim));
    const number = this.#words.numberOf(texts[marks]);
    here[marks] = number;
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
