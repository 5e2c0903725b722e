import type { CaseId } from "../../../shared/kernel/brand.ts";
import type { RegisterEntry, RegisterPartner } from "../../../shared/case/register-door.ts";

/** What one officer, or whoever got copies under a passphrase, holds of one case, as far as our books and their receipts say. */
export interface Holding {
  readonly key: string;
  readonly caseId: CaseId;
  /** null = `addressee`, who has no key here. */
  readonly partner: RegisterPartner | null;
  readonly addressee: string;
  /** The newest bundle that was handed over to them, and the newest they gave a receipt of acceptance for; null = none. */
  readonly handedOver: RegisterEntry;
  readonly accepted: RegisterEntry | null;
  /** Bundles of ours they have, how many of them are recalled or replaced, and how many of these they have not answered. */
  readonly bundles: number;
  readonly withdrawn: number;
  readonly unanswered: number;
  /** The newest they said they destroyed or refused does not count as held. */
  readonly holds: number;
}

interface Given {
  readonly entry: RegisterEntry;
  readonly partner: RegisterPartner | null;
}

/** Who holds which version: one row a case and officer, of what we sent. `entries` newest first. */
export function holdingsOf(entries: readonly RegisterEntry[]): readonly Holding[] {
  const sent = entries.filter(({ direction, state }) => direction === "sent" && state !== "never-left");
  const rows = Map.groupBy(
    sent.flatMap((entry): readonly Given[] =>
      entry.addressee === "" ? entry.partners.map((partner) => ({ entry, partner })) : [{ entry, partner: null }],
    ),
    ({ entry, partner }) => `${entry.caseId}/${partner?.author ?? `to:${entry.addressee}`}`,
  );
  return [...rows].flatMap(([key, given]) => {
    const [newest] = given;
    if (newest === undefined) return [];
    const author = newest.partner?.author;
    const bundles = given.map(({ entry }) => entry);
    const withdrawn = bundles.filter(({ notices }) => notices.length > 0);
    const unanswered = withdrawn.filter(({ notices }) => !notices.every(({ answers }) => answers.some((each) => each.author === author)));
    const deedOf = (entry: RegisterEntry) => entry.receipts.find(({ by }) => by === author)?.receipt.deed;
    const holds = bundles.filter((entry) => !["destroyed", "refused", "looked-at"].includes(deedOf(entry) ?? ""));
    const accepted = holds.find((entry) => deedOf(entry) !== undefined) ?? null;
    const counts = { bundles: bundles.length, withdrawn: withdrawn.length, unanswered: unanswered.length, holds: holds.length };
    const { caseId, addressee } = newest.entry;
    return [{ key, caseId, partner: newest.partner, addressee, handedOver: newest.entry, accepted, ...counts }];
  });
}
