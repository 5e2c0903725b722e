import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { NodeSingular } from "cytoscape";
import type { Chart } from "../../renderer/features/graph/chart.ts";
import { type Box, overlap } from "../../renderer/features/graph/free-room.ts";
import { activeChart } from "../../renderer/features/graph/active-chart.ts";
import { selectEntities, toggleType, useDesk } from "../../renderer/state/desk.ts";
import { turnBack } from "../../renderer/state/view-history.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { add, chartReady, counts, entitiesOf, type GraphStage, importSample, join, openGraphStage, places } from "./graph-stage.tsx";

let stage: GraphStage;
let person: EntityId;
let exchange: EntityId;
const chartArea = () => page.getByRole("application");

beforeAll(async () => {
  stage = await openGraphStage("graph");
  await importSample(stage.door, "small");
  person = await add(stage.door, "person", "fullName", "Galymzhan Utebayev");
  exchange = await add(stage.door, "exchange", "name", "SwapHub OTC");
  await join(stage.door, "operates", person, exchange);
  await vi.waitFor(() => expect(counts()).toEqual([7, 1, 4]), { timeout: 10_000 });
  await chartReady();
});
afterEach(() => selectEntities([]));

test("draws what the case holds: wallets and flows of a file, and what was added and linked by hand", async () => {
  const chart = await chartReady();
  expect(chart.cy.nodes().length).toBe(7);
  expect(chart.cy.getElementById(person).data("label")).toBe("Galymzhan Utebayev");
  expect(chart.cy.edges(".said").map((edge) => edge.data("label"))).toEqual(["operates"]);
  expect(
    chart.cy
      .edges(".flow")
      .map((edge) => edge.data("label"))
      .every((label) => /^[\d,.]+\sUSDT · \d+$/u.test(label)),
  ).toBe(true);
  await expect.element(page.getByText("7 of 7 on the chart · links 1 · flows 4")).toBeVisible();
});

