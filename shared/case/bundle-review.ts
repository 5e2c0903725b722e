import type { OpenedBundle } from "../bundle/model.ts";
import type { EntityId, FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit, LedgerError, Statement } from "../ledger/model.ts";
import { countedAs } from "../projections/counted.ts";
import { type CaseFold, foldCase } from "../projections/case-fold.ts";
import type { Viewpoint } from "../projections/viewpoint.ts";
import { textOf } from "./datasets.ts";
import { changesOf } from "./claim-changes.ts";
import type { BundleReview, ChangedRow, NamedEnd } from "./review-door.ts";
import type { OpenCase } from "./open-case.ts";
import { noticesOf } from "./review-notices.ts";

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
  const after = foldCase(trial.commits(), viewpoint);
  const before = mine?.fold ?? null;
  const touched = subjectsOf(commits, trial);
  const rows = [...keysOf(touched, after)].flatMap((id) => compare(before, after, id));
  const caseEntity = [...after.rows.ofTypes(new Set(["case"]))][0];
  return succeed({
    token,
    statementHash: bundle.statementHash,
    notes: [],
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
    notices: before === null ? [] : noticesOf(before, after, touched),
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

/** The rows under which they are shown once the bundle is in. */
function keysOf(subjects: ReadonlySet<EntityId>, { now }: CaseFold): ReadonlySet<EntityId> {
  return new Set([...subjects].map((id) => now.sameness.keyOf(id)));
}

interface Compared {
  readonly change: "added" | "changed" | "unchanged";
  readonly row: ChangedRow;
}

/** What becomes of one row: also of one that nothing is left of. Merging alone changes no fact. */
function compare(before: CaseFold | null, after: CaseFold, id: EntityId): readonly Compared[] {
  const [was, now] = [before?.rows.get(before.now.sameness.keyOf(id)), after.rows.get(id)];
  const shown = now ?? was;
  if (shown === undefined || countedAs(shown) === null) return [];
  const counts = { come: 0, go: 0, disputed: 0, undisputed: 0 };
  for (const subject of [id, ...after.now.sameness.membersOf(id)]) {
    const { come, gone, disputed, undisputed } = changesOf(before, after, subject);
    counts.come += come.length;
    counts.go += gone.length;
    counts.disputed += disputed.length;
    counts.undisputed += undisputed.length;
  }
  const isSame = Object.values(counts).every((count) => count === 0);
  const facts = Object.values(now?.facts ?? {}).reduce((sum, each) => sum + each.length, 0);
  const { type, title, form } = shown;
  const named = (end: EntityId): NamedEnd => {
    const thing = after.rows.get(after.now.sameness.keyOf(end)) ?? before?.rows.get(end);
    return { id: end, type: thing?.type ?? "unknown", title: thing?.title ?? "" };
  };
  const ends = shown.ends && { from: named(shown.ends.from), to: named(shown.ends.to) };
  const change = was === undefined ? "added" : isSame ? "unchanged" : "changed";
  return [{ change, row: { entity: id, type, title, form, ends, facts, ...counts } }];
}
