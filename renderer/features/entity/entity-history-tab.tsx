import { type ReactNode, useEffect, useState } from "react";
import type { AuditEntry, Entity } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useOfficerName } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { factsOf } from "./sources-tab.tsx";

/** The acts behind what is live about an entity, newest first. What was taken back is in the case's audit log. */
export function EntityHistoryTab({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const acts = useActsOf(entity);
  return (
    <div className="entity-groups">
      <ol className="entity-list">
        {acts.map((act) => (
          <Act key={`${act.author}/${act.act}`} entity={entity} act={act} />
        ))}
      </ol>
      <p className="entity-muted">{t("entity:history.note")}</p>
      <Button isSmall icon="history" onClick={() => openDialog({ kind: "history" })}>
        {t("entity:history.open")}
      </Button>
    </div>
  );
}

function Act({ entity, act }: { readonly entity: Entity; readonly act: AuditEntry }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const format = useFormat();
  const officerName = useOfficerName();
  const said = new Set(factsOf(entity).flatMap((fact) => (act.commits.includes(fact.commit) ? [fact.property] : [])));
  return (
    <li className="entity-act">
      <div className="entity-act-head">
        <strong>{t(`history:intent.${act.intent}`)}</strong>
        <AgencyTag agency={act.agency} />
      </div>
      <div className="entity-muted">
        <time dateTime={new Date(act.saidAt).toISOString()} title={format.dateTime(act.saidAt, "utc")}>
          {format.dateTime(act.saidAt)}
        </time>
        {" · "}
        <SafeText text={officerName(act.author)} />
      </div>
      <div>{[...said].map(words.property).join(", ")}</div>
    </li>
  );
}

function useActsOf(entity: Entity): readonly AuditEntry[] {
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  // Asked when another entity is shown or this one changes: the mirror then holds a new row.
  useEffect(() => {
    let isShown = true;
    void askOrTell("audit", null).then((answer) => {
      if (!isShown || answer === null) return;
      const commits = new Set(factsOf(entity).map((fact) => fact.commit));
      setEntries(answer.filter((entry) => entry.commits.some((commit) => commits.has(commit))).toReversed());
    });
    return () => {
      isShown = false;
    };
  }, [entity]);
  return entries;
}
