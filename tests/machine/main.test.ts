import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { builtScript, stoppable } from "./electron-double.ts";
import { MainDouble, type MainOptions } from "./main-double.ts";
import { brokenPromises } from "./main-promises.ts";

let code = "";
let main: MainDouble | null = null;
beforeAll(() => {
  code = builtScript("main");
});
afterEach(() => main?.remove());

async function started(options?: MainOptions): Promise<MainDouble> {
  main = new MainDouble(code, options);
  return main.ready();
}

test("the built main process keeps its promises", async () => expect(await brokenPromises(code)).toEqual([]));

/** Each takes one wall out of the built script; the promise that must notice. */
const mutants: readonly (readonly [what: string, from: string | RegExp, to: string, notices: string])[] = [
  ["the sandbox of the window is off", "sandbox: true", "sandbox: false", "sandbox is true"],
  ["nothing enables the sandbox", /app\.enableSandbox\(\);/, "", "the sandbox is on for every process before ready"],
  ["the page sees Node", "nodeIntegration: false", "nodeIntegration: true", "nodeIntegration is false"],
  ["the worlds are one", "contextIsolation: true", "contextIsolation: false", "contextIsolation is true"],
  ["navigation is open", /contents\.on\("will-navigate"[^;]*;/, "", "will-navigate is heard"],
  ["any page may be gone to", "mayNavigate(event.url, event.isMainFrame) || event.preventDefault()", "0", "will-navigate is stopped"],
  ["windows may open", /action: "deny"/, 'action: "allow"', "no second window"],
  ["requests go out", /cancel: !mayRequest\([^)]*\)/, "cancel: false", "own session: a request outside is cancelled"],
  [
    "the default session is forgotten",
    /for \(const each of \[own, electron\.session\.defaultSession\]\)/,
    "for (const each of [own])",
    "default session: a permission is refused",
  ],
  ["every permission is granted", /allowedPermissions\.includes\(permission\)/, "true", "own session: a permission is refused"],
  ["any origin is granted", /&& isOwnUrl\(requestingUrl\)/, "", "own session: not to another page"],
  ["any frame may ask", /frame === mainFrame/, "true", "an inner frame asks nothing"],
  ["any page may ask", /&& isOwnUrl\(frame\.url\)/, "", "https://example.org/ asks nothing"],
  ["arguments are not read", /isOurs\((\w+)\) \? parseAsk\((\w+)\) : null/, "isOurs($1) ? $2 : null", '{"ask":"openExternal"} is refused'],
  ["names are resolved", '["host-resolver-rules", "MAP * ~NOTFOUND"]', '["no-rules", ""]', "no name is resolved"],
  ["the scheme passes the policy by", "secure: true,", "secure: true, bypassCSP: true,", "the scheme has no privilege but four"],
  ["the developer tools are open", /devTools: !electron\.app\.isPackaged/, "devTools: true", "no spell checker, no developer tools when packaged"],
];

test.each(mutants)("a mutant is caught: %s", async (_what, from, to, notices) => {
  const mutant = code.replace(from, to);
  expect(mutant, "the mutant differs from the script").not.toBe(code);
  const broken = await brokenPromises(mutant);
  expect(broken).toContain(notices);
});

test("it needs nothing but Electron and Node", async () => {
  const { required } = await started();
  expect(required.filter((name) => name !== "electron" && !name.startsWith("node:"))).toEqual([]);
});

