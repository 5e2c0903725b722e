import { type BundleNotice, type Carrier, isSameSupersede, judgeNotice, noteHashOf, readBundleNotice, readReplaces } from "../bundle/recall.ts";
import { judgeReceipt, type ReceiptedBundle } from "../bundle/judge-receipt.ts";
import { readReceipt, type Receipt } from "../bundle/receipt.ts";
import { type AuthorId, type FileHash, type InstantMs, parseAuthorId, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isTrusted, keysOfOfficer } from "../partner/standing.ts";
import type { BundleNoteKind } from "../ontology/table-notes.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { isRefusedSince } from "./own-revocation.ts";
import type { NoteFault, TakenNote } from "./register-door.ts";
import type { Registry } from "./registry.ts";
import type { ReviewNote } from "./review-door.ts";
import { sayNote } from "./say-note.ts";
import type { Session } from "./session.ts";

/** Notes of one officer about one bundle that are kept, at most: nobody fills our books. */
const mostNotesOfOne = 32;

type Judged = Result<{ readonly taken: TakenNote; readonly said: { readonly kind: BundleNoteKind; readonly sequence: number } }, NoteFault>;

/** The bundle a note came in. */
export interface CarriedIn {
  readonly statementHash: string;
  readonly statement: Carrier;
}

/** Reads a note and holds it against the register. Keeps nothing. `carried`: the bundle it came in; null = it is a file. */
export async function judgeNote(deps: CaseDeps, session: Session, bytes: Bytes, carried: CarriedIn | null = null): Promise<Judged> {
  const receipt = await readReceipt(bytes);
  if (receipt.ok) return judgeTheirReceipt(deps, session, receipt.value, noteHashOf(bytes));
  if (receipt.error.kind !== "bad-encoding") return receipt;
  const notice = await readBundleNotice(bytes);
  if (notice.ok) return judgeTheirNotice(deps, session, notice.value, noteHashOf(bytes));
  const hash = carried === null ? null : parseFileHash(carried.statementHash);
  const replaces = hash === null || carried === null ? null : await readReplaces(bytes, hash, carried.statement);
  if (replaces?.ok === true) return judgeTheirNotice(deps, session, replaces.value, noteHashOf(bytes));
  return notice.error.kind === "bad-encoding" ? fail("not-a-note") : notice;
}

/** Takes a note in: judged, said in its case, kept. One that is kept already changes nothing. */
export async function takeNote(
  deps: CaseDeps,
  session: Session,
  bytes: Bytes,
  carried: CarriedIn | null = null,
): Promise<Result<TakenNote, CaseError | NoteFault>> {
  const judged = await judgeNote(deps, session, bytes, carried);
  if (!judged.ok) return judged;
  const { taken, said } = judged.value;
  if (session.registry.bundles.has(taken.hash)) return succeed(taken);
  if (taken.isKnown) return keepNote(deps, session, { bytes, taken, carried });
  const body = taken.kind === "receipt" ? taken.receipt : taken.notice;
  const logged = await sayNote(deps, session, {
    ...said,
    caseId: body.case,
    partner: body.author,
    statementHash: body.statementHash,
    noteHash: taken.hash,
    deed: taken.kind === "receipt" ? taken.receipt.deed : null,
    reason: body.reason,
  });
  if (!logged.ok) return logged;
  return keepNote(deps, session, { bytes, taken, carried });
}

/** As it was signed; what only says something in its bundle, with the name of that. One that says what another says is another name of it. */
async function keepNote(
  deps: CaseDeps,
  session: Session,
  { bytes, taken, carried }: { readonly bytes: Bytes; readonly taken: TakenNote; readonly carried: CarriedIn | null },
): Promise<Result<TakenNote, CaseError>> {
  const event = { kind: "note", isOurs: false, bytes, at: deps.clock.now() } as const;
  const by = taken.kind === "notice" && taken.notice.by?.statementHash === carried?.statementHash ? taken.notice.by : null;
  const isInside = by !== null && !(await readBundleNotice(bytes)).ok;
  const kept = await session.registry.addBundleEvent(isInside ? { ...event, carriedIn: by.statementHash } : event);
  return kept.ok ? succeed(taken) : kept;
}

function judgeTheirReceipt({ clock }: CaseDeps, { registry, me }: Session, receipt: Receipt, hash: FileHash): Judged {
  if (receipt.author === me.author) return fail("our-own");
  const record = recordOf(registry, "sent", receipt.statementHash);
  if (record === undefined) return fail(registry.partners.some(({ author }) => author === receipt.author) ? "unknown-bundle" : "stranger");
  if (isRevoked(registry, receipt)) return fail("revoked-key");
  const earlier = registry.bundles.receipts.filter(
    (kept) => kept.receipt.author === receipt.author && kept.receipt.statementHash === receipt.statementHash && kept.hash !== hash,
  );
  if (earlier.length >= mostNotesOfOne) return fail("too-many-notes");
  const bundle = bundleOf(registry, record);
  if (bundle === null) return fail("unknown-bundle");
  const warnings = judgeReceipt(
    receipt,
    bundle,
    earlier.map((kept) => kept.receipt),
    clock.now(),
  );
  if (!warnings.ok) return warnings;
  const partner = registry.partners.find(({ author }) => author === receipt.author);
  const isOtherName = partner !== undefined && (partner.agency !== receipt.agency || partner.officer !== receipt.officer);
  const told = isOtherName ? [...warnings.value, "other-name" as const] : warnings.value;
  const taken = { kind: "receipt", hash, receipt, warnings: told, isKnown: registry.bundles.has(hash) } as const;
  return succeed({ taken, said: { kind: "receipt-got", sequence: receipt.sequence } });
}

