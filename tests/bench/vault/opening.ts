import type { CaseDoor, CaseNews } from "../../../shared/case/door.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import { connectDoor } from "../../../shared/host/rpc.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { type Scene, sceneOf } from "../../../renderer/features/graph/scene.ts";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { median, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { saidBy, watchBlocking, watchTasks } from "../window-thread.ts";
import type { Asked } from "./open-worker.ts";
import type { Split } from "./split.ts";
import OpenWorker from "./open-worker.ts?worker";

/** What was made, for the step that measures it: the page of that step is another one. */
interface Made {
  readonly caseId: CaseId;
  readonly boxes: number;
  readonly sealedBytes: number;
  readonly ratio: number;
  readonly detail: string;
}
const madeKey = "bench-made";

async function startWorker(): Promise<Worker> {
  const worker = new OpenWorker();
  await saidBy(worker, "isReady");
  return worker;
}

function ask<Said>(worker: Worker, asked: Asked, name: string, moved: readonly MessagePort[] = []): Promise<Said> {
  const said = saidBy<Said>(worker, name);
  worker.postMessage(asked, [...moved]);
  return said;
}

/** LevelDB writes some of what it was given later, and gives room back later still. */
const settledMs = 8000;
async function settledDiskBytes(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  return (await window.diskBytes?.()) ?? Number.NaN;
}

const peerClaims = 60_000;
const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Makes the vault, its floor and the peer, and measures what they take on the disk. */
export async function makeForOpening(tell: (line: string) => void): Promise<Report> {
  tell("making a vault with a case of 100,000 things and 300,000 links …");
  const worker = await startWorker();
  const before = await settledDiskBytes();
  const { caseId, sizes } = await ask<{ readonly caseId: CaseId; readonly sizes: readonly number[] }>(worker, { kind: "make" }, "made");
  const withVault = await settledDiskBytes();
  tell(`one encrypted row per claim, ${peerClaims} claims …`);
  await ask(worker, { kind: "make-peer", claims: peerClaims }, "peerMade");
  const withPeer = await settledDiskBytes();
  await ask(worker, { kind: "make-floor", sizes }, "floorMade");
  worker.terminate();
  const sealedBytes = sizes.reduce((sum, size) => sum + size, 0);
  const [vaultBytes, peerBytes] = [withVault - before, withPeer - withVault];
  const [ours, theirs] = [vaultBytes / claimsOfCase, peerBytes / peerClaims];
  const detail = `${ours.toFixed(1)} against ${theirs.toFixed(1)} bytes a claim (${mb(vaultBytes)} MB on the disk, ${mb(sealedBytes)} MB of it sealed boxes)`;
  const made: Made = { caseId, boxes: sizes.length, sealedBytes, ratio: ours / theirs, detail };
  localStorage.setItem(madeKey, JSON.stringify(made));
  return {
    facts: [],
    bars: [{ name: "disk a claim against one encrypted row a claim", measured: made.ratio, most: 0.3, unit: "×", detail }],
  };
}

/** `bigCase(100_000)`: three claims a thing and nine of its links. */
const claimsOfCase = 1_200_000;

interface Opened {
  readonly firstPartMs: number;
  readonly firstChartMs: number;
  readonly answeredMs: number;
  readonly blockedMs: number;
  readonly longestTaskMs: number;
  readonly startMb: number;
  readonly peakMb: number;
  readonly rows: number;
  /** Null = not compared. */
  readonly charts: Charts | null;
}

/**
 * One opening in a thread of its own, its vault unlocked before. First chart = the window's copy has all that the chart draws of the case, with type,
 * title, ends and agencies, from the ask to the moment the last part of it was taken in; `charts` says whether that is what the whole case draws, and is
 * made in a round that is not measured, since it reads all rows.
 */
async function openOnce(caseId: CaseId, isCompared = false): Promise<Opened> {
  const worker = await startWorker();
  const { port1, port2 } = new MessageChannel();
  const mirror = createMirror();
  let [firstPart, firstChart] = [0, 0];
  let first: ReadonlyMap<EntityId, Entity> = new Map();
  const door = connectDoor<CaseDoor, CaseNews>(port1, (news) => {
    if (news.kind === "patch" && firstPart === 0) firstPart = performance.now();
    if (!mirror.hear(news) || firstChart > 0) return;
    firstChart = performance.now();
    if (isCompared) first = mirror.entities;
  });
  port1.start();
  await ask(worker, { kind: "serve" }, "served", [port2]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { nowMb: startMb = Number.NaN } = (await window.processMemory?.()) ?? {};
  const [stop, stopTasks] = [watchBlocking(), watchTasks()];
  const start = performance.now();
  need(await door.openCase({ caseId }));
  const answeredMs = performance.now() - start;
  const [blockedMs, longestTaskMs] = [stop(), stopTasks()];
  const { peakMb = Number.NaN } = (await window.processMemory?.()) ?? {};
  worker.terminate();
  return {
    firstPartMs: firstPart - start,
    firstChartMs: firstChart - start,
    answeredMs,
    blockedMs,
    longestTaskMs,
    startMb,
    peakMb,
    rows: mirror.entities.size,
    charts: isCompared ? compareCharts(first, mirror.entities) : null,
  };
}

/** What the whole case draws, and how much of it the first chart had not, or had besides. */
interface Charts {
  readonly nodes: number;
  readonly edges: number;
  readonly unlike: number;
}
function compareCharts(first: ReadonlyMap<EntityId, Entity>, whole: ReadonlyMap<EntityId, Entity>): Charts {
  const choice = { hidden: new Set<EntityId>(), placed: new Set<EntityId>() };
  const early = sceneOf(new CaseIndex(first), new Map(), { ...choice, isPart: true });
  const late = sceneOf(new CaseIndex(whole), new Map(), choice);
  const lookOf = ({ type, title, ends, agencies }: Entity): string => JSON.stringify([type, title, ends, agencies]);
  const drawn = ({ nodes, edges }: Scene): ReadonlySet<string> =>
    new Set([...nodes.values(), ...[...edges.values()].flatMap(({ link }) => link ?? [])].map((row) => `${row.id} ${lookOf(row)}`));
  return { nodes: late.nodes.size, edges: late.edges.size, unlike: drawn(early).symmetricDifference(drawn(late)).size };
}

interface Floor {
  readonly readMs: number;
  readonly decryptMs: number;
  readonly bytes: number;
}
async function floorOnce(): Promise<Floor> {
  const worker = await startWorker();
  const floor = await ask<Floor>(worker, { kind: "read-floor" }, "floor");
  worker.terminate();
  return floor;
}

async function splitOnce(caseId: CaseId): Promise<Split> {
  const worker = await startWorker();
  const split = await ask<Split>(worker, { kind: "split", caseId }, "split");
  worker.terminate();
  return split;
}
const splitInWords = ({ readMs, entriesMs, decodeMs, foldMs, buildMs, packMs }: Split): string =>
  `read all boxes ${readMs.toFixed(0)}, read + open + unpack ${entriesMs.toFixed(0)}, decode ${decodeMs.toFixed(0)}, fold ${foldMs.toFixed(0)}, build rows ${buildMs.toFixed(0)}, pack rows ${packMs.toFixed(0)} ms`;

const rounds = 5;
const ms = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(", ");

interface WithSnapshot {
  readonly firstMs: number;
  readonly floorMs: number;
  readonly opened: readonly Opened[];
  readonly facts: readonly string[];
}

/** Keeps a snapshot as the program does after a quiet while, and opens with it: its first chart is unchecked, and everything is told once more after it. */
async function measureSnapshot(caseId: CaseId, tell: (line: string) => void): Promise<WithSnapshot> {
  const before = await settledDiskBytes();
  const keptMs = await keepOnce(caseId);
  const bytes = (await settledDiskBytes()) - before;
  const [floors, opened]: [Floor[], Opened[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    floors.push(await floorOnce());
    opened.push(await openOnce(caseId));
    tell(`with a snapshot: first chart after ${opened.at(-1)?.firstChartMs.toFixed(0)} ms, checked after ${opened.at(-1)?.answeredMs.toFixed(0)} ms`);
  }
  return {
    firstMs: median(opened.map(({ firstChartMs }) => firstChartMs)),
    floorMs: median(floors.map(({ readMs, decryptMs }) => readMs + decryptMs)),
    opened,
    facts: [
      `a snapshot takes ${mb(bytes)} MB on the disk and was kept in ${keptMs.toFixed(0)} ms of background work`,
      `with it: first part in the window after ${ms(opened.map(({ firstPartMs }) => firstPartMs))} ms`,
      `first chart after ${ms(opened.map(({ firstChartMs }) => firstChartMs))} ms, checked after ${ms(opened.map(({ answeredMs }) => answeredMs))} ms, peak ${opened.map(({ peakMb }) => peakMb.toFixed(0)).join(", ")} MB`,
    ],
  };
}

async function keepOnce(caseId: CaseId): Promise<number> {
  const worker = await startWorker();
  const { port1, port2 } = new MessageChannel();
  const door = connectDoor<CaseDoor, CaseNews>(port1, () => undefined);
  port1.start();
  await ask(worker, { kind: "serve" }, "served", [port2]);
  need(await door.openCase({ caseId }));
  const start = performance.now();
  if (!need(await door.keepSnapshot(null))) throw new Error("a big case is worth a snapshot");
  const keptMs = performance.now() - start;
  worker.terminate();
  return keptMs;
}

/** Floor and opening turn by turn, so that both meet the same machine. */
export async function measureOpening(tell: (line: string) => void): Promise<Report> {
  const made = JSON.parse(localStorage.getItem(madeKey) ?? "null") as Made | null;
  if (made === null) throw new Error("the step before makes the vault");
  const [floors, opened]: [Floor[], Opened[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    floors.push(await floorOnce());
    opened.push(await openOnce(made.caseId));
    const last = opened.at(-1);
    tell(
      `floor ${floors.at(-1)?.readMs.toFixed(0)} + ${floors.at(-1)?.decryptMs.toFixed(0)} ms; opened in ${last?.firstChartMs.toFixed(0)} ms, ${last?.rows} rows`,
    );
  }
  const split = await splitOnce(made.caseId);
  const stopIdle = watchBlocking();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const idleMs = stopIdle();
  const floor = median(floors.map(({ readMs, decryptMs }) => readMs + decryptMs));
  const first = median(opened.map(({ firstChartMs }) => firstChartMs));
  const [one] = opened;
  const { charts } = await openOnce(made.caseId, true);
  tell("keeping a snapshot …");
  const snapshot = await measureSnapshot(made.caseId, tell);
  return {
    facts: [
      ...snapshot.facts,
      `${made.boxes} boxes, ${mb(made.sealedBytes)} MB sealed; floor: read ${ms(floors.map(({ readMs }) => readMs))} ms, decrypt ${ms(floors.map(({ decryptMs }) => decryptMs))} ms`,
      `first chart after ${ms(opened.map(({ firstChartMs }) => firstChartMs))} ms, answered after ${ms(opened.map(({ answeredMs }) => answeredMs))} ms`,
      `window kept from its turn while nothing is done: ${idleMs.toFixed(1)} ms of 2 s (this machine's own share); its longest task of 50 ms and more while opening: ${ms(opened.map(({ longestTaskMs }) => longestTaskMs))} ms, with a snapshot ${ms(snapshot.opened.map(({ longestTaskMs }) => longestTaskMs))} ms (0 = none)`,
      `what the thread of the case does, step by step: ${splitInWords(split)}`,
      `memory before ${opened.map(({ startMb }) => startMb.toFixed(0)).join(", ")} MB, peak ${opened.map(({ peakMb }) => peakMb.toFixed(0)).join(", ")} MB (resident set of the page's process, window and workers)`,
    ],
    bars: [
      {
        name: "opening to the first chart, with a valid snapshot, against reading and decrypting the bytes of the ledger",
        measured: snapshot.firstMs / snapshot.floorMs,
        most: 2.5,
        unit: "×",
        detail: `${snapshot.firstMs.toFixed(0)} ms against ${snapshot.floorMs.toFixed(0)} ms`,
      },
      {
        name: "opening to the first chart, without a snapshot, against reading and decrypting the same bytes",
        measured: first / floor,
        most: 6,
        unit: "×",
        detail: `${first.toFixed(0)} ms against ${floor.toFixed(0)} ms`,
      },
      {
        name: "what that first chart draws otherwise than the whole case does",
        measured: charts?.unlike ?? Number.NaN,
        most: 0,
        unit: "rows",
        detail: `of ${charts?.nodes} nodes and ${charts?.edges} links`,
      },
      {
        name: "peak memory of the renderer while opening, the worst of all rounds",
        measured: Math.max(...[...opened, ...snapshot.opened].map(({ peakMb }) => peakMb)),
        most: 900,
        unit: "MB",
        detail: `in a fresh browser ${one?.startMb.toFixed(0)} MB before and ${one?.peakMb.toFixed(0)} MB at the peak; with a snapshot ${Math.max(...snapshot.opened.map(({ peakMb }) => peakMb)).toFixed(0)} MB`,
      },
      {
        name: "window blocked while opening, at most",
        measured: Math.max(...[...opened, ...snapshot.opened].map(({ blockedMs }) => blockedMs)),
        most: 50,
        unit: "ms",
        detail: `${ms(opened.map(({ blockedMs }) => blockedMs))}; with a snapshot ${ms(snapshot.opened.map(({ blockedMs }) => blockedMs))}`,
      },
    ],
  };
}
