import { create } from "zustand";
import type { Quarantined } from "../../shared/case/exhibits-door.ts";
import type { Entity } from "../../shared/projections/model.ts";

/** Files that were found damaged or lost, by SHA-256, as the core last told. */
interface QuarantineState {
  readonly files: ReadonlyMap<string, Quarantined["state"]>;
}

export const useQuarantine = create<QuarantineState>(() => ({ files: new Map() }));

/** Takes over what the core tells; nothing is left of it when the vault is locked. */
export function hearQuarantine(exhibits: readonly Quarantined[]): void {
  useQuarantine.setState({ files: new Map(exhibits.map(({ sha256, state }) => [sha256, state])) });
}

/** Whether the file of an exhibit is in quarantine, and why; null = no. */
export function damageOf(entity: Entity, { files }: QuarantineState): Quarantined["state"] | null {
  if (entity.type !== "exhibit" || files.size === 0) return null;
  const value = entity.facts["fileHash"]?.[0]?.value;
  return value !== undefined && "text" in value ? (files.get(value.text) ?? null) : null;
}

/** `damageOf` for a component: it is drawn anew when that changes. */
export function useDamage(entity: Entity): Quarantined["state"] | null {
  return useQuarantine((state) => damageOf(entity, state));
}
