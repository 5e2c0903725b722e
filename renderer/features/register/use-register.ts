import { useCallback, useEffect, useState } from "react";
import type { BundleRegister } from "../../../shared/case/register-door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { askCore, askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

/** The register, and what its cases are called here. */
export interface RegisterShown extends BundleRegister {
  readonly caseNames: ReadonlyMap<CaseId, string>;
}

/** null until the core has answered. `reload` asks again; what is shown stays meanwhile. */
export function useRegister(): { readonly register: RegisterShown | null; readonly reload: () => void } {
  const [register, setRegister] = useState<RegisterShown | null>(null);
  const [version, setVersion] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a register that changed is asked for again
  useEffect(() => {
    let isShown = true;
    const read = async (): Promise<void> => {
      const [told, caseNames] = [await askOrTell("bundleRegister", null), await namesOfCases()];
      if (isShown) setRegister({ today: told?.today ?? "", entries: told?.entries ?? [], caseNames });
    };
    void read();
    return () => {
      isShown = false;
    };
  }, [version]);
  return { register, reload: useCallback(() => setVersion((before) => before + 1), []) };
}

/** Cases of the list, the open one as it is called at this moment, and those that were destroyed where the officer kept the name. */
async function namesOfCases(): Promise<ReadonlyMap<CaseId, string>> {
  const [listed, destroyed] = [await askCore("listCases", null), await askCore("listDestroyed", null)];
  const { opened } = useCaseMirror.getState();
  const all = [...(destroyed.ok ? destroyed.value : []), ...(listed.ok ? listed.value : []), ...(opened === null ? [] : [opened])];
  return new Map(all.map(({ caseId, number, title }) => [caseId, [number, title].filter((part) => part !== "").join(" ")]));
}