test("a file is saved whole or not at all", async () => {
  const it = await started();
  it.saveTarget = join(it.folder, "bundle.dalel");
  const offer = { name: "Іс № 7.dalel", mediaType: "application/octet-stream" };
  expect(await it.ask({ ask: "saveFile", offer })).toEqual({ ok: true, value: 1 });
  for (const chunk of [Uint8Array.of(1, 2), Uint8Array.of(3)])
    expect(await it.ask({ ask: "writeFile", file: 1, chunk })).toEqual({ ok: true, value: undefined });
  expect(existsSync(it.saveTarget)).toBe(false);
  expect(await it.ask({ ask: "closeFile", file: 1 })).toEqual({ ok: true, value: undefined });
  expect([...readFileSync(it.saveTarget)]).toEqual([1, 2, 3]);
  expect(await it.ask({ ask: "saveFile", offer })).toEqual({ ok: true, value: 2 });
  await it.ask({ ask: "writeFile", file: 2, chunk: Uint8Array.of(9) });
  await it.ask({ ask: "abortFile", file: 2 });
  expect([...readFileSync(it.saveTarget)]).toEqual([1, 2, 3]);
  expect((await readdir(it.folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(await it.ask({ ask: "writeFile", file: 2, chunk: Uint8Array.of(9) })).toEqual({ ok: false, error: { kind: "refused" } });
  it.saveTarget = null;
  expect(await it.ask({ ask: "saveFile", offer })).toEqual({ ok: true, value: "cancelled" });
  it.saveTarget = join(it.folder, "missing", "bundle.dalel");
  expect(await it.ask({ ask: "saveFile", offer })).toEqual({ ok: false, error: { kind: "unavailable" } });
  expect(it.log()).not.toMatch(/bundle|Іс|№/);
});

test("backups go into the folder that was chosen, under our own names, and nowhere else", async () => {
  const it = await started();
  expect(await it.ask({ ask: "chooseFolder" })).toEqual({ ok: true, value: "cancelled" });
  it.folderTarget = mkdtempSync(join(it.folder, "backups-"));
  const chosen = (await it.ask({ ask: "chooseFolder" })) as { readonly value: { readonly token: string; readonly name: string } };
  const { token: folder, name: folderName } = chosen.value;
  expect(it.folderTarget.endsWith(folderName)).toBe(true);
  expect(Buffer.from(folder, "base64url").toString("latin1")).not.toContain("backups");
  const name = "dalel-20261126-150405-0f3a9c.dalel-backup";
  expect(await it.ask({ ask: "writeToFolder", folder, name })).toEqual({ ok: true, value: 1 });
  await it.ask({ ask: "writeFile", file: 1, chunk: Uint8Array.of(1, 2, 3) });
  expect(await it.ask({ ask: "readFile", file: 1, offset: 0 })).toEqual({ ok: false, error: { kind: "refused" } });
  await it.ask({ ask: "closeFile", file: 1 });
  expect(await it.ask({ ask: "readFile", file: 1, offset: 1 })).toEqual({ ok: true, value: Uint8Array.of(2, 3) });
  expect(await it.ask({ ask: "readFile", file: 1, offset: 3 })).toEqual({ ok: true, value: new Uint8Array(0) });
  for (const other of ["notes.txt", "dalel-1.dalel-backup"]) writeFileSync(join(it.folderTarget, other), "theirs");
  mkdirSync(join(it.folderTarget, "dalel-20261126-150405-aaaaaa.dalel-backup"));
  expect(await it.ask({ ask: "listFolder", folder })).toEqual({ ok: true, value: [{ name, sizeBytes: 3 }] });
  const refused = { ok: false, error: { kind: "refused" } };
  expect(await it.ask({ ask: "writeToFolder", folder, name })).toEqual(refused);
  for (const wrong of ["../x.dalel-backup", "notes.txt", `../${name}`, "dalel-1.dalel-backup"]) {
    for (const ask of ["writeToFolder", "removeFromFolder"]) expect(await it.ask({ ask, folder, name: wrong })).toEqual(refused);
  }
  expect(await it.ask({ ask: "removeFromFolder", folder, name: "dalel-20261126-150405-aaaaaa.dalel-backup" })).toEqual(refused);
  expect(await it.ask({ ask: "removeFromFolder", folder, name })).toEqual({ ok: true, value: undefined });
  expect((await readdir(it.folderTarget)).sort()).toEqual(["dalel-1.dalel-backup", "dalel-20261126-150405-aaaaaa.dalel-backup", "notes.txt"]);
  const forged = Buffer.from(folder, "base64url");
  forged[20] = (forged[20] ?? 0) ^ 1;
  for (const token of [forged.toString("base64url"), Buffer.from("/etc").toString("base64url"), "AA"]) {
    expect(await it.ask({ ask: "listFolder", folder: token })).toEqual(refused);
    expect(await it.ask({ ask: "writeToFolder", folder: token, name })).toEqual(refused);
  }
  expect(it.log()).not.toMatch(/backups-|0f3a9c/);
});

test("the session that ends outside is told to the window", async () => {
  const it = await started();
  for (const event of ["suspend", "lock-screen", "shutdown"]) it.power.fire(event);
  it.idleSeconds = 601;
  for (const run of [...it.intervals, ...it.intervals]) run();
  expect(it.told).toEqual(["suspend", "screen-lock", "quit", "idle"].map((why) => ({ news: "must-lock", why })));
});

test("the clipboard is emptied when it holds the text of the hash, and left alone when it holds another", async () => {
  const it = await started();
  const sha256 = createHash("sha256").update("a wallet\nand 1 000").digest("hex");
  it.clipboardText = "words of another program";
  expect(await it.ask({ ask: "clearClipboard", sha256 })).toBe("other");
  expect(it.clipboardText).toBe("words of another program");
  it.clipboardText = "a wallet\r\nand 1\u00a0000";
  expect(await it.ask({ ask: "clearClipboard", sha256 })).toBe("cleared");
  expect(it.clipboardText).toBe("");
  for (const wrong of ["", sha256.slice(1), `${sha256}0`, 7])
    expect(await it.ask({ ask: "clearClipboard", sha256: wrong })).toEqual({ ok: false, error: { kind: "refused" } });
});

test("elsewhere than on Linux nobody asks how long the machine was idle", async () =>
  expect((await started({ platform: "darwin" })).intervals).toEqual([]));

test("a .dalel file reaches the window from each of its three ways", async () => {
  const file = new MainDouble(code, { isFirst: false });
  const path = join(file.folder, "a.dalel");
  writeFileSync(path, "bytes");
  const it = await started({ words: ["--flag", path, "notes.txt"] });
  await expect.poll(() => it.told.length).toBe(1);
  it.app.fire("second-instance", {}, [], "", { paths: [path, 7, "x.txt"] });
  const event = stoppable();
  it.app.fire("open-file", event, path);
  await expect.poll(() => it.told.length).toBe(3);
  expect(event.isStopped).toBe(true);
  for (const news of it.told) expect(news).toEqual({ news: "open-file", file: { name: "a.dalel", bytes: new Uint8Array(Buffer.from("bytes")) } });
  it.app.fire("open-file", stoppable(), join(file.folder, "gone.dalel"));
  await expect.poll(() => it.boxes.length).toBe(1);
  expect(it.boxes[0]).toMatch(/^Файлды оқу/);
  file.remove();
});

test("a second copy makes no window", async () => {
  const it = await started({ isFirst: false });
  expect([it.windows, it.order.includes("quit")]).toEqual([[], true]);
});

test("a window whose process dies starts again, three times a minute at most", async () => {
  const it = await started();
  it.contents.fire("render-process-gone", {}, { reason: "clean-exit" });
  expect(it.reloads).toBe(0);
  for (let times = 0; times < 5; times++) it.contents.fire("render-process-gone", {}, { reason: "crashed" });
  expect(it.reloads).toBe(3);
});

test("the native menu is the window's, and tells what was chosen", async () => {
  const it = await started({ platform: "darwin" });
  const items = [{ command: "case.new", label: "Жаңа іс", accelerator: "CmdOrCtrl+N", enabled: true }];
  await it.ask({ ask: "setMenu", menu: [{ label: "Іс", items }] });
  const menu = it.menus.at(-1) as { label: string; submenu: { label: string; registerAccelerator: boolean; click(): void }[] }[];
  expect(menu.map((section) => section.label)).toEqual(["Dalel", "Өңдеу", "Іс"]);
  menu[2]?.submenu[0]?.click();
  expect(it.told).toEqual([{ news: "command", command: "case.new" }]);
  expect(menu[2]?.submenu[0]?.registerAccelerator).toBe(false);
});

test("the screen is kept from cameras of software only when asked", async () => {
  expect((await started()).isProtected).toBe(false);
  main?.remove();
  expect((await started({ words: ["--protect-content"] })).isProtected).toBe(true);
});

test("a window that is not to be closed yet asks the person: staying is the answer of Escape, and only the other button closes", async () => {
  const it = await started();
  const close = (): boolean => {
    let isClosed = false;
    it.contents.fire("will-prevent-unload", { preventDefault: () => void (isClosed = true) });
    return isClosed;
  };
  expect(close()).toBe(false);
  it.pressed = 1;
  expect(close()).toBe(true);
  expect(it.boxes).toEqual(["Қалу / Жабу", "Қалу / Жабу"]);
});
