import type { CommitId } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8 } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { encodeCommit } from "../ledger/codec.ts";
import type { Commit } from "../ledger/model.ts";
import type { CaseError } from "./answer.ts";
import { loadCase } from "./cases.ts";
import { type DamageDoor, type DamageReport, mostBoxesNamed, type RepairPlan, type RepairSource } from "./damage-door.ts";
import { type CaseSight, Gathered, type SightWatch, seeCase } from "./damage-sight.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseDoor } from "./door.ts";
import type { OpenCase } from "./open-case.ts";
import { absentOf } from "./exhibits.ts";
import { bringFiles, ownFiles } from "./repair-files.ts";
import { endingOf, lostOf, readSource } from "./repair-source.ts";
import { tellsMore } from "./accepting.ts";
import { inCase, needOpenCase, type Session, type SessionHolder } from "./session.ts";
import { readSummary, summaryNote } from "./summary.ts";

/** A plan that waits for the person. */
interface Planned {
  readonly session: Session;
  readonly open: OpenCase;
  readonly token: string;
  readonly entries: readonly Commit[];
  readonly source: RepairSource;
}

/** What a damaged case has lost, and how it comes back. */
export function openDamage(deps: CaseDeps, holder: SessionHolder): DamageDoor & Pick<CaseDoor, "applyRepair"> {
  let planned: Planned | null = null;
  return {
    inspectDamage: async () => {
      const needed = needOpenCase(holder);
      return needed.ok ? inspect(deps, needed.value.session, needed.value.open) : needed;
    },
    planRepair: async ({ source }) => {
      planned = null;
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      if (open.damage === null && source.kind === "here") return fail("nothing-to-repair");
      const made = await plan(deps, session, open, source);
      if (!made.ok) return made;
      planned = { session, open, token: made.value.plan.token, entries: made.value.entries, source };
      return succeed(made.value.plan);
    },
    applyRepair: ({ token }) =>
      inCase(holder, async (open) => {
        const ours = planned;
        if (ours?.token !== token || ours.open !== open) return fail("token-expired");
        planned = null;
        const opened = open.damage === null ? await fillUp(open, ours.entries) : await rewrite(deps, ours, open);
        return opened.ok ? bringFiles(ours.session, ours.source, opened.value) : opened;
      }),
  };
}

/** Writes the run of a damaged case anew, and opens it again. */
async function rewrite(deps: CaseDeps, { session, entries }: Planned, open: OpenCase): Promise<Result<OpenCase, CaseError>> {
  const rewritten = await session.vault.replaceRun(`case/${open.caseId}`, encoded(entries));
  if (!rewritten.ok) return rewritten;
  const loaded = await loadCase(deps, session, open.caseId);
  if (!loaded.ok) return loaded;
  open.looking.cancel();
  session.open = loaded.value;
  if (loaded.value.damage === null) session.summaries.note(loaded.value);
  return loaded;
}

/** A case that is whole as far as it goes, and lacks what a source has: an earlier repair had no better source, or an older state of the vault was put in its place. */
async function fillUp(open: OpenCase, entries: readonly Commit[]): Promise<Result<OpenCase, CaseError>> {
  const fresh = entries.filter((commit) => tellsMore(commit, open.ledger.get(commit.id)));
  const merged = fresh.length === 0 ? succeed(null) : await open.merge(fresh);
  return merged.ok ? succeed(open) : merged;
}

function* encoded(commits: readonly Commit[]): Generator<ReturnType<typeof encodeCommit>> {
  for (const commit of commits) yield encodeCommit(commit);
}

/** Progress in boxes, until the work is done or stopped. */
async function watched<Value>(
  deps: CaseDeps,
  session: Session,
  job: string,
  work: (watch: SightWatch) => Promise<Result<Value, CaseError>>,
): Promise<Result<Value, CaseError>> {
  const isStopped = session.begin(job);
  deps.tell({ kind: "progress", job, done: 0, total: 0 });
  const done = await work({ isStopped, onBox: (done, total) => void (done % 16 === 0 && deps.tell({ kind: "progress", job, done, total })) });
  deps.tell({ kind: "progress", job, done: 1, total: 1 });
  return done;
}

async function inspect(deps: CaseDeps, session: Session, open: OpenCase): Promise<Result<DamageReport, CaseError>> {
  const { damage, caseId } = open;
  if (damage === null) return fail("nothing-to-repair");
  const sight = await watched(deps, session, "inspect-damage", (watch) => seeCase(session.vault, caseId, null, watch));
  if (!sight.ok) return sight;
  const gathered = new Gathered(caseId);
  const before = gathered.add(open.ledger.commits());
  const fresh = sight.value.commits.filter(({ id }) => !open.ledger.has(id));
  const behind = gathered.add(sight.value.commits);
  const bad = badBoxesOf(sight.value);
  return succeed({
    caseId,
    at: deps.clock.now(),
    fault: damage,
    boxes: sight.value.boxes,
    named: bad.slice(0, mostBoxesNamed),
    badBoxes: bad.length,
    before: { ...before, lastAt: lastSaid(open.ledger.commits()) },
    behind: { ...behind, lastAt: lastSaid(fresh) },
    missing: gathered.missingTo(session.signer.author),
    lost: sight.value.entries === null ? null : Math.max(0, sight.value.entries - sight.value.opened.size),
    remembered: await remembered(session, open),
  });
}

