import { deriveSubkey } from "../../shared/crypto/derive.ts";
import { importSealingKey, openSealed } from "../../shared/crypto/seal.ts";
import { base64ToBytes } from "../../shared/kernel/base64.ts";
import type { FileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { unpackPiece } from "../../shared/vault/frames.ts";
import { decodeHeader } from "../../shared/vault/header.ts";
import { decodeTail } from "../../shared/vault/run-tail.ts";
import { unwrapByPassphrase } from "../../shared/vault/wraps.ts";
import { testStretching } from "./agency.ts";
import type { MemoryBoxStore } from "./memory-box-store.ts";

/**
 * Everything that the passphrase and a store together can open, as one text: what somebody learns who has both, and tries every key there is on every
 * record there is. `files` are hashes he knows. Written against the format, not through the vault, so that it finds what the vault would not show.
 */
export async function decryptAll(store: MemoryBoxStore, passphrase: string, files: readonly FileHash[]): Promise<string> {
  const header = store.header === null ? null : decodeHeader(store.header, testStretching);
  invariant(header?.ok === true, "a vault has a header");
  const vaultKey = await unwrapByPassphrase(header.value, { text: passphrase, keyFile: null });
  invariant(vaultKey !== null, "the passphrase is right");
  const keyFor = async (use: string) => importSealingKey(await deriveSubkey(vaultKey, `dalel.vault.1 ${use}`));
  const [tails, notes, exhibits] = [await keyFor("run tails"), await keyFor("notes"), await keyFor("files")];
  const found: Bytes[] = [];
  const secrets: Bytes[] = [];
  for (const [name, sealed] of store.slots) {
    const tail = await openSealed(tails, `dalel.run-tail.1 ${name}`, sealed);
    const known = tail === null ? null : decodeTail(tail);
    if (known !== null) secrets.push(known.secret);
    for (const opened of [tail, await openSealed(notes, `dalel.note.1 ${name}`, sealed)]) if (opened !== null) found.push(opened);
    for (const file of files) {
      for (const purpose of [`dalel.file.1 ${file}`, `dalel.chunk.1 ${file} 0 of 1`]) {
        const opened = await openSealed(exhibits, purpose, sealed);
        if (opened === null) continue;
        found.push(opened, ...(await chunksOf(store, opened)));
      }
    }
  }
  for (const [name, boxes] of store.runs) {
    for (const { sequence, sealed } of boxes) {
      for (const secret of secrets) {
        const opened = await openSealed(await importSealingKey(secret), `dalel.run-box.1 ${name} ${sequence}`, sealed);
        const piece = opened === null ? null : await unpackPiece(opened.slice(32));
        if (piece !== null) found.push(piece);
      }
    }
  }
  return new TextDecoder().decode(concatBytes(...found));
}

/** What an index opens among the chunks. */
async function chunksOf({ chunks }: MemoryBoxStore, index: Bytes): Promise<readonly Bytes[]> {
  const json: unknown = JSON.parse(new TextDecoder().decode(index));
  const isKeyed = typeof json === "object" && json !== null && "id" in json && "secret" in json && "chunks" in json;
  if (!isKeyed || typeof json.secret !== "string" || typeof json.chunks !== "number") return [];
  const key = await importSealingKey(base64ToBytes(json.secret) ?? new Uint8Array(32));
  const found: Bytes[] = [];
  for (const sealed of chunks.values()) {
    for (let i = 0; i < json.chunks; i++) {
      const opened = await openSealed(key, `dalel.chunk.2 ${String(json.id)} ${i} of ${json.chunks}`, sealed);
      if (opened !== null) found.push(opened);
    }
  }
  return found;
}
