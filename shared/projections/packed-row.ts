import { type ClaimId, type EntityId, type FileHash, knownId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Handling, handlings, type Source, type Span, type Value } from "../ledger/model.ts";
import type { Conflict, Entity, Fact, Ruling } from "./model.ts";
import { valueKinds } from "../ledger/claim-record.ts";
import { factFlags, type RowPack, rowFlags, type Saying } from "./row-format.ts";
import { ByteReader } from "../kernel/byte-stream.ts";

/** The rows of a pack, each readable at once; the facts are read when somebody looks at them. */
export function* rowsOfPack(pack: RowPack): IterableIterator<Entity> {
  const words = new WordReader(pack.words);
  for (const start of pack.starts) yield new PackedRow(pack.bytes, words, start);
}

/** The same as plain objects, for who compares or writes them out whole. */
export function* plainRowsOfPack(pack: RowPack): IterableIterator<Entity> {
  for (const { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed } of rowsOfPack(pack))
    yield { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed };
}

/** The words of a pack; what is written as JSON in them is read once for all rows. */
class WordReader {
  readonly #words: readonly string[];
  readonly #read = new Map<number, unknown>();

  constructor(words: readonly string[]) {
    this.#words = words;
  }
  word(number: number): string {
    const word = this.#words[number];
    invariant(word !== undefined, "a pack is read as it was written");
    return word;
  }
  /** For texts this program packed itself: their shape is known. */
  json<Shape>(number: number): Shape {
    if (!this.#read.has(number)) this.#read.set(number, JSON.parse(this.word(number)));
    return this.#read.get(number) as Shape;
  }
}

type Rest = readonly [readonly Conflict[], readonly Ruling[], readonly EntityId[]];
const noRest: Rest = [[], [], []];

/** A row that stays bytes for the most part: a case of a million claims takes a tenth of the heap that its objects would. */
class PackedRow implements Entity {
  readonly id: EntityId;
  readonly type: string;
  readonly form: Entity["form"];
  readonly title: string;
  readonly ends: Entity["ends"];
  readonly agencies: readonly string[];
  readonly handling: Handling;
  readonly isDisputed: boolean;
  readonly #bytes: Uint8Array;
  readonly #words: WordReader;
  readonly #factsAt: number;
  readonly #rest: Rest;
  /** What was read lately: whoever draws asks several times. */
  #facts: WeakRef<Entity["facts"]> | null = null;

  constructor(bytes: Uint8Array, words: WordReader, start: number) {
    const reader = new ByteReader(bytes, start);
    this.id = knownId<EntityId>(reader.hex());
    const flags = reader.number();
    this.form = (flags & rowFlags.isLink) === 0 ? "node" : "link";
    this.isDisputed = (flags & rowFlags.isDisputed) !== 0;
    this.type = words.word(reader.number());
    this.title = reader.text();
    this.handling = handlings[reader.number()] ?? "red";
    this.agencies = words.json(reader.number());
    this.ends = (flags & rowFlags.hasEnds) === 0 ? null : { from: knownId<EntityId>(reader.hex()), to: knownId<EntityId>(reader.hex()) };
    this.#rest = (flags & rowFlags.hasRest) === 0 ? noRest : (JSON.parse(reader.text()) as Rest);
    this.#bytes = bytes;
    this.#words = words;
    this.#factsAt = reader.place;
  }

  get conflicts(): readonly Conflict[] {
    return this.#rest[0];
  }
  get rulings(): readonly Ruling[] {
    return this.#rest[1];
  }
  get members(): readonly EntityId[] {
    return this.#rest[2];
  }
  get facts(): Entity["facts"] {
    const known = this.#facts?.deref();
    if (known !== undefined) return known;
    const facts = readFacts(this.id, new ByteReader(this.#bytes, this.#factsAt), this.#words);
    this.#facts = new WeakRef(facts);
    return facts;
  }
}

function readFacts(id: EntityId, reader: ByteReader, words: WordReader): Entity["facts"] {
  const facts: Record<string, Fact[]> = {};
  for (let left = reader.number(); left > 0; left--) {
    const fact = readFact(id, reader, words);
    if (Object.hasOwn(facts, fact.property)) facts[fact.property]?.push(fact);
    else facts[fact.property] = [fact];
  }
  return facts;
}

function readFact(id: EntityId, reader: ByteReader, words: WordReader): Fact {
  const flags = reader.number();
  const property = words.word(reader.number());
  const claim = knownId<ClaimId>(reader.hex());
  const subject = (flags & factFlags.otherSubject) === 0 ? id : knownId<EntityId>(reader.hex());
  const value = readValue(reader, words);
  const during = (flags & factFlags.during) === 0 ? null : periodOf(words.json(reader.number()));
  const source = (flags & factFlags.source) === 0 ? null : readSource(reader, words, (flags & factFlags.time) !== 0);
  const said = words.json<Saying>(reader.number());
  const disputedBy = (flags & factFlags.disputed) === 0 ? undisputed : words.json<readonly string[]>(reader.number());
  const corroboration = (flags & factFlags.corroborated) === 0 ? 1 : reader.number();
  return { claim, subject, property, value, during, source, ...said, disputedBy, corroboration };
}
const periodOf = ([from, to]: readonly [string, string]): Span => ({ from, to });
const undisputed: readonly string[] = [];

function readValue(reader: ByteReader, words: WordReader): Value {
  switch (reader.number()) {
    case valueKinds.word:
      return { kind: "text", text: words.word(reader.number()) };
    case valueKinds.text:
      return { kind: "text", text: reader.text() };
    case valueKinds.identifier:
      return { kind: "identifier", text: reader.text() };
    case valueKinds.entity:
      return { kind: "entity", entity: knownId<EntityId>(reader.hex()) };
    default:
      return JSON.parse(reader.text()) as Value;
  }
}

function readSource(reader: ByteReader, words: WordReader, hasTime: boolean): Source {
  const file = knownId<FileHash>(words.word(reader.number()));
  const [page, row, column] = [reader.number(), reader.number(), words.word(reader.number())];
  return { file, place: hasTime ? { page, row, column, time: words.word(reader.number()) } : { page, row, column } };
}
