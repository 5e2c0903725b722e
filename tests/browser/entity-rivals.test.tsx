import { beforeAll, beforeEach, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { runRulingCommand } from "./ruling-stage.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { ClaimId, EntityId } from "../../shared/kernel/brand.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { type Agency, expectValue } from "../kit/agency.ts";
import { addEntity, inspect, mirrored, openPartner, openStage, type Stage, setText } from "./entity-stage.tsx";

let stage: Stage;
let partner: Awaited<ReturnType<typeof openPartner>>;
let mci: Agency;
let exchange: EntityId;
let count = 0;

beforeAll(async () => {
  await page.viewport(1280, 900);
  stage = await openStage("rivals");
  await addEntity(stage.door, "scheme", { name: "Umit" });
  partner = await openPartner(stage);
  mci = partner.mci;
});
beforeEach(async () => {
  closeDialog();
  count += 1;
  exchange = await addEntity(stage.door, "exchange", { name: `Birja ${count}` });
  inspect(exchange);
  await expect.element(page.getByRole("heading", { level: 2, name: `Birja ${count}` })).toBeVisible();
});

const say = (door: CaseDoor, text: string, grade = "B2", note = ""): Promise<unknown> =>
  door
    .setValue({ entity: exchange, property: "status", value: { kind: "text", text }, replaces: null, grade, handling: "amber", source: null, note })
    .then(expectValue);
const statuses = (): readonly string[] => (mirrored(exchange).facts["status"] ?? []).map(({ value }) => ("text" in value ? value.text : ""));
const claimOf = (text: string): ClaimId => {
  const fact = mirrored(exchange).facts["status"]?.find(({ value }) => "text" in value && value.text === text);
  return fact?.claim ?? expect.fail(`no live value ${text}`);
};
const property = (name: string) => page.getByRole("group", { name, exact: true });

/** Answers the dialog that asks why. */
async function withReason(why: string, submit: string): Promise<void> {
  if (why !== "") await userEvent.fill(page.getByRole("textbox", { name: /Why/ }), why);
  await userEvent.click(page.getByRole("button", { name: submit, exact: true }));
}

/** What stands on the page now, by its class. */
const shown = (): readonly string[] =>
  [...document.body.children].flatMap((element) => (getComputedStyle(element).display === "none" ? [] : [element.className]));

test("shows what is relied on first, with the rule that put it there, and relies on another by a ruling that says why", async () => {
  await say(stage.door, "active", "B2");
  await say(stage.door, "blocked", "A1");
  const status = property("Status");
  await expect.element(status.getByText("2 values from one source")).toBeVisible();
  await expect.element(status.getByText("First by the better grade")).toBeVisible();
  expect(statuses()).toEqual(["blocked", "active"]);
  const mark = status.getByText("2 values from one source").element().closest(".ui-tag") ?? expect.fail("it is a tag");
  expect([...mark.children].every((part) => part.scrollHeight <= mark.clientHeight)).toBe(true);

  await userEvent.click(status.getByRole("button", { name: "Rely on this : Active" }));
  await expect.element(page.getByRole("textbox", { name: /Why/ })).toHaveFocus();
  await userEvent.click(page.getByRole("button", { name: "Rely on this", exact: true }));
  await expect.element(page.getByText("Say why. A ruling without a reason is not kept.")).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: /Why/ }), "Seen working on 1 March");
  await userEvent.fill(page.getByRole("textbox", { name: /Holds until/ }), "01.02.2020");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("This day is past: the ruling would have lapsed already.")).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: /Holds until/ }), "31.12.2090");
  expect(await axeFaults()).toEqual([]);
  await userEvent.keyboard("{Enter}");

  await expect.poll(statuses).toEqual(["active", "blocked"]);
  await expect.element(status.getByText("First by our ruling")).toBeVisible();
  await expect.element(status.getByText("Seen working on 1 March")).toBeVisible();
  await expect.element(status.getByText(/until 31\.12\.2090 inclusive/)).toBeVisible();
  expect(page.getByText("From a newer version").elements()).toHaveLength(0);
  expect(await axeFaults()).toEqual([]);

  await userEvent.click(status.getByRole("button", { name: "Withdraw the ruling" }));
  await withReason("", "Withdraw");
  await expect.poll(statuses).toEqual(["blocked", "active"]);
  expect(mirrored(exchange).rulings).toEqual([]);
});

