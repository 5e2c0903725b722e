import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { historyCommands } from "../../renderer/features/history/commands.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { examineAudit } from "../../shared/bundle/examine-audit.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, inspect, mirrored, openPartner, openStage, type Stage, setText } from "./entity-stage.tsx";

let stage: Stage;
let person: EntityId;
let other: EntityId;

beforeAll(async () => {
  stage = await openStage("history");
  person = await addEntity(stage.door, "person", { fullName: "Galymzhan Utebayev" });
  other = await addEntity(stage.door, "person", { fullName: "Somebody Else" });
  const [name] = mirrored(person).facts["fullName"] ?? [];
  const value = { kind: "text", text: "Ғалымжан Өтебаев" } as const;
  const said = { entity: person, property: "fullName", value, grade: "A1", handling: "green", source: null } as const;
  expectValue(await stage.door.setValue({ ...said, replaces: name?.claim ?? null }));
  const { mci, sendBack } = await openPartner(stage);
  await setText(mci.door, person, "citizenship", "KZ");
  const [ours] = mci.entities.get(person)?.facts["fullName"] ?? [];
  expectValue(await mci.door.dispute({ claims: ours === undefined ? [] : [ours.claim] }));
  await sendBack();
});
beforeEach(() => closeDialog());

const rowCount = (): number => Number(page.getByRole("grid", { name: "Action log of the case" }).element().getAttribute("aria-rowcount")) - 1;
const acts = async (): Promise<number> => expectValue(await stage.door.audit(null)).length;
const run = (id: string): void => void historyCommands.find((command) => command.id === id)?.run();

test("lists every act with its officer and agency, and filters by officer and by kind", async () => {
  run("history.show");
  await expect.poll(rowCount).toBe(await acts());
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Officer" }), "AFM · Aigul Suleimenova");
  const log = expectValue(await stage.door.audit(null));
  await expect.poll(rowCount).toBe(log.filter(({ agency }) => agency === "afm").length);
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What was done" }), "Values changed");
  await expect.poll(rowCount).toBe(1);
  await expect.element(page.getByText(`1 of ${log.length} acts`)).toBeVisible();
});

test("shows what an act changed, before and after, with Enter", async () => {
  run("history.show");
  await expect.poll(rowCount).toBe(await acts());
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What was done" }), "Values changed");
  await userEvent.click(page.getByRole("gridcell", { name: "Aigul Suleimenova" }));
  await userEvent.keyboard("{Enter}");
  const change = page.getByRole("table", { name: "What changed" }).getByRole("row", { name: /Full name/ });
  await expect.element(change).toBeVisible();
  const [before, after] = change.getByRole("cell").elements();
  expect(before?.textContent).toMatch(/^Galymzhan UtebayevNo longer holdsAFMB2TLP:AMBER$/);
  expect(after?.textContent).toMatch(/^Ғалымжан ӨтебаевNewAFMA1TLP:GREEN/);
});

test("shows the acts that touched what is selected, until the filter is taken away", async () => {
  inspect(other);
  run("history.ofEntity");
  await expect.poll(rowCount).toBe(1);
  await userEvent.click(page.getByRole("button", { name: "Show acts of all things again" }));
  await expect.poll(rowCount).toBe(await acts());
  inspect(person);
  useDesk.setState({ selection: { entities: [], flow: null } });
  expect(historyCommands.find(({ id }) => id === "history.ofEntity")?.isEnabled()).toBe(false);
});

test("narrows the log to a thing that is searched for in it", async () => {
  run("history.show");
  await expect.poll(rowCount).toBe(await acts());
  await userEvent.fill(page.getByRole("combobox", { name: "Entity" }), mirrored(other).title);
  await userEvent.keyboard("{Enter}");
  await expect.poll(rowCount).toBe(1);
  // Who narrows by keyboard goes on from there.
  await expect.element(page.getByRole("group", { name: "Entity" })).toHaveFocus();
  await userEvent.click(page.getByRole("button", { name: "Show acts of all things again" }));
  await expect.element(page.getByRole("combobox", { name: "Entity" })).toHaveFocus();
  await expect.poll(rowCount).toBe(await acts());
});

