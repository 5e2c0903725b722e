import { createDexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { connectChunks } from "../../renderer/workers/chunks-door.ts";
import { systemClock, systemRandom } from "../../renderer/workers/platform.ts";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { movedOf } from "../../shared/case/parts.ts";
import { serveDoor } from "../../shared/host/rpc.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { createVault } from "../../shared/vault/vault.ts";
import type { ShapesDoor } from "./acts.ts";

/** The real counter over the real storage, as `renderer/workers/case-thread.ts` puts it together; only the stretching is quick: it is no crash. */
const kdf = { memoryKiB: 256, passes: 1 } as const;
const database = "dalel";

function serve(counter: MessagePort, shapes: MessagePort, chunks: MessagePort): void {
  chunks.start();
  const store = createDexieBoxStore(database, connectChunks(chunks, database));
  const told: { tell(news: CaseNews): void } = { tell: () => undefined };
  const makeVault = () => createVault({ store, random: systemRandom, clock: systemClock, kdf });
  const door = openCaseDoor({
    vault: makeVault(),
    clock: systemClock,
    random: systemRandom,
    intake: intakePort,
    bag: bagPort,
    // Every case is worth a snapshot here: it is also written behind each closing.
    snapshotFrom: 1,
    tell: (news) => told.tell(news),
  });
  const shapesDoor: ShapesDoor = {
    async countChunks({ passphrase, files }) {
      const vault = await makeVault().unlock({ kind: "passphrase", text: passphrase });
      invariant(vault.ok, "the passphrase opened the vault just now");
      // The session does so in the background after each unlocking; here it is waited for.
      const tidied = await vault.value.tidyFiles();
      invariant(tidied.ok, "what a cut-off keep left is removed");
      let chunksOfFiles = 0;
      for (const text of files) {
        const sha256 = parseFileHash(text);
        invariant(sha256 !== null, "a hash was told");
        const shape = await vault.value.fileShape(sha256);
        invariant(shape.ok, "an index opens");
        chunksOfFiles += shape.value?.chunks ?? 0;
      }
      const names = await store.chunkNames();
      invariant(names.ok, "the folder of chunks is read");
      return { chunkFiles: names.value.length, chunksOfFiles };
    },
  };
  told.tell = serveDoor<CaseNews>(counter, door, { movedOf }).tell;
  serveDoor(shapes, shapesDoor);
  for (const port of [counter, shapes]) port.start();
}

self.addEventListener("message", ({ ports: [counter, shapes, chunks] }) => {
  if (counter !== undefined && shapes !== undefined && chunks !== undefined) serve(counter, shapes, chunks);
});
self.postMessage("ready");
