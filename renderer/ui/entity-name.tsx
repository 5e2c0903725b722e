import { type ReactNode, useCallback } from "react";
import { typeEntry } from "../../shared/ontology/read.ts";
import { HashText, shortened } from "./hash-text.tsx";
import { SafeText, safeText } from "./safe-text.tsx";
import { useTypeName } from "./type-icon.tsx";
import "./text.css";

/** What of an entity its name needs. */
export interface Named {
  readonly id: string;
  readonly type: string;
  readonly title: string;
}

/** The name of an entity: its title; addresses lose their middle; nothing that names it = its type and short id. */
export function EntityName({ entity }: { readonly entity: Named }): ReactNode {
  const typeName = useTypeName();
  if (entity.title === "")
    return (
      <span className="ui-name-untitled">
        {typeName(entity.type)} <span className="mono">{entity.id.slice(0, 6)}</span>
      </span>
    );
  return isAddress(entity) ? <HashText text={entity.title} kind="address" /> : <SafeText text={entity.title} />;
}

/** The same name as plain text, for titles, announcements and sorting. Another function only in another language. */
export function useEntityNameText(): (entity: Named) => string {
  const typeName = useTypeName();
  return useCallback(
    (entity) => {
      if (entity.title === "") return `${typeName(entity.type)} ${entity.id.slice(0, 6)}`;
      return isAddress(entity) ? shortened(safeText(entity.title), 7) : safeText(entity.title);
    },
    [typeName],
  );
}

/** A wallet named by nothing but its address: one long word. */
function isAddress({ type, title }: Named): boolean {
  return typeEntry(type)?.icon === "wallet" && title.length > 20 && !/\s/.test(title);
}
