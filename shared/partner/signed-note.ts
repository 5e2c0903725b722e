import type { Sign } from "../crypto/jws.ts";
import { isSignedBy } from "../crypto/sign.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type AuthorId, parseAuthorId } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";

/** A signed note is one page of text. */
export const longestNote = 64 * 1024;

/** What every signed note says; the rest of its keys its own reader checks. */
export interface NoteHead {
  readonly type: string;
  readonly format: number;
  readonly author: AuthorId;
}
export type NoteBody = NoteHead & { readonly [key: string]: Json };
export type NoteError = Failure<"bad-encoding" | "bad-signature" | "newer-format" | "too-large">;

/**
 * Writes something an officer says beside the ledger (a receipt, a recall, a change of key): two lines of text, the canonical body and its
 * Ed25519 signature by `author` over `<type>.<format>` LF and the first line, so that a signature here is a signature nowhere else.
 *
 * Gives   the same bytes for the same body.
 * Source  assets/docs/format/bundle.md, "Signed notes"
 */
export async function writeSignedNote(body: NoteBody, sign: Sign): Promise<Bytes> {
  const text = canonicalText(body);
  return utf8ToBytes(`${text}\n${bytesToBase64(await sign(signedBytes(body, text)))}\n`);
}

/**
 * Reads a note of one type. That it is well signed says only that the holder of `author` wrote it: whether that key is known, the caller asks.
 *
 * Gives   the body with the signed head; every other key is still only JSON.
 * Fails   `too-large` (64 KiB unless said otherwise), `bad-encoding` (not this type, not canonical), `newer-format`, `bad-signature`.
 */
export async function readSignedNote(
  bytes: Bytes,
  type: string,
  format: number,
  longest: number = longestNote,
): Promise<Result<NoteBody, NoteError>> {
  if (bytes.length > longest) return fail("too-large");
  // A mail program may have turned line ends; the signature is over the first line alone.
  const [text = "", signatureText = "", ...rest] = (bytesToUtf8(bytes) ?? "").replaceAll("\r\n", "\n").split("\n");
  const body = rest.join("") === "" ? readBody(parseCanonical(text), type) : null;
  if (body === null) return fail("bad-encoding");
  if (body.format > format) return fail("newer-format", String(body.format));
  const [key, signature] = [hexToBytes(body.author), base64ToBytes(signatureText)];
  if (body.format !== format || key === null || signature === null) return fail("bad-encoding");
  return (await isSignedBy(key, signedBytes(body, text), signature)) ? succeed(body) : fail("bad-signature");
}

function readBody(json: Json | null, type: string): NoteBody | null {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return null;
  const record = json as { readonly [key: string]: Json };
  const [format, author] = [record["format"], parseAuthorId(record["author"])];
  if (record["type"] !== type || typeof format !== "number" || !Number.isSafeInteger(format) || author === null) return null;
  return { ...record, type, format, author };
}

function signedBytes({ type, format }: NoteHead, text: string): Bytes {
  return utf8ToBytes(`${type}.${format}\n${text}`);
}
