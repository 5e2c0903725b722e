import { hashFile } from "../bundle/hash-file.ts";
import { judgeBundle } from "../bundle/judge.ts";
import type { OpenedBundle } from "../bundle/model.ts";
import { type HeldBundle, readBundle } from "../bundle/open.ts";
import type { CaseId, ClaimId } from "../kernel/brand.ts";
import { isGrade } from "../ledger/model.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { heldFiles, takeIn, type Taking } from "./accepting.ts";
import type { CaseError } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import { reviewOf, type Reviewed } from "./bundle-review.ts";
import { loadCase } from "./cases.ts";
import { weighChoice } from "./choice-weight.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseDoor } from "./door.ts";
import type { OpenCase } from "./open-case.ts";
import { ownOpeningKeys } from "./own-keys.ts";
import { viewpointOf } from "./own-viewpoint.ts";
import { isKept } from "../partner/apply-notices.ts";
import { takeNotices } from "./partners.ts";
import { reviewLayer } from "./layers.ts";
import { matchesOfReview } from "./review-matches.ts";
import { weighRule } from "./review-rule.ts";
import type { AcceptedBundle, BundleReview } from "./review-door.ts";
import { saidAgain } from "./said-again.ts";
import type { SaidAgainCount } from "./stolen-door.ts";
import { isUnsettled, restingOn, type RestingClaim } from "./stolen-keys.ts";
import { reviewedRow } from "./reviewed-row.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { isReceivedWhole } from "./standings.ts";
import { notesToReview, takeNotes } from "./take-note.ts";
import { voucherOf } from "./voucher.ts";

type ReceivingDoor = Pick<
  CaseDoor,
  "openBundle" | "acceptBundle" | "setBundleAside" | "dropBundle" | "reviewRow" | "weighChoice" | "compareAgain" | "reviewMatches" | "weighRule"
>;

/** What arrives: opened and judged, compared with what we hold, and merged or set aside only when the person says so. */
export function openReceiving(deps: CaseDeps, holder: SessionHolder): ReceivingDoor {
  return {
    openBundle: async ({ file }) => {
      const session = needSession(holder);
      return session.ok ? review(deps, session.value, file) : session;
    },
    acceptBundle: ({ token, choice = null }) => take(deps, holder, token, { way: "accept", choice }),
    setBundleAside: ({ token }) => take(deps, holder, token, { way: "set-aside" }),
    dropBundle: async ({ token }) => {
      holder.current?.reviews.delete(token);
      return succeed(null);
    },
    reviewRow: async ({ token, entity }) => {
      const reviewed = needReview(holder, token);
      return reviewed.ok ? succeed(reviewedRow(reviewed.value, entity)) : reviewed;
    },
    compareAgain: async ({ token }) => {
      const reviewed = needReview(holder, token);
      const session = needSession(holder);
      return !session.ok ? session : reviewed.ok ? compareAgain(deps, session.value, token, reviewed.value) : reviewed;
    },
    reviewMatches: async ({ token, limit }) => {
      const reviewed = needReview(holder, token);
      return reviewed.ok ? succeed(matchesOfReview(reviewed.value, limit)) : reviewed;
    },
    weighRule: async ({ token, rule }) => {
      const reviewed = needReview(holder, token);
      if (!reviewed.ok) return reviewed;
      return rule.kind === "take" && !isGrade(rule.least) ? fail("missing", "grade") : succeed(weighRule(reviewed.value, rule));
    },
    weighChoice: async ({ token, choice }) => {
      const reviewed = needReview(holder, token);
      return reviewed.ok ? succeed(weighChoice(reviewed.value, choice)) : reviewed;
    },
  };
}

function needReview(holder: SessionHolder, token: string): Result<Reviewed, CaseError> {
  const session = needSession(holder);
  if (!session.ok) return session;
  const reviewed = session.value.reviews.get(token);
  return reviewed === undefined ? fail("token-expired") : succeed(reviewed);
}

