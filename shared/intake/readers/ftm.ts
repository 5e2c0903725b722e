import { ownOf } from "../../kernel/own.ts";
import { type Result, succeed } from "../../kernel/result.ts";
import { noteProperty } from "../../ontology/model.ts";
import { canonicalHost } from "../host-name.ts";
import { columnOf, edges, type FtmEntity, references, textsOf } from "../graph/ftm-model.ts";
import { type FtmPlace, sayEdge, sayTargets } from "../graph/ftm-links.ts";
import { type FtmRow, ftmRow, simpleColumns, simpleRow } from "../graph/ftm-rows.ts";
import { toldOf, typeOfEntity } from "../graph/ftm-thing.ts";
import { type KnownThing, KnownThings, linkTypeFor } from "../graph/known-things.ts";
import { saySite, ToldThing } from "../graph/told-thing.ts";
import type { Harvest } from "../harvest.ts";
import type { FileLayout, IntakeError } from "../model.ts";
import type { Reader, TableFacts, TakeRow } from "../reader.ts";
import type { RowFate } from "../row-reader.ts";

/** FollowTheMoney entities, one a row (model 4.5.2): things and links of a case, in any order. */
export const ftmReader: Reader = {
  name: "ftm.entities",
  version: 1,
  knows: (folded) => ["id", "schema"].every((header) => folded.includes(header)) && folded.some((header) => /^properties(\.|$)/.test(header)),
  uses: (layout) => usesOf(layout, (header) => header === "id" || header === "schema" || header.startsWith("properties.")),
  start: (table, harvest) => succeed(takeRows(table, harvest, ftmRow)),
};

/** OpenSanctions' simplified table of targets. */
export const ftmSimpleReader: Reader = {
  name: "ftm.simple",
  version: 1,
  knows: (folded) => ["id", "schema", "name", "aliases", "birth_date", "countries"].every((header) => folded.includes(header)),
  uses: (layout) => usesOf(layout, (header) => header === "id" || header === "schema" || Object.hasOwn(simpleColumns, header)),
  start: (table, harvest): Result<TakeRow, IntakeError> => succeed(takeRows(table, harvest, simpleRow)),
};

function usesOf({ headers }: FileLayout, isRead: (header: string) => boolean): ReturnType<Reader["uses"]> {
  return headers.map((header) => ({ header, use: isRead(header) ? "read" : "ignored", type: "", property: "" }));
}

type RowForm = (headers: readonly string[], cells: readonly string[]) => FtmRow;

function takeRows({ layout: { headers } }: TableFacts, harvest: Harvest, form: RowForm): TakeRow {
  const gathering = new FtmGathering(harvest);
  return (cells, row) => {
    if (cells.length !== headers.length) return harvest.reject(row, "", cells[0] ?? "", "cell-count");
    if (gathering.things.isRepeated(cells)) return harvest.repeat();
    const { entity, within } = form(headers, cells);
    for (const each of within) gathering.take(each, row, null);
    gathering.take(entity, row, (fate) => gathering.things.settle(row, fate));
  };
}

/** Says what becomes of the row of an entity; null for one that stands within another's row. */
type Settle = ((fate: RowFate) => void) | null;

/** Gathers entities: things at once, and what refers to others when all are known. */
class FtmGathering {
  readonly things: KnownThings;
  readonly #harvest: Harvest;
  /** Things that are only said of others: addresses and posts. Those somebody refers to are true parts of the file. */
  readonly #supplements = new Map<string, { readonly entity: FtmEntity; isUsed: boolean }>();

  constructor(harvest: Harvest) {
    this.#harvest = harvest;
    this.things = new KnownThings(harvest);
  }

