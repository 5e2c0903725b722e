import { useEffect, useState } from "react";
import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import type { IntakeError, RowWindow } from "../../../shared/intake/model.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { notify } from "../../state/jobs.ts";
import { saveFile } from "../../state/save-file.ts";

/** A file of the case as the dialog has it; `key` is the sentence of what went wrong. */
export type ExhibitFile =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly bytes: Bytes }
  /** `canCopy`: it is whole, and only too large to be shown. */
  | { readonly kind: "failed"; readonly key: string; readonly canCopy: boolean };

/** Reads the exhibit once: unsealed and its hash checked by the core. */
export function useExhibitFile(sha256: FileHash): ExhibitFile {
  const [file, setFile] = useState<ExhibitFile>({ kind: "reading" });
  useEffect(() => {
    let isShown = true;
    void askCore("readExhibit", { sha256 }).then((answer) => {
      if (isShown)
        setFile(
          answer.ok
            ? { kind: "read", bytes: answer.value }
            : { kind: "failed", key: failedKey(answer.error.kind), canCopy: answer.error.kind === "too-large" },
        );
    });
    return () => {
      isShown = false;
    };
  }, [sha256]);
  return file;
}

/** Of a file nothing before the damage is of use: the sentence of damaged records is another. */
const failedKey = (kind: string): string => (kind === "box-damaged" || kind === "box-missing" ? "entity:exhibit.altered" : `failure:${kind}`);

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
          if (isShown) setRows(answer.ok ? { kind: "rows", window: answer.value } : notRead(answer.error.kind));
        },
        () => isShown && setRows({ kind: "failed", key: "failure:bug" }),
      );
    return () => {
      isShown = false;
    };
  }, [bytes, fromRow, count]);
  return rows;
}

/** What an import would say otherwise: nothing is imported here. */
const keysHere: Readonly<Partial<Record<IntakeError["kind"], string>>> = {
  empty: "entity:exhibit.empty",
  "not-text": "entity:exhibit.otherKind",
  spreadsheet: "entity:exhibit.otherKind",
  bundle: "entity:exhibit.otherKind",
};
const notRead = (error: IntakeError["kind"]): ExhibitWindow => ({ kind: "failed", key: keysHere[error] ?? `intake-rules:error.${error}` });

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
  else if (saved.value === "saved") notify("success", "entity:notice.copySaved");
}
