import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import { dayOf } from "../kernel/day.ts";
import type { KeyChange, KeyFate, Partner, Revocation, Standing, Trust } from "./model.ts";

/** Days before the end of our trust from which on it is said. */
export const warnedDays = 30;

/** What a key is trusted with by default, and what none of it became: for whoever makes a partner of an identity. */
export const plainTrust = { verifiedBy: "", officialUse: false, trustedUntil: "", note: "" } as const satisfies Partial<Trust>;
export const untouched: KeyFate = { revoked: null, replaced: null, removedAt: null, isDoubted: false };

const dayMs = 86_400_000;

/** How a partner stands at a time. What is worst is said: a removed key that was also revoked is removed. */
export function standingOf(partner: Trust & KeyFate, now: InstantMs): Standing {
  const { removedAt, revoked, replaced, isDoubted, trustedUntil } = partner;
  if (removedAt !== null) return "removed";
  if (revoked !== null && revoked.from <= now) return "revoked";
  if (replaced?.isAccepted === true) return "replaced";
  if (isDoubted) return "doubted";
  if (trustedUntil !== "" && dayOf(now) > trustedUntil) return "expired";
  const isEnding = revoked !== null || (trustedUntil !== "" && dayOf(now + warnedDays * dayMs) > trustedUntil);
  return isEnding ? "expiring" : "active";
}

/** Whether a bundle may be sealed to them, and a change of keys be believed of them. */
export function isTrusted(partner: Trust & KeyFate, now: InstantMs): boolean {
  return ["active", "expiring"].includes(standingOf(partner, now));
}

/** The partners a bundle may be sealed to. */
export function trustedNow(partners: readonly Partner[], now: InstantMs): readonly Partner[] {
  return partners.filter((partner) => isTrusted(partner, now));
}

/**
 * All keys of one officer that followed each other, oldest first: who was given what, whichever key they had then.
 *
 * Gives   the key alone where nothing was announced and accepted.
 */
export function keysOfOfficer(partners: readonly Partner[], author: AuthorId): readonly AuthorId[] {
  const accepted = partners.flatMap(({ author: old, replaced }) => (replaced?.isAccepted === true ? [[old, replaced.by.author] as const] : []));
  const [later, earlier] = [new Map(accepted), new Map(accepted.map(([old, next]) => [next, old]))];
  const walk = (ways: ReadonlyMap<AuthorId, AuthorId>): readonly AuthorId[] => {
    const met = new Set<AuthorId>([author]);
    for (let at = ways.get(author); at !== undefined && !met.has(at); at = ways.get(at)) met.add(at);
    return [...met].slice(1);
  };
  return [...walk(earlier).toReversed(), author, ...walk(later)];
}

/** The revocation that counts of a key: the earliest among those of its agency and of itself. */
export function revocationOf(
  { author, agency }: { readonly author: AuthorId; readonly agency: string },
  revocations: readonly Revocation[],
): Revocation | null {
  const counting = revocations.filter(({ key, author: signer, agency: said }) => key === author && (signer === key || said === agency));
  return counting.reduce<Revocation | null>((first, each) => (first === null || each.from < first.from ? each : first), null);
}

/** The report that a key was stolen or lost that counts: the earliest of them, whatever else revokes it. */
export function theftOf(
  whose: Parameters<typeof revocationOf>[0],
  revocations: readonly Revocation[],
): (Revocation & { readonly reason: "stolen" | "lost" }) | null {
  const isTheft = (each: Revocation): each is Revocation & { readonly reason: "stolen" | "lost" } => each.reason !== "left";
  const theft = revocationOf(whose, revocations.filter(isTheft));
  return theft !== null && isTheft(theft) ? theft : null;
}

/** What is wrong with the day from which on a key is not to be believed: a key that was not made yet is not stolen, and nobody knows of a theft to come. */
export type WrongDay = "before-key" | "day-to-come";

/**
 * Judges the first day of a revocation, by days as Kazakhstan counts them.
 * Takes   `createdAt`: when the key was made; null = not known here. `leniency`: ms the clock of whoever says so may run ahead of ours.
 * Gives   null = nothing is wrong. That an officer will leave may be said beforehand.
 */
export function wrongDayOf(
  { from, reason }: Pick<Revocation, "from" | "reason">,
  createdAt: InstantMs | null,
  now: InstantMs,
  leniency: number = 0,
): WrongDay | null {
  if (createdAt !== null && dayOf(from) < dayOf(createdAt)) return "before-key";
  return reason !== "left" && from > now + leniency ? "day-to-come" : null;
}

/** What notices say of a key. */
export function fateOf(
  partner: Omit<Partner, keyof KeyFate | "hybridRecipient">,
  {
    changes,
    revocations,
    admitted,
  }: { readonly changes: readonly KeyChange[]; readonly revocations: readonly Revocation[]; readonly admitted: ReadonlySet<AuthorId> },
): Omit<KeyFate, "removedAt"> {
  const next = changes.find(({ author }) => author === partner.author);
  const before = changes.find(({ identity }) => identity.author === partner.author);
  const revokedBefore = before === undefined ? null : revocationOf({ author: before.author, agency: partner.agency }, revocations);
  return {
    revoked: revocationOf(partner, revocations),
    replaced: next === undefined ? null : { by: next.identity, at: next.at, isAccepted: admitted.has(next.identity.author) },
    isDoubted: partner.verified === "key-change" && before !== undefined && revokedBefore !== null && revokedBefore.from <= before.at,
  };
}
