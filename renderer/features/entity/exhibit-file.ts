import { useEffect, useState } from "react";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, bytesToHex } from "../../../shared/kernel/bytes.ts";
import type { RowWindow } from "../../../shared/intake/model.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";

/** A file of the case as the dialog has it; `key` is the sentence of what went wrong. */
export type ExhibitFile =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly bytes: Bytes }
  | { readonly kind: "failed"; readonly key: string };

/** Reads the exhibit once: unsealed and its hash checked by the core. */
export function useExhibitFile(sha256: FileHash): ExhibitFile {
  const [file, setFile] = useState<ExhibitFile>({ kind: "reading" });
  useEffect(() => {
    let isShown = true;
    void askCore("readExhibit", { sha256 }).then((answer) => {
      if (isShown) setFile(answer.ok ? { kind: "read", bytes: answer.value } : { kind: "failed", key: `failure:${answer.error.kind}` });
    });
    return () => {
      isShown = false;
    };
  }, [sha256]);
  return file;
}

export type ExhibitWindow =
  | { readonly kind: "reading" }
  | { readonly kind: "rows"; readonly window: RowWindow }
  | { readonly kind: "failed"; readonly key: string };

/** Rows of the file from a place on, read by the worker that holds no key. The last rows stay until the next are there. */
export function useExhibitRows(bytes: Bytes, fromRow: number, count: number): ExhibitWindow {
  const [rows, setRows] = useState<ExhibitWindow>({ kind: "reading" });
  useEffect(() => {
    let isShown = true;
    intakeDoor()
      .rows({ bytes, fromRow, count })
      .then(
        (answer) => {
          if (isShown)
            setRows(answer.ok ? { kind: "rows", window: answer.value } : { kind: "failed", key: `intake-rules:error.${answer.error.kind}` });
        },
        () => isShown && setRows({ kind: "failed", key: "failure:bug" }),
      );
    return () => {
      isShown = false;
    };
  }, [bytes, fromRow, count]);
  return rows;
}

/** Reads the sealed file anew and hashes it here, apart from the core's own check. */
export async function verifyExhibit(sha256: FileHash): Promise<boolean> {
  const answer = await askCore("readExhibit", { sha256 });
  if (!answer.ok) return false;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", answer.value));
  return bytesToHex(hash) === sha256;
}

/** Saves a copy under the exhibit's own name where the person says. */
export async function saveExhibit(bytes: Bytes, sha256: FileHash, name: string): Promise<void> {
  const saved = await saveBytes({ name: name === "" ? `${sha256.slice(0, 16)}.bin` : name, mediaType: "application/octet-stream" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "entity:notice.copySaved");
}
