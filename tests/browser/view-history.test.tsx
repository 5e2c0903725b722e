import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { commandTitle } from "../../renderer/app/command-title.ts";
import { commandById } from "../../renderer/app/registry.ts";
import { closeCurrentCase, openCaseById } from "../../renderer/state/case-actions.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { selectEntities, setFilterText, setHiddenTypes, toggleType, useDesk } from "../../renderer/state/desk.ts";
import { turnBack } from "../../renderer/state/view-history.ts";
import { type Language, setUiLanguage, translate } from "../../renderer/ui/translate.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { add, chartReady, counts, importSample, join } from "./graph-stage.tsx";
import { openShellStage, press, type ShellStage } from "./shell-stage.tsx";

let stage: ShellStage;
let person: EntityId;
let exchange: EntityId;

beforeAll(async () => {
  stage = await openShellStage("view history");
  person = await add(stage.door, "person", "fullName", "Galymzhan Utebayev");
  exchange = await add(stage.door, "exchange", "name", "SwapHub OTC");
  await join(stage.door, "operates", person, exchange);
  await vi.waitFor(() => expect(counts()).toEqual([2, 1, 0]), { timeout: 10_000 });
  await chartReady();
}, 60_000);
beforeEach(() => selectEntities([]));

const history = () => useCaseMirror.getState().history;
const nameOf = (id: "app.undo" | "app.redo"): string => commandTitle(commandById(id) ?? expect.fail(), translate);
const placeOf = async (id: EntityId) => (await chartReady()).cy.getElementById(id).position();
async function moveTo(id: EntityId, x: number, y: number): Promise<void> {
  const chart = await chartReady();
  const node = chart.cy.getElementById(id);
  node.position({ x, y });
  chart.keepPlaces(chart.cy.collection(node).nodes());
}
const rename = async (text: string): Promise<void> => {
  const value = { kind: "text", text } as const;
  expectValue(await stage.door.setValue({ entity: person, property: "alias", value, replaces: null, grade: "B2", handling: "amber", source: null }));
};
const aliases = () => useCaseMirror.getState().entities.get(person)?.facts["alias"]?.length ?? 0;

test("undo and redo turn acts and changes of the view in the one order they were made in", async () => {
  const first = { ...(await placeOf(exchange)) };
  await moveTo(exchange, 400, 40);
  await rename("G. U.");
  (await chartReady()).setPinned([person], true);
  await expect.element(page.getByRole("button", { name: "Undo: pin 1 node (Ctrl+Z)" })).toBeVisible();
  press("KeyZ");
  await expect.poll(() => nameOf("app.undo")).toBe("Undo: change of a value");
  expect((await chartReady()).isPinned(person)).toBe(false);
  press("KeyZ");
  await expect.poll(aliases).toBe(0);
  expect(useDesk.getState().selection.entities).toEqual([person]);
  await expect.poll(() => nameOf("app.undo")).toBe("Undo: move 1 node");
  press("KeyZ");
  await expect.poll(() => placeOf(exchange)).toEqual(first);
  expect(nameOf("app.undo")).toBe("Undo: adding a link");
  expect(nameOf("app.redo")).toBe("Redo: move 1 node");
  for (let at = 0; at < 3; at += 1) press("KeyZ", { shiftKey: true });
  await expect.poll(() => nameOf("app.undo")).toBe("Undo: pin 1 node");
  expect([aliases(), (await chartReady()).isPinned(person), commandById("app.redo")?.isEnabled()]).toEqual([1, true, false]);
  await expect.poll(() => placeOf(exchange)).toEqual({ x: 400, y: 40 });
});

test("a key that is held turns every step once, in order, and holding the other brings all back", async () => {
  const before = { done: history().done, steps: useDesk.getState().viewSteps.done.length };
  for (let at = 0; at < 6; at += 1) {
    await rename(`alias ${at}`);
    await moveTo(exchange, 100 + at, at);
  }
  for (let at = 0; at < 12; at += 1) press("KeyZ");
  await turnBack("undo");
  expect([history().done, useDesk.getState().viewSteps.done.length]).toEqual([before.done, before.steps - 1]);
  for (let at = 0; at < 12; at += 1) press("KeyY");
  await turnBack("redo");
  expect([history().done, useDesk.getState().viewSteps.done.length]).toEqual([before.done + 6, before.steps + 6]);
  await expect.poll(() => placeOf(exchange)).toEqual({ x: 105, y: 5 });
  expect([aliases(), commandById("app.redo")?.isEnabled()]).toEqual([7, false]);
});

