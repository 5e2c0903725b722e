import { useState } from "react";
import type { ExportPlan, ExportReceipt } from "../../../shared/case/export-door.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { saveInClear } from "../../state/save-file.ts";
import type { Trouble } from "./use-export-preview.ts";

type Saving = "not-yet" | "saving" | "saved" | "cancelled" | "failed";

/** The act itself: recorded first, then saved, with the file beside it; either can be saved again while the dialog is open. */
export interface Exporting {
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  readonly made: ExportReceipt | null;
  readonly saving: Saving;
  readonly side: Saving;
  /** The person wanted to leave with the file unsaved, and was told what that means. */
  readonly isWarned: boolean;
  start(plan: ExportPlan): Promise<boolean>;
  stop(): void;
  save(): void;
  saveSide(): void;
  leave(): void;
}

export function useExporting(): Exporting {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [made, setMade] = useState<ExportReceipt | null>(null);
  const [saving, setSaving] = useState<Saving>("not-yet");
  const [side, setSide] = useState<Saving>("not-yet");
  const [isWarned, warn] = useState(false);
  const saveSide = async (receipt: ExportReceipt): Promise<void> => {
    if (receipt.side === null) return;
    setSide("saving");
    setSide(await savedAs(receipt.side.name, "text/plain", receipt.side.bytes, side));
  };
  const save = async (receipt: ExportReceipt, before: Saving): Promise<void> => {
    setSaving("saving");
    warn(false);
    const now = await savedAs(receipt.name, receipt.mediaType, receipt.bytes, before);
    if (now === "saved" && before !== "saved") await settle(receipt, true);
    setSaving(now);
    if (now === "saved" && before !== "saved") await saveSide(receipt);
  };
  const start = async (plan: ExportPlan): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("exportTable", plan);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.error);
      return false;
    }
    setMade(answer.value);
    void save(answer.value, "not-yet");
    return true;
  };
  const leave = (): void => {
    if (saving === "saving" || side === "saving") return;
    if (saving !== "saved" && !isWarned) return warn(true);
    if (saving !== "saved" && made !== null) void settle(made, false);
    closeDialog();
  };
  return {
    isBusy,
    trouble,
    made,
    saving,
    side,
    isWarned,
    start,
    leave,
    stop: () => void askOrTell("cancel", { job: "export-table" }),
    save: () => void (made !== null && save(made, saving)),
    saveSide: () => void (made !== null && saveSide(made)),
  };
}

async function settle({ record }: ExportReceipt, wereHandedOver: boolean): Promise<void> {
  await askOrTell("settleShares", { statementHashes: [record.recordHash], wereHandedOver });
}

/** A copy that is cancelled takes nothing back: the first is on its disk. */
async function savedAs(name: string, mediaType: string, bytes: ExportReceipt["bytes"], before: Saving): Promise<Saving> {
  const saved = await saveInClear({ name, mediaType }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  return before === "saved" ? "saved" : saved.ok ? saved.value : "failed";
}
