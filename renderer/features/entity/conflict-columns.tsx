import { useMemo } from "react";
import type { RulingState } from "../../state/rivalry.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { AgencyTag, GradeTag, Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import type { ConflictRow } from "./conflict-rows.ts";
import { useWords } from "./property-words.ts";
import { conflictText } from "./rivals-mark.tsx";

const tones: Readonly<Record<RulingState, Tone>> = { unruled: "warning", ours: "success", lapsed: "danger", partner: "info" };

/** What the list of contradictions shows of each. */
export function useConflictColumns(): readonly GridColumn<ConflictRow>[] {
  const t = useTranslate();
  const format = useFormat();
  const words = useWords();
  const typeName = useTypeName();
  const nameOf = useEntityNameText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words and names are new functions at every drawing, with the same words as t
  return useMemo(() => [...aboutColumns(t, words.property, typeName, nameOf), ...valueColumns(t, format), ...standingColumns(t)], [t]);
}

type Words = ReturnType<typeof useTranslate>;

function aboutColumns(
  t: Words,
  propertyName: (property: string) => string,
  typeName: (type: string) => string,
  nameOf: ReturnType<typeof useEntityNameText>,
): readonly GridColumn<ConflictRow>[] {
  return [
    {
      id: "entity",
      title: t("rivals:column.entity"),
      width: 176,
      isWide: true,
      render: ({ entity }) => (
        <>
          <TypeIcon type={entity.type} />
          <EntityName entity={entity} />
        </>
      ),
      sortValue: ({ entity }) => nameOf(entity),
    },
    {
      id: "type",
      title: t("rivals:column.type"),
      width: 96,
      render: ({ entity }) => <span>{typeName(entity.type)}</span>,
      sortValue: ({ entity }) => typeName(entity.type),
    },
    {
      id: "property",
      title: t("rivals:column.property"),
      width: 104,
      render: ({ property }) => <span>{propertyName(property)}</span>,
      sortValue: ({ property }) => propertyName(property),
    },
  ];
}

function valueColumns(t: Words, format: Format): readonly GridColumn<ConflictRow>[] {
  return [
    {
      id: "relied",
      title: t("rivals:column.relied"),
      width: 132,
      isWide: true,
      render: ({ relied, rivalry }) => (
        <>
          <strong title={relied}>{relied}</strong>
          <GradeTag grade={rivalry.relied.grade} />
        </>
      ),
      sortValue: ({ relied }) => relied,
    },
    {
      id: "others",
      title: t("rivals:column.others"),
      width: 120,
      isWide: true,
      render: ({ others }) => <span title={others.join("\n")}>{others.join(" · ")}</span>,
      sortValue: ({ others }) => others.join(" "),
    },
    {
      id: "sources",
      title: t("rivals:column.sources"),
      width: 174,
      align: "right",
      render: ({ rivalry }) => <span title={conflictText(t, rivalry.conflict)}>{format.number(rivalry.conflict.sources)}</span>,
      sortValue: ({ rivalry }) => rivalry.conflict.sources,
    },
  ];
}

function standingColumns(t: Words): readonly GridColumn<ConflictRow>[] {
  return [
    {
      id: "because",
      title: t("rivals:column.because"),
      width: 124,
      render: ({ rivalry }) => <span>{t(`rivals:reason.${rivalry.conflict.because}`)}</span>,
      sortValue: ({ rivalry }) => t(`rivals:reason.${rivalry.conflict.because}`),
    },
    {
      id: "state",
      title: t("rivals:column.state"),
      width: 124,
      render: ({ rivalry }) => <Tag tone={tones[rivalry.state]}>{t(`rivals:state.${rivalry.state}`)}</Tag>,
      sortValue: ({ rivalry }) => t(`rivals:state.${rivalry.state}`),
    },
    {
      id: "agencies",
      title: t("rivals:column.agencies"),
      width: 84,
      render: ({ rivalry }) => rivalry.agencies.map((agency) => <AgencyTag key={agency} agency={agency} />),
      sortValue: ({ rivalry }) => rivalry.agencies.join(" "),
    },
  ];
}
