import { create } from "zustand";
import { type Screen, useDesk } from "./desk.ts";

/** Long work, shown in the status bar. `titleKey` is a locale key; total 0 = unknown. */
export interface Job {
  readonly id: string;
  readonly titleKey: string;
  readonly done: number;
  readonly total: number;
  /** What is counted; absent = things. */
  readonly unit?: "bytes" | "claims";
  /** Of work counted in bytes or claims: so many a second since it began; absent = not known yet. */
  readonly rate?: number;
}

/** The opening of a case. */
export const openingJob = "open-case";

/** Work that ends when the core is asked to `cancel` it, and then leaves everything as it was. */
const cancellable: ReadonlySet<string> = new Set([
  openingJob,
  "look-at",
  "verify-chain",
  "suggest-copies",
  "import-file",
  "keep-exhibit",
  "keep-exhibits",
  "verify-exhibits",
  "copy-exhibit",
  "inspect-damage",
  "plan-repair",
  "compare-hits",
  "export-table",
]);
/** What a closed window would cut off, and the person would have to begin again. */
const lostByClosing: ReadonlySet<string> = new Set([
  "import-file",
  "keep-exhibit",
  "keep-exhibits",
  "copy-exhibit",
  "backup",
  "restore-backup",
  "repair-books",
]);
export function isLostByClosing({ id }: Job): boolean {
  return lostByClosing.has(id);
}
export function isCancellable({ id }: Job): boolean {
  return cancellable.has(id);
}
/** A sentence for the person: a locale key and its parameters, never free text of a case. */
export interface Notice {
  readonly id: number;
  readonly tone: "success" | "warning" | "danger";
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}
interface Jobs {
  readonly jobs: readonly Job[];
  readonly notices: readonly Notice[];
}

export const useJobs = create<Jobs>(() => ({ jobs: [], notices: [] }));

let lastNotice = 0;
/** Sentences in sight at once, at most: the newest are kept. */
const mostNotices = 4;

const lockedScreens: ReadonlySet<Screen> = new Set<Screen>(["locked", "restore"]);
/** What may be said while nobody is in, by the beginning of its key: of the program, the vault and its keys. All else is of a case. */
const ofNoCase = ["failure:", "shell:", "keys:", "backup:books.", "backup:restore."] as const;

/**
 * Says something once; the toaster shows it and a live region reads it. The same sentence again takes the place of the first. On a locked screen nothing is
 * said that was done in a case, whenever it came to an end.
 */
export function notify(tone: Notice["tone"], key: string, params: Notice["params"] = {}): void {
  if (lockedScreens.has(useDesk.getState().screen) && !ofNoCase.some((begin) => key.startsWith(begin))) return;
  lastNotice += 1;
  const notice: Notice = { id: lastNotice, tone, key, params };
  const isSame = (other: Notice): boolean => other.key === key && JSON.stringify(other.params) === JSON.stringify(params);
  useJobs.setState(({ notices }) => ({ notices: [...notices.filter((other) => !isSame(other)), notice].slice(-mostNotices) }));
}
/** Takes what was told of work done out of sight: an undo or redo has made it untrue, or old. */
export function dismissDone(): void {
  useJobs.setState(({ notices }) => ({ notices: notices.filter(({ tone }) => tone !== "success") }));
}
export function dismissNotice(id: number): void {
  useJobs.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
/** When work counted in bytes or claims began, and with how much of it done. */
const begun = new Map<string, { readonly at: number; readonly done: number }>();

export function putJob(job: Job): void {
  const now = performance.now();
  const begin = begun.get(job.id) ?? { at: now, done: job.done };
  begun.set(job.id, begin);
  const isTold = job.unit !== undefined && now - begin.at > 250 && job.done > begin.done;
  const told = isTold ? { ...job, rate: ((job.done - begin.done) * 1000) / (now - begin.at) } : job;
  // Work keeps its place, so that the line does not jump between two of them.
  useJobs.setState(({ jobs }) => ({
    jobs: jobs.some(({ id }) => id === job.id) ? jobs.map((each) => (each.id === job.id ? told : each)) : [...jobs, told],
  }));
}
export function endJob(id: string): void {
  begun.delete(id);
  useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
}
/** Forgets work and notices: on locking, when the thread that did the work ends. */
export function clearJobs(): void {
  begun.clear();
  useJobs.setState({ jobs: [], notices: [] });
}