test("shows a partner's ruling without changing our order, and contests a partner's value and no longer", async () => {
  await say(stage.door, "active", "A1");
  await partner.sendTo();
  await say(mci.door, "blocked", "B3");
  const theirs = [...(mci.entities.get(exchange)?.facts["status"] ?? [])].find(({ agency }) => agency === "mci");
  const claim = theirs?.claim ?? expect.fail("the partner has said its value");
  expectValue(await mci.door.rule({ entity: exchange, claim, why: "Blocked by our order", until: "", handling: "amber" }));
  await partner.sendBack();
  const status = property("Status");
  await expect.element(status.getByText("2 sources disagree")).toBeVisible();
  await expect.element(status.getByText("Blocked by our order")).toBeVisible();
  await expect.element(status.getByText("It does not change our order.")).toBeVisible();
  expect(statuses()).toEqual(["active", "blocked"]);
  expect(status.getByRole("button", { name: "Withdraw the ruling" }).elements()).toHaveLength(0);
  expect(status.getByRole("button", { name: /Edit the value: Blocked/ }).elements()).toHaveLength(0);

  status.getByRole("button", { name: "Dispute what MCI says" }).element().focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.click(page.getByRole("button", { name: "Dispute", exact: true }));
  await expect.element(page.getByText("Say why: a bare objection helps no partner.")).toBeVisible();
  expect(await axeFaults()).toEqual([]);
  await withReason("Seen working\non 2 March", "Dispute");
  await expect.element(status.getByText("Disputed by AFM")).toBeVisible();
  await expect.element(status.getByText(/Seen working\s+on 2 March/)).toBeVisible();
  expect(page.getByRole("group", { name: /Reason of/ }).elements()).toHaveLength(0);
  await userEvent.click(page.getByRole("tab", { name: /History/ }));
  await expect.element(page.getByText(/Contested by .*: Seen working\s+on 2 March/)).toBeVisible();
  await userEvent.click(page.getByRole("tab", { name: /Properties/ }));
  await userEvent.click(status.getByRole("button", { name: "No longer dispute what MCI says" }));
  await expect.poll(() => mirrored(exchange).facts["status"]?.flatMap(({ disputedBy }) => disputedBy)).toEqual([]);
});

test("says that a ruling is void once its value is taken back, and lets it be withdrawn", async () => {
  await say(stage.door, "active");
  await say(stage.door, "blocked");
  const claim = claimOf("active");
  expectValue(await stage.door.rule({ entity: exchange, claim, why: "For now", until: "", handling: "amber" }));
  expectValue(await stage.door.retract({ claims: [claim] }));
  await expect.element(page.getByText("Our ruling is void: its value was taken back.")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Withdraw the ruling" }));
  await withReason("It was another day", "Withdraw");
  await expect.poll(() => mirrored(exchange).rulings).toEqual([]);
});

test("takes a value of ours back at once, and with Shift asks why", async () => {
  await say(stage.door, "active");
  await expect.poll(statuses).toEqual(["active"]);
  const value = property("Status").getByRole("button", { name: /Edit the value: Active/ });
  value.element().focus();
  await userEvent.keyboard("{Shift>}{Delete}{/Shift}");
  await expect.element(page.getByRole("heading", { name: "Take a value back" })).toBeVisible();
  await withReason("A mistake of the clerk", "Take back");
  await expect.poll(() => mirrored(exchange).facts["status"]).toBeUndefined();
  const said = expectValue(await stage.door.everSaid({ entity: exchange }));
  expect(said.flatMap(({ takenBack }) => takenBack.map(({ why }) => why))).toEqual(["A mistake of the clerk"]);
});

test("a double click on a bin takes one value back, though the next one moves under the pointer", async () => {
  const names = (): number => mirrored(exchange).facts["alias"]?.length ?? 0;
  for (const name of ["One", "Two", "Three"]) await setText(stage.door, exchange, "alias", name);
  await expect.poll(names).toBe(3);
  const press = (): void => {
    const bin = property("Also known as")
      .getByRole("button", { name: /Take back our value/ })
      .elements()[1];
    if (bin instanceof HTMLElement) bin.click();
  };
  press();
  await expect.poll(names, { interval: 20 }).toBe(2);
  press();
  // The second click would have been answered by then.
  await setText(stage.door, exchange, "alias", "Four");
  expect(names()).toBe(3);
});

test("says that a ruling has lapsed, and then follows the usual order again", async () => {
  await say(stage.door, "active", "C3");
  await say(stage.door, "blocked", "A1");
  expectValue(await stage.door.rule({ entity: exchange, claim: claimOf("active"), why: "Until the audit", until: "2026-03-01", handling: "amber" }));
  const status = property("Status");
  await expect.element(status.getByText(/Our ruling has lapsed:/)).toBeVisible();
  await expect.element(status.getByText("First by the better grade")).toBeVisible();
  expect(statuses()).toEqual(["blocked", "active"]);
  await expect.element(status.getByRole("button", { name: "Withdraw the ruling" })).toBeVisible();
});

test("shows the first values of a long list, and the rest when asked for", async () => {
  for (let number = 1; number <= 8; number++) await setText(stage.door, exchange, "alias", `Name ${number}`);
  const row = property("Also known as");
  await expect.element(row.getByRole("button", { name: "Show 3 more values" })).toBeVisible();
  await userEvent.click(row.getByRole("button", { name: "Show 3 more values" }));
  await expect.poll(() => row.getByRole("button", { name: /Edit the value: Name/ }).elements()).toHaveLength(8);
});

test("lists all contradictions, narrows them, and opens the one chosen in the inspector at its property", async () => {
  await say(stage.door, "active", "A1");
  await say(stage.door, "liquidated", "B2");
  const other = await addEntity(stage.door, "exchange", { name: "Selected meanwhile" });
  inspect(other);
  runRulingCommand("entity.conflicts");
  const list = page.getByRole("grid", { name: "Contradictions of the case" });
  await expect.element(list.getByText(`Birja ${count}`)).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Name or value" }), "shut down");
  await expect.poll(() => list.getByRole("row").elements()).toHaveLength(2);
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Ruling" }), "ours");
  await expect.element(page.getByText("Nothing fits the filter.")).toBeVisible();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Ruling" }), "unruled");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Property" }), "status");
  expect(await axeFaults()).toEqual([]);
  list.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => useDesk.getState().selection.entities).toEqual([exchange]);
  expect(useDesk.getState().dialog).toBeNull();
  await expect.element(property("Status")).toHaveFocus();
  // The window's Delete takes away the whole thing: from a property it must not get there.
  const heard: string[] = [];
  window.addEventListener("keydown", ({ code }) => void heard.push(code));
  await userEvent.keyboard("{Delete}{Home}");
  expect(heard).toEqual(["Home"]);
});

