import { type ReactNode, useMemo, useRef, useState } from "react";
import type { FileHash, InstantMs } from "../../../shared/kernel/brand.ts";
import type { Flow } from "../../../shared/projections/model.ts";
import { useCaseMirror, useIsEditable } from "../../state/case-mirror.ts";
import { openDialog, selectEntities } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { CountTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { relyOnFlow } from "./acts.ts";
import { exhibitNameOf, useExhibit } from "../../state/exhibit-of.ts";
import { EntityButton } from "./links-tab.tsx";
import { reliedOn } from "./links-of.ts";

const rowsAtFirst = 48;

/** A computed flow: what moved between whom, how much exactly, when, and the very rows it was summed from. */
export function FlowPanel({ flow }: { readonly flow: Flow }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <>
      <header className="entity-head">
        <div className="entity-head-line">
          <Icon name="flows" size={18} />
          <h2>{format.amount(flow.total, flow.asset.symbol)}</h2>
        </div>
        <div className="entity-head-tags">
          <Tag>{t("entity:flow.computed")}</Tag>
          <Tag>{t("entity:flow.transfers", { count: flow.count, shown: format.number(flow.count) })}</Tag>
        </div>
        <div className="entity-ends">
          <EntityButton id={flow.from} />
          <div className="entity-ends-verb">
            <Icon name="arrow-down" size={14} />
            {t("entity:flow.verb")}
          </div>
          <EntityButton id={flow.to} />
        </div>
        <Reliance flow={flow} />
      </header>
      <div className="entity-groups entity-scroll">
        <FlowFigures flow={flow} />
        <section className="entity-group" aria-label={t("entity:flow.rows")}>
          <h3>{t("entity:flow.rows")}</h3>
          {flow.sources.map((source) => (
            <FlowSource key={source.file} file={source.file} rows={source.rows} />
          ))}
        </section>
      </div>
    </>
  );
}

/** Making it a statement of ours, or going to the one that is. */
function Reliance({ flow }: { readonly flow: Flow }): ReactNode {
  const t = useTranslate();
  const isBusy = useRef(false);
  const index = useCaseMirror((mirror) => mirror.index);
  const relied = useMemo(() => reliedOn(index, flow), [index, flow]);
  const canEdit = useIsEditable();
  if (relied !== undefined)
    return (
      <Button isSmall icon="endorsed" onClick={() => selectEntities([relied.id])}>
        {t("entity:flow.relied")}
      </Button>
    );
  if (!canEdit) return null;
  const rely = (): void => {
    if (isBusy.current) return;
    isBusy.current = true;
    void relyOnFlow(flow.id).finally(() => {
      isBusy.current = false;
    });
  };
  return (
    <Button isSmall intent="primary" icon="endorsed" title={t("entity:flow.relyHelp")} onClick={rely}>
      {t("entity:flow.rely")}
    </Button>
  );
}

function FlowFigures({ flow }: { readonly flow: Flow }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { asset } = flow;
  return (
    <section className="entity-group" aria-label={t("entity:flow.figures")}>
      <h3>{t("entity:flow.figures")}</h3>
      {!asset.isKnown && (
        <Callout tone="warning" title={t("entity:flow.lookalike")}>
          {t("entity:flow.lookalikeHelp", { symbol: asset.symbol })}
        </Callout>
      )}
      <Figure label={t("entity:flow.total")}>
        <span className="tabular">{format.amount(flow.total, asset.symbol)}</span>
      </Figure>
      <Figure label={t("entity:flow.asset")}>
        <SafeText text={asset.symbol} />{" "}
        <Tag tone={asset.isKnown ? "success" : "warning"}>{t(asset.isKnown ? "entity:flow.known" : "entity:flow.unknown")}</Tag>
      </Figure>
      <Figure label={t("entity:flow.contract")}>
        {asset.contract === "" ? t("entity:flow.coin") : <HashText text={asset.contract} kind="address" isCopyable />}
      </Figure>
      <Figure label={t("entity:flow.first")}>
        <Instant at={flow.first} />
      </Figure>
      <Figure label={t("entity:flow.last")}>
        <Instant at={flow.last} />
      </Figure>
    </section>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="entity-property">
      <div className="entity-label">{label}</div>
      <div className="entity-values entity-figure">{children}</div>
    </div>
  );
}

/** An instant twice: local time with its offset, and UTC as the chain has it. */
function Instant({ at }: { readonly at: InstantMs }): ReactNode {
  const format = useFormat();
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()}>
      <div>{format.dateTime(at)}</div>
      <div className="entity-muted">{format.dateTime(at, "utc")}</div>
    </time>
  );
}

/** The rows of one file; each opens the exhibit there. */
function FlowSource({ file, rows }: { readonly file: FileHash; readonly rows: readonly number[] }): ReactNode {
  const t = useTranslate();
  const [shown, setShown] = useState(rowsAtFirst);
  const name = exhibitNameOf(useExhibit(file));
  return (
    <div className="entity-card">
      <h4 className="entity-card-title">
        <Icon name="paperclip" size={12} />
        {name === "" ? t("entity:source.unnamed", { hash: file.slice(0, 8) }) : <SafeText text={name} />}
        <CountTag count={rows.length} />
      </h4>
      <ul className="entity-rows">
        {rows.slice(0, shown).map((row) => (
          <li key={row}>
            <button
              type="button"
              className="entity-row-chip tabular"
              title={t("entity:source.openRow", { row })}
              onClick={() => openDialog({ kind: "exhibit", sha256: file, row, column: "" })}
            >
              {t("entity:source.row", { row })}
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button isSmall isMinimal onClick={() => setShown(rows.length)}>
          {t("entity:links.more", { count: rows.length - shown })}
        </Button>
      )}
    </div>
  );
}
