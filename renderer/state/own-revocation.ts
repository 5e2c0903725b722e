import { useEffect, useState } from "react";
import type { Revocation } from "../../shared/partner/model.ts";
import { askCore } from "./ask.ts";
import { isToRead, useDesk } from "./desk.ts";

/**
 * Why our own key is not to be believed, or will not be; null = it is, or nobody answered yet. Asked anew whenever a dialog opens or closes and
 * whenever we have other keys: notices are read in dialogs, also those that come in bundles.
 */
export function useOwnRevocation(): Revocation | null {
  const me = useDesk((desk) => desk.me);
  const isAsked = useDesk((desk) => ["cases", "workbench"].includes(desk.screen) && desk.me !== null && !isToRead(desk));
  const dialog = useDesk((desk) => desk.dialog?.kind ?? null);
  const [revoked, setRevoked] = useState<Revocation | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who we are and what was open say when to ask, not what
  useEffect(() => {
    if (!isAsked) return setRevoked(null);
    let isShown = true;
    void askCore("ownKeys", null).then((answer) => {
      if (isShown && answer.ok) setRevoked(answer.value.revoked);
    });
    return () => {
      isShown = false;
    };
  }, [isAsked, me, dialog]);
  return revoked;
}

/** A revocation that is in force, so that what is signed now is refused; null = none is. */
export const inForce = (revoked: Revocation | null): Revocation | null => (revoked !== null && revoked.from <= Date.now() ? revoked : null);
