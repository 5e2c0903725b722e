import { create } from "zustand";

/** Long work, shown in the status bar. `titleKey` is a locale key; total 0 = unknown. */
export interface Job {
  readonly id: string;
  readonly titleKey: string;
  readonly done: number;
  readonly total: number;
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

/** Says something once; the toaster shows it and a live region reads it. The same sentence again takes the place of the first. */
export function notify(tone: Notice["tone"], key: string, params: Notice["params"] = {}): void {
  lastNotice += 1;
  const notice: Notice = { id: lastNotice, tone, key, params };
  const isSame = (other: Notice): boolean => other.key === key && JSON.stringify(other.params) === JSON.stringify(params);
  useJobs.setState(({ notices }) => ({ notices: [...notices.filter((other) => !isSame(other)), notice].slice(-mostNotices) }));
}
export function dismissNotice(id: number): void {
  useJobs.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
export function putJob(job: Job): void {
  useJobs.setState(({ jobs }) => ({ jobs: [...jobs.filter(({ id }) => id !== job.id), job] }));
}
export function endJob(id: string): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
}
/** Forgets work and notices: on locking, when the thread that did the work ends. */
export function clearJobs(): void {
  useJobs.setState({ jobs: [], notices: [] });
}
