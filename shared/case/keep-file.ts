import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { FileSource, FileWatch, KeepError, ReadError, StorageError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { Quarantined } from "./exhibits-door.ts";
import type { Session } from "./session.ts";

/** Progress of a job in bytes, told when a whole percent or 64 MiB more are done: news is not free. */
export function watchBytes(deps: CaseDeps, session: Session, job: string, total: number): FileWatch & { end(): void } {
  const isStopped = session.begin(job);
  let told = -1;
  const step = Math.max(1, Math.min(total / 100, 64 * 2 ** 20));
  const tell = (done: number): void => deps.tell({ kind: "progress", job, done, total: Math.max(1, total), unit: "bytes" });
  return {
    isStopped,
    // The end is told by `end` alone, when the work after the last byte is done too.
    onProgress: (done) => {
      if (told >= 0 && done - told < step) return;
      told = done;
      tell(Math.max(0, Math.min(done, total - 1)));
    },
    end: () => tell(Math.max(1, total)),
  };
}

/** Keeps a file; one that was in quarantine is whole again. Gives whether it was. */
export async function keepWhole(
  session: Session,
  file: Blob | Bytes | FileSource,
  watch?: FileWatch,
): Promise<Result<{ readonly sha256: FileHash; readonly isRepaired: boolean }, KeepError>> {
  const kept = await session.vault.keepFile(file, watch);
  if (!kept.ok) return kept;
  const isRepaired = session.quarantine.has(kept.value);
  const released = await session.quarantine.release(kept.value);
  return released.ok ? succeed({ sha256: kept.value, isRepaired }) : released;
}

/** What a failure to read says about the file itself; null = nothing (a busy disk, a lock). */
export function stateOf({ kind }: { readonly kind: string }): Quarantined["state"] | null {
  if (kind === "box-damaged") return "damaged";
  return kind === "box-missing" ? "lost" : null;
}

/** Notes a file that turned out damaged while it was read. */
export async function noteDamage(session: Session, sha256: FileHash, error: ReadError): Promise<Result<void, StorageError>> {
  const state = stateOf(error);
  return state === null ? succeed(undefined) : session.quarantine.put({ sha256, state });
}

/** The content of a file for a person: refused while it is in quarantine. */
export async function readWhole(session: Session, sha256: FileHash): Promise<Result<Bytes, ReadError | { readonly kind: "quarantined" }>> {
  if (session.quarantine.has(sha256)) return fail("quarantined");
  const read = await session.vault.readFile(sha256);
  if (!read.ok) await noteDamage(session, sha256, read.error);
  return read;
}

/** Notes that a file was read whole for a person, and what it was found to be: its hash was compared. */
export async function noteRead(deps: CaseDeps, session: Session, sha256: FileHash, read: Result<unknown, CaseError>): Promise<void> {
  const state = read.ok ? "sound" : stateOf(read.error);
  // A note that cannot be written loses only when the file was checked: what was read is given all the same.
  if (state !== null && session.open !== null) await session.checked.note(session.open.caseId, [{ sha256, state, at: deps.clock.now() }]);
}
