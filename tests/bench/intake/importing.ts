import { startThreads, type Threads } from "../../../renderer/app/workers.ts";
import type { CaseDoor, CaseNews } from "../../../shared/case/door.ts";
import { createMirror, type Mirror } from "../../../shared/case/mirror.ts";
import { type Client, connectDoor } from "../../../shared/host/rpc.ts";
import type { IntakeDoor } from "../../../shared/intake/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { slower } from "../bundle/sealing.ts";
import { type Bar, median, type Report } from "../measure.ts";
import { need } from "../need.ts";
import { memory, pickedTable } from "../picked-file.ts";
import { saidBy, watchBlocking, watchTasks } from "../window-thread.ts";
import { type MadeTable, websiteList } from "./made-tables.ts";
import ParserWorker from "./parser-worker.ts?worker";
import type { ParserTimes } from "./parser-worker.ts";

const rounds = 3;
const sites = 4000;

/** The threads of the program, its window's copy of the case, and a vault of its own in this profile. */
interface Program {
  readonly threads: Threads;
  readonly intake: Client<IntakeDoor>;
  readonly door: Client<CaseDoor>;
  readonly mirror: Mirror;
}

async function startProgram(): Promise<Program> {
  const threads = startThreads((why) => {
    throw new Error(`a thread died: ${why}`);
  });
  const mirror = createMirror();
  const { channel } = threads.startCaseWorker(1);
  const door = connectDoor<CaseDoor, CaseNews>(channel, (news) => void mirror.hear(news));
  const person = { agency: "afm", agencyName: "Bench", officer: "Bench" };
  need(await door.createVault({ passphrase: "a long passphrase for the bench", person }));
  return { threads, intake: connectDoor<IntakeDoor>(threads.intake.channel()), door, mirror };
}

async function openNewCase({ door }: Program, number: string): Promise<CaseId> {
  const caseId = need(await door.createCase({ number, title: "Bench", handling: "amber" }));
  need(await door.openCase({ caseId }));
  return caseId;
}

async function parseAlone(kind: MadeTable, file: Blob): Promise<ParserTimes> {
  const worker = new ParserWorker();
  const times = saidBy<ParserTimes>(worker, "times");
  worker.postMessage({ kind, file });
  const said = await times;
  worker.terminate();
  return said;
}

interface Round {
  /** The quickest of the parsers alone. */
  readonly parserMs: number;
  readonly previewMs: number;
  readonly importMs: number;
  readonly reopenMs: number;
  readonly peakMb: number;
  /** The window: its longest task, and how long it waited for its turn at most. */
  readonly taskMs: number;
  readonly blockedMs: number;
}

interface Asked {
  readonly kind: MadeTable;
  readonly fileName: string;
  readonly rows: number;
}

