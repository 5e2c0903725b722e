import { type EntityId, type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Entity } from "../projections/model.ts";
import type { FileWatch } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import { textOf } from "./datasets.ts";
import type { CaseDeps } from "./deps.ts";
import type { CheckedExhibit, ExhibitsDoor, ExhibitsReport } from "./exhibits-door.ts";
import { noteDamage, noteRead, stateOf, watchBytes } from "./keep-file.ts";
import type { CheckedFile } from "./locker-door.ts";
import type { OpenCase } from "./open-case.ts";
import { needOpenCase, needSession, type Session, type SessionHolder } from "./session.ts";

const verifyJob = "verify-exhibits";
const copyJob = "copy-exhibit";
/** Bytes gathered in memory before they become a Blob, which the browser may put on disk. */
const gatheredBytes = 33_554_432;

/** The files that are kept: checked, copied out, counted. */
export function openExhibits(deps: CaseDeps, holder: SessionHolder): ExhibitsDoor {
  return {
    verifyExhibits: async ({ exhibits }) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const chosen = exhibits === null ? null : new Set(exhibits);
      return verifyThese(deps, session, open, chosen);
    },
    quarantined: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(session.value.quarantine.all()) : session;
    },
    copyExhibit: async ({ sha256, sizeBytes }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      if (session.value.quarantine.has(sha256)) return fail("quarantined");
      const watch = watchBytes(deps, session.value, copyJob, sizeBytes);
      watch.onProgress(0);
      const copied = await copy(session.value, sha256, watch);
      watch.end();
      await noteRead(deps, session.value, sha256, copied);
      return copied;
    },
    absentFiles: async ({ files }) => {
      const session = needSession(holder);
      return session.ok ? absentOf(session.value, files) : session;
    },
    storageRoom: async ({ forBytes }) => {
      const session = needSession(holder);
      return session.ok ? session.value.vault.room(forBytes) : session;
    },
  };
}

/** Those of some files that are not here whole, as far as is known without reading them. */
export async function absentOf({ vault, quarantine }: Session, files: readonly FileHash[]): Promise<Result<readonly FileHash[], CaseError>> {
  const absent: FileHash[] = [];
  for (const sha256 of files) {
    if (quarantine.has(sha256)) absent.push(sha256);
    else {
      const shape = await vault.fileShape(sha256);
      // An index that cannot be read is damage: the check of exhibits says so, and the file is no more to be given than a lost one.
      if (!shape.ok && stateOf(shape.error) === null) return shape;
      if (!shape.ok || shape.value === null) absent.push(sha256);
    }
  }
  return succeed(absent);
}

/** An exhibit of the case, before it is checked. */
interface ToCheck extends Omit<CheckedExhibit, "state"> {
  /** Whether our agency said it has the file: then a file that is not there was lost. */
  readonly isOurs: boolean;
}

function toCheck(exhibit: Entity, open: OpenCase): readonly ToCheck[] {
  const sha256 = parseFileHash(textOf(exhibit, "fileHash"));
  if (sha256 === null) return [];
  const said = exhibit.facts["file"] ?? [];
  const value = said[0]?.value;
  return [
    {
      entity: exhibit.id,
      sha256,
      fileName: textOf(exhibit, "fileName"),
      sizeBytes: value?.kind === "file" ? value.sizeBytes : 0,
      isOurs: said.some(({ agency }) => agency === open.ownAgency),
    },
  ];
}

/** Reads exhibits of the open case whole, null = all, and notes what was found and when. */
export function verifyThese(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  chosen: ReadonlySet<EntityId> | null,
): Promise<Result<ExhibitsReport, CaseError>> {
  const rows = [...open.fold.rows.ofTypes(new Set(["exhibit"]))].filter(({ id }) => chosen === null || chosen.has(id));
  return verify(
    deps,
    session,
    open,
    rows.flatMap((row) => toCheck(row, open)),
  );
}

async function verify(deps: CaseDeps, session: Session, open: OpenCase, exhibits: readonly ToCheck[]): Promise<Result<ExhibitsReport, CaseError>> {
  const total = exhibits.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const watch = watchBytes(deps, session, verifyJob, total);
  const checked: CheckedExhibit[] = [];
  const found: CheckedFile[] = [];
  let bytes = 0;
  watch.onProgress(0);
  try {
    for (const exhibit of exhibits) {
      const before = bytes;
      const one = await check(session, exhibit, { isStopped: watch.isStopped, onProgress: (done) => watch.onProgress(before + done) });
      if (!one.ok) return one;
      if (watch.isStopped()) return fail("cancelled");
      checked.push(one.value);
      found.push({ sha256: exhibit.sha256, state: one.value.state, at: deps.clock.now() });
      bytes += exhibit.sizeBytes;
    }
    return succeed({ exhibits: checked, bytes });
  } finally {
    watch.end();
    await session.checked.note(open.caseId, found);
  }
}

async function check(session: Session, { isOurs, ...exhibit }: ToCheck, watch: FileWatch): Promise<Result<CheckedExhibit, CaseError>> {
  const { sha256 } = exhibit;
  const read = await session.vault.checkFile(sha256, watch);
  if (read.ok) {
    const released = await session.quarantine.release(sha256);
    return released.ok ? succeed({ ...exhibit, state: "sound" }) : released;
  }
  if (read.error.kind === "missing" && !isOurs) return succeed({ ...exhibit, state: "absent" });
  const state = read.error.kind === "missing" ? "lost" : stateOf(read.error);
  if (state === null) return read;
  const noted = await session.quarantine.put({ sha256, state });
  return noted.ok ? succeed({ ...exhibit, state }) : noted;
}

async function copy(session: Session, sha256: FileHash, watch: FileWatch): Promise<Result<Blob, CaseError>> {
  const parts: Blob[] = [];
  let pieces: Bytes[] = [];
  let [done, gathered] = [0, 0];
  for await (const piece of session.vault.streamFile(sha256)) {
    if (!piece.ok) {
      await noteDamage(session, sha256, piece.error);
      return piece;
    }
    if (watch.isStopped()) return fail("cancelled");
    pieces.push(piece.value);
    done += piece.value.length;
    gathered += piece.value.length;
    watch.onProgress(done);
    if (gathered < gatheredBytes) continue;
    parts.push(new Blob(pieces));
    [pieces, gathered] = [[], 0];
  }
  return succeed(new Blob([...parts, ...pieces], { type: "application/octet-stream" }));
}
