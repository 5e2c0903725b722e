import { useEffect, useState } from "react";
import type { TakenBackEvent } from "../../../shared/case/locker-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";

/** Events of custody that an undo took back: they stay on the sheet, struck out. null = not known yet, or it could not be read. */
export function useTakenBack(exhibit: EntityId): readonly TakenBackEvent[] | null {
  const [events, setEvents] = useState<readonly TakenBackEvent[] | null>(null);
  useEffect(() => {
    let isShown = true;
    void askCore("custodyTakenBack", { exhibit }).then((answer) => {
      if (isShown && answer.ok) setEvents(answer.value.toSorted((a, b) => a.event.clock - b.event.clock));
    });
    return () => {
      isShown = false;
    };
  }, [exhibit]);
  return events;
}
