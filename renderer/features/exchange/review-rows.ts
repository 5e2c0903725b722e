import type { SharedEntity } from "../../../shared/case/door.ts";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";

export type SharedClaim = SharedEntity["claims"][number];
/** A row of the preview: an entity, or one claim of an opened entity. */
export type ReviewRow =
  | { readonly kind: "entity"; readonly key: string; readonly entity: SharedEntity; readonly isOpen: boolean; readonly leaving: number }
  | { readonly kind: "claim"; readonly key: string; readonly entity: SharedEntity; readonly claim: SharedClaim };

export function reviewRows(entities: readonly SharedEntity[], open: ReadonlySet<EntityId>, filter: string): readonly ReviewRow[] {
  const words = filter.toLowerCase().split(/\s+/);
  return entities
    .filter(({ title, type }) => words.every((word) => `${title} ${type}`.toLowerCase().includes(word)))
    .flatMap((entity): readonly ReviewRow[] => {
      const isOpen = open.has(entity.entity);
      const head = { kind: "entity", key: entity.entity, entity, isOpen, leaving: entity.claims.filter(({ leaves }) => leaves).length } as const;
      return isOpen ? [head, ...entity.claims.map((claim) => ({ kind: "claim", key: claim.claim, entity, claim }) as const)] : [head];
    });
}

/** The claims of a row that the person may withhold or let go: those that leave, and those withheld by hand. */
export function ownChoice(row: ReviewRow): readonly ClaimId[] {
  const claims = row.kind === "claim" ? [row.claim] : row.entity.claims;
  return claims.filter(({ leaves, reason }) => leaves || reason === "by-hand").map(({ claim }) => claim);
}

/** Withholds the claims of a row, or lets them go again when all of them are withheld already. */
export function withRowToggled(withhold: readonly ClaimId[], row: ReviewRow): readonly ClaimId[] {
  const claims = ownChoice(row);
  const isWithheld = claims.every((claim) => withhold.includes(claim));
  return isWithheld ? withhold.filter((claim) => !claims.includes(claim)) : [...new Set([...withhold, ...claims])];
}
