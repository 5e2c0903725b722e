import { expect, test } from "vitest";
import { runLayoutThread } from "../../../renderer/workers/layout/layout-thread.ts";
import { type Channel, connectDoor } from "../../../shared/host/rpc.ts";
import type { LayoutDoor, LayoutJob, LayoutNews } from "../../../shared/projections/layout-door.ts";

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}

function openThread() {
  const { port1, port2 } = new MessageChannel();
  const news: LayoutNews[] = [];
  runLayoutThread(channelOf(port1));
  const door = connectDoor<LayoutDoor, LayoutNews>(channelOf(port2), (told) => news.push(told));
  return { door, news, close: () => port1.close() };
}

/** A star of so many nodes: a thousand settle for seconds, ten at once. */
function jobOf(job: number, nodes: number): LayoutJob {
  return {
    job,
    seed: 1,
    radii: new Float64Array(nodes).fill(25),
    links: Uint32Array.from({ length: 2 * (nodes - 1) }, (_, end) => (end % 2 === 0 ? 0 : (end + 1) / 2)),
    positions: new Float64Array(2 * nodes).fill(Number.NaN),
    isFixed: new Uint8Array(nodes),
    aspect: 1.5,
  };
}

test("answers a job with a place for every node", async () => {
  const { door, close } = openThread();
  const answer = await door.arrange(jobOf(1, 10));
  expect(answer.ok && answer.value.positions.length).toBe(20);
  close();
});

test("ends a running job when it is cancelled, and takes the next", async () => {
  const { door, close } = openThread();
  const long = door.arrange(jobOf(1, 1500));
  await door.cancel(null);
  expect(await long).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect((await door.arrange(jobOf(2, 10))).ok).toBe(true);
  close();
});

test("lets a newer job overtake the running one, and tells how far it is", async () => {
  const { door, news, close } = openThread();
  const older = door.arrange(jobOf(1, 1500));
  const newer = door.arrange(jobOf(2, 400));
  expect(await older).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect((await newer).ok).toBe(true);
  const told = news.filter(({ job }) => job === 2).map(({ done }) => done);
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  close();
});
