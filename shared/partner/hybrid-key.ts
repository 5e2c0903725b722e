import { isHybridRecipient } from "../crypto/age-header.ts";
import type { Sign } from "../crypto/jws.ts";
import { parseAuthorId } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes } from "../kernel/bytes.ts";
import { hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { HybridKey } from "./model.ts";
import { type NoteError, readSignedNote, writeSignedNote } from "./signed-note.ts";

export const hybridKeyType = "dalel.hybrid-key";
const hybridKeyFormat = 1;
const keys = ["type", "format", "author", "hybridRecipient"] as const;

/**
 * Writes the post-quantum opening key that belongs to a signing key, as a signed note of two lines. It stands behind the two lines of an identity file, and
 * goes along in bundles. It has no date: a signing key has one such key, for ever.
 *
 * Gives   the same bytes for the same keys.
 * Source  assets/docs/format/bundle.md, "Post-quantum opening keys"
 */
export async function writeHybridKey({ author, hybridRecipient }: Omit<HybridKey, "kind">, sign: Sign): Promise<Bytes> {
  const bytes = await writeSignedNote({ type: hybridKeyType, format: hybridKeyFormat, author, hybridRecipient }, sign);
  invariant(parseHybridKey(bytesToUtf8(bytes) ?? "") !== null, "a note we write can be read");
  return bytes;
}

/** Reads such a note. Fails `too-large`, `bad-encoding`, `newer-format`, `bad-signature`. Whose key `author` is, the caller asks. */
export async function readHybridKey(bytes: Bytes): Promise<Result<HybridKey, NoteError>> {
  const body = await readSignedNote(bytes, hybridKeyType, hybridKeyFormat);
  if (!body.ok) return body;
  const key = jsonToHybridKey(body.value);
  return key === null ? fail("bad-encoding") : succeed(key);
}

/** What such a note says, its signature unread; null for anything else. */
export function parseHybridKey(text: string): HybridKey | null {
  const json = parseCanonical(text.split("\n", 1)[0] ?? "");
  return json === null ? null : jsonToHybridKey(json);
}

function jsonToHybridKey(json: Json): HybridKey | null {
  if (!hasExactKeys(json, keys) || json.type !== hybridKeyType || json.format !== hybridKeyFormat) return null;
  const author = parseAuthorId(json.author);
  const { hybridRecipient } = json;
  if (author === null || typeof hybridRecipient !== "string" || !isHybridRecipient(hybridRecipient)) return null;
  return { kind: "hybrid-key", author, hybridRecipient };
}
