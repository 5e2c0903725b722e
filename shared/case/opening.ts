import type { CaseId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { RunHead } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import { caseEntityOf, loadCase, summaryOf } from "./cases.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenedCase } from "./opening-door.ts";
import type { OpenCase } from "./open-case.ts";
import type { OpeningDoor } from "./opening-door.ts";
import { openingJob, watchOpening } from "./opening-watch.ts";
import { tellEarly } from "./early-sight.ts";
import { endSnapshots, needOpenCase, needSession, type Session, type SessionHolder, settledOpening, snapshotJob } from "./session.ts";
import { keepSnapshot, readSnapshot } from "./snapshot.ts";
import { noteStandings } from "./standings.ts";
import { tellStolen } from "./stolen-keys.ts";

/** Claims that take about a second to read and fold: a case of fewer opens at once without help. */
const worthKeeping = 100_000;

/** Opening and closing a case, and what is kept in between so that the next opening shows something at once. */
export function openOpening(deps: CaseDeps, holder: SessionHolder): OpeningDoor {
  return {
    openCase: async ({ caseId }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      if (!session.value.registry.cases.has(caseId)) return fail("unknown-case");
      return openInTurn(deps, session.value, caseId);
    },
    closeCase: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      session.value.stop(openingJob);
      await settledOpening(session.value);
      const { open, summaries } = session.value;
      // A look that is being made would be told of a case that is gone.
      open?.looking.cancel();
      await summaries.settled();
      if (open !== null) await open.inTurn(() => noteStandings(deps, session.value, open));
      session.value.open = null;
      // Behind the answer: nobody waits for what only the next opening needs.
      if (open !== null) void keep(deps, session.value, open);
      return succeed(null);
    },
    keepSnapshot: async () => {
      await settledOpening(holder.current);
      const needed = needOpenCase(holder);
      return needed.ok ? succeed(await keep(deps, needed.value.session, needed.value.open)) : needed;
    },
  };
}

/** Opens one case after the other: a later ask ends an opening that still runs. */
async function openInTurn(deps: CaseDeps, session: Session, caseId: CaseId): Promise<Result<OpenedCase, CaseError>> {
  const isStopped = session.begin(openingJob);
  const before = session.opening;
  const { promise, resolve } = Promise.withResolvers<void>();
  // At once: what is asked from now on waits for this case.
  session.opening = promise;
  try {
    await before;
    return isStopped() ? fail("cancelled") : await open(deps, session, caseId, isStopped);
  } finally {
    if (session.opening === promise) session.opening = null;
    resolve();
    deps.tell({ kind: "progress", job: openingJob, done: 1, total: 1 });
  }
}

async function open(deps: CaseDeps, session: Session, caseId: CaseId, isStopped: () => boolean): Promise<Result<OpenedCase, CaseError>> {
  await endSnapshots(session);
  const isKnown = await tellSnapshot(deps, session, caseId);
  const expected = (await summaryOf(session, caseId))?.claims ?? null;
  const watch = watchOpening({ clock: deps.clock, tell: deps.tell, isStopped, expected });
  const opened = await loadCase(deps, session, caseId, watch, isKnown ? undefined : (deps.snapshotFrom ?? worthKeeping));
  if (!opened.ok) return opened;
  if (isStopped()) return fail("cancelled");
  const before = session.open;
  before?.looking.cancel();
  for (const each of before === null ? [opened.value] : [before, opened.value]) await each.inTurn(() => noteStandings(deps, session, each));
  session.open = opened.value;
  session.uniting.opened(caseId);
  tellStolen(deps, session, opened.value);
  if (isKnown) kept.set(opened.value, await endOf(session, opened.value));
  // What the list remembers of a damaged case is what was lost: it stays until the case is whole again.
  if (opened.value.damage === null) session.summaries.note(opened.value);
  return succeed({ ...opened.value.opened(), ...(session.own === null ? { isToRead: true as const } : {}) });
}

/** The end of the ledger that a case has a snapshot of: another one also when the same records lie in other boxes. */
const kept = new WeakMap<OpenCase, string>();

async function endOf({ vault }: Session, { caseId }: OpenCase): Promise<string> {
  const head = await vault.runHead(`case/${caseId}`);
  return head.ok && head.value !== null ? endText(head.value) : "";
}
const endText = ({ boxes, last }: RunHead): string => `${boxes} ${last}`;

/** Tells what is kept of a case as unchecked; false when nothing is. Of a case being destroyed nothing is shown. */
async function tellSnapshot(deps: CaseDeps, session: Session, caseId: CaseId): Promise<boolean> {
  if (session.deletions.pending.some((destroyed) => destroyed.caseId === caseId)) return false;
  const snapshot = await readSnapshot(session.vault, caseId, { agency: session.signer.agency, day: dayOf(deps.clock.now()) });
  if (snapshot === null) return false;
  const isArchived = session.registry.archived.has(caseId);
  const opened: OpenedCase = { ...snapshot.opened, caseId, caseEntity: caseEntityOf(caseId), damage: null, isArchived };
  const { history, packs, flows } = snapshot;
  await tellEarly(deps, { caseId, history, early: { of: "last-closing", opened }, packs, flows });
  return true;
}

/** Keeps a snapshot of a whole case that is big enough and has none of this state. One at a time: a later ask ends the one under way. */
function keep({ snapshotFrom = worthKeeping }: CaseDeps, session: Session, open: OpenCase): Promise<boolean> {
  const isStopped = session.begin(snapshotJob);
  return session.snapshots(async () => {
    if (open.damage !== null || open.fold.facts.size < snapshotFrom || isStopped()) return false;
    const end = await endOf(session, open);
    if (kept.get(open) === end && end !== "") return true;
    const ledger = await keepSnapshot(session.vault, open, isStopped);
    if (ledger !== null) kept.set(open, endText(ledger));
    return ledger !== null;
  });
}
