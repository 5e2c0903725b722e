import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runProgram } from "./run-program.ts";
import { browserPath } from "./system-browser.ts";

/** Programs the tests use, by the Debian package that brings them. */
const needed: Readonly<Record<string, () => boolean>> = {
  chromium: () => browserPath() !== null,
  age: () => isOnPath("age"),
  openssl: () => isOnPath("openssl"),
  xvfb: () => isOnPath("Xvfb"),
  strace: () => isOnPath("strace"),
};

/** Whether a program can be started by its bare name. */
export function isOnPath(name: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/**
 * Installs what the tests need from Debian's packages, when we are root on Debian. Elsewhere it only says what is missing:
 * the tests that need a missing program then say that they were skipped, except that a browser must be there.
 */
export async function installSystemPackages(): Promise<void> {
  const missing = Object.keys(needed).filter((name) => needed[name]?.() === false);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.log(`dalel: not on this machine: ${missing.join(", ")}. Tests that need them are skipped, or fail and say so.`);
    return;
  }
  console.log(`dalel: installing ${missing.join(", ")} from Debian's packages (once) …`);
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update", "-qq"], { environment });
  await runProgram("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], { environment });
}
