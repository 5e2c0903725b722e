import type { CaseDoor, CaseNews } from "../../../shared/case/door.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { median, percentile, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { saidBy } from "../window-thread.ts";
import type { BareDoor } from "./commit-worker.ts";
import CommitWorker from "./commit-worker.ts?worker";

const rounds = 5;
const turnsPerRound = 100;
/** Between two turns: what an act leaves to be written after it (the line of the list) is written by then. */
const restMs = 60;
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs));

const marks = { source: null, grade: "B2", handling: "amber" } as const;
const text = (said: string) => ({ kind: "text", text: said }) as const;

interface Doors {
  readonly door: Client<CaseDoor>;
  readonly floor: Client<BareDoor>;
}

async function startDoors(): Promise<Doors & { stop(): void }> {
  const worker = new CommitWorker();
  await saidBy(worker, "isReady");
  const [counter, bare] = [new MessageChannel(), new MessageChannel()];
  const mirror = createMirror();
  const door = connectDoor<CaseDoor, CaseNews>(counter.port1, (news) => mirror.hear(news));
  const floor = connectDoor<BareDoor>(bare.port1);
  for (const { port1 } of [counter, bare]) port1.start();
  const served = saidBy(worker, "served");
  worker.postMessage(null, [counter.port2, bare.port2]);
  await served;
  return { door, floor, stop: () => worker.terminate() };
}

/** A thing for each turn of a round, in a case of its own. */
async function makeThings(door: Client<CaseDoor>): Promise<readonly EntityId[]> {
  const caseId = need(await door.createCase({ number: "", title: "Commits", handling: "amber" }));
  need(await door.openCase({ caseId }));
  const made: EntityId[] = [];
  for (let n = 0; n < turnsPerRound; n++) {
    const { entities } = need(await door.addEntity({ type: "exchange", values: [{ property: "name", value: text(`Exchange ${n}`) }], ...marks }));
    made.push(...entities);
  }
  return made;
}

interface Round {
  readonly ours: readonly number[];
  readonly floor: readonly number[];
  readonly bytes: number;
}

/** One claim said from the window, to its answer; then the bare write, measured in its thread: turn by turn, so that both meet the same disk. */
async function runRound({ door, floor }: Doors, things: readonly EntityId[], round: number): Promise<Round> {
  const [ours, bare]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (const entity of things) {
    await rest();
    const start = performance.now();
    need(await door.setValue({ entity, property: "alias", value: text(`Alias of round ${round}`), replaces: null, ...marks }));
    ours.push(performance.now() - start);
    await rest();
    const written = need({ ok: true, value: await floor.writeBare(null) });
    bare.push(written.ms);
    bytes = written.bytes;
  }
  return { ours, floor: bare, bytes };
}

const figures = (values: readonly number[]): string => `median ${median(values).toFixed(2)}, p95 ${percentile(values, 0.95).toFixed(2)} ms`;

export async function measureCommits(tell: (line: string) => void): Promise<Report> {
  const doors = await startDoors();
  const things = await makeThings(doors.door);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const done = await runRound(doors, things, round);
    all.push(done);
    tell(`a commit ${figures(done.ours)}; bare ${figures(done.floor)}, ${done.bytes} bytes`);
  }
  doors.stop();
  const ratios = all.map(({ ours, floor }) => percentile(ours, 0.95) / percentile(floor, 0.95));
  const medians = all.map(({ ours, floor }) => median(ours) / median(floor));
  const [ours, floor] = [all.flatMap((round) => round.ours), all.flatMap((round) => round.floor)];
  return {
    facts: [
      `a commit of one claim from the window, checked, signed, sealed, durable, folded and told: ${figures(ours)}`,
      `bare IndexedDB, one row of as many bytes, strict: ${figures(floor)}; median against median ${median(medians).toFixed(2)}×`,
    ],
    bars: [
      {
        name: "1-claim commit, p95 against p95 of a bare strict write of as many bytes",
        measured: median(ratios),
        most: 2,
        unit: "×",
        detail: `median of ${rounds} rounds of ${turnsPerRound} turns: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`,
      },
    ],
  };
}
