import { type ReactNode, useMemo, useState } from "react";
import type { Foreseen } from "../../../shared/case/import-door.ts";
import type { AssetTotal, ColumnUse, IntakePreview, RuleName, SheetPreview } from "../../../shared/intake/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { CountTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { amountWidth } from "./amount-width.ts";
import { ControlTotals, DifferingTotals } from "./control-totals.tsx";
import { type Comparing, isNothingNew } from "./foreseen.ts";
import { ForeseenThings } from "./foreseen-things.tsx";
import { isRecognised, type Looking } from "./previewed.ts";
import { RejectedRows } from "./rejected-rows.tsx";

/** What the file becomes: counts, control totals, the first rows, and every row that is left out. */
export function PreviewStep({
  preview,
  seen,
  comparing,
  isKnown,
}: {
  readonly preview: IntakePreview;
  readonly seen: Looking;
  readonly comparing: Comparing;
  /** The case has this very file: it is not held against it once more. */
  readonly isKnown: boolean;
}): ReactNode {
  const t = useTranslate();
  // The values of a document were gone through already.
  const isDocument = isRecognised(preview);
  const [chosen, setTab] = useState(isDocument ? "things" : "rows");
  const { foreseen } = comparing;
  const tabs = [
    ...(foreseen === null ? [] : [{ id: "things", title: t("intake:preview.things"), panel: <ForeseenThings foreseen={foreseen} /> }]),
    ...(isDocument ? [] : [{ id: "rows", title: t("intake:preview.rows"), panel: <FirstRows preview={preview} /> }]),
    ...(preview.totals.length === 0
      ? []
      : [{ id: "totals", title: t("intake:preview.totals"), count: preview.totals.length, panel: <Totals totals={preview.totals} /> }]),
    ...(preview.controls.length === 0
      ? []
      : [
          {
            id: "controls",
            title: t("intake:preview.controls"),
            count: preview.controls.length,
            panel: <ControlTotals controls={preview.controls} />,
          },
        ]),
    { id: "rejected", title: t("intake:preview.rejected"), count: preview.rejected.length, panel: <RejectedRows preview={preview} seen={seen} /> },
  ];
  const tab = tabs.some(({ id }) => id === chosen) ? chosen : "rejected";
  return (
    <>
      <BecomesSummary preview={preview} foreseen={foreseen} />
      <Compared comparing={comparing} isAsked={!isKnown && preview.accepted > 0} />
      {preview.accepted === 0 && <Callout tone="danger">{t("intake:preview.nothing")}</Callout>}
      <DifferingTotals controls={preview.controls}>
        {tab !== "controls" && (
          <Button isSmall icon="panel-table" onClick={() => setTab("controls")}>
            {t("intake:controls.show")}
          </Button>
        )}
      </DifferingTotals>
      {preview.notices.map(
        ({ name, count }) =>
          name !== "totals-differ" && (
            <Callout key={name} tone="warning">
              {t(`intake-rules:notice.${name}`, { count })}
            </Callout>
          ),
      )}
      <Tabs label={t("intake:preview.title")} tabs={tabs} active={tab} onChange={setTab} />
    </>
  );
}

/** How the comparison with the case stands: under way, failed, or nothing is new. */
function Compared({ comparing: { foreseen, trouble }, isAsked }: { readonly comparing: Comparing; readonly isAsked: boolean }): ReactNode {
  const t = useTranslate();
  if (trouble !== null) return <Callout tone="danger">{trouble}</Callout>;
  if (foreseen !== null) return isNothingNew(foreseen) && <Callout tone="info">{t("intake:foreseen.nothingNew")}</Callout>;
  return (
    isAsked && (
      <p className="intake-muted intake-hint" aria-live="polite">
        {t("intake:foreseen.waiting")}
      </p>
    )
  );
}

