import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ClipboardEvent, type ReactNode, useCallback, useEffect, useState } from "react";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { useDesk } from "../../state/desk.ts";
import { readCode } from "../../state/picture-bridge.ts";
import type { FailureKind } from "../../ui/failure-text.ts";
import { FileField, TextAreaField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** An identity that was read, and its bytes for the admission. */
export interface Inspected {
  readonly identity: Identity;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export interface Trouble {
  readonly kind: FailureKind;
  readonly where?: string;
}
type Read = { readonly ok: true; readonly value: Inspected } | { readonly ok: false; readonly error: Trouble };

/** The identity that was read out of a file, a picture or a text, or why it could not be. */
export function useInspected(dropped: File | null) {
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const show = useCallback((read: Read): void => {
    setTrouble(read.ok ? null : read.error);
    setInspected(read.ok ? read.value : null);
  }, []);
  const inspectFile = useCallback(async (file: File): Promise<void> => show(await readFile(file)), [show]);
  const inspectText = useCallback(async (text: string): Promise<void> => show(await readText(text)), [show]);
  useEffect(() => {
    if (dropped !== null) void inspectFile(dropped);
  }, [dropped, inspectFile]);
  const forget = (): void => {
    setInspected(null);
    setTrouble(null);
  };
  return { inspected, trouble, inspectFile, inspectText, setTrouble, forget };
}

interface SourceProps {
  readonly onFile: (file: File) => void;
  readonly onText: (text: string) => void;
}

/** Where a partner's identity comes from: its file, a picture of its QR code, or its text. */
export function IdentitySource({ onFile, onText }: SourceProps): ReactNode {
  const t = useTranslate();
  const [text, setText] = useState("");
  const type = (typed: string): void => {
    setText(typed);
    // Two lines and the mark of a whole signature: not while somebody still types.
    if (/^\s*\{.*\}\s*\n\s*\S{88}\s*$/s.test(typed)) onText(typed);
  };
  const paste = (event: ClipboardEvent): void => {
    const picture = [...event.clipboardData.files].find(({ type: kind }) => kind.startsWith("image/"));
    if (picture === undefined) return;
    event.preventDefault();
    onFile(picture);
  };
  return (
    <div onPaste={paste}>
      <FileField
        label={t("exchange:add.choose")}
        accept={`${fileEndings.identity},.png,.jpg,.jpeg,.webp`}
        autoFocus
        onFile={onFile}
        help={t("partners:source.drop")}
      />
      <p className="exchange-muted">{t("exchange:add.fileHelp")}</p>
      <TextAreaField label={t("partners:source.paste")} help={t("partners:source.pasteHelp")} rows={4} value={text} onChange={type} />
    </div>
  );
}

/** A picture is looked at for its QR code; anything else is taken for the file. An identity is below a kilobyte; a huge file is not even read. */
async function readFile(file: File): Promise<Read> {
  if (file.type.startsWith("image/")) {
    const code = await readCode(file);
    return code.ok ? readText(code.value) : code;
  }
  if (file.size > 65_536) return { ok: false, error: { kind: "too-large" } };
  return readBytes(new Uint8Array(await file.arrayBuffer()));
}

/** What mail programs and people put around the two lines is left out. */
async function readText(text: string): Promise<Read> {
  const lines = text.trim().split(/\s*\n\s*/);
  return readBytes(utf8ToBytes(`${lines.join("\n")}\n`));
}

/** Our own is refused at once. */
async function readBytes(bytes: Uint8Array<ArrayBuffer>): Promise<Read> {
  const read = await askCore("inspectIdentity", { bytes });
  if (!read.ok) return read;
  if (read.value.author === useDesk.getState().me?.author) return { ok: false, error: { kind: "our-own" } };
  return { ok: true, value: { identity: read.value, bytes } };
}
