import { askCore } from "./ask.ts";

/** Beside the vault's own secrets, the window's memory of whether the person ever typed the recovery code back. */
const note = "recovery";

/** A code was shown for the first time: until `noteTypedBack`, nobody is known to have it on paper. */
export async function noteShown(): Promise<void> {
  await askCore("keepNote", { name: note, text: "shown" });
}

export async function noteTypedBack(): Promise<void> {
  await askCore("keepNote", { name: note, text: "typed back" });
}

/** Whether a code was shown and never typed back. Vaults of versions before this one do not say. */
export async function isNeverTypedBack(): Promise<boolean> {
  const kept = await askCore("readNote", { name: note });
  return kept.ok && kept.value === "shown";
}
