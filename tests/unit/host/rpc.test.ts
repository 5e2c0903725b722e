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
