import { type ReactNode, useState } from "react";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useCheckedFigures } from "./checked-figures.ts";
import { FigureDetails } from "./figure-details.tsx";
import { FiguresGrid } from "./figures-grid.tsx";
import { RateTable } from "./rate-table.tsx";
import { SideBySide } from "./side-by-side.tsx";
import "./figures.css";

/** The check of the reported figures. Open while the desk says so. */
export function FiguresDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "figures");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const { figures, rates } = useCheckedFigures();
  const [tab, setTab] = useState("figures");
  const inspected = useDesk((desk) => desk.selection.entities);
  const [chosen, choose] = useState<readonly string[]>(() => figures.map(({ figure }) => figure.id).filter((id) => inspected.includes(id)));
  const shown = figures.filter(({ figure }) => chosen.includes(figure.id));
  const [only] = shown;
  const show = (): void => {
    selectEntities(shown.map(({ figure }) => figure.id));
    closeDialog();
  };
  const footer = (
    <>
      <Button icon="arrow-right" isDisabled={shown.length === 0} onClick={show}>
        {t("figures:show")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
  const list = (
    <div className="figures-pane">
      <div className="figures-list">
        <FiguresGrid figures={figures} chosen={chosen} onChoose={choose} />
      </div>
      <section className="figures-findings" tabIndex={0} aria-label={t("figures:details")}>
        {only === undefined ? (
          <p className="figures-muted">{t("figures:choose")}</p>
        ) : shown.length === 1 ? (
          <FigureDetails checked={only} />
        ) : (
          <SideBySide figures={shown.map(({ figure }) => figure)} />
        )}
      </section>
    </div>
  );
  return (
    <Dialog isOpen title={t("figures:title")} icon="comparison" width="wide" onClose={closeDialog} footer={footer}>
      <div className="figures">
        <Tabs
          label={t("figures:title")}
          active={tab}
          onChange={setTab}
          tabs={[
            {
              id: "figures",
              title: t("figures:tab.figures"),
              count: figures.length,
              panel: figures.length === 0 ? <EmptyState icon="comparison" title={t("figures:none")} description={t("figures:noneHelp")} /> : list,
            },
            { id: "rates", title: t("figures:tab.rates"), count: rates.length, panel: <RateTable rates={rates} /> },
          ]}
        />
      </div>
    </Dialog>
  );
}
