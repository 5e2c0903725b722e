import type { Told, Work } from "./acts.ts";
import { type Book, judge, note } from "./book.ts";

/** What the kill is to hit: the making of the vault, its opening, or a kind of work. */
export type Moment = "making" | "opening" | Work;

export interface Watch {
  readonly hear: (told: Told) => void;
  /** Resolves when it is time to kill; rejects when nothing comes. */
  readonly timeToKill: Promise<void>;
  /** Promises that were broken, and bugs of the page. */
  readonly faults: readonly string[];
  /** Whether something is under way: an opening that has not reported, an act that was asked for and not acknowledged. */
  isUnderWay(): boolean;
  close(): void;
}

/** Longer than any step on a slow machine: only what hangs is ended by it. */
const patienceMs = 120_000;
/** How long each kind of step took at most on this machine, ms: kills are spread over so long. */
const longestMs = new Map<Moment, number>();
const firstGuessMs = 250;

/** Hears one start of the browser: writes the book, judges the report, and says when to kill. `null` = once everything was looked at. */
export function watchStart(book: Book, moment: Moment | null): Watch {
  const faults: string[] = [];
  const { promise: timeToKill, resolve, reject } = Promise.withResolvers<void>();
  const patience = setTimeout(() => reject(new Error(`nothing was told for ${patienceMs} ms`)), patienceMs);
  let [acksLeft, sinceMs] = [Math.floor(Math.random() * 3), performance.now()];
  let timer: NodeJS.Timeout | undefined;
  const killSoon = (): void => {
    timer ??= setTimeout(resolve, moment === null ? 0 : Math.random() * (longestMs.get(moment) ?? firstGuessMs));
  };
  const measure = (): void => {
    if (moment !== null) longestMs.set(moment, Math.max(longestMs.get(moment) ?? 0, performance.now() - sinceMs));
  };
  let underWay = 0;
  const isAtStart = moment === "making" || moment === "opening";
  const hear = (told: Told): void => {
    patience.refresh();
    write(book, told, faults);
    if (faults.length > 0) return resolve();
    if (told.what === "loaded" || told.what === "asked") {
      sinceMs = performance.now();
      underWay += 1;
    }
    if (told.what === "report" || told.what === "acked") underWay -= 1;
    if (told.what === "loaded" && isAtStart) killSoon();
    if (told.what === "report" && isAtStart) measure();
    if (told.what === "report" && moment === null) resolve();
    if (isAtStart || moment === null) return;
    if (told.what === "acked") {
      measure();
      acksLeft -= 1;
    }
    if ((told.what === "asked" || told.what === "acked") && acksLeft <= 0) killSoon();
  };
  return {
    hear,
    timeToKill,
    faults,
    isUnderWay: () => underWay > 0,
    close: () => {
      clearTimeout(patience);
      clearTimeout(timer);
    },
  };
}

function write(book: Book, told: Told, faults: string[]): void {
  if (told.what === "made") book.recoveryCodes = [told.recoveryCode];
  else if (told.what === "file") book.files.add(told.sha256);
  else if (told.what === "bug") faults.push(told.text);
  else if (told.what === "asked" || told.what === "acked") note(book, told.what, told.act);
  else if (told.what === "report") {
    faults.push(...judge(book, told.report));
    book.passphrases = [told.report.passphrase];
    if (told.report.recoveryCode !== null) book.recoveryCodes = [told.report.recoveryCode];
  }
}
