import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aboutPath, runningVersion, serveWindow, type WindowServer } from "../../electron/launch/window-server.ts";

const folder = mkdtempSync(join(tmpdir(), "dalel-window-"));
let server: WindowServer;
let port = 0;

beforeAll(async () => {
  mkdirSync(join(folder, "dist/assets"), { recursive: true });
  writeFileSync(join(folder, "secret.json"), "{}");
  writeFileSync(join(folder, "dist/index.html"), "<!doctype html>window");
  writeFileSync(join(folder, "dist/assets/case.worker-Ab1.js"), "0;");
  writeFileSync(join(folder, "dist/assets/program.exe"), "0");
  const served = await serveWindow({ folder: join(folder, "dist"), port: 0, version: "1.2.3" });
  if (!served.ok) throw new Error(served.error.kind);
  server = served.value;
  port = Number(new URL(server.origin).port);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}
/** Asks with the path exactly as written: a browser would tidy it first. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the window is served with the production headers", async () => {
  const page = await ask("/");
  expect([page.status, page.text]).toEqual([200, "<!doctype html>window"]);
  expect(page.headers["content-security-policy"]).toContain("require-trusted-types-for 'script'");
  expect(page.headers).toMatchObject({
    "connection-allowlist": "(response-origin)",
    "cross-origin-opener-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect((await ask("/assets/case.worker-Ab1.js")).headers["content-security-policy"]).toContain("wasm-unsafe-eval");
  expect((await ask("/", {}, "HEAD")).text).toBe("");
});

test.each([
  "/../secret.json",
  "/%2e%2e/secret.json",
  "/..%2fsecret.json",
  "//secret.json",
  "/assets",
  "/assets/program.exe",
  "/index.html/",
  "/index.htm",
])("nothing but the files that were built: %s", async (path) => expect((await ask(path)).status).toBe(404));

test("another name for this address, another site and anything but reading are refused", async () => {
  const hostile = [
    { host: `localhost:${port}` },
    { host: "evil.example" },
    { host: "127.0.0.1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of hostile) {
    const refused = await ask("/", headers);
    expect([refused.status, refused.text]).toEqual([403, "refused\n"]);
    expect((await ask(aboutPath, headers)).status).toBe(403);
  }
  for (const site of ["same-origin", "none"]) expect((await ask("/", { "sec-fetch-site": site })).status).toBe(200);
  expect((await ask("/", {}, "POST")).status).toBe(405);
});

test("it listens on the loopback address alone", () => expect(server.origin).toBe(`http://127.0.0.1:${port}`));

test("a second copy finds the port taken, and by Dalel", async () => {
  expect(await serveWindow({ folder: join(folder, "dist"), port, version: "9" })).toEqual({ ok: false, error: { kind: "port-taken" } });
  expect(await runningVersion(port)).toBe("1.2.3");
});

test("another program on the port is not taken for Dalel, whatever it says", async () => {
  const said = ["hello", "{}", '{"app":"other","version":"1"}', '{"app":"dalel"}', "x".repeat(10_000)];
  for (const text of said) {
    const foreign: Server = createServer((_request, response) => response.end(text));
    await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    const at = foreign.address();
    expect(await runningVersion(typeof at === "object" && at !== null ? at.port : 0)).toBeNull();
    foreign.closeAllConnections();
    foreign.close();
  }
  expect(await runningVersion(1)).toBeNull();
});

test("a folder without a window is said to be not built", async () => {
  expect(await serveWindow({ folder: join(folder, "nowhere"), port: 0, version: "1" })).toEqual({ ok: false, error: { kind: "not-built" } });
});
