import type { EntityId } from "../../../shared/kernel/brand.ts";
import { identityProperty, typeEntry } from "../../../shared/ontology/read.ts";
import { countedAs } from "../../../shared/projections/counted.ts";
import { foldText } from "../../../shared/projections/fold-text.ts";
import type { Entity, Fact, Flow } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

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
export function entityRows(entities: ReadonlyMap<EntityId, Entity>): readonly EntityRow[] {
  const rows: EntityRow[] = [];
  for (const entity of entities.values()) if (entity.form === "node" && countedAs(entity) !== null) rows.push(entityRow(entity));
  return rows;
}

export function linkRows(entities: ReadonlyMap<EntityId, Entity>): readonly LinkRow[] {
  const rows: LinkRow[] = [];
  for (const link of entities.values()) {
    if (countedAs(link) !== "link") continue;
    const { facts, changedAt } = entityRow(link);
    rows.push({ id: link.id, link, facts, changedAt, from: endOf(entities, link, "from"), to: endOf(entities, link, "to") });
  }
  return rows;
}

export function flowRows(entities: ReadonlyMap<EntityId, Entity>, flows: ReadonlyMap<string, Flow>): readonly FlowRow[] {
  return [...flows.values()].map((flow) => ({ id: flow.id, flow, from: entities.get(flow.from) ?? null, to: entities.get(flow.to) ?? null }));
}

/** A test for the filter text: plain, and by the coarse spelling that finds names across alphabets. "" lets everything through. */
export function filterOf(text: string): (...parts: readonly string[]) => boolean {
  const plain = text.trim().toLowerCase();
  if (plain === "") return () => true;
  const folded = foldText(text);
  return (...parts) => parts.some((part) => part.toLowerCase().includes(plain) || (folded !== "" && foldedOf(part).includes(folded)));
}

/** Rows by entity: a patch makes new entities only where something changed. */
const rowByEntity = new WeakMap<Entity, EntityRow>();

function entityRow(entity: Entity): EntityRow {
  const known = rowByEntity.get(entity);
  if (known !== undefined) return known;
  const facts = Object.values(entity.facts).flat();
  const row: EntityRow = {
    id: entity.id,
    entity,
    identifier: identifierOf(entity),
    facts: facts.length,
    changedAt: facts.reduce((newest, fact) => Math.max(newest, fact.saidAt), 0),
  };
  rowByEntity.set(entity, row);
  return row;
}

function identifierOf({ type, facts }: Entity): string {
  const own = identityProperty(type);
  const strong = Object.entries(typeEntry(type)?.properties ?? {}).flatMap(([name, { match }]) => (match === "strong" ? [name] : []));
  for (const property of [...(own === undefined ? [] : [own]), ...strong]) {
    const text = textOf(facts[property]?.[0]);
    if (text !== "") return text;
  }
  return "";
}

function textOf(fact: Fact | undefined): string {
  return fact !== undefined && "text" in fact.value ? fact.value.text : "";
}

function endOf(entities: ReadonlyMap<EntityId, Entity>, link: Entity, end: "from" | "to"): Entity | null {
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
