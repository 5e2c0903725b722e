import { nameUuid } from "../crypto/uuid.ts";
import type { EntityId } from "../kernel/brand.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import { typeEntry } from "../ontology/read.ts";
import type { Entity } from "../projections/model.ts";
import { firstAgencyOf, idsInOrder, isOfficialUse, type Rows } from "./case-rows.ts";
import { ownNamespace } from "./namespaces.ts";
import { ownStixId, stixIdOf } from "./stix-ids.ts";

/** What must be known of all rows before the first object is written. */
export interface StixPlan {
  readonly rows: Rows;
  readonly ids: readonly EntityId[];
  /** The object of each row that has one. */
  readonly idOf: ReadonlyMap<EntityId, string>;
  /** What a note is about: the other ends of its links. */
  readonly about: ReadonlyMap<EntityId, readonly EntityId[]>;
  readonly handlings: readonly Handling[];
  readonly isOfficialUse: boolean;
  /** Whose words there are, sorted. */
  readonly agencies: readonly string[];
  readonly bundleId: string;
}

export function planStix(rows: Rows): StixPlan {
  const ids = idsInOrder(rows);
  const idOf = new Map<EntityId, string>();
  const taken = new Set<string>();
  const about = new Map<EntityId, EntityId[]>();
  const [marks, agencies] = [new Set<Handling>(), new Set<string>()];
  let [official, sum] = [false, ""];
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const object = ownOr(row, stixIdOf(row), taken);
    if (object === null) continue;
    idOf.set(id, object);
    noteEnds(row, about);
    marks.add(row.handling);
    agencies.add(firstAgencyOf(row));
    official ||= isOfficialUse(row);
    sum = nameUuid(ownNamespace, `${sum} ${id} ${claimsOf(row)}`);
  }
  forgetLoose(rows, idOf);
  return {
    rows,
    ids,
    idOf,
    about,
    handlings: handlings.filter((each) => marks.has(each)),
    isOfficialUse: official,
    agencies: [...agencies].sort(),
    bundleId: ownStixId("bundle", sum),
  };
}

/** Two things of a case may be one observable: the second has an id of its own, since an id may stand only once. */
function ownOr(row: Entity, id: string | null, taken: Set<string>): string | null {
  if (id === null) return null;
  const own = taken.has(id) ? ownStixId(id.slice(0, id.indexOf("--")), `${id} ${row.id}`) : id;
  taken.add(own);
  return own;
}

/** A relationship needs two ends that are objects, and not one and the same. */
function forgetLoose(rows: Rows, idOf: Map<EntityId, string>): void {
  for (const id of idOf.keys()) {
    const row = rows.get(id);
    if (row === undefined || !isRelationship(row)) continue;
    const { ends } = row;
    if (ends === null || ends.from === ends.to || !isNode(idOf.get(ends.from)) || !isNode(idOf.get(ends.to))) idOf.delete(id);
  }
}
const isNode = (id: string | undefined): boolean => id !== undefined && !id.startsWith("relationship--");

function noteEnds({ ends }: Entity, about: Map<EntityId, EntityId[]>): void {
  if (ends === null || ends.from === ends.to) return;
  for (const [one, other] of [
    [ends.from, ends.to],
    [ends.to, ends.from],
  ] as const) {
    const known = about.get(one);
    if (known === undefined) about.set(one, [other]);
    else if (!known.includes(other)) known.push(other);
  }
}

function claimsOf(row: Entity): string {
  return Object.values(row.facts)
    .flatMap((facts) => facts.map(({ claim }) => claim))
    .sort()
    .join(" ");
}

/** Whether a row is written as a relationship. */
export function isRelationship(row: Entity): boolean {
  return typeEntry(row.type)?.form === "link";
}
