import { type Channel, type Client, connectDoor } from "../../shared/host/rpc.ts";
import type { IntakeDoor, ReadingProgress } from "../../shared/intake/door.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { clearReadings, noteReading } from "./readings.ts";

/** The intake thread, which reads files as they are: it ends with every lock, and the next ask starts another. */
export interface IntakeThread {
  /** The channel of the thread that runs; starts one when none does. */
  channel(): Channel;
  stop(): void;
}
let thread: IntakeThread | null = null;
let door: Client<IntakeDoor> | null = null;

/** Gives the window its way to the intake worker, once, at boot. */
export function attachIntake(attached: IntakeThread): void {
  thread = attached;
  door = null;
}

/** The window's own door to the intake worker: previews of files and rows of exhibits. */
export function intakeDoor(): Client<IntakeDoor> {
  invariant(thread !== null, "the intake worker is attached before the first look at a file");
  door ??= connectDoor<IntakeDoor, ReadingProgress>(thread.channel(), noteReading);
  return door;
}

/** Ends the intake worker: what it read of files goes with it. */
export function stopIntake(): void {
  thread?.stop();
  door = null;
  clearReadings();
}
