import { fail, type Result, succeed } from "../kernel/result.ts";
import type { AuthorId } from "../kernel/brand.ts";
import { toShownName } from "../kernel/shown-name.ts";
import { admit } from "../partner/admit.ts";
import { aboutOf, applyNotices, isKept, readKeyNotices } from "../partner/apply-notices.ts";
import { hybridPartOf, readIdentity } from "../partner/identity-file.ts";
import { type ReadNotice, readNoticeFile } from "../partner/key-notice.ts";
import type { Identity, NoticeEffect, Partner } from "../partner/model.ts";
import { isLastDay, longestPartnerNote, type PartnerEntry } from "../partner/record.ts";
import { isTrusted, standingOf } from "../partner/standing.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { StorageError } from "../vault/model.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import type { ListedPartner, PartnerDraft, PartnerError, PartnersDoor } from "./partners-door.ts";
import { lastExchangesOf, noticesForPartner } from "./partner-notices.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { tellStolen } from "./stolen-keys.ts";

type AboutPartners = Omit<PartnersDoor, "ownKeys" | "makeNewKeys" | "ownNotices" | "revokeKey">;

/** Whom we exchange with: an identity is looked at, compared aloud, and only then admitted; what signed notices say of keys is heard. */
export function openPartners(deps: CaseDeps, holder: SessionHolder): AboutPartners {
  const about = aboutPartner(deps, holder);
  return {
    inspectIdentity: async ({ bytes }) => {
      const session = needSession(holder);
      return session.ok ? readIdentity(bytes) : session;
    },
    admitPartner: async (draft) => {
      const session = needSession(holder);
      return session.ok ? admitCompared(deps, session.value, draft) : session;
    },
    verifyPartner: async ({ author, ...draft }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const identity = knownIdentity(session.value, author);
      return identity === null ? fail("unknown-partner") : admitIdentity(deps, session.value, identity, draft);
    },
    listPartners: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(session.value.registry.partners.map((partner) => listed(deps, session.value, partner))) : session;
    },
    changeTrust: ({ author, ...trust }) =>
      about(author, (partner) => {
        const wrong = wrongTrust(deps, trust, partner.trustedUntil);
        if (wrong !== null) return wrong;
        return partner.removedAt === null ? succeed({ kind: "admitted", partner: { ...partner, ...trust } }) : fail("not-trusted");
      }),
    removePartner: ({ author }) => about(author, () => succeed({ kind: "removed", author, at: deps.clock.now() })),
    acceptKeyChange: ({ author }) => about(author, (partner, session) => successorOf(deps, session, partner)),
    takeKeyNotice: async ({ bytes }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const read = await readNoticeFile(bytes);
      if (!read.ok) return read;
      const effects = await takeRead(deps, session.value, read.value);
      if (!effects.ok) return effects;
      // Of two notices in a file the one that did something is told: a known change may bring a post-quantum key that is new.
      const effect = effects.value.find(({ outcome }) => isKept(outcome)) ?? effects.value[0];
      return effect === undefined ? fail("bug") : succeed(effect);
    },
    noticesFor: async ({ author }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      return session.value.registry.partnerBook.find(author) === null ? fail("unknown-partner") : succeed(noticesForPartner(session.value, author));
    },
    listRevoked: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(session.value.registry.partnerBook.revocations) : session;
    },
  };
}

/** Does what signed notes say of keys and keeps those that did something. Other notes are passed over. `of-partners`: only what is about keys we know. */
export async function takeNotices(
  deps: CaseDeps,
  session: Session,
  notes: readonly Bytes[],
  which: "all" | "of-partners" = "all",
): Promise<Result<readonly NoticeEffect[], StorageError>> {
  const book = session.registry.partnerBook;
  const read = await readKeyNotices(notes);
  // New keys that a partner announces, now or before, are of a partner.
  const ofPartners = read.flatMap(({ notice }) => (notice.kind === "key-change" && book.find(notice.author) !== null ? [notice] : []));
  const announced = new Set([...book.changes, ...ofPartners].map(({ identity }) => identity.author));
  const isHeard = ({ notice }: ReadNotice): boolean =>
    which === "all" || book.find(aboutOf(notice)) !== null || (notice.kind === "hybrid-key" && announced.has(notice.author));
  return takeRead(deps, session, read.filter(isHeard));
}

async function takeRead(deps: CaseDeps, session: Session, read: readonly ReadNotice[]): Promise<Result<readonly NoticeEffect[], StorageError>> {
  const { registry, ownAuthors, me } = session;
  const [at, own] = [deps.clock.now(), { authors: ownAuthors, createdAt: me.createdAt, agency: me.agency }];
  const { effects, kept } = applyNotices(registry.partnerBook, own, read, at);
  const written = await registry.addPartnerEntries(kept.map((each) => ({ kind: "notice", ...each, at })));
  if (!written.ok) return written;
  if (session.open !== null && kept.length > 0) tellStolen(deps, session, session.open);
  return succeed(effects);
}

function listed({ clock }: CaseDeps, session: Session, partner: Partner): ListedPartner {
  return { ...partner, standing: standingOf(partner, clock.now()), ...lastExchangesOf(session, partner.author) };
}

