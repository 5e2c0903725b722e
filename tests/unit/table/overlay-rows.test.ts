import { expect, test } from "vitest";
import { linkRows } from "../../../renderer/features/table/case-rows.ts";
import { entitiesUnder, isGhostRow, rowsUnder } from "../../../renderer/features/table/overlay-rows.ts";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import type { Overlay } from "../../../renderer/state/overlay.ts";
import type { ReviewRow, RowState } from "../../../shared/case/review-door.ts";
import { entityIdOf, plainEntity } from "../../kit/plain-entity.ts";

const own = [plainEntity(1, "person"), plainEntity(2, "person")];
const index = new CaseIndex(new Map(own.map((each) => [each.id, each])));
const ghost = plainEntity(3, "person");
const line = plainEntity(4, "related", { form: "link", ends: { from: entityIdOf(1), to: entityIdOf(3) } });
const rowOf = (number: number, state: RowState) => [entityIdOf(number), { entity: entityIdOf(number), state } as ReviewRow] as const;
const overlay = (part: Partial<Overlay> = {}): Overlay =>
  ({
    rows: new Map([rowOf(1, "changed"), rowOf(3, "new"), rowOf(4, "new")]),
    ghosts: new Map([ghost, line].map((each) => [each.id, each])),
    off: new Set(),
    isAlone: false,
    ...part,
  }) as Overlay;
const numbers = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => Number.parseInt(id, 16));

test("rows of what arrived come after the case's own, by form; alone, only what would change is left; a state that is off is not listed", () => {
  expect(numbers(rowsUnder(null, "node", own, index))).toEqual([1, 2]);
  expect(numbers(rowsUnder(overlay(), "node", own, index))).toEqual([1, 2, 3]);
  expect(numbers(rowsUnder(overlay(), "link", [], index))).toEqual([4]);
  expect(numbers(rowsUnder(overlay({ isAlone: true }), "node", own, index))).toEqual([1, 3]);
  expect(numbers(rowsUnder(overlay({ isAlone: true, off: new Set(["new"]) }), "node", own, index))).toEqual([1]);
});

test("what was accepted a moment ago is listed once, as the case's; a row the case does not have is told as no part of it", () => {
  const accepted = new CaseIndex(new Map([...own, ghost].map((each) => [each.id, each])));
  expect(numbers(rowsUnder(overlay(), "node", [...own, ghost], accepted))).toEqual([1, 2, 3]);
  const { ghosts } = overlay();
  expect([isGhostRow(ghost, ghosts), isGhostRow({ id: entityIdOf(1) }, ghosts), isGhostRow(ghost, null)]).toEqual([true, false, false]);
});

test("a link that arrived finds its ends in the case and among what arrived", () => {
  const [row] = linkRows({ entities: entitiesUnder(overlay(), index), links: [line], answered: new Set() });
  expect([row?.from?.id, row?.to?.id]).toEqual([entityIdOf(1), entityIdOf(3)]);
  const [bare] = linkRows({ entities: entitiesUnder(null, index), links: [line], answered: new Set() });
  expect(bare?.to).toBeNull();
});
