import { bagPort } from "../../shared/bundle/bag-port.ts";
import { type Channel, serveDoor, type Teller } from "../../shared/host/rpc.ts";
import { attachDocumentReaders } from "../../shared/intake/document-readers.ts";
import type { ReadingProgress } from "../../shared/intake/door.ts";
import { createIntakeService } from "../../shared/intake/serve-intake.ts";
import { createDocumentReaders } from "./documents/read-documents.ts";
import { createHashDoor } from "./hash-door.ts";
import type { WindowChannel } from "./hold-messages.ts";

/**
 * The thread of untrusted bytes: it parses files and bags, and holds no key. A port that comes with a message belongs to the case
 * worker, and is served the reading of files and bags, and the hashing of what is kept.
 */
export function runIntakeThread(window: WindowChannel): void {
  attachDocumentReaders(createDocumentReaders(new URL("../pdf/", self.location.href).href));
  let told: Teller<ReadingProgress> | null = null;
  const { windowDoor, intakePort } = createIntakeService((progress) => told?.tell(progress));
  told = serveDoor<ReadingProgress>(window, windowDoor);
  window.addEventListener("message", ({ ports: [port] }) => {
    if (port === undefined) return;
    serveDoor(port satisfies Channel, { ...intakePort, ...bagPort, ...createHashDoor() });
    port.start();
  });
}
