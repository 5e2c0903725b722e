import type { Fact } from "../../../shared/projections/model.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { exhibitNameOf } from "../../state/exhibit-of.ts";
import { useOfficerName } from "./officers-context.ts";

/** Where a fact comes from, as one line of text: the file and the place in it, or the officer who said it. */
export function useSourceWords(): (fact: Fact) => string {
  const t = useTranslate();
  const officerName = useOfficerName();
  return (fact) => (fact.source === null ? safeText(officerName(fact.author)) : placeText(t, fact.source));
}

function placeText(t: Translate, { file, place }: NonNullable<Fact["source"]>): string {
  const exhibit = entityIdFor("exhibit", file);
  const name = exhibitNameOf(exhibit === null ? undefined : useCaseMirror.getState().entities.get(exhibit));
  const { page, row, column, time = "" } = place;
  const parts = [
    name === "" ? t("entity:source.unnamed", { hash: file.slice(0, 8) }) : safeText(name),
    page > 0 ? t("rivals:place.page", { page }) : "",
    row > 0 ? t("entity:source.row", { row }) : "",
    safeText(column),
    time,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
