import { succeed } from "../../kernel/result.ts";
import { noteProperty } from "../../ontology/model.ts";
import { longestValueText } from "../../ontology/value.ts";
import { type KnownThing, KnownThings, linkTypeFor } from "../graph/known-things.ts";
import { isBookkeeping, StixObject } from "../graph/stix-object.ts";
import { soughtValues } from "../graph/stix-pattern.ts";
import { toldOfObject } from "../graph/stix-thing.ts";
import { bundleMatters, linkTypeOf, markings, typeOfObject } from "../graph/stix-types.ts";
import { sayAddress, saySite, ToldThing } from "../graph/told-thing.ts";
import type { Harvest } from "../harvest.ts";
import type { NoticeName } from "../model.ts";
import type { Fault, Reader, TableFacts, TakeRow } from "../reader.ts";
import type { RowFate } from "../row-reader.ts";

const objectId = /^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Objects of a STIX 2.1 bundle, one a row: things, relationships, notes about things; references to what is not there are told by row. */
export const stixReader: Reader = {
  name: "stix.objects",
  version: 1,
  knows: (folded, head = []) => {
    const [type, id] = [folded.indexOf("type"), folded.indexOf("id")];
    return (
      type >= 0 &&
      id >= 0 &&
      head.length > 0 &&
      head.every((cells) => objectId.test(cells[id] ?? "") && (cells[id] ?? "").startsWith(`${cells[type]}--`))
    );
  },
  uses: ({ headers }) =>
    headers.map((header) => {
      const isRead =
        !isBookkeeping(header) || header === "type" || header === "id" || /^extensions\..*\.(values\..*|entity_type|remarks)$/.test(header);
      return { header, use: isRead ? "read" : "ignored", type: "", property: "" };
    }),
  start: (table, harvest) => succeed(takeObjects(table, harvest)),
};

function takeObjects({ layout: { headers } }: TableFacts, harvest: Harvest): TakeRow {
  const gathering = new StixGathering(harvest);
  return (cells, row) => {
    if (cells.length !== headers.length) return harvest.reject(row, "", cells[0] ?? "", "cell-count");
    if (gathering.things.isRepeated(cells)) return harvest.repeat();
    gathering.take(new StixObject(headers, cells), row);
  };
}

const fault = (object: StixObject, column: string, rule: Fault["rule"]): Fault => ({ column, value: object.text(column), rule });

class StixGathering {
  readonly things: KnownThings;
  readonly #harvest: Harvest;
  /** Who made objects, and what objects refer to: an identity that only made some is no thing of the file. */
  readonly #authors = new Set<string>();
  readonly #referred = new Set<string>();

  constructor(harvest: Harvest) {
    this.#harvest = harvest;
    this.things = new KnownThings(harvest);
  }

  take(object: StixObject, row: number): void {
    this.#tellMarking(object);
    this.#noteReferences(object);
    if (object.text("revoked") === "true") return this.things.settle(row, fault(object, "revoked", "withdrawn"));
    if (bundleMatters.has(object.type)) return this.things.settle(row, fault(object, "type", "file-matter"));
    if (object.type === "relationship") return this.#settleLast(row, () => this.#sayRelationship(object, row));
    if (object.type === "note" && typeOfObject(object) === null) return this.#settleLast(row, () => this.#sayNote(object, row));
    if (object.type === "identity" && object.ownType === "") return this.things.settleLater(row, () => this.#sayIdentity(object, row));
    this.things.settle(row, object.type === "indicator" ? this.#sayIndicator(object, row) : this.#sayThing(object, row));
  }

  /** When also the identities are known, which are so at the end. */
  #settleLast(row: number, settle: () => RowFate): void {
    this.#harvest.atEnd(() => this.things.settleLater(row, settle));
  }

  #noteReferences(object: StixObject): void {
    if (object.text("created_by_ref") !== "") this.#authors.add(object.text("created_by_ref"));
    for (const member of object.members()) if (/_refs?$/.test(member)) for (const name of object.texts(member)) this.#referred.add(name);
  }

