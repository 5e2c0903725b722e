import { useEffect, useMemo, useState } from "react";
import type { BundleRegister, RegisterEntry } from "../../../shared/case/register-door.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { replaceable } from "./replaced-bundle.ts";
import type { ShareDraft } from "./share-draft.ts";

/** Bundles of the open case that this share can replace; null until the register has answered. */
export function useReplaceable({ to, isTogether, isUnderPassphrase }: ShareDraft): readonly RegisterEntry[] | null {
  const register = useRegister();
  const caseId = useCaseMirror(({ opened }) => opened?.caseId ?? null);
  return useMemo(
    () => (register === null ? null : replaceable(register, caseId, { to, isTogether, isUnderPassphrase })),
    [register, caseId, to, isTogether, isUnderPassphrase],
  );
}

/** As it was when the dialog opened. What cannot be told replaces nothing: the register offers the same later. */
function useRegister(): BundleRegister | null {
  const [register, setRegister] = useState<BundleRegister | null>(null);
  useEffect(() => {
    let isShown = true;
    void askCore("bundleRegister", null).then((told) => isShown && setRegister(told.ok ? told.value : { today: "", entries: [] }));
    return () => {
      isShown = false;
    };
  }, []);
  return register;
}
