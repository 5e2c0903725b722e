import { shortSha256 } from "../crypto/short-hash.ts";
import { type EntityId, type FileHash, parseEntityId } from "../kernel/brand.ts";
import { bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Value } from "../ledger/model.ts";
import type { DraftValues } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { propertyEntry } from "../ontology/read.ts";
import { longestOf } from "../ontology/value.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import { ownText } from "./growing-columns.ts";
import type { ControlTotal, Notice, NoticeName, Rejection, RuleName } from "./model.ts";
import { StatedTotals } from "./stated-totals.ts";
import type { OpenQuestion } from "./questions.ts";
import { trapNotices } from "./poisoning.ts";
import { type Transfer, TransferGatherer, transferNotices } from "./transfers.ts";

/** A place in the file: data row from 1, and the header of the column. */
export interface Place {
  /** Of a document: the line, of its page where it has pages. */
  readonly row: number;
  readonly column: string;
  /** Of a document, from 1; absent or 0 = it has no pages. */
  readonly page?: number;
}

/** One fact a row says of a thing. */
export interface Said extends Place {
  readonly property: string;
  readonly value: Value;
}
/** A thing rows name, what they say of it, and where each is said first. */
export interface Thing extends Place {
  readonly id: EntityId;
  readonly type: string;
  readonly ends: { readonly from: EntityId; readonly to: EntityId } | null;
  readonly said: readonly Said[];
}

/** What a reading of a table comes to. */
export interface Harvested {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
  readonly things: readonly Thing[];
  /** null for a layout without transfers. */
  readonly transfers: TransferColumns | null;
  readonly notices: readonly Notice[];
  /** Sums the file itself says, each beside ours. */
  readonly controls: readonly ControlTotal[];
  /** What a row turned out to leave open: nothing of the reading counts then. */
  readonly asked: ReadonlySet<OpenQuestion>;
}

interface Growing extends Place {
  readonly type: string;
  readonly ends: Thing["ends"];
  readonly said: Map<string, Said>;
}

/** Gathers what the rows of one file say. A reader tells of each row exactly one of `accept`, `repeat`, `reject`. */
export class Harvest {
  readonly #file: FileHash;
  readonly #things = new Map<EntityId, Growing>();
  readonly #ids = new Map<string, EntityId>();
  readonly #transfers = new TransferGatherer();
  readonly #rejected: Rejection[] = [];
  readonly #notices = new Map<NoticeName, number>();
  readonly #controls: (() => readonly ControlTotal[])[] = [];
  readonly #asked = new Set<OpenQuestion>();
  readonly #last: (() => void)[] = [];
  /** Totals the file states in one of its tables, of rows in another. */
  readonly stated = new StatedTotals();
  /** The table whose rows come now. */
  sheet = "";
  #accepted = 0;
  #duplicates = 0;

  constructor(file: FileHash) {
    this.#file = file;
  }

  accept(): void {
    this.#accepted += 1;
  }
  /** A row that says only what an earlier one said. */
  repeat(): void {
    this.#duplicates += 1;
  }
  /** `column` "" = the whole row. */
  reject(row: number, column: string, value: string, rule: RuleName): void {
    this.#rejected.push({ row, sheet: this.sheet, column, value: ownText(value), rule });
  }
  notice(name: NoticeName, count = 1): void {
    this.#notices.set(name, (this.#notices.get(name) ?? 0) + count);
  }
  /** Sums to be held against the file's own, when all rows are read. */
  control(totals: () => readonly ControlTotal[]): void {
    this.#controls.push(totals);
  }
  /** What can only be said when all rows were read: rows that wait have their fate told then. */
  atEnd(say: () => void): void {
    this.#last.push(say);
  }
  /** A row leaves this open, and nobody may guess it. */
  ask(question: OpenQuestion): void {
    this.#asked.add(question);
  }
  transfer(transfer: Transfer): void {
    this.#transfers.add(transfer);
  }

