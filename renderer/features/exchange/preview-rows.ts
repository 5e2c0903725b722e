import type { WithholdReason } from "../../../shared/bundle/model.ts";
import type { SharedEntity } from "../../../shared/case/door.ts";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import type { TreeGridRow } from "../../ui/tree-grid.tsx";

type SharedClaim = SharedEntity["claims"][number];
export type Filter = "all" | "leaves" | "stays";

/** One line of the preview: an entity, or one of its claims. */
export type PreviewRow = EntityRow | ClaimRow;
export interface EntityRow extends TreeGridRow {
  readonly kind: "entity";
  readonly entity: SharedEntity;
  /** Claims that leave, and all. */
  readonly leaving: number;
  /** Claims the person may withhold or give back. */
  readonly changeable: readonly ClaimId[];
  readonly byHand: number;
}
export interface ClaimRow extends TreeGridRow {
  readonly kind: "claim";
  readonly entity: SharedEntity;
  readonly claim: SharedClaim;
  readonly leaves: boolean;
  readonly isByHand: boolean;
  readonly canChange: boolean;
  readonly reason: WithholdReason | null;
}
interface View {
  readonly open: ReadonlySet<EntityId>;
  readonly withhold: ReadonlySet<ClaimId>;
  readonly filter: Filter;
  /** Lower case; "" = everything. */
  readonly text: string;
}

/** The visible lines: entities that pass the filter, and the claims of those that are open. What was just withheld shows at once. O(claims). */
export function previewRows(entities: readonly SharedEntity[], view: View): readonly PreviewRow[] {
  return entities.flatMap((entity): readonly PreviewRow[] => {
    if (view.text !== "" && !entity.title.toLowerCase().includes(view.text)) return [];
    const claims = entity.claims.map((claim) => claimRow(entity, claim, view.withhold)).sort(typeFirst);
    const leaving = claims.filter(({ leaves }) => leaves).length;
    if ((view.filter === "leaves" && leaving === 0) || (view.filter === "stays" && leaving === claims.length)) return [];
    const isOpen = view.open.has(entity.entity);
    const head: EntityRow = {
      kind: "entity",
      key: entity.entity,
      level: 1,
      isOpen,
      entity,
      leaving,
      changeable: claims.flatMap(({ canChange, claim }) => (canChange ? [claim.claim] : [])),
      byHand: claims.filter(({ isByHand }) => isByHand).length,
    };
    return isOpen ? [head, ...claims] : [head];
  });
}

/** What a thing is, then what is said of it, in the core's order. */
const typeFirst = (a: ClaimRow, b: ClaimRow): number => Number(b.claim.property === "type") - Number(a.claim.property === "type");

function claimRow(entity: SharedEntity, claim: SharedClaim, withhold: ReadonlySet<ClaimId>): ClaimRow {
  const isByHand = withhold.has(claim.claim);
  const leaves = claim.leaves && !isByHand;
  return {
    kind: "claim",
    key: claim.claim,
    level: 2,
    isOpen: null,
    entity,
    claim,
    leaves,
    isByHand,
    canChange: claim.leaves || isByHand || claim.reason === "by-hand",
    reason: leaves ? null : isByHand ? "by-hand" : claim.reason,
  };
}

/** What Space does: withholds what leaves; gives all back when everything that could be withheld is. */
export function toggled(row: PreviewRow, withhold: ReadonlySet<ClaimId>): ReadonlySet<ClaimId> {
  const claims = row.kind === "claim" ? (row.canChange ? [row.claim.claim] : []) : row.changeable;
  const isAll = claims.length > 0 && claims.every((claim) => withhold.has(claim));
  const next = new Set(withhold);
  for (const claim of claims) {
    if (isAll) next.delete(claim);
    else next.add(claim);
  }
  return next;
}
