import type { ReactNode } from "react";
import { titleOf } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror, useEntity } from "../../state/case-mirror.ts";
import { EntityName, type Named } from "../../ui/entity-name.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import type { EntityId } from "../../../shared/kernel/brand.ts";

interface ThingNameProps {
  readonly entity: Named & { readonly id: EntityId };
  /** What a link joined that the window knows no more. */
  readonly joined?: Entity["ends"];
}

/** What a thing of an act is called: as the window shows it now, else as the log knows it. A link names its ends. */
export function ThingName({ entity, joined = null }: ThingNameProps): ReactNode {
  const typeName = useTypeName();
  const now = useEntity(entity.id);
  const shown = now ?? entity;
  const ends = now?.ends ?? joined;
  return (
    <span className="history-thing">
      <TypeIcon type={shown.type} size={14} />
      {ends === null || shown.title !== "" ? (
        <EntityName entity={shown} />
      ) : (
        <>
          {typeName(shown.type)}: <EndName id={ends.from} /> <Icon name="arrow-right" size={12} /> <EndName id={ends.to} />
        </>
      )}
    </span>
  );
}

function EndName({ id }: { readonly id: EntityId }): ReactNode {
  return <EntityName entity={useNamed()(id)} />;
}

/** What the log calls an id: what is merged into another goes by what was said of itself, and is not taken for something withheld. */
export function useNamed(): (id: EntityId) => Named {
  const index = useCaseMirror((mirror) => mirror.index);
  return (id) => index.entities.get(id) ?? partNamed(index.wholeOf(id), id) ?? { id, type: "unknown", title: "" };
}

function partNamed(whole: Entity | undefined, id: EntityId): Named | undefined {
  if (whole === undefined) return undefined;
  const ownText = (property: string): string => textOfValue(whole.facts[property]?.find(({ subject }) => subject === id)?.value);
  return { id, type: whole.type, title: titleOf(whole.type, ownText) };
}
