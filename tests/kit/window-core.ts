import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { movedOf } from "../../shared/case/parts.ts";
import type { VaultShelf } from "../../shared/case/keys-door.ts";
import type { Clock } from "../../shared/kernel/ports.ts";
import { succeed } from "../../shared/kernel/result.ts";
import type { BoxStore, Vault } from "../../shared/vault/model.ts";
import type { Host } from "../../shared/host/host.ts";
import { type Channel, serveDoor, type Teller } from "../../shared/host/rpc.ts";
import type { ReadingProgress } from "../../shared/intake/door.ts";
import { createIntakeService } from "../../shared/intake/serve-intake.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { attachMachine } from "../../renderer/state/bridge.ts";
import { systemClock } from "../../renderer/workers/platform.ts";
import { attachIntake } from "../../renderer/state/intake-bridge.ts";
import { attachPreviewWorker } from "./preview-worker.ts";
import { testCosts, testStretching } from "./agency.ts";
import { createFixedClock } from "./fixed-clock.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "./memory-box-store.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** What a window's core is given otherwise than usual. */
export interface CoreWishes {
  /** Claims from which on a case is worth a snapshot. */
  readonly snapshotFrom?: number;
  /** For who dates by the clock of the page what the core is to believe; one that stands when left out. */
  readonly clock?: Clock;
  /** The disk the store is reached by. */
  readonly disk?: (store: MemoryBoxStore) => BoxStore;
  /** For who wants to look at the stores, or harm them: by place. */
  readonly stores?: Map<number, MemoryBoxStore>;
}

/** Gives the window's state whole cores over memory stores, one a place, reached through real message ports, as in the program. */
export function attachWindowCore(host: Host, seed: string, { disk = (store) => store, stores = new Map(), ...wishes }: CoreWishes = {}): void {
  const random = createSeededRandom(seed);
  const vaultOf = (place: number): Vault => {
    const store = stores.get(place) ?? createMemoryBoxStore();
    stores.set(place, store);
    // Waiting is by the machine's clock, which goes on; what a case says is dated by one that stands.
    return createVault({ store: disk(store), random, clock: systemClock, kdf: testStretching });
  };
  const shelf: VaultShelf = {
    async list() {
      const places = [...stores.keys()]
        .sort((a, b) => a - b)
        .filter((place) => stores.get(place)?.header !== null || stores.get(place)?.isLost === true);
      return succeed(places.map((place) => ({ place, madeOn: "2026-11-26" })));
    },
  };
  let toldOfReading: Teller<ReadingProgress> | null = null;
  const { intakePort, windowDoor } = createIntakeService((progress) => toldOfReading?.tell(progress));
  const startCaseWorker = (place: number) => {
    const core = new MessageChannel();
    const told: { teller: Teller<CaseNews> | null } = { teller: null };
    const tell = (news: CaseNews): void => told.teller?.tell(news);
    const heard = async (): Promise<void> => told.teller?.heard();
    const door = openCaseDoor({
      vault: vaultOf(place),
      shelf,
      clock: createFixedClock(),
      random,
      intake: intakePort,
      bag: bagPort,
      compareCosts: testCosts,
      ...wishes,
      tell,
      heard,
    });
    told.teller = serveDoor<CaseNews>(channelOf(core.port1), door, { movedOf });
    return { channel: channelOf(core.port2), stop: () => core.port2.close() };
  };
  attachMachine({ host, startCaseWorker });
  const reading = new MessageChannel();
  toldOfReading = serveDoor<ReadingProgress>(channelOf(reading.port1), windowDoor);
  attachIntake({ channel: () => channelOf(reading.port2), stop: () => undefined });
  attachPreviewWorker();
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    // Copies, never moves: the memory store keeps the very bytes it was given.
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}
