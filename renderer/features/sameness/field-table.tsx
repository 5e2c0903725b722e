import { type ReactNode, useId } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { AgencyTag, GradeTag, Tag } from "../../ui/tag.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { type ComparedRow, comparedRows } from "./compared.ts";
import "./sameness.css";

interface FieldTableProps {
  readonly label: string;
  readonly things: readonly Entity[];
  /** Which one is kept. */
  readonly keep: EntityId | null;
  readonly onKeep: (id: EntityId) => void;
}

/** Things side by side, property by property; what differs is marked in words and colour. The one to keep is chosen in the head. */
export function FieldTable({ label, things, keep, onKeep }: FieldTableProps): ReactNode {
  const t = useTranslate();
  const group = useId();
  return (
    <section className="sameness-table-box" aria-label={label} tabIndex={0}>
      <table className="sameness-table">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("sameness:table.property")}</span>
            </th>
            {things.map((thing) => (
              <th key={thing.id} scope="col" className={thing.id === keep ? "sameness-kept" : undefined}>
                <label>
                  <input type="radio" name={group} checked={thing.id === keep} onChange={() => onKeep(thing.id)} />
                  <TypeIcon type={thing.type} size={18} />
                  <span className="sameness-name">
                    <EntityName entity={thing} />
                  </span>
                </label>
                <span className="sameness-head-note">
                  {thing.id === keep ? <Tag tone="primary">{t("sameness:table.kept")}</Tag> : <span>{t("sameness:table.keep")}</span>}
                  <span className="mono">{thing.id.slice(0, 6)}</span>
                </span>
              </th>
            ))}
            <th scope="col">{t("sameness:table.after")}</th>
          </tr>
        </thead>
        <tbody>
          {comparedRows(things).map((row) => (
            <Row key={row.property} row={row} things={things} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row, things }: { readonly row: ComparedRow; readonly things: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const key = `ontology:property.${row.property}`;
  const values = new Set(row.cells.flat().map(({ value }) => JSON.stringify(value))).size;
  return (
    <tr className={`sameness-${row.outcome}`}>
      <th scope="row">{hasWords(key) ? t(key) : row.property}</th>
      {things.map((thing, at) => (
        <td key={thing.id}>
          <Values type={thing.type} property={row.property} facts={row.cells[at] ?? []} />
        </td>
      ))}
      <td>
        {row.outcome === "rival" ? (
          <Tag tone="warning">{t("sameness:table.rival", { count: values })}</Tag>
        ) : (
          <span className="sameness-muted">{t(`sameness:table.${row.outcome}`)}</span>
        )}
      </td>
    </tr>
  );
}

interface ValuesProps {
  readonly type: string;
  readonly property: string;
  readonly facts: readonly Fact[];
}

function Values({ type, property, facts }: ValuesProps): ReactNode {
  const t = useTranslate();
  if (facts.length === 0)
    return (
      <span className="sameness-muted">
        <span aria-hidden={true}>–</span>
        <span className="visually-hidden">{t("sameness:table.nothing")}</span>
      </span>
    );
  return (
    <ul className="sameness-values">
      {facts.map((fact) => (
        <li key={fact.claim}>
          <span className="sameness-value">
            <ValueText value={fact.value} type={type} property={property} />
          </span>
          <AgencyTag agency={fact.agency} />
          <GradeTag grade={fact.grade} />
        </li>
      ))}
    </ul>
  );
}
