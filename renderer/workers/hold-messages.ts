import type { Channel } from "../../shared/host/rpc.ts";

/** A message to a worker, with the ports that came along. */
export interface WorkerMessage {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
/** The window's side of a worker, as the worker sees it. */
export interface WindowChannel extends Channel {
  addEventListener(type: "message", listener: (message: WorkerMessage) => void): void;
}

/**
 * Holds messages until somebody listens. A worker's modules await WebAssembly at their top level; the browser delivers messages
 * during that time, and would drop them. Called first thing by every worker, before its real modules are imported.
 */
export function holdMessages(): WindowChannel {
  const held: WorkerMessage[] = [];
  const listeners = new Set<(message: WorkerMessage) => void>();
  // One by one, to all: a message may bring a further listener, which must hear the messages after it.
  const deliver = (): void => {
    for (let message = held.shift(); message !== undefined; message = held.shift()) {
      for (const listener of [...listeners]) listener(message);
    }
  };
  self.addEventListener("message", (message) => {
    held.push(message);
    if (listeners.size > 0) deliver();
  });
  return {
    postMessage: (message, transfer) => self.postMessage(message, { transfer: transfer as Transferable[] }),
    addEventListener: (_type, listener) => {
      listeners.add(listener);
      // After what runs now: whoever listens from the start hears every message.
      queueMicrotask(deliver);
    },
  };
}
