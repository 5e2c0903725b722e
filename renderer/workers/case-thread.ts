import type { BagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews, IntakePort } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { movedOf } from "../../shared/case/parts.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { connectDoor, serveDoor, type Teller } from "../../shared/host/rpc.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createDexieBoxStore } from "../storage/dexie-box-store.ts";
import { databaseNameOf } from "../storage/places.ts";
import { connectChunks } from "./chunks-door.ts";
import { type HashDoor, hashBehind, hashFileBehind } from "./hash-door.ts";
import type { WindowChannel } from "./hold-messages.ts";
import { systemClock, systemPause, systemRandom } from "./platform.ts";
import { streamBlob } from "./stream-blob.ts";
import { createVaultShelf } from "./vault-shelf.ts";

/**
 * The thread of the keys: vault, ledger and folds. The first message says which vault of this machine it is for, and hands over the port of the
 * intake worker, where untrusted bytes are parsed, and that of the thread that writes chunk files; from then on it serves the counter of the core
 * to the window.
 */
export function runCaseThread(window: WindowChannel): void {
  let isServed = false;
  window.addEventListener("message", ({ data, ports: [port, chunks] }) => {
    if (port === undefined || chunks === undefined || isServed) return;
    isServed = true;
    const intake = connectDoor<IntakePort & BagPort & HashDoor>(port);
    port.start();
    chunks.start();
    let told: Teller<CaseNews> | null = null;
    const place = placeIn(data);
    const database = databaseNameOf(place);
    const store = createDexieBoxStore(database, connectChunks(chunks, database));
    const door = openCaseDoor({
      vault: createVault({ store, random: systemRandom, clock: systemClock, hashPieces: hashBehind(intake) }),
      shelf: createVaultShelf(place, store),
      clock: systemClock,
      random: systemRandom,
      pause: systemPause,
      intake,
      bag: intake,
      hashFile: hashFileBehind(intake),
      startBlob: streamBlob,
      tell: (news) => told?.tell(news),
      heard: () => told?.heard() ?? Promise.resolve(),
    });
    told = serveDoor<CaseNews>(window, door, { movedOf });
  });
}

/** The place a first message names; the first one when it names none. */
function placeIn(message: unknown): number {
  const place = typeof message === "object" && message !== null && "place" in message ? message.place : 1;
  invariant(typeof place === "number" && Number.isInteger(place) && place >= 1 && place <= 9999, "a place is a small number");
  return place;
}
