import { type CaseId, type EntityId, parseCaseId, parseEntityId } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8 } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { draftEntity } from "../ontology/drafts.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDoor, CaseEntry } from "./door.ts";
import { OpenCase } from "./open-case.ts";
import { type OpeningWatch, unwatched } from "./opening-watch.ts";
import { CommitReading } from "./read-commits.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { tellStolen } from "./stolen-keys.ts";
import { readSummary, summaryNote } from "./summary.ts";

type CasesDoor = Pick<CaseDoor, "listCases" | "createCase">;

/** The entity of the case itself: the same id in every agency that holds the case. */
export function caseEntityOf(caseId: CaseId): EntityId {
  const id = parseEntityId(caseId);
  invariant(id !== null, "a case id is an entity id");
  return id;
}

export function openCases(deps: CaseDeps, holder: SessionHolder): CasesDoor {
  return {
    listCases: async () => {
      const session = needSession(holder);
      return session.ok ? listEntries(deps, session.value) : session;
    },
    createCase: async ({ number, title, handling }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      if (title.trim() === "") return fail("case-title-needed");
      const caseId = parseCaseId(bytesToHex(deps.random.bytes(16)));
      invariant(caseId !== null, "16 bytes make a case id");
      const opened = await loadCase(deps, session.value, caseId);
      if (!opened.ok) return opened;
      const values = {
        title: { kind: "text", text: title.trim() },
        ...(number.trim() === "" ? {} : { number: { kind: "identifier", text: number.trim() } as const }),
      } as const;
      const { value: open } = opened;
      const said = await open.inTurn(() =>
        open.say("create-case", draftEntity({ id: open.caseEntity, type: "case", values, source: null, grade: "A1", handling })),
      );
      if (!said.ok) return said;
      const listed = await enrol(deps, session.value, open);
      return listed.ok ? succeed(caseId) : listed;
    },
  };
}

/** Makes a case known to the officer's list. */
export async function enrol(deps: CaseDeps, session: Session, open: OpenCase): Promise<Result<void, CaseError>> {
  if (!session.registry.cases.has(open.caseId)) {
    const added = await session.registry.addCase(open.caseId, deps.clock.now());
    if (!added.ok) return added;
  }
  session.summaries.note(open);
  await session.summaries.settled();
  return succeed(undefined);
}

/**
 * Reads a case from the vault and folds it. A damage ends the reading: the case then is read-only up to there.
 * Takes   `earlyFrom`: of a case of so many claims, what most links run to is told before the rest; absent = never.
 * Fails   `cancelled` when `watch` says so: nothing of it is open then.
 */
export async function loadCase(
  deps: CaseDeps,
  session: Session,
  caseId: CaseId,
  watch: OpeningWatch = unwatched,
  earlyFrom?: number,
): Promise<Result<OpenCase, CaseError>> {
  // What was begun to be destroyed is finished before the case may come again.
  if (session.deletions.pending.some((destroyed) => destroyed.caseId === caseId)) {
    const finished = await session.deletions.finish();
    if (!finished.ok) return finished;
  }
  const run = await session.vault.run(`case/${caseId}`);
  if (!run.ok) return run;
  const reading = new CommitReading(run.value, watch);
  const open = new OpenCase(
    { ...deps, signer: session.signer, readColumns: columnsFrom(deps, session), onChange: (open) => changed(deps, session, open) },
    caseId,
    caseEntityOf(caseId),
    run.value,
  );
  open.isArchived = session.registry.archived.has(caseId);
  const isStarted = await open.start(reading, watch, earlyFrom);
  if (reading.failed !== null) return { ok: false, error: reading.failed };
  if (open.damage === null) session.damaged.delete(caseId);
  else {
    session.damaged.add(caseId);
    open.remembered = (await summaryOf(session, caseId)) ?? open.remembered;
  }
  return isStarted ? succeed(open) : fail("cancelled");
}

function changed(deps: CaseDeps, session: Session, open: OpenCase): void {
  session.summaries.note(open);
  session.uniting.acted(open.caseId);
  tellStolen(deps, session, open);
}

function columnsFrom(deps: CaseDeps, session: Session): ConstructorParameters<typeof OpenCase>[0]["readColumns"] {
  return async ({ file: sha256, ...reading }) => {
    const bytes = await session.vault.readFile(sha256);
    if (!bytes.ok) return null;
    const columns = await deps.intake.readTransfers({ bytes: bytes.value, sha256, ...reading });
    return columns.ok ? columns.value : null;
  };
}

const unknown = {
  number: "",
  title: "",
  entities: 0,
  links: 0,
  agencies: [],
  claims: null,
  exhibits: null,
  exhibitBytes: null,
  absentExhibits: null,
};

/** A line of the list, of the summary the case left. */
export async function entryOf(session: Session, caseId: CaseId): Promise<CaseEntry> {
  const changedAt = session.registry.cases.get(caseId);
  invariant(changedAt !== undefined, "only cases of the book are listed");
  const summary = await summaryOf(session, caseId);
  return {
    ...(summary ?? { ...unknown, changedAt }),
    caseId,
    isArchived: session.registry.archived.has(caseId),
    isDamaged: session.damaged.has(caseId),
  };
}

export async function summaryOf({ vault }: Session, caseId: CaseId): Promise<ReturnType<typeof readSummary>> {
  const note = await vault.readNote(summaryNote(caseId));
  return note.ok && note.value !== null ? readSummary(bytesToUtf8(note.value) ?? "") : null;
}

async function listEntries(deps: CaseDeps, session: Session): Promise<Result<readonly CaseEntry[], CaseError>> {
  const entries: CaseEntry[] = [];
  for (const caseId of session.registry.cases.keys()) {
    if ((await summaryOf(session, caseId)) === null) await summarize(deps, session, caseId);
    entries.push(await entryOf(session, caseId));
  }
  return succeed(entries.sort((a, b) => b.changedAt - a.changedAt));
}

/** Reads a case once that left no summary, or a damaged one: it is not listed without its name. */
async function summarize(deps: CaseDeps, session: Session, caseId: CaseId): Promise<void> {
  const loaded = await loadCase({ ...deps, tell: () => undefined }, session, caseId);
  if (!loaded.ok) return;
  session.summaries.note(loaded.value);
  await session.summaries.settled();
}
