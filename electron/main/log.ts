import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** What may be written down: what happened to the program, as one of these words. Never a name, a path or a word of a case. */
export type LogEvent =
  | "started"
  | "window-refused"
  | "ask-refused"
  | "ask-failed"
  | "file-refused"
  | "renderer-gone"
  | "renderer-unresponsive"
  | "must-lock"
  | "quit";

/** Writes one event; `detail` is a number or one word of the program's own (a reason, an error code), at most 40 letters. */
export type Log = (event: LogEvent, detail?: number | string) => void;

const largestBytes = 1_000_000;

/** A log in a folder: one line per event, an older half kept. A log that cannot be written never stops the program. */
export function openLog(folder: string): Log {
  const path = join(folder, "dalel.log");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (event, detail = "") => {
    const line = `${new Date().toISOString()} ${event} ${plainWord(detail)}`.trimEnd();
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(path, `${path}.old`);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch (problem) {
      console.error(`${line} (not written: ${problem instanceof Error ? problem.name : "unknown"})`);
    }
  };
}

/** Whatever is not a plain word of ASCII is left out, so that no text of a case can get in by mistake. */
function plainWord(detail: number | string): string {
  return /^[\w-]{0,40}$/.test(String(detail)) ? String(detail) : "";
}
