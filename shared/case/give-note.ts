import { type BundleNotice, longestNoticeReason, noteHashOf, noticeEnding, writeBundleNotice, writeReplaces } from "../bundle/recall.ts";
import { type Receipt, type ReceiptDeed, receiptEnding, writeReceipt } from "../bundle/receipt.ts";
import { type AuthorId, type FileHash, type InstantMs, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { toShownText } from "../kernel/shown-name.ts";
import type { CaseError, NamedBytes } from "./answer.ts";
import { isCalled } from "./bundle-book.ts";
import type { CaseDeps } from "./deps.ts";
import { isUnderRevoked, ownRevocation } from "./own-revocation.ts";
import { haveAmong, isDestroyedHere, noticesDue } from "./register.ts";
import type { RegisterDoor, RegisterFault, WrittenNote } from "./register-door.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { sayNote, type NoteSaid } from "./say-note.ts";
import type { Session } from "./session.ts";
import { readStandings, standingBy } from "./standings.ts";
import { recordOf } from "./take-note.ts";

type Written = Promise<Result<WrittenNote, CaseError | RegisterFault>>;

/** The name of a note's file says the bundle, by the beginning of a hash, and nothing of the case. */
export function noteFile(bytes: Bytes, statementHash: string, ending: string): NamedBytes {
  return { name: `${statementHash.slice(0, 16)}-${noteHashOf(bytes).slice(0, 8)}${ending}`, bytes };
}

/** Our signed notices that a bundle to these officers about a case is to carry, newest last: for `SealInput.notices`. */
export function noticesFor({ registry }: Session, recipients: ExchangeRecord["authors"], caseId: string): readonly Bytes[] {
  return noticesDue(registry, recipients, caseId)
    .slice(-mostCarried)
    .map(({ bytes }) => bytes);
}
const mostCarried = 100;

/** What a receipt says of the bundle, and of what was done with it. */
type Outcome = Pick<Receipt, "case" | "sequence" | "sender" | "receivedAt" | "deed" | "reason" | "claims" | "files" | "fileHash">;

/** Says in a signed file what became of a bundle; the same again is the same file. Fails `own-key-revoked`: nobody would take what our key signs. */
export async function makeReceipt(
  deps: CaseDeps,
  session: Session,
  { statementHash, deed, notice }: Parameters<RegisterDoor["makeReceipt"]>[0],
): Written {
  const hash = parseFileHash(statementHash);
  const record = recordOf(session.registry, "received", statementHash);
  if (hash === null) return fail("unknown-bundle");
  // What is signed is what the case says now, and not what was true when the bundle came.
  const read = record === undefined ? succeed(undefined) : await readStandings(deps, session, record.caseId);
  if (!read.ok) return read;
  const outcome = record === undefined ? outcomeOfLook(session, statementHash, deed) : outcomeOf(session, record, deed, notice);
  if (!outcome.ok) return outcome;
  const { author, agency, agencyName, officer } = session.me;
  const receipt: Receipt = {
    ...{ author, agency, agencyName, officer, statementHash: hash, at: deps.clock.now(), answers: deed === "answer" ? (notice ?? "") : "" },
    ...outcome.value,
  };
  const same = session.registry.bundles.receipts.findLast((kept) => kept.isOurs && isSame(kept.receipt, receipt));
  if (same !== undefined) return succeed({ file: noteFile(same.bytes, statementHash, receiptEnding), hash: same.hash, isLogged: true });
  if (ownRevocation(session, deps.clock.now()) !== null) return fail("own-key-revoked");
  const bytes = await writeReceipt(receipt, (message) => session.signer.sign(message));
  return keep(deps, session, { kind: "receipt-given", partner: receipt.sender, deed: receipt.deed, reason: receipt.reason }, receipt, bytes);
}

/** All but the moment of signing. */
function isSame(one: Receipt, other: Receipt): boolean {
  return (Object.keys(one) as (keyof Receipt)[]).every((key) => key === "at" || one[key] === other[key]);
}

/** Of a bundle that was only opened, in this session. */
function outcomeOfLook({ arrivals, me }: Session, statementHash: string, deed: string): Result<Outcome, CaseError | RegisterFault> {
  const arrival = arrivals.get(statementHash);
  if (arrival === undefined || deed === "answer" || deed === "destroyed") return fail("unknown-bundle");
  const { statement, at, failed, fileHash } = arrival;
  if (!statement.recipients.some(({ author }) => author === me.author)) return fail("not-for-us");
  const isRefused = deed === "refused" || failed !== "";
  return succeed({
    case: statement.case,
    sequence: statement.sequence,
    sender: statement.sender.author,
    receivedAt: at,
    deed: isRefused ? "refused" : "looked-at",
    reason: isRefused ? failed || "by-decision" : "",
    claims: 0,
    files: 0,
    fileHash,
  });
}

function outcomeOf(
  { registry, arrivals }: Session,
  record: ExchangeRecord,
  deed: Parameters<RegisterDoor["makeReceipt"]>[0]["deed"],
  notice: FileHash | null,
): Result<Outcome, RegisterFault> {
  const [sender] = record.authors;
  invariant(sender !== undefined, "a received bundle has a sender");
  const goes = registry.exchanges.filter((each) => each.direction === "received" && each.statementHash === record.statementHash);
  const standing = standingBy(registry, goes);
  const fileHash =
    goes.map(({ details }) => details?.fileHash ?? "").find((each) => each !== "") ?? arrivals.get(record.statementHash)?.fileHash ?? "";
  const about = { case: record.caseId, sequence: record.sequence, sender, receivedAt: record.at, reason: "", fileHash };
  const counts = { claims: standing.claims, files: standing.files };
  const done = (what: ReceiptDeed): Result<Outcome, RegisterFault> => succeed({ ...about, ...counts, deed: what });
  if (deed === "destroyed") return isDestroyedHere(registry, record) ? done("destroyed") : fail("not-destroyed");
  if (deed !== "answer") return done(standing.is === "accepted" || standing.is === "accepted-in-part" ? standing.is : "looked-at");
  const decided = registry.bundles.notices.find(
    (kept) => notice !== null && isCalled(kept, notice) && kept.notice.statementHash === record.statementHash,
  );
  return decided?.decision == null ? fail("not-decided") : done(decided.decision.is);
}

/** Recalls a bundle of ours, or puts another of ours in its place. Fails `own-key-revoked`: nobody would take what our key signs. */
export async function giveNotice(deps: CaseDeps, session: Session, statementHash: string, by: string | null, why: string): Written {
  const { registry, me } = session;
  const record = recordOf(registry, "sent", statementHash);
  const hash = parseFileHash(statementHash);
  if (record === undefined || hash === null || registry.bundles.neverLeft.has(statementHash)) return fail("unknown-bundle");
  const reason = toShownText(why, longestNoticeReason);
  if (reason === null) return fail("reason-too-long");
  if (reason === "") return fail("reason-needed");
  const replacement = by === null ? null : replacementOf(session, record, by);
  if (by !== null && replacement === null) return fail("unknown-replacement");
  if (ownRevocation(session, deps.clock.now()) !== null) return fail("own-key-revoked");
  const kind = by === null ? "recall" : "supersede";
  // What a key of ours said that was revoked since, partners refuse: it is to be said again.
  const isSaid = registry.bundles.notices.some(
    ({ isOurs, notice }) =>
      isOurs &&
      notice.statementHash === statementHash &&
      notice.kind === kind &&
      notice.by?.statementHash === replacement?.statementHash &&
      !isUnderRevoked(registry, notice),
  );
  if (isSaid) return fail("already-said");
  const { author, agency, agencyName, officer } = me;
  const notice: BundleNotice = {
    ...{ kind, author, agency, agencyName, officer, statementHash: hash, case: record.caseId, sequence: record.sequence },
    ...{ reason, at: deps.clock.now(), by: replacement },
  };
  const bytes = await writeBundleNotice(notice, (message) => session.signer.sign(message));
  const [first] = record.authors;
  invariant(first !== undefined, "a bundle that left has recipients");
  const given = await keep(deps, session, { kind: `${kind}-sent`, partner: first, deed: null, reason }, notice, bytes);
  if (!given.ok || by === null) return given;
  const inside = await keepInside(deps, session, by, { statementHash, why });
  return inside.ok ? given : inside;
}

/** The same words inside the bundle that replaces, if it says them: who answers those answers these. */
async function keepInside(
  deps: CaseDeps,
  session: Session,
  by: string,
  replaced: { readonly statementHash: string; readonly why: string },
): Promise<Result<void, CaseError>> {
  const [record, hash] = [recordOf(session.registry, "sent", by), parseFileHash(by)];
  if (record?.details == null || hash === null) return succeed(undefined);
  const { caseId, sequence, authors, details } = record;
  const bytes = await replacesNote(session, authors, replaced, { caseId, sequence, sentAt: details.sentAt });
  if (bytes === null) return succeed(undefined);
  return session.registry.addBundleEvent({ kind: "note", isOurs: true, bytes, at: deps.clock.now(), carriedIn: hash });
}

/**
 * What a bundle says in itself of the earlier one it replaces; null where not all who hold that get this. Deterministic: the notice that is given when the
 * file is saved says the same, and is known to be the same (`isSameSupersede`).
 */
export async function replacesNote(
  { registry, me, signer }: Session,
  to: readonly AuthorId[],
  { statementHash, why }: { readonly statementHash: string; readonly why: string },
  by: { readonly caseId: string; readonly sequence: number; readonly sentAt: InstantMs },
): Promise<Bytes | null> {
  const [record, hash] = [recordOf(registry, "sent", statementHash), parseFileHash(statementHash)];
  const reason = toShownText(why, longestNoticeReason) ?? "";
  if (record === undefined || hash === null || reason === "" || registry.bundles.neverLeft.has(statementHash)) return null;
  if (record.caseId !== by.caseId || record.authors.length === 0 || !haveAmong(registry, record.authors, to)) return null;
  const { author, agency, agencyName, officer } = me;
  const said = { author, agency, agencyName, officer, statementHash: hash, case: record.caseId, sequence: record.sequence, reason, at: by.sentAt };
  return writeReplaces({ kind: "supersede", ...said, by: { sequence: by.sequence } }, (message) => signer.sign(message));
}

/** Another bundle of ours about the same case, later, that everybody got who got this one. */
function replacementOf({ registry }: Session, record: ExchangeRecord, by: string): BundleNotice["by"] {
  const other = recordOf(registry, "sent", by);
  const hash = parseFileHash(by);
  if (registry.bundles.neverLeft.has(by)) return null;
  if (other === undefined || hash === null || other.caseId !== record.caseId || by === record.statementHash || other.at < record.at) return null;
  return haveAmong(registry, record.authors, other.authors) ? { statementHash: hash, sequence: other.sequence } : null;
}

async function keep(
  deps: CaseDeps,
  session: Session,
  said: Pick<NoteSaid, "kind" | "partner" | "deed" | "reason">,
  { case: caseId, statementHash, sequence }: Pick<Receipt, "case" | "statementHash" | "sequence">,
  bytes: Bytes,
): Written {
  const hash = noteHashOf(bytes);
  const logged = await sayNote(deps, session, { ...said, caseId, statementHash, sequence, noteHash: hash });
  if (!logged.ok) return logged;
  const kept = await session.registry.addBundleEvent({ kind: "note", isOurs: true, bytes, at: deps.clock.now() });
  const ending = said.kind === "receipt-given" ? receiptEnding : noticeEnding;
  return kept.ok ? succeed({ file: noteFile(bytes, statementHash, ending), hash, isLogged: logged.value }) : kept;
}
