import type { OpenedBundle } from "../bundle/model.ts";
import type { EntityId, FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit, LedgerError, Statement } from "../ledger/model.ts";
import { foldCase } from "../projections/case-fold.ts";
import type { Entity } from "../projections/model.ts";
import type { Viewpoint } from "../projections/viewpoint.ts";
import { textOf } from "./datasets.ts";
import type { BundleReview, SharedRow } from "./door.ts";
import { isCounted, type OpenCase } from "./open-case.ts";

/**
 * Compares what arrived with what we hold, by folding both: what accepting would add and change. Nothing is kept.
 * `heldFiles` are the files of the bundle whose bytes our vault has: an exhibit may be described here and its file arrive later.
 */
export function reviewOf(
  token: string,
  bundle: OpenedBundle,
  mine: OpenCase | null,
  heldFiles: ReadonlySet<FileHash>,
  viewpoint: Viewpoint,
): Result<BundleReview, LedgerError> {
  const { statement, commits, files } = bundle;
  const trial = createLedger(statement.case);
  const joined = trial.append([...(mine?.ledger.commits() ?? []), ...commits]);
  if (!joined.ok) return joined;
  const after = foldCase(trial.commits(), viewpoint).rows;
  const touched = subjectsOf(commits, trial);
  const rows = [...touched].flatMap((id) => compare(mine?.fold.rows, after, id));
  const caseEntity = [...after.values()].find(({ type }) => type === "case");
  return succeed({
    token,
    report: bundle.report,
    canMerge: bundle.canMerge,
    sender: bundle.sender,
    caseId: statement.case,
    caseTitle: caseEntity === undefined ? "" : textOf(caseEntity, "title"),
    isNewCase: mine === null,
    marking: statement.marking,
    sentAt: statement.sentAt,
    purpose: statement.purpose,
    legalBasis: statement.legalBasis,
    added: rows.filter(({ change }) => change === "added").map(({ row }) => row),
    changed: rows.filter(({ change }) => change === "changed").map(({ row }) => row),
    unchanged: rows.filter(({ change }) => change === "unchanged").length,
    newCommits: commits.filter(({ id }) => mine?.ledger.has(id) !== true).length,
    newClaims: new Set(commits.flatMap(({ claims }) => claims.map(({ id }) => id)).filter((id) => mine?.ledger.claim(id) === undefined)).size,
    notices: [],
    withheldClaims: statement.counts.withheld,
    files: files.map(({ sha256, name, sizeBytes }) => ({ sha256, name, sizeBytes, isNew: !heldFiles.has(sha256) })),
  });
}

/** Whom the commits speak of: also those a retraction of theirs, or of a retraction, touches. */
function subjectsOf(commits: readonly Commit[], ledger: Ledger): ReadonlySet<EntityId> {
  const subjects = new Set<EntityId>();
  for (const { claims } of commits) {
    for (const { statement } of claims) {
      let said: Statement | undefined = statement;
      while (said?.op === "retract") said = ledger.claim(said.claim)?.claim.statement;
      if (said !== undefined) subjects.add(said.subject);
    }
  }
  return subjects;
}

interface Compared {
  readonly change: "added" | "changed" | "unchanged";
  readonly row: SharedRow;
}

function compare(before: ReadonlyMap<EntityId, Entity> | undefined, after: ReadonlyMap<EntityId, Entity>, id: EntityId): readonly Compared[] {
  const now = after.get(id);
  if (now === undefined || !isCounted(now)) return [];
  const was = before?.get(id);
  const change = was === undefined ? "added" : sameFacts(was, now) ? "unchanged" : "changed";
  const facts = Object.values(now.facts).reduce((sum, each) => sum + each.length, 0);
  return [{ change, row: { entity: id, type: now.type, title: now.title, form: now.form, facts } }];
}

function sameFacts(a: Entity, b: Entity): boolean {
  const claimsOf = (entity: Entity): readonly string[] =>
    Object.values(entity.facts)
      .flatMap((facts) => facts.map(({ claim, disputedBy }) => `${claim} ${disputedBy.join()}`))
      .sort();
  const [mine, theirs] = [claimsOf(a), claimsOf(b)];
  return mine.length === theirs.length && mine.every((claim, i) => claim === theirs[i]);
}
