import type { EntityId } from "../kernel/brand.ts";
import { entityIdFor } from "../ontology/identity.ts";
import type { Entity } from "../projections/model.ts";
import { type Rows, textOf } from "./case-rows.ts";
import { ucoIdOf } from "./uco-nodes.ts";
import { kbId, nodeOf, ref, type UcoNode } from "./uco-terms.ts";

interface Happened {
  readonly at: string;
  readonly id: EntityId;
}

/** What was done with each exhibit, in order, and whom and where that names: each is one node, however often it is named. */
export class CustodyPlan {
  readonly #events = new Map<string, Happened[]>();
  readonly #named = new Set<string>();
  #before: ReadonlyMap<EntityId, EntityId> | null = null;

  add(row: Entity): void {
    const file = textOf(row, "fileHash");
    const event = { at: textOf(row, "happenedAt"), id: row.id };
    const known = this.#events.get(file);
    if (known === undefined) this.#events.set(file, [event]);
    else known.push(event);
  }

  /** The event of the same exhibit before this one; of one time by id, since order is all that is wanted. */
  before(id: EntityId): EntityId | undefined {
    this.#before ??= new Map([...this.#events.values()].flatMap((events) => inOrder(events).flatMap(pairUp)));
    return this.#before.get(id);
  }

  /** The id of somebody or some place by name, and its node when it is named for the first time. */
  name(kind: "identity" | "location", name: string): { readonly id: string; readonly nodes: readonly UcoNode[] } {
    const id = kbId(kind, `${kind} ${name}`);
    if (this.#named.has(id)) return { id, nodes: [] };
    this.#named.add(id);
    const type = kind === "identity" ? "uco-identity:Identity" : "uco-location:Location";
    return { id, nodes: [{ "@id": id, "@type": type, "uco-core:name": name }] };
  }
}

function inOrder(events: readonly Happened[]): readonly Happened[] {
  return [...events].sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1));
}
function pairUp({ id }: Happened, at: number, events: readonly Happened[]): readonly (readonly [EntityId, EntityId])[] {
  const before = events[at - 1];
  return before === undefined ? [] : [[id, before.id]];
}

/** The id of the record that an exhibit is known by. */
export function recordIdOf(exhibit: Entity): string {
  return kbId("provenance-record", `record of ${exhibit.id}`);
}

/** What was done with an exhibit: an act upon it, after the one before; its result is the exhibit's record. */
export function custodyNodes(row: Entity, object: UcoNode, plan: CustodyPlan, rows: Rows): readonly UcoNode[] {
  const exhibit = rows.get(entityIdFor("exhibit", textOf(row, "fileHash")) ?? row.id);
  const before = rows.get(plan.before(row.id) ?? row.id);
  const named = (kind: "identity" | "location", property: string): ReturnType<CustodyPlan["name"]> | null =>
    textOf(row, property) === "" ? null : plan.name(kind, textOf(row, property));
  const [performer, place] = [named("identity", "performedBy"), named("location", "custodyPlace")];
  const others = ["handedFrom", "handedTo"].flatMap((property) => named("identity", property) ?? []);
  const act = nodeOf({
    ...object,
    "uco-action:object": exhibit === undefined || exhibit.type !== "exhibit" ? [] : [ref(ucoIdOf(exhibit))],
    "uco-action:result": exhibit === undefined || exhibit.type !== "exhibit" ? [] : [ref(recordIdOf(exhibit))],
    "uco-action:performer": performer === null ? undefined : ref(performer.id),
    "uco-action:participant": [...new Set(others.map(({ id }) => id))].map(ref),
    "uco-action:location": place === null ? [] : [ref(place.id)],
    "case-investigation:wasInformedBy": before === undefined || before.id === row.id ? [] : [ref(ucoIdOf(before))],
  });
  return [act, ...[performer, place, ...others].flatMap((each) => each?.nodes ?? [])];
}
