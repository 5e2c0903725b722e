import type { ReactNode } from "react";
import { speaksAgainstProperty, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useFormat } from "../../ui/format.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useOfficerName } from "./officers-context.ts";

/** Who said a tie, when and why, and why others contest it. */
export function Tie({ tie }: { readonly tie: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const said: Fact | undefined = tie.facts[typeProperty]?.[0];
  if (said === undefined) return null;
  const why = Object.values(tie.facts)
    .flat()
    .find(({ property, note }) => note !== "" && property !== speaksAgainstProperty)?.note;
  const objections = (tie.facts[speaksAgainstProperty] ?? []).filter(({ agency, note }) => note !== "" && said.disputedBy.includes(agency));
  return (
    <span className="entity-merged-tie">
      <AgencyTag agency={said.agency} />
      <SafeText text={officerName(said.author)} />
      <span className="tabular">{format.dateTime(said.saidAt)}</span>
      {why !== undefined && (
        <span className="entity-merged-why">
          {t("sameness:why")}: <SafeText text={why} />
        </span>
      )}
      {objections.map(({ claim, agency, note }) => (
        <span key={claim} className="entity-merged-why">
          {t("entity:value.disputedBy", { agencies: agencyText(agency) })}: <SafeText text={note} />
        </span>
      ))}
    </span>
  );
}
