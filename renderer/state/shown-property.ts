import { create } from "zustand";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { selectEntities } from "./desk.ts";

interface ShownProperty {
  /** The property the inspector is asked to bring into view; null = nothing is asked. */
  readonly asked: { readonly entity: EntityId; readonly property: string } | null;
}

export const useShownProperty = create<ShownProperty>(() => ({ asked: null }));

/** Selects an entity and asks the inspector for one property of it. */
export function showProperty(entity: EntityId, property: string): void {
  useShownProperty.setState({ asked: { entity, property } });
  selectEntities([entity]);
}

/** The inspector has brought it into view. */
export function shownPropertySettled(): void {
  useShownProperty.setState({ asked: null });
}
