import type { ReactNode } from "react";
import type { CustodyAct, SharedRow } from "../../../shared/case/review-door.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { useCustodyName } from "./custody-name.ts";

interface RowNameProps {
  readonly row: Pick<SharedRow, "entity" | "type" | "title" | "ends"> & { readonly custody?: CustodyAct | null };
}

/** A link without a name of its own is called by what it joins. */
export function RowName({ row: { entity, type, title, ends, custody = null } }: RowNameProps): ReactNode {
  const act = useCustodyName();
  return (
    <>
      <TypeIcon type={type} />
      <span>
        {custody !== null ? (
          <SafeText text={act(custody, title)} />
        ) : ends === null || title !== "" ? (
          <EntityName entity={{ id: entity, type, title }} />
        ) : (
          <>
            <EntityName entity={ends.from} /> → <EntityName entity={ends.to} />
          </>
        )}
      </span>
    </>
  );
}
