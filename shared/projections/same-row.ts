import type { Conflict, Entity, Fact } from "./model.ts";

/** Whether two rows of one entity show the same: the same claims in the same order, judged alike. O(facts). */
export function isSameRow(a: Entity, b: Entity | undefined): boolean {
  if (b === undefined || a.title !== b.title || a.type !== b.type || a.isDisputed !== b.isDisputed || a.handling !== b.handling) return false;
  if (a.ends?.from !== b.ends?.from || a.ends?.to !== b.ends?.to || a.members.join() !== b.members.join()) return false;
  if (!isSameList(a.rulings, b.rulings, (x, y) => x.claim === y.claim && x.state === y.state && x.property === y.property)) return false;
  // A source found to be a copy changes how many disagree, and no fact.
  if (!isSameList(a.conflicts, b.conflicts, isSameConflict)) return false;
  const properties = Object.keys(a.facts);
  if (properties.length !== Object.keys(b.facts).length) return false;
  return properties.every((property) => isSameList(a.facts[property] ?? [], b.facts[property] ?? [], isSameFact));
}

function isSameFact(a: Fact, b: Fact): boolean {
  return a.claim === b.claim && a.commit === b.commit && a.corroboration === b.corroboration && a.disputedBy.join() === b.disputedBy.join();
}

function isSameConflict(a: Conflict, b: Conflict): boolean {
  return a.property === b.property && a.values === b.values && a.sources === b.sources && a.because === b.because;
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[], isSame: (x: Item, y: Item) => boolean): boolean {
  return (
    a.length === b.length &&
    a.every((item, i) => {
      const other = b[i];
      return other !== undefined && isSame(item, other);
    })
  );
}
