import type { LayoutThread } from "../../renderer/state/layout-bridge.ts";
import { runLayoutThread } from "../../renderer/workers/layout/layout-thread.ts";
import type { Channel } from "../../shared/host/rpc.ts";

/** The layout thread's own code at the other end of a channel, in the page itself. */
export function startLayoutInPage(): LayoutThread {
  const { port1, port2 } = new MessageChannel();
  runLayoutThread(channelOf(port1));
  return { channel: channelOf(port2), stop: () => port2.close() };
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}
