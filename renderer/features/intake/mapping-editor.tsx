import { type ReactNode, useState } from "react";
import type { Mapping } from "../../../shared/intake/mapping/model.ts";
import type { SheetPreview } from "../../../shared/intake/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { lacksOf, soundMapping } from "./edit-mapping.ts";
import { MappingColumns } from "./mapping-columns.tsx";
import { MappingLinks, MappingThings } from "./mapping-things.tsx";
import { MappingTransfer } from "./mapping-transfer.tsx";
import type { Looking } from "./previewed.ts";

const isOf = (mapping: Mapping, other: Mapping): boolean => JSON.stringify(mapping.headers) === JSON.stringify(other.headers);

/** What a person said of the columns of a table; null when nothing. */
export function mappingOf(sheet: SheetPreview, seen: Looking): Mapping | null {
  return seen.choices.mappings?.find((mapping) => isOf(mapping, sheet.suggested)) ?? null;
}

/** Reads a table by a mapping, or, with null, as its layout says. */
export function chooseMapping(sheet: SheetPreview, seen: Looking, mapping: Mapping | null): void {
  const others = (seen.choices.mappings ?? []).filter((each) => !isOf(each, sheet.suggested));
  seen.choose({ mappings: mapping === null ? others : [...others, mapping] });
}

/** Explains the columns of a table. What is whole is read at once, so that the preview is never behind; what lacks something waits and says what. */
export function MappingEditor({ sheet, seen }: { readonly sheet: SheetPreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const said = mappingOf(sheet, seen);
  const [draft, setDraft] = useState<Mapping>(said ?? sheet.suggested);
  const lacks = lacksOf(draft);
  const change = (mapping: Mapping): void => {
    setDraft(mapping);
    if (lacksOf(mapping).length === 0) chooseMapping(sheet, seen, soundMapping(mapping));
  };
  const isOpen = lacks.length === 0 && said !== null && sheet.openColumns.length > 0;
  return (
    <div className="intake-editor">
      {lacks.length > 0 && <Callout tone="warning">{lacks.map((name) => t(`intake:mapping.lacks.${name}`)).join(" ")}</Callout>}
      {isOpen && <Callout tone="warning">{t("intake:mapping.open")}</Callout>}
      {lacks.length === 0 && said === null && (
        <Callout tone="info">
          <p>{t("intake:mapping.suggested")}</p>
          <Button icon="tick" onClick={() => change(draft)}>
            {t("intake:mapping.accept")}
          </Button>
        </Callout>
      )}
      <MappingThings sheet={sheet} mapping={draft} onChange={change} />
      <MappingColumns sheet={sheet} mapping={draft} onChange={change} />
      <MappingLinks sheet={sheet} mapping={draft} onChange={change} />
      <MappingTransfer sheet={sheet} mapping={draft} onChange={change} />
    </div>
  );
}
