import { keyFileEnding } from "../../shared/kernel/file-endings.ts";
import { type ReactNode, useState } from "react";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { parseKeyFile } from "../../shared/kernel/key-file.ts";
import { Callout } from "./callout.tsx";
import { failureText } from "./failure-text.ts";
import { FileField } from "./field.tsx";
import { useTranslate } from "./translate.ts";
import "./key-file-field.css";

/** A file that was chosen, read at once: it may be on a stick that is pulled. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Bytes;
}

interface KeyFileFieldProps {
  readonly file: ChosenFile | null;
  /** Gets null when what was chosen is no key file, which is said here. */
  readonly setFile: (file: ChosenFile | null) => void;
  readonly label?: string;
  readonly help?: string;
}

/** Asks for a key file, and refuses another file at once. Whether it is the right one only the vault can say. */
export function KeyFileField({ file, setFile, label, help }: KeyFileFieldProps): ReactNode {
  const t = useTranslate();
  const [refused, setRefused] = useState<string | null>(null);
  const read = async (chosen: File): Promise<void> => {
    const bytes = new Uint8Array(await chosen.slice(0, longestRead).arrayBuffer());
    const isOne = parseKeyFile(bytes) !== null;
    setRefused(isOne ? null : failureText({ kind: "not-a-key-file" }));
    setFile(isOne ? { name: chosen.name, bytes } : null);
  };
  return (
    <div className="ui-key-file">
      <FileField
        label={label ?? t("keys:file.choose")}
        accept={keyFileEnding}
        help={help ?? t("keys:file.drop")}
        onFile={(chosen) => void read(chosen)}
        {...(file === null ? {} : { chosen: file.name })}
      />
      {refused !== null && <Callout tone="danger">{refused}</Callout>}
    </div>
  );
}

/** Longer than any key file: of another file no more is read. */
const longestRead = 4096;
