import type { ReactNode } from "react";
import type { SharedRow } from "../../../shared/case/review-door.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";

/** A link without a name of its own is called by what it joins. */
export function RowName({ row: { entity, type, title, ends } }: { readonly row: Pick<SharedRow, "entity" | "type" | "title" | "ends"> }): ReactNode {
  return (
    <>
      <TypeIcon type={type} />
      <span>
        {ends === null || title !== "" ? (
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
