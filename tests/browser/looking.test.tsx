import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { offerFile } from "../../renderer/app/dropped-files.ts";
import { findInPalette } from "../../renderer/app/palette-search.ts";
import { commandById } from "../../renderer/app/registry.ts";
import { closeCurrentCase, openCaseById } from "../../renderer/state/case-actions.ts";
import { isEditable, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { setUiLanguage, translate } from "../../renderer/ui/translate.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { add, chartReady, counts, importSample, join } from "./graph-stage.tsx";
import { openShellStage, press, type ShellStage } from "./shell-stage.tsx";

let stage: ShellStage;
let person: EntityId;
let exchange: EntityId;

/** Six steps: case, person, exchange, link, import, period of an alias. */
beforeAll(async () => {
  stage = await openShellStage("looking");
  person = await add(stage.door, "person", "fullName", "Galymzhan Utebayev");
  exchange = await add(stage.door, "exchange", "name", "SwapHub OTC");
  await join(stage.door, "operates", person, exchange);
  await importSample(stage.door, "small");
  const value = { kind: "text", text: "the Broker" } as const;
  const during = { from: "2024-01-01", to: "2024-03-31" };
  const said = { entity: person, property: "alias", value, replaces: null, grade: "B2", handling: "amber", source: null, during } as const;
  expectValue(await stage.door.setValue(said));
  await vi.waitFor(() => expect(counts()).toEqual([7, 1, 4]), { timeout: 10_000 });
  await chartReady();
}, 60_000);

beforeEach(async () => {
  if (useDesk.getState().screen !== "workbench") await openCaseById(stage.caseId);
  setUiLanguage("en");
  selectEntities([]);
  if (!useDesk.getState().isLookingOpen) {
    press("KeyB", { shiftKey: true });
    await expect.element(slider()).toHaveFocus();
  }
  await expect.element(slider()).toBeVisible();
  await goNow();
});

const slider = () => page.getByRole("slider", { name: "Known after step" });
const banner = () => page.getByRole("complementary", { name: "Looking back" });
const bannerText = () => banner().query()?.textContent ?? "";
const statusText = () => document.querySelector(".shell-status")?.textContent ?? "";
const known = () => useCaseMirror.getState().look.known;

async function goNow(): Promise<void> {
  commandById("looking.now")?.run();
  await vi.waitFor(() => expect(isEditable()).toBe(true));
}
async function pressOnSlider(keys: string): Promise<void> {
  const element = slider().element();
  if (element instanceof HTMLElement) element.focus();
  await userEvent.keyboard(keys);
}

test("chart, table, navigator, search and counts follow the slider, step by step", async () => {
  await expect.element(slider()).toHaveAttribute("aria-valuetext", expect.stringMatching(/^6 · .*Aigul Suleimenova · Values changed$/));
  await pressOnSlider("{ArrowLeft}{ArrowLeft}");
  await expect.poll(known).toBe(3);
  await expect.poll(counts).toEqual([2, 1, 0]);
  expect(statusText()).toContain("Entities 2 · exhibits 0 · links 1 · flows 0");
  await expect.poll(bannerText).toContain("Shown as known after step 4 of 6");
  await pressOnSlider("{ArrowLeft}");
  await expect.poll(counts).toEqual([2, 0, 0]);
  selectEntities([exchange]);
  await pressOnSlider("{ArrowLeft}");
  await expect.poll(counts).toEqual([1, 0, 0]);
  expect(document.querySelector("[data-panel=inspector]")?.textContent).toContain("Not there yet");
  expect(page.getByRole("treeitem", { name: /SwapHub/ }).query()).toBeNull();
  expect(document.querySelector("[data-scope=table]")?.textContent).not.toContain("SwapHub");
  expect(findInPalette("@swaphub", useCaseMirror.getState().entities, translate)).toEqual([]);
  await pressOnSlider("{Home}");
  await expect.poll(known).toBe(0);
  await expect.poll(counts).toEqual([0, 0, 0]);
  await pressOnSlider("{PageUp}");
  await expect.poll(known).toBe(null);
  await expect.poll(counts).toEqual([7, 1, 4]);
  expect(banner().query()).toBeNull();
  expect(findInPalette("@swaphub", useCaseMirror.getState().entities, translate)).toHaveLength(1);
});

test("a day shows what was true on it", async () => {
  const day = page.getByRole("textbox", { name: "As it was on" });
  const aliases = () => useCaseMirror.getState().entities.get(person)?.facts["alias"]?.length ?? 0;
  expect(aliases()).toBe(1);
  await userEvent.fill(day, "28.13.2024");
  await expect.element(day).toHaveAttribute("aria-invalid", "true");
  await userEvent.fill(day, "28.03.2024");
  await expect.poll(bannerText).toContain("Shown as it was on 28.03.2024.");
  expect(aliases()).toBe(1);
  await expect.element(day).toHaveFocus();
  await userEvent.fill(day, "28.04.2024");
  await expect.poll(aliases).toBe(0);
  expect(statusText()).toContain("flows 0"); // the transfers of the sample came later
  await pressOnSlider("{ArrowLeft}");
  await expect.poll(bannerText).toContain("Shown as it was on 28.04.2024, as known after step 5 of 6");
  await pressOnSlider("{Escape}");
  await expect.poll(aliases).toBe(1);
  await expect.element(day).toHaveValue("");
});

test("nothing changes the case while looking back: commands, buttons, files and the core itself refuse", async () => {
  selectEntities([person]);
  await pressOnSlider("{ArrowLeft}");
  await expect.element(banner()).toBeVisible();
  const changing = [
    "entity.add",
    "entity.link",
    "entity.rename",
    "entity.remove",
    "intake.import",
    "exchange.share",
    "exchange.receive",
    "app.undo",
    "app.redo",
  ];
  expect(changing.filter((id) => commandById(id)?.isEnabled() !== false)).toEqual([]);
  const buttons = ["intake.import", "entity.add", "entity.link", "exchange.receive", "exchange.share"].map((id) => commandById(id)?.titleKey ?? "");
  const bar = page.getByRole("banner");
  for (const key of buttons) await expect.element(bar.getByRole("button", { name: translate(key), exact: true })).toBeDisabled();
  const inspector = document.querySelector("[data-panel=inspector]");
  expect(inspector?.textContent).toContain("Galymzhan Utebayev");
  expect(inspector?.querySelectorAll(".entity-add, button.entity-value, #entity-rename, [aria-label^=Remove]").length).toBe(0);
  offerFile(new File(["x"], "x.dalel"));
  offerFile(new File(["x"], "x.csv"));
  expect(useDesk.getState().dialog).toBeNull();
  expect(useJobs.getState().notices.at(-1)?.key).toBe("failure:looking-back");
  const said = await stage.door.removeEntities({ entities: [person] });
  expect(said.ok ? "" : said.error.kind).toBe("looking-back");
  await userEvent.click(banner().getByRole("button", { name: "Return to now" }));
  await expect.poll(() => isEditable()).toBe(true);
  await expect.poll(() => document.activeElement?.id).toBe("looking-open");
  expect(inspector?.querySelectorAll("#entity-rename").length).toBe(1);
});

test("places, hidden nodes and the choice of now outlast a look, and what is moved in the past stays there", async () => {
  const chart = await chartReady();
  const note = async () => expectValue(await stage.door.readNote({ name: `chart/${stage.caseId}` }));
  chart.cy.getElementById(exchange).position({ x: 321, y: -77 });
  chart.keepPlaces(chart.cy.nodes());
  chart.hide([person]);
  selectEntities([exchange]);
  await expect.poll(note).toContain("321,-77");
  const kept = await note();
  const steps = useDesk.getState().viewSteps;
  const camera = { zoom: chart.cy.zoom(), pan: { ...chart.cy.pan() } };
  await pressOnSlider("{Home}{ArrowRight}");
  await expect.poll(counts).toEqual([0, 0, 0]);
  chart.showHidden();
  await expect.poll(counts).toEqual([1, 0, 0]);
  await pressOnSlider("{ArrowRight}");
  await expect.poll(() => chart.cy.getElementById(exchange).position()).toEqual({ x: 321, y: -77 });
  chart.cy.getElementById(exchange).position({ x: 5, y: 5 });
  chart.keepPlaces(chart.cy.nodes());
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(await note()).toBe(kept);
  await pressOnSlider("{End}");
  await expect.poll(counts).toEqual([6, 0, 4]);
  expect(chart.cy.getElementById(exchange).position()).toEqual({ x: 321, y: -77 });
  expect([useDesk.getState().selection.entities, useDesk.getState().viewSteps]).toEqual([[exchange], steps]);
  expect(await note()).toBe(kept);
  expect({ zoom: chart.cy.zoom(), pan: chart.cy.pan() }).toEqual(camera);
  chart.showHidden();
});

test("Ctrl+Z where nothing can be undone takes no typing back in a field that was left", async () => {
  await userEvent.fill(page.getByRole("textbox", { name: "Filter rows" }), "swap");
  await pressOnSlider("{ArrowLeft}");
  await expect.poll(known).toBe(4);
  await userEvent.keyboard("{Control>}z{/Control}");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([useDesk.getState().filterText, known()]).toEqual(["swap", 4]);
  await goNow();
  await pressOnSlider("{Control>}z{/Control}");
  await expect.poll(() => useDesk.getState().filterText).toBe("");
});

test("a thumb that runs through many steps ends where it rests, and closing the case returns to now", async () => {
  await pressOnSlider("{Home}{ArrowRight}{ArrowRight}{End}{ArrowLeft}{ArrowLeft}{ArrowLeft}");
  await expect.poll(known).toBe(2);
  await closeCurrentCase();
  expect(useCaseMirror.getState().look).toEqual({ known: null, valid: null });
  await openCaseById(stage.caseId);
  await expect.poll(counts).toEqual([7, 1, 4]);
  expect([isEditable(), useDesk.getState().isLookingOpen, banner().query()]).toEqual([true, false, null]);
  expect(
    expectValue(await stage.door.retract({ claims: [useCaseMirror.getState().entities.get(person)?.facts["alias"]?.[0]?.claim ?? expect.fail()] }))
      .claims,
  ).toBe(1);
  expectValue(await stage.door.undo(null));
});

test("an act while a look is being made ends it, and now stays shown", async () => {
  const look = stage.door.lookAt({ known: 2, valid: null });
  const act = stage.door.setValue({
    entity: person,
    property: "alias",
    value: { kind: "text", text: "G." },
    replaces: null,
    grade: "B2",
    handling: "amber",
    source: null,
  });
  const [looked, acted] = await Promise.all([look, act]);
  // Whichever came first, what is shown is one time whole.
  expect(looked.ok !== acted.ok || known() === 2).toBe(true);
  expect(counts()).toEqual(looked.ok ? [2, 0, 0] : [7, 1, 4]);
});
