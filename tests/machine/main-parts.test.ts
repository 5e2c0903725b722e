import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { browserPath, browserSwitches, dataFolder, prepareProfile, silentSwitches } from "../../electron/launch/system-browser.ts";
import { FileSaver } from "../../electron/main/file-saver.ts";
import { openLog } from "../../electron/main/log.ts";
import { menuTemplate } from "../../electron/main/native-menu.ts";
import { pathsIn, readOpenedFile } from "../../electron/main/opened-files.ts";
import { isOwnUrl, isPermitted, mayReload, mayRequest } from "../../electron/main/policy.ts";
import { keepPlace, readPlace } from "../../electron/main/window-place.ts";
import { wordsFor } from "../../electron/main/words.ts";

const folder = mkdtempSync(join(tmpdir(), "dalel-parts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("our own address is scheme and host as a whole", () => {
  expect(["app://bundle/", "app://bundle/a?b#c"].map(isOwnUrl)).toEqual([true, true]);
  expect(
    ["app://BUNDLE/", "app://bundle.x/", "app://x@bundle:1/", "apps://bundle/", "https://bundle/", "", "bundle", "file:///app://bundle/"].some(
      isOwnUrl,
    ),
  ).toBe(false);
});

test("a permission needs both a word of the list and our own page", () => {
  expect(isPermitted("fullscreen", "app://bundle/index.html")).toBe(true);
  expect([isPermitted("fullscreen", "app://other/"), isPermitted("media", "app://bundle/"), isPermitted("", "app://bundle/")]).toEqual([
    false,
    false,
    false,
  ]);
});

test("the developer tools are the only thing a packaged copy may ask for less", () => {
  expect([
    mayRequest("devtools://a/b", false),
    mayRequest("devtools://a/b", true),
    mayRequest("chrome-extension://a/b", false),
    mayRequest("no url", false),
  ]).toEqual([true, false, false, false]);
});

test("a window that dies for the fourth time within a minute stays closed, and starts again later", () => {
  expect(mayReload("crashed", [0, 10, 20], 59_000)).toBe(false);
  expect(mayReload("crashed", [0, 10, 20], 60_015)).toBe(true);
  expect(mayReload("clean-exit", [], 0)).toBe(false);
});

test("the log holds words of the program, and drops everything else", () => {
  const log = openLog(join(folder, "logs"));
  log("must-lock", "suspend");
  log("file-refused", "/home/officer/Іс 7.dalel");
  log("ask-failed", "Сейткали Б. переводы");
  const lines = readFileSync(join(folder, "logs/dalel.log"), "utf8").trim().split("\n");
  expect(lines.map((line) => line.replace(/^\S+ /, ""))).toEqual(["must-lock suspend", "file-refused", "ask-failed"]);
});

test("a log that grew large keeps its older half and starts anew", () => {
  const log = openLog(join(folder, "large"));
  writeFileSync(join(folder, "large/dalel.log"), "x".repeat(1_000_001));
  log("started");
  expect(statSync(join(folder, "large/dalel.log.old")).size).toBe(1_000_001);
  expect(readFileSync(join(folder, "large/dalel.log"), "utf8")).toMatch(/started\n$/);
});

test("the window's place is remembered while its corner is on a screen", () => {
  const path = join(folder, "place.json");
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const first = { width: 1440, height: 900, isMaximized: false };
  expect(readPlace(path, screens)).toEqual(first);
  keepPlace(path, { x: 100, y: 50, width: 1200, height: 800, isMaximized: true });
  expect(readPlace(path, screens)).toEqual({ x: 100, y: 50, width: 1200, height: 800, isMaximized: true });
  expect(readPlace(path, [{ x: 3000, y: 0, width: 800, height: 600 }])).toEqual({ width: 1200, height: 800, isMaximized: true });
  for (const broken of ["", "[]", "null", '{"x":1}', '{"x":1,"y":1,"width":10,"height":10}']) {
    writeFileSync(path, broken);
    expect(readPlace(path, screens)).toEqual(first);
  }
});

test("the machine speaks the first of the person's languages that it knows", () => {
  expect(wordsFor(["de-DE", "ru-KZ", "kk"]).quit).toMatch(/Завершить/);
  expect(wordsFor(["kk_KZ".replace("_", "-")]).quit).toMatch(/аяқтау/);
  expect(wordsFor(["constructor", "de"]).quit).toBe("Quit Dalel");
});

