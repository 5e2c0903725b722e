import type { Fault } from "../reader.ts";
import { linkTypes, typeEntry } from "../../ontology/read.ts";
import type { Harvest } from "../harvest.ts";
import { isAmount } from "../transfers.ts";
import { moneyOf } from "../readers/bank-parties.ts";
import type { RowFate } from "../row-reader.ts";
import { columnOf, type FtmEdge, type FtmEntity, textsOf } from "./ftm-model.ts";
import { type KnownThing, type KnownThings, linkTypeFor } from "./known-things.ts";
import { ToldThing } from "./told-thing.ts";
import { toldValue } from "./told-value.ts";

/** Where a row stands, and what its file names. */
export interface FtmPlace {
  readonly harvest: Harvest;
  readonly things: KnownThings;
  readonly row: number;
}

/** Says an edge: a transfer where it is a payment of a day and an amount, else a link. Gives the fate of its row. */
export function sayEdge(entity: FtmEntity, edge: FtmEdge, place: FtmPlace): RowFate {
  const [from, to] = [endOf(entity, edge.from, place), endOf(entity, edge.to, place)];
  if ("rule" in from) return from;
  if ("rule" in to) return to;
  if (from.id === to.id) return { column: columnOf(entity, edge.to[0] ?? ""), value: entity.id, rule: "same-ends" };
  if (entity.schema === "Payment" && sayPayment(entity, from, to, place)) return null;
  return sayLink(entity, edge, from, to, place);
}

function endOf(entity: FtmEntity, properties: readonly string[], { things }: FtmPlace): KnownThing | Fault {
  const named = properties.flatMap((property) => textsOf(entity, property).map((name) => ({ property, name })));
  const known = named.flatMap(({ name }) => things.get(name) ?? [])[0];
  const [first] = named;
  return known ?? { column: columnOf(entity, first?.property ?? ""), value: first?.name ?? "", rule: "unknown-end" };
}

function sayLink(entity: FtmEntity, edge: FtmEdge, from: KnownThing, to: KnownThing, { harvest, row }: FtmPlace): RowFate {
  const roles = edge.roleFrom.flatMap((property) => textsOf(entity, property));
  const ours = entity.schema === "UnknownLink" ? roles.filter((role) => typeEntry(role)?.form === "link") : [];
  for (const wanted of [[...ours.slice(0, 1), ...edge.types], []]) {
    const type = linkTypeFor(wanted, from, to);
    const link = type === null ? null : toldLink(entity, edge, type, roles);
    // A flow without its total is a relation that was called so.
    if (link === null || link.missing() !== null) continue;
    link.link(harvest, entity.id, { from: from.id, to: to.id }, row);
    return null;
  }
  return { column: "schema", value: entity.schema, rule: "no-place" };
}

function toldLink(entity: FtmEntity, edge: FtmEdge, type: string, roles: readonly string[]): ToldThing {
  const link = new ToldThing(type);
  const role = roles.filter((each) => each !== type);
  // A case has no link of this kind between such things: what it was is its role.
  const said = type === "related" && edge.role !== "" && role.length === 0 ? [edge.role] : role;
  for (const each of said) link.place("role", "role", each, columnOf(entity, "role"));
  const properties = linkProperties.get(type) ?? new Map<string, string>();
  const ends = new Set([...edge.from, ...edge.to, ...edge.roleFrom, "proof"]);
  for (const [name, { texts, column }] of entity.properties) {
    if (ends.has(name)) continue;
    const isWords = name === "description" || name === "summary";
    for (const text of texts) link.place(properties.get(name) ?? "", isWords ? "" : name, text, column);
  }
  return link;
}

const linkProperties: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  linkTypes().map(([type, { properties }]) => [
    type,
    new Map(Object.entries(properties).flatMap(([property, { as }]) => (as?.ftm === undefined ? [] : [[as.ftm, property] as const]))),
  ]),
);

/** A payment is a transfer where it says a day, an amount and its currency; a list may name it without. */
function sayPayment(entity: FtmEntity, from: KnownThing, to: KnownThing, { harvest, row }: FtmPlace): boolean {
  const one = (property: string): string => (textsOf(entity, property).length === 1 ? (textsOf(entity, property)[0] ?? "") : "");
  const date = toldValue({ kind: "date" }, one("date") === "" ? one("startDate") : one("date"));
  const [amount, asset] = [one("amount"), moneyOf(one("currency"))];
  if (date?.kind !== "date" || date.from.length < 10 || !isAmount(amount, 18) || asset === null) return false;
  const isDay = date.from.length === 10;
  if (isDay) harvest.notice("days-only");
  const time = Date.parse(isDay ? `${date.from}T00:00:00Z` : date.from);
  harvest.transfer({ from: from.id, to: to.id, asset, amount, time, transaction: one("transactionNumber"), row });
  return true;
}

/** A measure is aimed at each thing it names. */
export function sayTargets(entity: FtmEntity, measure: KnownThing, { harvest, things, row }: FtmPlace): void {
  for (const name of textsOf(entity, "entity")) {
    const target = things.get(name);
    if (target === undefined) harvest.notice("dangling-references");
    else
      harvest.link({
        key: `${entity.id} targets ${name}`,
        type: "targets",
        from: measure.id,
        to: target.id,
        values: {},
        row,
        column: columnOf(entity, "entity"),
      });
  }
}
