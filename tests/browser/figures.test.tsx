import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openSample } from "../../renderer/features/cases/open-sample.ts";
import { InspectorPanel } from "../../renderer/features/entity/inspector-panel.tsx";
import { figuresCommands } from "../../renderer/features/figures/commands.ts";
import { FiguresDialog } from "../../renderer/features/figures/figures-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { closeDialog, openDialog, selectEntities, setMe, useDesk } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { attachWindowCore } from "../kit/window-core.ts";
import { entityNamed } from "./entity-stage.tsx";

beforeAll(async () => {
  await page.viewport(1280, 800);
  attachWindowCore(createSavingHost(new Map()), "figures");
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  setMe(expectValue(await caseDoor().createVault({ passphrase: "a long passphrase of afm", person })).me);
  setUiLanguage("en");
  useDesk.setState({ language: "en" });
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <div style={{ width: 330, height: 700 }}>
          <InspectorPanel />
        </div>
        <FiguresDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
  await openSample();
});
beforeEach(() => closeDialog());

const dialog = () => page.getByRole("dialog");
const cell = (name: string | RegExp) => dialog().getByRole("gridcell", { name });
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();

test("the command is there once a case is open", () => {
  expect(figuresCommands.map((command) => command.isEnabled())).toEqual([true]);
});

test("the slip is flagged in the list and explained with both values that would fit, the implied rate and the table", async () => {
  openDialog({ kind: "figures" });
  await userEvent.click(cell("Turnover of the exchangers shut down"));
  await expect.element(cell("Unit slip").first()).toBeVisible();
  await says("60,000,000,000 KZT and 112,840,000 USD fit each other.");
  await says(
    "Together they imply 1 USD ≈ 531.72634 KZT. Rate table for its period, USD/KZT: 448.9 – 523.4. Within 15 % of the rate on 6 of 12 dates.",
  );
  await says(
    "112,840,000 USD and 60,000,000 KZT are apart by ×1,000: a unit slip (thousand, million, billion). If 112,840,000 USD is right, the other would be 60,000,000,000 KZT; if 60,000,000 KZT is right, the first would be 112,840 USD.",
  );
  await says("2 independent sources");
  await says(/Sources disagree about what this figure measures: Kind of measure/);
});

test("unlike figures set side by side begin with in what they differ", async () => {
  openDialog({ kind: "figures" });
  await userEvent.click(cell("Illegal crypto exchangers shut down"));
  await says("Only one value: there is nothing to compare it with.");
  await userEvent.keyboard("{Control>}");
  await userEvent.click(cell("Resources blocked a year earlier"));
  await userEvent.keyboard("{/Control}");
  await says("These figures do not measure alike. Do not compare them without saying so.");
  const list = [...document.querySelectorAll(".figures-unlike li")].map((item) => item.textContent);
  expect(list).toHaveLength(4);
  await expect.element(dialog().getByRole("row", { name: /^Number 36 .* 980 / })).toBeVisible();
});

test("the rate table is sorted by date, with where each rate was read", async () => {
  openDialog({ kind: "figures" });
  await userEvent.click(dialog().getByRole("tab", { name: /Rate table/ }));
  await expect.element(cell("31.01.2024")).toBeVisible();
  const dates = [...document.querySelectorAll('.figures-rates [role="gridcell"]:first-child')].map((each) => each.textContent ?? "");
  expect(dates.map((date) => date.split(".").reverse().join("-"))).toEqual(dates.map((date) => date.split(".").reverse().join("-")).toSorted());
  await userEvent.click(dialog().getByRole("button", { name: /rates.csv row 1$/ }));
  expect(useDesk.getState().dialog).toMatchObject({ kind: "exhibit", row: 1, column: "rate" });
});

test("a flagged figure says so in the inspector, and opens its check there", async () => {
  selectEntities([entityNamed("USDT frozen and then confiscated").id]);
  await userEvent.click(page.getByRole("button", { name: "Unit slip" }));
  expect(useDesk.getState().dialog).toEqual({ kind: "figures" });
  await says("4,800,000 USDT and 480,000 USDT are apart by ×10: a unit slip (thousand, million, billion), or a nought too many or too few.");
  closeDialog();
  selectEntities([entityNamed("USDT frozen in pyramid cases").id]);
  await expect.element(page.getByRole("button", { name: "Unit slip" })).not.toBeInTheDocument();
});
