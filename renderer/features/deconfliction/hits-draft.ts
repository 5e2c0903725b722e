import type { HitsPlan, IdentifierCounts } from "../../../shared/case/deconfliction-door.ts";
import type { IdentifierKind } from "../../../shared/deconfliction/model.ts";
import type { AuthorId, EntityId } from "../../../shared/kernel/brand.ts";

export const allKinds: readonly IdentifierKind[] = ["wallet", "domain", "phone", "iin", "bin"];
/** Kinds of which all values can be tried. */
export const isSlow = (kind: IdentifierKind): boolean => kind === "phone" || kind === "iin" || kind === "bin";
export const dayChoices = [1, 7, 14, 30, 90] as const;

/** What the person has decided so far. */
export interface HitsDraft {
  readonly to: AuthorId | null;
  readonly scope: "selection" | "case";
  readonly kinds: readonly IdentifierKind[];
  readonly days: number;
  /** Which secret: the proposed one, or one typed. */
  readonly secret: "proposed" | "typed";
  readonly typed: string;
}
export type ChangeDraft = (part: Partial<HitsDraft>) => void;

/** Nobody, and only what cannot be listed. */
export const emptyDraft: HitsDraft = { to: null, scope: "case", kinds: ["wallet", "domain"], days: 14, secret: "proposed", typed: "" };

/** The plan the core is asked with; null while nobody is chosen. */
export function planOf(draft: HitsDraft, chosen: readonly EntityId[], proposed: string): HitsPlan | null {
  const { to, kinds, days, scope, secret, typed } = draft;
  return to === null ? null : { to, kinds, days, entities: scope === "case" ? null : chosen, secret: secret === "proposed" ? proposed : typed };
}

/** How many identifiers of the chosen kinds go in, and how many of these are stretched one by one. */
export function goingOf(counts: IdentifierCounts | null, kinds: readonly IdentifierKind[]): { readonly goes: number; readonly slow: number } {
  const chosen = (counts?.kinds ?? []).filter(({ kind }) => kinds.includes(kind));
  const sum = (some: typeof chosen): number => some.reduce((total, { goes }) => total + goes, 0);
  return { goes: sum(chosen), slow: sum(chosen.filter(({ kind }) => isSlow(kind))) };
}