test("only .dalel files are opened, whole, and named without their folder", async () => {
  expect(pathsIn(["--x.dalel", "a.dalel", "/b/c.DALEL", "d.txt"], "/home")).toEqual(
    [join("/home", "a.dalel"), "/b/c.DALEL"].map((path) => (path.startsWith("/home") ? path : "/b/c.DALEL")),
  );
  const path = join(folder, "a.dalel");
  writeFileSync(path, "abc");
  expect(await readOpenedFile(path)).toEqual({ ok: true, value: { name: "a.dalel", bytes: new TextEncoder().encode("abc") } });
  expect(await readOpenedFile(folder)).toEqual({ ok: false, error: { kind: "unreadable" } });
  expect(await readOpenedFile(join(folder, "gone.dalel"))).toEqual({ ok: false, error: { kind: "unreadable" } });
});

test("a native menu outside macOS is the window's alone", () => {
  const words = wordsFor(["en"]);
  expect(menuTemplate([], "linux", words, () => undefined)).toEqual([]);
  expect(menuTemplate([], "darwin", words, () => undefined).map((section) => section.label)).toEqual(["Dalel", "Edit"]);
});

test("a save that fails leaves no file, and no other file is touched", async () => {
  const target = join(folder, "kept.dalel");
  writeFileSync(target, "older");
  const saver = new FileSaver(async () => target);
  const begun = await saver.begin({ name: "kept.dalel", mediaType: "" });
  if (!begun.ok || begun.value === "cancelled") throw new Error("the file was not begun");
  await saver.write(begun.value, Uint8Array.of(1));
  await saver.abortAll();
  expect(readFileSync(target, "utf8")).toBe("older");
  expect(await saver.close(begun.value)).toEqual({ ok: false, error: { kind: "refused" } });
});

test("at most eight files are written at one time", async () => {
  let count = 0;
  const saver = new FileSaver(async () => join(folder, `many-${(count += 1)}`));
  const begun = await Promise.all(Array.from({ length: 8 }, () => saver.begin({ name: "x", mediaType: "" })));
  expect(begun.every((answer) => answer.ok)).toBe(true);
  expect(await saver.begin({ name: "x", mediaType: "" })).toEqual({ ok: false, error: { kind: "refused" } });
  await saver.abortAll();
});

test("the data folder is the one that was named, else the system's", () => {
  expect(dataFolder({ DALEL_DATA: "/stick/dalel" })).toBe("/stick/dalel");
  if (process.platform === "linux") expect(dataFolder({ XDG_DATA_HOME: "/x" })).toBe(join("/x", "dalel"));
});

test("a browser that was named and is not there is not replaced by another", () => {
  expect(browserPath({ DALEL_BROWSER: join(folder, "none"), PATH: process.env["PATH"] ?? "" })).toBeNull();
  expect(browserPath({ DALEL_BROWSER: process.execPath })).toBe(process.execPath);
});

test("the window's browser has a dead proxy, and only our own port passes it by", () => {
  const origin = "http://127.0.0.1:47623";
  const switches = browserSwitches({ origin, profile: "/p", isRoot: false });
  expect(switches).toEqual(
    expect.arrayContaining([
      `--app=${origin}/`,
      "--user-data-dir=/p",
      "--proxy-server=http://127.0.0.1:9",
      "--proxy-bypass-list=<-loopback>;127.0.0.1:47623",
    ]),
  );
  expect(switches).not.toContain("--no-sandbox");
  expect(silentSwitches(origin).every((word) => word.startsWith("--"))).toBe(true);
});

test("a profile is made once, for its owner alone", async () => {
  const profile = join(folder, "profile");
  await prepareProfile(profile, "http://127.0.0.1:1");
  const path = join(profile, "Default/Preferences");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
    profile: { content_settings: { exceptions: { durable_storage: { "http://127.0.0.1:1,*": { setting: 1 } } } } },
  });
  writeFileSync(path, "{}");
  await prepareProfile(profile, "http://127.0.0.1:1");
  expect(readFileSync(path, "utf8")).toBe("{}");
});
