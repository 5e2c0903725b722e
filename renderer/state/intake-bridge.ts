import { type Channel, type Client, connectDoor } from "../../shared/host/rpc.ts";
import type { IntakeDoor } from "../../shared/intake/door.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

let door: Client<IntakeDoor> | null = null;

/** Connects the window to the intake worker, once, at boot. */
export function attachIntake(channel: Channel): void {
  door = connectDoor<IntakeDoor>(channel);
}

/** The window's own door to the intake worker: previews of files and rows of exhibits. */
export function intakeDoor(): Client<IntakeDoor> {
  invariant(door !== null, "the intake worker is attached before the first look at a file");
  return door;
}