/** One file: parsed alone, looked at, imported until its flows are in the window, and its case opened again, which reads the exhibit anew. */
async function importOnce(program: Program, { kind, fileName, rows }: Asked, round: number, tell: (line: string) => void): Promise<Round> {
  const { intake, door, mirror } = program;
  const file = await pickedTable(kind, rows, round);
  const alone = (await parseAlone(kind, file)).ms;
  const caseId = await openNewCase(program, `${kind}-${round}`);
  await memory();
  const [stopWait, stopTasks] = [watchBlocking(), watchTasks()];
  const start = performance.now();
  const { profile, accepted, questions } = need(await intake.preview({ file, fileName, profile: null, choices: {} }));
  const previewMs = performance.now() - start;
  if (accepted !== rows || questions.length > 0) throw new Error(`all rows are read: ${accepted}, questions ${questions.length}`);
  const before = performance.now();
  need(await door.importFile({ file, fileName, profile, grade: "B2", handling: "amber" }));
  const importMs = performance.now() - before;
  const counted = [...mirror.flows.values()].reduce((sum, { count }) => sum + count, 0);
  if (counted !== rows) throw new Error(`every transfer is in a flow: ${counted}`);
  const [blockedMs, taskMs] = [stopWait(), stopTasks()];
  const { peakMb } = await memory();
  const again = performance.now();
  need(await door.openCase({ caseId }));
  const reopenMs = performance.now() - again;
  const parsers = Object.entries(alone).map(([name, ms]) => `${name} alone ${seconds(ms)}`);
  tell(
    `${(file.size / 1e6).toFixed(0)} MB: ${parsers.join(", ")}; looked at ${seconds(previewMs)}, imported ${seconds(importMs)}, opened again ${seconds(reopenMs)}; ${peakMb.toFixed(0)} MB at most; window: longest task ${taskMs.toFixed(0)} ms, waited ${blockedMs.toFixed(0)} ms`,
  );
  return { parserMs: Math.min(...Object.values(alone)), previewMs, importMs, reopenMs, peakMb, taskMs, blockedMs };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Transfers of a table, from the window's ask until it has their flows, against only parsing the file. */
async function measureTable(asked: Asked, tell: (line: string) => void): Promise<readonly Round[]> {
  const program = await startProgram();
  const all: Round[] = [];
  for (let round = 1; round <= rounds; round++) all.push(await importOnce(program, asked, round, tell));
  return all;
}

const ratioBar = (name: string, all: readonly Round[]): Bar =>
  slower(
    name,
    all.map(({ importMs, parserMs }) => importMs / parserMs),
    2,
  );

function figureBar(name: string, unit: Bar["unit"], most: number, each: readonly number[]): Bar {
  return { name, measured: median(each), most, unit, detail: `of each round: ${each.map((one) => one.toFixed(0)).join(", ")}` };
}

export async function measureTransfers(tell: (line: string) => void): Promise<Report> {
  const all = await measureTable({ kind: "tronscan", fileName: "TRON-tokenTransfer.csv", rows: 1_000_000 }, tell);
  return {
    facts: ["a speed of 0.5 × is twice the time; the quicker of both parsers counts"],
    bars: [
      ratioBar("1,000,000 rows of CSV imported, with flows in the window, time against the parser alone", all),
      figureBar(
        "memory of the page's process at most (VmHWM)",
        "MB",
        600,
        all.map(({ peakMb }) => peakMb),
      ),
      figureBar(
        "longest task of the window meanwhile",
        "ms",
        50,
        all.map(({ taskMs }) => taskMs),
      ),
    ],
  };
}

export async function measureWorkbook(tell: (line: string) => void): Promise<Report> {
  const all = await measureTable({ kind: "workbook", fileName: "transfers.xlsx", rows: 200_000 }, tell);
  return { facts: [], bars: [ratioBar("200,000 rows of a workbook imported, with flows in the window, time against its container alone", all)] };
}

/** Four thousand websites from the ask until the window has their rows, from which chart and table draw. */
export async function measureSites(tell: (line: string) => void): Promise<Report> {
  const program = await startProgram();
  const file = websiteList(sites);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await openNewCase(program, `sites-${round}`);
    const start = performance.now();
    const { profile } = need(await program.intake.preview({ file, fileName: "sites.txt", profile: null, choices: {} }));
    need(await program.door.importFile({ file, fileName: "sites.txt", profile, grade: "B2", handling: "amber" }));
    times.push(performance.now() - start);
    const shown = [...program.mirror.entities.values()].filter(({ type }) => type === "site").length;
    if (shown !== sites) throw new Error(`every website is in the window: ${shown}`);
    tell(`${sites} websites looked at and imported in ${seconds(times.at(-1) ?? 0)}`);
  }
  const detail = `median of ${rounds} rounds: ${times.map((ms) => ms.toFixed(0)).join(", ")}; drawing comes after it (bench -- desk)`;
  return {
    facts: [],
    bars: [{ name: "4,000 websites, from the file to the window's rows", measured: median(times), most: 1500, unit: "ms", detail }],
  };
}
