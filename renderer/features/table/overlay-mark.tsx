import type { ReactNode } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Overlay, stateMarks, stateTones } from "../../state/overlay.ts";
import { Tag } from "../../ui/tag.tsx";
import type { Translate } from "../../ui/translate.ts";

/** One sign, since names need the room; what it means is read aloud and stands in its title. That something of a row would change when what is looked at over the case were accepted; of a row the case does not have, that it does not. */
export function OverlayMark({ id, overlay, t }: { readonly id: EntityId; readonly overlay: Overlay | null; readonly t: Translate }): ReactNode {
  const state = overlay?.rows.get(id)?.state;
  if (overlay === null || state === undefined || overlay.off.has(state)) return null;
  const isGhost = overlay.ghosts.has(id);
  return (
    <Tag tone={stateTones[state]} title={`${t(isGhost ? "arrival:over.not" : "arrival:over.touched")} ${t(`arrival:meaning.${state}`)}`}>
      {stateMarks[state]}
      <span className="visually-hidden"> {t(isGhost ? "arrival:over.short" : `arrival:state.${state}`)}</span>
    </Tag>
  );
}
