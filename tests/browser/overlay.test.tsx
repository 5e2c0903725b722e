import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { InspectorPanel } from "../../renderer/features/entity/inspector-panel.tsx";
import { exchangeCommands } from "../../renderer/features/exchange/commands.ts";
import { OverlayBar } from "../../renderer/features/exchange/overlay-bar.tsx";
import { ChartPanel } from "../../renderer/features/graph/chart-panel.tsx";
import { activeChart } from "../../renderer/features/graph/active-chart.ts";
import { NavigatorPanel } from "../../renderer/features/navigator/navigator-panel.tsx";
import { currentTable } from "../../renderer/features/table/shown-table.ts";
import { TablePanel } from "../../renderer/features/table/table-panel.tsx";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, selectEntities, setTableTab, useDesk } from "../../renderer/state/desk.ts";
import { hideOverlay, useOverlay } from "../../renderer/state/overlay.ts";
import { shownChart } from "../../renderer/state/shown-chart.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
let caseId: CaseId;
let kassa: EntityId;
let owner: EntityId;
let site: EntityId;
let later: File;

const plan = { entities: null, withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "Joint inquiry", retainUntil: "" } as const;
const usual = { grade: "B2", handling: "amber", source: null } as const;
const text = (value: string) => ({ kind: "text", text: value }) as const;

