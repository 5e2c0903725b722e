import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, openDialog, selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { offerShownChart } from "../../renderer/state/shown-chart.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
let knb: Agency;
let swapHub: EntityId;
let operator: EntityId;
let victim: EntityId;

beforeAll(async () => {
  stage = await openExchangeStage("share rules");
  swapHub = await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
  operator = await addEntity(stage.door, "person", { fullName: "Galymzhan Utebayev", position: "organiser" });
  victim = await addEntity(stage.door, "person", { fullName: "Aliya Sadykova", position: "victim" });
  const strict = { replaces: null, grade: "B2", handling: "red", source: null } as const;
  expectValue(await stage.door.setValue({ entity: swapHub, property: "country", value: { kind: "text", text: "KZ" }, ...strict }));
  await befriend(stage);
  knb = await createAgency("knb", "knb of rules");
  await befriend({ ...stage, mci: knb });
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
  selectEntities([]);
  offerShownChart(null);
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const press = (keys: string) => userEvent.keyboard(keys);
const next = () => press("{Alt>}{n}{/Alt}");
const act = () => press("{Control>}{Enter}{/Control}");
const button = (name: string | RegExp, exact = false) => dialog().getByRole("button", { name, exact });
const entityOf = (id: EntityId) => useCaseMirror.getState().entities.get(id);
const saved = () => [...stage.saved].filter(([name]) => name.endsWith(".dalel"));

/** From an open dialog to the preview, for these officers. */
async function toPreview(officers: readonly RegExp[]): Promise<void> {
  await next();
  for (const officer of officers) await userEvent.click(dialog().getByRole("checkbox", { name: officer }));
  await next();
  await userEvent.click(
    dialog().getByRole("radio", { name: "TLP:AMBER Only for those who need to know, in the recipient's own body and its clients." }),
  );
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "To be blocked");
  await next();
  await expect.element(page.getByRole("treegrid")).toBeVisible();
}

test("a claim above the marking stops the share until somebody says that it stays; it can be shown at once", async () => {
  openDialog({ kind: "share" });
  await toPreview([/Officer of mci/]);
  await says(/Chosen claims that are marked stricter.*: 1\./);
  await expect.element(button("Next")).toBeDisabled();
  await userEvent.click(button("Show").first());
  await expect.element(page.getByRole("row").filter({ hasText: "Marked stricter than" })).toBeVisible();
  await expect.element(page.getByRole("row").filter({ hasText: "Galymzhan" })).not.toBeInTheDocument();
  await userEvent.click(button("They stay"));
  await expect.element(button("Next")).toBeEnabled();
});

test("rules are chips with their counts; a claim they keep is given back by Space, and a template brings them again", async () => {
  openDialog({ kind: "share" });
  await toPreview([/Officer of mci/]);
  await says(/Victims whose data leave: 1/);
  await userEvent.click(button("Victims and minors"));
  await expect.element(dialog().getByText("Victims and minors · 3")).toBeVisible();
  await expect.element(dialog().getByText(/Victims whose data leave/)).not.toBeInTheDocument();
  await userEvent.click(button("Personal data"));
  await expect.element(button(/Withheld by one of your rules · /)).toBeVisible();
  await userEvent.fill(dialog().getByRole("textbox", { name: "Filter by name" }), "galym");
  page.getByRole("treegrid").element().focus();
  await press("{ArrowRight}{ArrowDown}");
  const name = () => page.getByRole("row").filter({ hasText: "Full name" });
  for (let rows = 0; rows < 5 && !name().element().classList.contains("ui-grid-active"); rows++) await press("{ArrowDown}");
  await expect.element(name().getByText("Withheld by one of your rules")).toBeVisible();
  await press(" ");
  await expect.element(name().getByText("Withheld by one of your rules")).not.toBeInTheDocument();
  await press(" ");
  await expect.element(name().getByText("Withheld by one of your rules")).toBeVisible();
  await userEvent.click(button("Templates"));
  await userEvent.click(page.getByRole("menuitem", { name: "Keep these rules as a template" }));
  await userEvent.fill(dialog().getByRole("textbox", { name: "Name of the template" }), "For MCI");
  await userEvent.click(button("Keep"));
  await userEvent.click(button("Remove the rule: Victims and minors"));
  await expect.element(dialog().getByText(/^Victims and minors · /)).not.toBeInTheDocument();
  await userEvent.click(button("Templates"));
  await userEvent.click(page.getByRole("menuitem", { name: "For MCI", exact: true }));
  await expect.element(dialog().getByText("Victims and minors · 3")).toBeVisible();
});

test("two officers get a file each, seen through the eyes of either, and neither names the other", async () => {
  openDialog({ kind: "share" });
  await toPreview([/Officer of mci/, /Officer of knb/]);
  await userEvent.selectOptions(dialog().getByRole("combobox", { name: "Preview as recipient" }), knb.me.author);
  await userEvent.click(button("They stay"));
  await expect.element(button("Next")).toBeEnabled();
  await next();
  await says(/2 files are made, one for each recipient/);
  const before = saved().length;
  await act();
  await expect.poll(() => saved().length).toBe(before + 2);
  await expect.poll(() => dialog().getByText("Saved", { exact: true }).elements().length).toBe(2);
  const [one, other] = saved().slice(before);
  const reports = await Promise.all([one, other].map(async (file) => stage.mci.door.openBundle({ file: new Blob([file?.[1] ?? new Uint8Array()]) })));
  expect(reports.filter(({ ok }) => ok)).toHaveLength(1);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
});

test("what the chart shows is given with its places: what is hidden by its type stays by a rule", async () => {
  const places = [swapHub, operator].map((entity, n) => ({ entity, x: 100 * n, y: 50 }));
  offerShownChart(() => ({ nodes: places, hiddenTypes: ["site"] }));
  openDialog({ kind: "share" });
  await userEvent.click(dialog().getByText(/What the chart shows now: 2 entities/));
  await userEvent.click(dialog().getByText(/The chart goes along/));
  await toPreview([/Officer of mci/]);
  await expect.element(dialog().getByText(/^Type: .* · 0$/)).toBeVisible();
  await userEvent.click(button("As a chart"));
  await expect.element(dialog().getByRole("img", { name: "What they get: things: 2, links: 0" })).toBeVisible();
  await expect.element(page.getByRole("row").filter({ hasText: "Aliya" })).not.toBeInTheDocument();
  await userEvent.click(button("They stay"));
  await expect.element(button("Next")).toBeEnabled();
  await next();
  await says("2 places");
  const before = saved().length;
  await act();
  await expect.poll(() => saved().length).toBe(before + 1);
  expect(expectValue(await stage.door.unsettledShares(null))).toEqual([]);
});

test("what was recorded before the program stopped is asked for, and either answer settles it", async () => {
  const plan = { entities: [victim], withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "check", retainUntil: "" } as const;
  expectValue(await stage.door.shareAll({ ...plan, to: [knb.me.author] }));
  openDialog({ kind: "share" });
  await says(/was its file handed over\?/);
  await userEvent.click(button("It was not"));
  await expect.element(dialog().getByText(/was its file handed over/)).not.toBeInTheDocument();
  expect(expectValue(await stage.door.unsettledShares(null))).toEqual([]);
});

test("a copy for somebody without keys is asked about by its name", async () => {
  const plan = { entities: [victim], withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "check", retainUntil: "" } as const;
  expectValue(await stage.door.shareAll({ ...plan, to: [], addressee: "Алматы қалалық соты" }));
  openDialog({ kind: "share" });
  await says(/to Алматы қалалық соты \(under a passphrase\): was its file handed over\?/);
  await userEvent.click(button("It was handed over"));
  await expect.element(dialog().getByText(/was its file handed over/)).not.toBeInTheDocument();
  expect(expectValue(await stage.door.unsettledShares(null))).toEqual([]);
});

test("what was withheld from an officer before stays, is told, and is let go only after a question; the chart tells it apart", async () => {
  const plan = { entities: [swapHub, operator], files: [], marking: "amber", legalBasis: "", purpose: "check", retainUntil: "" } as const;
  const withhold = Object.values(entityOf(operator)?.facts ?? {}).flatMap((facts) => facts.map(({ claim }) => claim));
  expect(withhold.length).toBe(3);
  const [first] = expectValue(await stage.door.shareAll({ ...plan, withhold, to: [knb.me.author] }));
  expectValue(await stage.door.settleShares({ statementHashes: [first?.statementHash ?? ""], wereHandedOver: true }));
  const places = [swapHub, operator].map((entity, n) => ({ entity, x: 100 * n, y: 50 }));
  offerShownChart(() => ({ nodes: places, hiddenTypes: [] }));
  openDialog({ kind: "share" });
  await toPreview([/Officer of knb/]);
  await says(/Withheld from these recipients before, and stays: 3\./);
  await expect.element(button("Withheld from them before · 3")).toBeVisible();
  await userEvent.click(button("As a chart"));
  const mine = dialog()
    .getByRole("img", { name: /: things: 2/ })
    .first()
    .element();
  expect([...mine.querySelectorAll("text")].map(({ textContent }) => textContent).sort()).toEqual(["Galymzhan Utebayev".slice(0, 18), "SwapHub OTC"]);
  expect([...mine.querySelectorAll("circle.share-chart-stays title")].map(({ textContent }) => textContent)).toEqual(["Galymzhan Utebayev: stays"]);
  await userEvent.click(button("Let them go…"));
  await says(/3 claims were withheld from a recipient on purpose/);
  await userEvent.click(button("They stay").last());
  await userEvent.click(button("Let them go…"));
  await userEvent.click(button("Let them go", true));
  await says(/leaves now because you let it go: 3/);
  await expect.element(dialog().getByText(/Withheld from these recipients before/)).not.toBeInTheDocument();
});
