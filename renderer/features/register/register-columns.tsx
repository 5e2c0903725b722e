import { useMemo } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { Icon } from "../../ui/icon.tsx";
import { HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { caseText, partnersText, stateTones } from "./register-words.ts";
import type { RegisterShown } from "./use-register.ts";

/** A row a bundle: which way, which case, who, when, and what became of it. */
export function useRegisterColumns(register: RegisterShown): readonly GridColumn<RegisterEntry>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo<readonly GridColumn<RegisterEntry>[]>(() => {
    const text = (id: string, width: number, read: (entry: RegisterEntry) => string, isWide = false): GridColumn<RegisterEntry> => ({
      ...{ id, title: t(`register:column.${id}`), width, isWide },
      render: (entry) => <span>{read(entry)}</span>,
      sortValue: read,
    });
    const number = (id: string, width: number, read: (entry: RegisterEntry) => number | null): GridColumn<RegisterEntry> => ({
      ...{ id, title: t(`register:column.${id}`), width, align: "right" },
      render: (entry) => show(read(entry), format.number),
      sortValue: (entry) => read(entry) ?? -1,
    });
    return [
      {
        ...{ id: "direction", title: t("register:column.direction"), width: 104 },
        render: ({ direction }) => (
          <>
            <Icon name={direction === "sent" ? "send-to" : "inbox"} size={14} />
            <span>{t(`register:direction.${direction}`)}</span>
          </>
        ),
        sortValue: ({ direction }) => direction,
      },
      number("sequence", 50, ({ sequence }) => sequence),
      text("case", 150, (entry) => caseText(register, entry), true),
      text("partner", 170, partnersText),
      {
        ...{ id: "at", title: t("register:column.at"), width: 94 },
        render: ({ at }) => <span className="tabular">{format.date(at)}</span>,
        sortValue: ({ at }) => at,
      },
      {
        ...{ id: "state", title: t("register:column.state"), width: 204 },
        render: ({ state, direction }) => (
          <Tag tone={stateTones[state]} title={t(`register:meaning.${direction}.${state}`)}>
            {t(`register:state.${state}`)}
          </Tag>
        ),
        sortValue: ({ state }) => t(`register:state.${state}`),
      },
      {
        ...{ id: "marking", title: t("register:column.marking"), width: 128 },
        render: ({ details }) => (details === null ? "–" : <HandlingTag handling={details.marking} />),
        sortValue: ({ details }) => details?.marking ?? "",
      },
      number("claims", 116, ({ details }) => details?.disclosed ?? null),
      {
        ...{ id: "retention", title: t("register:column.retention"), width: 124 },
        render: (entry) => <RetentionCell entry={entry} />,
        sortValue: ({ details }) => details?.retainUntil ?? "",
      },
    ];
  }, [t, format, register]);
}

const show = (value: number | null, write: (value: number) => string): string => (value === null ? "–" : write(value));

function RetentionCell({ entry: { details, retention } }: { readonly entry: RegisterEntry }) {
  const t = useTranslate();
  const format = useFormat();
  if (details === null || details.retainUntil === "") return <span>–</span>;
  const date = format.date(details.retainUntil);
  if (retention === "later") return <span className="tabular">{date}</span>;
  const tone = retention === "passed" ? "danger" : retention === "soon" ? "warning" : "none";
  return (
    <Tag tone={tone} title={t(`register:retention.${retention}`)}>
      {date}
    </Tag>
  );
}
