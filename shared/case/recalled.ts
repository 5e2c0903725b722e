import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { parseFileHash } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { countedAs } from "../projections/counted.ts";
import type { CaseError } from "./answer.ts";
import { isCalled } from "./bundle-book.ts";
import { claimsOf } from "./bundle-traces.ts";
import type { CaseDeps } from "./deps.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import type { OpenCase } from "./open-case.ts";
import { reasonsAgainst } from "./reasons.ts";
import { isDestroyedHere } from "./register.ts";
import type { CameBy, RegisterDoor, RegisterFault } from "./register-door.ts";
import { sayNote } from "./say-note.ts";
import type { Session } from "./session.ts";
import { recordOf } from "./take-note.ts";

type Answered<Value> = Promise<Result<Value, CaseError | RegisterFault>>;

/** What came by a bundle, as its open case has it. */
export async function whatCameBy(session: Session, statementHash: string): Answered<CameBy> {
  const needed = caseOf(session, statementHash);
  if (!needed.ok) return needed;
  const { open, record } = needed.value;
  const traced = await tracesOf(session, record);
  if (!traced.ok) return traced;
  if (traced.value === null) return succeed({ claims: null, entities: [], files: [] });
  const { all, only } = traced.value;
  const counts = new Map<EntityId, number>();
  const files = new Map<string, string>();
  for (const id of only) {
    const statement = open.fold.facts.statement(id);
    if (statement?.op !== "assert") continue;
    const key = open.fold.now.sameness.keyOf(statement.subject);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (statement.value.kind === "file") files.set(statement.value.sha256, open.entities.get(key)?.title ?? "");
  }
  const entities = [...counts].flatMap(([entity, claims]) => {
    const row = open.entities.get(entity);
    return row === undefined || countedAs(row) === null ? [] : [{ entity, type: row.type, title: row.title, claims }];
  });
  return succeed({
    claims: { all: all.size, only: only.size, standing: standingOf(open, only).length },
    entities: entities.sort((a, b) => b.claims - a.claims),
    files: [...files].flatMap(([sha256, name]) => {
      const hash = parseFileHash(sha256);
      return hash === null ? [] : [{ sha256: hash, name }];
    }),
  });
}

/** Decides about a notice: what is to be taken out of use is contested first, then the decision is said and kept. */
export async function decideNotice(
  deps: CaseDeps,
  session: Session,
  { notice: hash, decision, why }: Parameters<RegisterDoor["decideNotice"]>[0],
): Answered<{ readonly claims: number }> {
  const kept = session.registry.bundles.notices.find((each) => isCalled(each, hash) && !each.isOurs);
  if (kept === undefined) return fail("unknown-note");
  const { statementHash, case: caseId, author, sequence } = kept.notice;
  const record = recordOf(session.registry, "received", statementHash);
  if (record === undefined) return fail("unknown-bundle");
  if (decision === "destroyed" && !isDestroyedHere(session.registry, record)) return fail("not-destroyed");
  const contested = decision === "out-of-use" ? await takeOutOfUse(session, statementHash, why.trim() || kept.notice.reason) : succeed(0);
  if (!contested.ok) return contested;
  const reason = why.trim();
  const said = { kind: "notice-decided", caseId, partner: author, statementHash, sequence, noteHash: hash, deed: decision, reason } as const;
  const logged = await sayNote(deps, session, said);
  if (!logged.ok) return logged;
  const written = await session.registry.addBundleEvent({ kind: "decision", noteHash: hash, decision, at: deps.clock.now() });
  return written.ok ? succeed({ claims: contested.value }) : written;
}

/** Contests, in one act, what came by the bundle alone, is not ours, and stands uncontested. Undo brings it back. */
async function takeOutOfUse(session: Session, statementHash: string, why: string): Answered<number> {
  const needed = caseOf(session, statementHash);
  if (!needed.ok) return needed;
  const { open, record } = needed.value;
  return open.inTurn(async () => {
    const traced = await tracesOf(session, record);
    if (!traced.ok) return traced;
    if (traced.value === null) return fail("not-recorded");
    const standing = standingOf(open, traced.value.only);
    if (standing.length === 0) return succeed(0);
    const against = standing.flatMap((claim) => [{ op: "retract", claim } as const, ...reasonsAgainst(open.fold, [claim], why)]);
    const said = await open.say("dispute", against);
    return said.ok ? succeed(standing.length) : said;
  });
}

/** How many claims "out of use" would contest by now: none once that was done, and as long as it is not undone. null = what came by it was not written down. */
export async function countStanding(session: Session, open: OpenCase, record: ExchangeRecord): Promise<Result<number | null, CaseError>> {
  const traced = await tracesOf(session, record);
  if (!traced.ok) return traced;
  return succeed(traced.value === null ? null : standingOf(open, traced.value.only).length);
}

/** Claims of others that are shown as live and that we do not contest yet. */
function standingOf(open: OpenCase, claims: ReadonlySet<ClaimId>): readonly ClaimId[] {
  const { facts } = open.fold;
  const subjects = new Set([...claims].flatMap((id) => facts.subjectOf(id) ?? []));
  return [...subjects].flatMap((subject) =>
    facts
      .live(subject, null, open.ownAgency)
      .filter((each) => claims.has(each.id) && each.teller.header.agency !== open.ownAgency && !each.disputedBy.includes(open.ownAgency))
      .map(({ id }) => id),
  );
}

/** All claims of a bundle, and those that no other bundle brought which still stands; null = it was not written down. */
async function tracesOf(
  { vault, registry }: Session,
  record: ExchangeRecord,
): Promise<Result<{ readonly all: ReadonlySet<ClaimId>; readonly only: ReadonlySet<ClaimId> } | null, CaseError>> {
  const own = await claimsOf(vault, record.caseId, record.statementHash);
  if (!own.ok) return own;
  if (own.value === null) return succeed(null);
  let only = own.value;
  const recalled = new Set(registry.bundles.notices.flatMap(({ isOurs, notice }) => (isOurs ? [] : [notice.statementHash as string])));
  const others = new Set(
    registry.exchanges
      .filter((each) => each.direction === "received" && each.caseId === record.caseId && each.statementHash !== record.statementHash)
      .map(({ statementHash }) => statementHash)
      .filter((hash) => !recalled.has(hash)),
  );
  for (const hash of others) {
    const theirs = await claimsOf(vault, record.caseId, hash);
    if (!theirs.ok) return theirs;
    only = only.difference(theirs.value ?? new Set());
  }
  return succeed({ all: own.value, only });
}

function caseOf(
  { registry, open }: Session,
  statementHash: string,
): Result<{ readonly open: OpenCase; readonly record: ExchangeRecord }, CaseError | RegisterFault> {
  const record = recordOf(registry, "received", statementHash);
  if (record === undefined) return fail("unknown-bundle");
  return open?.caseId === record.caseId ? succeed({ open, record }) : fail("no-case");
}
