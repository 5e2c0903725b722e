import { useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { saveFile } from "../../state/save-file.ts";
import type { bundleFailureText } from "./exchange-words.ts";

type Saving = "not-yet" | "saving" | "saved" | "cancelled" | "failed";

/** The act itself: the share is recorded first, then its file is saved; the file can be saved again while the dialog is open. */
export interface Sharing {
  readonly isBusy: boolean;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  readonly receipt: ShareReceipt | null;
  readonly saving: Saving;
  /** The person wanted to leave with the file unsaved, and was told what that means. */
  readonly isWarned: boolean;
  start(plan: SharePlan): Promise<boolean>;
  save(): void;
  /** Closes the dialog; warns once when the file was not saved. */
  leave(): void;
}

export function useSharing(): Sharing {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Sharing["trouble"]>(null);
  const [receipt, setReceipt] = useState<ShareReceipt | null>(null);
  const [saving, setSaving] = useState<Saving>("not-yet");
  const [isWarned, warn] = useState(false);

  const save = async ({ name, file }: ShareReceipt): Promise<void> => {
    setSaving("saving");
    warn(false);
    const saved = await saveFile({ name, mediaType: "application/octet-stream" }, file);
    if (!saved.ok) tellFailure(saved.error);
    setSaving(saved.ok ? saved.value : "failed");
  };
  const start = async (plan: SharePlan): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const shared = await askCore("share", plan);
    setBusy(false);
    if (!shared.ok) {
      setTrouble(shared.error);
      return false;
    }
    setReceipt(shared.value);
    void save(shared.value);
    return true;
  };
  const leave = (): void => {
    if (saving === "saving") return;
    if (saving === "saved" || isWarned) closeDialog();
    else warn(true);
  };
  return { isBusy, trouble, receipt, saving, isWarned, start, leave, save: () => void (receipt !== null && save(receipt)) };
}
