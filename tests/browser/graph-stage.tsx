import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { tinykeys } from "tinykeys";
import { page } from "vitest/browser";
import { vi } from "vitest";
import big from "../../assets/samples/TRON-tokenTransfer-TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod--1743811200000.csv?raw";
import small from "../../assets/samples/TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv?raw";
import sites from "../../assets/samples/domains_4000.csv?raw";
import { activeChart } from "../../renderer/features/graph/active-chart.ts";
import type { Chart } from "../../renderer/features/graph/chart.ts";
import { ChartPanel } from "../../renderer/features/graph/chart-panel.tsx";
import { graphCommands } from "../../renderer/features/graph/commands.ts";
import { tableCommands } from "../../renderer/features/table/commands.ts";
import { TablePanel } from "../../renderer/features/table/table-panel.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { useDesk } from "../../renderer/state/desk.ts";
import { attachLayout } from "../../renderer/state/layout-bridge.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { runLayoutThread } from "../../renderer/workers/layout/layout-thread.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { Channel } from "../../shared/host/rpc.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { expectValue } from "../kit/agency.ts";
import { attachWindowCore } from "../kit/window-core.ts";
import { createSavingHost } from "../kit/saving-host.ts";

/** Sample files by a short name. */
const samples = { big, small, sites } as const;
const profiles = { big: "tronscan.trc20", small: "tronscan.trc20", sites: "domain-list" } as const;

/** Chart and table over a whole core, in English, with one open case; scoped keys work as in the window. */
export interface GraphStage {
  readonly door: CaseDoor;
  readonly caseId: CaseId;
  /** Files that were saved, by name. */
  readonly saved: ReadonlyMap<string, Bytes>;
  /** Takes the panels away and puts them there anew, as closing and opening a case does. */
  reopen(): Promise<void>;
}

export async function openGraphStage(seed: string): Promise<GraphStage> {
  const saved = new Map<string, Bytes>();
  attachWindowCore(createSavingHost(saved), seed);
  attachLayout(startLayoutThread);
  await page.viewport(1100, 820);
  const door = caseDoor();
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  useDesk.setState({ me, language: "en", screen: "workbench" });
  bindKeys();
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  const draw = (isThere: boolean): void => root.render(isThere ? panels : null);
  const open = async (): Promise<void> => {
    setOpenedCase(expectValue(await door.openCase({ caseId })));
    draw(true);
    await chartReady();
  };
  await open();
  const reopen = async (): Promise<void> => {
    draw(false);
    await vi.waitFor(() => invariant(activeChart() === null, "the chart is gone"));
    await open();
  };
  return { door, caseId, saved, reopen };
}

const panels = (
  <StrictMode>
    <BlueprintProvider>
      <section style={{ width: 900, height: 480, display: "flex" }}>
        <ChartPanel />
      </section>
      <section style={{ width: 900, height: 280, display: "flex" }}>
        <TablePanel />
      </section>
      <section data-panel="inspector" tabIndex={-1} aria-label="Inspector" />
    </BlueprintProvider>
  </StrictMode>
);

/** The layout thread in this thread, behind a real port. */
function startLayoutThread() {
  const { port1, port2 } = new MessageChannel();
  runLayoutThread(channelOf(port1));
  return { channel: channelOf(port2), stop: () => port2.close() };
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
  };
}

/** The keys of chart and table, in their scopes only. */
function bindKeys(): void {
  const bindings = [...graphCommands, ...tableCommands].flatMap((command) =>
    command.keys.map((pattern) => [
      pattern,
      (event: KeyboardEvent): void => {
        const target = event.target instanceof Element ? event.target : document.body;
        if (command.scope === null || target.closest(`[data-scope=${command.scope}]`) === null || !command.isEnabled()) return;
        event.preventDefault();
        void command.run();
      },
    ]),
  );
  tinykeys(window, Object.fromEntries(bindings));
}

const usual = { grade: "B2", handling: "amber", source: null } as const;

export async function add(door: CaseDoor, type: string, property: string, text: string): Promise<EntityId> {
  const values = [{ property, value: { kind: "text", text } as const }];
  const [id] = expectValue(await door.addEntity({ type, values, ...usual })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

export async function join(door: CaseDoor, type: string, from: EntityId, to: EntityId): Promise<EntityId> {
  const [id] = expectValue(await door.addLink({ type, from, to, values: [], ...usual })).entities;
  invariant(id !== undefined, "an added link has an id");
  return id;
}

export async function importSample(door: CaseDoor, name: keyof typeof samples): Promise<void> {
  const file = new Blob([samples[name]], { type: "text/csv" });
  expectValue(await door.importFile({ file, fileName: `${name}.csv`, profile: profiles[name], grade: "B2", handling: "amber" }));
}

/** The chart that is mounted, once nothing of it is on the way. */
export async function chartReady(): Promise<Chart> {
  await vi.waitFor(() => invariant(document.querySelector("[data-layout=ready]") !== null, "the chart is ready"), { timeout: 20_000 });
  const chart = activeChart()?.chart;
  invariant(chart !== undefined, "a chart is mounted");
  return chart;
}

/** What tests of the whole program read of the chart: nodes, said links, computed flows. */
export function counts(): readonly [nodes: number, edges: number, flows: number] {
  const data = document.querySelector<HTMLElement>("[role=application]")?.dataset;
  return [Number(data?.["nodes"]), Number(data?.["edges"]), Number(data?.["flows"])];
}

/** Where every node stands. */
export function places(chart: Chart): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  return new Map(chart.cy.nodes().map((node) => [node.id(), { ...node.position() }]));
}

/** Ids of the case's entities of one type. */
export function entitiesOf(type: string): readonly EntityId[] {
  return [...useCaseMirror.getState().entities.values()].filter((entity) => entity.type === type).map(({ id }) => id);
}
