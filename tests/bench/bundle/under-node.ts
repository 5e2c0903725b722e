import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { median, type Report } from "../measure.ts";
import type { NodeRound } from "./node-side.ts";

const rounds = 3;

/** The same bag under plain Node, each round in a process of its own. */
export async function benchUnderNode(sizeBytes: number): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "dalel-bench-bundle-"));
  const path = join(folder, "exhibit.bin");
  await pipeline(Readable.from(randomPieces(sizeBytes)), createWriteStream(path));
  const all: NodeRound[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await roundOf(path);
    all.push(one);
    const speed = (ms: number): string => `${(sizeBytes / 1e3 / ms).toFixed(0)} MB/s`;
    console.log(
      `  … age ${speed(one.age.sealMs)} and ${speed(one.age.openMs)}; hashed ${speed(one.prepareMs)}, then encrypted with the hash of the file ${speed(one.streamMs)}, opened ${speed(one.openMs)}; ${one.extraMb.toFixed(0)} MB more`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  const bar = (name: string, figure: (one: NodeRound) => number, most: number, unit: "×" | "MB") => {
    const figures = all.map(figure);
    return { name: `under Node: ${name}`, measured: median(figures), most, unit, detail: figures.map((each) => each.toFixed(2)).join(", ") };
  };
  return {
    facts: [],
    bars: [
      bar("sealed, time against age", ({ age, prepareMs, streamMs }) => (prepareMs + streamMs) / age.sealMs, 1, "×"),
      bar("opened and verified, time against age", ({ age, openMs }) => openMs / age.openMs, 1, "×"),
      bar("memory beyond what was there before (RSS)", ({ extraMb }) => extraMb, 200, "MB"),
    ],
  };
}

function* randomPieces(sizeBytes: number): Generator<Buffer> {
  const piece = 4_194_304;
  for (let at = 0; at < sizeBytes; at += piece) yield randomBytes(Math.min(piece, sizeBytes - at));
}

async function roundOf(path: string): Promise<NodeRound> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "node-side.ts"), path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => void (said += part));
  const code = await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  if (code !== 0) throw new Error(`a round under Node ended with ${String(code)}`);
  return JSON.parse(said) as NodeRound;
}
