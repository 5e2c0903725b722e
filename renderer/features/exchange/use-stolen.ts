import { useEffect, useRef, useState } from "react";
import type { StolenKey, StolenList, StolenRuling, StolenSight } from "../../../shared/case/stolen-door.ts";
import type { ClaimId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { isTextTarget } from "../../state/chosen-files.ts";
import { turnBack } from "../../state/view-history.ts";
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
        if (isShown) setList(answer.ok ? answer.value : { statements: [], total: 0, again: 0 });
      });
    return () => {
      isShown = false;
    };
  }, [key, sight]);
  return list;
}

/** What a ruling is about: these, or all that wait, listed or not. */
export interface StolenChoice {
  readonly claims: readonly ClaimId[];
  readonly isAll: boolean;
}
export const nothingStolen: StolenChoice = { claims: [], isAll: false };

/**
 * Rules on what is chosen of a key, and never on more: with nothing chosen only what is said again can be ruled on as such. Its reason is left to be typed
 * while it is asked. `told`: what was ruled last, until something else is chosen or it is undone.
 */
export function useRuling(of: StolenKey | undefined, { claims, isAll }: StolenChoice, onDone: () => void) {
  const [why, setWhy] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [told, setTold] = useState<{ readonly ruling: StolenRuling; readonly count: number } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rule = async (ruling: StolenRuling): Promise<void> => {
    const isOfAll = isAll || (ruling === "said-again" && claims.length === 0);
    if (of === undefined || isBusy || (claims.length === 0 && !isOfAll)) return;
    if (why.trim() === "") return setTrouble(failureText({ kind: "reason-needed" }));
    setBusy(true);
    const ruled = await askCore("ruleOnStolen", { key: of.key, claims: isOfAll ? null : claims, ruling, why });
    setBusy(false);
    if (!ruled.ok) return setTrouble(failureText(ruled.error));
    setTrouble(null);
    setWhy("");
    setTold({ ruling, count: ruled.value.claims });
    onDone();
  };
  const write = (text: string): void => {
    setWhy(text);
    setTrouble(null);
  };
  const undo = async (): Promise<void> => {
    if (told === null) return;
    setTold(null);
    await turnBack("undo");
  };
  return { why, setWhy: write, trouble, isBusy, rule, told, undo };
}

/** Ctrl+Z takes back what was ruled here last, wherever the focus is but in a text that is typed. */
export function useUndoKey(undo: (() => Promise<void>) | null): void {
  const latest = useRef(undo);
  latest.current = undo;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyZ";
      if (!isUndo || latest.current === null || isTextTarget(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      void latest.current();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
