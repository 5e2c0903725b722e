import type { CaseDoor, CaseNews } from "../../shared/case/door.ts";
import type { Channel, Client } from "../../shared/host/rpc.ts";
import { connectDoor } from "../../shared/host/rpc.ts";
import type { Host } from "../../shared/host/host.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { hearCase } from "./case-mirror.ts";
import { hearChecked } from "./checks.ts";
import { endJob, putJob } from "./jobs.ts";
import { hearQuarantine } from "./quarantine.ts";
import { hearStolen } from "./stolen.ts";

/** Starts the three workers' channels; given by the composition root, so that a lock can end the workers and start new ones. */
export interface Machine {
  readonly host: Host;
  /** For the vault at this place: 1, 2, 3 … */
  startCaseWorker(place: number): { readonly channel: Channel; stop(): void };
}

let machine: Machine | null = null;
/** Why an ask will never be answered: the vault was locked meanwhile, the thread died, or the program that serves it has ended. */
export type Gone = "locked" | "bug" | "program-gone";

interface Running {
  readonly door: Client<CaseDoor>;
  /** Resolves when the worker ends, so that nobody waits for it. */
  readonly gone: Promise<Gone>;
  /** Whether nobody is to hear of it any more: it is being ended. */
  isQuiet(): boolean;
  quiet(): void;
  end(why: Gone): void;
}
let running: Running | null = null;
let place = 1;

/** Which of this machine's vaults the case worker is for, from its next start on. */
export function startAt(next: number): void {
  place = next;
}
export function placeNow(): number {
  return place;
}

/** Gives the bridge its machine, once, at boot. */
export function attachMachine(attached: Machine): void {
  machine = attached;
}

/** The case worker's door, and the promise of its end; starts the worker when none runs. */
export function caseWorker(): Pick<Running, "door" | "gone" | "isQuiet"> {
  invariant(machine !== null, "the machine is attached before the first ask");
  running ??= startRunning(machine);
  return running;
}

/** The door of the case worker. */
export function caseDoor(): Client<CaseDoor> {
  return caseWorker().door;
}

function startRunning({ startCaseWorker }: Machine): Running {
  const { channel, stop } = startCaseWorker(place);
  const { promise: gone, resolve } = Promise.withResolvers<Gone>();
  const work = new Set<string>();
  let isQuiet = false;
  // What it was at ends with it: nobody is left to tell that it is done.
  const quiet = (): void => {
    isQuiet = true;
    for (const job of work) endJob(job);
  };
  const hear = (news: CaseNews): void => {
    if (isQuiet) return;
    if (news.kind === "progress") work.add(news.job);
    hearNews(news);
  };
  const end = (why: Gone): void => {
    quiet();
    stop();
    resolve(why);
  };
  return { door: connectDoor<CaseDoor, CaseNews>(channel, hear), gone, isQuiet: () => isQuiet, quiet, end };
}

/** From now on nothing the case worker tells is heard, and what it answers counts as cut off by the lock, until `stopCaseWorker` ends it. */
export function quietCaseWorker(): void {
  running?.quiet();
}

export function host(): Host {
  invariant(machine !== null, "the machine is attached before the first ask");
  return machine.host;
}

/** Ends the case worker: no key and no case text stays in any heap of ours. The next ask starts a new one, locked. */
export function stopCaseWorker(why: Gone = "locked"): void {
  running?.end(why);
  running = null;
  hearQuarantine([]);
  hearStolen(null);
}

function hearNews(news: CaseNews): void {
  if (news.kind === "quarantine") hearQuarantine(news.exhibits);
  else if (news.kind === "checked") hearChecked();
  else if (news.kind === "stolen") hearStolen(news.sight);
  else if (news.kind !== "progress") hearCase(news);
  else if (news.done >= news.total && news.total > 0) endJob(news.job);
  else putJob({ id: news.job, titleKey: `jobs:${news.job}`, done: news.done, total: news.total, ...(news.unit && { unit: news.unit }) });
}
