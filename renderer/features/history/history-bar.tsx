import type { ReactNode } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { useFindEntities } from "../../state/found-entities.ts";
import { Picker } from "../../ui/picker.tsx";
import { type AuditFilter, kindOf } from "./audit-filter.ts";
import { type AuditRow, officerOf } from "./audit-rows.ts";
import { ThingName } from "./thing-name.tsx";
import { agencyText } from "../../ui/agency-text.ts";

interface HistoryBarProps {
  readonly rows: readonly AuditRow[];
  readonly officers: ReadonlyMap<AuthorId, Identity>;
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
  readonly onExport: () => void;
  /** The rows as a table, by the rules of what leaves. */
  readonly onTable: () => void;
  readonly canExport: boolean;
}

/** Above the log: what of it is shown, and what can be done with it. */
export function HistoryBar({ rows, officers, filter, onFilter, isVerifying, onVerify, onExport, onTable, canExport }: HistoryBarProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="history-bar">
      <OfficerFilter {...{ rows, officers, filter, onFilter }} />
      <KindFilter {...{ rows, filter, onFilter }} />
      <EntityFilter {...{ filter, onFilter }} />
      <div className="history-tools">
        <Button icon="endorsed" title={`${t("audit:verify.run")} (F5)`} isDisabled={isVerifying} onClick={onVerify}>
          {t("audit:verify.run")}
        </Button>
        <Button icon="export" isDisabled={!canExport} onClick={onExport}>
          {t("audit:export.run")}
        </Button>
        <IconButton icon="th" label={t("export:command.acts")} isDisabled={!canExport} onClick={onTable} />
      </div>
    </div>
  );
}

type FilterProps = Pick<HistoryBarProps, "rows" | "filter" | "onFilter">;

function OfficerFilter({ rows, officers, filter, onFilter }: FilterProps & Pick<HistoryBarProps, "officers">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const known = new Map(rows.map(({ entry }) => [entry.author, `${agencyText(entry.agency)} · ${officerOf(officers, entry.author)}`]));
  const options = [...known].map(([value, label]) => ({ value, label })).sort((a, b) => format.compare(a.label, b.label));
  return (
    <SelectField
      label={t("audit:filter.officer")}
      value={filter.officer}
      options={[{ value: "", label: t("audit:filter.anyOfficer") }, ...options]}
      onChange={(officer) => onFilter({ ...filter, officer })}
    />
  );
}

/** A thing that the window knows no more (taken back since) or a link is named as the log names it. */
function EntityFilter({ filter, onFilter }: Pick<HistoryBarProps, "filter" | "onFilter">): ReactNode {
  const t = useTranslate();
  const find = useFindEntities();
  const { entity } = filter;
  const picked = entity === null ? undefined : { id: entity, type: "unknown", title: "" };
  return (
    <Picker
      label={t("audit:filter.touching")}
      dropLabel={t("audit:filter.clear")}
      {...{ find, picked, shown: picked && <ThingName entity={picked} /> }}
      onPick={(thing) => onFilter({ ...filter, entity: thing?.id ?? null })}
    />
  );
}

function KindFilter({ rows, filter, onFilter }: FilterProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const kinds = [...new Set(rows.map(kindOf))].map((value) => ({ value, label: t(value === "redo" ? "history:redo" : `history:intent.${value}`) }));
  return (
    <SelectField
      label={t("audit:filter.kind")}
      value={filter.kind}
      options={[{ value: "", label: t("audit:filter.anyKind") }, ...kinds.sort((a, b) => format.compare(a.label, b.label))]}
      onChange={(kind) => onFilter({ ...filter, kind })}
    />
  );
}