  #sayIdentity(object: StixObject, row: number): RowFate {
    const isAuthor = this.#authors.has(object.id) && !this.#referred.has(object.id);
    return isAuthor ? fault(object, "type", "file-matter") : this.#sayThing(object, row);
  }

  #tellMarking(object: StixObject): void {
    const marks = object.texts("object_marking_refs");
    const strictest = (Object.keys(markings) as (keyof typeof markings)[]).find((name) =>
      markings[name].some((id) => marks.includes(`marking-definition--${id}`)),
    );
    if (strictest !== undefined) this.#harvest.notice(strictest satisfies NoticeName);
  }

  #sayThing(object: StixObject, row: number): RowFate {
    const type = typeOfObject(object);
    if (type === null) return fault(object, object.type === "identity" ? "identity_class" : "type", "no-place");
    const told = toldOfObject(object, type);
    if ("rule" in told) return fault(object, told.member, told.rule);
    const id = told.name(this.#harvest, object.id, row);
    if (id === null) return fault(object, "value", "missing-value");
    this.things.add(object.id, { id, type });
    this.#harvest.atEnd(() => this.#sayReferences(object, { id, type }, row));
    return null;
  }

  /** What an indicator looks for, as things; it is the first of them to what refers to it. */
  #sayIndicator(object: StixObject, row: number): RowFate {
    const isPattern = ["", "stix"].includes(object.text("pattern_type"));
    const sought = isPattern ? soughtValues(object.text("pattern")) : null;
    if (sought === null) return fault(object, "pattern", "no-place");
    const told: ToldThing[] = [];
    for (const { type, value } of sought) {
      const isWallet = type === "cryptocurrency-wallet";
      if (!isWallet && type !== "domain-name" && type !== "url") return fault(object, "pattern", "no-place");
      const thing = new ToldThing(isWallet ? "wallet" : "site");
      const rule = isWallet ? sayAddress(thing, value, "pattern") : saySite(thing, value, "pattern");
      if (rule !== null) return fault(object, "pattern", rule);
      if (type === "url") thing.place("url", "url", value, "pattern");
      for (const member of ["name", "description", "indicator_types", "labels", "valid_from", "valid_until"])
        for (const text of object.texts(member)) thing.keep(member, text);
      told.push(thing);
    }
    for (const thing of told) {
      const id = thing.name(this.#harvest, "", row);
      if (id !== null && this.things.get(object.id) === undefined) this.things.add(object.id, { id, type: thing.type });
    }
    return null;
  }

  /** A holder owns its account or wallet; another reference is a relation of that name. */
  #sayReferences(object: StixObject, thing: KnownThing, row: number): void {
    for (const member of object.members()) {
      if (!/_refs?$/.test(member) || (object.ownType !== "" && member === "object_refs")) continue;
      for (const name of object.texts(member)) {
        const other = this.things.get(name);
        const isHolder = member === "holder_ref";
        const [from, to] = isHolder ? [other, thing] : [thing, other];
        const type = from === undefined || to === undefined || from.id === to.id ? null : linkTypeFor(isHolder ? ["owns"] : [], from, to);
        if (from === undefined || to === undefined || type === null) this.#harvest.notice("dangling-references");
        else {
          const link = new ToldThing(type);
          if (type === "related") link.say("role", member.replace(/_refs?$/, ""), member);
          link.link(this.#harvest, `${object.id} ${member} ${name}`, { from: from.id, to: to.id }, row);
        }
      }
    }
  }

  #sayRelationship(object: StixObject, row: number): RowFate {
    const [from, to] = [this.things.get(object.text("source_ref")), this.things.get(object.text("target_ref"))];
    if (from === undefined) return fault(object, "source_ref", "unknown-end");
    if (to === undefined) return fault(object, "target_ref", "unknown-end");
    if (from.id === to.id) return fault(object, "target_ref", "same-ends");
    const named = linkTypeOf(object.text("relationship_type"));
    for (const wanted of [named === null ? [] : [named], []]) {
      const type = linkTypeFor(wanted, from, to);
      const link = type === null ? null : toldRelationship(object, type);
      if (link === null || link.missing() !== null) continue;
      link.link(this.#harvest, object.id, { from: from.id, to: to.id }, row);
      return null;
    }
    return fault(object, "relationship_type", "no-place");
  }

  /** A note is words about the things it names; one that names none of them is left out. */
  #sayNote(object: StixObject, row: number): RowFate {
    const about = object.texts("object_refs").flatMap((name) => this.things.get(name) ?? []);
    if (object.ownType !== "" || about.length === 0)
      return fault(object, object.ownType === "" ? "object_refs" : "type", object.ownType === "" ? "unknown-end" : "no-place");
    const text = [object.text("abstract"), object.text("content")].filter((each) => each !== "").join("\n");
    if (text.length > longestValueText) this.#harvest.notice("too-long-to-say");
    const note = { kind: "text", text: text.slice(0, longestValueText).toWellFormed() } as const;
    if (text === "") return fault(object, "content", "missing-value");
    for (const { id, type } of about) this.#harvest.thing({ id, type, values: { [noteProperty]: note }, row, column: "content" });
    return null;
  }
}

function toldRelationship(object: StixObject, type: string): ToldThing {
  const link = new ToldThing(type);
  const own = object.ownValues;
  const kind = object.text("relationship_type");
  if (type === "related" && linkTypeOf(kind) !== "related") link.place("role", "relationship_type", kind, "relationship_type");
  const description = object.text("description");
  if (object.ownType === "") link.keep("", description);
  else if (description !== "") link.place("role", "description", description, "description");
  for (const [member, property] of [
    ["start_time", "since"],
    ["stop_time", "until"],
  ] as const)
    if (!own.has(property) && object.text(member) !== "") link.place(property, member, object.text(member), member);
  for (const [property, texts] of own)
    for (const text of texts) link.place(property, property === "note" ? "" : property, text, object.ownColumn(property));
  for (const remark of object.ownRemarks) link.keep("", remark);
  for (const member of object.members()) if (!relationMembers.has(member)) for (const text of object.texts(member)) link.keep(member, text);
  return link;
}
const relationMembers: ReadonlySet<string> = new Set(["relationship_type", "source_ref", "target_ref", "description", "start_time", "stop_time"]);