/** Wallets 214 (12 new, 202 in the case) · links 3 (3 new). */
function BecomesSummary({ preview, foreseen }: { readonly preview: IntakePreview; readonly foreseen: Foreseen | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  const kindOf = (type: string) => foreseen?.kinds.find((kind) => kind.type === type);
  const standing = ({ fresh, known }: Foreseen["kinds"][number]): ReactNode => (
    <span className="intake-muted">{t("intake:foreseen.counts", { fresh: format.number(fresh), known: format.number(known) })}</span>
  );
  return (
    <ul className="intake-becomes">
      {preview.entities.map(({ type, count }) => {
        const kind = kindOf(type);
        return (
          <li key={type}>
            <TypeIcon type={type} size={20} />
            {typeName(type, "many")}
            <CountTag count={count} />
            {kind !== undefined && standing(kind)}
          </li>
        );
      })}
    </ul>
  );
}

interface SampleRow {
  readonly place: number;
  readonly cells: readonly string[];
  /** Why it is left out; null = it is read. */
  readonly rule: RuleName | null;
}

/** The first rows of the tables that are read, one table at a time. */
function FirstRows({ preview }: { readonly preview: IntakePreview }): ReactNode {
  const t = useTranslate();
  const [at, show] = useState(0);
  const sheets = useMemo(() => preview.sheets.filter(({ profile }) => profile !== null), [preview]);
  const sheet = sheets[at] ?? sheets[0];
  if (sheet === undefined) return null;
  return (
    <>
      {sheets.length > 1 && (
        <div className="intake-profile intake-sheet">
          <SelectField
            label={t("intake:columns.sheet")}
            value={String(sheets.indexOf(sheet))}
            options={sheets.map(({ name }, place) => ({ value: String(place), label: safeText(name) }))}
            onChange={(place) => show(Number(place))}
          />
        </div>
      )}
      <SheetRows sheet={sheet} rejected={preview.rejected} />
    </>
  );
}

function SheetRows({ sheet, rejected }: { readonly sheet: SheetPreview; readonly rejected: IntakePreview["rejected"] }): ReactNode {
  const t = useTranslate();
  const rows = useMemo<readonly SampleRow[]>(() => sampleRows(sheet, rejected), [sheet, rejected]);
  const columns = useMemo<readonly GridColumn<SampleRow>[]>(
    () => [
      {
        id: "place",
        title: t("intake:preview.row"),
        width: 80,
        align: "right",
        render: ({ place, rule }) => (
          <>
            {rule !== null && <Icon name="ban-circle" className="intake-out" title={t(`intake-rules:rule.${rule}`)} />}
            {place}
          </>
        ),
      },
      ...sheet.columns.flatMap((column, at) => (column.use === "ignored" ? [] : [cellColumn(column, at, widthOf(sheet, at))])),
    ],
    [sheet, t],
  );
  return (
    <>
      <p className="intake-muted intake-hint">{t("intake:preview.firstRows", { count: rows.length })}</p>
      <Grid label={t("intake:preview.rows")} columns={columns} rows={rows} rowKey={placeOf} />
    </>
  );
}

function sampleRows({ sample, firstRow }: SheetPreview, rejected: IntakePreview["rejected"]): readonly SampleRow[] {
  const ruleOf = new Map(rejected.map(({ row, rule }) => [row, rule]));
  return sample.map((cells, at) => ({ place: firstRow + at, cells, rule: ruleOf.get(firstRow + at) ?? null }));
}

const placeOf = ({ place }: SampleRow): string => String(place);

/** Wide enough for what the first rows hold; a transaction hash may lose its end. */
function widthOf({ sample, columns }: SheetPreview, at: number): number {
  const longest = Math.max(columns[at]?.header.length ?? 0, ...sample.map((cells) => cells[at]?.length ?? 0));
  const isEntity = columns[at]?.property !== "";
  return Math.min(isEntity ? 320 : 170, Math.max(70, Math.round(longest * 7.3) + (isEntity ? 44 : 20)));
}

function cellColumn({ header, type, property }: ColumnUse, at: number, width: number): GridColumn<SampleRow> {
  const isEntity = property !== "";
  return {
    id: `${at}`,
    title: header,
    width,
    render: ({ cells }) => (
      <>
        {isEntity && (cells[at] ?? "") !== "" && <TypeIcon type={type} />}
        <span className="mono">
          <SafeText text={cells[at] ?? ""} />
        </span>
      </>
    ),
  };
}

/** Sums to hold against the source, one row per asset: a contract, not a symbol. */
function Totals({ totals }: { readonly totals: readonly AssetTotal[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo<readonly GridColumn<AssetTotal>[]>(
    () => [
      {
        id: "asset",
        title: t("intake:totals.asset"),
        width: 200,
        render: ({ asset }) => (
          <>
            <SafeText text={asset.symbol} />
            {!asset.isKnown && <Tag tone="warning">{t("intake:totals.unknown")}</Tag>}
          </>
        ),
        sortValue: ({ asset }) => asset.symbol,
      },
      { id: "contract", title: t("intake:totals.contract"), width: 310, render: ({ asset }) => <Contract asset={asset} /> },
      {
        id: "count",
        title: t("intake:totals.count"),
        width: 100,
        align: "right",
        render: ({ count }) => format.number(count),
        sortValue: ({ count }) => count,
      },
      {
        id: "total",
        title: t("intake:totals.total"),
        width: amountWidth(totals.map(({ total }) => total)),
        align: "right",
        render: ({ total }) => format.decimal(total),
      },
      {
        id: "span",
        title: t("intake:totals.span"),
        width: 220,
        isWide: true,
        render: ({ first, last }) => `${format.dateTime(first, "utc")} – ${format.dateTime(last, "utc")}`,
      },
    ],
    [t, format, totals],
  );
  return <Grid label={t("intake:preview.totals")} columns={columns} rows={totals} rowKey={contractOf} />;
}

/** What tells a token from others of its name; a file may name it by that name only. */
const Contract = ({ asset: { contract, symbol } }: Pick<AssetTotal, "asset">): ReactNode =>
  contract === symbol ? (
    "–"
  ) : (
    <span className="mono">
      <SafeText text={contract} />
    </span>
  );

const contractOf = ({ asset }: AssetTotal): string => `${asset.contract}/${asset.symbol}`;
