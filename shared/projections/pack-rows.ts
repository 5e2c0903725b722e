import type { EntityId } from "../kernel/brand.ts";
import { handlings, type Source, type Value } from "../ledger/model.ts";
import type { Entity, Fact, Patch } from "./model.ts";
import { ByteWriter } from "../kernel/byte-stream.ts";

/**
 * Rows as bytes, to cross from one thread to another by moving one buffer: copying them as objects blocks both threads and fills the reader's heap
 * (measured: assets/docs/decisions/0026). Read by `packed-row.ts`; never stored, so that it may change with every version.
 */
export interface RowPack {
  /** Texts that occur again and again: types, properties, agencies, who said it when, files. */
  readonly words: readonly string[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each row begins. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Rows that are no more. */
  readonly drop: readonly EntityId[];
}

/** How a value is written; `other` = as JSON. */
export const valueKinds = { other: 0, text: 1, identifier: 2, entity: 3 } as const;
export const rowFlags = { isLink: 1, isDisputed: 2, hasEnds: 4, hasRest: 8 } as const;
export const factFlags = { otherSubject: 1, during: 2, source: 4, disputed: 8, corroborated: 16, time: 32 } as const;

/** Packs the rows of a patch. O(facts). */
export function packPatch({ put, drop }: Patch<EntityId, Entity>): RowPack {
  const packer = new RowPacker();
  for (const row of put.values()) packer.add(row);
  return packer.take([...drop]);
}

/** The buffers of a pack: what is moved instead of copied. */
export function buffersOf({ bytes, starts }: RowPack): readonly ArrayBuffer[] {
  return [bytes.buffer, starts.buffer];
}

/** Each text once, by its number. */
class Words {
  readonly all: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.all.length);
    this.all.push(text);
    return this.all.length - 1;
  }
}

/** Who said it, when, how sure and how guarded: the same for the most part of a commit. */
export type Saying = Pick<Fact, "grade" | "handling" | "nationalMark" | "note" | "author" | "agency" | "commit" | "clock" | "saidAt">;

class RowPacker {
  readonly #bytes = new ByteWriter();
  readonly #words = new Words();
  readonly #starts: number[] = [];
  #lastSaying: { readonly fact: Fact; readonly number: number } | null = null;

  take(drop: readonly EntityId[]): RowPack {
    return { words: this.#words.all, bytes: this.#bytes.take(), starts: Uint32Array.from(this.#starts), drop };
  }

  add({ id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed }: Entity): void {
    const bytes = this.#bytes;
    this.#starts.push(bytes.length);
    const hasRest = conflicts.length + rulings.length + members.length > 0;
    bytes.hex(id);
    const [link, disputed] = [form === "link" ? rowFlags.isLink : 0, isDisputed ? rowFlags.isDisputed : 0];
    bytes.number(link | disputed | (ends === null ? 0 : rowFlags.hasEnds) | (hasRest ? rowFlags.hasRest : 0));
    this.#word(type);
    bytes.text(title);
    bytes.number(handlings.indexOf(handling));
    this.#word(JSON.stringify(agencies));
    if (ends !== null) {
      bytes.hex(ends.from);
      bytes.hex(ends.to);
    }
    if (hasRest) bytes.text(JSON.stringify([conflicts, rulings, members]));
    let count = 0;
    for (const property in facts) count += facts[property]?.length ?? 0;
    bytes.number(count);
    for (const property in facts) for (const fact of facts[property] ?? []) this.#fact(fact, id);
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
    if (during !== null) this.#word(JSON.stringify(during));
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
    const { grade, handling, nationalMark, note, author, agency, commit, clock, saidAt } = fact;
    const saying = { grade, handling, nationalMark, note, author, agency, commit, clock, saidAt } satisfies Saying;
    const number = this.#words.numberOf(JSON.stringify(saying));
    this.#lastSaying = { fact, number };
    return number;
  }
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
