import { type ReactNode, useMemo } from "react";
import { type StolenStatement, stolenStates } from "../../../shared/case/stolen-door.ts";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { typeProperty } from "../../../shared/ontology/model.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { propertyWord } from "./exchange-words.ts";

const tones = { open: "danger", asked: "danger", kept: "warning", contested: "none" } as const;

/** The words of the window, and things by name. */
interface Wording {
  readonly t: Translate;
  readonly format: Format;
  nameOf(thing: Pick<StolenStatement, "entity" | "title">): string;
}

/** Statements that rest on a stolen key, as rows: of what, what, when it says it was said, and what was ruled. */
export function useStolenColumns(): readonly GridColumn<StolenStatement>[] {
  const t = useTranslate();
  const format = useFormat();
  const nameText = useEntityNameText();
  const entities = useCaseMirror((mirror) => mirror.entities);
  return useMemo(() => {
    const nameOf: Wording["nameOf"] = ({ entity, title }) => {
      const row = entity === null ? undefined : entities.get(entity);
      if (row === undefined) return safeText(title);
      const nameOfEnd = (id: EntityId): string => {
        const end = entities.get(id);
        return end === undefined ? `${id.slice(0, 8)}…` : nameText(end);
      };
      // A link without a name of its own is called by what it joins.
      return row.ends !== null && row.title === "" ? `${nameOfEnd(row.ends.from)} → ${nameOfEnd(row.ends.to)}` : nameText(row);
    };
    return [...aboutColumns({ t, format, nameOf }), ...rulingColumns({ t, format, nameOf })];
  }, [t, format, nameText, entities]);
}

function aboutColumns({ t, nameOf }: Wording): readonly GridColumn<StolenStatement>[] {
  return [
    {
      id: "thing",
      title: t("stolen:column.thing"),
      width: 190,
      isWide: true,
      render: (row) => (
        <>
          <TypeIcon type={row.type} />
          <span>{nameOf(row)}</span>
        </>
      ),
      sortValue: nameOf,
    },
    {
      id: "property",
      title: t("stolen:column.property"),
      width: 150,
      render: ({ property, isWithdrawal }) => (
        <>
          {isWithdrawal && <Tag tone="danger">{t("stolen:withdraws")}</Tag>}
          <span>{propertyWord(property)}</span>
        </>
      ),
      sortValue: ({ property }) => propertyWord(property),
    },
    {
      id: "value",
      title: t("stolen:column.value"),
      width: 190,
      isWide: true,
      render: ({ value, type, property }) =>
        property === typeProperty && value.kind === "text" ? (
          <TypeWord type={value.text} />
        ) : (
          <ValueText {...{ value, type, property }} nameOf={(id) => nameOf({ entity: parseEntityId(id), title: `${id.slice(0, 8)}…` })} />
        ),
    },
  ];
}

function TypeWord({ type }: { readonly type: string }): ReactNode {
  return useTypeName()(type);
}

function rulingColumns({ t, format }: Wording): readonly GridColumn<StolenStatement>[] {
  return [
    {
      id: "said",
      title: t("stolen:column.said"),
      width: 136,
      render: ({ saidAt }) => <span className="tabular">{format.date(saidAt)}</span>,
      sortValue: ({ saidAt }) => saidAt,
    },
    {
      id: "state",
      title: t("stolen:column.state"),
      width: 210,
      render: ({ state, again }) => (
        <>
          <Tag tone={tones[state]}>{t(`stolen:state.${state}`)}</Tag>
          {again !== null && (
            <Tag
              tone="success"
              title={t("stolen:again.by", { officer: safeText(again.officer), agency: agencyText(again.agency), key: again.by.slice(0, 8) })}
            >
              {t("stolen:again.tag")}
            </Tag>
          )}
        </>
      ),
      sortValue: ({ state }) => stolenStates.indexOf(state),
    },
  ];
}
