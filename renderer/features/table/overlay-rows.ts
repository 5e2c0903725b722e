import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import type { Overlay } from "../../state/overlay.ts";

/** Whether a row is no part of the case: never counted, copied or saved. */
export function isGhostRow({ id }: { readonly id: string }, ghosts: Overlay["ghosts"] | null): boolean {
  return ghosts?.has(id as EntityId) === true;
}

/** Rows of a form as the table shows them under an overlay: the case's own, or of them only those that would change; then those the case does not have. */
export function rowsUnder(
  overlay: Overlay | null,
  form: Entity["form"],
  own: readonly Entity[],
  index: Pick<CaseIndex, "entities">,
): readonly Entity[] {
  if (overlay === null) return own;
  const isShown = (id: EntityId): boolean => {
    const state = overlay.rows.get(id)?.state;
    return state !== undefined && !overlay.off.has(state);
  };
  // What was accepted a moment ago is the case's already.
  const ghosts = [...overlay.ghosts.values()].filter((ghost) => ghost.form === form && isShown(ghost.id) && !index.entities.has(ghost.id));
  return [...(overlay.isAlone ? own.filter(({ id }) => isShown(id)) : own), ...ghosts];
}

/** Ends of links that are no part of the case are found among both. */
export function entitiesUnder(overlay: Overlay | null, { entities }: Pick<CaseIndex, "entities">): Pick<ReadonlyMap<EntityId, Entity>, "get"> {
  return overlay === null ? entities : { get: (id) => entities.get(id) ?? overlay.ghosts.get(id) };
}