function badBoxesOf({ seen }: CaseSight): DamageReport["named"] {
  return seen.flatMap(({ sequence, state }) => (state === "sound" ? [] : [{ box: sequence + 1, state }]));
}

function lastSaid(commits: readonly Commit[]): DamageReport["before"]["lastAt"] {
  return commits.reduce<DamageReport["before"]["lastAt"]>((last, { header }) => (last === null || header.saidAt > last ? header.saidAt : last), null);
}

async function remembered({ vault }: Session, { caseId }: OpenCase): Promise<DamageReport["remembered"]> {
  const note = await vault.readNote(summaryNote(caseId));
  const summary = note.ok && note.value !== null ? readSummary(bytesToUtf8(note.value) ?? "") : null;
  return summary === null || summary.claims === null ? null : { claims: summary.claims, changedAt: summary.changedAt };
}

/** What is readable up to the damage, then what the source adds, then what still opens behind: nothing readable is left behind. */
async function plan(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  asked: RepairSource,
): Promise<Result<{ readonly plan: RepairPlan; readonly entries: readonly Commit[] }, CaseError>> {
  const { caseId } = open;
  return watched(deps, session, "plan-repair", async (watch) => {
    const source = await readSource(deps, session, caseId, asked, watch.isStopped);
    if (!source.ok) return source;
    const sight = await seeCase(session.vault, caseId, source.value.tail, watch);
    if (!sight.ok) return sight;
    const [gathered, here] = [new Gathered(caseId), new Gathered(caseId)];
    const before = gathered.add(storedOrder(open, sight.value));
    here.add(open.ledger.commits());
    const behind = here.add(sight.value.commits);
    gathered.add(source.value.isOurs ? source.value.commits : whatWasHere(here, source.value.commits, session));
    gathered.add(sight.value.commits);
    const after = { commits: gathered.ledger.size, claims: gathered.claims };
    if (after.commits === 0) return fail("nothing-readable");
    const files = await absentOf(session, ownFiles(gathered.ledger.commits(), session.signer.agency));
    if (!files.ok) return files;
    const isSame = after.commits === here.ledger.size && after.claims === here.claims;
    const comesAlong = asked.kind === "backup" ? files.value.length : 0;
    if (open.damage === null && isSame && comesAlong === 0) return fail("nothing-to-repair");
    const left = source.value.commits.filter(({ id }) => !gathered.ledger.has(id)).length;
    const token = bytesToHex(deps.random.bytes(16));
    const missing = gathered.missingTo(session.signer.author);
    const lost = lostOf(
      sight.value,
      source.value,
      gathered.ledger.commits().map(({ id }) => id),
    );
    const made = {
      token,
      source: asked.kind,
      madeAt: source.value.madeAt,
      holds: { ...new Gathered(caseId).add(source.value.commits), lastAt: lastSaid(source.value.commits) },
      fromSource: { commits: after.commits - before.commits - behind.commits, claims: after.claims - before.claims - behind.claims },
      behind,
      after,
      missing,
      lost,
      ending: endingOf(sight.value, source.value, lost, missing),
      files: files.value.length,
      leftOut: left,
    };
    return succeed({ plan: made, entries: gathered.entries });
  });
}

/** The commits up to the damage in the order they are stored in, which is the order of the history's steps. */
function storedOrder({ ledger }: OpenCase, { commits }: CaseSight): readonly Commit[] {
  const held = commits.filter(({ id }) => ledger.has(id));
  const seen = new Set(held.map(({ id }) => id));
  return [...held, ...ledger.commits().filter(({ id }) => !seen.has(id))];
}

/** Of a bundle only what was surely here once: our own commits, and what commits of ours build on. The rest is received in the usual way. */
function whatWasHere({ ledger }: Gathered, offered: readonly Commit[], { signer }: Session): readonly Commit[] {
  const byId = new Map(offered.map((commit) => [commit.id, commit]));
  const queue = offered.filter(({ header }) => header.author === signer.author).map(({ id }) => id);
  for (const { id, header } of ledger.commits()) queue.push(id, ...header.parents);
  const wanted = new Set<CommitId>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const commit = byId.get(next);
    if (commit === undefined || wanted.has(next)) continue;
    wanted.add(next);
    queue.push(...commit.header.parents);
  }
  return offered.filter(({ id }) => wanted.has(id));
}
