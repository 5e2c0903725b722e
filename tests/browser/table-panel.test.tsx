import { beforeAll, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, selectEntities, setFilterText, setTableTab, toggleType, useDesk } from "../../renderer/state/desk.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { tableCommands } from "../../renderer/features/table/commands.ts";
import { add, chartReady, entitiesOf, type GraphStage, importSample, join, openGraphStage } from "./graph-stage.tsx";

let stage: GraphStage;
let person: EntityId;
let link: EntityId;

beforeAll(async () => {
  stage = await openGraphStage("table");
  await importSample(stage.door, "small");
  await importSample(stage.door, "sites");
  person = await add(stage.door, "person", "fullName", "=HYPERLINK(1) Құрманғазы");
  const exchange = await add(stage.door, "exchange", "name", "SwapHub OTC");
  link = await join(stage.door, "operates", person, exchange);
  await vi.waitFor(() => expect(entitiesOf("exchange").length).toBe(1));
  await chartReady();
});

const grid = (name: string) => page.getByRole("grid", { name });
const shown = () => document.querySelector<HTMLElement>("[data-scope=table]")?.dataset["shown"];

test("counts what there is and what is shown, and has only the rows on screen in the page", async () => {
  await expect.element(grid("Entities and exhibits")).toHaveAttribute("aria-rowcount", "4010");
  await expect.poll(shown).toBe("4009");
  expect(document.querySelectorAll("[role=grid] [role=row]").length).toBeLessThan(60);
  await expect.element(page.getByRole("tab", { name: /Links/ })).toHaveTextContent("Links1");
  await expect.element(page.getByRole("tab", { name: /Flows/ })).toHaveTextContent("Flows4");
});

test("filters by text across alphabets and by hidden types", async () => {
  setFilterText("kurmangazy");
  await expect.poll(shown).toBe("1");
  setFilterText("no such thing");
  await expect.element(page.getByText("No entity fits the filter.")).toBeVisible();
  setFilterText("");
  toggleType("site");
  await expect.poll(shown).toBe("9");
  await expect.element(page.getByText("9 of 4,009 shown")).toBeVisible();
  toggleType("site");
  await expect.poll(shown).toBe("4009");
});

test("shares its selection with the desk, both ways", async () => {
  setFilterText("SwapHub");
  await userEvent.click(page.getByRole("row", { name: /SwapHub OTC/ }));
  expect(useDesk.getState().selection.entities).toEqual(entitiesOf("exchange"));
  setFilterText("");
  await expect.poll(shown).toBe("4009");
  selectEntities([person]);
  const row = page.getByRole("row", { name: /Құрманғазы/ });
  await expect.element(row).toHaveAttribute("aria-selected", "true");
});

test("says at a name how many sources disagree, and whether we have ruled", async () => {
  const usual = { entity: person, property: "birthDate", replaces: null, grade: "B2", handling: "amber", source: null } as const;
  for (const year of ["1985", "1986"]) await stage.door.setValue({ ...usual, value: { kind: "date", from: year, to: year } });
  const signs = () => [...document.querySelectorAll("[role=row] svg title")].map(({ textContent }) => textContent);
  await expect.poll(signs).toContain("Date of birth: 2 values from one source; no ruling of ours");
  const facts = () => useCaseMirror.getState().entities.get(person)?.facts["birthDate"] ?? [];
  const claim = facts()[0]?.claim ?? expect.fail("the person was born");
  await stage.door.rule({ entity: person, claim, why: "Named so by two witnesses", until: "", handling: "amber" });
  await expect.poll(signs).toContain("Date of birth: 2 values from one source; ruled by us");
  for (const _ of [1, 2, 3]) await stage.door.undo(null);
  await expect.poll(() => facts().length).toBe(0);
});

test("shows links with their ends, and flows with exact sums, sorted by value", async () => {
  setTableTab("links");
  await userEvent.click(page.getByRole("row", { name: /operates.*Құрманғазы.*SwapHub OTC/ }));
  expect(useDesk.getState().selection.entities).toEqual([link]);
  setTableTab("flows");
  const header = page.getByRole("columnheader", { name: "Amount" });
  await userEvent.click(header);
  const sums = (): readonly number[] =>
    [...document.querySelectorAll("[role=grid] [role=gridcell]:nth-child(3)")].map((cell) => Number((cell.textContent ?? "").replaceAll(",", "")));
  await expect.poll(() => sums().length).toBe(4);
  expect(sums()).toEqual(sums().toSorted((a, b) => a - b));
  await userEvent.click(header);
  await expect.poll(sums).toEqual(sums().toSorted((a, b) => b - a));
  await userEvent.click(page.getByRole("row", { name: /USDT/ }).first());
  expect(useDesk.getState().selection.flow).toMatch(/^[0-9a-f]{32}\/[0-9a-f]{32}\/T\w+$/);
  setTableTab("entities");
});

test("what is shown leaves by the export dialog, which is told its rows", async () => {
  setFilterText("hyperlink");
  await expect.poll(shown).toBe("1");
  selectEntities([]);
  await tableCommands.find(({ id }) => id === "table.export")?.run();
  expect(useDesk.getState().dialog).toEqual({ kind: "export", table: "entities", shown: [person], chosen: [] });
  closeDialog();
  setFilterText("");
  await expect.poll(shown).toBe("4009");
  selectEntities([person]);
  await expect.element(page.getByRole("row", { name: /Құрманғазы/ })).toHaveAttribute("aria-selected", "true");
  await tableCommands.find(({ id }) => id === "table.export")?.run();
  expect(useDesk.getState().dialog).toEqual({ kind: "export", table: "entities", shown: null, chosen: [person] });
  closeDialog();
});
