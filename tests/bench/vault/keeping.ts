import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import { median, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { memory, pickedFile, rate } from "../picked-file.ts";
import { saidBy, watchBlocking, watchTasks } from "../window-thread.ts";
import BusyWorker from "./busy-worker.ts?worker";
import type { ExhibitBench } from "./exhibit-worker.ts";
import ExhibitWorker from "./exhibit-worker.ts?worker";

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

const sum = async () => (await window.sha256sum?.()) ?? { ms: Number.NaN, sha256: "" };

interface Kept {
  /** How long the machine alone keeps the window from its turn: over two seconds in which nothing is done. */
  readonly idleMs: number;
  readonly ms: number;
  readonly sumMs: number;
  readonly extraMb: number;
  /** The same for checking what was kept. */
  readonly checkMb: number;
  /** How long the window waited for its turn, at most; and its longest task, where that is 50 ms or more. */
  readonly blockedMs: number;
  readonly taskMs: number;
  /** How long it waited for its turn while two threads only computed, as long as the keeping took. */
  readonly besideMs: number;
}

/** `sha256sum` on the file, then the vault keeps it; the window is watched meanwhile. */
async function keepOnce(bench: Client<ExhibitBench>, file: File): Promise<Kept> {
  const { ms: sumMs, sha256 } = await sum();
  const idleMs = await idleBlocking();
  const { nowMb } = await memory();
  const [stop, stopTasks] = [watchBlocking(), watchTasks()];
  const start = performance.now();
  const kept = need(await bench.keep({ file }));
  const ms = performance.now() - start;
  const [blockedMs, taskMs] = [stop(), stopTasks()];
  const { peakMb } = await memory();
  if (kept !== sha256) throw new Error("the vault and sha256sum name the file alike");
  const before = await memory();
  need(await bench.check({ sha256: kept }));
  const checkMb = (await memory()).peakMb - before.nowMb;
  const besideMs = await blockingBeside(ms);
  return { idleMs, ms, sumMs, extraMb: peakMb - nowMb, checkMb, blockedMs, taskMs, besideMs };
}

/** As `idleBlocking`, while as many threads compute as a keeping has, and touch nothing of the window or the disk. */
async function blockingBeside(ms: number): Promise<number> {
  const busy = [new BusyWorker(), new BusyWorker()];
  const stop = watchBlocking();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const blocked = stop();
  for (const worker of busy) worker.terminate();
  return blocked;
}

async function idleBlocking(): Promise<number> {
  const stop = watchBlocking();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return stop();
}

export async function measureKeeping(tell: (line: string) => void): Promise<Report> {
  const file = await pickedFile(gibibyte);
  const { bench, stop } = await startBench();
  const all: Kept[] = [];
  for (let round = 0; round < rounds; round++) {
    const kept = await keepOnce(bench, file);
    await bench.destroy({ sha256: (await sum()).sha256 });
    all.push(kept);
    const { ms, sumMs, extraMb, blockedMs, idleMs, taskMs, besideMs } = kept;
    tell(
      `kept at ${rate(file.size, ms)}, sha256sum ${rate(file.size, sumMs)}, ${extraMb.toFixed(0)} MB more, window kept waiting ${blockedMs.toFixed(0)} ms, beside threads that only compute ${besideMs.toFixed(0)} ms, idle ${idleMs.toFixed(0)} ms; longest task ${taskMs.toFixed(0)} ms`,
    );
  }
  stop();
  const ratios = all.map(({ ms, sumMs }) => ms / sumMs);
  const of = (name: "extraMb" | "checkMb" | "blockedMs" | "besideMs" | "taskMs"): number => median(all.map((kept) => kept[name]));
  const [ms, sumMs] = [median(all.map((kept) => kept.ms)), median(all.map((kept) => kept.sumMs))];
  return {
    facts: [
      `1 GiB kept at ${rate(file.size, ms)}, sha256sum alone at ${rate(file.size, sumMs)}`,
      `the window waited for its turn ${of("blockedMs").toFixed(0)} ms, beside threads that only compute ${of("besideMs").toFixed(0)} ms (longest of each round, median)`,
    ],
    bars: [
      {
        name: "1 GiB exhibit sealed, hashed and on the disk, time against sha256sum alone",
        measured: median(ratios),
        most: 2,
        unit: "×",
        detail: `median of ${rounds} rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")} (2 × = half its speed)`,
      },
      {
        name: "memory beyond what the page's process had before (RSS)",
        measured: of("extraMb"),
        most: 128,
        unit: "MB",
        detail: "median of peaks (VmHWM)",
      },
      {
        name: "the same, while all of it is checked",
        measured: of("checkMb"),
        most: 128,
        unit: "MB",
        detail: "median of peaks (VmHWM)",
      },
      {
        name: "longest task of the window while a file is kept",
        measured: of("taskMs"),
        most: 50,
        unit: "ms",
        detail: "0 = none of 50 ms or more; longest of each round, median",
      },
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
