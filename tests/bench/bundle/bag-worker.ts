import { type HashDoor, hashFileBehind } from "../../../renderer/workers/hash-door.ts";
import { streamBlob } from "../../../renderer/workers/stream-blob.ts";
import IntakeWorker from "../../../renderer/workers/intake.worker.ts?worker";
import type { BagPort } from "../../../shared/bundle/bag-port.ts";
import { collectBundle } from "../../../shared/bundle/collect-bundle.ts";
import { connectDoor, serveDoor } from "../../../shared/host/rpc.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { checkOf, createPair, hashOf, openCase, readOf, sayExhibit, sealCase } from "./bag.ts";
import { readAlone, sayClaims } from "./claims.ts";

/** How long the parts of a sealing took, ms. */
export interface Sealing {
  readonly file: Blob;
  /** Until it is signed: every exhibit read and hashed. */
  readonly prepareMs: number;
  /** From then on: read again, encrypted, hashed for the receipt. */
  readonly streamMs: number;
}

/** The thread of the keys as the program has it: hashing, and reading of bags, in the thread without keys. */
export interface BagBench {
  /** A bag with a picked file as its exhibit. */
  seal(asked: { readonly file: File; readonly sha256: string }): Promise<Sealing>;
  /** Opens and verifies; gives how many claims and files were read. */
  open(asked: { readonly file: Blob }): Promise<{ readonly ms: number; readonly claims: number; readonly files: number }>;
  sayClaims(asked: { readonly count: number }): Promise<null>;
  sealClaims(nothing: null): Promise<Sealing>;
  /** The same plain bytes, only hashed and parsed. */
  readAlone(asked: { readonly file: Blob }): Promise<number>;
}

const nothing = new Blob([]);

async function serve(port: MessagePort): Promise<void> {
  const intake = new IntakeWorker();
  const { port1, port2 } = new MessageChannel();
  intake.postMessage({ kind: "serve" }, [port2]);
  port1.start();
  const behind = connectDoor<BagPort & HashDoor>(port1);
  const hash = hashFileBehind(behind);
  const pair = await createPair();
  let claims: readonly Commit[] = [];
  const seal = async (...asked: Parameters<typeof sealCase>): Promise<Sealing> => {
    const start = performance.now();
    const sealed = await sealCase(...asked);
    const signed = performance.now();
    const file = await collectBundle(sealed.stream, streamBlob);
    await hash(file);
    return { file, prepareMs: signed - start, streamMs: performance.now() - signed };
  };
  const bench: BagBench = {
    seal: async ({ file, sha256 }) => {
      const commits = await sayExhibit(pair, { sha256: hashOf(sha256), sizeBytes: file.size });
      return seal(pair, commits, { readFile: () => readOf(file), checkFile: (asked) => checkOf(file, asked, hash) }, [hashOf(sha256)]);
    },
    open: async ({ file }) => {
      const start = performance.now();
      const { contents } = await openCase(pair, file, { port: behind });
      const { commits, files } = contents;
      return { ms: performance.now() - start, claims: commits.reduce((sum, commit) => sum + commit.claims.length, 0), files: files.length };
    },
    sayClaims: async ({ count }) => {
      claims = await sayClaims(pair, count);
      return null;
    },
    sealClaims: () => seal(pair, claims, { readFile: () => readOf(nothing), checkFile: (asked) => checkOf(nothing, asked, hash) }),
    readAlone: ({ file }) => readAlone(pair, file),
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
