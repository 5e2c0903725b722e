import type * as Electron from "electron";
import { expect, test } from "vitest";
import { hostKeys } from "../../shared/host/host.ts";
import { type HostNews, newsChannel, parseAsk } from "../../shared/host/ipc.ts";
import { builtScript, runBuilt, strict } from "./electron-double.ts";

type Verb = (...words: readonly unknown[]) => unknown;

/** Runs the built preload; `answers` are given by the name of the ask. */
function preloaded(answers: Readonly<Record<string, unknown>> = {}) {
  const exposed = new Map<string, Readonly<Record<string, Verb>>>();
  const asked: unknown[] = [];
  const listeners = new Map<string, (event: object, news: HostNews) => void>();
  const required = runBuilt(builtScript("preload"), {
    electron: {
      contextBridge: strict<Electron.ContextBridge>("contextBridge", {
        exposeInMainWorld: (name: string, door: Readonly<Record<string, Verb>>) => void exposed.set(name, door),
      }),
      ipcRenderer: strict<Electron.IpcRenderer>("ipcRenderer", {
        on: (channel: string, listener: (event: object, news: HostNews) => void) => void listeners.set(channel, listener),
        invoke: async (_channel: string, what: { readonly ask: string }) => {
          asked.push(what);
          return answers[what.ask];
        },
      }),
    },
  });
  const tell = (news: HostNews): void => listeners.get(newsChannel)?.({}, news);
  return { exposed, asked, required, tell, host: exposed.get("dalelHost") ?? {} };
}

test("it requires nothing but electron: a sandboxed preload may not", () => expect(preloaded().required).toEqual(["electron"]));

test("it exposes exactly the verbs of Host, each a function", () => {
  const { exposed, host } = preloaded();
  expect([...exposed.keys()]).toEqual(["dalelHost"]);
  expect(Object.keys(host).sort()).toEqual([...hostKeys].sort());
  expect(Object.values(host).every((verb) => typeof verb === "function")).toBe(true);
});

test("what it asks is what the main process accepts", async () => {
  const { host, asked } = preloaded({ saveFile: { ok: true, value: 4 }, about: { appVersion: "1" }, writeToFolder: { ok: true, value: 5 } });
  expect(await host["about"]?.()).toEqual({ appVersion: "1" });
  const saved = (await host["saveFile"]?.({ name: "a.dalel", mediaType: "application/octet-stream" })) as { value: Record<string, Verb> };
  await saved.value["write"]?.(Uint8Array.of(1));
  await saved.value["close"]?.();
  await saved.value["abort"]?.();
  await host["setMenu"]?.([{ label: "x", items: [] }]);
  await host["quit"]?.();
  await host["chooseFolder"]?.();
  const place = { folder: "dG9rZW4", name: "dalel-20261126-150405-0f3a9c.dalel-backup" };
  await host["listFolder"]?.(place);
  await host["removeFromFolder"]?.(place);
  await host["writeToFolder"]?.(place);
  await host["clearClipboard"]?.({ sha256: "ab".repeat(32), wasAway: true });
  expect(asked).toHaveLength(12);
  for (const what of asked) expect(parseAsk(what)).toEqual(what);
});

test("a refusal and a cancelled dialog are handed on as they are", async () => {
  const refusal = { ok: false, error: { kind: "disk-full" } };
  expect(await preloaded({ saveFile: refusal }).host["saveFile"]?.({})).toEqual(refusal);
  expect(await preloaded({ saveFile: { ok: true, value: "cancelled" } }).host["saveFile"]?.({})).toEqual({ ok: true, value: "cancelled" });
});

test("news reach their listeners, none after the listener has left, and no file is lost before there is one", () => {
  const { host, tell } = preloaded();
  const heard: unknown[] = [];
  const hear = (what: unknown): void => void heard.push(what);
  const file = { name: "a.dalel", bytes: Uint8Array.of(1) };
  tell({ news: "open-file", file });
  const stops = [host["onCommand"]?.(hear), host["onMustLock"]?.(hear), host["onOpenFile"]?.(hear)];
  expect(heard).toEqual([file]);
  tell({ news: "command", command: "case.new" });
  tell({ news: "must-lock", why: "suspend" });
  expect(heard).toEqual([file, "case.new", "suspend"]);
  for (const stop of stops) if (typeof stop === "function") stop();
  tell({ news: "command", command: "case.new" });
  expect(heard).toHaveLength(3);
});
