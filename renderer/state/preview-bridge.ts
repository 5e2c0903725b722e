import { type Channel, type Client, connectDoor } from "../../shared/host/rpc.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { PreviewDoor } from "../../shared/preview/door.ts";

/** A preview thread and its end. It sees one untrusted file and holds no key. */
export interface PreviewThread {
  readonly channel: Channel;
  stop(): void;
}
/** Why a look ended by itself: the thread died of the file, its script is not served any more, or an answer took too long. */
export type PreviewEnd = "bug" | "program-gone" | "too-slow";
type Start = (onEnd: (why: "bug" | "program-gone") => void) => PreviewThread;

/** A look at one file, as a viewer uses it. Whoever opens it stops it. */
export interface PreviewLook {
  /** An answer that takes longer than `mostSeconds` ends the thread, for a file may be made to hang it. */
  readonly door: Client<PreviewDoor>;
  stop(): void;
}

/** Seconds an answer may take: pages of maps and pictures of a hundred megapixels stay below on an office PC. */
const mostSeconds = 45;

let start: Start | null = null;
/** The looks that are open. */
const open = new Set<PreviewLook>();

/** Gives the window the way to start its preview threads, once, at boot. */
export function attachPreview(starter: Start): void {
  start = starter;
}

/** Starts a thread for a look at one file; `onEnd` hears that it ended by itself, after which nothing is answered. */
export function openPreview(onEnd: (why: PreviewEnd) => void): PreviewLook {
  invariant(start !== null, "the preview worker is attached before the first look at a file");
  let isOver = false;
  const end = (why: PreviewEnd): void => {
    if (isOver) return;
    stop();
    onEnd(why);
  };
  const { channel, stop: stopThread } = start(end);
  const stop = (): void => {
    isOver = true;
    open.delete(look);
    stopThread();
  };
  const door = connectDoor<PreviewDoor>(channel);
  const look = { door: new Proxy(door, { get: (asked, name) => timed(asked[name as keyof PreviewDoor], end) }), stop };
  open.add(look);
  return look;
}

/** Ends every look: what was read of files goes with their threads. */
export function stopPreviews(): void {
  for (const { stop } of [...open]) stop();
}

/** An ask whose answer is waited for so long; a bug in the thread ends it too. */
function timed(ask: unknown, end: (why: PreviewEnd) => void): unknown {
  if (typeof ask !== "function") return ask;
  return async (argument: unknown): Promise<unknown> => {
    const timer = setTimeout(() => end("too-slow"), mostSeconds * 1_000);
    try {
      return await ask(argument);
    } catch {
      end("bug");
      return new Promise(() => undefined);
    } finally {
      clearTimeout(timer);
    }
  };
}
