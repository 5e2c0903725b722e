import { judgeBundle } from "../bundle/judge.ts";
import { readBundle } from "../bundle/open.ts";
import { entryName } from "../vault/entry-name.ts";
import type { CaseId, CommitId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Commit } from "../ledger/model.ts";
import type { CaseError } from "./answer.ts";
import type { RepairPlan, RepairSource } from "./damage-door.ts";
import { type CaseSight, soundCommit } from "./damage-sight.ts";
import type { CaseDeps } from "./deps.ts";
import { ownOpeningKeys } from "./own-keys.ts";
import type { Session } from "./session.ts";
import { isTamper } from "../vault/tamper.ts";

/** What a source has of the case: every commit verified. */
export interface SourceCommits {
  readonly madeAt: InstantMs | null;
  readonly commits: readonly Commit[];
  /** It was this very run once: all of it is taken. */
  readonly isOurs: boolean;
  /** The sealed tail of the run, by which boxes open whose own tail is lost. */
  readonly tail: Bytes | null;
  /** How far the run went in it, and the SHA-256 of its records; null when that says nothing about ours. */
  readonly end: { readonly boxes: number; readonly last: string; readonly records: ReadonlySet<string> } | null;
}
type Read = Promise<Result<SourceCommits, CaseError>>;

/** Reads a source whole. Nothing of it counts before its last byte was checked. */
export async function readSource(deps: CaseDeps, session: Session, caseId: CaseId, source: RepairSource, isStopped: () => boolean): Read {
  if (source.kind === "here") return succeed({ madeAt: null, commits: [], isOurs: true, tail: null, end: null });
  return source.kind === "backup"
    ? readFromBackup(deps, session, caseId, source.file, isStopped)
    : readFromBundle(deps, session, caseId, source.file);
}

async function readFromBackup(deps: CaseDeps, { vault }: Session, caseId: CaseId, file: Blob, isStopped: () => boolean): Read {
  const progress = (done: number, total: number): void =>
    deps.tell({ kind: "progress", job: "plan-repair", done: Math.min(done, total - 1), total, unit: "bytes" });
  const run = await vault.readBackupRun(file, `case/${caseId}`, { progress, isStopped });
  if (!run.ok) return run;
  if (run.value === null) return fail("unknown-case");
  // How long every signature and claim takes to check is not known beforehand: the bytes that were read say nothing of it.
  deps.tell({ kind: "progress", job: "plan-repair", done: 0, total: 0 });
  const commits: Commit[] = [];
  const records = new Set<string>();
  for await (const entry of run.value.entries()) {
    // A backup of a vault that was damaged already is good as far as it goes.
    if (!entry.ok && isTamper(entry.error.kind)) break;
    if (!entry.ok) return entry;
    if (isStopped()) return fail("cancelled");
    records.add(entryName(entry.value));
    const commit = await soundCommit(entry.value, caseId);
    if (!commit.ok) return commit;
    if (commit.value !== null) commits.push(commit.value);
  }
  const { madeAt, tail, boxes, last } = run.value;
  return succeed({ madeAt, commits, isOurs: true, tail, end: { boxes, last, records } });
}

/** A bundle is opened and judged as when it is received, but for its number: one that came before is welcome. */
async function readFromBundle(deps: CaseDeps, { vault, me, registry, ownAuthors }: Session, caseId: CaseId, file: Blob): Read {
  const keys = await ownOpeningKeys(vault);
  const read = await readBundle(keys.identities, file, { port: deps.bag });
  if (!read.ok) return read;
  const { contents, archive } = read.value;
  if (contents.statement.case !== caseId) return fail("other-case");
  const bundle = judgeBundle(
    {
      ownRecipients: keys.recipients,
      sealedAs: archive.sealedAs,
      own: { author: me.author, agency: me.agency, earlier: ownAuthors.slice(1) },
      partners: registry.partners,
      revocations: registry.partnerBook.revocations,
      lastBundle: () => null,
      hasCommit: () => false,
      now: deps.clock.now(),
    },
    contents,
  );
  if (!bundle.canMerge) return fail(bundle.isSenderKnown ? "blocked" : "unknown-sender");
  return succeed({ madeAt: bundle.statement.sentAt, commits: bundle.commits, isOurs: false, tail: null, end: null });
}

/**
 * How many records are in neither place, so far as the tail of the run counts them: whatever boxes they lay in, here or when the backup was made. Of a bundle
 * counts what it brings that does not open here. Null when nothing says how many there were.
 */
export function lostOf({ entries, opened, commits }: CaseSight, source: SourceCommits, after: readonly CommitId[]): number | null {
  if (entries === null) return null;
  const here = new Set(commits.map(({ id }) => id));
  const brought = source.isOurs ? opened.union(source.end?.records ?? new Set()).size : opened.size + after.filter((id) => !here.has(id)).length;
  return Math.max(0, entries - brought);
}

/**
 * What is known of the end of the run. A commit lost in the middle is named by what was said after it; one lost at the end is named by nobody, but missed in
 * the count. Where nothing counts them, only a backup of these very boxes, which went as far, shows that nothing is lost.
 */
export function endingOf({ boxes, last, seen }: CaseSight, { end }: SourceCommits, lost: number | null, missing: number): RepairPlan["ending"] {
  const tailBad = boxes === null || seen.at(-1)?.state !== "sound";
  if (!tailBad) return "whole";
  if (lost !== null) return lost > missing ? "lost" : "whole";
  if (boxes === null || end === null) return "unknown";
  if (end.boxes === boxes && end.last === last) return "whole";
  const isSameRun = seen[end.boxes - 1]?.hash === end.last;
  return isSameRun && end.boxes < boxes ? "lost" : "unknown";
}