async function take(deps: CaseDeps, holder: SessionHolder, token: string, taking: Taking): Promise<Result<AcceptedBundle, CaseError>> {
  const session = needSession(holder);
  if (!session.ok) return session;
  const reviewed = needReview(holder, token);
  if (!reviewed.ok) return reviewed;
  const taken = await accept(deps, session.value, reviewed.value, taking);
  if (taken.ok) session.value.reviews.delete(token);
  return taken;
}

async function review(deps: CaseDeps, session: Session, file: Blob): Promise<Result<BundleReview, CaseError>> {
  deps.tell({ kind: "progress", job: "open-bundle", done: 0, total: file.size });
  const keys = await ownOpeningKeys(session.vault);
  const read = await readBundle(keys.identities, file, { port: deps.bag, onProgress: tellReading(deps) });
  deps.tell({ kind: "progress", job: "open-bundle", done: 1, total: 1 });
  if (!read.ok) return read;
  const { contents, archive } = read.value;
  const mine = await holdings(deps, session, contents.statement.case);
  if (!mine.ok) return mine;
  // What it says of keys counts at once, of its own sender's too, whether it is accepted or not. A stranger fills no list of ours with keys nobody knows.
  const { partnerBook: book } = session.registry;
  const heard = await takeNotices(deps, session, contents.notices, book.find(contents.statement.sender.author) === null ? "of-partners" : "all");
  if (!heard.ok) return heard;
  const bundle = judgeBundle(
    {
      ownRecipients: keys.recipients,
      sealedAs: archive.sealedAs,
      own: { author: session.me.author, agency: session.me.agency, earlier: session.ownAuthors.slice(1) },
      partners: book.partners,
      revocations: book.revocations,
      lastBundle: (exchange) => lastReceived(session, exchange),
      hasCommit: (id) => mine.value?.ledger.has(id) ?? false,
      now: deps.clock.now(),
    },
    contents,
  );
  const token = bytesToHex(deps.random.bytes(16));
  const compared = reviewOf(token, bundle, mine.value, await heldFiles(session, bundle.files), viewpointOf(deps, session));
  if (!compared.ok) return compared;
  const held = { ...bundle, archive };
  const { rows } = compared.value.review;
  const counted = heard.value.filter(({ outcome }) => isKept(outcome));
  const { after } = compared.value;
  session.reviews.set(token, { bundle: held, arrival: held, layer: null, before: mine.value?.fold ?? null, after, rows, heard: counted });
  session.arrivals.set(bundle.statementHash, await arrivalOf(deps, bundle, file));
  const notes = await notesToReview(deps, session, bundle.notices, bundle);
  vouch(session, bundle);
  const isReceived = isReceivedWhole(session.registry, bundle.statementHash, notes);
  return succeed({
    ...compared.value.review,
    notes,
    heard: counted,
    isReceived,
    saidAgain: countSaidAgain(deps, session, mine.value, { bundle, after: compared.value.after }),
  });
}

/** What its sender signs is remembered, once, while the session lasts. */
function vouch({ vouchers }: Session, bundle: OpenedBundle): void {
  const voucher = voucherOf(bundle);
  if (voucher !== null && !vouchers.some(({ statementHash }) => statementHash === voucher.statementHash)) vouchers.push(voucher);
}

/** Of each stolen key, how much of what waits under it this very bundle says again: the same statements, or the same anew. */
function countSaidAgain(
  deps: CaseDeps,
  session: Session,
  mine: OpenCase | null,
  { bundle, after }: { readonly bundle: OpenedBundle; readonly after: CaseFold },
): readonly SaidAgainCount[] {
  const voucher = voucherOf(bundle);
  if (mine === null || voucher === null) return [];
  const resting = restingOn(session, mine);
  const again = saidAgain({ registry: session.registry, vouchers: [voucher] }, { caseId: mine.caseId, fold: after }, resting, deps.clock.now());
  return resting.thefts.flatMap(({ key }) => {
    const waiting = resting.claims.filter((each) => each.key === key && isUnsettled(each.state));
    const said = waiting.filter(({ claim }) => again.get(claim)?.by === voucher.by);
    const first = again.get(said[0]?.claim as ClaimId);
    const withdrawn = said.filter((each) => !stands(after, each)).length;
    return first === undefined
      ? []
      : [{ key, by: first.by, agency: first.agency, officer: first.officer, count: said.length, withdrawn, waiting: waiting.length }];
  });
}

