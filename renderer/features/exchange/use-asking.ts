import { useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { askCore, askOrTell } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import type { bundleFailureText } from "./exchange-words.ts";
import type { SmallFile } from "./save-small-file.ts";
import { type Saving, useSmallSaving } from "./use-small-saving.ts";

/** Asking a second officer: what would leave is settled, and the file for him is saved. */
export interface Asking {
  readonly isBusy: boolean;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  readonly request: SmallFile | null;
  readonly saving: Saving;
  /** The person wanted to leave without the file, and was told what that means. */
  readonly isWarned: boolean;
  start(plan: SharePlan, second: AuthorId): Promise<boolean>;
  save(): void;
  /** Closes the dialog; warns once when the file was not saved, and then waits for nothing. */
  leave(): void;
}

export function useAsking(): Asking {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Asking["trouble"]>(null);
  const [request, setRequest] = useState<SmallFile | null>(null);
  const [isWarned, warn] = useState(false);
  const { saving, save } = useSmallSaving();
  const start = async (plan: SharePlan, second: AuthorId): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const asked = await askCore("askSecondOfficer", { plan, second });
    setBusy(false);
    if (!asked.ok) {
      setTrouble(asked.error);
      return false;
    }
    setRequest(asked.value);
    void save(asked.value);
    return true;
  };
  const leave = (): void => {
    if (isBusy || saving === "saving") return;
    if (saving !== "saved" && !isWarned) return warn(true);
    // A request nobody has can be answered by nobody: the share does not wait for it.
    if (saving !== "saved" && request !== null) void askOrTell("dropPendingShare", { id: idOf(request) });
    closeDialog();
  };
  const saveAgain = (): void => {
    warn(false);
    if (request !== null) void save(request);
  };
  return { isBusy, trouble, request, saving, isWarned, start, leave, save: saveAgain };
}

/** The file is named after the share that waits. */
const idOf = ({ name }: SmallFile): string => name.split(".")[0] ?? name;
