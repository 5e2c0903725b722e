import { type ReactNode, useEffect } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import {
  chosenOf,
  followCase,
  hideOverlay,
  mayTakeIn,
  type Overlay,
  rowsByState,
  stateMarks,
  stateTones,
  takeInOverlay,
  useShownOverlay,
} from "../../state/overlay.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./arrival.css";

/** Says over the workbench that something is looked at which is no part of the case, and takes it in, compares it or puts it away. */
export function OverlayBar(): ReactNode {
  const overlay = useShownOverlay();
  useEffect(followCase, []);
  return overlay === null ? null : <Bar overlay={overlay} />;
}

function Bar({ overlay }: { readonly overlay: Overlay }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { review } = overlay;
  const title = t(review.layer === null ? "arrival:over.arrived" : "arrival:over.aside");
  return (
    <aside className="exchange-over" aria-label={title}>
      <Icon name="layers" />
      <p role="status">
        <strong>{title}</strong>{" "}
        <SafeText text={t("arrival:over.from", { agency: review.sender?.agencyName ?? t("common:unknown"), date: format.date(review.sentAt) })} />
      </p>
      <HandlingTag handling={review.marking} />
      <span className="exchange-over-states">
        {rowsByState(overlay).map(({ state, rows }) => (
          <Tag key={state} tone={stateTones[state]} title={`${t(`arrival:state.${state}`)}: ${t(`arrival:meaning.${state}`)}`}>
            {stateMarks[state]} {format.number(rows.length)}
          </Tag>
        ))}
      </span>
      <Acts overlay={overlay} />
    </aside>
  );
}

function Acts({ overlay }: { readonly overlay: Overlay }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const chosen: readonly EntityId[] = chosenOf(
    overlay,
    useDesk((desk) => desk.selection.entities),
  );
  const mayTake = useIsEditable() && mayTakeIn(overlay);
  return (
    <span className="exchange-over-acts">
      <Button isSmall icon="tick" isDisabled={!mayTake || chosen.length === 0} onClick={() => void takeInOverlay(chosen)}>
        {t("arrival:over.takeChosen", { number: format.number(chosen.length) })}
      </Button>
      <Button isSmall icon="git-merge" isDisabled={!mayTake} onClick={() => void takeInOverlay(null)}>
        {t("arrival:over.takeAll")}
      </Button>
      <Button isSmall icon="comparison" onClick={() => openDialog({ kind: "arrived" })}>
        {t("arrival:over.compare")}
      </Button>
      <Button isSmall icon="cross" onClick={hideOverlay}>
        {t("arrival:over.hide")}
      </Button>
    </span>
  );
}
