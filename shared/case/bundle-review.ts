import type { OpenedBundle } from "../bundle/model.ts";
import type { HeldBundle } from "../bundle/open.ts";
import type { CaseId, ClaimId, EntityId, FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit, LedgerError, Statement } from "../ledger/model.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { countedAs } from "../projections/counted.ts";
import { CaseFold } from "../projections/case-fold.ts";
import { compareText } from "../projections/compare-text.ts";
import { custodyEventOf } from "../projections/custody.ts";
import type { NoticeEffect } from "../partner/model.ts";
import type { Entity } from "../projections/model.ts";
import { tellingsOf } from "../projections/tellings.ts";
import type { Viewpoint } from "../projections/viewpoint.ts";
import { textOf } from "./datasets.ts";
import { changesOf } from "./claim-changes.ts";
import { type BundleReview, type CustodyAct, type NamedEnd, type ReviewRow, type RowState, rowStates } from "./review-door.ts";
import type { OpenCase } from "./open-case.ts";
import { noticesOf } from "./review-notices.ts";
import { custodyFileName } from "./share-preview.ts";

/** What is under review: kept aside under a token until it is accepted or dropped. */
export interface Reviewed {
  /** Of a layer, what the ledger holds of it; its files are kept already. */
  readonly bundle: Pick<OpenedBundle, "commits" | "files" | "canMerge" | "isSenderKnown"> & { readonly statement: { readonly case: CaseId } };
  /** What arrived, to be written down, and its files; null = it was when it was set aside. */
  readonly arrival: HeldBundle | null;
  readonly layer: EntityId | null;
  readonly before: CaseFold | null;
  /** The case as it would be with all of it. */
  readonly after: CaseFold;
  readonly rows: readonly ReviewRow[];
  /** What of keys it said counts; absent = nothing. */
  readonly heard?: readonly NoticeEffect[];
}

/** The case as it would be with what arrived, whatever of it is aside now; and the whole ledger it is folded from. */
export function foldWith(
  caseId: CaseId,
  mine: OpenCase | null,
  commits: readonly Commit[],
  viewpoint: Viewpoint,
): Result<{ readonly after: CaseFold; readonly ledger: Ledger }, LedgerError> {
  const ledger = createLedger(caseId);
  const joined = ledger.append([...(mine?.ledger.commits() ?? []), ...commits]);
  if (!joined.ok) return joined;
  const after = new CaseFold(viewpoint);
  after.acceptances.suppose(tellingsOf(commits));
  after.apply(ledger.commits());
  return succeed({ after, ledger });
}

/** What accepting would do to what the commits speak of. */
export function changesIn(
  commits: readonly Commit[],
  { before, after, ledger }: { readonly before: CaseFold | null; readonly after: CaseFold; readonly ledger: Ledger },
): Pick<BundleReview, "caseTitle" | "rows" | "newCommits" | "newClaims" | "newWithdrawals" | "notices"> {
  const touched = subjectsOf(commits, ledger);
  const rows = [...keysOf(touched, after)].flatMap((id) => compare(before, after, id));
  const caseEntity = [...after.rows.ofTypes(new Set(["case"]))][0];
  const isNew = (id: ClaimId): boolean => before?.facts.doesCount(id) !== true;
  const newOf = commits.map(({ claims }) => claims.flatMap(({ id }) => (isNew(id) ? [id] : [])));
  return {
    caseTitle: caseEntity === undefined ? "" : textOf(caseEntity, "title"),
    rows: rows.sort((a, b) => rowStates.indexOf(a.state) - rowStates.indexOf(b.state) || compareText(a.title, b.title)),
    newCommits: newOf.filter((ids) => ids.length > 0).length,
    newClaims: new Set(newOf.flat()).size,
    newWithdrawals: [...new Set(newOf.flat())].filter((id) => ledger.claim(id)?.claim.statement.op === "retract").length,
    notices: before === null ? [] : noticesOf(before, after, touched),
  };
}