function stands({ facts }: CaseFold, { claim, subject, takesBack }: RestingClaim): boolean {
  if (takesBack !== null) return facts.takenBackBy(takesBack).some((each) => each.claim === claim && each.isHeld);
  return facts.live(subject, null).some(({ id }) => id === claim);
}

/** The same against the case as it is by now. */
async function compareAgain(deps: CaseDeps, session: Session, token: string, reviewed: Reviewed): Promise<Result<BundleReview, CaseError>> {
  const { arrival, layer } = reviewed;
  const mine = await holdings(deps, session, reviewed.bundle.statement.case);
  if (!mine.ok) return mine;
  if (layer !== null) return mine.value === null ? fail("missing", "layer") : reviewLayer(deps, session, mine.value, { layer, token });
  if (arrival === null) return fail("token-expired");
  const compared = reviewOf(token, arrival, mine.value, await heldFiles(session, arrival.files), viewpointOf(deps, session));
  if (!compared.ok) return compared;
  const { after, review } = compared.value;
  session.reviews.set(token, { ...reviewed, before: mine.value?.fold ?? null, after, rows: review.rows });
  const notes = await notesToReview(deps, session, arrival.notices, arrival);
  const isReceived = isReceivedWhole(session.registry, arrival.statementHash, notes);
  return succeed({
    ...review,
    notes,
    heard: reviewed.heard ?? [],
    isReceived,
    saidAgain: countSaidAgain(deps, session, mine.value, { bundle: arrival, after }),
  });
}

/** What a receipt will say of the file, whatever is done with it. */
async function arrivalOf(deps: CaseDeps, { statement, report }: Pick<HeldBundle, "statement" | "report">, file: Blob): Promise<Arrival> {
  const failed = report.find(({ verdict }) => verdict === "fail")?.check ?? "";
  return { statement, at: deps.clock.now(), fileHash: (await (deps.hashFile ?? hashFile)(file)) ?? "", failed };
}

/** Progress in bytes, when a whole percent more is read. */
function tellReading(deps: CaseDeps): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    if (done - told < total / 100) return;
    told = done;
    deps.tell({ kind: "progress", job: "open-bundle", done: Math.min(done, total - 1), total, unit: "bytes" });
  };
}

function lastReceived(session: Session, exchange: string): { readonly sequence: number; readonly statementHash: string } | null {
  const all = session.registry.exchanges.filter((record) => record.direction === "received" && record.exchange === exchange);
  return all.reduce<(typeof all)[number] | null>((last, record) => (last === null || record.sequence > last.sequence ? record : last), null);
}

/** What we hold of a case: the open one as it stands, another read from the vault, null when we never saw it. */
async function holdings(deps: CaseDeps, session: Session, caseId: CaseId): Promise<Result<OpenCase | null, CaseError>> {
  if (session.open?.caseId === caseId) return succeed(session.open);
  if (!session.registry.cases.has(caseId)) return succeed(null);
  return loadCase({ ...deps, tell: () => undefined }, session, caseId);
}

async function accept(deps: CaseDeps, session: Session, reviewed: Reviewed, taking: Taking): Promise<Result<AcceptedBundle, CaseError>> {
  const { bundle } = reviewed;
  if (!bundle.canMerge) return fail(bundle.isSenderKnown ? "blocked" : "unknown-sender");
  const caseId = bundle.statement.case;
  if (session.registry.archived.has(caseId)) return fail("archived");
  const known = session.open?.caseId === caseId ? succeed(session.open) : await loadCase(deps, session, caseId);
  if (!known.ok) return known;
  const taken = await known.value.inTurn(() => takeIn(deps, session, reviewed, known.value, taking));
  if (!taken.ok || reviewed.arrival === null) return taken;
  const noted = await takeNotes(deps, session, reviewed.arrival.notices, reviewed.arrival);
  return noted.ok ? taken : noted;
}
