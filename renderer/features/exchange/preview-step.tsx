import { type ReactNode, useCallback, useMemo, useState } from "react";
import { toShownName } from "../../../shared/kernel/shown-name.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import type { ShownChart } from "../../state/shown-chart.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TreeGrid } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Audiences } from "./audiences.tsx";
import { bundleFailureText } from "./exchange-words.ts";
import { type Focus, noFocus } from "./preview-focus.ts";
import { PreviewChart } from "./preview-chart.tsx";
import { PreviewFiles } from "./preview-files.tsx";
import { usePreviewColumns } from "./preview-columns.tsx";
import { type Filter, type PreviewRow, previewRows, toggled } from "./preview-rows.ts";
import { PreviewBlocks, PreviewWarnings } from "./preview-told.tsx";
import { RulesBar } from "./rules-bar.tsx";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";
import { StayReasons } from "./stay-reasons.tsx";
import type { SeenPreview } from "./use-share-preview.ts";

interface PreviewStepProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly seen: SeenPreview;
  readonly partners: readonly Partner[] | null;
  readonly chart: ShownChart | null;
}
/** Mine beside theirs, claim by claim, live. */
export function PreviewStep({ draft, change, seen, partners, chart }: PreviewStepProps): ReactNode {
  const t = useTranslate();
  const [focus, setFocus] = useState<Focus>(noFocus);
  if (seen.trouble !== null) return <Callout tone="danger">{bundleFailureText(seen.trouble)}</Callout>;
  if (seen.preview === null) return <Progress done={0} total={0} label={t("exchange:preview.asking")} />;
  const { preview } = seen;
  return (
    <div className="share-preview">
      {draft.isUnderPassphrase && (
        <p className="cosign-copy">
          <SafeText text={t("cosign:to.copyFor", { name: toShownName(draft.addressee) ?? "" })} />
        </p>
      )}
      <Audiences {...{ draft, seen, partners }} />
      <PreviewBlocks blocked={preview.blocked} {...{ draft, change }} onShow={(reason) => setFocus({ reason, only: null })} />
      <PreviewWarnings {...{ preview, draft, change }} onShow={(entities) => setFocus({ reason: null, only: new Set(entities) })} />
      <RulesBar {...{ draft, change, preview }} />
      <PreviewGrid {...{ draft, change, preview, focus, setFocus, chart }} />
      <PreviewFiles chosen={draft.evidence === "files" ? draft.files : []} leaving={preview.files} absent={preview.absent} />
    </div>
  );
}

const filters = ["all", "leaves", "stays"] as const satisfies readonly Filter[];

interface PreviewGridProps extends Pick<PreviewStepProps, "draft" | "change" | "chart"> {
  readonly preview: SharePreview;
  readonly focus: Focus;
  readonly setFocus: (focus: Focus) => void;
}

function PreviewGrid({ preview, draft, change, chart, focus, setFocus }: PreviewGridProps): ReactNode {
  const t = useTranslate();
  const { entities, stays } = preview;
  const [open, setOpen] = useState<ReadonlySet<EntityId>>(new Set());
  const [filter, setFilter] = useState<Filter>("all");
  const [text, setText] = useState("");
  const [isDrawn, draw] = useState(false);
  const { withhold, keep } = draft;
  const rows = useMemo(
    () => previewRows(entities, { open, withhold, keep, filter, text: text.trim().toLowerCase(), ...focus }),
    [entities, open, withhold, keep, filter, text, focus],
  );
  const toggle = useCallback((row: PreviewRow): void => change(toggled(row, { withhold, keep })), [change, withhold, keep]);
  const columns = usePreviewColumns(toggle);
  const toggleOpen = ({ entity }: PreviewRow, isOpen: boolean): void =>
    setOpen((before) => new Set(isOpen ? [...before, entity.entity] : [...before].filter((id) => id !== entity.entity)));
  return (
    <>
      <div className="exchange-tools">
        <SearchField label={t("exchange:preview.find")} clearLabel={t("exchange:preview.clear")} value={text} onChange={setText} />
        <div className="exchange-filters" role="group" aria-label={t("exchange:preview.show")}>
          {filters.map((name) => (
            <Button key={name} isSmall isMinimal isActive={filter === name} onClick={() => setFilter(name)}>
              {t(`exchange:preview.filter.${name}`)}
            </Button>
          ))}
        </div>
        {chart !== null && (
          <Button isSmall isMinimal icon="graph" isActive={isDrawn} onClick={() => draw(!isDrawn)}>
            {t("share:chart.show")}
          </Button>
        )}
        <StayReasons {...{ stays, focus, setFocus }} />
      </div>
      {isDrawn && chart !== null && <PreviewChart {...{ preview, chart }} />}
      <TreeGrid
        label={t("exchange:preview.title")}
        columns={columns}
        rows={rows}
        onToggle={toggleOpen}
        onSpace={toggle}
        toneOf={(row) => ((row.kind === "claim" ? row.leaves : row.leaving > 0) ? "" : "stays")}
      />
      <p className="exchange-muted share-keys">{t("exchange:preview.keys")}</p>
    </>
  );
}
