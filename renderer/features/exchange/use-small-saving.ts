import { useState } from "react";
import { tellFailure } from "../../state/ask.ts";
import { saveBytes } from "../../state/save-file.ts";
import type { SmallFile } from "./save-small-file.ts";

export type Saving = "not-yet" | "saving" | "saved" | "cancelled" | "failed";

/** The saving of one small file, and whether it is on a disk. */
export interface SmallSaving {
  readonly saving: Saving;
  save(file: SmallFile): Promise<void>;
}

export function useSmallSaving(): SmallSaving {
  const [saving, setSaving] = useState<Saving>("not-yet");
  const save = async ({ name, bytes }: SmallFile): Promise<void> => {
    // A copy that is cancelled takes nothing back: the first is on its disk.
    const before = saving;
    setSaving("saving");
    const saved = await saveBytes({ name, mediaType: "application/octet-stream" }, bytes);
    if (!saved.ok) tellFailure(saved.error);
    setSaving(before === "saved" ? "saved" : saved.ok ? saved.value : "failed");
  };
  return { saving, save };
}
