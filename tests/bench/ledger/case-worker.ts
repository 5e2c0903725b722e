import type { CaseNews } from "../../../shared/case/door.ts";
import { movedOf } from "../../../shared/case/parts.ts";
import { serveDoor } from "../../../shared/host/rpc.ts";
import type { BoxStore } from "../../../shared/vault/model.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { doorOver, makeVault, unlock, type Told } from "../made-case.ts";

/** A vault with one case of 1.2 million claims; then the real counter over it, served to the window. */
async function serve(where: "memory" | "disk", port: MessagePort): Promise<void> {
  const store: BoxStore = where === "memory" ? createMemoryBoxStore() : createDexieBoxStore(`bench-${Date.now()}`);
  const caseId = await makeVault(store);
  const told: Told = { teller: null };
  const door = doorOver(store, told);
  await unlock(door);
  told.teller = serveDoor<CaseNews>(port, door, { movedOf });
  port.start();
  self.postMessage({ caseId });
}

self.addEventListener("message", ({ data, ports: [port] }: MessageEvent<{ readonly where: "memory" | "disk" }>) => {
  if (port === undefined) return;
  void serve(data.where, port).catch((bug: unknown) => self.postMessage({ bug: String(bug) }));
});
self.postMessage({ isReady: true });
