import type {
  ColumnForm,
  MappedDirection,
  MappedSource,
  MappedThing,
  MappedTransfer,
  MappedValue,
  Mapping,
} from "../../../shared/intake/mapping/model.ts";
import type { PropertyKind } from "../../../shared/ontology/model.ts";
import { identityProperty, linkTypesBetween, propertyEntry, typeEntry } from "../../../shared/ontology/read.ts";

/** Parts of a transfer that a column can be. */
export const transferParts = ["amount", "asset", "time", "transaction"] as const;
export type TransferPart = (typeof transferParts)[number];

/** What one column means. */
export type Meaning =
  | { readonly of: "nothing" }
  | { readonly of: "thing"; readonly thing: number; readonly property: string }
  | { readonly of: "link"; readonly link: number; readonly property: string }
  | { readonly of: "transfer"; readonly part: TransferPart }
  /** The amount of rows that go the other way round: debit beside credit. */
  | { readonly of: "other-side" }
  | { readonly of: "direction" };

const isOf = (source: MappedSource | null, column: number): boolean => source !== null && "column" in source && source.column === column;

export function meaningOf({ things, links, transfer }: Mapping, column: number): Meaning {
  for (const [thing, { values }] of things.entries()) {
    const value = values.find(({ source }) => isOf(source, column));
    if (value !== undefined) return { of: "thing", thing, property: value.property };
  }
  for (const [link, { values }] of links.entries()) {
    const value = values.find(({ source }) => isOf(source, column));
    if (value !== undefined) return { of: "link", link, property: value.property };
  }
  if (transfer === null) return { of: "nothing" };
  const part = transferParts.find((name) => isOf(transfer[name], column));
  if (part !== undefined) return { of: "transfer", part };
  if (transfer.direction.by === "side" && isOf(transfer.direction.amount, column)) return { of: "other-side" };
  return transfer.direction.by === "word" && transfer.direction.column === column ? { of: "direction" } : { of: "nothing" };
}

/** How the column has to be written for what it means; null when its own check says all. */
export function formOf({ things, links }: Mapping, meaning: Meaning): "date" | "number" | null {
  if (meaning.of === "other-side") return "number";
  if (meaning.of === "transfer") return meaning.part === "time" ? "date" : meaning.part === "amount" ? "number" : null;
  if (meaning.of !== "thing" && meaning.of !== "link") return null;
  const type = meaning.of === "thing" ? things[meaning.thing]?.type : links[meaning.link]?.type;
  const kind = propertyEntry(type ?? "", meaning.property)?.kind;
  return kind === "date" ? "date" : kind === "decimal" || kind === "amount" ? "number" : null;
}

/** Properties of a type that a column can be; `isFixed`: that a text that is the same in every row can be. Files are never cells; an amount needs a column. */
export function mappableProperties(type: string, isFixed = false): readonly string[] {
  const never: readonly PropertyKind[] = isFixed ? ["file", "amount"] : ["file"];
  return Object.entries(typeEntry(type)?.properties ?? {}).flatMap(([name, { kind }]) => (never.includes(kind) ? [] : [name]));
}

/** Says what a column means; what it meant before is let go, and so is what another column meant of the same. */
export function setMeaning(mapping: Mapping, column: number, meaning: Meaning, words: readonly string[]): Mapping {
  const cleared = clearColumn(mapping, column);
  if (meaning.of === "thing") {
    return setThing(cleared, meaning.thing, (thing) => withSameBy({ ...thing, values: withColumn(thing, meaning.property, column) }));
  }
  if (meaning.of === "link") {
    const links = cleared.links.map((link, at) => (at === meaning.link ? { ...link, values: withColumn(link, meaning.property, column) } : link));
    return { ...cleared, links };
  }
  const { transfer } = cleared;
  if (transfer === null || meaning.of === "nothing") return cleared;
  if (meaning.of === "other-side") return { ...cleared, transfer: { ...transfer, direction: { by: "side", amount: { column } } } };
  if (meaning.of === "direction") return { ...cleared, transfer: { ...transfer, direction: { by: "word", column, forward: words, reversed: [] } } };
  return { ...cleared, transfer: { ...transfer, [meaning.part]: { column } } };
}

interface Valued {
  readonly type: string;
  readonly values: readonly MappedValue[];
}

/** The values with a column as one of them. What an amount is of is said beside it. */
function withColumn({ type, values }: Valued, property: string, column: number): readonly MappedValue[] {
  const before = values.find((value) => value.property === property)?.asset;
  const asset = propertyEntry(type, property)?.kind === "amount" ? { asset: before ?? nothing } : {};
  return [...values.filter((value) => value.property !== property), { property, source: { column }, ...asset }];
}

function withoutColumn({ values }: Valued, column: number): readonly MappedValue[] {
  return values.flatMap((value) => (isOf(value.source, column) ? [] : [isOf(value.asset ?? null, column) ? { ...value, asset: nothing } : value]));
}

/** Says what an amount of a thing or link is of. */
export function setAsset<Of extends Valued>(valued: Of, property: string, asset: MappedSource): Of {
  return { ...valued, values: valued.values.map((value) => (value.property === property ? { ...value, asset } : value)) };
}

function clearColumn(mapping: Mapping, column: number): Mapping {
  const things = mapping.things.map((thing) => withSameBy({ ...thing, values: withoutColumn(thing, column) }));
  const links = mapping.links.map((link) => ({ ...link, values: withoutColumn(link, column) }));
  const { transfer } = mapping;
  return { ...mapping, things, links, transfer: transfer === null ? null : clearTransfer(transfer, column) };
}

