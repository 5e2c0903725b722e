import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createPackage, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * Packs the built program offline, with a stand-in for Electron's distribution: a file with the real fuse wire, all nine fuses
 * as Electron ships them. It proves what travels and how the fuses stand; that the packed program starts needs the real one.
 */
const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "dalel-pack-"));
const fuseSentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const asShipped = "101000011";

async function standIn(): Promise<string> {
  const electron = join(folder, "electron");
  mkdirSync(join(electron, "resources"), { recursive: true });
  mkdirSync(join(electron, "locales"));
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "empty/main.js"), "");
  await createPackage(join(folder, "empty"), join(electron, "resources/default_app.asar"));
  const wire = Buffer.concat([
    Buffer.from("\x7fELF"),
    Buffer.alloc(60),
    Buffer.from(fuseSentinel),
    Buffer.from([1, asShipped.length]),
    Buffer.from(asShipped),
  ]);
  writeFileSync(join(electron, "electron"), wire, { mode: 0o755 });
  for (const name of ["version", "LICENSE", "LICENSES.chromium.html", "chrome-sandbox", "locales/en-US.pak", "locales/fr.pak"])
    writeFileSync(join(electron, name), "45.4.1");
  return electron;
}

beforeAll(async () => {
  const words = [
    "--linux",
    "--dir",
    "--config",
    "electron/packaging/builder.config.mjs",
    `-c.electronDist=${await standIn()}`,
    `-c.directories.output=${join(folder, "out")}`,
  ];
  await promisify(execFile)(process.execPath, [join(root, "node_modules/electron-builder/cli.js"), ...words], { cwd: root });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packed = (): string => join(folder, "out/linux-unpacked");
const archive = (): string => join(packed(), "resources/app.asar");

test("what travels is the built program and nothing else", () => {
  const files = listPackage(archive(), { isPack: false }).map((path) => path.replaceAll("\\", "/"));
  const outside = files.filter((path) => !/^\/(package\.json|dist|dist\/(main|preload|renderer)(\/.*)?)$/.test(path));
  expect(outside).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["/package.json", "/dist/main/main.cjs", "/dist/preload/preload.cjs", "/dist/renderer/index.html"]));
  expect(files.filter((path) => /node_modules|\.map$|\.tsx?$|\.built-sha256/.test(path))).toEqual([]);
});

test("it stays small: the archive is at most 20 MB", () => expect(statSync(archive()).size).toBeLessThan(20 * 1024 * 1024));

test("the default program and unused languages of Electron are left out", () => {
  expect(existsSync(join(packed(), "resources/default_app.asar"))).toBe(false);
  expect(readdirSync(join(packed(), "locales"))).toEqual(["en-US.pak"]);
});

test("all nine fuses stand as they must", async () => {
  const wire = await getCurrentFuseWire(join(packed(), "dalel"));
  const on = Object.values(FuseV1Options)
    .filter((fuse) => typeof fuse === "number")
    .filter((fuse) => String.fromCharCode(Number(wire[fuse])) === "1");
  const wanted = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
    FuseV1Options.WasmTrapHandlers,
  ];
  expect(on).toEqual(wanted);
  expect(readFileSync(join(packed(), "dalel"), "latin1")).toContain(`${fuseSentinel}\x01\x09010011001`);
});

test("a fuse that nobody decided about stops the packaging", async () => {
  const { flipAllFuses } = await import("../../electron/packaging/flip-fuses.ts");
  const place = join(folder, "newer");
  mkdirSync(place);
  const wire = Buffer.concat([
    Buffer.from("\x7fELF"),
    Buffer.alloc(60),
    Buffer.from(fuseSentinel),
    Buffer.from([1, 10]),
    Buffer.from(`${asShipped}1`),
  ]);
  writeFileSync(join(place, "dalel"), wire);
  const flipped = flipAllFuses({
    appOutDir: place,
    electronPlatformName: "linux",
    packager: { executableName: "dalel", appInfo: { productFilename: "Dalel" } },
  });
  await expect(flipped).rejects.toThrow();
});