test("a key pressed while the turn before it is still under way is not lost: each undo has its redo", async () => {
  await rename("Үтебаев");
  const before = [aliases(), history().done, history().undone];
  for (let n = 0; n < 6; n++) {
    press("KeyZ");
    press("KeyY");
  }
  await turnBack("redo");
  expect([aliases(), history().done, history().undone]).toEqual(before);
  await turnBack("undo");
});

test("types, filters and what was hidden are steps too; typing without a pause is one", async () => {
  toggleType("exchange");
  await userEvent.fill(page.getByRole("textbox", { name: "Filter by name" }), "");
  await userEvent.type(page.getByRole("textbox", { name: "Filter by name" }), "galym");
  expect(nameOf("app.undo")).toBe("Undo: filter text");
  (await chartReady()).hide([person]);
  expect(nameOf("app.undo")).toBe("Undo: hide 1 node");
  await turnBack("undo");
  await expect.poll(() => counts()[0]).toBe(1);
  await turnBack("undo");
  expect([useDesk.getState().filterText, nameOf("app.undo")]).toEqual(["", "Undo: hide 1 type"]);
  await turnBack("undo");
  expect(useDesk.getState().hiddenTypes).toEqual([]);
  await turnBack("redo");
  expect([useDesk.getState().hiddenTypes, nameOf("app.redo")]).toEqual([["exchange"], "Redo: filter text"]);
  setHiddenTypes([]);
  // What was undone of the view is gone; the act that the test before undid is not.
  expect([nameOf("app.undo"), nameOf("app.redo")]).toEqual(["Undo: show 1 type", "Redo: change of a value"]);
});

test("while somebody types, Ctrl+Z is the text's own", async () => {
  const steps = useDesk.getState().viewSteps;
  const done = history().done;
  await userEvent.click(page.getByRole("textbox", { name: "Filter by name" }));
  press("KeyZ");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([useDesk.getState().viewSteps, history().done]).toEqual([steps, done]);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
});

test("steps outlast the window: a case that is opened again undoes and redoes where it was left", async () => {
  await moveTo(exchange, -50, 60);
  await moveTo(exchange, -80, 90);
  toggleType("person");
  setFilterText("swap");
  await turnBack("undo");
  const { viewSteps } = useDesk.getState();
  await closeCurrentCase();
  expect(useDesk.getState().viewSteps.done).toEqual([]);
  await openCaseById(stage.caseId);
  await expect.poll(() => useDesk.getState().viewSteps).toEqual(viewSteps);
  await chartReady();
  expect([useDesk.getState().hiddenTypes, useDesk.getState().filterText, nameOf("app.redo")]).toEqual([["person"], "", "Redo: filter text"]);
  await expect.poll(counts).toEqual([1, 0, 0]);
  await turnBack("undo");
  await expect.poll(counts).toEqual([2, 1, 0]);
  await turnBack("undo");
  await expect.poll(() => placeOf(exchange)).toEqual({ x: -50, y: 60 });
  for (let at = 0; at < 3; at += 1) await turnBack("redo");
  expect([useDesk.getState().filterText, useDesk.getState().hiddenTypes]).toEqual(["swap", ["person"]]);
  await expect.poll(() => placeOf(exchange)).toEqual({ x: -80, y: 90 });
  await turnBack("undo");
  await turnBack("undo");
});

test("says of an import and a removal how much they say, in three languages with their plural forms", async () => {
  await importSample(stage.door, "small");
  const { claims } = history().undo ?? expect.fail();
  expect(nameOf("app.undo")).toBe(`Undo: import, ${claims} statements`);
  const names: Partial<Record<Language, string>> = {};
  for (const language of ["ru", "kk"] as const) {
    setUiLanguage(language);
    names[language] = nameOf("app.undo");
  }
  setUiLanguage("en");
  expect(names).toEqual({
    ru: expect.stringMatching(/^Отменить: импорт, \d+ утверждени[еяй]$/),
    kk: expect.stringMatching(/: импорт, \d+ мәлімдеме$/),
  });
  await turnBack("undo");
  expect(nameOf("app.redo")).toBe(`Redo: import, ${claims} statements`);
});
