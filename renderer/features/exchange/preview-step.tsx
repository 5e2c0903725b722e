import { type ReactNode, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TreeGrid } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { PreviewFiles } from "./preview-files.tsx";
import { usePreviewColumns } from "./preview-columns.tsx";
import { type Filter, type PreviewRow, previewRows, toggled } from "./preview-rows.ts";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";
import type { SeenPreview } from "./use-share-preview.ts";

interface PreviewStepProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly seen: SeenPreview;
}

/** Mine beside theirs, claim by claim, live. */
export function PreviewStep({ draft, change, seen }: PreviewStepProps): ReactNode {
  const t = useTranslate();
  if (seen.trouble !== null) return <Callout tone="danger">{bundleFailureText(seen.trouble)}</Callout>;
  if (seen.preview === null) return <Progress done={0} total={0} label={t("exchange:preview.asking")} />;
  const { entities, warnings, blocked } = seen.preview;
  return (
    <>
      {blocked.map(({ kind, count }) => (
        <Callout key={kind} tone="danger">
          {t(`bundle-report:block.${kind}`, { count })}
        </Callout>
      ))}
      {warnings.length > 0 && (
        <Callout tone="warning">
          <ul className="exchange-warnings">
            {warnings.map(({ kind, count }) => (
              <li key={kind}>{t(`bundle-report:warning.${kind}`, { count })}</li>
            ))}
          </ul>
        </Callout>
      )}
      <PreviewGrid entities={entities} {...{ draft, change }} />
      <PreviewFiles chosen={draft.files} leaving={seen.preview.files} absent={seen.preview.absent} />
    </>
  );
}

const filters = ["all", "leaves", "stays"] as const satisfies readonly Filter[];

interface PreviewGridProps {
  readonly entities: NonNullable<SeenPreview["preview"]>["entities"];
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
}

function PreviewGrid({ entities, draft, change }: PreviewGridProps): ReactNode {
  const t = useTranslate();
  const [open, setOpen] = useState<ReadonlySet<EntityId>>(new Set());
  const [filter, setFilter] = useState<Filter>("all");
  const [text, setText] = useState("");
  const { withhold } = draft;
  const rows = useMemo(
    () => previewRows(entities, { open, withhold, filter, text: text.trim().toLowerCase() }),
    [entities, open, withhold, filter, text],
  );
  const toggle = (row: PreviewRow): void => change({ withhold: toggled(row, withhold) });
  const columns = usePreviewColumns(withhold, toggle);
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
        <span className="exchange-muted">{t("exchange:preview.keys")}</span>
      </div>
      <TreeGrid
        label={t("exchange:preview.title")}
        columns={columns}
        rows={rows}
        onToggle={toggleOpen}
        onSpace={toggle}
        toneOf={(row) => ((row.kind === "claim" ? row.leaves : row.leaving > 0) ? "" : "stays")}
      />
    </>
  );
}
