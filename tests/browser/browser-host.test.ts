import { afterEach, expect, test, vi } from "vitest";
import { makeBrowserHost } from "../../renderer/app/browser-host.ts";
import type { FileSink } from "../../shared/host/host.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";

const host = makeBrowserHost("1.2.3");
const offer = { name: "bundle.dalel", mediaType: "application/octet-stream" };

afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(window, "showSaveFilePicker");
});

/** The picker is the person's; what it gives here is a real file of the browser's own file system. */
async function pickInto(name: string): Promise<FileSystemDirectoryHandle> {
  const folder = await navigator.storage.getDirectory();
  vi.stubGlobal("showSaveFilePicker", () => folder.getFileHandle(name, { create: true }));
  return folder;
}

async function sinkOf(): Promise<FileSink> {
  const picked = await host.saveFile(offer);
  if (!picked.ok || picked.value === "cancelled") throw new Error("no file was picked");
  return picked.value;
}

test("a picked file holds the chunks in order once it is closed, and nothing before", async () => {
  const folder = await pickInto("closed.dalel");
  const sink = await sinkOf();
  expect((await sink.write(utf8ToBytes("first "))).ok).toBe(true);
  expect((await sink.write(utf8ToBytes("second"))).ok).toBe(true);
  const handle = await folder.getFileHandle("closed.dalel");
  expect(await (await handle.getFile()).text()).toBe("");
  expect((await sink.close()).ok).toBe(true);
  expect(await (await handle.getFile()).text()).toBe("first second");
});

test("an aborted file keeps nothing of what was written", async () => {
  const folder = await pickInto("aborted.dalel");
  const sink = await sinkOf();
  await sink.write(utf8ToBytes("half"));
  await sink.abort();
  expect(await (await (await folder.getFileHandle("aborted.dalel")).getFile()).text()).toBe("");
});

test("a person who says no has cancelled; anything else the picker does is a refusal", async () => {
  vi.stubGlobal("showSaveFilePicker", () => Promise.reject(new DOMException("no", "AbortError")));
  expect(await host.saveFile(offer)).toEqual({ ok: true, value: "cancelled" });
  vi.stubGlobal("showSaveFilePicker", () => Promise.reject(new DOMException("no", "NotAllowedError")));
  expect(await host.saveFile(offer)).toEqual({ ok: false, error: { kind: "refused" } });
});

test("where there is no picker, or the gesture is too old for one, the whole file is downloaded at its close", async () => {
  for (const isOldGesture of [false, true]) {
    if (isOldGesture) vi.stubGlobal("showSaveFilePicker", () => Promise.reject(new DOMException("late", "SecurityError")));
    else Reflect.deleteProperty(window, "showSaveFilePicker");
    const clicked: HTMLAnchorElement[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(this);
    });
    const sink = await sinkOf();
    await sink.write(utf8ToBytes("whole"));
    expect(clicked).toEqual([]);
    await sink.close();
    expect(clicked.map(({ download, href }) => [download, href.startsWith("blob:")])).toEqual([["bundle.dalel", true]]);
    vi.restoreAllMocks();
  }
});

test("it says which shell it is", async () => {
  expect(await host.about()).toMatchObject({ appVersion: "1.2.3", shell: "browser" });
});

test("a written file is read back from where it stands; a downloaded one as it was handed over", async () => {
  await pickInto("read-back.dalel");
  const sink = await sinkOf();
  await sink.write(utf8ToBytes("whole"));
  await sink.close();
  const written = await sink.readBack();
  expect(written.ok && (await written.value.text())).toBe("whole");
  Reflect.deleteProperty(window, "showSaveFilePicker");
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const download = await sinkOf();
  await download.write(utf8ToBytes("handed "));
  await download.write(utf8ToBytes("over"));
  await download.close();
  const handed = await download.readBack();
  expect(handed.ok && (await handed.value.text())).toBe("handed over");
});

test("a chosen folder takes backups under their own names, lists them alone, and lets them be removed", async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("backups", { create: true });
  await (await folder.getFileHandle("notes.txt", { create: true })).createWritable().then((file) => file.close());
  vi.stubGlobal("showDirectoryPicker", () => Promise.resolve(folder));
  const chosen = await host.chooseFolder();
  if (!chosen.ok || chosen.value === "cancelled") return expect.fail();
  expect(chosen.value.name).toBe("backups");
  const place = { folder: chosen.value.token, name: "dalel-20261126-150405-0f3a9c.dalel-backup" };
  const begun = await host.writeToFolder(place);
  if (!begun.ok) return expect.fail();
  await begun.value.write(utf8ToBytes("backup"));
  await begun.value.close();
  const written = await begun.value.readBack();
  expect(written.ok && (await written.value.text())).toBe("backup");
  expect(await host.listFolder(place)).toEqual({ ok: true, value: [{ name: place.name, sizeBytes: 6 }] });
  const refused = { ok: false, error: { kind: "refused" } };
  expect(await host.writeToFolder(place)).toEqual(refused);
  for (const wrong of [
    { ...place, name: "notes.txt" },
    { ...place, folder: "another" },
  ]) {
    expect(await host.writeToFolder(wrong)).toEqual(refused);
    expect(await host.removeFromFolder(wrong)).toEqual(refused);
  }
  expect(await host.removeFromFolder(place)).toEqual({ ok: true, value: undefined });
  const aborted = await host.writeToFolder(place);
  if (!aborted.ok) return expect.fail();
  await aborted.value.write(utf8ToBytes("half"));
  await aborted.value.abort();
  expect(await host.listFolder(place)).toEqual({ ok: true, value: [] });
  expect((await folder.getFileHandle("notes.txt")).name).toBe("notes.txt");
  Reflect.deleteProperty(window, "showDirectoryPicker");
  expect(await host.chooseFolder()).toEqual({ ok: false, error: { kind: "unavailable" } });
});
