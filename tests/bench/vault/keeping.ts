import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import { median, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { saidBy, watchBlocking } from "../window-thread.ts";
import type { ExhibitBench } from "./exhibit-worker.ts";
import ExhibitWorker from "./exhibit-worker.ts?worker";

declare global {
  interface Window {
    /** Puts a file of random bytes of this size into the page's file field. */
    giveFile?: (sizeBytes: number) => Promise<void>;
    /** Runs `sha256sum` on the same file: how long it took, ms, and what it says. */
    sha256sum?: () => Promise<{ readonly ms: number; readonly sha256: string }>;
  }
}

const gibibyte = 2 ** 30;
const rounds = 3;

async function startBench(): Promise<{ readonly bench: Client<ExhibitBench>; stop(): void }> {
  const worker = new ExhibitWorker();
  await saidBy(worker, "isReady");
  const { port1, port2 } = new MessageChannel();
  const bench = connectDoor<ExhibitBench>(port1);
  port1.start();
  const served = saidBy(worker, "served");
  worker.postMessage(null, [port2]);
  await served;
  return { bench, stop: () => worker.terminate() };
}

/** A file as a person picks it. */
async function pickedFile(sizeBytes: number): Promise<File> {
  const field = document.createElement("input");
  [field.type, field.id] = ["file", "bench-file"];
  document.body.append(field);
  await window.giveFile?.(sizeBytes);
  const file = field.files?.[0];
  if (file === undefined) throw new Error("a file was given");
  return file;
}

const memory = async () => (await window.processMemory?.()) ?? { nowMb: Number.NaN, peakMb: Number.NaN };
const sum = async () => (await window.sha256sum?.()) ?? { ms: Number.NaN, sha256: "" };

interface Kept {
  /** How long the machine alone keeps the window from its turn: over two seconds in which nothing is done. */
  readonly idleMs: number;
  readonly ms: number;
  readonly sumMs: number;
  readonly extraMb: number;
  readonly blockedMs: number;
}

/** `sha256sum` on the file, then the vault keeps it; the window is watched meanwhile. */
async function keepOnce(bench: Client<ExhibitBench>, file: File): Promise<Kept> {
  const { ms: sumMs, sha256 } = await sum();
  const idleMs = await idleBlocking();
  const { nowMb } = await memory();
  const stop = watchBlocking();
  const start = performance.now();
  const kept = need(await bench.keep({ file }));
  const ms = performance.now() - start;
  const blockedMs = stop();
  const { peakMb } = await memory();
  if (kept !== sha256) throw new Error("the vault and sha256sum name the file alike");
  return { idleMs, ms, sumMs, extraMb: peakMb - nowMb, blockedMs };
}

async function idleBlocking(): Promise<number> {
  const stop = watchBlocking();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return stop();
}

const rate = (bytes: number, ms: number): string => `${(bytes / 1e6 / (ms / 1000)).toFixed(0)} MB/s`;

export async function measureKeeping(tell: (line: string) => void): Promise<Report> {
  const file = await pickedFile(gibibyte);
  const { bench, stop } = await startBench();
  const all: Kept[] = [];
  for (let round = 0; round < rounds; round++) {
    const kept = await keepOnce(bench, file);
    await bench.destroy({ sha256: (await sum()).sha256 });
    all.push(kept);
    const { ms, sumMs, extraMb, blockedMs, idleMs } = kept;
    tell(
      `kept at ${rate(file.size, ms)}, sha256sum ${rate(file.size, sumMs)}, ${extraMb.toFixed(0)} MB more, window blocked ${blockedMs.toFixed(0)} ms (idle ${idleMs.toFixed(0)} ms)`,
    );
  }
  stop();
  const ratios = all.map(({ ms, sumMs }) => ms / sumMs);
  const [extra, blocked] = [median(all.map(({ extraMb }) => extraMb)), median(all.map(({ blockedMs }) => blockedMs))];
  const [ms, sumMs] = [median(all.map((kept) => kept.ms)), median(all.map((kept) => kept.sumMs))];
  return {
    facts: [`1 GiB kept at ${rate(file.size, ms)}, sha256sum alone at ${rate(file.size, sumMs)}`],
    bars: [
      {
        name: "1 GiB exhibit sealed, hashed and on the disk, time against sha256sum alone",
        measured: median(ratios),
        most: 2,
        unit: "×",
        detail: `median of ${rounds} rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")} (2 × = half its speed)`,
      },
      { name: "memory beyond what the page's process had before (RSS)", measured: extra, most: 128, unit: "MB", detail: "median of peaks (VmHWM)" },
      { name: "window blocked while a file is kept", measured: blocked, most: 50, unit: "ms", detail: "longest of each round, median" },
    ],
  };
}

/** Not part of a bench: the largest file there may be, kept, checked, read back and destroyed, with figures. `run.ts vault vault-largest`. */
export async function keepLargest(tell: (line: string) => void): Promise<Report> {
  const file = await pickedFile(4 * gibibyte);
  const { bench, stop } = await startBench();
  const { sha256 } = await sum();
  const facts: string[] = [];
  const timed = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const { nowMb } = await memory();
    const [watch, start] = [watchBlocking(), performance.now()];
    const value = await work();
    const ms = performance.now() - start;
    const [blockedMs, { peakMb }] = [watch(), await memory()];
    facts.push(
      `${name}: ${rate(file.size, ms)}, memory before ${nowMb.toFixed(0)} MB, most ${peakMb.toFixed(0)} MB, window blocked ${blockedMs.toFixed(0)} ms`,
    );
    tell(facts.at(-1) ?? "");
    return value;
  };
  const kept = need(await timed("kept", () => bench.keep({ file })));
  const size = need(await timed("checked", () => bench.check({ sha256: kept })));
  const readBack = need(await timed("read back", () => bench.readBack({ sha256: kept })));
  await timed("destroyed", () => bench.destroy({ sha256: kept }));
  stop();
  facts.push(`${file.size} bytes, ${size} found; sha256sum ${sha256}, kept as ${kept}, read back as ${readBack}`);
  if (new Set([sha256, kept, readBack]).size !== 1 || size !== file.size) throw new Error(facts.at(-1));
  return { facts, bars: [] };
}
