import { useCallback, useEffect, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";

/** All partners we ever admitted, with how they stand; null until the core has answered. `reload` asks again. */
export function usePartners(): { readonly partners: readonly ListedPartner[] | null; readonly reload: () => void } {
  const [partners, setPartners] = useState<readonly ListedPartner[] | null>(null);
  const reload = useCallback(() => {
    void askOrTell("listPartners", null).then((found) => setPartners(found ?? []));
  }, []);
  useEffect(reload, [reload]);
  return { partners, reload };
}