function clearTransfer(transfer: MappedTransfer, column: number): MappedTransfer {
  const { amount, asset, time, transaction, direction } = transfer;
  const isWay = (direction.by === "word" && direction.column === column) || (direction.by === "side" && isOf(direction.amount, column));
  return {
    ...transfer,
    amount: isOf(amount, column) ? nothing : amount,
    asset: isOf(asset, column) ? nothing : asset,
    time: isOf(time, column) ? nothing : time,
    transaction: isOf(transaction, column) ? null : transaction,
    direction: isWay ? { by: "order" } : direction,
  };
}
const nothing: MappedSource = { fixed: "" };

/** What two rows with the same are one thing by: kept while it is still said, else what surely names it. */
function withSameBy(thing: MappedThing): MappedThing {
  if (identityProperty(thing.type) !== undefined) return { ...thing, sameBy: "" };
  if (thing.sameBy !== "" && thing.values.some(({ property }) => property === thing.sameBy)) return thing;
  const strong = thing.values.find(({ property }) => propertyEntry(thing.type, property)?.match === "strong");
  return { ...thing, sameBy: strong?.property ?? "" };
}

export function setForm(mapping: Mapping, column: number, form: Partial<ColumnForm>): Mapping {
  return { ...mapping, forms: mapping.forms.map((before, at) => (at === column ? { ...before, ...form } : before)) };
}

export function setThing(mapping: Mapping, place: number, change: (thing: MappedThing) => MappedThing): Mapping {
  return { ...mapping, things: mapping.things.map((thing, at) => (at === place ? change(thing) : thing)) };
}

export function addThing(mapping: Mapping, type: string): Mapping {
  return { ...mapping, things: [...mapping.things, { type, values: [], sameBy: "" }] };
}

/** Lets a thing go, with its links; a transfer that ends at it goes too. */
export function dropThing(mapping: Mapping, place: number): Mapping {
  const moved = (at: number): number => (at > place ? at - 1 : at);
  const { transfer } = mapping;
  const isEnd = transfer !== null && (transfer.from === place || transfer.to === place);
  return {
    ...mapping,
    things: mapping.things.filter((_, at) => at !== place),
    links: mapping.links
      .filter(({ from, to }) => from !== place && to !== place)
      .map((link) => ({ ...link, from: moved(link.from), to: moved(link.to) })),
    transfer: transfer === null || isEnd ? null : { ...transfer, from: moved(transfer.from), to: moved(transfer.to) },
  };
}

/** A text that is the same in every row; null lets it go. */
export function setFixed(mapping: Mapping, place: number, property: string, fixed: string | null): Mapping {
  return setThing(mapping, place, (thing) => {
    const value = { property, source: { fixed: fixed ?? "" } };
    const isThere = thing.values.some((each) => each.property === property);
    const values = thing.values.flatMap((each) => (each.property !== property ? [each] : fixed === null ? [] : [value]));
    return withSameBy({ ...thing, values: isThere ? values : [...values, value] });
  });
}

/** Links that may run between the things of a row, and are not said yet. */
export function possibleLinks({ things, links }: Mapping): readonly { readonly type: string; readonly from: number; readonly to: number }[] {
  return things.flatMap((start, from) =>
    things.flatMap((end, to) =>
      from === to
        ? []
        : linkTypesBetween(start.type, end.type)
            .filter((type) => type !== "flow" && !links.some((link) => link.type === type && link.from === from && link.to === to))
            .map((type) => ({ type, from, to })),
    ),
  );
}

/** Places of the things a transfer may run between. */
export function payersOf({ things }: Mapping): readonly number[] {
  const entry = typeEntry("flow");
  return things.flatMap(({ type }, place) => (entry?.form === "link" && entry.from.includes(type) ? [place] : []));
}

/** Makes each row a transfer between the first two things it may run between. */
export function addTransfer(mapping: Mapping): Mapping {
  const [from, to] = payersOf(mapping);
  if (from === undefined || to === undefined) return mapping;
  const direction: MappedDirection = { by: "order" };
  return { ...mapping, transfer: { from, to, amount: nothing, asset: nothing, time: nothing, transaction: null, direction } };
}

const isSaid = (source: MappedSource): boolean => "column" in source || source.fixed.trim() !== "";

/** What a mapping still lacks before rows can be read by it, by name (`intake:mapping.lacks.<name>`). */
export function lacksOf({ things, links, transfer }: Mapping): readonly string[] {
  const isOfNothing = ({ values }: Valued): boolean => values.some(({ asset }) => asset !== undefined && !isSaid(asset));
  const named = things.filter(({ values }) => values.some(({ source }) => "column" in source));
  return [
    ...(named.length === 0 ? ["things"] : []),
    ...(things.some(({ values }) => !values.some(({ source }) => isSaid(source))) && named.length > 0 ? ["empty-thing"] : []),
    ...([...things, ...links].some(isOfNothing) ? ["value-asset"] : []),
    ...(transfer === null ? [] : (["amount", "asset", "time"] as const).filter((part) => !isSaid(transfer[part]))),
  ];
}

/** The mapping without texts that were not written yet. */
export function soundMapping(mapping: Mapping): Mapping {
  return { ...mapping, things: mapping.things.map((thing) => ({ ...thing, values: thing.values.filter(({ source }) => isSaid(source)) })) };
}
