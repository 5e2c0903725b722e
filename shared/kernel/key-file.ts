import { base64ToBytes, bytesToBase64 } from "./base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "./bytes.ts";

/** A key file: a line that says what it is, and a line with 32 bytes of chance in base64. The second thing, besides the passphrase, that opens a vault. */
const firstLine = "dalel key file 1";
export const keyFileBytes = 32;

/** The file of a secret. */
export function formatKeyFile(secret: Bytes): Bytes {
  return utf8ToBytes(`${firstLine}\n${bytesToBase64(secret)}\n`);
}

/** The 32 bytes, or null when this is no key file. Lines may end as any editor ends them. */
export function parseKeyFile(file: Bytes): Bytes | null {
  const text = file.length > 256 ? null : bytesToUtf8(file);
  const lines = text?.trimEnd().split(/\r?\n/) ?? [];
  const secret = lines.length === 2 && lines[0] === firstLine ? base64ToBytes(lines[1] ?? "") : null;
  return secret?.length === keyFileBytes ? secret : null;
}
