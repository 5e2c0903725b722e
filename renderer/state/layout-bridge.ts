import type { Channel } from "../../shared/host/rpc.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/** A layout thread and its end. It hears ids and edges, never names. */
export interface LayoutThread {
  readonly channel: Channel;
  stop(): void;
}

let start: (() => LayoutThread) | null = null;

/** Gives the window the way to start its layout thread, once, at boot. */
export function attachLayout(starter: () => LayoutThread): void {
  start = starter;
}

/** Starts a thread for the layout of one chart; whoever starts it stops it. */
export function startLayout(): LayoutThread {
  invariant(start !== null, "the layout worker is attached before the first chart");
  return start();
}
