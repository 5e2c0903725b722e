import { useRef, useState } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import { askCore } from "../../state/ask.ts";
import type { noticeFailureText } from "./exchange-words.ts";
import { replacementAmong } from "./replaced-bundle.ts";
import type { SmallFile } from "./save-small-file.ts";
import { type SmallSaving, useSmallSaving } from "./use-small-saving.ts";

/** What is to be said of an earlier bundle once the new one is on a disk. */
export interface Replacement {
  readonly replaced: RegisterEntry;
  readonly why: string;
}
/** The bundles of a share; `replacement` null = they replace nothing. */
export interface MadeBundles {
  readonly receipts: readonly ShareReceipt[];
  readonly replacement: Replacement | null;
}
/** The notice that a bundle is replaced. */
export interface Replacing extends Pick<SmallSaving, "saving"> {
  /** null = nothing is replaced, or it is not said yet. */
  readonly notice: (SmallFile & { readonly number: number }) | null;
  readonly trouble: Parameters<typeof noticeFailureText>[0] | null;
  /** Says it when the bundle that replaces is saved: one whose file was never kept replaces nothing. */
  say(made: MadeBundles, saved: ShareReceipt): Promise<void>;
  save(): void;
}

export function useReplacing(): Replacing {
  const [notice, setNotice] = useState<Replacing["notice"]>(null);
  const [trouble, setTrouble] = useState<Replacing["trouble"]>(null);
  const isSaid = useRef(false);
  const { saving, save } = useSmallSaving();
  const say = async ({ receipts, replacement }: MadeBundles, saved: ShareReceipt): Promise<void> => {
    if (replacement === null || isSaid.current || replacementAmong(receipts, replacement.replaced) !== saved) return;
    isSaid.current = true;
    const { why, replaced } = replacement;
    const { statementHash, sequence } = replaced;
    const said = await askCore("supersedeBundle", { statementHash, by: saved.statementHash, why });
    isSaid.current = said.ok;
    setTrouble(said.ok ? null : said.error);
    if (said.ok) setNotice({ name: said.value.file.name, bytes: new Uint8Array(said.value.file.bytes), number: sequence });
  };
  return { notice, trouble, saving, say, save: () => void (notice === null ? undefined : save(notice)) };
}
