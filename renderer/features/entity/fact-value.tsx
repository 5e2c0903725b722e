import type { ReactNode } from "react";
import { parseEntityId } from "../../../shared/kernel/brand.ts";
import { typeProperty } from "../../../shared/ontology/model.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { type ValueWords, useValueWords } from "../../ui/value-words.ts";

/** The value of a fact as a person reads it; ends of links by their names, types in words. */
export function FactValueText({ fact, type }: { readonly fact: Fact; readonly type: string }): ReactNode {
  const typeName = useTypeName();
  const nameOf = useNameOf();
  if (fact.property === typeProperty && fact.value.kind === "text") return <span>{typeName(fact.value.text)}</span>;
  return <ValueText value={fact.value} type={type} property={fact.property} nameOf={nameOf} />;
}

/** The same as one line of plain text. */
export function useFactWords(): (fact: Fact, type: string) => string {
  const words: ValueWords = useValueWords();
  const nameOf = useNameOf();
  return ({ value, property }, type) => (value.kind === "entity" ? nameOf(value.entity) : words(value, type, property));
}

function useNameOf(): (entity: string) => string {
  const nameText = useEntityNameText();
  return (text) => {
    const id = parseEntityId(text);
    const entity = id === null ? undefined : useCaseMirror.getState().entities.get(id);
    return entity === undefined ? text.slice(0, 12) : nameText(entity);
  };
}
