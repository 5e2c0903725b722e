import { useEffect, useState } from "react";
import type { StolenKey, StolenList, StolenRuling, StolenSight } from "../../../shared/case/stolen-door.ts";
import type { ClaimId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { failureText } from "../../ui/failure-text.ts";

/** What rests on one key; asked for anew whenever the core tells of a change. null = on its way. */
export function useStolenList(of: StolenKey | undefined, sight: StolenSight | null): StolenList | null {
  const [list, setList] = useState<StolenList | null>(null);
  const key = of?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sight is another object once something of it changed
  useEffect(() => {
    let isShown = true;
    if (key === undefined) setList(null);
    else
      void askCore("stolenStatements", { key }).then((answer) => {
        if (isShown) setList(answer.ok ? answer.value : { statements: [], total: 0 });
      });
    return () => {
      isShown = false;
    };
  }, [key, sight]);
  return list;
}

/** Rules on statements of a key; `picked` empty = all that wait. Its reason is left to be typed while it is asked. */
export function useRuling(of: StolenKey | undefined, picked: readonly string[], list: StolenList | null) {
  const [why, setWhy] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rule = async (ruling: StolenRuling): Promise<void> => {
    if (of === undefined || isBusy) return;
    if (why.trim() === "") return setTrouble(failureText({ kind: "reason-needed" }));
    const chosen = (list?.statements ?? []).flatMap(({ claim }): ClaimId[] => (picked.includes(claim) ? [claim] : []));
    setBusy(true);
    const ruled = await askCore("ruleOnStolen", { key: of.key, claims: chosen.length === 0 ? null : chosen, ruling, why });
    setBusy(false);
    if (!ruled.ok) return setTrouble(failureText(ruled.error));
    setTrouble(null);
    setWhy("");
    notify("success", `stolen:ruled.${ruling}`, { count: ruled.value.claims });
  };
  const write = (text: string): void => {
    setWhy(text);
    setTrouble(null);
  };
  return { why, setWhy: write, trouble, isBusy, rule };
}