/** Its sender is the key we had then; its recipients are officers, by whichever of the keys that followed each other. */
function bundleOf(registry: Registry, record: ExchangeRecord): ReceiptedBundle | null {
  const { statementHash, caseId, sequence, authors, details } = record;
  const fileHash = registry.bundles.files.get(statementHash) ?? "";
  const sender = parseAuthorId(record.exchange.split("/")[1]);
  if (sender === null) return null;
  const recipients = authors.flatMap((author) => keysOfOfficer(registry.partners, author));
  return { statementHash, caseId, sequence, sender, recipients, sentAt: details?.sentAt ?? null, fileHash };
}

function judgeTheirNotice({ clock }: CaseDeps, { registry, me }: Session, notice: BundleNotice, hash: FileHash): Judged {
  if (notice.author === me.author) return fail("our-own");
  const record = recordOf(registry, "received", notice.statementHash);
  const isPartner = registry.partners.some(({ author }) => author === notice.author);
  // A recall may come before what it recalls: of a partner it is kept, and told when that bundle is opened.
  if (record === undefined && !isPartner) return fail("stranger");
  const bundle = {
    caseId: record?.caseId ?? notice.case,
    sequence: record?.sequence ?? notice.sequence,
    sender: record?.authors[0] ?? notice.author,
    sentAt: record?.details?.sentAt ?? null,
  };
  if (isRevoked(registry, notice)) return fail("revoked-key");
  const sender = speaksFor(registry, bundle.sender, notice.author, clock.now()) ? notice.author : bundle.sender;
  const judged = judgeNotice(notice, { ...bundle, sender }, clock.now());
  if (!judged.ok) return judged;
  const sameBundle = registry.bundles.notices.filter((kept) => kept.notice.statementHash === notice.statementHash && kept.hash !== hash);
  const strays = registry.bundles.notices.filter((kept) => !kept.isOurs && kept.notice.author === notice.author && kept.hash !== hash);
  if (sameBundle.length >= mostNotesOfOne || (record === undefined && strays.length >= 1000)) return fail("too-many-notes");
  const isKnown = registry.bundles.has(hash) || registry.bundles.notices.some((kept) => !kept.isOurs && isSameSupersede(kept.notice, notice));
  const taken = { kind: "notice", hash, notice, isBundleHere: record !== undefined, isKnown } as const;
  return succeed({ taken, said: { kind: notice.kind === "recall" ? "recall-got" : "supersede-got", sequence: notice.sequence } });
}

/** Whether its key was revoked by then. */
function isRevoked({ partners }: Registry, { author, at }: { readonly author: AuthorId; readonly at: InstantMs }): boolean {
  const revoked = partners.find((partner) => partner.author === author)?.revoked ?? null;
  return isRefusedSince(revoked, at);
}

/**
 * Whether a key has the sender's place now and speaks for what was sent before: by a change of keys we accepted; or, where the sender's key was revoked and
 * could announce none, as a key of the same officer that was compared anew.
 */
function speaksFor({ partners }: Registry, sender: AuthorId, author: AuthorId, now: InstantMs): boolean {
  const keys = keysOfOfficer(partners, sender);
  if (keys.includes(author)) return true;
  const next = partners.find((partner) => partner.author === author);
  if (next === undefined || next.verified === "key-change" || !isTrusted(next, now)) return false;
  return partners.some((each) => keys.includes(each.author) && each.revoked !== null && each.agency === next.agency && each.officer === next.officer);
}

/** The record of a bundle: the first, where it was accepted in several goes. */
export function recordOf({ exchanges }: Registry, direction: ExchangeRecord["direction"], statementHash: string): ExchangeRecord | undefined {
  return exchanges.find((record) => record.direction === direction && record.statementHash === statementHash);
}

/** Takes in all notes a bundle carried. What does not hold is passed over: the bundle itself was checked, and it speaks for nobody else. */
export async function takeNotes(deps: CaseDeps, session: Session, notes: readonly Bytes[], carried: CarriedIn): Promise<Result<void, CaseError>> {
  for (const bytes of notes) {
    const judged = await judgeNote(deps, session, bytes, carried);
    if (!judged.ok || session.registry.bundles.has(judged.value.taken.hash)) continue;
    const taken = await takeNote(deps, session, bytes, carried);
    if (!taken.ok) return { ok: false, error: taken.error as CaseError };
  }
  return succeed(undefined);
}

/** The notices to look at with a bundle: those about itself that are kept, and those it carries that hold. Keeps nothing. */
export async function notesToReview(deps: CaseDeps, session: Session, notes: readonly Bytes[], carried: CarriedIn): Promise<readonly ReviewNote[]> {
  const { statementHash } = carried;
  const found = new Map<FileHash, ReviewNote>();
  for (const { hash, notice, isOurs } of session.registry.bundles.notices)
    if (!isOurs && notice.statementHash === statementHash) found.set(hash, { hash, notice, isAboutThis: true, isBundleHere: true, isKnown: true });
  for (const bytes of notes) {
    const judged = await judgeNote(deps, session, bytes, carried);
    if (!judged.ok || judged.value.taken.kind !== "notice") continue;
    const { hash, notice, isBundleHere, isKnown } = judged.value.taken;
    const isAboutThis = notice.statementHash === statementHash;
    if (!isKnown || isAboutThis) found.set(hash, { hash, notice, isAboutThis, isBundleHere, isKnown });
  }
  return [...found.values()];
}
