import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useDamage } from "../../state/quarantine.ts";
import { DamageTag } from "../../ui/damage-tag.tsx";

/** That the file of an exhibit was found damaged or lost. */
export function FileDamage({ entity }: { readonly entity: Entity }): ReactNode {
  return <DamageTag damage={useDamage(entity)} />;
}
