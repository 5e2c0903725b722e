import type { Entity } from "../../shared/projections/model.ts";
import { type CaseMirror, useCaseMirror } from "./case-mirror.ts";
import { type Desk, useDesk } from "./desk.ts";

type Rows = CaseMirror["entities"];
type Choice = Desk["selection"]["entities"];

let known: { readonly rows: Rows; readonly choice: Choice; readonly chosen: readonly Entity[] } = { rows: new Map(), choice: [], chosen: [] };

/** What is chosen and in the case as it is shown, as it was chosen: what an undo took away stays chosen, and is not among them meanwhile. */
export function chosenEntities(): readonly Entity[] {
  return presentOf(useCaseMirror.getState().entities, useDesk.getState().selection.entities);
}

/** The same, for a component. */
export function useChosenEntities(): readonly Entity[] {
  const rows = useCaseMirror(({ entities }) => entities);
  const choice = useDesk(({ selection }) => selection.entities);
  return presentOf(rows, choice);
}

/** Found once for a choice and a state of the case: panels and a dozen commands ask, and all of a big case may be chosen. */
function presentOf(rows: Rows, choice: Choice): readonly Entity[] {
  if (known.rows !== rows || known.choice !== choice) known = { rows, choice, chosen: choice.flatMap((id) => rows.get(id) ?? []) };
  return known.chosen;
}

// No case, no row of one: a lock must leave nothing behind.
useCaseMirror.subscribe(({ opened }) => {
  if (opened === null) known = { rows: new Map(), choice: [], chosen: [] };
});
