import { useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { ShareReceipt } from "../../../shared/case/door.ts";
import { askCore } from "../../state/ask.ts";
import { saveFile } from "../../state/save-file.ts";
import { failureText } from "../../ui/failure-text.ts";
import { useTranslate } from "../../ui/translate.ts";
import { bundleRefusal } from "./words.ts";

/** How the saving of the file went. */
export type Saving = { readonly kind: "busy" | "saved" | "cancelled" } | { readonly kind: "failed"; readonly text: string };

interface Sharing {
  readonly isBusy: boolean;
  readonly trouble: string | null;
  readonly receipt: ShareReceipt | null;
  readonly saving: Saving;
  share(plan: SharePlan): Promise<void>;
  save(): void;
}

/** Shares once; the file may be saved as often as the person likes. */
export function useShare(): Sharing {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<ShareReceipt | null>(null);
  const [saving, setSaving] = useState<Saving>({ kind: "busy" });
  const save = async ({ name, file }: ShareReceipt): Promise<void> => {
    setSaving({ kind: "busy" });
    const saved = await saveFile({ name, mediaType: "application/octet-stream" }, file);
    setSaving(saved.ok ? { kind: saved.value } : { kind: "failed", text: failureText(saved.error) });
  };
  const share = async (plan: SharePlan): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const made = await askCore("share", plan);
    setBusy(false);
    if (!made.ok) return setTrouble(bundleRefusal(t, made.error));
    setReceipt(made.value);
    await save(made.value);
  };
  return { isBusy, trouble, receipt, saving, share, save: () => receipt !== null && void save(receipt) };
}
