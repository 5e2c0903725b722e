import type { CaseNews } from "../../../shared/case/door.ts";
import { movedOf } from "../../../shared/case/parts.ts";
import { serveDoor } from "../../../shared/host/rpc.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { bigCase } from "../ledger/big-case.ts";
import { doorOver, makeVault, unlock, unlockedVault, type Told } from "../made-case.ts";
import { makeFloor, makePeer, readFloor } from "./floor.ts";
import { type Split, splitOpening } from "./split.ts";

/** What the window asks of this thread before the counter is served, each answered under its own name. */
export type Asked =
  | { readonly kind: "make" }
  | { readonly kind: "make-floor"; readonly sizes: readonly number[] }
  | { readonly kind: "make-peer"; readonly claims: number }
  | { readonly kind: "read-floor" }
  | { readonly kind: "split"; readonly caseId: CaseId }
  | { readonly kind: "serve" };

const database = "bench-vault";

/** The vault, and its floor: the boxes of its one case, byte for byte as many. */
async function make(): Promise<unknown> {
  const store = createDexieBoxStore(database);
  const caseId = await makeVault(store);
  const runs = new Map<string, number[]>();
  for await (const piece of store.scanAll()) {
    if (!piece.ok) throw new Error(piece.error.kind);
    if (piece.value.kind !== "box") continue;
    const { run, sealed } = piece.value;
    runs.set(run, [...(runs.get(run) ?? []), sealed.length]);
  }
  store.close();
  const sizes = [...runs.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return { caseId, sizes };
}

async function peer(claims: number): Promise<void> {
  // A twentieth of the case that is opened: the same statements.
  const commits = await bigCase(Math.ceil(claims / 12), 4);
  await makePeer(commits.flatMap((commit) => commit.claims.map(({ id, line }) => ({ id, line }))).slice(0, claims));
}

/** The real counter over the stored vault, unlocked, served to the window. */
async function serve(port: MessagePort): Promise<void> {
  const told: Told = { teller: null };
  const door = doorOver(createDexieBoxStore(database), told);
  await unlock(door);
  told.teller = serveDoor<CaseNews>(port, door, { movedOf });
  port.start();
}

async function split(caseId: CaseId): Promise<Split> {
  const store = createDexieBoxStore(database);
  const taken = await splitOpening(store, await unlockedVault(store), caseId);
  store.close();
  return taken;
}

async function answer(asked: Asked, port: MessagePort | undefined): Promise<Record<string, unknown>> {
  switch (asked.kind) {
    case "make":
      return { made: await make() };
    case "make-floor":
      await makeFloor(asked.sizes);
      return { floorMade: true };
    case "make-peer":
      await peer(asked.claims);
      return { peerMade: true };
    case "read-floor":
      return { floor: await readFloor() };
    case "split":
      return { split: await split(asked.caseId) };
    case "serve":
      if (port === undefined) throw new Error("who is served brings a port");
      await serve(port);
      return { served: true };
  }
}

self.addEventListener("message", ({ data, ports: [port] }: MessageEvent<Asked>) => {
  answer(data, port).then(
    (said) => self.postMessage(said),
    (bug: unknown) => self.postMessage({ bug: String(bug) }),
  );
});
self.postMessage({ isReady: true });