test("prints what we rely on, why, by whom and until when, and what that rejects; nothing else is on the paper", async () => {
  await say(stage.door, "active", "C3");
  await say(stage.door, "blocked", "A1");
  const draft = { entity: exchange, why: "Order 12 of the court", until: "2090-06", handling: "red" } as const;
  expectValue(await stage.door.rule({ ...draft, claim: claimOf("active") }));
  runRulingCommand("entity.printRulings");
  const dialog = page.getByRole("dialog");
  await expect.element(dialog.getByText("Order 12 of the court")).toBeVisible();
  const paper = document.querySelector<HTMLElement>("body > .entity-print") ?? expect.fail("there is a paper");
  expect(getComputedStyle(paper).display).toBe("none");
  await cdp().send("Emulation.setEmulatedMedia", { media: "print" });
  expect(shown()).toEqual(["entity-print"]);
  await cdp().send("Emulation.setEmulatedMedia", { media: "" });
  for (const words of ["2026-0417", "Umit Invest", "TLP:RED", "Aigul Suleimenova", "until 06.2090 inclusive", "Active", "Blocked", "A1", "C3"])
    expect(paper.textContent).toContain(words);
  expect(await axeFaults()).toEqual([]);
  let printed = 0;
  window.print = () => void (printed += 1);
  await userEvent.click(dialog.getByRole("button", { name: "Print", exact: true }));
  expect(printed).toBe(1);
});

test("the paper says of what time it is, in which order values stand, and which rulings have lost their value", async () => {
  await say(stage.door, "active", "C3");
  await say(stage.door, "blocked", "A1");
  const claim = claimOf("active");
  expectValue(await stage.door.rule({ entity: exchange, claim, why: "The register of May", until: "", handling: "amber" }));
  const points = expectValue(await stage.door.historyPoints(null)).length;
  expectValue(await stage.door.retract({ claims: [claim] }));
  runRulingCommand("entity.printRulings");
  const paper = () => document.querySelector<HTMLElement>("body > .entity-print")?.textContent ?? "";
  await expect.poll(paper).toContain("Rulings whose value was taken back");
  await expect.poll(paper).toContain("Status");
  for (const words of ["Our ruling is void: its value was taken back.", "The register of May", "Active"]) expect(paper()).toContain(words);
  expect(paper()).not.toContain("Shown as");
  closeDialog();
  expectValue(await stage.door.lookAt({ known: points - 1, valid: "2024-03-15" }));
  runRulingCommand("entity.printRulings");
  await expect.poll(paper).toContain("Shown as it was on 15.03.2024, as known after step");
  for (const words of ["Independent sources", "copies of one source count once", "We rely on:"]) expect(paper()).toContain(words);
  closeDialog();
  expectValue(await stage.door.lookAt({ known: null, valid: null }));
});

