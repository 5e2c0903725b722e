import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Commit } from "../../shared/ledger/model.ts";
import { foldCase } from "../../shared/projections/case-fold.ts";
import type { Entity } from "../../shared/projections/model.ts";
import type { Viewpoint } from "../../shared/projections/viewpoint.ts";

/** The eyes of an agency on the day of the fixed clock. */
export const eyesOf = (own: string): Viewpoint => ({ own, day: "2026-11-20", isDated: false });

/** All things and links of some commits, as an agency sees them. */
export function rowsOf(commits: readonly Commit[], own = "afm"): ReadonlyMap<EntityId, Entity> {
  return foldCase(commits, eyesOf(own)).rows;
}

/** What an entity has besides what a test says of it. */
export const bareEntity = { conflicts: [], rulings: [], members: [] } as const;
