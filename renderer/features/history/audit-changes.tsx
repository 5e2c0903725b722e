import { type ReactNode, useState } from "react";
import type { AuditChange, AuditDetail } from "../../../shared/case/ledger-door.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { ChangedFact } from "./changed-fact.tsx";
import { ThingName } from "./thing-name.tsx";

const shownAtFirst = 60;

/** What one act changed, thing by thing: each property before and after, side by side. */
export function AuditChanges({ detail }: { readonly detail: AuditDetail }): ReactNode {
  const t = useTranslate();
  const { number } = useFormat();
  const [shown, setShown] = useState(shownAtFirst);
  const { changes, more, withheld } = detail;
  const left = changes.length - shown;
  return (
    <>
      {changes.length === 0 && <p className="history-muted">{t("audit:details.none")}</p>}
      {changes.length > 0 && <ChangeTable changes={changes.slice(0, shown)} />}
      {left > 0 && (
        <Button isSmall isMinimal onClick={() => setShown(shown + 500)}>
          {t("audit:details.more", { count: left })}
        </Button>
      )}
      {left <= 0 && more > 0 && <p className="history-muted">{t("audit:details.beyond", { count: number(more) })}</p>}
      {withheld > 0 && <p className="history-muted">{t("audit:details.withheld", { count: number(withheld) })}</p>}
    </>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly AuditChange[] }): ReactNode {
  const t = useTranslate();
  return (
    <table className="history-changes" aria-label={t("audit:details.changes")}>
      <thead>
        <tr>
          {(["property", "before", "after"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`audit:details.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {[...Map.groupBy(changes, ({ entity }) => entity)].map(([entity, own]) => (
        <Thing key={entity} changes={own} />
      ))}
    </table>
  );
}

function Thing({ changes }: { readonly changes: readonly AuditChange[] }): ReactNode {
  const [first] = changes;
  if (first === undefined) return null;
  return (
    <tbody>
      <tr className="history-change-thing">
        <th scope="rowgroup" colSpan={3}>
          <ThingName entity={{ id: first.entity, type: first.type, title: first.title }} joined={first.ends} />
        </th>
      </tr>
      {changes.map((change) => (
        <ChangeRow key={change.property} change={change} />
      ))}
    </tbody>
  );
}

function ChangeRow({ change }: { readonly change: AuditChange }): ReactNode {
  const t = useTranslate();
  const { property, before, after } = change;
  const key = `ontology:property.${property}`;
  const isIn = (facts: readonly Fact[], { claim }: Fact): boolean => facts.some((fact) => fact.claim === claim);
  return (
    <tr>
      <th scope="row">{hasWords(key) ? t(key) : property}</th>
      <td>
        <Facts change={change} facts={before} markOf={(fact) => (isIn(after, fact) ? "same" : "gone")} />
      </td>
      <td>
        <Facts change={change} facts={after} markOf={(fact) => (isIn(before, fact) ? "same" : "came")} />
      </td>
    </tr>
  );
}

interface FactsProps {
  readonly change: AuditChange;
  readonly facts: readonly Fact[];
  readonly markOf: (fact: Fact) => "same" | "gone" | "came";
}

function Facts({ change, facts, markOf }: FactsProps): ReactNode {
  const t = useTranslate();
  if (facts.length === 0) return <span className="history-muted">{t("audit:details.nothing")}</span>;
  return (
    <ul>
      {facts.map((fact) => (
        <ChangedFact key={fact.claim} change={change} fact={fact} mark={markOf(fact)} />
      ))}
    </ul>
  );
}
