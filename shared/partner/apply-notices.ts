import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { readKeyNotice, type ReadNotice } from "./key-notice.ts";
import type { HybridKey, KeyChange, KeyNotice, NoticeEffect, NoticeOutcome, Partner, Revocation } from "./model.ts";
import type { PartnerBook } from "./partner-book.ts";
import { isTrusted, revocationOf, theftOf, wrongDayOf } from "./standing.ts";

/** Who we are, beside what our book of partners says. */
export interface OwnSide {
  /** Our keys, earlier ones too, the one that counts first. */
  readonly authors: readonly AuthorId[];
  /** When the first of them was made. */
  readonly createdAt: InstantMs;
  readonly agency: string;
}

/** Of notes that came in a bundle those that are about keys and hold; all others are nobody's business here. Cost: two signatures a note. */
export async function readKeyNotices(notes: readonly Bytes[]): Promise<readonly ReadNotice[]> {
  const read = await Promise.all(notes.map(readKeyNotice));
  return read.flatMap((each) => (each.ok ? [each.value] : []));
}

/**
 * What notices about keys do to what we know. Pure: nothing is kept before the caller keeps `kept`, in this order.
 *
 * Takes   the book as it stands. Revocations go first, so that a stolen key announces no successor in the same breath.
 * Gives   one effect a notice; `book`: as it will stand; `kept`: those that did something.
 */
export function applyNotices(
  book: PartnerBook,
  own: OwnSide,
  notices: readonly ReadNotice[],
  now: InstantMs,
): { readonly effects: readonly NoticeEffect[]; readonly kept: readonly ReadNotice[]; readonly book: PartnerBook } {
  const after = book.copy();
  const ordered = order.flatMap((kind) => notices.filter(({ notice }) => notice.kind === kind));
  const kept: ReadNotice[] = [];
  const outcomes = ordered.map(({ notice, text }) => {
    const outcome = judgeNotice(after, own, notice, now);
    if (isKept(outcome)) {
      after.note({ kind: "notice", notice, text, at: now });
      kept.push({ notice, text });
    }
    return { notice, outcome };
  });
  const effects = outcomes.map(({ notice, outcome }) => ({ notice, outcome, partner: after.find(aboutOf(notice)) }));
  return { effects, kept, book: after };
}

/** Also: a post-quantum key of new keys is heard once these are announced. */
const order = ["revocation", "key-change", "hybrid-key"] as const satisfies readonly KeyNotice["kind"][];

function judgeNotice(book: PartnerBook, own: OwnSide, notice: KeyNotice, now: InstantMs): NoticeOutcome {
  if (notice.kind === "revocation") return judgeRevocation(book, own, notice, now);
  return notice.kind === "key-change" ? judgeChange(book, own, notice, now) : judgeHybrid(book, own, notice, now);
}

/** Whether a notice did something. */
export const isKept = (outcome: NoticeOutcome): boolean => ["revoked", "own-key-revoked", "key-announced", "hybrid-learned"].includes(outcome);
/** Whose key a notice is about. */
export const aboutOf = (notice: KeyNotice): AuthorId => (notice.kind === "revocation" ? notice.key : notice.author);

/** The clocks of two agencies may differ by so much. */
const clockLeniencyMs = 2 * 86_400_000;

/** A key may always revoke itself, known to us or not. Another key only within its own agency, while it is trusted. */
function judgeRevocation(book: PartnerBook, own: OwnSide, notice: Revocation, now: InstantMs): NoticeOutcome {
  const isOwnKey = own.authors.includes(notice.key);
  const target = book.find(notice.key);
  if (notice.author !== notice.key) {
    const signer = own.authors.includes(notice.author) ? { agency: own.agency } : book.find(notice.author);
    if (signer === null) return "unknown-signer";
    if ("author" in signer && !mayRevoke(signer, now)) return "signer-not-trusted";
    const agency = isOwnKey ? own.agency : (target?.agency ?? notice.agency);
    if (signer.agency !== notice.agency || signer.agency !== agency) return "other-agency";
  }
  const announced = book.changes.find(({ identity }) => identity.author === notice.key)?.identity;
  const createdAt = notice.key === own.authors[0] ? own.createdAt : ((target ?? announced)?.createdAt ?? null);
  if (wrongDayOf(notice, createdAt, now, clockLeniencyMs) !== null) return "impossible-day";
  // That an officer left says nothing of whose hands the key is in since: a theft is news all the same.
  const whose = { author: notice.key, agency: notice.agency };
  const earlier = notice.reason === "left" ? revocationOf(whose, book.revocations) : theftOf(whose, book.revocations);
  if (earlier !== null && earlier.from <= notice.from) return "known";
  return isOwnKey ? "own-key-revoked" : "revoked";
}

/** Our trust may have run out: what takes trust away is heard all the same. */
function mayRevoke(signer: Partner, now: InstantMs): boolean {
  return isTrusted({ ...signer, trustedUntil: "" }, now);
}

function judgeChange(book: PartnerBook, own: OwnSide, notice: KeyChange, now: InstantMs): NoticeOutcome {
  const { identity } = notice;
  if (own.authors.includes(notice.author) || own.authors.includes(identity.author)) return "our-own";
  const before = book.find(notice.author);
  if (before === null) return "unknown-signer";
  const known = book.changes.find(({ author }) => author === notice.author);
  if (known !== undefined) return known.identity.fingerprint === identity.fingerprint ? "known" : "already-replaced";
  if (before.revoked !== null || revocationOf(identity, book.revocations) !== null) return "key-revoked";
  if (!isTrusted({ ...before, trustedUntil: "" }, now)) return "signer-not-trusted";
  if (before.agency !== identity.agency) return "other-agency";
  if (before.officer !== identity.officer) return "other-officer";
  // No key comes back, and none has two before it.
  const isTaken = book.changes.some((change) => change.author === identity.author || change.identity.author === identity.author);
  return isTaken ? "already-replaced" : "key-announced";
}

/**
 * No comparing is asked for: the key that signs it is the one whose fingerprint was compared. It is said once: another one for the same signing key is
 * not taken, whoever signed it, or a thief of that key could turn bundles to himself.
 */
function judgeHybrid(book: PartnerBook, own: OwnSide, notice: HybridKey, now: InstantMs): NoticeOutcome {
  if (own.authors.includes(notice.author)) return "our-own";
  const partner = book.find(notice.author);
  const announced = book.changes.find(({ identity }) => identity.author === notice.author)?.identity;
  const signer = partner ?? announced;
  if (signer === undefined) return "unknown-signer";
  if (revocationOf(signer, book.revocations) !== null) return "key-revoked";
  if (partner !== null && !isTrusted({ ...partner, trustedUntil: "" }, now)) return "signer-not-trusted";
  const known = book.hybridOf(notice.author);
  if (known === "") return "hybrid-learned";
  return known === notice.hybridRecipient ? "known" : "other-hybrid";
}
