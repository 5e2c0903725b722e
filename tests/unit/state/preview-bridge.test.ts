import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attachPreview, openPreview, type PreviewEnd, stopPreviews } from "../../../renderer/state/preview-bridge.ts";
import { type Channel, serveDoor } from "../../../shared/host/rpc.ts";

let stopped: number;
let dies: (why: "bug" | "program-gone") => void;

/** A thread's two ends in this one; `serve` says what stands at the other. */
function attach(serve: (thread: Channel) => void): void {
  const ears: Record<"window" | "thread", ((event: { readonly data: unknown }) => void)[]> = { window: [], thread: [] };
  const end = (mine: "window" | "thread", other: "window" | "thread"): Channel => ({
    postMessage: (data) => queueMicrotask(() => ears[other].forEach((hear) => hear({ data }))),
    addEventListener: (_type, hear) => ears[mine].push(hear),
  });
  attachPreview((onEnd) => {
    dies = onEnd;
    serve(end("thread", "window"));
    return { channel: end("window", "thread"), stop: () => stopped++ };
  });
}

beforeEach(() => {
  stopped = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("an answer that takes more than 45 seconds ends the thread, once, and says so; one in time does not", async () => {
  attach((thread) => serveDoor(thread, { mail: () => new Promise(() => undefined), find: async () => "there" }));
  const ends: PreviewEnd[] = [];
  const { door } = openPreview((why) => ends.push(why));
  const found = door.find({ view: "text", text: "" });
  await vi.advanceTimersByTimeAsync(10);
  expect(await found).toBe("there");
  void door.mail({});
  await vi.advanceTimersByTimeAsync(44_000);
  expect([ends, stopped]).toEqual([[], 0]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([ends, stopped]).toEqual([["too-slow"], 1]);
  dies("bug");
  expect([ends, stopped]).toEqual([["too-slow"], 1]);
});

test("a bug in the thread, and a thread that dies, end the look; what is stopped by the viewer ends in silence", async () => {
  attach((thread) => serveDoor(thread, { mail: () => Promise.reject(new Error("broken by the file")) }));
  const ends: PreviewEnd[] = [];
  const broken = openPreview((why) => ends.push(why));
  void broken.door.mail({});
  await vi.advanceTimersByTimeAsync(10);
  expect([ends, stopped]).toEqual([["bug"], 1]);
  openPreview((why) => ends.push(why));
  dies("program-gone");
  expect([ends, stopped]).toEqual([["bug", "program-gone"], 2]);
  openPreview((why) => ends.push(why));
  openPreview((why) => ends.push(why));
  stopPreviews();
  dies("bug");
  expect([ends, stopped]).toEqual([["bug", "program-gone"], 4]);
});
