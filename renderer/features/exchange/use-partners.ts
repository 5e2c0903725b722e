import { useCallback, useEffect, useState } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";

/** The partners we admitted; null until the core has answered. `reload` asks again. */
export function usePartners(): { readonly partners: readonly Partner[] | null; readonly reload: () => void } {
  const [partners, setPartners] = useState<readonly Partner[] | null>(null);
  const reload = useCallback(() => {
    void askOrTell("listPartners", null).then((found) => setPartners(found ?? []));
  }, []);
  useEffect(reload, [reload]);
  return { partners, reload };
}
