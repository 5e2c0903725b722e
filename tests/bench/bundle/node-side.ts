import { mkdtemp, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile } from "../../../electron/cli/given-files.ts";
import { platformCipher } from "../../../electron/cli/platform-cipher.ts";
import { platformHash } from "../../../electron/cli/platform-hash.ts";
import { createBagPort } from "../../../shared/bundle/bag-port.ts";
import { type HashFile, hashFile } from "../../../shared/bundle/hash-file.ts";
import { type Bytes, freeBytes } from "../../../shared/kernel/bytes.ts";
import { type AgeTimes, timeAge } from "../age-tool.ts";
import { checkOf, createPair, hashOf, openCase, readOf, sayExhibit, sealCase } from "./bag.ts";

/** Figures of one round under plain Node, ms and MB; the last line this process writes. */
export interface NodeRound {
  readonly age: AgeTimes;
  readonly prepareMs: number;
  readonly streamMs: number;
  readonly openMs: number;
  readonly extraMb: number;
}

const megabytes = async (name: string): Promise<number> =>
  (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(await readFile("/proc/self/status", "utf8"))?.[1]) * 1024) / 1e6;

/** Seals a file as an exhibit into a file, and opens that: as a program without a window would. */
async function round(path: string, folder: string): Promise<NodeRound> {
  const age = await timeAge(path);
  const [pair, exhibit] = [await createPair(), await fileAt(path)];
  const sha256 = hashOf((await hashed(exhibit)) ?? "");
  const commits = await sayExhibit(pair, { sha256, sizeBytes: exhibit.size });
  await writeFile("/proc/self/clear_refs", "5");
  const before = await megabytes("VmRSS");
  const sealed = join(folder, "sealed.dalel");
  const start = performance.now();
  const { stream } = await sealCase(
    pair,
    commits,
    { readFile: () => readOf(exhibit), checkFile: (asked) => checkOf(exhibit, asked, hashed), startCipher: platformCipher },
    [sha256],
  );
  const signed = performance.now();
  await writeHashed(stream, sealed);
  const written = performance.now();
  const { contents } = await openCase(pair, await fileAt(sealed), { port: createBagPort(platformHash), startCipher: platformCipher });
  const openMs = performance.now() - written;
  if (contents.files.length !== 1) throw new Error("the exhibit arrived");
  return { age, prepareMs: signed - start, streamMs: written - signed, openMs, extraMb: (await megabytes("VmHWM")) - before };
}

async function fileAt(path: string): Promise<Blob> {
  return (await openFile(path)) ?? Promise.reject(new Error("the file is there"));
}

const hashed: HashFile = (file) => hashFile(file, platformHash);

async function writeHashed(stream: AsyncIterable<Bytes>, path: string): Promise<void> {
  const [file, hash] = [await open(path, "w"), await platformHash()];
  const gathered = new Uint8Array(2 ** 20 + 2 ** 17);
  let used = 0;
  for await (const piece of stream) {
    hash.update(piece);
    gathered.set(piece, used);
    used += piece.length;
    freeBytes(piece);
    if (used < 2 ** 20) continue;
    await file.write(gathered, 0, used);
    used = 0;
  }
  await file.write(gathered, 0, used);
  hash.finish();
  await file.close();
}

const path = process.argv[2] ?? "";
const inMemory = await stat("/dev/shm").catch(() => null);
const folder = await mkdtemp(join(inMemory === null ? tmpdir() : "/dev/shm", "dalel-bench-node-"));
try {
  console.log(JSON.stringify(await round(path, folder)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
