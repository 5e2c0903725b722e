import { type ClaimId, type EntityId, type FileHash, knownId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Handling, handlings, type Source, type Span, type Value } from "../ledger/model.ts";
import type { Conflict, Entity, Fact, Ruling } from "./model.ts";
import { valueKinds } from "../ledger/claim-record.ts";
import { factFlags, type RowPack, rowFlags, type Saying } from "./row-format.ts";
import { ByteReader } from "../kernel/byte-stream.ts";

/** A pack that rows are read from. */
export class OpenPack {
  readonly bytes: Uint8Array;
  readonly words: WordReader;
  readonly starts: Uint32Array;
  readonly dropped: Uint32Array;

  constructor({ bytes, words, starts, dropped }: RowPack) {
    this.bytes = bytes;
    this.words = new WordReader(words);
    this.starts = starts;
    this.dropped = dropped;
  }
}

/** How a row is held that begins at a place of a pack. */
export type RowMaker = (pack: OpenPack, start: number) => Entity;

/** As bytes for the most part: what is in it is read when somebody looks at it. */
export const packedRow: RowMaker = (pack, start) => new PackedRow(pack, start);

/** As a plain object, for who compares or writes it out whole. */
export const plainRow: RowMaker = (pack, start) => {
  const { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed } = packedRow(pack, start);
  return { id, type, form, title, facts, ends, agencies, conflicts, rulings, members, handling, isDisputed };
};

/** The rows of a pack. */
export function* rowsOfPack(pack: RowPack, make: RowMaker = packedRow): IterableIterator<Entity> {
  const opened = new OpenPack(pack);
  for (const start of pack.starts) yield make(opened, start);
}

/** The rows that are no more. */
export function* droppedOf({ bytes, dropped }: RowPack): IterableIterator<EntityId> {
  for (const start of dropped) yield knownId<EntityId>(new ByteReader(bytes, start).hex());
}

/** A text said of a row. */
export interface SaidText {
  readonly property: string;
  readonly text: string;
  /** Names have spellings; identifiers are what they are. */
  readonly isIdentifier: boolean;
}

/** Texts and identifiers said of a row, of these properties or (null) of all, in the order of its facts. What else is said is gone over unread: a search asks a hundred thousand rows. */
export function textsOf(row: Pick<Entity, "facts">, properties: ReadonlySet<string> | null): readonly SaidText[] {
  if (row instanceof PackedRow) return row.texts(properties);
  return Object.entries(row.facts).flatMap(([property, facts]) =>
    properties?.has(property) === false ? [] : facts.flatMap(({ value }) => saidText(property, value) ?? []),
  );
}

function saidText(property: string, value: Value): SaidText | null {
  return value.kind === "text" || value.kind === "identifier" ? { property, text: value.text, isIdentifier: value.kind === "identifier" } : null;
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
  readonly type: string;
  readonly handling: Handling;
  readonly agencies: readonly string[];
  readonly #pack: OpenPack;
  readonly #start: number;
  readonly #flags: number;
  /** Where the ends begin, and what follows. */
  readonly #body: number;
  #id: EntityId | null = null;
  #title: string | null = null;
  #ends: Entity["ends"] = null;
  #rest: Rest | null = null;
  #factsAt = 0;
  /** What was read lately: whoever draws asks several times. */
  #facts: WeakRef<Entity["facts"]> | null = null;

  constructor(pack: OpenPack, start: number) {
    const reader = new ByteReader(pack.bytes, start);
    reader.skipHex();
    this.#flags = reader.number();
    this.type = pack.words.word(reader.number());
    this.handling = handlings[reader.number()] ?? "red";
    this.agencies = pack.words.json(reader.number());
    this.#body = reader.place;
    this.#pack = pack;
    this.#start = start;
  }

  get id(): EntityId {
    this.#id ??= knownId<EntityId>(this.#readerAt(this.#start).hex());
    return this.#id;
  }
  get form(): Entity["form"] {
    return this.#has(rowFlags.isLink) ? "link" : "node";
  }
  get isDisputed(): boolean {
    return this.#has(rowFlags.isDisputed);
  }
  get ends(): Entity["ends"] {
    if (this.#ends === null && this.#has(rowFlags.hasEnds)) {
      const reader = this.#readerAt(this.#body);
      this.#ends = { from: knownId<EntityId>(reader.hex()), to: knownId<EntityId>(reader.hex()) };
    }
    return this.#ends;
  }
  get title(): string {
    this.#title ??= this.#atTitle().text();
    return this.#title;
  }
  get conflicts(): readonly Conflict[] {
    return this.#readRest()[0];
  }
  get rulings(): readonly Ruling[] {
    return this.#readRest()[1];
  }
  get members(): readonly EntityId[] {
    return this.#readRest()[2];
  }
  get facts(): Entity["facts"] {
    const known = this.#facts?.deref();
    if (known !== undefined) return known;
    this.#readRest();
    const facts = readFacts(this.id, this.#readerAt(this.#factsAt), this.#pack.words);
    this.#facts = new WeakRef(facts);
    return facts;
  }

  texts(properties: ReadonlySet<string> | null): readonly SaidText[] {
    this.#readRest();
    return readTexts(this.#readerAt(this.#factsAt), this.#pack.words, properties);
  }

  #has(flag: number): boolean {
    return (this.#flags & flag) !== 0;
  }
  #readerAt(place: number): ByteReader {
    return new ByteReader(this.#pack.bytes, place);
  }
  #atTitle(): ByteReader {
    const reader = this.#readerAt(this.#body);
    if (this.#has(rowFlags.hasEnds)) {
      reader.skipHex();
      reader.skipHex();
    }
    return reader;
  }
  #readRest(): Rest {
    if (this.#rest !== null) return this.#rest;
    const reader = this.#atTitle();
    reader.skipText();
    this.#rest = this.#has(rowFlags.hasRest) ? (JSON.parse(reader.text()) as Rest) : noRest;
    this.#factsAt = reader.place;
    return this.#rest;
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

/** As `readFacts`, of which it must know the form, for texts alone. */
function readTexts(reader: ByteReader, words: WordReader, properties: ReadonlySet<string> | null): readonly SaidText[] {
  const texts: SaidText[] = [];
  for (let left = reader.number(); left > 0; left--) {
    const flags = reader.number();
    const property = words.word(reader.number());
    reader.skipHex();
    if ((flags & factFlags.otherSubject) !== 0) reader.skipHex();
    const text = readSaidText(reader, words, properties?.has(property) === false);
    if (text !== null) texts.push({ property, ...text });
    skipTelling(reader, flags);
  }
  return texts;
}

function readSaidText(reader: ByteReader, words: WordReader, isSkipped: boolean): Omit<SaidText, "property"> | null {
  const kind = reader.number();
  if (kind === valueKinds.word) {
    const word = reader.number();
    return isSkipped ? null : { text: words.word(word), isIdentifier: false };
  }
  const isText = kind === valueKinds.text || kind === valueKinds.identifier;
  if (isText && !isSkipped) return { text: reader.text(), isIdentifier: kind === valueKinds.identifier };
  if (kind === valueKinds.entity) reader.skipHex();
  else reader.skipText();
  return null;
}

/** Goes over what follows the value of a fact. */
function skipTelling(reader: ByteReader, flags: number): void {
  const source = (flags & factFlags.source) === 0 ? 0 : (flags & factFlags.time) === 0 ? 4 : 5;
  let numbers = source + 1;
  for (const flag of [factFlags.during, factFlags.disputed, factFlags.corroborated]) if ((flags & flag) !== 0) numbers += 1;
  for (let left = numbers; left > 0; left--) reader.number();
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