test("edits all of a statement: value, source and place, time, national mark and note; a changed value loses the source it was read from", async () => {
  const file = new Blob(["a recording"], { type: "text/plain" });
  const about = { fileName: "interview.txt", title: "", publisher: "", publishedAt: "", grade: "B2", handling: "amber" } as const;
  expectValue(await stage.door.addExhibit({ file, ...about }));
  await userEvent.click(page.getByRole("button", { name: /Add.*Licence number/ }));
  await userEvent.keyboard("KZ-77");
  await userEvent.click(page.getByText("More: source, time, national mark, note"));
  await userEvent.click(page.getByRole("combobox", { name: "Source (exhibit)" }));
  await userEvent.keyboard("interview{Enter}");
  await userEvent.fill(page.getByRole("textbox", { name: "Page" }), "0");
  await userEvent.fill(page.getByRole("textbox", { name: "Time code" }), "3:07");
  await userEvent.fill(page.getByRole("textbox", { name: "True from" }), "03.2024");
  await userEvent.fill(page.getByRole("textbox", { name: "True until" }), "2023");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "National mark" }), "official-use");
  await userEvent.fill(page.getByRole("textbox", { name: "Note", exact: true }), "Said in passing");
  await userEvent.click(page.getByRole("button", { name: /Save the value/ }));
  await expect.element(page.getByText("Enter a whole number from 1.")).toBeVisible();
  await expect.element(page.getByText("The end lies before the beginning.")).toBeVisible();
  expect(await axeFaults()).toEqual([]);
  await userEvent.fill(page.getByRole("textbox", { name: "Page" }), "4");
  await userEvent.fill(page.getByRole("textbox", { name: "True until" }), "2024");
  await userEvent.keyboard("{Enter}");
  const licence = () => mirrored(exchange).facts["licenceNumber"]?.[0];
  await expect.poll(() => licence()?.note).toBe("Said in passing");
  expect(licence()).toMatchObject({
    value: { kind: "identifier", text: "KZ-77" },
    source: { place: { page: 4, row: 0, column: "", time: "00:03:07" } },
    during: { from: "2024-03", to: "2024" },
    nationalMark: "official-use",
  });
  const row = property("Licence number");
  for (const words of ["page 4", "00:03:07", "For official use only", "Said in passing", "True: 03.2024 – 2024"])
    await expect.element(row.getByText(words)).toBeVisible();
  expect(await axeFaults()).toEqual([]);

  await userEvent.click(row.getByRole("button", { name: /Edit the value: KZ-77/ }));
  await userEvent.keyboard("{End}8");
  await expect.element(page.getByText(/A changed value is your own word/)).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => licence()?.value).toEqual({ kind: "identifier", text: "KZ-778" });
  expect(licence()).toMatchObject({ source: null, note: "Said in passing", nationalMark: "official-use" });
});

test("keeps both when a second source of ours says something else", async () => {
  await userEvent.click(page.getByRole("button", { name: /Edit the value: Birja/ }));
  await userEvent.keyboard("{Control>}a{/Control}Bourse");
  await userEvent.click(page.getByRole("button", { name: "Save beside the old value: both stay" }));
  await expect.element(property("Name").getByText("2 values from one source")).toBeVisible();
  const names = mirrored(exchange).facts["name"]?.map(({ value }) => ("text" in value ? value.text : ""));
  expect(names?.toSorted()).toEqual([`Birja ${count}`, "Bourse"].toSorted());
});

test("counts with a unit, and says a time from … with an open end", async () => {
  const figure = await addEntity(stage.door, "figure", { title: "Exchanges stopped" });
  inspect(figure);
  await userEvent.click(page.getByRole("button", { name: /Add.*Number/ }));
  await userEvent.keyboard("36{Enter}");
  await expect.poll(() => mirrored(figure).facts["count"]?.[0]?.value).toEqual({ kind: "decimal", text: "36", unit: "exchange" });
  await expect.element(page.getByRole("button", { name: /Edit the value: 36.exchanges/ })).toBeVisible();

  inspect(exchange);
  await userEvent.click(page.getByRole("button", { name: /Add.*First seen/ }));
  await userEvent.click(page.getByRole("button", { name: "From … to …" }));
  await userEvent.fill(page.getByRole("textbox", { name: /First seen: from/ }), "05.2024");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => mirrored(exchange).facts["firstSeen"]?.[0]?.value).toEqual({ kind: "date", from: "2024-05", to: "" });
});

test("shows a case as it was without anything that would change it", async () => {
  await say(stage.door, "active");
  await say(stage.door, "blocked");
  expectValue(await stage.door.lookAt({ known: null, valid: "2026-03-02" }));
  const status = property("Status");
  await expect.element(status.getByText("2 values from one source")).toBeVisible();
  await expect.poll(() => status.getByRole("button").elements()).toHaveLength(0);
  openDialog({ kind: "rule", entity: exchange, claim: claimOf("active") });
  await expect.element(page.getByRole("button", { name: "Rely on this", exact: true })).toBeDisabled();
  expectValue(await stage.door.lookAt({ known: null, valid: null }));
});
