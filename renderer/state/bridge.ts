import type { CaseDoor, CaseNews } from "../../shared/case/door.ts";
import type { Channel, Client } from "../../shared/host/rpc.ts";
import { connectDoor } from "../../shared/host/rpc.ts";
import type { Host } from "../../shared/host/host.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { applyPatch } from "./case-mirror.ts";
import { endJob, putJob } from "./jobs.ts";

/** Starts the three workers' channels; given by the composition root, so that a lock can end the workers and start new ones. */
export interface Machine {
  readonly host: Host;
  startCaseWorker(): { readonly channel: Channel; stop(): void };
}

let machine: Machine | null = null;
let running: { readonly door: Client<CaseDoor>; stop(): void } | null = null;

/** Gives the bridge its machine, once, at boot. */
export function attachMachine(attached: Machine): void {
  machine = attached;
}

/** The door of the case worker; starts the worker when none runs. */
export function caseDoor(): Client<CaseDoor> {
  invariant(machine !== null, "the machine is attached before the first ask");
  if (running === null) {
    const { channel, stop } = machine.startCaseWorker();
    running = { door: connectDoor<CaseDoor, CaseNews>(channel, hearNews), stop };
  }
  return running.door;
}

export function host(): Host {
  invariant(machine !== null, "the machine is attached before the first ask");
  return machine.host;
}

/** Ends the case worker: no key and no case text stays in any heap of ours. The next ask starts a new one, locked. */
export function stopCaseWorker(): void {
  running?.stop();
  running = null;
}

function hearNews(news: CaseNews): void {
  if (news.kind === "patch") applyPatch(news);
  else if (news.done >= news.total && news.total > 0) endJob(news.job);
  else putJob({ id: news.job, titleKey: `jobs:${news.job}`, done: news.done, total: news.total });
}