async function admitCompared(deps: CaseDeps, session: Session, { bytes, ...draft }: PartnerDraft): ReturnType<PartnersDoor["admitPartner"]> {
  const identity = await readIdentity(bytes);
  if (!identity.ok) return identity;
  const { author, hybridRecipient } = identity.value;
  const known = session.registry.partnerBook.hybridOf(author);
  if (hybridRecipient !== "" && known !== "" && known !== hybridRecipient) return fail("other-hybrid-key");
  const admitted = await admitIdentity(deps, session, identity.value, draft);
  const hybrid = hybridPartOf(bytes);
  if (!admitted.ok || hybrid === null) return admitted;
  const heard = await takeNotices(deps, session, [hybrid]);
  const partner = session.registry.partnerBook.find(author);
  return heard.ok && partner !== null ? succeed(listed(deps, session, partner)) : heard.ok ? admitted : heard;
}

/** A key we know, or that a partner announced: its identity was signed by itself when it came. */
function knownIdentity({ registry }: Session, author: AuthorId): Identity | null {
  const { partnerBook } = registry;
  const known = partnerBook.find(author) ?? partnerBook.changes.find(({ identity }) => identity.author === author)?.identity;
  if (known === undefined) return null;
  const { agency, agencyName, officer, ageRecipient, hybridRecipient, createdAt, fingerprint } = known;
  return { agency, agencyName, officer, author, ageRecipient, hybridRecipient, createdAt, fingerprint };
}

async function admitIdentity(
  deps: CaseDeps,
  session: Session,
  identity: Identity,
  { verifiedBy = "", officialUse = false, trustedUntil = "", note = "", ...compared }: Omit<PartnerDraft, "bytes">,
): ReturnType<PartnersDoor["admitPartner"]> {
  const { registry, me } = session;
  const wrong = wrongTrust(deps, { trustedUntil, note }, "");
  if (wrong !== null) return wrong;
  const partner = admit(identity, {
    ...compared,
    verifiedBy: toShownName(verifiedBy) ?? me.officer,
    officialUse,
    trustedUntil,
    note,
    now: deps.clock.now(),
    partners: registry.partners,
    ownAuthor: session.ownAuthors.find((author) => author === identity.author) ?? me.author,
    revocations: registry.partnerBook.revocations,
  });
  return partner.ok ? keep(deps, session, { kind: "admitted", partner: partner.value }, partner.value.author) : partner;
}

/** The new keys of a partner as far trusted as the old ones, because these signed them. */
function successorOf(deps: CaseDeps, { me }: Session, partner: Partner): Result<PartnerEntry, PartnerError> {
  const { replaced, ceiling, officialUse, trustedUntil, note } = partner;
  if (replaced === null || replaced.isAccepted) return fail("no-key-change");
  const now = deps.clock.now();
  if (!isTrusted(partner, now)) return fail("not-trusted");
  const trust = { verified: "key-change", verifiedAt: now, verifiedBy: me.officer, ceiling, officialUse, trustedUntil, note } as const;
  return succeed({ kind: "admitted", partner: { ...replaced.by, ...trust } });
}

/** A day that has passed is no end of a trust that begins or goes on; `before`: what stands already may stay, so that a note can be changed. */
function wrongTrust(
  { clock }: CaseDeps,
  { trustedUntil, note }: { readonly trustedUntil: string; readonly note: string },
  before: string,
): ReturnType<typeof fail<"bad-date" | "past-day" | "note-too-long">> | null {
  if (!isLastDay(trustedUntil)) return fail("bad-date");
  if (trustedUntil !== "" && trustedUntil !== before && trustedUntil < dayOf(clock.now())) return fail("past-day");
  return note.length > longestPartnerNote || !note.isWellFormed() ? fail("note-too-long") : null;
}

type Change = (partner: Partner, session: Session) => Result<PartnerEntry, PartnerError>;

/** Writes what is said of a known partner, and gives whom it then is about. */
function aboutPartner(deps: CaseDeps, holder: SessionHolder) {
  return async (author: AuthorId, change: Change): Promise<Result<ListedPartner, PartnerError>> => {
    const session = needSession(holder);
    if (!session.ok) return session;
    const partner = session.value.registry.partnerBook.find(author);
    if (partner === null) return fail("unknown-partner");
    const entry = change(partner, session.value);
    if (!entry.ok) return entry;
    return keep(deps, session.value, entry.value, entry.value.kind === "admitted" ? entry.value.partner.author : author);
  };
}

async function keep(
  deps: CaseDeps,
  session: Session,
  entry: PartnerEntry,
  author: AuthorId,
): Promise<Result<ListedPartner, StorageError | { readonly kind: "bug" }>> {
  const { registry } = session;
  const kept = await registry.addPartnerEntries([entry]);
  if (!kept.ok) return kept;
  // Whose word of the time is believed changes with whom we trust.
  if (session.open !== null) tellStolen(deps, session, session.open);
  const partner = registry.partnerBook.find(author);
  return partner === null ? fail("bug") : succeed(listed(deps, session, partner));
}
