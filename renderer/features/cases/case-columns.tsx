import type { CaseSize } from "../../../shared/case/case-list-door.ts";
import type { CaseEntry } from "../../../shared/case/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { foldText } from "../../../shared/projections/fold-text.ts";
import type { Format } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, Tag } from "../../ui/tag.tsx";
import type { Translate } from "../../ui/translate.ts";

/** A case and what it takes on the disk; null = not measured yet, or its exhibits were not counted yet. */
export interface CaseRow extends CaseEntry {
  readonly bytes: number | null;
}

export function rowsOf(cases: readonly CaseEntry[], sizes: ReadonlyMap<CaseId, CaseSize>): readonly CaseRow[] {
  return cases.map((entry) => {
    const size = sizes.get(entry.caseId);
    return { ...entry, bytes: size === undefined || size.exhibitBytes === null ? null : size.ledgerBytes + size.exhibitBytes };
  });
}

/** Whether every word of the filter stands in number, title or agencies, in whatever letters it is written. */
export function matchesCase({ number, title, agencies }: CaseEntry, filter: string): boolean {
  const text = foldText([number, title, ...agencies].join(" "));
  return filter
    .split(/\s+/)
    .map(foldText)
    .every((word) => text.includes(word));
}

export function caseColumns(t: Translate, format: Format): readonly GridColumn<CaseRow>[] {
  return [
    {
      id: "number",
      title: t("cases:column.number"),
      width: 120,
      render: ({ number }) => <SafeText text={number} />,
      sortValue: ({ number }) => number,
    },
    {
      id: "title",
      title: t("cases:column.title"),
      width: 200,
      isWide: true,
      render: ({ title, isArchived, isDamaged }) => (
        <>
          <strong>
            <SafeText text={title} />
          </strong>{" "}
          {isDamaged && <Tag tone="danger">{t("cases:damagedTag")}</Tag>} {isArchived && <Tag tone="none">{t("cases:archivedTag")}</Tag>}
        </>
      ),
      sortValue: ({ title }) => title,
    },
    {
      id: "agencies",
      title: t("cases:column.agencies"),
      width: 150,
      render: ({ agencies }) => agencies.map((agency) => <AgencyTag key={agency} agency={agency} />),
      sortValue: ({ agencies }) => agencies.join(" "),
    },
    ...countColumns(t, format),
    {
      id: "changed",
      title: t("cases:column.changed"),
      width: 180,
      render: ({ changedAt }) => format.dateTime(changedAt),
      sortValue: ({ changedAt }) => changedAt,
    },
  ];
}

/** How many, and of how many of them no file lies here: those take no room. */
function exhibitsText(t: Translate, format: Format, { exhibits, absentExhibits }: CaseRow): string {
  if (exhibits === null) return "…";
  const number = format.number(exhibits);
  return (absentExhibits ?? 0) === 0 ? number : t("cases:withoutFile", { number, absent: format.number(absentExhibits ?? 0) });
}

function countColumns(t: Translate, format: Format): readonly GridColumn<CaseRow>[] {
  const count = (id: "entities" | "links" | "exhibits", width: number): GridColumn<CaseRow> => ({
    id,
    title: t(`cases:column.${id}`),
    width,
    align: "right",
    render: (row) => (row[id] === null ? "…" : format.number(row[id])),
    sortValue: (row) => row[id] ?? -1,
  });
  return [
    count("entities", 100),
    count("links", 115),
    { ...count("exhibits", 150), render: (row) => exhibitsText(t, format, row) },
    {
      id: "size",
      title: t("cases:column.size"),
      width: 100,
      align: "right",
      render: ({ bytes }) => (bytes === null ? "…" : format.bytes(bytes)),
      sortValue: ({ bytes }) => bytes ?? -1,
    },
  ];
}
