import { useEffect, useState } from "react";
import type { CheckedExhibit } from "../../../shared/case/exhibits-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";

const job = "verify-exhibits";

/** Whether the files were found whole, read anew for this sheet. */
export type SheetCheck =
  | { readonly kind: "running" }
  | { readonly kind: "done"; readonly at: number; readonly states: ReadonlyMap<EntityId, CheckedExhibit["state"]> }
  /** `key`: why it could not be looked at. */
  | { readonly kind: "failed"; readonly key: string };

/** Reads the files whole and compares their SHA-256 as soon as the sheet stands; ended with it. */
export function useSheetCheck(exhibits: readonly EntityId[]): SheetCheck {
  const [check, setCheck] = useState<SheetCheck>({ kind: "running" });
  useEffect(() => {
    let [isShown, isRunning] = [true, true];
    setCheck({ kind: "running" });
    void askCore("verifyExhibits", { exhibits }).then((answer) => {
      isRunning = false;
      if (!isShown) return;
      if (!answer.ok) return setCheck({ kind: "failed", key: `failure:${answer.error.kind}` });
      setCheck({ kind: "done", at: Date.now(), states: new Map(answer.value.exhibits.map(({ entity, state }) => [entity, state])) });
    });
    return () => {
      isShown = false;
      if (isRunning) void askCore("cancel", { job });
    };
  }, [exhibits]);
  return check;
}
