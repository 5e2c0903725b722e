import ChunksWorker from "../../../renderer/workers/chunks.worker.ts?worker";
import { connectChunks } from "../../../renderer/workers/chunks-door.ts";
import IntakeWorker from "../../../renderer/workers/intake.worker.ts?worker";
import { type HashDoor, hashBehind } from "../../../renderer/workers/hash-door.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { connectDoor, serveDoor } from "../../../shared/host/rpc.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { freeBytes } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { startHash } from "../../../shared/crypto/hash.ts";
import type { KeepError, ReadError } from "../../../shared/vault/model.ts";
import { doorOver, makeEmptyVault, unlockedVault } from "../made-case.ts";
import { need } from "../need.ts";

/** The vault as the thread of the keys has it: chunk files are written by a thread of their own, and what is kept is hashed by the thread without keys. */
export interface ExhibitBench {
  keep(asked: { readonly file: File }): Promise<Result<string, KeepError>>;
  /** Reads every chunk and compares the hash of the whole; gives the size. */
  check(asked: { readonly sha256: string }): Promise<Result<number, ReadError>>;
  /** Reads all of it back, and gives the SHA-256 of what came. */
  readBack(asked: { readonly sha256: string }): Promise<Result<string, ReadError>>;
  destroy(asked: { readonly sha256: string }): Promise<null>;
}

const hashOf = (text: string) => {
  const sha256 = parseFileHash(text);
  invariant(sha256 !== null, "a hash that was told");
  return sha256;
};

async function serve(port: MessagePort): Promise<void> {
  const database = `bench-exhibit-${Date.now()}`;
  const [chunks, intake] = [new ChunksWorker(), new IntakeWorker()];
  const [writing, hashing] = [new MessageChannel(), new MessageChannel()];
  chunks.postMessage({ kind: "serve" }, [writing.port2]);
  intake.postMessage({ kind: "serve" }, [hashing.port2]);
  for (const { port1 } of [writing, hashing]) port1.start();
  const store = createDexieBoxStore(database, connectChunks(writing.port1, database));
  await makeEmptyVault(doorOver(store));
  const vault = await unlockedVault(store, hashBehind(connectDoor<HashDoor>(hashing.port1)));
  const bench: ExhibitBench = {
    keep: ({ file }) => vault.keepFile(file),
    check: async ({ sha256 }) => {
      const checked = await vault.checkFile(hashOf(sha256));
      invariant(checked.ok || checked.error.kind !== "cancelled", "nobody stops it");
      return checked as Result<number, ReadError>;
    },
    readBack: async ({ sha256 }) => {
      const hash = await startHash();
      for await (const piece of vault.streamFile(hashOf(sha256))) {
        if (!piece.ok) return piece;
        hash.update(piece.value);
        freeBytes(piece.value);
      }
      return { ok: true, value: hash.finish() };
    },
    destroy: async ({ sha256 }) => {
      const shape = need(await vault.fileShape(hashOf(sha256)));
      if (shape !== null) need(await vault.destroy({ runs: [], notes: [], files: [{ sha256: hashOf(sha256), id: shape.id, chunks: shape.chunks }] }));
      return null;
    },
  };
  serveDoor(port, bench);
  port.start();
}

self.addEventListener("message", ({ ports: [port] }) => {
  if (port === undefined) return;
  serve(port).then(
    () => self.postMessage({ served: true }),
    (bug: unknown) => self.postMessage({ bug: String(bug) }),
  );
});
self.postMessage({ isReady: true });
