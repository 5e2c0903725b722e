import { hashFile } from "../bundle/hash-file.ts";
import { judgeBundle } from "../bundle/judge.ts";
import { type HeldBundle, readBundle, sourceOfBundled } from "../bundle/open.ts";
import type { CaseId, FileHash } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import type { Commit } from "../ledger/model.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Arrival } from "./arrival.ts";
import { noteReceived, type TakenIn } from "./bundle-traces.ts";
import { reviewOf } from "./bundle-review.ts";
import { enrol, loadCase } from "./cases.ts";
import { dayOf } from "./day.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError } from "./answer.ts";
import type { AcceptedBundle, CaseDoor } from "./door.ts";
import type { BundleReview } from "./review-door.ts";
import { keepWhole } from "./keep-file.ts";
import type { OpenCase } from "./open-case.ts";
import { ownOpeningKeys } from "./own-keys.ts";
import { takeNotices } from "./partners.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { notesToReview, takeNotes } from "./take-note.ts";

type ReceivingDoor = Pick<CaseDoor, "openBundle" | "acceptBundle" | "dropBundle">;

/** What arrives: opened and judged, compared with what we hold, and merged only when the person says so. */
export function openReceiving(deps: CaseDeps, holder: SessionHolder): ReceivingDoor {
  return {
    openBundle: async ({ file }) => {
      const session = needSession(holder);
      return session.ok ? review(deps, session.value, file) : session;
    },
    acceptBundle: async ({ token }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const bundle = session.value.reviews.get(token);
      if (bundle === undefined) return fail("token-expired");
      const accepted = await accept(deps, session.value, bundle);
      if (accepted.ok) session.value.reviews.delete(token);
      return accepted;
    },
    dropBundle: async ({ token }) => {
      holder.current?.reviews.delete(token);
      return succeed(null);
    },
  };
}

async function review(deps: CaseDeps, session: Session, file: Blob): Promise<Result<BundleReview, CaseError>> {
  deps.tell({ kind: "progress", job: "open-bundle", done: 0, total: file.size });
  const keys = ownOpeningKeys(session.vault);
  const read = await readBundle(keys.identities, file, deps.bag, tellReading(deps));
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
  const compared = reviewOf(token, bundle, mine.value, await heldFiles(session, bundle), {
    own: session.signer.agency,
    day: dayOf(deps.clock.now()),
    isDated: false,
  });
  if (!compared.ok) return compared;
  session.reviews.set(token, { ...bundle, archive });
  session.arrivals.set(bundle.statementHash, await arrivalOf(deps, bundle, file));
  const notes = await notesToReview(deps, session, { statementHash: bundle.statementHash, notes: bundle.notices });
  return succeed({ ...compared.value, notes });
}

/** What a receipt will say of the file, whatever is done with it. */
async function arrivalOf(deps: CaseDeps, { statement, report }: Pick<HeldBundle, "statement" | "report">, file: Blob): Promise<Arrival> {
  const failed = report.find(({ verdict }) => verdict === "fail")?.check ?? "";
  return { statement, at: deps.clock.now(), fileHash: (await hashFile(file)) ?? "", failed };
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

/** Files first, then the commits in one write, then the books: a cut in between leaves nothing that cannot be accepted again. */
async function accept(deps: CaseDeps, session: Session, bundle: HeldBundle): Promise<Result<AcceptedBundle, CaseError>> {
  if (!bundle.canMerge) return fail(bundle.isSenderKnown ? "blocked" : "unknown-sender");
  const caseId = bundle.statement.case;
  if (session.registry.archived.has(caseId)) return fail("archived");
  const known = session.open?.caseId === caseId ? succeed(session.open) : await loadCase(deps, session, caseId);
  if (!known.ok) return known;
  const accepted = await known.value.inTurn(() => acceptInto(deps, session, bundle, known.value));
  if (!accepted.ok) return accepted;
  const noted = await takeNotes(deps, session, bundle.notices);
  return noted.ok ? accepted : noted;
}

async function acceptInto(deps: CaseDeps, session: Session, bundle: HeldBundle, open: OpenCase): Promise<Result<AcceptedBundle, CaseError>> {
  const fresh = bundle.commits.filter((commit) => tellsMore(commit, open.ledger.get(commit.id)));
  const newClaims = fresh.reduce((sum, { claims }) => sum + claims.filter(({ id }) => open.ledger.claim(id) === undefined).length, 0);
  const newCommits = fresh.filter(({ id }) => !open.ledger.has(id)).length;
  const kept = await keepFiles(session, bundle);
  if (!kept.ok) return kept;
  if (newClaims + newCommits + kept.value > 0) {
    const merged = await open.merge(fresh);
    if (!merged.ok) return merged;
  }
  session.open = open;
  const taken = { isWhole: true, newClaims, newFiles: kept.value, at: deps.clock.now() };
  const written = await writeDown(deps, session, bundle, open, taken);
  return written.ok ? succeed({ caseId: open.caseId, newCommits, newClaims, newFiles: kept.value }) : written;
}

/** Whether a commit is new to us, or discloses a claim of it that we cannot read yet. */
export function tellsMore(commit: Commit, known: Commit | undefined): boolean {
  const readable = new Set(known?.claims.map(({ id }) => id));
  return known === undefined || commit.claims.some(({ id }) => !readable.has(id));
}

/** Files of the bundle that our vault can give back. */
async function heldFiles(session: Session, { files }: Pick<HeldBundle, "files">): Promise<ReadonlySet<FileHash>> {
  const held = new Set<FileHash>();
  for (const { sha256 } of files) if ((await session.vault.checkFile(sha256)).ok) held.add(sha256);
  return held;
}

/** Reads each file out of the bundle once more and seals it here. `damaged`: the bundle's file is another by now. */
async function keepFiles(session: Session, bundle: HeldBundle): Promise<Result<number, CaseError>> {
  let added = 0;
  const held = await heldFiles(session, bundle);
  for (const file of bundle.files) {
    if (held.has(file.sha256)) continue;
    const kept = await keepWhole(session, sourceOfBundled(bundle.archive, file));
    if (!kept.ok) return kept;
    if (kept.value.sha256 !== file.sha256) return fail("damaged", file.sha256);
    added++;
  }
  return succeed(added);
}

async function writeDown(deps: CaseDeps, session: Session, bundle: HeldBundle, open: OpenCase, taken: TakenIn): Promise<Result<void, CaseError>> {
  const enrolled = await enrol(deps, session, open);
  return enrolled.ok ? noteReceived(session, bundle, taken) : enrolled;
}
