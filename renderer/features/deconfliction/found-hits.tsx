import type { ReactNode } from "react";
import type { FoundHit, FoundHits, HitsSight } from "../../../shared/case/deconfliction-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, selectEntities } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { AnswerState, RefuseButton } from "./refusing.tsx";
import type { Reading } from "./use-reading.ts";

/** More rows than these nobody reads here: all are selected by the button above them. */
const mostShown = 200;

interface FoundProps {
  readonly sight: HitsSight;
  readonly found: FoundHits;
  readonly reading: Reading;
}

/** What both sides have, and what may be told of it. */
export function FoundHitsStep(props: FoundProps): ReactNode {
  const { sight, found } = props;
  return (
    <div className="deconfliction-scroll">
      {found.hits.length === 0 ? <NoHits {...props} /> : <Hits {...props} />}
      {sight.is === "question" && <AnswerChoice {...props} />}
    </div>
  );
}

function NoHits({ sight }: FoundProps): ReactNode {
  const t = useTranslate();
  const description = t(sight.is === "question" ? "deconfliction:hits.noneQuestion" : "deconfliction:hits.noneAnswer");
  return <EmptyState icon="tick-circle" title={t("deconfliction:hits.none")} description={description} />;
}

function show(entities: readonly EntityId[]): void {
  closeDialog();
  selectEntities([...new Set(entities)]);
}

function Hits({ sight, found }: FoundProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { hits, compared } = found;
  return (
    <>
      <div className="deconfliction-head">
        <h3>
          {t("deconfliction:hits.count", { count: hits.length })} <span>{t("deconfliction:hits.compared", { count: compared })}</span>
        </h3>
        <Button icon="locate" onClick={() => show(hits.flatMap(({ entities }) => entities))}>
          {t("deconfliction:hits.show")}
        </Button>
      </div>
      {sight.is === "answer" && <p className="deconfliction-muted">{t("deconfliction:hits.ownWord")}</p>}
      <HitsTable hits={hits.slice(0, mostShown)} isQuestion={sight.is === "question"} />
      {hits.length > mostShown && <p className="deconfliction-muted">{t("deconfliction:hits.first", { number: format.number(mostShown) })}</p>}
    </>
  );
}

function HitsTable({ hits, isQuestion }: { readonly hits: readonly FoundHit[]; readonly isQuestion: boolean }): ReactNode {
  const t = useTranslate();
  const columns = ["kind", "value", "entities", ...(isQuestion ? ["told"] : [])];
  return (
    <table className="deconfliction-hits">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(`deconfliction:hits.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hits.map(({ kind, value, entities, stays }) => (
          <tr key={`${kind} ${value}`}>
            <td>{t(`deconfliction:one.${kind}`)}</td>
            <td className="mono">
              <SafeText text={value} />
            </td>
            <td>
              <Owners entities={entities} />
            </td>
            {isQuestion && (
              <td>
                <Tag tone={stays === null ? "none" : "warning"}>{t(stays === null ? "deconfliction:hits.goes" : "deconfliction:hits.stays")}</Tag>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The entities that have it, each a way to it. */
function Owners({ entities }: { readonly entities: readonly EntityId[] }): ReactNode {
  const rows = useCaseMirror((mirror) => mirror.entities);
  return entities.map((id) => {
    const entity = rows.get(id);
    return entity === undefined ? null : (
      <Button key={id} isMinimal isSmall onClick={() => show([id])}>
        <EntityName entity={entity} />
      </Button>
    );
  });
}

/** The person may answer, refuse, say it aloud or do nothing. */
function AnswerChoice({ sight, found, reading }: FoundProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="deconfliction-answer">
      <p>{t("deconfliction:hits.answerHelp")}</p>
      {found.untold > 0 && <Callout tone="warning">{t("deconfliction:hits.untold", { count: found.untold })}</Callout>}
      <AnswerState sight={sight} reading={reading} />
      <div className="deconfliction-buttons">
        <Button icon="export" onClick={() => reading.answer(sight.token, "answered")}>
          {t("deconfliction:answer.save")}
        </Button>
        <RefuseButton sight={sight} reading={reading} />
      </div>
    </section>
  );
}
