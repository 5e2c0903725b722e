import { useEffect, useState } from "react";
import type { Foreseen } from "../../../shared/case/import-door.ts";
import { askCore } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { failureText } from "../../ui/failure-text.ts";
import { choicesText, type Looking } from "./previewed.ts";

/** What of a file is new to the case and what it has; null while that is being found out, or where it is not asked. */
export interface Comparing {
  readonly foreseen: Foreseen | null;
  /** Why it cannot be said, in words; null = no trouble. */
  readonly trouble: string | null;
}
const nothing: Comparing = { foreseen: null, trouble: null };

/** Holds a file against the case, anew whenever it is read otherwise or the case has changed. Not asked while something is open. */
export function useForeseen({ file, preview, choices, isBusy }: Looking, isAsked: boolean): Comparing {
  const [state, setState] = useState<Comparing>(nothing);
  const version = useCaseMirror(({ version: now }) => now);
  const profile = preview?.profile ?? "";
  const text = choicesText(choices);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the case is another answer
  useEffect(() => {
    setState(nothing);
    if (!isAsked || file === null || isBusy || profile === "") return;
    let isMeant = true;
    void askCore("foreseeImport", { file, fileName: file.name, profile, choices: text }).then((seen) => {
      if (!isMeant || (!seen.ok && seen.error.kind === "cancelled")) return;
      setState(seen.ok ? { foreseen: seen.value, trouble: null } : { foreseen: null, trouble: failureText(seen.error) });
    });
    return () => {
      isMeant = false;
      void intakeDoor().steer({ job: "foresee-import", how: "stop" });
    };
  }, [file, profile, text, isBusy, isAsked, version]);
  return state;
}

/** Whether a file names nothing the case has not. */
export function isNothingNew({ kinds, transfers }: Pick<Foreseen, "kinds" | "transfers">): boolean {
  return kinds.length > 0 && transfers.fresh === 0 && kinds.every(({ fresh }) => fresh === 0);
}
