import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findElectron } from "../../electron/launch/electron-binary.ts";
import { hostKeys } from "../../shared/host/host.ts";

/** What only the real Electron can show. Where its program is missing, these say that they were skipped. */
const executablePath = findElectron();
const root = join(import.meta.dirname, "../..");

describe.skipIf(executablePath === null)("in the real Electron", () => {
  const data = mkdtempSync(join(tmpdir(), "dalel-electron-"));
  const asRoot = process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const launch = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: executablePath ?? "",
      args: [...asRoot, root],
      env: { ...process.env, DALEL_DATA: data } as Record<string, string>,
    });
  let electron: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    electron = await launch();
    page = await electron.firstWindow();
    await page.waitForLoadState("domcontentloaded");
  });
  afterAll(async () => {
    await electron.close();
    rmSync(data, { recursive: true, force: true });
  });

  test("the window loads from its own scheme, isolated and secure, without Node", async () => {
    expect(page.url()).toBe("app://bundle/index.html");
    expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated, "process" in globalThis, "require" in globalThis])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("it sees exactly the verbs of Host", async () => {
    const keys = await page.evaluate(() => Object.keys(Reflect.get(globalThis, "dalelHost") ?? {}));
    expect(keys.sort()).toEqual([...hostKeys].sort());
  });

  test("its storage is kept for good, over a restart", async () => {
    expect(await page.evaluate(() => navigator.storage.persist())).toBe(true);
    await page.evaluate(() => localStorage.setItem("kept", "yes"));
    await electron.close();
    electron = await launch();
    page = await electron.firstWindow();
    expect(await page.evaluate(() => localStorage.getItem("kept"))).toBe("yes");
  });

  test("it cannot leave: no second window, no other page, no request", async () => {
    expect(await page.evaluate(() => window.open("https://example.org/") === null)).toBe(true);
    await page.evaluate(() => void (location.href = "https://example.org/"));
    await page.waitForTimeout(500);
    expect(page.url()).toBe("app://bundle/index.html");
    expect(electron.windows()).toHaveLength(1);
  });
});

test("where Electron is missing, it is said", () => {
  if (executablePath === null) console.log("skipped: no Electron binary");
  expect(executablePath === null || executablePath.length > 0).toBe(true);
});
