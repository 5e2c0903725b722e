import { ByteReader, type ByteWriter } from "../kernel/byte-stream.ts";
import { type ClaimId, type EntityId, knownId } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { readHexDigits } from "../kernel/hex-digits.ts";
import { invariant } from "../kernel/invariant.ts";
import { saltBytes } from "./claim.ts";
import { type ClaimColumns, claimIdBytes, entityIdBytes, recordFlags, retraction, valueKinds } from "./claim-record.ts";
import { statementToLine } from "./line.ts";
import type { Assertion, Claim, Source, Span, Statement, Value } from "./model.ts";

/** A claim whose line is written when somebody asks for it: exactly the line that was hashed. */
class PackedClaim implements Claim {
  readonly id: ClaimId;
  readonly index: number;
  readonly salt: Bytes;
  readonly statement: Statement;
  constructor(id: ClaimId, index: number, salt: Bytes, statement: Statement) {
    this.id = id;
    this.index = index;
    this.salt = salt;
    this.statement = statement;
  }
  get line(): string {
    return statementToLine(this.statement);
  }
}

/** Numbers entities by ids that lie at places of some bytes. */
interface EntityTable {
  numberIn(bytes: Uint8Array, at: number): number;
}

/** In memory only: the value is a date. */
const dateFlag = 128;

/** The readable claims of one commit. Places count from 0 in the order of their indexes. */
export class PackedClaims {
  readonly length: number;
  readonly #ids: Bytes;
  /** Their places in the commit, ascending. */
  readonly indexes: Uint32Array;
  /** 16 bytes each. */
  readonly salts: Bytes;
  /** What they say, as it is written at rest. */
  readonly columns: ClaimColumns;
  readonly #words: readonly string[];
  readonly #entities: Bytes;
  readonly #records: Bytes;
  readonly #flags: Uint8Array;
  /** Where the value begins, or the id that a retraction names. */
  readonly #starts: Uint32Array;
  readonly #subjects: Int32Array;
  readonly #properties: Int32Array;
  /** The word that is the value, or −2 less the number of the entity that is; −1 when it is neither. */
  readonly #values: Int32Array;
  /** The word that holds grade, handling and national mark. */
  readonly #marks: Int32Array;
  readonly #entityIds: (EntityId | undefined)[] = [];
  readonly #parsed: unknown[] = [];

  /** `ids` are those of the readable claims, `indexes` their places in the commit. */
  constructor(ids: Bytes, indexes: Uint32Array, salts: Bytes, columns: ClaimColumns) {
    this.length = indexes.length;
    this.#ids = ids;
    this.indexes = indexes;
    this.salts = salts;
    this.columns = columns;
    this.#words = columns.words;
    this.#entities = columns.entities;
    this.#records = columns.records;
    this.#flags = new Uint8Array(this.length);
    this.#starts = new Uint32Array(this.length);
    this.#subjects = new Int32Array(this.length).fill(-1);
    this.#properties = new Int32Array(this.length).fill(-1);
    this.#values = new Int32Array(this.length).fill(-1);
    this.#marks = new Int32Array(this.length);
    this.#scan();
  }

  /** Goes over all records once, without reading their texts. */
  #scan(): void {
    const reader = new ByteReader(this.#records, 0);
    for (let place = 0; place < this.length; place++) {
      const flags = reader.number();
      this.#flags[place] = flags;
      if (flags === retraction) this.#starts[place] = reader.skip(claimIdBytes);
      else this.#scanAssertion(place, flags, reader);
    }
    invariant(reader.place === this.#records.length, "records are as many as indexes");
  }

  #scanAssertion(place: number, flags: number, reader: ByteReader): void {
    this.#subjects[place] = reader.number();
    this.#properties[place] = reader.number();
    this.#starts[place] = reader.place;
    const kind = reader.number();
    if (kind === valueKinds.word) this.#values[place] = reader.number();
    else if (kind === valueKinds.entity) this.#values[place] = -2 - reader.number();
    else reader.skipText();
    this.#marks[place] = reader.number();
    if ((flags & recordFlags.during) !== 0) reader.number();
    if ((flags & recordFlags.source) !== 0) for (let left = (flags & recordFlags.time) !== 0 ? 5 : 4; left > 0; left--) reader.number();
    if ((flags & recordFlags.note) !== 0) reader.skipText();
    if (kind === valueKinds.date) this.#flags[place] = flags | dateFlag;
  }