test("checks the chain with F5 and says how many records hold", async () => {
  run("history.show");
  await expect.poll(rowCount).toBe(await acts());
  await userEvent.keyboard("{F5}");
  const { commits } = expectValue(await stage.door.verifyChain(null));
  await expect.element(page.getByText(`All signed records hold: ${commits}`)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Close the result" }));
  expect(page.getByText(/All signed records hold/).elements()).toHaveLength(0);
});

test("begins the check at once when the command says so", async () => {
  run("history.verify");
  await expect.element(page.getByText(/All signed records hold/)).toBeVisible();
  await expect.poll(() => useJobs.getState().jobs).toEqual([]);
});

test("saves both files of the extract; of a filtered log only what is shown", async () => {
  run("history.show");
  await expect.poll(rowCount).toBe(await acts());
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What was done" }), "Values changed");
  await expect.poll(rowCount).toBeLessThan(await acts());
  const shown = rowCount();
  await userEvent.click(page.getByRole("button", { name: "Export signed extract" }));
  await expect.poll(() => stage.saved.size).toBe(2);
  const named = (ending: string): Bytes => [...stage.saved].find(([name]) => name.endsWith(ending))?.[1] ?? new Uint8Array(0);
  const { content } = expectValue(await examineAudit(named(".json"), named(".csv")));
  expect([content.entries.length, content.caseEntries]).toEqual([shown, await acts()]);
});

test("tells in the inspector all that was ever said, and who took it back or contests it", async () => {
  inspect(person);
  await userEvent.click(page.getByRole("tab", { name: "History" }));
  const rows = (text: string): readonly (string | null)[] =>
    page
      .getByRole("listitem")
      .filter({ hasText: text, hasNot: page.getByRole("list") })
      .elements()
      .map((element) => element.textContent);
  // Above, in the act that did it; below, in the act that said it.
  await expect.poll(() => rows("Galymzhan Utebayev").length).toBe(2);
  expect(rows("Galymzhan Utebayev")[0]).toMatch(/Full name: Galymzhan UtebayevTaken back$/);
  const row = (text: string): string | null => rows(text).at(-1) ?? null;
  await expect.poll(() => row("Galymzhan Utebayev")).toMatch(/Taken back.*Taken back by Aigul Suleimenova, AFM/);
  await expect.poll(() => row("Ғалымжан Өтебаев")).toMatch(/Contested.*Contested by Officer of mci, MCI/);
  await expect.poll(() => row("KZ")).toMatch(/In force/);
  await userEvent.click(page.getByRole("button", { name: "Show in the action log" }));
  expect(useDesk.getState().dialog).toEqual({ kind: "history", entity: person });
  await expect.poll(rowCount).toBe(expectValue(await stage.door.actsTouching({ entity: person })).length);
});

test("keeps its keys free of a reload: F5 in the open log is taken", async () => {
  openDialog({ kind: "history" });
  await expect.poll(rowCount).toBe(await acts());
  const event = new KeyboardEvent("keydown", { code: "F5", key: "F5", bubbles: true, cancelable: true });
  window.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
});

test("an undo and the undo of it name what a person once did, with seconds", async () => {
  await setText(stage.door, other, "citizenship", "KZ");
  const said = await acts();
  expectValue(await stage.door.undo(null));
  expectValue(await stage.door.redo(null));
  run("history.show");
  await expect.element(page.getByText(`Act No. ${said} undone: Values changed`)).toBeVisible();
  await expect.element(page.getByText(`Act No. ${said} brought back: Values changed`)).toBeVisible();
  await expect.element(page.getByText(/\d\d:\d\d:\d\d UTC$/).first()).toBeVisible();
});

test("a share says to whom, and that a copy was under a passphrase", async () => {
  const plan = { entities: null, withhold: [], files: [], to: [], marking: "red", legalBasis: "law", purpose: "check", retainUntil: "" } as const;
  expectValue(await stage.door.share({ ...plan, addressee: "Aktobe city court" }));
  run("history.show");
  await expect.element(page.getByText("Copy under a passphrase handed over: Aktobe city court")).toBeVisible();
  await expect.element(page.getByText(/^Materials sent: Officer of mci$/).first()).toBeVisible();
});
