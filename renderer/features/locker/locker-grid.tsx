import { type ReactNode, useMemo } from "react";
import { EntityName } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { GradeTag, HandlingTag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import type { LockerRow } from "./locker-rows.ts";
import { CustodyState, StateTags } from "./state-tags.tsx";

interface LockerGridProps {
  readonly rows: readonly LockerRow[];
  readonly chosen: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
  readonly onOpen: (row: LockerRow) => void;
  readonly emptyText: string;
}

/** The exhibits of the case. Enter or a double click opens one. */
export function LockerGrid({ rows, chosen, onChoose, onOpen, emptyText }: LockerGridProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Grid
      label={t("locker:list")}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHeight={28}
      selectedKeys={chosen}
      onSelect={onChoose}
      onActivate={onOpen}
      emptyText={emptyText}
    />
  );
}

const keyOf = ({ id }: LockerRow): string => id;

type Column = GridColumn<LockerRow>;

function columnsOf(t: Translate, format: Format): readonly Column[] {
  const text = (id: string, width: number, of: (row: LockerRow) => string): Column => ({
    id,
    title: t(`locker:column.${id}`),
    width,
    render: (row) => (of(row) === "" ? none : <SafeText text={of(row)} />),
    sortValue: of,
  });
  return [
    text("number", 86, ({ number }) => number),
    nameColumn(t),
    ...custodyColumns(t, format),
    text("mediaType", 130, ({ mediaType }) => mediaType),
    text("source", 150, ({ source }) => source),
    text("act", 104, ({ act }) => act),
    text("collectedBy", 140, ({ collectedBy }) => collectedBy),
    ...markColumns(t, format),
  ];
}

const none = <span className="locker-muted">–</span>;

function nameColumn(t: Translate): Column {
  return {
    id: "name",
    title: t("locker:column.name"),
    width: 200,
    isWide: true,
    render: (row) => (
      <>
        <StateTags row={row} isListed />
        <span className="locker-name">
          <EntityName entity={row.entity} />
        </span>
      </>
    ),
    sortValue: ({ entity }) => entity.title,
  };
}

function custodyColumns(t: Translate, format: Format): readonly Column[] {
  return [
    {
      id: "custody",
      title: t("locker:column.custody"),
      width: 118,
      render: ({ custody }) => <CustodyState custody={custody} />,
      sortValue: ({ custody }) => (custody.state === null ? "" : t(`ontology:choice.custodyAction.${custody.state}`)),
    },
    {
      id: "checked",
      title: t("locker:column.checked"),
      width: 170,
      render: ({ checked, isAbsent }) => {
        // What is not here was looked for, and not checked.
        if (isAbsent) return <span className="locker-muted">{t("exhibits:state.absent")}</span>;
        if (typeof checked === "string") return <span className="locker-muted">{t(`locker:lastCheck.${checked}`)}</span>;
        return checked.state === "sound" ? format.dateTime(checked.at) : t(`exhibits:state.${checked.state}`);
      },
      sortValue: ({ checked }) => (typeof checked === "string" ? 0 : checked.at),
    },
    {
      id: "size",
      title: t("locker:column.size"),
      width: 84,
      align: "right",
      render: ({ sizeBytes }) => format.bytes(sizeBytes),
      sortValue: ({ sizeBytes }) => sizeBytes,
    },
  ];
}

function markColumns(t: Translate, format: Format): readonly Column[] {
  return [
    {
      id: "collectedAt",
      title: t("locker:column.collectedAt"),
      width: 104,
      render: ({ collectedAt }) => (collectedAt === "" ? none : format.date(collectedAt)),
      sortValue: ({ collectedAt }) => collectedAt,
    },
    {
      id: "grade",
      title: t("locker:column.grade"),
      width: 72,
      render: ({ grade }) => (grade === "" ? none : <GradeTag grade={grade} />),
      sortValue: ({ grade }) => grade,
    },
    {
      id: "handling",
      title: t("locker:column.handling"),
      width: 140,
      render: ({ entity }) => <HandlingTag handling={entity.handling} />,
      sortValue: ({ entity }) => entity.handling,
    },
    {
      id: "hash",
      title: "SHA-256",
      width: 170,
      render: ({ file }) => (file === null ? none : <HashText text={file} kind="hash" />),
      sortValue: ({ file }) => file ?? "",
    },
  ];
}
