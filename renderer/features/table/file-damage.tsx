import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useIsDestroyed } from "../../state/custody.ts";
import { useDamage } from "../../state/quarantine.ts";
import { DamageTag } from "../../ui/damage-tag.tsx";
import { DestroyedTag } from "../../ui/destroyed-tag.tsx";

/** That the file of an exhibit was found damaged or lost, and that the exhibit is recorded as destroyed. */
export function FileDamage({ entity }: { readonly entity: Entity }): ReactNode {
  return (
    <>
      <DestroyedTag isSign isDestroyed={useIsDestroyed(entity)} />
      <DamageTag damage={useDamage(entity)} />
    </>
  );
}
