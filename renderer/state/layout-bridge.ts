import { type Channel, type Client, connectDoor } from "../../shared/host/rpc.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { LayoutDoor, LayoutNews } from "../../shared/projections/layout-door.ts";

/** A layout thread and its end. It hears numbers and edges, never names. */
export interface LayoutThread {
  readonly channel: Channel;
  stop(): void;
}
/** The same, as a chart uses it. */
export interface Layout {
  readonly door: Client<LayoutDoor>;
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

/** Starts a thread for the layout of one chart and opens its door; `onNews` hears how far it is. */
export function openLayout(onNews: (news: LayoutNews) => void): Layout {
  const { channel, stop } = startLayout();
  return { door: connectDoor<LayoutDoor, LayoutNews>(channel, onNews), stop };
}
