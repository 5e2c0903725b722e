import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import type { AgeTimes } from "../age-tool.ts";
import { type Bar, median, type Report } from "../measure.ts";
import { memory, pickedFile, rate } from "../picked-file.ts";
import { saidBy } from "../window-thread.ts";
import type { BagBench } from "./bag-worker.ts";
import BagWorker from "./bag-worker.ts?worker";

declare global {
  interface Window {
    /** Encrypts and decrypts the given file with the `age` program. */
    timeAge?: () => Promise<AgeTimes>;
  }
}

const rounds = 3;
/** Claims of the bag of claims. */
const manyClaims = 100_000;

async function startBench(): Promise<{ readonly bench: Client<BagBench>; stop(): void }> {
  const worker = new BagWorker();
  await saidBy(worker, "isReady");
  const { port1, port2 } = new MessageChannel();
  const bench = connectDoor<BagBench>(port1);
  port1.start();
  const served = saidBy(worker, "served");
  worker.postMessage(null, [port2]);
  await served;
  return { bench, stop: () => worker.terminate() };
}

/** Figures of one round, ms and MB. */
interface Round {
  readonly age: AgeTimes;
  readonly prepareMs: number;
  readonly streamMs: number;
  readonly openMs: number;
  readonly sealMb: number;
  readonly openMb: number;
}

async function sealAndOpen(bench: Client<BagBench>, file: File, sha256: string): Promise<Round> {
  const age = (await window.timeAge?.()) ?? { sealMs: Number.NaN, openMs: Number.NaN };
  const before = await memory();
  const { file: sealed, prepareMs, streamMs } = await bench.seal({ file, sha256 });
  const between = await memory();
  const { ms: openMs, files } = await bench.open({ file: sealed });
  const after = await memory();
  if (files !== 1) throw new Error("the exhibit arrived");
  return { age, prepareMs, streamMs, openMs, sealMb: between.peakMb - before.nowMb, openMb: after.peakMb - between.nowMb };
}

/** A bag with one exhibit, in the threads of the program, against the `age` program on the same bytes, turn by turn. */
export async function measureSealing(tell: (line: string) => void, sizeBytes: number): Promise<Report> {
  const file = await pickedFile(sizeBytes);
  const sha256 = (await window.sha256sum?.())?.sha256 ?? "";
  const { bench, stop } = await startBench();
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await sealAndOpen(bench, file, sha256);
    all.push(one);
    const speed = (ms: number): string => rate(file.size, ms);
    tell(
      `age ${speed(one.age.sealMs)} and ${speed(one.age.openMs)}; hashed ${speed(one.prepareMs)}, then encrypted with the hash of the file ${speed(one.streamMs)}, opened ${speed(one.openMs)}; ${one.sealMb.toFixed(0)} and ${one.openMb.toFixed(0)} MB more`,
    );
  }
  stop();
  const of = (figure: (one: Round) => number): readonly number[] => all.map(figure);
  return {
    facts: [`exhibit of ${(file.size / 2 ** 20).toFixed(0)} MiB; a speed of 0.8 × is 1.25 × the time`],
    bars: [
      slower(
        "sealed, time against age",
        of(({ age, prepareMs, streamMs }) => (prepareMs + streamMs) / age.sealMs),
        1.25,
      ),
      slower(
        "opened and verified, time against age",
        of(({ age, openMs }) => openMs / age.openMs),
        1.25,
      ),
      memoryBar(
        "while sealing",
        of(({ sealMb }) => sealMb),
      ),
      memoryBar(
        "while opening",
        of(({ openMb }) => openMb),
      ),
    ],
  };
}

/** A bar on time against a peer or a floor. */
export function slower(name: string, ratios: readonly number[], most: number): Bar {
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(", ");
  return { name, measured: median(ratios), most, unit: "×", detail: `median of ${ratios.length} rounds: ${each}` };
}

export function memoryBar(name: string, figures: readonly number[]): Bar {
  const each = figures.map((figure) => figure.toFixed(0)).join(", ");
  return { name: `memory beyond what was there before, ${name} (RSS)`, measured: median(figures), most: 200, unit: "MB", detail: `peaks: ${each}` };
}

interface ClaimsRound {
  readonly sealMs: number;
  readonly openMs: number;
  readonly floorMs: number;
}

/** A bag of 100,000 claims and no exhibit, against only hashing and parsing its bytes. */
export async function measureClaims(tell: (line: string) => void): Promise<Report> {
  const { bench, stop } = await startBench();
  await bench.sayClaims({ count: manyClaims });
  const all: ClaimsRound[] = [];
  for (let round = 0; round < rounds; round++) {
    const { file, prepareMs, streamMs } = await bench.sealClaims(null);
    const { ms: openMs } = await bench.open({ file });
    const floorMs = await bench.readAlone({ file });
    const one = { sealMs: prepareMs + streamMs, openMs, floorMs };
    all.push(one);
    tell(
      `${(file.size / 1e6).toFixed(0)} MB of claims sealed in ${one.sealMs.toFixed(0)} ms (${prepareMs.toFixed(0)} until signed), verified in ${openMs.toFixed(0)} ms; only hashed and parsed ${floorMs.toFixed(0)} ms`,
    );
  }
  stop();
  const time = (name: string, figures: readonly number[]): Bar => {
    const each = figures.map((figure) => figure.toFixed(0)).join(", ");
    return { name, measured: median(figures), most: 4000, unit: "ms", detail: `median of ${figures.length} rounds: ${each}` };
  };
  const ratio = (figure: (one: ClaimsRound) => number): readonly number[] => all.map((one) => figure(one) / one.floorMs);
  return {
    facts: [],
    bars: [
      time(
        "100,000 claims chosen, sealed",
        all.map(({ sealMs }) => sealMs),
      ),
      time(
        "100,000 claims opened, verified",
        all.map(({ openMs }) => openMs),
      ),
      slower(
        "sealed, against hashing and parsing the same bytes alone",
        ratio(({ sealMs }) => sealMs),
        3,
      ),
      slower(
        "verified, against the same",
        ratio(({ openMs }) => openMs),
        3,
      ),
    ],
  };
}
