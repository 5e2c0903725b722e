import { useEffect, useState } from "react";
import type { StoredRoom } from "../../shared/case/exhibits-door.ts";
import { askCore } from "./ask.ts";

/** What is stored, and whether so many bytes more would fit (`StoredRoom`); null = not asked (`forBytes` null) or not known. */
export function useRoom(forBytes: number | null): StoredRoom | null {
  const [room, setRoom] = useState<StoredRoom | null>(null);
  useEffect(() => {
    let isShown = true;
    setRoom(null);
    if (forBytes !== null)
      void askCore("storageRoom", { forBytes }).then((answer) => {
        if (isShown && answer.ok) setRoom(answer.value);
      });
    return () => {
      isShown = false;
    };
  }, [forBytes]);
  return room;
}
