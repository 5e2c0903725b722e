import type { ReactNode } from "react";
import { typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useOfficerName } from "./officers-context.ts";

/** Who said a tie, when and why. */
export function Tie({ tie }: { readonly tie: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const said: Fact | undefined = tie.facts[typeProperty]?.[0];
  if (said === undefined) return null;
  const why = Object.values(tie.facts)
    .flat()
    .map(({ note }) => note)
    .find((note) => note !== "");
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
    </span>
  );
}
