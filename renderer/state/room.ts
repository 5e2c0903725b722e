import { useEffect, useState } from "react";
import type { StoredRoom } from "../../shared/case/exhibits-door.ts";
import { askCore } from "./ask.ts";

/** What is stored and what still fits, asked anew whenever `of` changes (a file was chosen, a dialog opened); null = not known. */
export function useRoom(of: unknown): StoredRoom | null {
  const [room, setRoom] = useState<StoredRoom | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is of the moment, and `of` says when the moment is another
  useEffect(() => {
    let isShown = true;
    void askCore("storageRoom", null).then((answer) => {
      if (isShown) setRoom(answer.ok ? answer.value : null);
    });
    return () => {
      isShown = false;
    };
  }, [of]);
  return room;
}
