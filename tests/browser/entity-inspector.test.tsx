import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useDesk } from "../../renderer/state/desk.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, inspect, mirrored, openPartner, openStage, type Stage, setText } from "./entity-stage.tsx";

let stage: Stage;
let person: EntityId;
let partner: Awaited<ReturnType<typeof openPartner>>;

beforeAll(async () => {
  stage = await openStage("inspector");
});
beforeEach(async () => {
  person = await addEntity(stage.door, "person", { fullName: "Galymzhan Utebayev" });
  inspect(person);
  await expect.element(page.getByRole("heading", { level: 2, name: "Galymzhan Utebayev" })).toBeVisible();
});

const texts = (property: string): readonly string[] =>
  (mirrored(person).facts[property] ?? []).map(({ value }) => ("text" in value ? value.text : value.kind));

async function contest(): Promise<void> {
  await userEvent.fill(page.getByRole("textbox", { name: /Why/ }), "Our register says otherwise");
  await userEvent.click(page.getByRole("button", { name: "Dispute", exact: true }));
}

test("edits a value in its place: Enter saves it in the place of the old one, and the focus stays there", async () => {
  await userEvent.click(page.getByRole("button", { name: /Edit the value: Galymzhan/ }));
  await userEvent.keyboard("{Control>}a{/Control}Ғалымжан Өтебаев{Enter}");
  await expect.poll(() => texts("fullName")).toEqual(["Ғалымжан Өтебаев"]);
  const edited = page.getByRole("button", { name: /Edit the value: Ғалымжан/ });
  await expect.element(edited).toHaveFocus();
});

test("keeps the source and an open end when only the grade of a value changes", async () => {
  const opened = { kind: "date", from: "2024-03", to: "" } as const;
  const said = { entity: person, property: "birthDate", value: opened, replaces: null, grade: "B2", handling: "amber", source: null } as const;
  await stage.door.setValue(said);
  await userEvent.click(page.getByRole("button", { name: /Edit the value: 03\.2024/ }));
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Grade" }), "A1");
  await userEvent.click(page.getByRole("button", { name: /Save the value/ }));
  await expect
    .poll(() => mirrored(person).facts["birthDate"]?.map(({ value, grade }) => ({ value, grade })))
    .toEqual([{ value: opened, grade: "A1" }]);
});

test("takes back the value that has the focus on Delete, and only it", async () => {
  await setText(stage.door, person, "citizenship", "KZ");
  const value = page.getByRole("button", { name: /Edit the value: KZ/ });
  await expect.element(value).toBeVisible();
  value.element().focus();
  await userEvent.keyboard("{Delete}");
  await expect.poll(() => texts("citizenship")).toEqual([]);
  expect(texts("fullName")).toEqual(["Galymzhan Utebayev"]);
});

test("the button that takes a value back names the value", async () => {
  await expect.element(page.getByRole("button", { name: /Take back our value: .*, Galymzhan Utebayev/ })).toBeVisible();
});

test("leaves a value as it was on Escape", async () => {
  await userEvent.click(page.getByRole("button", { name: /Edit the value: Galymzhan/ }));
  await userEvent.keyboard("somebody else{Escape}");
  await expect.element(page.getByRole("button", { name: /Edit the value: Galymzhan/ })).toHaveFocus();
  expect(texts("fullName")).toEqual(["Galymzhan Utebayev"]);
});

test("names the rule a value breaks at the value, adds nothing, and takes the corrected one", async () => {
  await userEvent.click(page.getByRole("button", { name: /Add.*IIN/ }));
  await userEvent.keyboard("850312400016{Enter}");
  const field = page.getByRole("textbox", { name: /IIN/ });
  await expect.element(field).toHaveAttribute("aria-invalid", "true");
  await expect.element(page.getByText(/check digits do not fit/)).toBeVisible();
  expect(texts("iin")).toEqual([]);
  await userEvent.fill(field, "850312400019");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => texts("iin")).toEqual(["850312400019"]);
});

