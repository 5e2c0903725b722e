import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import type { Identity, IdentityError, Partner } from "./model.ts";

/** What the officer did to be sure whose keys these are. */
export interface Admission {
  /** The last group of the fingerprint, typed after comparing it aloud. Spaces around it do not matter. */
  readonly typedGroup: string;
  readonly verified: Partner["verified"];
  readonly ceiling: Handling;
  readonly now: InstantMs;
  readonly partners: readonly Partner[];
  readonly ownAuthor: AuthorId;
}

/**
 * Makes an identity a partner, once its fingerprint was compared. The same key again renews how it was verified and its ceiling.
 *
 * Fails   `our-own`; `wrong-fingerprint` when the typed group is another; `other-key-known` when this officer of this agency is known by
 *         another key: somebody pretends, or the key was changed and the old partner must be removed first.
 */
export function admit(identity: Identity, admission: Admission): Result<Partner, IdentityError> {
  if (identity.author === admission.ownAuthor) return fail("our-own");
  if (admission.typedGroup.trim() !== identity.fingerprint.slice(-5)) return fail("wrong-fingerprint");
  const isSamePerson = (partner: Partner): boolean => partner.agency === identity.agency && partner.officer === identity.officer;
  if (admission.partners.some((partner) => isSamePerson(partner) && partner.author !== identity.author)) return fail("other-key-known");
  return succeed({ ...identity, verified: admission.verified, verifiedAt: admission.now, ceiling: admission.ceiling });
}

/** Whom a bundle may be sealed to. */
export interface RecipientCheck {
  readonly recipients: readonly Partner[];
  /** Asked for, and no verified partner. */
  readonly unverified: readonly AuthorId[];
  /** Partners whose ceiling is below the marking. */
  readonly belowMarking: readonly Partner[];
}

/** Looks the chosen recipients up. Each once, by author. */
export function checkRecipients(to: readonly AuthorId[], partners: readonly Partner[], marking: Handling): RecipientCheck {
  const known = new Map(partners.map((partner) => [partner.author, partner]));
  const asked = [...new Set(to)].sort();
  const recipients = asked.flatMap((author) => known.get(author) ?? []);
  const unverified = asked.filter((author) => !known.has(author));
  return { recipients, unverified, belowMarking: recipients.filter((partner) => isStricter(marking, partner.ceiling)) };
}

/** Whether a handling is more restricted than another. */
export function isStricter(handling: Handling, than: Handling): boolean {
  return handlings.indexOf(handling) > handlings.indexOf(than);
}