test("gives new nodes places and moves no other; an undo takes only them away", async () => {
  const chart = await chartReady();
  const before = places(chart);
  await importSample(stage.door, "big");
  await expect.poll(() => counts()[0]).toBeGreaterThan(20);
  await chartReady();
  const after = places(chart);
  for (const [id, place] of before) expect(after.get(id)).toEqual(place);
  expect([...after.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  expect(new Set([...after.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(after.size);
  expectValue(await stage.door.undo(null));
  await expect.poll(counts).toEqual([7, 1, 4]);
  expect(places(chart)).toEqual(before);
});

test("draws a flow that was relied on once, as a statement", async () => {
  const chart = await chartReady();
  const [flow] = chart.cy.edges(".flow").map((edge) => edge.id());
  expectValue(await stage.door.promoteFlow({ flow: flow ?? "" }));
  await expect.poll(counts).toEqual([7, 2, 3]);
  const [said] = chart.cy.edges(".flow.said").toArray();
  expect(said?.data("label")).toMatch(/USDT · \d+$/);
  expectValue(await stage.door.undo(null));
  await expect.poll(counts).toEqual([7, 1, 4]);
});

test("keeps thousands of unlinked sites off the chart, counts them, and places those that are asked for", async () => {
  await importSample(stage.door, "sites");
  const strip = page.getByRole("complementary", { name: "Not on the chart" });
  await expect.poll(() => strip.query()?.textContent, { timeout: 10_000 }).toContain("Websites without links: 4,000");
  expect(counts()).toEqual([7, 1, 4]);
  const place = strip.getByRole("button", { name: "Put selected on the chart" });
  await expect.element(place).toBeDisabled();
  selectEntities(entitiesOf("site").slice(0, 2));
  await userEvent.click(place);
  await expect.poll(counts).toEqual([9, 1, 4]);
  await expect.poll(() => strip.query()?.textContent).toContain("Websites without links: 3,998");
  expectValue(await stage.door.undo(null));
  await expect.poll(counts).toEqual([7, 1, 4]);
});

test("shares its selection with the desk, both ways", async () => {
  const chart = await chartReady();
  selectEntities([person]);
  expect(chart.cy.elements(":selected").map((element) => element.id())).toEqual([person]);
  chart.cy.getElementById(exchange).select();
  await expect.poll(() => useDesk.getState().selection.entities).toEqual([exchange, person]);
  const [flow] = chart.cy.edges(".flow").toArray();
  chart.cy.elements().unselect();
  flow?.select();
  await expect.poll(() => useDesk.getState().selection).toEqual({ entities: [], flow: flow?.id() });
  // Beside entities a flow is no selection of the desk, and the chart shows what the desk has.
  chart.cy.getElementById(person).select();
  await expect.poll(() => useDesk.getState().selection).toEqual({ entities: [person], flow: null });
  expect(flow?.selected()).toBe(false);
});

test("hides a type from the legend, and says how much is still shown", async () => {
  const chart = await chartReady();
  const row = page.getByRole("button", { name: /Wallets/ });
  await userEvent.click(row);
  await expect.poll(counts).toEqual([2, 1, 0]);
  expect(chart.cy.nodes(":visible").length).toBe(2);
  await expect.element(row).toHaveAttribute("aria-pressed", "false");
  toggleType("wallet");
  await expect.poll(counts).toEqual([7, 1, 4]);
});

test("keeps places, pins and what was hidden with the case, and draws the same chart when it is opened again", async () => {
  const chart = await chartReady();
  chart.setPinned([person], true);
  const [wallet] = chart.cy.nodes(".type-wallet").toArray();
  const id = chart.shown.nodes.keys().find((each) => each === wallet?.id()) ?? person;
  chart.hide([id]);
  await expect.poll(() => counts()[0]).toBe(6);
  chart.cy.getElementById(exchange).position({ x: 777, y: -333 });
  chart.keepPlaces(chart.cy.nodes());
  const before = places(chart);
  await stage.reopen();
  const again = await chartReady();
  await expect.poll(() => counts()[0]).toBe(6);
  expect(again).not.toBe(chart);
  expect(places(again)).toEqual(before);
  expect(again.isPinned(person)).toBe(true);
  await userEvent.click(page.getByRole("button", { name: "Show hidden nodes" }));
  await expect.poll(counts).toEqual([7, 1, 4]);
  again.setPinned([person], false);
});

test("arranges anew around what is pinned, and takes the arrangement back", async () => {
  const chart = await chartReady();
  chart.setPinned([person], true);
  const before = places(chart);
  await userEvent.click(page.getByRole("button", { name: "Arrange the chart" }));
  await expect.poll(() => places(chart).get(exchange)).not.toEqual(before.get(exchange));
  await chartReady();
  expect(places(chart).get(person)).toEqual(before.get(person));
  await turnBack("undo");
  await expect.poll(() => places(chart)).toEqual(before);
  chart.setPinned([person], false);
});

test("is walked by keyboard: arrows to the nearest, N round the neighbours, Space chooses, Enter leads to the inspector", async () => {
  const chart = await chartReady();
  const area = chartArea().element();
  if (area instanceof HTMLElement) area.focus();
  const spoken = chartArea().getByRole("status");
  const at = (): string => chart.cy.nodes(".cursor").map((node) => node.id())[0] ?? "";
  await userEvent.keyboard("{ArrowRight}");
  await expect.poll(() => spoken.query()?.textContent).toContain("neighbour");
  const across: number[] = [];
  for (let before = ""; before !== at(); await userEvent.keyboard("{ArrowRight}")) {
    before = at();
    across.push(chart.cy.getElementById(before).position("x"));
  }
  const ends = chart.cy.nodes().map((node) => node.position("x"));
  expect(across).toEqual(across.toSorted((a, b) => a - b));
  expect(across.at(-1)).toBe(Math.max(...ends));
  activeChart()?.cursor.goTo(person);
  await expect.element(spoken).toHaveTextContent("Person Galymzhan Utebayev, 1 neighbour");
  await userEvent.keyboard(" ");
  expect(useDesk.getState().selection.entities).toEqual([person]);
  await userEvent.keyboard("n");
  await expect.element(spoken).toHaveTextContent("Crypto exchange SwapHub OTC, 1 neighbour");
  await userEvent.keyboard(" ");
  expect(useDesk.getState().selection.entities).toEqual([exchange, person]);
  await userEvent.keyboard("{Escape}");
  expect(useDesk.getState().selection.entities).toEqual([]);
  await userEvent.keyboard("n{Enter}");
  await expect.poll(() => document.activeElement?.getAttribute("data-panel")).toBe("inspector");
});

test("as a list says nodes, what runs to them, and the facts of that, with the same selection", async () => {
  await userEvent.click(page.getByRole("button", { name: /Chart as a list/ }));
  const list = page.getByRole("treegrid", { name: "Chart as a list" });
  await expect.element(list).toHaveAttribute("aria-rowcount", "8");
  const element = list.element();
  if (element instanceof HTMLElement) element.focus();
  await userEvent.keyboard("{Home}{ArrowRight}{ArrowDown}");
  await expect.element(page.getByRole("row", { name: /Galymzhan Utebayev Person/ })).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => page.getByRole("row", { level: 2 }).query()?.textContent).toContain("SwapHub OTCoperates");
  await userEvent.keyboard(" ");
  await expect.poll(() => useDesk.getState().selection.entities.length).toBe(1);
  await userEvent.keyboard("{ArrowLeft} ");
  await expect.poll(() => useDesk.getState().selection.entities[0]).toBe(person);
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(list).toHaveAttribute("aria-rowcount", "8");
  await userEvent.click(page.getByRole("button", { name: /Chart as a list/ }));
});

test("rings what another agency says, and the legend names the agency", async () => {
  const chart = await chartReady();
  const { me } = useDesk.getState();
  expect(chart.cy.elements(".ring-0").length).toBe(0);
  // Seen by an officer of MCI, every fact of AFM is another agency's.
  useDesk.setState({ me: me === null ? null : { ...me, agency: "mci" } });
  await expect.poll(() => chart.cy.nodes(".ring-0").length).toBe(7);
  expect(chart.cy.edges(".ring-0").map((edge) => edge.data("label"))).toEqual(["operates"]);
  await expect.poll(() => page.getByRole("region", { name: "Legend" }).query()?.textContent).toContain("Facts of AFM");
  useDesk.setState({ me });
  await expect.poll(() => chart.cy.elements(".ring-0").length).toBe(0);
});

test("a fitted chart is fitted anew when its place changes its size, its legend flat where it is narrow, and no name lies on another", async () => {
  const chart = await chartReady();
  const stage = chart.cy.container()?.closest("section") ?? expect.fail("the chart stands in a section");
  chart.camera.fit();
  await expect.poll(() => chart.camera.showsAll()).toBe(true);
  stage.style.width = "520px";
  await expect.poll(() => chart.cy.width()).toBeLessThan(521);
  await expect.poll(() => chart.camera.showsAll()).toBe(true);
  const legend = document.querySelector(".graph-legend")?.getBoundingClientRect();
  expect(legend?.width).toBeGreaterThan(2 * (legend?.height ?? 0));
  const named = chart.cy.nodes().filter((node) => Number(node.style("text-opacity")) > 0);
  expect(named.length).toBeGreaterThan(1);
  const boxes = named.map((node) => node.boundingBox({ includeNodes: false, includeOverlays: false, includeLabels: true }));
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1)) {
      const [across, down] = [Math.min(one.x2, other.x2) - Math.max(one.x1, other.x1), Math.min(one.y2, other.y2) - Math.max(one.y1, other.y1)];
      // A box has some air around the letters.
      expect(across > 12 && down > 6).toBe(false);
    }
  chart.camera.zoomBy(1.5);
  const zoom = await vi.waitUntil(() => (chart.cy.animated() ? null : chart.cy.zoom()));
  stage.style.width = "900px";
  await expect.poll(() => chart.cy.width()).toBeGreaterThan(800);
  expect(chart.cy.zoom()).toBe(zoom);
  chart.camera.fit();
});

/** Where a node with its name stands in the window. */
function boxInWindow(chart: Chart, node: NodeSingular): Box {
  const { left, top } = chart.cy.container()?.getBoundingClientRect() ?? expect.fail("the chart stands somewhere");
  const { x1, x2, y1, y2 } = node.renderedBoundingBox({ includeLabels: true });
  return { left: left + x1, right: left + x2, top: top + y1, bottom: top + y2 };
}
const boxOf = (selector: string): Box => document.querySelector(selector)?.getBoundingClientRect() ?? expect.fail(`no ${selector}`);
const namesUnder = (chart: Chart, cover: Box): readonly string[] =>
  chart.cy
    .nodes()
    .filter((node) => overlap(boxInWindow(chart, node), cover))
    .map((node) => String(node.data("label")));

test("a first chart stands whole and clear of its legend, also what nothing runs to", async () => {
  const alone: EntityId[] = [];
  for (let at = 0; at < 9; at++) alone.push(await add(stage.door, "person", "fullName", `Alone ${at}`));
  const name = `chart/${stage.caseId}`;
  const isKept = async (): Promise<boolean> => {
    const note = expectValue(await stage.door.readNote({ name })) ?? "";
    return alone.every((id) => note.includes(id));
  };
  await expect.poll(isKept, { timeout: 5000 }).toBe(true);
  expectValue(await stage.door.keepNote({ name, text: "" }));
  useDesk.setState({ screen: "locked" });
  await stage.reopen();
  useDesk.setState({ screen: "workbench" });
  const chart = await chartReady();
  await expect.poll(() => chart.cy.animated()).toBe(false);
  expect(chart.cy.nodes().length).toBe(16);
  expect(chart.camera.showsAll()).toBe(true);
  expect(namesUnder(chart, boxOf(".graph-legend"))).toEqual([]);
});

test("a thing chosen elsewhere comes into view clear of legend and map", async () => {
  const chart = await chartReady();
  const node = chart.cy.getElementById(exchange).nodes().first();
  const legend = boxOf(".graph-legend");
  const { left, top } = chart.cy.container()?.getBoundingClientRect() ?? expect.fail();
  const { x, y } = node.position();
  chart.cy.viewport({ zoom: 1, pan: { x: (legend.left + legend.right) / 2 - left - x, y: (legend.top + legend.bottom) / 2 - top - y } });
  expect(overlap(boxInWindow(chart, node), legend)).toBe(true);
  selectEntities([exchange]);
  await expect.poll(() => overlap(boxInWindow(chart, node), boxOf(".graph-legend"))).toBe(false);
  await expect.poll(() => chart.cy.animated()).toBe(false);
  expect(overlap(boxInWindow(chart, node), boxOf(".graph-minimap"))).toBe(false);
});

test("a possible match somebody answered is drawn and named apart from open ones", async () => {
  const chart = await chartReady();
  const [a, b, c] = [
    await add(stage.door, "person", "fullName", "Aigul Serikova"),
    await add(stage.door, "person", "fullName", "Aygul Serikova"),
    await add(stage.door, "person", "fullName", "A. Serikova"),
  ];
  expectValue(await stage.door.sayDistinct({ a, b, why: "different birth years" }));
  expectValue(await stage.door.sayPossible({ a, b, why: "" }));
  expectValue(await stage.door.sayPossible({ a: b, b: c, why: "" }));
  await expect.poll(() => [chart.cy.edges(".answered").length, chart.cy.edges(".possible").length]).toEqual([1, 1]);
  expect(chart.cy.edges(".answered").data("label")).toBe("Answered: not the same");
  const legend = page.getByRole("region", { name: "Legend" });
  await expect.poll(() => legend.query()?.textContent).toContain("Possible match, open1");
  expect(legend.query()?.textContent).toContain("Answered: not the same1");
  useDesk.setState({ tableTab: "links" });
  await expect.element(page.getByText("Possible matches open: 1 of 2")).toBeVisible();
  await expect.element(page.getByRole("gridcell", { name: "Answered: not the same" })).toBeVisible();
  useDesk.setState({ tableTab: "entities" });
});
