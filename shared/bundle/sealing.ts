import type { AuthorId } from "../kernel/brand.ts";
import type { Partner } from "../partner/model.ts";
import type { BundleStatement, SharePlan } from "./model.ts";
import { recipientHashOf } from "./statement.ts";

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

/**
 * To what keys a statement says its bundle is sealed, as far as we know the keys it names; null = we know none of them.
 *
 * Takes   partners with the keys we know of them.
 */
export function sealingSaid(
  { recipients }: Pick<BundleStatement, "recipients">,
  partners: readonly Pick<Partner, "author" | "ageRecipient" | "hybridRecipient">[],
): Sealing["kind"] | null {
  if (recipients.length === 0) return "passphrase";
  const known = new Map(
    partners.flatMap(({ ageRecipient, hybridRecipient }) => [
      [recipientHashOf(ageRecipient), "ordinary" as const],
      ...(hybridRecipient === "" ? [] : [[recipientHashOf(hybridRecipient), "hybrid" as const] as const]),
    ]),
  );
  const kinds = recipients.map(({ recipientHash }) => known.get(recipientHash));
  // All or none: what one of them is all are.
  return kinds.find((kind) => kind !== undefined) ?? null;
}

/** The age recipient a bundle is sealed to for somebody. */
export function recipientFor({ kind }: Sealing, { ageRecipient, hybridRecipient }: Pick<Partner, "ageRecipient" | "hybridRecipient">): string {
  return kind === "hybrid" ? hybridRecipient : ageRecipient;
}
