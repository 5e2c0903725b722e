/**
 * The one entry of `npm start`, `npm test` and the other scripts, for a machine that has nothing but Node 20 and npm.
 * Installs what package-lock.json names when node_modules is not exactly that, then hands over to steps.ts under the pinned Node.
 * Built-ins only, and plain JavaScript: nothing is installed yet when it runs.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const mark = join(root, "node_modules", ".lock-sha256");

/** @returns {string} SHA-256 of the lock file, hex */
function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** @returns {boolean} whether node_modules is what the lock file names */
function isInstalled() {
  return existsSync(mark) && readFileSync(mark, "utf8").trim() === lockHash();
}

/** Runs `npm ci` with the npm that runs us. Install scripts stay off: no package here needs one. */
function install() {
  console.log("dalel: installing the pinned packages (once) …");
  const started = Date.now();
  const wanted = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const done =
    npm === undefined
      ? spawnSync("npm", wanted, { cwd: root, stdio: "inherit", shell: process.platform === "win32" })
      : spawnSync(process.execPath, [npm, ...wanted], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) {
    console.error("dalel: the packages could not be installed; npm says why above. Nothing else was changed.");
    process.exit(1);
  }
  writeFileSync(mark, lockHash());
  console.log(`dalel: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** @returns {string | null} a Node that runs TypeScript: the pinned one, else this one when it is new enough */
function runtime() {
  const os = process.platform === "win32" ? "win" : process.platform;
  const pinned = join(root, "node_modules", `node-${os}-${process.arch}`, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18) ? process.execPath : null;
}

if (!isInstalled()) install();
const node = runtime();
if (node === null) {
  console.error(
    `dalel: no pinned Node exists for ${process.platform} ${process.arch}, and this one is ${process.version}. Install Node 22.18 or newer.`,
  );
  process.exit(1);
}
const steps = join(root, "electron/launch/steps.ts");
const quiet = ["--disable-warning=ExperimentalWarning"];
const child = spawn(node, [...quiet, steps, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
