import { type EntityId, parseEntityId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { bareEntity } from "./fold.ts";

/** The id of a small number. */
export function entityIdOf(number: number): EntityId {
  const id = parseEntityId(number.toString(16).padStart(32, "0"));
  invariant(id !== null, "32 hex digits make an id");
  return id;
}

/** A row of a case of which nothing is said but its type, and what a test says of it. */
export function plainEntity(number: number, type: string, more: Partial<Entity> = {}): Entity {
  return {
    ...bareEntity,
    id: entityIdOf(number),
    type,
    form: "node",
    title: "",
    facts: {},
    ends: null,
    agencies: ["afm"],
    handling: "amber",
    isDisputed: false,
    ...more,
  };
}
