import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long the `age` program took with a file, ms. */
export interface AgeTimes {
  readonly sealMs: number;
  readonly openMs: number;
}

/** Where what a program writes costs least: memory, where the machine has a file system there. */
const quickFolder = (): string => (existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

/** Encrypts a file with the `age` program and decrypts it again, each into a new file; nothing of it is kept. */
export async function timeAge(path: string): Promise<AgeTimes> {
  const folder = await mkdtemp(join(quickFolder(), "dalel-bench-age-"));
  try {
    const [key, sealed, plain] = ["key", "sealed", "plain"].map((name) => join(folder, name)) as [string, string, string];
    const made = spawnSync("age-keygen", ["-o", key], { encoding: "utf8" });
    const recipient = /age1[a-z0-9]+/.exec(made.stderr)?.[0];
    if (recipient === undefined) throw new Error("this bench needs the programs age and age-keygen");
    const sealMs = await timed("age", ["-r", recipient, "-o", sealed, path]);
    const openMs = await timed("age", ["-d", "-i", key, "-o", plain, sealed]);
    return { sealMs, openMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(program: string, words: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return performance.now() - start;
}
