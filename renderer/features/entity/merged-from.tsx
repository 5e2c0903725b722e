import { type ReactNode, useMemo } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { sameAsType, typeProperty } from "../../../shared/ontology/model.ts";
import { titleOf } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/entities.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useOfficerName } from "./officers-context.ts";
import "./merged-from.css";

/** Of a merged thing: what it was merged from, who said so, when and why; and the way to take a part out again. */
export function MergedFrom({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const ties = useMemo(() => tiesOf(entities, entity), [entities, entity]);
  if (entity.members.length === 0) return null;
  const parts = [entity.id, ...entity.members];
  return (
    <details className="entity-merged">
      <summary>{t("sameness:members.title", { count: parts.length, shown: format.number(parts.length) })}</summary>
      <ul>
        {parts.map((id) => (
          <Part key={id} {...{ entity, id }} ties={id === entity.id ? [] : ties.filter(({ ends }) => ends?.from === id || ends?.to === id)} />
        ))}
      </ul>
    </details>
  );
}

/** The links that say so: their ends are the ids as they were said. O(entities). */
function tiesOf(entities: ReadonlyMap<EntityId, Entity>, { id, members }: Entity): readonly Entity[] {
  if (members.length === 0) return [];
  const parts = new Set([id, ...members]);
  return [...entities.values()].filter(({ type, ends }) => type === sameAsType && ends !== null && parts.has(ends.from) && parts.has(ends.to));
}

interface PartProps {
  readonly entity: Entity;
  readonly id: EntityId;
  readonly ties: readonly Entity[];
}

function Part({ entity, id, ties }: PartProps): ReactNode {
  const t = useTranslate();
  const mayChange = useCaseMirror(isEditable);
  const name = titleOf(entity.type, (property) => textOfValue(entity.facts[property]?.find(({ subject }) => subject === id)?.value));
  const separate = async (): Promise<void> => {
    const done = await askOrTell("unmerge", { member: id });
    if (done !== null) notify("success", "sameness:notice.separated");
  };
  return (
    <li>
      <span className="entity-merged-name">
        {name === "" ? <span className="entity-muted">{t("sameness:members.unnamed")}</span> : <SafeText text={name} />}
        <span className="mono entity-muted" title={id}>
          {id.slice(0, 6)}
        </span>
      </span>
      {id === entity.id && <span className="entity-muted">{t("sameness:members.own")}</span>}
      {ties.map((tie) => (
        <Tie key={tie.id} tie={tie} />
      ))}
      {ties.length > 0 && mayChange && (
        <Button isSmall icon="ungroup-objects" onClick={() => void separate()}>
          {t("sameness:members.separate")}
        </Button>
      )}
    </li>
  );
}

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
