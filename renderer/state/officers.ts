import { useEffect, useState } from "react";
import type { AuthorId } from "../../shared/kernel/brand.ts";
import type { Identity } from "../../shared/partner/model.ts";
import { askCore } from "./ask.ts";
import { useDesk } from "./desk.ts";

/**
 * Who an author key is: ourselves, by our keys of before too, and the partners we admitted. Asked anew when a dialog opens or closes, since partners come by dialogs.
 * A key that is in no card we hold is not in it; the screen then shows the key.
 */
export function useOfficers(): ReadonlyMap<AuthorId, Identity> {
  const me = useDesk((desk) => desk.me);
  const isDialogOpen = useDesk((desk) => desk.dialog !== null);
  const [partners, setPartners] = useState<readonly Identity[]>([]);
  const [earlier, setEarlier] = useState<readonly AuthorId[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a dialog that opens or closes is the moment to ask
  useEffect(() => {
    let isMounted = true;
    void askCore("listPartners", null).then((answer) => {
      if (isMounted && answer.ok) setPartners(answer.value);
    });
    void askCore("ownKeys", null).then((answer) => {
      if (isMounted && answer.ok) setEarlier(answer.value.earlier);
    });
    return () => {
      isMounted = false;
    };
  }, [isDialogOpen]);
  const ours = me === null ? [] : [me, ...earlier.map((author) => ({ ...me, author }))];
  return new Map([...partners, ...ours].map((identity) => [identity.author, identity]));
}
