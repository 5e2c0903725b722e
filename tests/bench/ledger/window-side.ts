import type { CaseDoor, CaseNews } from "../../../shared/case/door.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { need } from "../need.ts";
import { type Bar, median, percentile, type Report } from "../measure.ts";
import { saidBy, watchBlocking, watchTasks } from "../window-thread.ts";
import CaseWorker from "./case-worker.ts?worker";

/** Between opening a case and the first thing done with it. */
const restMs = 20_000;

interface Opened {
  readonly door: Client<CaseDoor>;
  readonly mirror: ReturnType<typeof createMirror>;
  readonly worker: Worker;
  readonly openMs: number;
}

/** The window's half of the real program: the door over a port, and the mirror that its patches keep. */
async function open(where: "memory" | "disk"): Promise<Opened> {
  const worker = new CaseWorker();
  const { port1, port2 } = new MessageChannel();
  await saidBy(worker, "isReady");
  worker.postMessage({ where }, [port2]);
  const caseId = await saidBy<CaseId>(worker, "caseId");
  const mirror = createMirror();
  const door = connectDoor<CaseDoor, CaseNews>(port1, (news) => void mirror.hear(news));
  port1.start();
  const start = performance.now();
  need(await door.openCase({ caseId }));
  const openMs = performance.now() - start;
  // As a person looks at what was opened before doing anything: both threads finish collecting what opening left behind.
  await new Promise((resolve) => setTimeout(resolve, restMs));
  return { door, mirror, worker, openMs };
}

/** From the ask to the changed row in the window, ms. */
async function sayOnce({ door, mirror }: Opened, entity: EntityId, n: number): Promise<number> {
  const start = performance.now();
  const value = { kind: "text", text: `ескерту ${n}` } as const;
  need(await door.setValue({ entity, property: "alias", value, replaces: null, grade: "B2", handling: "amber", source: null }));
  const ms = performance.now() - start;
  const isShown = mirror.entities.get(entity)?.facts["alias"]?.some((fact) => fact.value.kind === "text" && fact.value.text === value.text);
  if (isShown !== true) throw new Error("the patch was not applied before the answer");
  return ms;
}

async function measureActs(opened: Opened, name: string, most: number): Promise<Bar> {
  const people = [...opened.mirror.entities.values()].filter(({ type }) => type === "person").slice(0, 5000);
  const times: number[] = [];
  for (let n = 0; n < 220; n++) {
    const entity = people[(n * 997) % people.length];
    if (entity !== undefined) times.push(await sayOnce(opened, entity.id, n));
  }
  const warm = times.slice(20);
  return {
    name,
    measured: percentile(warm, 0.95),
    most,
    unit: "ms",
    detail: `p50 ${median(warm).toFixed(1)} ms, p95 ${percentile(warm, 0.95).toFixed(1)} ms of ${warm.length}`,
  };
}

async function measureLooks({ door, mirror }: Opened): Promise<{ readonly bars: readonly Bar[]; readonly facts: readonly string[] }> {
  const points = need(await door.historyPoints(null));
  const asked = [0, 1, Math.floor(points.length / 4), Math.floor(points.length / 2), Math.floor((3 * points.length) / 4), points.length - 2];
  const [times, tasks, facts]: [number[], number[], string[]] = [[], [], []];
  const stopIdle = watchBlocking();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  facts.push(`window kept from its turn while nothing is done: ${stopIdle().toFixed(1)} ms of 2 s (this machine's own share)`);
  for (const known of [...asked, ...asked]) {
    const [stop, stopTasks] = [watchBlocking(), watchTasks()];
    const start = performance.now();
    need(await door.lookAt({ known, valid: null }));
    times.push(performance.now() - start);
    // A task that has just ended is told a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    tasks.push(stopTasks());
    const told = `longest task ${tasks.at(-1)?.toFixed(0)} ms, kept from its turn ${stop().toFixed(0)} ms`;
    facts.push(`step ${known + 1} of ${points.length}: ${times.at(-1)?.toFixed(0)} ms; window: ${told}, ${mirror.entities.size} rows`);
    const back = performance.now();
    need(await door.lookAt({ known: null, valid: null }));
    facts.push(`  back to now: ${(performance.now() - back).toFixed(1)} ms`);
  }
  const running = door.lookAt({ known: 0, valid: null });
  const start = performance.now();
  await door.cancel({ job: "look-at" });
  const ended = await running;
  facts.push(`cancelled look: ${ended.ok ? "finished first" : ended.error.kind} after ${(performance.now() - start).toFixed(0)} ms`);
  need(await door.lookAt({ known: null, valid: null }));
  const worst = Math.max(...asked.map((_, i) => median([times[i] ?? 0, times[i + asked.length] ?? 0])));
  return {
    facts,
    bars: [
      {
        name: "as known at any step, the slowest of six",
        measured: worst,
        most: 1500,
        unit: "ms",
        detail: times.map((ms) => ms.toFixed(0)).join(", "),
      },
      {
        name: "the window's longest task while looking back (0 = none of 50 ms and more)",
        measured: Math.max(...tasks),
        most: 50,
        unit: "ms",
        detail: tasks.map((ms) => ms.toFixed(0)).join(", "),
      },
    ],
  };
}

/** Everything that is measured from the window. */
export async function measureWindow(tell: (line: string) => void): Promise<Report> {
  tell("a case of 1.2 million claims over memory …");
  const memory = await open("memory");
  tell("looking back …");
  const looks = await measureLooks(memory);
  tell("saying single claims …");
  const quick = await measureActs(memory, "one claim, from command to patch in the window, without the disk, p95", 16);
  memory.worker.terminate();
  tell("the same case over IndexedDB …");
  const disk = await open("disk");
  const durable = await measureActs(disk, "one claim with a strictly durable write, p95", 60);
  disk.worker.terminate();
  return {
    facts: [`opened from memory in ${memory.openMs.toFixed(0)} ms, from disk in ${disk.openMs.toFixed(0)} ms`, ...looks.facts],
    bars: [quick, durable, ...looks.bars],
  };
}
