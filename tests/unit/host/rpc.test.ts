import { expect, test } from "vitest";
import { type Channel, connectDoor, serveDoor } from "../../../shared/host/rpc.ts";
import { Bug } from "../../../shared/kernel/invariant.ts";

interface Counter {
  add(by: number): Promise<number>;
  break(): Promise<never>;
  name(): Promise<string>;
}

/** Two ends of a real MessageChannel, as the window and a worker have them. */
function ends(): readonly [Channel, Channel, () => void] {
  const { port1, port2 } = new MessageChannel();
  const channel = (port: MessagePort): Channel => {
    port.start();
    return {
      postMessage: (message, transfer) => port.postMessage(message, [...transfer] as Transferable[]),
      addEventListener: (type, listener) => port.addEventListener(type, (event) => listener(event)),
    };
  };
  return [channel(port1), channel(port2), () => port1.close()];
}

test("a door answers over a channel, many asks at once, each to its asker", async () => {
  const [near, far, close] = ends();
  let sum = 0;
  serveDoor(far, { add: async (by: number) => (sum += by) });
  const counter = connectDoor<Counter>(near);
  expect(await Promise.all([counter.add(1), counter.add(2), counter.add(3)])).toEqual([1, 3, 6]);
  close();
});

test("a bug crosses as a bug without its text, and is heard on its own side", async () => {
  const [near, far, close] = ends();
  const heard: unknown[] = [];
  const secret = "Seitkali's wallet";
  serveDoor(
    far,
    {
      break: async () => {
        throw new Error(secret);
      },
    },
    { onBug: (bug) => heard.push(bug) },
  );
  const counter = connectDoor<Counter>(near);
  const caught: unknown = await counter.break().catch((problem: unknown) => problem);
  expect(caught).toBeInstanceOf(Bug);
  expect(String(caught)).not.toContain(secret);
  expect(String(heard[0])).toContain(secret);
  close();
});

test("an ask the door does not have is a bug, inherited names included", async () => {
  const [near, far, close] = ends();
  serveDoor(far, {});
  const door = connectDoor<{ toString(): Promise<string>; constructor(): Promise<string> } & Counter>(near);
  await expect(door.name()).rejects.toBeInstanceOf(Bug);
  await expect(Promise.resolve(door.toString())).rejects.toBeInstanceOf(Bug);
  close();
});

test("news reach the other side without being asked for", async () => {
  const [near, far, close] = ends();
  const heard: string[] = [];
  const { tell } = serveDoor<string>(far, {});
  connectDoor<Counter, string>(near, (news) => void heard.push(news));
  tell("locked");
  await expect.poll(() => heard).toEqual(["locked"]);
  close();
});

test("who tells much waits until nearly all of it was taken in", async () => {
  const [near, far, close] = ends();
  const { tell, heard } = serveDoor<number>(far, {});
  const taken: number[] = [];
  connectDoor<Counter, number>(near, (news) => void taken.push(news));
  await heard();
  for (let n = 0; n < 100; n++) tell(n);
  expect(taken).toEqual([]);
  await heard();
  expect(taken.length).toBeGreaterThanOrEqual(92);
  for (let n = 100; n < 400; n++) {
    tell(n);
    await heard();
    expect(n + 1 - taken.length).toBeLessThanOrEqual(9);
  }
  await expect.poll(() => taken).toEqual(Array.from({ length: 400 }, (_, n) => n));
  close();
});

test("a listener that throws has heard all the same", async () => {
  const [near, far, close] = ends();
  const { tell, heard } = serveDoor<number>(far, {});
  // What a throw in a listener does on the other side is that side's own; here it must not stop the telling.
  const quiet: Channel = {
    postMessage: near.postMessage,
    addEventListener: (type, listener) =>
      near.addEventListener(type, (event) => {
        try {
          listener(event);
        } catch {
          // Seen by nobody, as by the browser's own reporting.
        }
      }),
  };
  connectDoor<Counter, number>(quiet, () => {
    throw new Error("a fault of the window");
  });
  for (let n = 0; n < 50; n++) tell(n);
  await heard();
  close();
});

test("bytes that an answer or the value of a Result names for transfer are moved: nothing of them stays on the other side", async () => {
  const [near, far, close] = ends();
  const [bare, inResult] = [new Uint8Array([1, 2]), new Uint8Array([3, 4])];
  serveDoor(far, {
    bare: async () => ({ bytes: bare, transfer: [bare.buffer] }),
    inResult: async () => ({ ok: true, value: { bytes: inResult, transfer: [inResult.buffer] } }),
    copied: async () => ({ ok: true, value: { bytes: new Uint8Array([5]) } }),
  });
  const door = connectDoor<{ bare(asked: null): Promise<unknown>; inResult(asked: null): Promise<unknown>; copied(asked: null): Promise<unknown> }>(
    near,
  );
  expect(await door.bare(null)).toMatchObject({ bytes: new Uint8Array([1, 2]) });
  expect(await door.inResult(null)).toMatchObject({ value: { bytes: new Uint8Array([3, 4]) } });
  expect(await door.copied(null)).toEqual({ ok: true, value: { bytes: new Uint8Array([5]) } });
  expect([bare.length, inResult.length]).toEqual([0, 0]);
  close();
});

test("bytes that an argument names for transfer are moved, all others copied", async () => {
  const [near, far, close] = ends();
  const [moved, copied] = [new Uint8Array([1, 2]), new Uint8Array([3])];
  serveDoor(far, { sum: async ({ bytes }: { readonly bytes: Uint8Array }) => bytes.reduce((sum, byte) => sum + byte, 0) });
  const door = connectDoor<{ sum(asked: { readonly bytes: Uint8Array; readonly transfer?: readonly ArrayBuffer[] }): Promise<number> }>(near);
  expect(await door.sum({ bytes: moved, transfer: [moved.buffer] })).toBe(3);
  expect(await door.sum({ bytes: copied })).toBe(3);
  expect([moved.length, copied.length]).toEqual([0, 1]);
  close();
});
