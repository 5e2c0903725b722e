import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import type { Host } from "../../shared/host/host.ts";
import { type Channel, serveDoor } from "../../shared/host/rpc.ts";
import { readRows } from "../../shared/intake/read-exhibit.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import type { IntakeDoor } from "../../shared/intake/door.ts";
import { previewIntake } from "../../shared/intake/intake.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { attachMachine } from "../../renderer/state/bridge.ts";
import { attachIntake } from "../../renderer/state/intake-bridge.ts";
import { testStretching } from "./agency.ts";
import { createFixedClock } from "./fixed-clock.ts";
import { createMemoryBoxStore } from "./memory-box-store.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** The intake worker's own door, in this thread. */
const intake: IntakeDoor = {
  preview: async ({ file, fileName, profile }) =>
    previewIntake({ bytes: new Uint8Array(await file.arrayBuffer()), fileName, profile: profile ?? "" }),
  rows: async ({ bytes, fromRow, count }) => readRows(bytes, fromRow, count),
};

/** Gives the window's state a whole core over a memory store, reached through real message ports, as in the program. */
export function attachWindowCore(host: Host, seed: string): void {
  const random = createSeededRandom(seed);
  const core = new MessageChannel();
  const told: { tell(news: CaseNews): void } = { tell: () => undefined };
  const door = openCaseDoor({
    vault: createVault({ store: createMemoryBoxStore(), random, kdf: testStretching }),
    clock: createFixedClock(),
    random,
    intake: intakePort,
    bag: bagPort,
    tell: (news) => told.tell(news),
  });
  told.tell = serveDoor<CaseNews>(channelOf(core.port1), door).tell;
  attachMachine({ host, startCaseWorker: () => ({ channel: channelOf(core.port2), stop: () => core.port2.close() }) });
  const reading = new MessageChannel();
  serveDoor(channelOf(reading.port1), intake);
  attachIntake({ channel: () => channelOf(reading.port2), stop: () => undefined });
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    // Copies, never moves: the memory store keeps the very bytes it was given.
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}
