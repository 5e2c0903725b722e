import { create } from "zustand";
import type { StolenKey, StolenMark, StolenSight } from "../../shared/case/stolen-door.ts";
import { useCaseMirror } from "./case-mirror.ts";

/** What of the open case rests on stolen keys, as the core last told; null = it told nothing. */
interface StolenStore {
  readonly sight: StolenSight | null;
}

export const useStolen = create<StolenStore>(() => ({ sight: null }));

/** Takes over what the core tells; nothing is left of it when the vault is locked. */
export function hearStolen(sight: StolenSight | null): void {
  useStolen.setState({ sight });
}

/** What the core told of the case that is open; it was told of another one when that is closed. */
export function useStolenSight(): StolenSight | null {
  const caseId = useCaseMirror(({ opened }) => opened?.caseId);
  const sight = useStolen((state) => state.sight);
  return sight !== null && sight.caseId === caseId ? sight : null;
}

/** A statement's mark, with the key it rests on. */
export interface SeenMark extends StolenMark {
  readonly of: StolenKey;
}

export function markIn(sight: StolenSight | null, claim: string): SeenMark | null {
  const marks: ReadonlyMap<string, StolenMark> | undefined = sight?.marks;
  const mark = marks?.get(claim);
  const of = mark === undefined ? undefined : sight?.keys.find(({ key }) => key === mark.key);
  return mark === undefined || of === undefined ? null : { ...mark, of };
}

/** How many statements of a thing rest on a stolen key and wait for a ruling. */
export function useStolenCount(id: string): number {
  const things: ReadonlyMap<string, number> | undefined = useStolenSight()?.things;
  return things?.get(id) ?? 0;
}

/** The same where nothing is drawn: in what is copied or written to a file. */
export function stolenCountOf(id: string): number {
  const { sight } = useStolen.getState();
  const things: ReadonlyMap<string, number> | undefined = sight?.caseId === useCaseMirror.getState().opened?.caseId ? sight?.things : undefined;
  return things?.get(id) ?? 0;
}

/** How many of a case wait for a ruling. */
export function unsettledIn(sight: StolenSight | null): number {
  return (sight?.keys ?? []).reduce((sum, { counts }) => sum + counts.open + counts.asked, 0);
}
