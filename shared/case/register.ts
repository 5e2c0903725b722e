import { addresseeOfRecord } from "./holders.ts";
import { lastOf } from "../bundle/judge-receipt.ts";
import type { Receipt } from "../bundle/receipt.ts";
import { retentionOn } from "../bundle/retention.ts";
import type { AuthorId } from "../kernel/brand.ts";
import { keysOfOfficer } from "../partner/standing.ts";
import { isCalled, type KeptNotice, type KeptReceipt } from "./bundle-book.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { isUnderRevoked } from "./own-revocation.ts";
import { missingBundlesOf } from "./missing-bundles.ts";
import type { RegisterEntry, RegisterNotice, RegisterPartner, RegisterState } from "./register-door.ts";
import type { Registry } from "./registry.ts";

/** A row without what is kept beside the books. */
export type BareEntry = Omit<RegisterEntry, "words">;

/**
 * Every bundle the books know, the last first: those that left, those accepted, and those of which only a receipt of ours tells (looked at, refused).
 * O(records × notes of each).
 */
export function registerOf(registry: Registry, today: string): readonly BareEntry[] {
  const entries = [...accountedFor(registry), ...onlyReceipted(registry)].map((exchange) => entryOf(registry, exchange, today));
  return entries.sort((a, b) => b.at - a.at || b.sequence - a.sequence);
}

/** One record a bundle: what was accepted in several goes is summed, told by the first. */
function accountedFor(registry: Registry): readonly ExchangeRecord[] {
  const rows = new Map<string, ExchangeRecord>();
  for (const record of registry.exchanges) {
    const key = `${record.direction}/${record.statementHash}`;
    const known = rows.get(key);
    rows.set(key, known === undefined ? record : joined(known, record));
  }
  return [...rows.values()].map((record) => standingIn(registry, record));
}

/** With what of it is in the case, where that is not what was written down when it was accepted. */
function standingIn({ bundles }: Registry, record: ExchangeRecord): ExchangeRecord {
  const standing = record.direction === "received" ? bundles.standings.get(record.statementHash) : undefined;
  if (standing === undefined || record.details === null) return record;
  const { is, claims, files } = standing;
  return { ...record, details: { ...record.details, isWhole: is === "accepted", newClaims: claims, newFiles: files } };
}

function joined(first: ExchangeRecord, more: ExchangeRecord): ExchangeRecord {
  if (first.details === null || more.details === null) return { ...first, details: first.details ?? more.details };
  const { isWhole, newClaims, newFiles, fileHash } = first.details;
  return {
    ...first,
    details: {
      ...more.details,
      fileHash: more.details.fileHash || fileHash,
      isWhole: isWhole || more.details.isWhole,
      newClaims: newClaims + more.details.newClaims,
      newFiles: newFiles + more.details.newFiles,
    },
  };
}

/** Bundles we gave a receipt for and never accepted. */
function onlyReceipted({ exchanges, bundles }: Registry): readonly ExchangeRecord[] {
  const known = new Set(exchanges.filter(({ direction }) => direction === "received").map(({ statementHash }) => statementHash));
  const firsts = new Map<string, ExchangeRecord>();
  for (const { receipt, isOurs } of bundles.receipts) {
    const { statementHash, case: caseId, sequence, sender, receivedAt: at } = receipt;
    if (!isOurs || known.has(statementHash) || firsts.has(statementHash)) continue;
    firsts.set(statementHash, { direction: "received", exchange: "", caseId, authors: [sender], statementHash, sequence, at, details: null });
  }
  return [...firsts.values()];
}

