import { createDexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { connectChunks } from "../../renderer/workers/chunks-door.ts";
import { systemClock, systemRandom } from "../../renderer/workers/platform.ts";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { movedOf } from "../../shared/case/parts.ts";
import { serveDoor, type Teller } from "../../shared/host/rpc.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import { openShapes, vaultOver } from "./shapes.ts";

/** Small boxes are united soon, so that it is done again and again before the kill. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
/** The real counter over the real storage, as `renderer/workers/case-thread.ts` puts it together. */
const database = "dalel";

function serve(counter: MessagePort, shapes: MessagePort, chunks: MessagePort): void {
  chunks.start();
  const store = createDexieBoxStore(database, connectChunks(chunks, database));
  let told: Teller<CaseNews> | null = null;
  const door = openCaseDoor({
    vault: vaultOver(store),
    clock: systemClock,
    random: systemRandom,
    pause,
    intake: intakePort,
    bag: bagPort,
    // Every case is worth a snapshot here: it is also written behind each closing.
    snapshotFrom: 1,
    tell: (news) => told?.tell(news),
    heard: async () => told?.heard(),
  });
  told = serveDoor<CaseNews>(counter, door, { movedOf });
  serveDoor(shapes, openShapes(store));
  for (const port of [counter, shapes]) port.start();
}

self.addEventListener("message", ({ ports: [counter, shapes, chunks] }) => {
  if (counter !== undefined && shapes !== undefined && chunks !== undefined) serve(counter, shapes, chunks);
});
self.postMessage("ready");
