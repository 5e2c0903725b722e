import type { AuthorId } from "../kernel/brand.ts";
import type { Partner } from "../partner/model.ts";
import type { SharePlan } from "./model.ts";

/**
 * To what keys a bundle is sealed: post-quantum hybrid ones, ordinary ones, or a passphrase. `lacking`: the recipients for want of whose key it is ordinary;
 * empty and ordinary = the sender chose so.
 */
export interface Sealing {
  readonly kind: "hybrid" | "ordinary" | "passphrase";
  readonly lacking: readonly AuthorId[];
}

/** All recipients have a post-quantum key and are sealed to by it, or none is: one ordinary line in a header gives the whole file away (C2SP age, label "postquantum"). */
export function sealingFor(
  { isOrdinary = false }: Pick<SharePlan, "isOrdinary">,
  recipients: readonly Pick<Partner, "author" | "hybridRecipient">[],
): Sealing {
  if (recipients.length === 0) return { kind: "passphrase", lacking: [] };
  const lacking = recipients.flatMap(({ author, hybridRecipient }) => (hybridRecipient === "" ? [author] : []));
  return { kind: lacking.length > 0 || isOrdinary ? "ordinary" : "hybrid", lacking };
}

/** The age recipient a bundle is sealed to for somebody. */
export function recipientFor({ kind }: Sealing, { ageRecipient, hybridRecipient }: Pick<Partner, "ageRecipient" | "hybridRecipient">): string {
  return kind === "hybrid" ? hybridRecipient : ageRecipient;
}