test("keeps both values of a property that should have one, and marks the contradiction", async () => {
  await setText(stage.door, person, "fullName", "Galym Utebaev");
  await expect.element(page.getByText("2 values from one source")).toBeVisible();
  await expect.element(page.getByText("1 contradiction")).toBeVisible();
  for (const name of ["Galymzhan Utebayev", "Galym Utebaev"])
    await expect.element(page.getByRole("button", { name: new RegExp(`Edit the value: ${name}`) })).toBeVisible();
});

test("says who stated a value without a file, with agency and date", async () => {
  const said = page.getByTitle("Stated by an officer, without a file: Aigul Suleimenova");
  await expect.poll(() => said.element().textContent).toMatch(/^Aigul Suleimenova\W*AFM\W*\d{2}\.\d{2}\.\d{4}$/);
});

test("shows another agency's value as theirs, offers to dispute it but not to edit it, and shows the dispute", async () => {
  partner = await openPartner(stage);
  const { mci, sendBack } = partner;
  await setText(mci.door, person, "citizenship", "KZ");
  await sendBack();
  await expect.poll(() => texts("citizenship")).toEqual(["KZ"]);
  expect(page.getByRole("button", { name: /Edit the value: KZ/ }).elements()).toHaveLength(0);
  await userEvent.click(page.getByRole("button", { name: "Dispute what MCI says" }));
  await contest();
  await expect.element(page.getByText("Disputed by AFM")).toBeVisible();
  expect(texts("citizenship")).toEqual(["KZ"]);
  await userEvent.click(page.getByRole("button", { name: "No longer dispute what MCI says" }));
  await expect.element(page.getByText("Disputed by AFM")).not.toBeInTheDocument();
  expect(mirrored(person).facts["citizenship"]?.[0]?.disputedBy).toEqual([]);
  await expect.element(page.getByText("What other agencies said can be contested or ruled on, never changed.")).toBeVisible();
});

test("a partner's word that two are not one stands beside our merge, which holds; contested, it is told no more at once", async () => {
  const [keep, other] = [
    await addEntity(stage.door, "person", { fullName: "Aman Serik" }),
    await addEntity(stage.door, "person", { fullName: "A. Serik" }),
  ];
  const { mci, sendTo, sendBack } = partner;
  await sendTo();
  expectValue(await stage.door.merge({ keep, others: [other], why: "", grade: "B2", handling: "amber" }));
  expectValue(await mci.door.sayDistinct({ a: keep, b: other, why: "two passports" }));
  await sendBack();
  inspect(keep);
  await expect.poll(() => mirrored(keep).members).toEqual([other]);
  const merged = page.getByText(/Merged from 2 entities/);
  await expect.element(merged).toBeVisible();
  expect(merged.element().textContent).toContain("Contested");
  await userEvent.click(merged);
  await expect.element(page.getByText("Said not to be the same")).toBeVisible();
  await expect.element(page.getByText("two passports")).toBeVisible();
  // Of the two as one thing, nothing is said to be another.
  expect(page.getByText(/Not the same as/).elements()).toHaveLength(0);
  const against = page.getByRole("listitem").filter({ hasText: "two passports" });
  await userEvent.click(against.getByRole("button", { name: "Dispute what MCI says" }));
  await contest();
  await expect.poll(() => mirrored(keep).isDisputed).toBe(false);
  await expect.element(against.getByRole("button", { name: "No longer dispute what MCI says" })).toBeVisible();
  inspect(person);
});

test("removes what is selected, and says so; undo brings it back", async () => {
  await userEvent.click(page.getByRole("button", { name: "Remove from the case" }));
  await expect.element(page.getByText("Nothing is selected")).toBeVisible();
  await stage.door.undo(null);
  inspect(person);
  await expect.element(page.getByRole("heading", { level: 2, name: "Galymzhan Utebayev" })).toBeVisible();
});

test("counts several selected things by type", async () => {
  const exchange = await addEntity(stage.door, "exchange", { name: "SwapHub" });
  useDesk.setState({ selection: { entities: [person, exchange], flow: null } });
  await expect.element(page.getByRole("heading", { name: "2 selected" })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Link these two" }));
  expect(useDesk.getState().dialog).toEqual({ kind: "add-link", from: person, to: exchange });
  await userEvent.keyboard("{Escape}");
});
