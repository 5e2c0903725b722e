import type { EverSaid } from "../../../shared/case/ledger-door.ts";
import type { Fact } from "../../../shared/projections/model.ts";

type Taking = EverSaid["takenBack"][number];

/** Who acted, when, and as what. */
type By = Pick<Fact, "author" | "agency" | "saidAt" | "clock"> & Pick<EverSaid, "act" | "intent">;

/** Of one act what concerns one entity: what it said, and of what had been said before what it took back or contested. */
export interface ToldAct extends By {
  /** "<author>/<act>". */
  readonly key: string;
  /** It undid an undo: what was undone is there again. */
  readonly isRedo: boolean;
  readonly said: readonly EverSaid[];
  readonly taken: readonly { readonly said: EverSaid; readonly taking: Taking }[];
}

/** An act whose lists are still being filled. */
interface Filled extends ToldAct {
  isRedo: boolean;
  readonly said: EverSaid[];
  readonly taken: { readonly said: EverSaid; readonly taking: Taking }[];
}

/** The acts that tell of an entity, newest first: a retraction stands where it was said, not only beside what it takes back. */
export function actsOf(ever: readonly EverSaid[]): readonly ToldAct[] {
  const acts = new Map<string, Filled>();
  const actOf = ({ author, agency, act, clock, saidAt, intent }: By): Filled => {
    const key = `${author}/${act}`;
    const known = acts.get(key) ?? { key, author, agency, act, clock, saidAt, intent, isRedo: false, said: [], taken: [] };
    acts.set(key, known);
    return known;
  };
  for (const said of ever) {
    actOf({ ...said.fact, act: said.act, intent: said.intent }).said.push(said);
    for (const taking of said.takenBack) {
      const act = actOf(taking);
      act.taken.push({ said, taking });
      act.isRedo ||= bringsBack(said, taking);
    }
  }
  return [...acts.values()].sort((a, b) => b.clock - a.clock);
}

/** Whether it takes back an undo, and not one that brought something back itself. */
function bringsBack(said: EverSaid, { intent, target }: Taking): boolean {
  const undone = said.takenBack.find(({ claim }) => claim === target);
  return intent === "undo" && undone?.intent === "undo" && !bringsBack(said, undone);
}