  /**
   * The id of a thing: by its public name where its type has one (a wallet, a site), else by this file and `key`. Who has the file gets the same
   * id; who has not cannot guess it from an IIN or an account number.
   */
  idOf(type: string, key: string): EntityId {
    return entityIdFor(type, key) ?? idInFile(this.#file, type, key);
  }

  /** The id of a thing everybody knows by its name (a large exchange): the same in every file, and at every agency. */
  publicIdOf(type: string, name: string): EntityId {
    return hashedId(publicDomainTag, [type, name]);
  }

  /** The id remembered for a name as written, so that it is checked and derived once in a million rows. */
  known(name: string): EntityId | undefined {
    return this.#ids.get(name);
  }
  remember(name: string, id: EntityId): void {
    this.#ids.set(ownText(name), id);
  }

  /** Names a thing, and says of it what no earlier row said. Gives its id. */
  thing(named: { readonly id: EntityId; readonly type: string; readonly values: DraftValues } & Place): EntityId {
    this.#add(named, null);
    return named.id;
  }
  /** Names a link between two things. Gives its id. */
  link(
    named: { readonly key: string; readonly type: string; readonly from: EntityId; readonly to: EntityId; readonly values: DraftValues } & Place,
  ): EntityId {
    const id = idInFile(this.#file, named.type, named.key);
    this.#add({ ...named, id }, { from: named.from, to: named.to });
    return id;
  }

  finish(reader: { readonly name: string; readonly version: number }): Harvested {
    // What is said last may itself wait for the rest of it.
    while (this.#last.length > 0) for (const say of this.#last.splice(0)) say();
    this.#rejected.sort((one, other) => one.row - other.row);
    const transfers = this.#transfers.count === 0 ? null : this.#transfers.finish(reader);
    for (const { name, count } of transfers === null ? [] : [...transferNotices(transfers), ...trapNotices(transfers, (id) => this.#addressOf(id))])
      this.notice(name, count);
    return {
      accepted: this.#accepted,
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      things: [...this.#things].map(([id, { said, ...thing }]) => ({ ...thing, id, said: [...said.values()] })),
      transfers,
      notices: [...this.#notices].flatMap(([name, count]) => (count > 0 ? [{ name, count }] : [])),
      controls: [...this.#controls.flatMap((totals) => totals()), ...this.stated.finish()],
      asked: this.#asked,
    };
  }

  #addressOf(id: EntityId): string | null {
    const thing = this.#things.get(id);
    if (thing?.type !== "wallet") return null;
    for (const { property, value } of thing.said.values()) if (property === "address" && value.kind === "identifier") return value.text;
    return null;
  }

  /**
   * A value as a statement may be: without control characters, and no longer; of words the beginning, of anything else nothing. Whole it stands in the
   * exhibit, and this is told.
   */
  #sayable(type: string, property: string, said: Value): Value | null {
    const value = "text" in said ? { ...said, text: said.text.toWellFormed().replaceAll(/[^\P{Cc}\t\n]/gu, " ") } : said;
    const entry = propertyEntry(type, property);
    if (entry === undefined || !("text" in value) || value.text.length <= longestOf(entry)) return value;
    this.notice("too-long-to-say");
    return value.kind === "text" ? { ...value, text: value.text.slice(0, longestOf(entry)).toWellFormed() } : null;
  }

  #add(
    { id, type, values, row, column, page = 0 }: { readonly id: EntityId; readonly type: string; readonly values: DraftValues } & Place,
    ends: Thing["ends"],
  ): void {
    const known = this.#things.get(id) ?? { type, ends, row, column, page, said: new Map<string, Said>() };
    this.#things.set(id, known);
    for (const [property, said] of Object.entries(values)) {
      for (const whole of "kind" in said ? [said] : said) {
        const value = this.#sayable(type, property, whole);
        if (value === null) continue;
        const key = `${property} ${canonicalText(value)}`;
        if (!known.said.has(key)) known.said.set(ownText(key), { property, value: ownValue(value), row, column, page });
      }
    }
  }
}

/** A value that holds on to nothing of the file it was cut from. */
function ownValue(value: Value): Value {
  return "text" in value ? { ...value, text: ownText(value.text) } : value;
}

const domainTag = "dalel.entity-in-file.1\n";
const publicDomainTag = "dalel.public-entity.1\n";

function idInFile(file: FileHash, type: string, key: string): EntityId {
  return hashedId(domainTag, [file, type, key]);
}

function hashedId(tag: string, parts: readonly string[]): EntityId {
  const id = parseEntityId(bytesToHex(shortSha256(utf8ToBytes(`${tag}${canonicalText(parts)}`)).subarray(0, 16)));
  invariant(id !== null, "16 bytes make an entity id");
  return id;
}
