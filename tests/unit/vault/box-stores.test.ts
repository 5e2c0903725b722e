import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolderBoxStore } from "../../../electron/cli/folder-box-store.ts";
import { boxStoreSuite } from "../../kit/box-store-suite.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";

boxStoreSuite("memory", async () => {
  const store = createMemoryBoxStore();
  return { store, reopen: async () => store, remove: async () => undefined };
});

boxStoreSuite("folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "boxes-"));
  return {
    store: createFolderBoxStore(folder),
    reopen: async () => createFolderBoxStore(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});
