import { type ReactNode, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { titleOf } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Tie } from "./merged-tie.tsx";

interface PartProps {
  readonly entity: Entity;
  readonly id: EntityId;
  readonly ties: readonly Entity[];
}

/** One of the things a merged one was made of, who tied it, and the way to take it out again. */
export function MergedPart({ entity, id, ties }: PartProps): ReactNode {
  const t = useTranslate();
  const mayChange = useCaseMirror(isEditable);
  return (
    <li>
      <PartName entity={entity} id={id} />
      {id === entity.id && <span className="entity-muted">{t("sameness:members.own")}</span>}
      {ties.map((tie) => (
        <Tie key={tie.id} tie={tie} />
      ))}
      {ties.length > 0 && mayChange && <Separate entity={entity} id={id} />}
    </li>
  );
}

/** The name that was said of a part itself, and the beginning of its id. */
export function PartName({ entity, id }: Pick<PartProps, "entity" | "id">): ReactNode {
  const t = useTranslate();
  const name = titleOf(entity.type, (property) => textOfValue(entity.facts[property]?.find(({ subject }) => subject === id)?.value));
  return (
    <span className="entity-merged-name">
      {name === "" ? <span className="entity-muted">{t("sameness:members.unnamed")}</span> : <SafeText text={name} />}
      <span className="mono entity-muted" title={id}>
        {id.slice(0, 6)}
      </span>
    </span>
  );
}

/** Separates at once where one comes out alone; where a chain of merges parts into more, says which before. */
function Separate({ entity, id }: Pick<PartProps, "entity" | "id">): ReactNode {
  const t = useTranslate();
  const [groups, setGroups] = useState<readonly (readonly EntityId[])[] | null>(null);
  const separate = async (): Promise<void> => {
    const done = await askOrTell("unmerge", { member: id });
    if (done !== null) notify("success", "sameness:notice.separated");
  };
  const ask = async (): Promise<void> => {
    const found = await askOrTell("wouldSeparate", { member: id });
    if (found === null) return;
    if (found.length > 2) setGroups(found);
    else await separate();
  };
  if (groups !== null) return <ComeApart {...{ entity, groups }} onSeparate={() => void separate()} onCancel={() => setGroups(null)} />;
  return (
    <Button isSmall icon="ungroup-objects" onClick={() => void ask()}>
      {t("sameness:members.separate")}
    </Button>
  );
}

interface ComeApartProps {
  readonly entity: Entity;
  readonly groups: readonly (readonly EntityId[])[];
  readonly onSeparate: () => void;
  readonly onCancel: () => void;
}

/** Which things there will be, each with what stays merged into it. */
function ComeApart({ entity, groups, onSeparate, onCancel }: ComeApartProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-merged-apart" role="group" aria-label={t("sameness:members.separate")}>
      <span role="status">{t("sameness:members.apart", { count: groups.length })}</span>
      <ol>
        {groups.map((ids) => (
          <li key={ids.join()}>
            {ids.map((id) => (
              <PartName key={id} {...{ entity, id }} />
            ))}
          </li>
        ))}
      </ol>
      <span className="entity-merged-answers">
        <Button isSmall onClick={onCancel}>
          {t("common:cancel")}
        </Button>
        <Button isSmall autoFocus icon="ungroup-objects" onClick={onSeparate}>
          {t("sameness:members.separateAll")}
        </Button>
      </span>
    </div>
  );
}
