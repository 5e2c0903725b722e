import { ownOf } from "../../kernel/own.ts";
import { succeed } from "../../kernel/result.ts";
import { mispHeaders, mispReference } from "../list-headers.ts";
import { KnownThings, linkTypeFor } from "../graph/known-things.ts";
import { type MispAttribute, mispObjects } from "../graph/misp-model.ts";
import { toldOfAttribute, toldOfObjectAttributes } from "../graph/misp-thing.ts";
import { linkTypeOf } from "../graph/stix-types.ts";
import { ToldThing } from "../graph/told-thing.ts";
import type { Harvest } from "../harvest.ts";
import type { Reader, TakeRow } from "../reader.ts";
import type { RowFate } from "../row-reader.ts";

const folded = mispHeaders.map((header) => header.toLowerCase());
const read: ReadonlySet<string> = new Set(["object", "object_relation", "type", "value", "comment", "tags"]);
type Column = (typeof mispHeaders)[number];

/** Attributes of events of MISP, one a row: those of an object are one thing, the others are one each. */
export const mispReader: Reader = {
  name: "misp.attributes",
  version: 1,
  knows: (headers) => headers.length === folded.length && folded.every((header, at) => headers[at] === header),
  uses: ({ headers }) => headers.map((header) => ({ header, use: read.has(header) ? "read" : "checked", type: "", property: "" })),
  start: (_table, harvest) => succeed(takeAttributes(harvest)),
};

function takeAttributes(harvest: Harvest): TakeRow {
  const gathering = new MispGathering(harvest);
  harvest.atEnd(() => gathering.finish());
  return (cells, row) => {
    if (gathering.things.isRepeated(cells)) return harvest.repeat();
    gathering.take((column) => cells[mispHeaders.indexOf(column)] ?? "", row);
  };
}

class MispGathering {
  readonly things: KnownThings;
  readonly #harvest: Harvest;
  /** Attributes of objects that are things, by the object. */
  readonly #objects = new Map<string, { readonly name: string; readonly attributes: MispAttribute[] }>();

  constructor(harvest: Harvest) {
    this.#harvest = harvest;
    this.things = new KnownThings(harvest);
  }

  take(at: (column: Column) => string, row: number): void {
    if (at("deleted") !== "") return this.#harvest.reject(row, "deleted", at("value"), "withdrawn");
    const object = at("object_uuid");
    if (at("type") === mispReference) {
      const reference = { from: object, to: at("value"), kind: at("object_relation"), comment: at("comment"), key: at("uuid") };
      return this.#harvest.atEnd(() => this.things.settleLater(row, () => this.#sayReference(reference, row)));
    }
    const attribute: MispAttribute = {
      row,
      relation: at("object_relation"),
      type: at("type"),
      value: at("value").trim(),
      category: at("category"),
      comment: at("comment"),
      tags: at("tags"),
      uuid: at("uuid"),
    };
    if (object === "" || !Object.hasOwn(mispObjects, at("object"))) return this.things.settle(row, this.#sayAlone(attribute, object));
    const known = this.#objects.get(object) ?? { name: at("object"), attributes: [] };
    known.attributes.push(attribute);
    this.#objects.set(object, known);
  }

  finish(): void {
    for (const [uuid, { name, attributes }] of this.#objects) this.#sayObject(uuid, name, attributes);
  }

  #sayAlone(attribute: MispAttribute, object: string): RowFate {
    const told = toldOfAttribute(attribute, this.#harvest);
    if (typeof told === "string")
      return { column: told === "no-place" ? "type" : "value", value: told === "no-place" ? attribute.type : attribute.value, rule: told };
    const key =
      told.type === "bankAccount" || told.type === "account" || told.type === "person" ? `${attribute.type} ${attribute.value}` : attribute.uuid;
    const id = told.name(this.#harvest, key, attribute.row);
    if (id === null) return { column: "value", value: attribute.value, rule: "missing-value" };
    for (const name of [attribute.uuid, object])
      if (name !== "" && this.things.get(name) === undefined) this.things.add(name, { id, type: told.type });
    return null;
  }

  #sayObject(uuid: string, name: string, attributes: readonly MispAttribute[]): void {
    const object = ownOf(mispObjects, name);
    if (object === undefined) return;
    const { thing, fault } = toldOfObjectAttributes(object, attributes, this.#harvest);
    const id = fault === null ? thing.name(this.#harvest, uuid, attributes[0]?.row ?? 0) : null;
    if (id !== null) {
      for (const key of [uuid, ...attributes.map((each) => each.uuid)]) if (key !== "") this.things.add(key, { id, type: object.type });
      for (const { row } of attributes) this.things.settle(row, null);
      return;
    }
    for (const { row, value, relation } of attributes)
      this.things.settle(
        row,
        row === fault?.row ? { column: "value", value, rule: fault.rule } : { column: "object_relation", value: relation, rule: "unknown-end" },
      );
  }

  #sayReference(
    reference: { readonly from: string; readonly to: string; readonly kind: string; readonly comment: string; readonly key: string },
    row: number,
  ): RowFate {
    const [from, to] = [this.things.get(reference.from), this.things.get(reference.to)];
    if (from === undefined) return { column: "object_uuid", value: reference.from, rule: "unknown-end" };
    if (to === undefined) return { column: "value", value: reference.to, rule: "unknown-end" };
    if (from.id === to.id) return { column: "value", value: reference.to, rule: "same-ends" };
    const named = linkTypeOf(reference.kind);
    const type = linkTypeFor(named === null ? [] : [named], from, to);
    if (type === null) return { column: "object_relation", value: reference.kind, rule: "no-place" };
    const link = new ToldThing(type);
    if (type !== named) link.place("role", "relationship", reference.kind, "object_relation");
    link.keep("comment", reference.comment);
    link.link(this.#harvest, `${reference.from} ${reference.kind} ${reference.to} ${reference.key}`, { from: from.id, to: to.id }, row);
    return null;
  }
}
