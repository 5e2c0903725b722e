import { ByteWriter } from "../kernel/byte-stream.ts";
import type { ClaimId } from "../kernel/brand.ts";
import { type Bytes, hexToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { Numbered } from "../kernel/numbered.ts";
import { saltBytes } from "./claim.ts";
import { type ClaimColumns, claimIdBytes, recordFlags, retraction, valueKinds } from "./claim-record.ts";
import type { Assertion, Claim, Source, Statement, Value } from "./model.ts";
import { PackedClaims } from "./packed-claims.ts";

/** A text said so often is kept once. */
const oftenSaid = 4;
const longestWord = 64;

/** Packs claims that were made or received. O(their length). */
export function packClaims(claims: readonly Claim[]): PackedClaims {
  const salts = new Uint8Array(saltBytes * claims.length);
  claims.forEach((claim, i) => salts.set(claim.salt, saltBytes * i));
  const indexes = Uint32Array.from(claims, ({ index }) => index);
  return new PackedClaims(idBytesOf(claims.map(({ id }) => id)), indexes, salts, packStatements(claims.map(({ statement }) => statement)));
}

/** Claim ids as bytes, 32 each. */
export function idBytesOf(ids: readonly ClaimId[]): Bytes {
  const bytes = new Uint8Array(claimIdBytes * ids.length);
  ids.forEach((id, i) => bytes.set(bytesOf(id), claimIdBytes * i));
  return bytes;
}

/** Packs statements in order. O(their length). */
export function packStatements(statements: readonly Statement[]): ClaimColumns {
  const packer = new StatementPacker(wordsOften(statements));
  for (const statement of statements) packer.add(statement);
  return packer.take();
}

function wordsOften(statements: readonly Statement[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const statement of statements) {
    const text = statement.op === "assert" && statement.value.kind === "text" ? statement.value.text : "";
    if (text !== "" && text.length <= longestWord) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([text, count]) => (count >= oftenSaid ? [text] : [])));
}

class StatementPacker {
  readonly #often: ReadonlySet<string>;
  readonly #words = new Numbered();
  readonly #entities = new Numbered();
  readonly #bytes = new ByteWriter();

  constructor(often: ReadonlySet<string>) {
    this.#often = often;
  }

  take(): ClaimColumns {
    const ids = new ByteWriter();
    for (const id of this.#entities.all) ids.raw(bytesOf(id));
    return { words: this.#words.all, entities: ids.take(), records: this.#bytes.take() };
  }

  add(statement: Statement): void {
    if (statement.op === "retract") {
      this.#bytes.number(retraction);
      this.#bytes.raw(bytesOf(statement.claim));
    } else this.#assertion(statement);
  }

  #assertion({ subject, property, value, during, source, grade, handling, nationalMark, note }: Assertion): void {
    const bytes = this.#bytes;
    const hasTime = source?.place.time !== undefined ? recordFlags.time : 0;
    const [hasDuring, hasSource] = [during === null ? 0 : recordFlags.during, source === null ? 0 : recordFlags.source];
    bytes.number(hasDuring | hasSource | hasTime | (note === undefined ? 0 : recordFlags.note));
    bytes.number(this.#entities.numberOf(subject));
    this.#word(property);
    this.#value(value);
    this.#word(`${grade} ${handling} ${nationalMark}`);
    if (during !== null) this.#word(JSON.stringify([during.from, during.to]));
    if (source !== null) this.#source(source);
    if (note !== undefined) bytes.text(note);
  }

  #word(text: string): void {
    this.#bytes.number(this.#words.numberOf(text));
  }

  #value(value: Value): void {
    const bytes = this.#bytes;
    if (value.kind === "text" && this.#often.has(value.text)) {
      bytes.number(valueKinds.word);
      this.#word(value.text);
    } else if (value.kind === "text" || value.kind === "identifier") {
      bytes.number(valueKinds[value.kind]);
      bytes.text(value.text);
    } else if (value.kind === "entity") {
      bytes.number(valueKinds.entity);
      bytes.number(this.#entities.numberOf(value.entity));
    } else {
      bytes.number(value.kind === "date" ? valueKinds.date : valueKinds.other);
      bytes.text(JSON.stringify(value));
    }
  }

  #source({ file, place }: Source): void {
    this.#word(file);
    this.#bytes.number(place.page);
    this.#bytes.number(place.row);
    this.#word(place.column);
    if (place.time !== undefined) this.#word(place.time);
  }
}

function bytesOf(hex: string): Bytes {
  const bytes = hexToBytes(hex);
  invariant(bytes !== null, "an id is hex");
  return bytes;
}
