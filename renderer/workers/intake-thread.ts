import { bagPort } from "../../shared/bundle/bag-port.ts";
import { type Channel, serveDoor } from "../../shared/host/rpc.ts";
import { previewIntake } from "../../shared/intake/intake.ts";
import { sourceOfBlob, sourceOfBytes } from "../../shared/intake/byte-source.ts";
import type { IntakeDoor } from "../../shared/intake/door.ts";
import { readRows } from "../../shared/intake/read-exhibit.ts";
import { intakePort, unreadable } from "../../shared/intake/serve-intake.ts";
import { createHashDoor } from "./hash-door.ts";
import type { WindowChannel } from "./hold-messages.ts";

/** What the window asks for: a look at a file before anything is kept, and the rows of an exhibit. */
const windowDoor: IntakeDoor = {
  preview: async ({ file, fileName, profile }) => previewIntake({ source: sourceOfBlob(file), fileName, profile: profile ?? "" }).catch(unreadable),
  rows: async ({ bytes, fromRow, count }) => readRows(sourceOfBytes(bytes), fromRow, count),
};

/**
 * The thread of untrusted bytes: it parses files and bags, and holds no key. A port that comes with a message belongs to the case
 * worker, and is served the reading of files and bags, and the hashing of what is kept.
 */
export function runIntakeThread(window: WindowChannel): void {
  serveDoor(window, windowDoor);
  window.addEventListener("message", ({ ports: [port] }) => {
    if (port === undefined) return;
    serveDoor(port satisfies Channel, { ...intakePort, ...bagPort, ...createHashDoor() });
    port.start();
  });
}
