import type { EntityId } from "../../../shared/kernel/brand.ts";
import { identityProperty, typeEntry } from "../../../shared/ontology/read.ts";
import { foldText } from "../../../shared/projections/fold-text.ts";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import { textsOf } from "../../../shared/projections/packed-row.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

type Found = Pick<ReadonlyMap<EntityId, Entity>, "get">;

/** One line of the table of entities. */
export interface EntityRow {
  readonly id: EntityId;
  readonly entity: Entity;
  /** The value that tells it from all others (address, domain, IIN, IBAN …); "" when none is known. */
  readonly identifier: string;
  readonly facts: number;
  /** When its newest fact was said, ms since 1970. */
  readonly changedAt: number;
}
/** One line of the table of links; an end that is withheld is null. */
export interface LinkRow {
  readonly id: EntityId;
  readonly link: Entity;
  readonly from: Entity | null;
  readonly to: Entity | null;
  /** A possible match of two that are said not to be one. */
  readonly isAnswered: boolean;
  readonly facts: number;
  readonly changedAt: number;
}
/** One line of the table of computed flows. */
export interface FlowRow {
  readonly id: string;
  readonly flow: Flow;
  readonly from: Entity | null;
  readonly to: Entity | null;
}

/** Entities of the types a person works with; the case's own bookkeeping (case, dataset, handover) is not listed. */
export function entityRows(nodes: readonly Entity[]): readonly EntityRow[] {
  return nodes.map(entityRow);
}

export function linkRows({ entities, links, answered }: Pick<CaseIndex, "links" | "answered"> & { readonly entities: Found }): readonly LinkRow[] {
  return links.map((link) => new LazyLinkRow(link, entities, answered.has(link.id)));
}

export function flowRows(entities: ReadonlyMap<EntityId, Entity>, flows: ReadonlyMap<string, Flow>): readonly FlowRow[] {
  return [...flows.values()].map((flow) => ({ id: flow.id, flow, from: entities.get(flow.from) ?? null, to: entities.get(flow.to) ?? null }));
}

/** A test for the filter text: plain, and by the coarse spelling that finds names across alphabets. null = everything is wanted. */
export function filterOf(text: string): ((...parts: readonly string[]) => boolean) | null {
  const plain = text.trim().toLowerCase();
  if (plain === "") return null;
  const folded = foldText(text);
  return (...parts) => parts.some((part) => part.toLowerCase().includes(plain) || (folded !== "" && foldedOf(part).includes(folded)));
}

/** Rows by entity: a patch makes new entities only where something changed. */
const rowByEntity = new WeakMap<Entity, LazyRow>();

function entityRow(entity: Entity): LazyRow {
  const known = rowByEntity.get(entity);
  if (known !== undefined) return known;
  const row = new LazyRow(entity);
  rowByEntity.set(entity, row);
  return row;
}

/** What is in the facts is read once, when the row is drawn, sorted by or searched. */
class LazyRow implements EntityRow {
  readonly entity: Entity;
  #identifier: string | null = null;
  #counted: Pick<EntityRow, "facts" | "changedAt"> | null = null;

  constructor(entity: Entity) {
    this.entity = entity;
  }
  get id(): EntityId {
    return this.entity.id;
  }
  get identifier(): string {
    this.#identifier ??= identifierOf(this.entity);
    return this.#identifier;
  }
  get facts(): number {
    return this.#count().facts;
  }
  get changedAt(): number {
    return this.#count().changedAt;
  }
  #count(): Pick<EntityRow, "facts" | "changedAt"> {
    this.#counted ??= countFacts(this.entity);
    return this.#counted;
  }
}

class LazyLinkRow implements LinkRow {
  readonly link: Entity;
  readonly from: Entity | null;
  readonly to: Entity | null;
  readonly isAnswered: boolean;
  constructor(link: Entity, entities: Found, isAnswered: boolean) {
    this.link = link;
    this.isAnswered = isAnswered;
    this.from = endOf(entities, link, "from");
    this.to = endOf(entities, link, "to");
  }
  get id(): EntityId {
    return this.link.id;
  }
  get facts(): number {
    return entityRow(this.link).facts;
  }
  get changedAt(): number {
    return entityRow(this.link).changedAt;
  }
}

function countFacts(entity: Entity): Pick<EntityRow, "facts" | "changedAt"> {
  let [count, changedAt] = [0, 0];
  for (const facts of Object.values(entity.facts)) {
    count += facts.length;
    for (const { saidAt } of facts) changedAt = Math.max(changedAt, saidAt);
  }
  return { facts: count, changedAt };
}

function identifierOf(entity: Entity): string {
  const properties = identifyingProperties(entity.type);
  const texts = textsOf(entity, properties);
  for (const property of properties) {
    const text = texts.find((each) => each.property === property)?.text ?? "";
    if (text !== "") return text;
  }
  return "";
}

const identifying = new Map<string, ReadonlySet<string>>();
/** The property a type has its identity from, then those that tell strongly. */
function identifyingProperties(type: string): ReadonlySet<string> {
  const known = identifying.get(type);
  if (known !== undefined) return known;
  const own = identityProperty(type);
  const strong = Object.entries(typeEntry(type)?.properties ?? {}).flatMap(([name, { match }]) => (match === "strong" ? [name] : []));
  const properties = new Set([...(own === undefined ? [] : [own]), ...strong]);
  identifying.set(type, properties);
  return properties;
}

function endOf(entities: Found, link: Entity, end: "from" | "to"): Entity | null {
  return link.ends === null ? null : (entities.get(link.ends[end]) ?? null);
}

const foldedByText = new Map<string, string>();
// No case, no text of one: a lock must leave nothing behind.
useCaseMirror.subscribe(({ opened }) => opened === null && foldedByText.clear());

/** Folding costs microseconds, ten thousand rows of it a stutter: what was folded is kept, within reason. */
function foldedOf(text: string): string {
  const known = foldedByText.get(text);
  if (known !== undefined) return known;
  if (foldedByText.size > 200_000) foldedByText.clear();
  const folded = foldText(text);
  foldedByText.set(text, folded);
  return folded;
}
