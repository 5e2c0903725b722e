import type { CaseDoor, CaseNews } from "../../../shared/case/door.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { median, percentile, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { saidBy } from "../window-thread.ts";
import type { BareDoor } from "./commit-worker.ts";
import CommitWorker from "./commit-worker.ts?worker";

const rounds = 9;
const turnsPerRound = 60;
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

/** Milliseconds of each turn. */
interface Turns {
  readonly counter: number[];
  readonly vault: number[];
  readonly floor: number[];
}

/**
 * One claim said from the window, to its answer; a commit of one claim appended by the vault alone; the bare write. The last two are measured in their
 * thread. Turn by turn, so that all meet the same disk.
 */
async function takeTurns({ door, floor }: Doors, things: readonly EntityId[], round: number, turns: Turns): Promise<number> {
  let last = 0;
  for (const entity of things) {
    await rest();
    const start = performance.now();
    need(await door.setValue({ entity, property: "alias", value: text(`Alias of round ${round}`), replaces: null, ...marks }));
    turns.counter.push(performance.now() - start);
    await rest();
    turns.vault.push(await floor.append(null));
    await rest();
    const { ms, bytes } = await floor.writeBare(null);
    turns.floor.push(ms);
    last = bytes;
  }
  return last;
}

const newTurns = (): Turns => ({ counter: [], vault: [], floor: [] });
const figures = (values: readonly number[]): string => `median ${median(values).toFixed(2)}, p95 ${percentile(values, 0.95).toFixed(2)} ms`;

export async function measureCommits(tell: (line: string) => void): Promise<Report> {
  const doors = await startDoors();
  const things = await makeThings(doors.door);
  const all: Turns[] = [];
  for (let round = 0; round < rounds; round++) {
    const turns = newTurns();
    const bytes = await takeTurns(doors, things, round, turns);
    all.push(turns);
    tell(`counter ${figures(turns.counter)}; vault ${figures(turns.vault)}; bare ${figures(turns.floor)}, ${bytes} bytes`);
  }
  doors.stop();
  const of = (name: keyof Turns): readonly number[] => all.flatMap((turns) => turns[name]);
  const medians = (name: keyof Turns): string => (median(of(name)) / median(of("floor"))).toFixed(2);
  return {
    facts: [
      `said from the window to its answer (checked, signed, sealed, durable, folded, told): ${figures(of("counter"))}; median against median ${medians("counter")}×`,
      `appended by the vault (packed, sealed, durable): ${figures(of("vault"))}; median against median ${medians("vault")}×`,
      `bare IndexedDB, one row of as many bytes, strict: ${figures(of("floor"))}`,
    ],
    bars: [barOf("1-claim commit, the vault alone", "vault", all), barOf("1-claim commit, from the window to its answer", "counter", all)],
  };
}

/** p95 against p95 of the floor in each round; the median of the rounds. */
function barOf(name: string, what: keyof Turns, all: readonly Turns[]): Report["bars"][number] {
  const ratios = all.map((turns) => percentile(turns[what], 0.95) / percentile(turns.floor, 0.95));
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(", ");
  const detail = `p95 against p95 of a bare strict write of as many bytes, median of ${rounds} rounds of ${turnsPerRound} turns: ${each}`;
  return { name, measured: median(ratios), most: 2, unit: "×", detail };
}
