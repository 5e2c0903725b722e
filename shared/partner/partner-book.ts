import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import type { KeyChange, Partner, Revocation } from "./model.ts";
import type { AdmittedPartner, PartnerEntry } from "./record.ts";
import { fateOf } from "./standing.ts";

/** The fold of the registry's entries about partners: whom we admitted, whom we trust no more, and what signed notices say of keys. */
export class PartnerBook {
  readonly #admitted = new Map<AuthorId, AdmittedPartner>();
  readonly #removed = new Map<AuthorId, InstantMs>();
  readonly #notices: Extract<PartnerEntry, { kind: "notice" }>[] = [];
  #partners: ReadonlyMap<AuthorId, Partner> | null = null;

  constructor(entries: readonly PartnerEntry[] = []) {
    for (const entry of entries) this.note(entry);
  }

  note(entry: PartnerEntry): void {
    this.#partners = null;
    if (entry.kind === "notice") this.#notices.push(entry);
    else if (entry.kind === "removed") this.#removed.set(entry.author, entry.at);
    else {
      // Whoever is compared again is trusted again.
      this.#removed.delete(entry.partner.author);
      this.#admitted.set(entry.partner.author, entry.partner);
    }
  }

  /** In the order they were first admitted, with what became of them; also those that are trusted no more. */
  get partners(): readonly Partner[] {
    return [...this.#folded().values()];
  }

  find(author: AuthorId): Partner | null {
    return this.#folded().get(author) ?? null;
  }

  /** Of keys that were never admitted too. */
  get revocations(): readonly Revocation[] {
    return this.#notices.flatMap(({ notice }) => (notice.kind === "revocation" ? [notice] : []));
  }

  get changes(): readonly KeyChange[] {
    return this.#notices.flatMap(({ notice }) => (notice.kind === "key-change" ? [notice] : []));
  }

  /** The post-quantum key of a signing key, as first heard; "" = none. A second one is never kept (`applyNotices`). */
  hybridOf(author: AuthorId): string {
    const found = this.#notices.find(({ notice }) => notice.kind === "hybrid-key" && notice.author === author);
    return found?.notice.kind === "hybrid-key" ? found.notice.hybridRecipient : "";
  }

  /** The signed notes as they came, oldest first: what may be told on. */
  get notes(): readonly Extract<PartnerEntry, { kind: "notice" }>[] {
    return this.#notices;
  }

  copy(): PartnerBook {
    const removed = [...this.#removed].map(([author, at]) => ({ kind: "removed", author, at }) as const);
    return new PartnerBook([
      ...[...this.#admitted.values()].map((partner) => ({ kind: "admitted", partner }) as const),
      ...removed,
      ...this.#notices,
    ]);
  }

  #folded(): ReadonlyMap<AuthorId, Partner> {
    this.#partners ??= this.#fold();
    return this.#partners;
  }

  #fold(): ReadonlyMap<AuthorId, Partner> {
    // A new key that was removed since does not bring the old one back.
    const facts = { changes: this.changes, revocations: this.revocations, admitted: new Set(this.#admitted.keys()) };
    const asPartner = (partner: AdmittedPartner): Partner => ({
      ...partner,
      ...fateOf(partner, facts),
      hybridRecipient: this.hybridOf(partner.author),
      removedAt: this.#removed.get(partner.author) ?? null,
    });
    return new Map([...this.#admitted].map(([author, partner]) => [author, asPartner(partner)]));
  }
}
