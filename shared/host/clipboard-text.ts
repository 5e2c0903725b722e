import { bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";

/** A text as it is compared over a clipboard: Windows writes line ends its own way, and browsers write no-break spaces as spaces. */
export function clipboardBytes(text: string): Uint8Array<ArrayBuffer> {
  return utf8ToBytes(text.replaceAll("\r\n", "\n").replaceAll("\u00a0", " "));
}

/** What a copied text is known by: SHA-256, hex. The text itself is kept nowhere. */
export async function clipboardHash(text: string): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", clipboardBytes(text))));
}
