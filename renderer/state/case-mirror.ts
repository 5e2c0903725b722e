import { create } from "zustand";
import type { History, CaseNews, OpenedCase } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity, Flow } from "../../shared/projections/model.ts";

/** The window's read-only copy of the open case. Written only by the bridge, from patches of the case worker. */
export interface CaseMirror {
  readonly opened: OpenedCase | null;
  /** A new map with each patch, so that a selector of it draws anew. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly history: History;
  readonly version: number;
  /** The last patch, for sinks that apply differences (the chart). */
  readonly lastPatch: (CaseNews & { readonly kind: "patch" }) | null;
}

export const noHistory: History = { commits: 0, claims: 0, undo: null, redo: null, lastSavedAt: null, forks: 0, gaps: 0 };
const emptyMirror: CaseMirror = { opened: null, entities: new Map(), flows: new Map(), history: noHistory, version: 0, lastPatch: null };

export const useCaseMirror = create<CaseMirror>(() => emptyMirror);

/** One entity by id; re-renders only when the case changes. */
export function useEntity(id: EntityId | null): Entity | undefined {
  return useCaseMirror((mirror) => (id === null ? undefined : mirror.entities.get(id)));
}

/** Applies one patch to copies of the maps, O(rows of the case); `isWhole` first forgets what was there. For the bridge only. */
export function applyPatch(patch: CaseNews & { readonly kind: "patch" }): void {
  useCaseMirror.setState((mirror) => {
    const entities = patch.isWhole ? new Map<EntityId, Entity>() : new Map(mirror.entities);
    const flows = patch.isWhole ? new Map<string, Flow>() : new Map(mirror.flows);
    for (const id of patch.entities.drop) entities.delete(id);
    for (const [id, row] of patch.entities.put) entities.set(id, row);
    for (const id of patch.flows.drop) flows.delete(id);
    for (const [id, row] of patch.flows.put) flows.set(id, row);
    return { entities, flows, history: patch.history, version: mirror.version + 1, lastPatch: patch };
  });
}

export function setOpenedCase(opened: OpenedCase): void {
  useCaseMirror.setState({ opened });
}

/** Forgets everything: on closing a case and on locking. */
export function forgetCase(): void {
  useCaseMirror.setState({ ...emptyMirror });
}
