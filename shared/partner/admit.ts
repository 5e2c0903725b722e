import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import type { Identity, IdentityError, Partner, Revocation, Trust } from "./model.ts";
import { plainTrust, revocationOf, untouched } from "./standing.ts";

/** What the officer did to be sure whose keys these are. */
export interface Admission extends Pick<Trust, "ceiling">, Partial<Pick<Trust, "verifiedBy" | "officialUse" | "trustedUntil" | "note">> {
  /** The last group of the fingerprint, typed after comparing it aloud. Spaces around it do not matter. */
  readonly typedGroup: string;
  readonly verified: Exclude<Trust["verified"], "key-change">;
  readonly now: InstantMs;
  readonly partners: readonly Partner[];
  readonly ownAuthor: AuthorId;
  readonly revocations?: readonly Revocation[];
}

/**
 * Makes an identity a partner, once its fingerprint was compared. The same key again renews how it was verified, its ceilings and how long it is trusted.
 *
 * Fails   `our-own`; `revoked-key`; `wrong-fingerprint` when the typed group is another; `other-key-known` when this officer of this agency is
 *         known by another key that still counts: somebody pretends, or the key was changed and the old one must be revoked or removed first. A change
 *         of keys that the old key announced is no such case.
 */
export function admit(identity: Identity, admission: Admission): Result<Partner, IdentityError> {
  const { typedGroup, now, partners, ownAuthor, revocations = [], ...trust } = admission;
  if (identity.author === ownAuthor) return fail("our-own");
  if (revocationOf(identity, revocations) !== null) return fail("revoked-key");
  if (typedGroup.trim() !== identity.fingerprint.slice(-5)) return fail("wrong-fingerprint");
  const stands = ({ revoked, removedAt, replaced }: Partner): boolean =>
    revoked === null && removedAt === null && replaced?.isAccepted !== true && replaced?.by.author !== identity.author;
  const isSamePerson = (partner: Partner): boolean => partner.agency === identity.agency && partner.officer === identity.officer;
  const isOtherKey = (partner: Partner): boolean => partner.author !== identity.author && isSamePerson(partner) && stands(partner);
  if (partners.some(isOtherKey)) return fail("other-key-known");
  return succeed({ ...identity, ...plainTrust, ...trust, verifiedAt: now, ...untouched });
}

/** The national mark of a claim or a bundle; "" = none. */
export type NationalMark = "" | "official-use";

/** Whom a bundle may be sealed to. */
export interface RecipientCheck {
  readonly recipients: readonly Partner[];
  /** Asked for, and no verified partner. */
  readonly unverified: readonly AuthorId[];
  /** Partners whose ceiling is below the marking. */
  readonly belowMarking: readonly Partner[];
  /** Partners who may not receive the national mark. */
  readonly withoutMark: readonly Partner[];
}

/**
 * Looks the chosen recipients up. Each once, by author.
 *
 * Takes   the partners that are trusted now (`trustedNow`): anyone else is unverified.
 */
export function checkRecipients(
  to: readonly AuthorId[],
  partners: readonly Partner[],
  marking: Handling,
  nationalMark: NationalMark = "",
): RecipientCheck {
  const known = new Map(partners.map((partner) => [partner.author, partner]));
  const asked = [...new Set(to)].sort();
  const recipients = asked.flatMap((author) => known.get(author) ?? []);
  const unverified = asked.filter((author) => !known.has(author));
  const belowMarking = recipients.filter((partner) => isStricter(marking, partner.ceiling));
  return { recipients, unverified, belowMarking, withoutMark: recipients.filter((partner) => !mayReceiveMark(nationalMark, [partner])) };
}

/** Whether a handling is more restricted than another. */
export function isStricter(handling: Handling, than: Handling): boolean {
  return handlings.indexOf(handling) > handlings.indexOf(than);
}

/** Whether all of them may receive what has this national mark. A mark nobody knows is received by nobody. */
export function mayReceiveMark(mark: string, recipients: readonly Pick<Trust, "officialUse">[]): boolean {
  return mark === "" || (mark === "official-use" && recipients.every(({ officialUse }) => officialUse));
}
