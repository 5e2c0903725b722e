import type { CaseNews } from "../../../shared/case/door.ts";
import { movedOf } from "../../../shared/case/parts.ts";
import { serveDoor } from "../../../shared/host/rpc.ts";
import type { BoxStore } from "../../../shared/vault/model.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { encodeCommit } from "../../../shared/ledger/codec.ts";
import { bigCase } from "../ledger/big-case.ts";
import { doorOver, makeEmptyVault, unlockedVault, type Told } from "../made-case.ts";
import { need } from "../need.ts";
import { type BareWriter, openBareWriter } from "./bare-write.ts";

/** Served beside the counter. */
export interface BareDoor {
  /** Appends a commit of one claim to a run of the same vault: sealed and durable, and nothing else. Gives how long it took, ms. */
  append(nothing: null): Promise<number>;
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

/** The vault alone, with the bytes of a real commit of one claim. */
async function appender(store: BoxStore): Promise<() => Promise<number>> {
  const [commit] = await bigCase(1, 1);
  const one = commit === undefined ? null : encodeCommit({ ...commit, claims: commit.claims.slice(0, 1), claimIds: commit.claimIds.slice(0, 1) });
  if (one === null) throw new Error("a case has a commit");
  const run = need(await (await unlockedVault(store)).run("bench"));
  return async () => {
    const start = performance.now();
    need(await run.append([one]));
    return performance.now() - start;
  };
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
  const told: Told = { teller: null };
  const door = doorOver(store, told);
  await makeEmptyVault(door);
  const bare = await openBareWriter();
  told.teller = serveDoor<CaseNews>(counter, door, { movedOf });
  const append = await appender(store);
  const bareDoor: BareDoor = { append, writeBare: () => writeBare(bare, lastBytes()) };
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
