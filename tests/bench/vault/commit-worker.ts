import type { CaseNews } from "../../../shared/case/door.ts";
import { movedOf } from "../../../shared/case/parts.ts";
import { serveDoor } from "../../../shared/host/rpc.ts";
import type { BoxStore } from "../../../shared/vault/model.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { doorOver, makeEmptyVault } from "../made-case.ts";
import { type BareWriter, openBareWriter } from "./bare-write.ts";

/** Served beside the counter. */
export interface BareDoor {
  /** Writes as many bytes as the last commit wrote; gives how long it took, ms, and how many they were. */
  writeBare(nothing: null): Promise<{ readonly ms: number; readonly bytes: number }>;
}

/** A store that says how many bytes the last commit handed over. */
function counted(store: BoxStore): { readonly store: BoxStore; lastBytes(): number } {
  let last = 0;
  const putBoxes: BoxStore["putBoxes"] = (run, boxes, slots) => {
    last = [...boxes, ...slots].reduce((sum, { sealed }) => sum + sealed.length, 0);
    return store.putBoxes(run, boxes, slots);
  };
  return { store: { ...store, putBoxes }, lastBytes: () => last };
}

async function writeBare(bare: BareWriter, bytes: number): Promise<{ readonly ms: number; readonly bytes: number }> {
  const content = crypto.getRandomValues(new Uint8Array(bytes));
  const start = performance.now();
  await bare.write(content);
  return { ms: performance.now() - start, bytes };
}

/** The real counter over a vault in IndexedDB, unlocked, and the floor in the same thread. */
async function serve(counter: MessagePort, floor: MessagePort): Promise<void> {
  const { store, lastBytes } = counted(createDexieBoxStore(`bench-commit-${Date.now()}`));
  const told: { tell(news: CaseNews): void } = { tell: () => undefined };
  const door = doorOver(store, (news) => told.tell(news));
  await makeEmptyVault(door);
  const bare = await openBareWriter();
  told.tell = serveDoor<CaseNews>(counter, door, { movedOf }).tell;
  const bareDoor: BareDoor = { writeBare: () => writeBare(bare, lastBytes()) };
  serveDoor(floor, bareDoor);
  for (const port of [counter, floor]) port.start();
}

self.addEventListener("message", ({ ports: [counter, floor] }) => {
  if (counter === undefined || floor === undefined) return;
  serve(counter, floor).then(
    () => self.postMessage({ served: true }),
    (bug: unknown) => self.postMessage({ bug: String(bug) }),
  );
});
self.postMessage({ isReady: true });
