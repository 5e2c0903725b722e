import { useEffect, useState } from "react";
import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import type { Opened, PreviewError } from "../../../shared/preview/model.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { openPreview, type PreviewEnd, type PreviewLook } from "../../state/preview-bridge.ts";
import { saveFile } from "../../state/save-file.ts";

/** A file of the case as its viewer has it; `key` is the sentence of what went wrong. */
export type Preview =
  | { readonly kind: "reading" }
  | { readonly kind: "open"; readonly door: PreviewLook["door"]; readonly opened: Opened }
  /** `canCopy`: it is whole, and only cannot be shown. */
  | { readonly kind: "failed"; readonly key: string; readonly where: string; readonly canCopy: boolean };

/** Reads the exhibit once, unsealed and its hash checked by the core, and hands its bytes to a thread of its own, which ends with the view. */
export function usePreview(sha256: FileHash, fileName: string): Preview {
  const [preview, setPreview] = useState<Preview>({ kind: "reading" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name only says whether the ending is right: a file renamed meanwhile is not read anew
  useEffect(() => {
    let look: PreviewLook | null = null;
    let isShown = true;
    const show = (next: Preview): void => {
      if (isShown) setPreview(next);
    };
    const onEnd = (why: PreviewEnd): void => show({ kind: "failed", key: `preview:end.${why}`, where: "", canCopy: true });
    void askCore("readExhibit", { sha256 }).then(async (answer) => {
      if (!isShown) return;
      if (!answer.ok) return show({ kind: "failed", key: failedKey(answer.error.kind), where: "", canCopy: answer.error.kind === "too-large" });
      look = openPreview(onEnd);
      show(await openedIn(look, answer.value, fileName));
    });
    return () => {
      isShown = false;
      look?.stop();
    };
  }, [sha256]);
  return preview;
}

async function openedIn(look: PreviewLook, bytes: Bytes, fileName: string): Promise<Preview> {
  const opened = await look.door.open({ bytes, fileName, transfer: [bytes.buffer] });
  return opened.ok ? { kind: "open", door: look.door, opened: opened.value } : { kind: "failed", ...errorWords(opened.error), canCopy: true };
}

/** The sentence of an error, and the place it names. */
export function errorWords({ kind, where = "" }: PreviewError): { readonly key: string; readonly where: string } {
  return { key: `preview:error.${kind}`, where };
}

/** Of a file nothing before the damage is of use: the sentence of damaged records is another. */
const failedKey = (kind: string): string => (kind === "box-damaged" || kind === "box-missing" ? "preview:file.altered" : `failure:${kind}`);

/** Lets the core read the sealed file anew and compare its hash; a file that is not what it was goes to quarantine. */
export async function verifyExhibit(exhibit: EntityId): Promise<boolean | null> {
  const report = await askOrTell("verifyExhibits", { exhibits: [exhibit] });
  return report === null ? null : report.exhibits.every(({ state }) => state === "sound");
}

/** Saves a copy under the exhibit's own name where the person says; of any size, its hash verified before a byte is given. */
export async function saveExhibit(sha256: FileHash, sizeBytes: number, name: string): Promise<void> {
  const copy = await askOrTell("copyExhibit", { sha256, sizeBytes });
  if (copy === null) return;
  const saved = await saveFile({ name: name === "" ? `${sha256.slice(0, 16)}.bin` : name, mediaType: "application/octet-stream" }, copy);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "preview:file.saved");
}
