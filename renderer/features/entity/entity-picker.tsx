import type { ReactNode } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { useFindEntities } from "../../state/found-entities.ts";
import { Picker } from "../../ui/picker.tsx";

interface EntityPickerProps {
  readonly label: string;
  readonly value: EntityId | null;
  readonly onChange: (id: EntityId | null) => void;
  readonly autoFocus?: boolean;
  /** Only things of these types; absent = every node. */
  readonly types?: readonly string[];
}

/** Finds one node of the case by any of its names and identifiers, in Kazakh, Russian or Latin spelling. */
export function EntityPicker({ label, value, onChange, autoFocus = false, types }: EntityPickerProps): ReactNode {
  const picked = useEntity(value);
  const find = useFindEntities(types);
  return <Picker {...{ label, picked, find, autoFocus }} onPick={(entity) => onChange(entity?.id ?? null)} />;
}