  /** Places of claims about a property; with `texts`, those whose value is one of them. O(claims), some nanoseconds each. */
  *placesOf(property: string, texts: ReadonlySet<string> | null = null): IterableIterator<number> {
    const number = this.#words.indexOf(property);
    if (number < 0) return;
    for (let place = 0; place < this.length; place++) {
      if (this.#properties[place] !== number) continue;
      if (texts === null || texts.has(this.#textAt(place))) yield place;
    }
  }
  #textAt(place: number): string {
    const word = this.#values[place] ?? -1;
    if (word >= 0) return this.#word(word);
    const statement = this.statementAt(place);
    return statement.op === "assert" && statement.value.kind === "text" ? statement.value.text : "";
  }
  /** Whether a text is among the words: a file that is not is cited by no claim here. */
  hasWord(isWanted: (word: string) => boolean): boolean {
    return this.#words.some(isWanted);
  }

  /** The entity that is the value, by its number here; −1 when the value is something else. */
  entityValueAt(place: number): number {
    const value = this.#values[place] ?? -1;
    return value < -1 ? -2 - value : -1;
  }

  /** How many entities are spoken of. */
  get entityCount(): number {
    return this.#entities.length / entityIdBytes;
  }
  entityAt(number: number): EntityId {
    const known = this.#entityIds[number];
    if (known !== undefined) return known;
    const id = knownId<EntityId>(readHexDigits(this.#entities, entityIdBytes * number, entityIdBytes));
    this.#entityIds[number] = id;
    return id;
  }
  /** The number that an entity of here has elsewhere, which it has from now on. */
  numberIn(numbers: EntityTable, number: number): number {
    return numbers.numberIn(this.#entities, entityIdBytes * number);
  }
  /** The number of a claim's subject among the entities; −1 of a retraction. */
  subjectAt(place: number): number {
    return this.#subjects[place] ?? -1;
  }
  /** How many take something back. */
  get retractions(): number {
    let count = 0;
    for (const subject of this.#subjects) if (subject < 0) count += 1;
    return count;
  }
  /** The claims that are taken back, in order. */
  retracted(): readonly ClaimId[] {
    const targets: ClaimId[] = [];
    for (let place = 0; place < this.length; place++) {
      if (this.subjectAt(place) < 0) targets.push(knownId<ClaimId>(readHexDigits(this.#records, this.#starts[place] ?? 0, claimIdBytes)));
    }
    return targets;
  }
  /** Whether it says when, in its period or as its value. */
  isDatedAt(place: number): boolean {
    return ((this.#flags[place] ?? 0) & (recordFlags.during | dateFlag)) !== 0;
  }

  idAt(place: number): ClaimId {
    return knownId<ClaimId>(readHexDigits(this.#ids, claimIdBytes * place, claimIdBytes));
  }
  /** The first and the last 32 bits of the id. */
  idWordAt(place: number, which: "first" | "last"): number {
    const at = claimIdBytes * place + (which === "first" ? 0 : claimIdBytes - 4);
    const [a = 0, b = 0, c = 0, d = 0] = [this.#ids[at], this.#ids[at + 1], this.#ids[at + 2], this.#ids[at + 3]];
    return (a << 24) | (b << 16) | (c << 8) | d;
  }
  /** Whether each claim of another disclosure of the same commit is here, under the same id. O(claims), some nanoseconds each. */
  holdsAllOf(other: PackedClaims): boolean {
    let at = 0;
    for (let place = 0; place < other.length; place++) {
      const index = other.indexes[place] ?? 0;
      while (at < this.length && (this.indexes[at] ?? 0) < index) at += 1;
      if (at >= this.length || this.indexes[at] !== index || !this.isSameId(at, other, place)) return false;
    }
    return true;
  }
  isSameId(place: number, other: PackedClaims, otherPlace: number): boolean {
    const [one, two] = [claimIdBytes * place, claimIdBytes * otherPlace];
    for (let i = 0; i < claimIdBytes; i++) if (this.#ids[one + i] !== other.#ids[two + i]) return false;
    return true;
  }
  statementAt(place: number): Statement {
    const reader = this.#readerAt(place);
    const flags = this.flagsAt(place);
    if (flags === retraction) return { op: "retract", claim: knownId<ClaimId>(readHexDigits(this.#records, reader.place, claimIdBytes)) };
    const [subject, property] = [this.entityAt(this.subjectAt(place)), this.propertyAt(place)];
    const value = this.#value(reader);
    const [grade, handling, nationalMark] = this.#parse<Marks>(reader.number(), readMarks);
    const during = (flags & recordFlags.during) === 0 ? null : this.#parse<Span>(reader.number(), readPeriod);
    const source = (flags & recordFlags.source) === 0 ? null : this.#source(reader, (flags & recordFlags.time) !== 0);
    const said = { op: "assert", subject, property, value, during, source, grade, handling, nationalMark } as const;
    return (flags & recordFlags.note) === 0 ? said : { ...said, note: reader.text() };
  }

  /** The property of a claim; "" of a retraction. */
  propertyAt(place: number): string {
    const number = this.#properties[place] ?? -1;
    return number < 0 ? "" : this.#word(number);
  }
  gradeAt(place: number): Assertion["grade"] {
    return this.#marksAt(place)[0];
  }
  handlingAt(place: number): Assertion["handling"] {
    return this.#marksAt(place)[1];
  }
  /** The value of an assertion. */
  valueAt(place: number): Value {
    return this.#value(this.#readerAt(place));
  }
  /** Where a value that is a text lies among the records (`columns.records`), its length in front; −1 when it is a word or no text. */
  textStartAt(place: number): number {
    const start = this.#starts[place] ?? 0;
    return this.#records[start] === valueKinds.text ? start + 1 : -1;
  }
  /** Flags of a record, as they are written. */
  flagsAt(place: number): number {
    return (this.#flags[place] ?? 0) & ~dateFlag;
  }
  /** The number of the property of an assertion among the words. */
  propertyWordAt(place: number): number {
    return this.#properties[place] ?? -1;
  }

  /**
   * Writes what an assertion says into another stream: its value, then the period and the source where its flags say so, then nothing else; entities
   * as hex, words by the numbers `wordOf` gives those of here. Nothing is read into objects on the way.
   * Gives   the number of its marks here: equal numbers are equal grade, handling and national mark.
   */
  copyTo(place: number, into: ByteWriter, wordOf: (word: number) => number): number {
    const reader = this.#readerAt(place);
    const flags = this.flagsAt(place);
    this.#copyValue(reader, into, wordOf);
    const marks = reader.number();
    if ((flags & recordFlags.during) !== 0) into.number(wordOf(reader.number()));
    if ((flags & recordFlags.source) === 0) return marks;
    into.number(wordOf(reader.number()));
    into.number(reader.number());
    into.number(reader.number());
    into.number(wordOf(reader.number()));
    if ((flags & recordFlags.time) !== 0) into.number(wordOf(reader.number()));
    return marks;
  }

  #copyValue(reader: ByteReader, into: ByteWriter, wordOf: (word: number) => number): void {
    const kind = reader.number();
    into.number(kind);
    if (kind === valueKinds.word) into.number(wordOf(reader.number()));
    else if (kind === valueKinds.entity) {
      const at = entityIdBytes * reader.number();
      into.hexBytes(this.#entities, at, at + entityIdBytes);
    } else reader.copyText(into);
  }
  /** Writes a claim's id as hex. */
  copyIdTo(place: number, into: ByteWriter): void {
    into.hexBytes(this.#ids, claimIdBytes * place, claimIdBytes * (place + 1));
  }
  get wordCount(): number {
    return this.#words.length;
  }
  wordAt(number: number): string {
    return this.#word(number);
  }

  #marksAt(place: number): Marks {
    return this.#parse<Marks>(this.#marks[place] ?? -1, readMarks);
  }

  claimAt(place: number): Claim {
    const salt = this.salts.subarray(saltBytes * place, saltBytes * (place + 1));
    return new PackedClaim(this.idAt(place), this.indexes[place] ?? 0, salt, this.statementAt(place));
  }

  #readerAt(place: number): ByteReader {
    return new ByteReader(this.#records, this.#starts[place] ?? 0);
  }

  #value(reader: ByteReader): Value {
    switch (reader.number()) {
      case valueKinds.word:
        return { kind: "text", text: this.#word(reader.number()) };
      case valueKinds.text:
        return { kind: "text", text: reader.text() };
      case valueKinds.identifier:
        return { kind: "identifier", text: reader.text() };
      case valueKinds.entity:
        return { kind: "entity", entity: this.entityAt(reader.number()) };
      default:
        return JSON.parse(reader.text()) as Value;
    }
  }

  #source(reader: ByteReader, hasTime: boolean): Source {
    const file = knownId<Source["file"]>(this.#word(reader.number()));
    const [page, row, column] = [reader.number(), reader.number(), this.#word(reader.number())];
    return { file, place: hasTime ? { page, row, column, time: this.#word(reader.number()) } : { page, row, column } };
  }

  #word(number: number): string {
    const word = this.#words[number];
    invariant(word !== undefined, "a word is among the words");
    return word;
  }

  /** What a word stands for, read once. */
  #parse<Read>(number: number, read: (word: string) => Read): Read {
    this.#parsed[number] ??= read(this.#word(number));
    return this.#parsed[number] as Read;
  }
}

type Marks = readonly [Assertion["grade"], Assertion["handling"], Assertion["nationalMark"]];
const readMarks = (word: string): Marks => word.split(" ") as unknown as Marks;
function readPeriod(word: string): Span {
  const [from, to] = JSON.parse(word) as readonly [string, string];
  return { from, to };
}