  take(entity: FtmEntity, row: number, settle: Settle): void {
    const place: FtmPlace = { harvest: this.#harvest, things: this.things, row };
    const edge = Object.hasOwn(edges, entity.schema) ? edges[entity.schema] : undefined;
    if (entity.id === "" || entity.schema === "") return settle?.({ column: entity.id === "" ? "id" : "schema", value: "", rule: "missing-value" });
    if (entity.schema === "Address" || entity.schema === "Position") return this.#takeSupplement(entity, settle);
    if (edge !== undefined) return this.#later(() => sayEdge(entity, edge, place), settle);
    if (Object.hasOwn(saidOf, entity.schema)) return this.#later(() => this.#sayOf(entity, place), settle);
    const fate = this.#takeThing(entity, place);
    settle?.(fate);
  }

  #later(say: () => RowFate, settle: Settle): void {
    this.#harvest.atEnd(() => {
      const fate = say();
      settle?.(fate);
    });
  }

  #takeThing(entity: FtmEntity, place: FtmPlace): RowFate {
    const type = typeOfEntity(entity);
    if (type === null) return { column: "schema", value: entity.schema, rule: "no-place" };
    const told = toldOf(entity, type, place.harvest);
    if ("rule" in told) return { column: columnOf(entity, told.property), value: textsOf(entity, told.property)[0] ?? "", rule: told.rule };
    const id = told.name(place.harvest, entity.id, place.row);
    if (id === null) return { column: "id", value: entity.id, rule: "missing-value" };
    const thing = { id, type };
    this.things.add(entity.id, thing);
    this.#sayWebsites(entity, thing, place);
    this.#harvest.atEnd(() => this.#sayReferences(entity, thing, place));
    return null;
  }

  #takeSupplement(entity: FtmEntity, settle: Settle): void {
    const supplement = { entity, isUsed: false };
    this.#supplements.set(entity.id, supplement);
    this.#harvest.atEnd(() =>
      this.#harvest.atEnd(() => settle?.(supplement.isUsed ? null : { column: "schema", value: entity.schema, rule: "no-place" })),
    );
  }

  #supplementOf(name: string): FtmEntity | null {
    const supplement = this.#supplements.get(name);
    if (supplement === undefined) return null;
    supplement.isUsed = true;
    return supplement.entity;
  }

  /** The sites a thing says are its own, each a thing that it uses. */
  #sayWebsites(entity: FtmEntity, owner: KnownThing, { harvest, row }: FtmPlace): void {
    const column = columnOf(entity, "website");
    for (const text of textsOf(entity, "website")) {
      const site = new ToldThing("site");
      if (saySite(site, text, column) !== null) {
        this.#note(owner, `website: ${text}`, row, column);
        continue;
      }
      if (/^https?:\/\//i.test(text) && canonicalHost(text).ok) site.say("url", text, column);
      const id = site.name(harvest, "", row);
      const type = id === null ? null : linkTypeFor(["uses"], owner, { id, type: "site" });
      if (id !== null && type !== null) harvest.link({ key: `${entity.id} website ${text}`, type, from: owner.id, to: id, values: {}, row, column });
    }
  }

  #sayReferences(entity: FtmEntity, thing: KnownThing, place: FtmPlace): void {
    const { harvest, row } = place;
    if (thing.type === "measure") sayTargets(entity, thing, place);
    for (const name of textsOf(entity, "addressEntity")) {
      const address = this.#supplementOf(name);
      if (address === null) harvest.notice("dangling-references");
      else this.#sayAddress(address, thing, row, columnOf(entity, "addressEntity"));
    }
    for (const [property, { type, isBackward }] of Object.entries(references)) {
      for (const name of textsOf(entity, property)) {
        const other = this.things.get(name);
        const [from, to] = isBackward ? [other, thing] : [thing, other];
        const joined = from === undefined || to === undefined || from.id === to.id ? null : linkTypeFor([type], from, to);
        if (from === undefined || to === undefined || joined === null) harvest.notice("dangling-references");
        else {
          const values = joined === "related" ? { role: { kind: "text", text: property } as const } : {};
          harvest.link({
            key: `${entity.id} ${property} ${name}`,
            type: joined,
            from: from.id,
            to: to.id,
            values,
            row,
            column: columnOf(entity, property),
          });
        }
      }
    }
  }

  #sayAddress(address: FtmEntity, { id, type }: KnownThing, row: number, column: string): void {
    const [full] = textsOf(address, "full");
    const parts = ["street", "street2", "postalCode", "city", "region", "state", "country"].flatMap((part) => textsOf(address, part).slice(0, 1));
    const text = full ?? parts.join(", ");
    const told = new ToldThing(type);
    if (text === "" || !told.say("postalAddress", text, column)) return this.#note({ id, type }, `address: ${text}`, row, column);
    this.#harvest.thing({ id, type, values: { postalAddress: { kind: "text", text: told.textOf("postalAddress") } }, row, column });
  }

  /** What is only said of one thing (a document of a person, a post): words of its note. */
  #sayOf(entity: FtmEntity, { row }: FtmPlace): RowFate {
    const holder = textsOf(entity, ownOf(saidOf, entity.schema) ?? "")[0] ?? "";
    const thing = this.things.get(holder);
    if (thing === undefined) return { column: columnOf(entity, ownOf(saidOf, entity.schema) ?? ""), value: holder, rule: "unknown-end" };
    const words = [...entity.properties].flatMap(([name, { texts }]) =>
      name === ownOf(saidOf, entity.schema) || name === "proof"
        ? []
        : texts.map((text) => {
            const post = name === "post" ? this.#supplementOf(text) : null;
            return `${name}: ${post === null ? text : (textsOf(post, "name")[0] ?? text)}`;
          }),
    );
    this.#note(thing, `${entity.schema}: ${words.join("; ")}`, row, "schema");
    return null;
  }

  #note({ id, type }: KnownThing, text: string, row: number, column: string): void {
    const cut = text.slice(0, longestNote).toWellFormed();
    if (cut.length < text.length) this.#harvest.notice("too-long-to-say");
    this.#harvest.notice("kept-in-note");
    this.#harvest.thing({ id, type, values: { [noteProperty]: { kind: "text", text: cut } }, row, column });
  }
}

const longestNote = 10_000;

/** Schemata that are said of one thing only, and the property that names it. */
const saidOf: Readonly<Record<string, string>> = { Identification: "holder", Passport: "holder", Occupancy: "holder", Risk: "entity" };
