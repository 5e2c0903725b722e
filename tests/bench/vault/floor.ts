import { hexToBytes } from "../../../shared/kernel/bytes.ts";
import type { Claim } from "../../../shared/ledger/model.ts";

/** Bare IndexedDB, with nothing of ours in between. */
function openBare(name: string, stores: Readonly<Record<string, IDBObjectStoreParameters>>): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => Object.entries(stores).forEach(([store, how]) => asked.result.createObjectStore(store, how));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("open"));
  });
}
const ended = (change: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error("abort"));
  });
const answered = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("ask"));
  });

const floorName = "bench-floor";
const zeroNonce = new Uint8Array(12);
const newKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);

/** As many bytes in as many rows as a run's boxes have, sealed by WebCrypto alone. */
export async function makeFloor(sizes: readonly number[]): Promise<void> {
  const bare = await openBare(floorName, { boxes: { keyPath: "sequence" }, keys: {} });
  const key = await newKey();
  for (const [sequence, size] of sizes.entries()) {
    const content = new Uint8Array(Math.max(0, size - 16));
    for (let at = 0; at < content.length; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: zeroNonce, additionalData: number(sequence) }, key, content));
    const change = bare.transaction("boxes", "readwrite");
    change.objectStore("boxes").put({ sequence, sealed });
    await ended(change);
  }
  const keep = bare.transaction("keys", "readwrite");
  keep.objectStore("keys").put(key, "key");
  await ended(keep);
  bare.close();
}

const number = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(Uint32Array.of(value).buffer);

/** Reads all of it in one ask and decrypts it; gives how long each took, ms, and how many bytes came out. */
export async function readFloor(): Promise<{ readonly readMs: number; readonly decryptMs: number; readonly bytes: number }> {
  const bare = await openBare(floorName, {});
  const key: CryptoKey = await answered(bare.transaction("keys").objectStore("keys").get("key"));
  const start = performance.now();
  const rows: { readonly sequence: number; readonly sealed: Uint8Array<ArrayBuffer> }[] = await answered(
    bare.transaction("boxes").objectStore("boxes").getAll(),
  );
  const read = performance.now();
  const opened = await Promise.all(
    rows.map(({ sequence, sealed }) => crypto.subtle.decrypt({ name: "AES-GCM", iv: zeroNonce, additionalData: number(sequence) }, key, sealed)),
  );
  const end = performance.now();
  bare.close();
  return { readMs: read - start, decryptMs: end - read, bytes: opened.reduce((sum, each) => sum + each.byteLength, 0) };
}

/** The peer: each claim a row of its own, its line encrypted, under the 32 bytes of its id. */
export async function makePeer(claims: readonly Pick<Claim, "id" | "line">[]): Promise<void> {
  const bare = await openBare("bench-peer", { claims: {} });
  const key = await newKey();
  for (let at = 0; at < claims.length; at += 1000) {
    const rows = await Promise.all(
      claims.slice(at, at + 1000).map(async ({ id, line }) => {
        const nonce = crypto.getRandomValues(new Uint8Array(12));
        const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(line));
        return { id: hexToBytes(id) ?? new Uint8Array(32), row: { nonce, sealed: new Uint8Array(sealed) } };
      }),
    );
    const change = bare.transaction("claims", "readwrite");
    for (const { id, row } of rows) change.objectStore("claims").put(row, id);
    await ended(change);
  }
  bare.close();
}
