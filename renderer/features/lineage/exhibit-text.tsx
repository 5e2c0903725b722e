import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { useTypeName } from "../../ui/type-icon.tsx";
import { exhibitName } from "./lineage-rows.ts";

/** An exhibit by its name. */
export function ExhibitText({ exhibit }: { readonly exhibit: Entity }): ReactNode {
  const typeName = useTypeName();
  const name = exhibitName(exhibit);
  return name === "" ? `${typeName(exhibit.type)} ${exhibit.id.slice(0, 6)}` : <SafeText text={name} />;
}

/** The same as plain text, for lists to choose from. */
export function useExhibitName(): (exhibit: Entity) => string {
  const typeName = useTypeName();
  return (exhibit) => safeText(exhibitName(exhibit)) || `${typeName(exhibit.type)} ${exhibit.id.slice(0, 6)}`;
}
