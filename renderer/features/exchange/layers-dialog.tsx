import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { LayerEntry } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore, askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { hideOverlay, showOverlay, useOverlay } from "../../state/overlay.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./arrival.css";

/** What arrived and was set aside: looked at, taken in, or left. */
export function LayersDialog(): ReactNode {
  const t = useTranslate();
  const layers = useLayers();
  const footer = <Button onClick={closeDialog}>{t("common:close")}</Button>;
  return (
    <Dialog isOpen title={t("arrival:layers.title")} icon="layers" width="large" onClose={closeDialog} footer={footer}>
      <p className="exchange-muted">{t("arrival:layers.help")}</p>
      {layers?.length === 0 && <EmptyState icon="layers" title={t("arrival:layers.none")} description={t("arrival:layers.noneHelp")} />}
      <ul className="exchange-cards">
        {layers?.map((layer) => (
          <Layer key={layer.layer} layer={layer} />
        ))}
      </ul>
    </Dialog>
  );
}

/** Asked for anew whenever the case changes; null = on its way. */
function useLayers(): readonly LayerEntry[] | null {
  const commits = useCaseMirror(({ history }) => history.commits);
  const [layers, setLayers] = useState<readonly LayerEntry[] | null>(null);
  const asked = useMemo(() => ({ commits }), [commits]);
  useEffect(() => {
    let isGone = false;
    const ask = async (): Promise<void> => {
      const answer = await askCore("listLayers", null);
      if (answer.ok && !isGone) setLayers(answer.value);
    };
    void ask();
    return () => {
      isGone = asked.commits >= 0;
    };
  }, [asked]);
  return layers;
}

/** Shows what was set aside over the case as it is now. */
async function lookOver(layer: EntityId): Promise<void> {
  const review = await askOrTell("openLayer", { layer });
  if (review === null) return;
  showOverlay(review);
  closeDialog();
}

function Layer({ layer: entry }: { readonly layer: LayerEntry }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { layer, senderAgency, senderOfficer, sentAt, setAsideAt, marking, purpose, claims, waiting } = entry;
  const isOver = useOverlay(({ overlay }) => overlay?.review.layer?.id === layer);
  const leave = async (): Promise<void> => {
    const left = await askOrTell("leaveLayer", { layer });
    if (left !== null) notify("success", "arrival:layers.left");
  };
  return (
    <li className="exchange-card">
      <div>
        <div className="exchange-who">
          <strong>
            <SafeText text={senderAgency} />
          </strong>
          <SafeText text={senderOfficer} />
          <HandlingTag handling={marking} />
        </div>
        {purpose !== "" && (
          <div>
            <SafeText text={purpose} />
          </div>
        )}
        <div className="exchange-muted">
          {t("arrival:layers.waiting", { count: claims, number: format.number(claims), waiting: format.number(waiting) })}
        </div>
        <div className="exchange-muted tabular">
          {t("arrival:layers.at", { sent: sentAt === null ? t("exchange:notSaid") : format.dateTime(sentAt), at: format.dateTime(setAsideAt) })}
        </div>
      </div>
      <div className="exchange-layer-acts">
        <Button isSmall icon="graph" onClick={() => void (isOver ? hideOverlay() : lookOver(layer))}>
          {t(isOver ? "arrival:over.hide" : "arrival:over.show")}
        </Button>
        <Button isSmall intent="primary" icon="eye-open" onClick={() => openDialog({ kind: "layer", layer })}>
          {t("arrival:layers.look")}
        </Button>
        <Button isSmall takesAway onClick={() => void leave()}>
          {t("arrival:layers.leave")}
        </Button>
      </div>
    </li>
  );
}