function entryOf(registry: Registry, record: ExchangeRecord, today: string): BareEntry {
  const { direction, statementHash, caseId, authors, sequence, at, details } = record;
  const ofBundle = registry.bundles.receipts.filter(({ receipt }) => receipt.statementHash === statementHash);
  const receipts = ofBundle.filter(({ isOurs }) => isOurs === (direction === "received"));
  const notices = registry.bundles.notices.filter(
    ({ isOurs, notice }) => notice.statementHash === statementHash && isOurs === (direction === "sent"),
  );
  const caseState = caseStateOf(registry, record);
  const isGone = direction === "received" ? isDestroyedHere(registry, record) : areAllDestroyed(registry, authors, receipts);
  // The officer it was sent to, by whichever key they sign now.
  const by = (author: AuthorId): AuthorId => authors.find((each) => keysOfOfficer(registry.partners, each).includes(author)) ?? author;
  // A receipt says better: who has it, was given it.
  const hasNotLeft = direction === "sent" && receipts.length === 0 && registry.bundles.neverLeft.has(statementHash);
  const retention = details === null ? "none" : retentionOn(details.retainUntil, today);
  const fromReceipt = receipts.find(({ receipt }) => receipt.fileHash !== "")?.receipt.fileHash ?? "";
  const fileHash =
    direction === "sent"
      ? (registry.bundles.files.get(statementHash) ?? "")
      : details === null || details.fileHash === ""
        ? fromReceipt
        : details.fileHash;
  return {
    direction,
    statementHash,
    caseId,
    caseState,
    partners: authors.map((author) => partnerOf(registry, author)),
    addressee: addresseeOfRecord(record),
    sequence,
    at,
    details,
    fileHash,
    state: stateOf(registry, record, receipts, notices, { isGone, hasNotLeft }),
    retention: hasNotLeft ? "none" : isGone && retention !== "none" ? "done" : retention,
    receipts: receipts
      .map(({ hash, receipt, keptAt }) => ({ hash, receipt, keptAt, by: by(receipt.author) }))
      .sort((a, b) => b.receipt.at - a.receipt.at),
    notices: notices.map((kept) => noticeOf(registry, kept, receipts, by)).sort((a, b) => b.notice.at - a.notice.at),
    missing: direction === "received" ? missingIn(registry, record) : [],
  };
}

function partnerOf({ partners }: Registry, author: AuthorId): RegisterPartner {
  const partner = partners.find((each) => each.author === author);
  return { author, keys: keysOfOfficer(partners, author), agency: partner?.agency ?? "", officer: partner?.officer ?? "" };
}

function caseStateOf({ cases, archived, destroyed }: Registry, { caseId }: ExchangeRecord): RegisterEntry["caseState"] {
  if (cases.has(caseId)) return archived.has(caseId) ? "archived" : "here";
  return destroyed.some((each) => each.caseId === caseId) ? "destroyed" : "absent";
}

/** Whether what came by a bundle was destroyed here since, with its whole case. */
export function isDestroyedHere({ cases, destroyed }: Registry, { caseId, at }: Pick<ExchangeRecord, "caseId" | "at">): boolean {
  return !cases.has(caseId) && destroyed.some((each) => each.caseId === caseId && each.at >= at);
}

function areAllDestroyed(registry: Registry, authors: readonly AuthorId[], receipts: readonly KeptReceipt[]): boolean {
  return authors.length > 0 && authors.every((author) => lastBy(registry, receipts, author)?.deed === "destroyed");
}

/** The last word of an officer, by whichever of the keys that followed each other. */
function lastBy({ partners }: Registry, receipts: readonly KeptReceipt[], author: AuthorId): Receipt | null {
  const keys = keysOfOfficer(partners, author);
  return lastOf(receipts.flatMap(({ receipt }) => (keys.includes(receipt.author) ? [receipt] : [])));
}

function noticeOf(registry: Registry, kept: KeptNotice, receipts: readonly KeptReceipt[], by: (author: AuthorId) => AuthorId): RegisterNotice {
  const { hash, notice, keptAt, decision, isOurs } = kept;
  const answers = receipts.flatMap(({ receipt }) =>
    isOurs && isCalled(kept, receipt.answers) ? [{ author: by(receipt.author), deed: receipt.deed }] : [],
  );
  return { hash, notice, keptAt, decision, answers, isUnderRevoked: isOurs && isUnderRevoked(registry, notice) };
}