/** A case of the partner's that we hold; since then we said another category, and they changed, added and linked. All of it is set aside here. */
beforeAll(async () => {
  stage = await openExchangeStage("overlay");
  await page.viewport(1400, 900);
  await befriend(stage);
  const { mci, door, me } = stage;
  caseId = expectValue(await mci.door.createCase({ number: "MCI-9", title: "Kassa group", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  kassa = await addEntity(mci.door, "exchange", { name: "Kassa One" });
  owner = await addEntity(mci.door, "person", { fullName: "Серік Сапаров" });
  expectValue(await mci.door.addLink({ type: "operates", from: owner, to: kassa, values: [], ...usual }));
  const first = expectValue(await mci.door.share({ ...plan, to: [me.author] })).file;
  expectValue(await door.acceptBundle({ token: expectValue(await door.openBundle({ file: first })).token }));
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  expectValue(await door.setValue({ entity: kassa, property: "category", value: text("p2p"), replaces: null, ...usual }));
  expectValue(await mci.door.setValue({ entity: kassa, property: "category", value: text("otc"), replaces: null, ...usual }));
  site = await addEntity(mci.door, "exchange", { name: "Қаржы айырбас" });
  await addEntity(mci.door, "person", { fullName: "Ботагөз Әлімова" });
  expectValue(await mci.door.addLink({ type: "operates", from: owner, to: site, values: [], ...usual }));
  later = new File([expectValue(await mci.door.share({ ...plan, to: [me.author] })).file], "later.dalel");
  expectValue(await door.setBundleAside({ token: expectValue(await door.openBundle({ file: later })).token }));
  drawPanels();
  await vi.waitFor(() => expect(chart()?.dataset["layout"]).toBe("ready"), { timeout: 10_000 });
});
beforeEach(() => {
  hideOverlay();
  selectEntities([]);
  closeDialog();
});

/** The four panels of the workbench under the bar. */
function drawPanels(): void {
  const root = document.createElement("div");
  document.body.append(root);
  const box = (width: number, height: number) => ({ width, height, display: "flex", flexDirection: "column", overflow: "auto" }) as const;
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <OverlayBar />
        <div style={{ display: "flex" }}>
          <section style={box(250, 480)} data-panel="navigator">
            <NavigatorPanel />
          </section>
          <section style={box(780, 480)}>
            <ChartPanel />
          </section>
          <section style={box(350, 480)} data-panel="inspector">
            <InspectorPanel />
          </section>
        </div>
        <section style={box(1380, 250)}>
          <TablePanel />
        </section>
      </BlueprintProvider>
    </StrictMode>,
  );
}

/** A busy machine folds the case more slowly than a poll waits by itself. */
const patient = { timeout: 20_000 };
const dialog = () => page.getByRole("dialog");
const bar = () => page.getByRole("complementary", { name: /not accepted/ });
const chart = () => document.querySelector<HTMLElement>(".graph-application");
const table = () => document.querySelector<HTMLElement>("[data-scope=table]");
const row = (name: string | RegExp) => page.getByRole("row", { name });
const classesOf = (id: string): readonly string[] => activeChart()?.chart.cy.getElementById(id).classes() ?? [];
const titles = () => [...useCaseMirror.getState().entities.values()].flatMap(({ type, title }) => (type === "acceptance" ? [] : [title]));
const layerOf = async (): Promise<EntityId> => (expectValue(await stage.door.listLayers(null))[0] ?? expect.fail("a layer")).layer;

/** As a person does, from the list of what was set aside. */
async function switchOn(): Promise<void> {
  openDialog({ kind: "layers" });
  await userEvent.click(dialog().getByRole("button", { name: "Show over the case" }));
  await expect.element(bar()).toBeVisible();
  await expect.poll(() => activeChart()?.chart.cy.getElementById(site).nonempty()).toBe(true);
  await expect.poll(() => chart()?.dataset["layout"]).toBe("ready");
}

/** What counts, exports and shares the case sees of it. */
const counted = () => ({
  chart: { nodes: chart()?.dataset["nodes"], edges: chart()?.dataset["edges"] },
  shared: shownChart()
    ?.nodes.map(({ entity }) => entity)
    .sort(),
  table: { shown: table()?.dataset["shown"], total: table()?.dataset["total"] },
  exported: currentTable()?.plainRows("shown").length,
  counts: useCaseMirror.getState().index.counts,
  mirror: useCaseMirror.getState().entities.size,
});

test("switched on it is seen on the real chart with its own dash, mark and ring, and a legend row leaves a state out; nothing of it counts anywhere", async () => {
  const before = counted();
  await switchOn();
  expect(classesOf(site)).toEqual(expect.arrayContaining(["over-new", "ghost", "ring-0"]));
  expect(classesOf(kassa)).toContain("over-conflict");
  expect(classesOf(kassa)).not.toContain("ghost");
  expect(activeChart()?.chart.cy.getElementById(site).data("label")).toBe("+ Қаржы айырбас");
  expect(activeChart()?.chart.cy.getElementById(kassa).data("label")).toBe("≠ Kassa One");
  expect(counted()).toEqual(before);
  await userEvent.click(page.getByRole("region", { name: "Legend" }).getByRole("button", { name: /\+ New/ }));
  await expect.poll(() => activeChart()?.chart.cy.getElementById(site).nonempty()).toBe(false);
  expect(classesOf(kassa)).toContain("over-conflict");
  await userEvent.click(page.getByRole("region", { name: "Legend" }).getByRole("button", { name: /\+ New/ }));
  await expect.poll(() => activeChart()?.chart.cy.getElementById(site).nonempty()).toBe(true);
  await userEvent.click(bar().getByRole("button", { name: "Switch off" }));
  await expect.poll(() => activeChart()?.chart.cy.getElementById(site).nonempty()).toBe(false);
  expect(activeChart()?.chart.cy.getElementById(kassa).data("label")).toBe("Kassa One");
  await expect.poll(counted).toEqual(before);
});

test("the table marks its rows and lists them alone; what is copied and saved holds none of them, also when they are chosen", async () => {
  await switchOn();
  setTableTab("entities");
  await expect.element(row(/Қаржы айырбас.*not accepted/)).toBeVisible();
  await expect.element(row(/Kassa One.*Another value/)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Only what would change" }));
  await expect.element(row(/Серік Сапаров/)).not.toBeInTheDocument();
  await expect.element(row(/Қаржы айырбас/)).toBeVisible();
  selectEntities([site, kassa]);
  await expect.poll(() => JSON.stringify(currentTable()?.plainRows("chosen"))).toContain("Kassa One");
  expect(JSON.stringify([currentTable()?.plainRows("chosen"), currentTable()?.plainRows("shown")])).not.toContain("Қаржы");
  setTableTab("links");
  await expect.element(row(/not accepted.*Серік Сапаров.*Қаржы айырбас/)).toBeVisible();
  setTableTab("entities");
  await userEvent.click(page.getByRole("button", { name: "Only what would change" }));
  await expect.element(row(/Серік Сапаров/)).toBeVisible();
});

test("navigator and inspector show it beside ours, said to be not accepted; commands about things of the case do not meet it", async () => {
  await switchOn();
  await userEvent.click(page.getByRole("treeitem", { name: /\+ New/ }));
  await expect.poll(() => useDesk.getState().selection.entities.length).toBe(3);
  selectEntities([site]);
  await expect.element(page.getByText(/This is not in the case: nothing counts, exports or shares it/)).toBeVisible();
  await expect
    .poll(() => page.getByRole("group", { name: "Name" }).element().textContent, patient)
    .toMatch(/Theirs.*Қаржы айырбас.*MCI.*B2.*not accepted/);
  selectEntities([kassa]);
  const section = page.getByRole("region", { name: "Not accepted yet" });
  await expect.element(section).toBeVisible();
  await expect
    .poll(() => section.element().textContent, patient)
    .toMatch(/Ours.*P2P.platform.*AFM.*Theirs.*Over-the-counter.desk.*MCI.*not accepted/);
});

test("chosen rows are taken in as one act that is undone as one; what is left stays over the case, and a receipt is offered", async () => {
  const before = titles();
  await switchOn();
  const takeChosen = exchangeCommands.find(({ id }) => id === "arrival.takeChosen");
  expect(takeChosen?.isEnabled()).toBe(false);
  selectEntities([site]);
  expect(takeChosen?.isEnabled()).toBe(true);
  await userEvent.click(bar().getByRole("button", { name: "Take in chosen (1)" }));
  await expect.poll(() => useDesk.getState().dialog?.kind, patient).toBe("receipt");
  closeDialog();
  await expect.poll(titles).toContain("Қаржы айырбас");
  expect(titles()).not.toContain("Ботагөз Әлімова");
  await expect.poll(() => classesOf(site)).not.toContain("ghost");
  expect(useOverlay.getState().overlay?.ghosts.size).toBeGreaterThan(0);
  expectValue(await stage.door.undo(null));
  await expect.poll(titles).toEqual(before);
  await expect.poll(() => classesOf(site)).toContain("ghost");
  await userEvent.click(bar().getByRole("button", { name: "Take in all" }));
  await expect.poll(() => useDesk.getState().dialog?.kind, patient).toBe("receipt");
  closeDialog();
  await expect.poll(titles).toContain("Ботагөз Әлімова");
  await expect.element(bar()).not.toBeInTheDocument();
  expectValue(await stage.door.undo(null));
  await expect.poll(titles).toEqual(before);
});

test("a bundle that was just opened is looked at over the case too, and comes back as a comparison with what was chosen; leaving it drops it", async () => {
  openDialog({ kind: "receive", file: later });
  await userEvent.click(dialog().getByRole("tab", { name: /Differences/ }));
  await userEvent.click(dialog().getByRole("button", { name: "Choose all shown" }));
  await expect.element(dialog().getByText(/statements come in/)).toBeVisible();
  await userEvent.click(dialog().getByRole("button", { name: "Show over the case" }));
  await expect.element(page.getByRole("complementary", { name: "Arrived, not accepted" })).toBeVisible();
  await expect.poll(() => classesOf(site)).toContain("ghost");
  const token = useOverlay.getState().overlay?.review.token ?? "";
  await userEvent.click(bar().getByRole("button", { name: "Compare" }));
  await expect.element(dialog().getByText(/statements come in/)).toBeVisible();
  closeDialog();
  expectValue(await stage.door.setValue({ entity: kassa, property: "country", value: text("KZ"), replaces: null, ...usual }));
  await expect.poll(() => useOverlay.getState().overlay?.review.token).toBe(token);
  expectValue(await stage.door.undo(null));
  hideOverlay();
  await expect.poll(async () => (await stage.door.reviewRow({ token, entity: kassa })).ok).toBe(false);
});

test("a layer that is left, and a case that is closed, leave nothing over the workbench", async () => {
  await switchOn();
  expectValue(await stage.door.leaveLayer({ layer: await layerOf() }));
  await expect.element(bar()).not.toBeInTheDocument();
  expectValue(await stage.door.undo(null));
  await switchOn();
  const { opened } = useCaseMirror.getState();
  useCaseMirror.setState({ opened: null });
  expect(useOverlay.getState().overlay).toBeNull();
  useCaseMirror.setState({ opened });
});

test.each(["en", "ru", "kk"] as const)("what is looked at over the case is whole in %s, light and dark", async (language) => {
  await switchOn();
  setUiLanguage(language);
  selectEntities([kassa]);
  for (const theme of ["light", "dark"] as const) {
    document.body.classList.toggle("bp6-dark", theme === "dark");
    useDesk.setState({ theme });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.screenshot({ path: `../../dist/screens/overlay-${language}-${theme}.png` });
    for (const element of document.querySelectorAll<HTMLElement>(".exchange-over"))
      expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
  }
  document.body.classList.remove("bp6-dark");
  setUiLanguage("en");
  useDesk.setState({ theme: "light" });
});
