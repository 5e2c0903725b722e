import type { BagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews, IntakePort } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { connectDoor, serveDoor } from "../../shared/host/rpc.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createDexieBoxStore } from "../storage/dexie-box-store.ts";
import { connectChunks } from "./chunks-door.ts";
import type { WindowChannel } from "./hold-messages.ts";
import { systemClock, systemRandom } from "./platform.ts";

/** The name of the one database of an installation: it says nothing. */
const databaseName = "dalel";

/**
 * The thread of the keys: vault, ledger and folds. The first message hands over the port of the intake worker, where untrusted
 * bytes are parsed, and that of the thread that writes chunk files; from then on it serves the counter of the core to the window.
 */
export function runCaseThread(window: WindowChannel): void {
  let isServed = false;
  window.addEventListener("message", ({ ports: [port, chunks] }) => {
    if (port === undefined || chunks === undefined || isServed) return;
    isServed = true;
    const intake = connectDoor<IntakePort & BagPort>(port);
    port.start();
    chunks.start();
    const told: { tell(news: CaseNews): void } = { tell: () => undefined };
    const door = openCaseDoor({
      vault: createVault({ store: createDexieBoxStore(databaseName, connectChunks(chunks, databaseName)), random: systemRandom }),
      clock: systemClock,
      random: systemRandom,
      intake,
      bag: intake,
      tell: (news) => told.tell(news),
    });
    told.tell = serveDoor<CaseNews>(window, door).tell;
  });
}