function stateOf(
  registry: Registry,
  record: ExchangeRecord,
  receipts: readonly KeptReceipt[],
  notices: readonly KeptNotice[],
  { isGone, hasNotLeft }: { readonly isGone: boolean; readonly hasNotLeft: boolean },
): RegisterState {
  if (isGone) return "destroyed";
  if (hasNotLeft) return "never-left";
  if (notices.some(({ decision }) => decision?.is === "out-of-use")) return "out-of-use";
  const told = notices.filter((kept) => isTold(registry, kept, receipts));
  if (told.some(({ notice }) => notice.kind === "recall")) return "recalled";
  if (told.length > 0) return "superseded";
  return record.direction === "sent" ? sentState(registry, record.authors, receipts) : receivedState(registry, record, receipts);
}

/** Whether a notice may be taken to have reached somebody: one of ours that partners refuse by now has only where it was answered. */
function isTold(registry: Registry, kept: KeptNotice, receipts: readonly KeptReceipt[]): boolean {
  return !kept.isOurs || !isUnderRevoked(registry, kept.notice) || receipts.some(({ receipt }) => isCalled(kept, receipt.answers));
}

function sentState(registry: Registry, authors: readonly AuthorId[], receipts: readonly KeptReceipt[]): RegisterState {
  const last = authors.map((author) => lastBy(registry, receipts, author));
  if (last.some((receipt) => receipt?.deed === "refused")) return "refused";
  const got = last.filter((receipt) => receipt !== null).length;
  return got === 0 ? "handed-over" : got < authors.length ? "receipt-part" : "receipt";
}

function receivedState({ bundles }: Registry, { details, exchange, statementHash }: ExchangeRecord, receipts: readonly KeptReceipt[]): RegisterState {
  const standing = bundles.standings.get(statementHash);
  if (exchange !== "" && standing !== undefined) return standing.is;
  if (exchange !== "") return details?.isWhole === false ? "accepted-in-part" : "accepted";
  return lastOf(receipts.map(({ receipt }) => receipt))?.deed === "refused" ? "refused" : "looked-at";
}

/** Told at the last bundle of its row, once. */
function missingIn({ exchanges }: Registry, record: ExchangeRecord): readonly number[] {
  if (record.exchange === "") return [];
  const row = exchanges.filter(({ direction, exchange }) => direction === "received" && exchange === record.exchange);
  const isLast = row.every(({ sequence }) => sequence <= record.sequence);
  return isLast ? missingBundlesOf({ exchanges: row }, record.caseId).flatMap(({ numbers }) => numbers) : [];
}

/** The notices of ours about bundles that went to all of these officers, and that one of them has not answered: what a bundle to them carries. */
export function noticesDue(registry: Registry, recipients: readonly AuthorId[], caseId: string): readonly KeptNotice[] {
  return registry.bundles.notices.filter((kept) => {
    const { isOurs, notice } = kept;
    if (!isOurs || notice.case !== caseId || recipients.length === 0 || isUnderRevoked(registry, notice)) return false;
    const sent = registry.exchanges.find(({ direction, statementHash }) => direction === "sent" && statementHash === notice.statementHash);
    // Who was not given the bundle is not told that there was one.
    if (sent === undefined || !haveAmong(registry, recipients, sent.authors)) return false;
    return !recipients.every((author) => hasAnswered(registry, author, kept));
  });
}

/** Whether each of these officers is among those, by whichever of the keys that followed each other. */
export function haveAmong({ partners }: Pick<Registry, "partners">, officers: readonly AuthorId[], among: readonly AuthorId[]): boolean {
  return officers.every((author) => keysOfOfficer(partners, author).some((key) => among.includes(key)));
}

function hasAnswered({ bundles, partners }: Registry, author: AuthorId, notice: KeptNotice): boolean {
  const keys = keysOfOfficer(partners, author);
  return bundles.receipts.some(({ receipt }) => keys.includes(receipt.author) && isCalled(notice, receipt.answers));
}
