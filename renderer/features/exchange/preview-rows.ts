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
  /** Claims that leave. */
  readonly leaving: number;
  /** Claims the person may withhold or give back. */
  readonly changeable: readonly ClaimRow[];
}
export interface ClaimRow extends TreeGridRow {
  readonly kind: "claim";
  readonly entity: SharedEntity;
  readonly claim: SharedClaim;
  readonly leaves: boolean;
  readonly isByHand: boolean;
  /** Given back by hand, whatever rule names it and whenever it was withheld. */
  readonly isKept: boolean;
  readonly canChange: boolean;
  readonly reason: WithholdReason | null;
}
/** What the person decided claim by claim. */
export interface ByHand {
  readonly withhold: ReadonlySet<ClaimId>;
  readonly keep: ReadonlySet<ClaimId>;
}
interface View extends ByHand {
  readonly open: ReadonlySet<EntityId>;
  readonly filter: Filter;
  /** Lower case; "" = everything. */
  readonly text: string;
  /** Only claims that stay for this reason, all in sight; null = any. */
  readonly reason: WithholdReason | null;
  /** Only these; null = any. */
  readonly only: ReadonlySet<EntityId> | null;
}

/** The visible lines: entities that pass the filter, and the claims of those that are open. What was just withheld shows at once. O(claims). */
export function previewRows(entities: readonly SharedEntity[], view: View): readonly PreviewRow[] {
  return entities.flatMap((entity): readonly PreviewRow[] => {
    if (view.text !== "" && !isFound(entity, view.text)) return [];
    if (view.only !== null && !view.only.has(entity.entity)) return [];
    const all = entity.claims.map((claim) => claimRow(entity, claim, view)).sort(typeFirst);
    const claims = view.reason === null ? all : all.filter(({ reason }) => reason === view.reason);
    const leaving = all.filter(({ leaves }) => leaves).length;
    const isEmpty = view.reason !== null && claims.length === 0;
    if (isEmpty || (view.filter === "leaves" && leaving === 0) || (view.filter === "stays" && leaving === all.length)) return [];
    const isOpen = view.reason !== null || view.open.has(entity.entity);
    const changeable = all.filter(({ canChange }) => canChange);
    const head: EntityRow = { kind: "entity", key: entity.entity, level: 1, isOpen, entity, leaving, changeable };
    return isOpen ? [head, ...claims] : [head];
  });
}

/** By its name, or by any words that are said of it: whoever looks for a person finds every place that names him. */
function isFound({ title, claims }: SharedEntity, text: string): boolean {
  const has = (words: string): boolean => words.toLowerCase().includes(text);
  return has(title) || claims.some(({ value, note }) => ("text" in value && has(value.text)) || has(note));
}

/** What a thing is, then what is said of it, in the core's order. */
const typeFirst = (a: ClaimRow, b: ClaimRow): number => Number(b.claim.property === "type") - Number(a.claim.property === "type");

function claimRow(entity: SharedEntity, claim: SharedClaim, { withhold, keep }: ByHand): ClaimRow {
  const isByHand = withhold.has(claim.claim);
  const isKept = keep.has(claim.claim);
  const leaves = !isByHand && (claim.leaves || (isKept && isOverruled(claim.reason)));
  return {
    kind: "claim",
    key: claim.claim,
    level: 2,
    isOpen: null,
    entity,
    claim,
    leaves,
    isByHand,
    isKept,
    canChange: claim.leaves || isByHand || claim.reason === "by-hand" || isOverruled(claim.reason),
    reason: leaves ? null : isByHand ? "by-hand" : claim.reason,
  };
}

/** Reasons that `keep` overrules. */
const isOverruled = (reason: WithholdReason | null): boolean => reason === "by-rule" || reason === "withheld-before";

/**
 * What Space does: withholds what leaves; gives all back when everything that could be withheld is. What a rule keeps, or what was withheld before, is
 * given back claim by claim.
 */
export function toggled(row: PreviewRow, { withhold, keep }: ByHand): ByHand {
  const claims = row.kind === "claim" ? (row.canChange ? [row] : []) : row.changeable;
  const isGivingBack = claims.every(({ leaves }) => !leaves);
  const [nextWithhold, nextKeep] = [new Set(withhold), new Set(keep)];
  for (const { claim, leaves, reason, isKept } of claims) {
    if (isGivingBack) {
      nextWithhold.delete(claim.claim);
      if (isOverruled(reason)) nextKeep.add(claim.claim);
    } else if (leaves) {
      nextKeep.delete(claim.claim);
      if (!isKept) nextWithhold.add(claim.claim);
    }
  }
  return { withhold: nextWithhold, keep: nextKeep };
}
