import type { BundleRegister, RegisterEntry } from "../../../shared/case/register-door.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import type { AuthorId, CaseId } from "../../../shared/kernel/brand.ts";
import { isApart, type ShareDraft } from "./share-draft.ts";

/** UTF-16 units of a reason, as the core has it. */
export const longestReplacedReason = 1000;

/** Bundles that nobody holds any more, or that are replaced already. */
const isOver: ReadonlySet<RegisterEntry["state"]> = new Set(["never-left", "superseded", "destroyed"]);

/**
 * Bundles of a case that this share can replace, the last first: only what everybody who has the old one gets as well, in one and the same new bundle.
 * A copy under a passphrase is addressed to no key and replaces nothing.
 */
export function replaceable(
  { entries }: BundleRegister,
  caseId: CaseId | null,
  draft: Pick<ShareDraft, "to" | "isTogether" | "isUnderPassphrase">,
): readonly RegisterEntry[] {
  if (draft.isUnderPassphrase) return [];
  const audiences: readonly (readonly AuthorId[])[] = isApart(draft) ? draft.to.map((author) => [author]) : [draft.to];
  return entries.filter(
    (entry) =>
      entry.direction === "sent" &&
      entry.caseId === caseId &&
      !isOver.has(entry.state) &&
      entry.partners.length > 0 &&
      audiences.some((audience) => isHeldBy(entry, audience)),
  );
}

/** An officer holds what went to any of his keys. */
function isHeldBy({ partners }: RegisterEntry, audience: readonly AuthorId[]): boolean {
  return partners.every(({ keys }) => keys.some((key) => audience.includes(key)));
}

/** Of the bundles that were made, the one that went to everybody who has the old one. */
export function replacementAmong(receipts: readonly ShareReceipt[], replaced: RegisterEntry): ShareReceipt | null {
  return receipts.find(({ to }) => isHeldBy(replaced, to)) ?? null;
}

/** Whether what is to be said of a replaced bundle can be signed. */
export function isReplacementSaid({ replaces, whyReplaced }: Pick<ShareDraft, "replaces" | "whyReplaced">): boolean {
  const why = whyReplaced.trim();
  return replaces === "" || (why !== "" && why.length <= longestReplacedReason);
}