/** Compares what arrived with what we hold, by folding both: what accepting would add and change. Nothing is kept. */
export function reviewOf(
  token: string,
  bundle: OpenedBundle,
  mine: OpenCase | null,
  heldFiles: ReadonlySet<FileHash>,
  viewpoint: Viewpoint,
): Result<{ readonly review: BundleReview; readonly after: CaseFold }, LedgerError> {
  const { statement, commits, files } = bundle;
  const folded = foldWith(statement.case, mine, commits, viewpoint);
  if (!folded.ok) return folded;
  const { after } = folded.value;
  const review: BundleReview = {
    token,
    statementHash: bundle.statementHash,
    notes: [],
    heard: [],
    isReceived: false,
    layer: null,
    report: bundle.report,
    canMerge: bundle.canMerge,
    sender: bundle.sender,
    caseId: statement.case,
    isNewCase: mine === null,
    marking: statement.marking,
    sentAt: statement.sentAt,
    purpose: statement.purpose,
    legalBasis: statement.legalBasis,
    ...changesIn(commits, { ...folded.value, before: mine?.fold ?? null }),
    withheldClaims: statement.counts.withheld,
    saidAgain: [],
    files: files.map(({ sha256, name, sizeBytes }) => ({ sha256, name, sizeBytes, isNew: !heldFiles.has(sha256) })),
  };
  return succeed({ review, after });
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

/** What becomes of one row: also of one that nothing is left of. Merging alone changes no fact. */
function compare(before: CaseFold | null, after: CaseFold, id: EntityId): readonly ReviewRow[] {
  const [was, now] = [before?.rows.get(before.now.sameness.keyOf(id)), after.rows.get(id)];
  const shown = now ?? was;
  if (shown === undefined || (countedAs(shown) === null && shown.type !== custodyEventType)) return [];
  const counts = { come: 0, go: 0, disputed: 0, undisputed: 0 };
  const [come, agencies] = [new Set<ClaimId>(), new Set<string>()];
  for (const subject of [id, ...after.now.sameness.membersOf(id)]) {
    const changes = changesOf(before, after, subject);
    for (const { claim } of changes.come) {
      come.add(claim.id);
      agencies.add(claim.teller.header.agency);
    }
    counts.come += changes.come.length;
    counts.go += changes.gone.length;
    counts.disputed += changes.disputed.length;
    counts.undisputed += changes.undisputed.length;
  }
  const facts = Object.values(now?.facts ?? {}).reduce((sum, each) => sum + each.length, 0);
  const { type, form, handling } = shown;
  const title = custodyFileName(after.rows, shown) || (before === null ? "" : custodyFileName(before.rows, shown)) || shown.title;
  const named = (end: EntityId): NamedEnd => nameIn(before, after, end);
  const ends = shown.ends && { from: named(shown.ends.from), to: named(shown.ends.to) };
  const conflicts = now === undefined ? [] : conflictsBy(now, come);
  const states = statesOf({ ...counts, isNew: was === undefined, conflicts: conflicts.length });
  return [
    {
      entity: id,
      type,
      title,
      form,
      ends,
      facts,
      ...counts,
      conflicts,
      states,
      state: states[0] ?? "known",
      agencies: [...agencies].sort(),
      handling,
      custody: custodyActOf(shown),
    },
  ];
}

function custodyActOf(shown: Entity): CustodyAct | null {
  const event = custodyEventOf(shown);
  return event === null ? null : { action: event.action, happenedAt: event.happenedAt };
}

/** A thing as it will be called; type "unknown" and no title where we are not told. */
export function nameIn(before: CaseFold | null, after: CaseFold, id: EntityId): NamedEnd {
  const thing = after.rows.get(after.now.sameness.keyOf(id)) ?? before?.rows.get(id);
  return { id, type: thing?.type ?? "unknown", title: thing?.title ?? "" };
}

/** Properties whose values contradict each other, at least one of which comes. */
function conflictsBy({ conflicts, facts }: Entity, come: ReadonlySet<ClaimId>): readonly string[] {
  return conflicts.flatMap(({ property }) => ((facts[property] ?? []).some(({ claim }) => come.has(claim)) ? [property] : []));
}

function statesOf(row: Pick<ReviewRow, "come" | "go" | "disputed" | "undisputed"> & { isNew: boolean; conflicts: number }): readonly RowState[] {
  const { come, go, disputed, undisputed, isNew, conflicts } = row;
  const is: Readonly<Record<RowState, boolean>> = {
    conflict: conflicts > 0,
    retracted: go > 0,
    disputed: disputed > 0,
    new: isNew,
    changed: !isNew && (come > 0 || undisputed > 0),
    known: !isNew && come + go + disputed + undisputed === 0,
  };
  return rowStates.filter((state) => is[state]);
}
