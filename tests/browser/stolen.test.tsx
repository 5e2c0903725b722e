import { BlueprintProvider } from "@blueprintjs/core";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { InspectorPanel } from "../../renderer/features/entity/inspector-panel.tsx";
import { StolenStatements } from "../../renderer/features/exchange/stolen-count.tsx";
import { activeChart } from "../../renderer/features/graph/active-chart.ts";
import { ChartPanel } from "../../renderer/features/graph/chart-panel.tsx";
import { TablePanel } from "../../renderer/features/table/table-panel.tsx";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { createFixedClock, instant } from "../kit/fixed-clock.ts";
import { seal } from "../kit/noted-case.ts";
import { befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

/** The clock of the window stands at 2 March; the thief's was set to 26 February, and the key is reported stolen from 2 March on. */
const thiefsClock = createFixedClock(Date.UTC(2026, 1, 26, 9));
let stage: ExchangeStage;
let exchange: EntityId;

beforeAll(async () => {
  const opened = await openExchangeStage("stolen");
  stage = { ...opened, mci: await createAgency("mci", "robbed mci", { clock: thiefsClock }) };
  const root = document.body.appendChild(document.createElement("div"));
  createRoot(root).render(
    <BlueprintProvider>
      <StolenStatements />
      <div style={{ display: "grid", gridTemplateColumns: "460px 400px 380px", height: 560 }}>
        <div style={{ position: "relative", display: "grid" }}>
          <ChartPanel />
        </div>
        <TablePanel />
        <InspectorPanel />
      </div>
    </BlueprintProvider>,
  );
  await befriend(stage);
  const { door } = stage.mci;
  const theirs = expectValue(await door.createCase({ number: "MCI-7", title: "Blocked sites", handling: "green" }));
  expectValue(await door.openCase({ caseId: theirs }));
  const values = [{ property: "name", value: { kind: "text", text: "SwapHub OTC" } }] as const;
  const said = expectValue(await door.addEntity({ type: "exchange", values, grade: "B2", handling: "green", source: null }));
  exchange = said.entities[0] ?? expect.fail("it was said");
  const { file } = await seal(stage.mci, [stage]);
  const { token, caseId } = expectValue(await stage.door.openBundle({ file }));
  expectValue(await stage.door.acceptBundle({ token }));
  await open(caseId);
  selectEntities([exchange]);
});

const open = async (caseId: CaseId): Promise<void> => setOpenedCase(expectValue(await stage.door.openCase({ caseId })));
const inspector = () => page.elementLocator(document.querySelector("[data-panel=inspector]") ?? document.body);
const dialog = () => page.getByRole("dialog");
const press = (name: string | RegExp) => userEvent.click(dialog().getByRole("button", { name }));
const hasClass = (name: string): boolean => activeChart()?.chart.cy.getElementById(exchange).hasClass(name) === true;
async function reportTheft({ door, me, passphrase }: Agency): Promise<void> {
  thiefsClock.advance(6 * 86_400_000);
  const from = instant(Date.UTC(2026, 2, 2));
  const { bytes } = expectValue(await door.revokeKey({ author: me.author, reason: "stolen", from, proof: { kind: "passphrase", text: passphrase } }));
  expectValue(await stage.door.takeKeyNotice({ bytes }));
}

test("before the theft is known nothing is marked; the notice marks each value, the thing, chart, legend, table and status bar at once", async () => {
  await expect.element(inspector().getByText("SwapHub OTC").first()).toBeVisible();
  expect(page.getByText(/stolen/i).query()).toBeNull();
  await reportTheft(stage.mci);
  await expect.element(inspector().getByText("Key stolen since 02.03.2026", { exact: true }).first()).toBeVisible();
  await expect
    .element(
      inspector()
        .getByText(/\d statements? rests? on a stolen key/)
        .first(),
    )
    .toBeVisible();
  await expect.poll(() => hasClass("stolen")).toBe(true);
  await expect.element(page.getByRole("region", { name: "Legend" }).getByText("rests on a stolen key")).toBeVisible();
  await expect.poll(() => document.querySelectorAll(".ui-grid .table-stolen svg, .ui-grid .table-stolen span").length).toBeGreaterThan(0);
  await expect.element(page.getByRole("button", { name: /statements rest on a stolen key/ })).toBeVisible();
});

test("the partner's page says what of the case rests on the key, and opens it", async () => {
  openDialog({ kind: "partners", file: null, author: stage.mci.me.author });
  await expect.element(dialog().getByText(/statements of the open case rest on this key/)).toBeVisible();
  // A line about nothing is not shown.
  expect(
    dialog()
      .getByText(/taken in before that day/)
      .query(),
  ).toBeNull();
  await press("Show them");
  await expect.element(dialog().getByText(/statements rest on a key reported stolen on 02.03.2026/)).toBeVisible();
  closeDialog();
});

test("the list is ruled on with a reason: one chosen is kept, and undo brings it back", async () => {
  await userEvent.click(page.getByRole("button", { name: /statements rest on a stolen key/ }));
  const grid = dialog().getByRole("grid");
  await expect.element(grid.getByText("SwapHub OTC").first()).toBeVisible();
  // Nothing is chosen: nothing can be ruled on, and never more than is chosen.
  await expect.element(dialog().getByRole("button", { name: "Keep (0)" })).toBeDisabled();
  await press(/^All that wait/);
  await expect.element(dialog().getByRole("button", { name: /^Contest \([1-9]/ })).toBeEnabled();
  const row = grid.getByRole("row").filter({ hasText: "Name" }).first();
  await userEvent.click(row);
  await press("Keep (1)");
  await expect.element(dialog().getByText(/Say why/)).toBeVisible();
  const why = dialog().getByRole("textbox", { name: /Why/ });
  await userEvent.fill(why, "The officer confirmed it by phone");
  await press("Keep (1)");
  await expect.element(grid.getByText("kept", { exact: true })).toBeVisible();
  const { statements } = expectValue(await stage.door.stolenStatements({ key: stage.mci.me.author }));
  expect(statements.filter(({ state }) => state === "kept").map(({ property }) => property)).toEqual(["name"]);
  await expect
    .element(
      inspector()
        .getByText(/kept by us/)
        .first(),
    )
    .toBeInTheDocument();
  // What was ruled is told in the dialog, without a toast over its head, and Ctrl+Z takes it back there.
  await expect.element(dialog().getByText("1 statement is kept. Ctrl+Z undoes it.")).toBeVisible();
  expect(useJobs.getState().notices).toEqual([]);
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.poll(() => grid.getByText("kept", { exact: true }).query()).toBeNull();
  expect(dialog().getByText("1 statement is kept. Ctrl+Z undoes it.").query()).toBeNull();
  closeDialog();
});

test("what nobody ruled on is blocked in the preview of a share and may be left at home there; once it is kept it leaves with a warning", async () => {
  const third = await createAgency("court", "third court");
  await befriend({ ...stage, mci: third });
  selectEntities([]);
  openDialog({ kind: "share" });
  await toPreview(/Officer of court/);
  await expect.element(dialog().getByText(/rest on a key reported stolen or lost, and nobody ruled on them: \d/)).toBeVisible();
  await press("They stay");
  await expect.element(dialog().getByText(/nobody ruled on them/)).not.toBeInTheDocument();
  closeDialog();
  await sayAgain();
  await expect.poll(() => hasClass("stolen")).toBe(false);
  expect(page.getByRole("button", { name: /statements rest on a stolen key/ }).query()).toBeNull();
  openDialog({ kind: "share" });
  await toPreview(/Officer of court/);
  await expect.element(dialog().getByText(/you ruled that they are kept: \d/)).toBeVisible();
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeEnabled();
  closeDialog();
  expect(useDesk.getState().dialog).toBeNull();
});

/** The holder makes new keys, they are compared, and the same case comes signed with them: the review says so, and the list keeps what is said again. */
async function sayAgain(): Promise<void> {
  const { door, passphrase } = stage.mci;
  const { caseId } = useCaseMirror.getState().opened ?? expect.fail("a case");
  expectValue(await door.closeCase(null));
  const { me } = expectValue(await door.makeNewKeys({ proof: { kind: "passphrase", text: passphrase }, reason: "precaution" }));
  expectValue(await door.openCase({ caseId }));
  const { bytes } = expectValue(await door.identityFile(null));
  expectValue(await stage.door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
  const { file } = await seal(stage.mci, [stage]);
  openDialog({ kind: "receive", file: new File([file], "again.dalel") });
  await expect.element(dialog().getByText(/statements waiting under the stolen key .* are said again by this bundle/)).toBeVisible();
  await press("Rule on them");
  await expect.element(dialog().getByText(/said again under a key you compared/)).toBeVisible();
  await userEvent.fill(dialog().getByRole("textbox", { name: /Why/ }), "Asked, and said again");
  await press(/^Said again: keep \([1-9]/);
  await expect.element(dialog().getByText(/that are said again are kept/)).toBeVisible();
  closeDialog();
}

/** From an open share to its preview, for this officer. */
async function toPreview(officer: RegExp): Promise<void> {
  const next = () => userEvent.keyboard("{Alt>}{n}{/Alt}");
  await next();
  await userEvent.click(dialog().getByRole("checkbox", { name: officer }));
  await next();
  await userEvent.click(dialog().getByRole("radio", { name: /TLP:GREEN/ }));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "To be blocked");
  await next();
  await expect.element(page.getByRole("treegrid")).toBeVisible();
}
