import type { InstantMs } from "../kernel/brand.ts";
import type { Revocation } from "../partner/model.ts";
import { revocationOf } from "../partner/standing.ts";
import type { BundleNotice } from "../bundle/recall.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** Why our key is not to be believed at a time; `now` null = now or later. */
export function ownRevocation({ registry, me }: Session, now: InstantMs | null): Revocation | null {
  const revoked = revocationOf(me, registry.partnerBook.revocations);
  return revoked !== null && (now === null || revoked.from <= now) ? revoked : null;
}

/** Whether a signed note of that moment is refused since its key was revoked. Of a stolen key no date is believed: a thief writes any. */
export function isRefusedSince(revoked: Revocation | null, at: InstantMs): boolean {
  return revoked !== null && (revoked.reason === "stolen" || at >= revoked.from);
}

/** Whether partners refuse a notice of ours, since the key of ours that signed it was revoked: it is to be said again with the new one. */
export function isUnderRevoked({ partnerBook }: Pick<Registry, "partnerBook">, notice: Pick<BundleNotice, "author" | "agency" | "at">): boolean {
  return isRefusedSince(revocationOf(notice, partnerBook.revocations), notice.at);
}
