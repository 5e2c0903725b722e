import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { Callout } from "../../ui/callout.tsx";
import { TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid } from "../../ui/grid.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useReviewColumns } from "./review-columns.tsx";
import { type ReviewRow, reviewRows, withRowToggled } from "./review-rows.ts";
import type { ShareDraft } from "./share-plan.ts";
import type { SeenPreview } from "./use-preview.ts";

interface ShareReviewProps {
  readonly draft: ShareDraft;
  readonly change: (part: Partial<ShareDraft>) => void;
  readonly seen: SeenPreview;
}

/** Left what is ours, right what they get; Space withholds a claim or a whole entity, arrows open and close. */
export function ShareReview({ draft, change, seen }: ShareReviewProps): ReactNode {
  const t = useTranslate();
  const { preview } = seen;
  const [open, setOpen] = useState<ReadonlySet<EntityId>>(new Set());
  const [filter, setFilter] = useState("");
  const [at, setAt] = useState<string | null>(null);
  const rows = useMemo(() => (preview === null ? [] : reviewRows(preview.entities, open, filter)), [preview, open, filter]);
  const toggle = (row: ReviewRow): void => change({ withhold: withRowToggled(draft.withhold, row) });
  const expand = (row: ReviewRow, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(row.entity.entity);
    else next.delete(row.entity.entity);
    setOpen(next);
    if (!isOpen) setAt(row.entity.entity);
  };
  const columns = useReviewColumns({ withhold: draft.withhold, onToggle: toggle, onExpand: expand });
  const press = (event: KeyboardEvent): void => {
    const row = rows.find(({ key }) => key === at) ?? rows[0];
    if (
      row === undefined ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      !(event.target instanceof Element) ||
      !event.target.matches("[role=grid]")
    )
      return;
    if (event.key === " ") toggle(row);
    else if (event.key === "ArrowRight" && row.kind === "entity") expand(row, true);
    else if (event.key === "ArrowLeft") expand(row, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (preview === null)
    return seen.trouble === null ? (
      <Progress done={0} total={0} label={t("exchange:preview.asking")} />
    ) : (
      <Callout tone="danger">{seen.trouble}</Callout>
    );
  return (
    <>
      {seen.trouble !== null && <Callout tone="danger">{seen.trouble}</Callout>}
      <Judgement {...preview} />
      <div className="exchange-review-tools">
        <TextField label={t("exchange:preview.filter")} value={filter} onChange={setFilter} />
        <span className="exchange-muted">{t("exchange:preview.keys")}</span>
      </div>
      <div className="exchange-review" onKeyDownCapture={press}>
        <Grid
          label={t("exchange:preview.title")}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          rowHeight={26}
          selectedKeys={at === null ? [] : [at]}
          onSelect={(keys) => setAt(keys[0] ?? null)}
          onActivate={(row) => (row.kind === "entity" ? expand(row, !row.isOpen) : toggle(row))}
          emptyText={t("exchange:preview.nothing")}
        />
      </div>
    </>
  );
}

const keyOf = ({ key }: ReviewRow): string => key;

type JudgementProps = Pick<NonNullable<SeenPreview["preview"]>, "disclosedClaims" | "withheldClaims" | "files" | "warnings" | "blocked">;

/** Counts, then what blocks, then what to look at. */
function Judgement({ disclosedClaims, withheldClaims, files, warnings, blocked }: JudgementProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const size = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="exchange-judgement" aria-live="polite">
      <p className="exchange-sums">
        <strong>{t("exchange:preview.leaves", { claims: format.number(disclosedClaims) })}</strong>
        <span>{t("exchange:preview.stays", { claims: format.number(withheldClaims) })}</span>
        <span>
          {files.length === 0
            ? t("exchange:preview.noFiles")
            : t("exchange:preview.files", { files: format.number(files.length), size: format.bytes(size) })}
        </span>
      </p>
      {blocked.map(({ kind, count }) => (
        <Callout key={kind} tone="danger">
          {t(`bundle-report:block.${kind}`, { count })}
        </Callout>
      ))}
      {warnings.map(({ kind, count }) => (
        <Callout key={kind} tone="warning">
          {t(`bundle-report:warning.${kind}`, { count })}
        </Callout>
      ))}
    </div>
  );
}
