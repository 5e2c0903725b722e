import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { timeAge } from "./age-tool.ts";
import type { Page } from "playwright";
import { type MadeTable, madeTables } from "./intake/made-tables.ts";

const pieceBytes = 4_194_304;

function* randomPieces(sizeBytes: number): Generator<Buffer> {
  for (let at = 0; at < sizeBytes; at += pieceBytes) yield randomBytes(Math.min(pieceBytes, sizeBytes - at));
}

/** Lets the page ask for a file in its field, which is written into the folder: of random bytes, or a table; and for `sha256sum` and `age` on the same file. */
export async function giveFiles(page: Page, folder: string): Promise<void> {
  const path = join(folder, "given.bin");
  await page.exposeFunction("giveFile", async (sizeBytes: number) => {
    await pipeline(Readable.from(randomPieces(sizeBytes)), createWriteStream(path));
    await page.setInputFiles("#bench-file", path);
  });
  await page.exposeFunction("giveTable", async (kind: MadeTable, rows: number, seed: number) => {
    const table = join(folder, `given-${kind}-${seed}`);
    await pipeline(Readable.from(madeTables[kind](rows, seed)), createWriteStream(table));
    await page.setInputFiles("#bench-file", table);
  });
  await page.exposeFunction("sha256sum", () => sha256sum(path));
  await page.exposeFunction("timeAge", () => timeAge(path));
}

async function sha256sum(path: string): Promise<{ readonly ms: number; readonly sha256: string }> {
  const start = performance.now();
  const child = spawn("sha256sum", ["--binary", path], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => void (said += part));
  await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  return { ms: performance.now() - start, sha256: said.slice(0, 64) };
}
