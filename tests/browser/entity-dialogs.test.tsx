import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { addEntity, mirrored, openStage, type Stage } from "./entity-stage.tsx";

let stage: Stage;
const address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

beforeAll(async () => {
  stage = await openStage("dialogs");
});
beforeEach(() => closeDialog());

const selected = () => {
  const [id] = useDesk.getState().selection.entities;
  return id === undefined ? undefined : useCaseMirror.getState().entities.get(id);
};

test("adds an exchange by keyboard alone, selects it and says how to take it back", async () => {
  openDialog({ kind: "add-entity", type: null });
  await expect.element(page.getByRole("radio", { name: "Person" })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(page.getByRole("radio", { name: "Crypto exchange" })).toBeChecked();
  await userEvent.tab();
  await userEvent.keyboard("SwapHub OTC{Enter}");
  await expect.poll(() => selected()?.title).toBe("SwapHub OTC");
  expect(useDesk.getState().dialog).toBeNull();
  expect(useJobs.getState().notices.at(-1)).toMatchObject({ tone: "success", key: "entity:notice.added" });
});

test("asks for what a type needs, at its field, and checks addresses", async () => {
  openDialog({ kind: "add-entity", type: "wallet" });
  const field = page.getByRole("textbox", { name: /Address/ });
  await userEvent.click(page.getByRole("button", { name: "Add", exact: true }));
  await expect.element(field).toHaveFocus();
  await expect.element(page.getByText("This has to be filled in.")).toBeVisible();
  await userEvent.keyboard(`${address.slice(0, -1)}x{Enter}`);
  await expect.element(page.getByText(/check digits do not fit/)).toBeVisible();
  await userEvent.fill(field, address);
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => selected()?.title).toBe(address);
});

test("says that a wallet is in the case already, and shows it", async () => {
  openDialog({ kind: "add-entity", type: "wallet" });
  await userEvent.fill(page.getByRole("textbox", { name: /Address/ }), address);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("This entity is already in the case")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Show it" }));
  expect(selected()?.title).toBe(address);
});

test("links two things found by any spelling; only relations that may run between them are offered", async () => {
  const person = await addEntity(stage.door, "person", { fullName: "Құрманғазы Ахметов" });
  const scheme = await addEntity(stage.door, "scheme", { name: "Үміт" });
  openDialog({ kind: "add-link", from: null, to: scheme });
  const from = page.getByRole("combobox", { name: "From" });
  await expect.element(from).toHaveFocus();
  await userEvent.keyboard("Kurmangazy");
  await expect.element(page.getByRole("option", { name: /Құрманғазы/ })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("group", { name: "From" })).toHaveFocus();
  const relation = page.getByRole("combobox", { name: "Relation" });
  await expect.element(relation).toBeVisible();
  const offered = [...relation.element().querySelectorAll("option")].map((option) => option.value);
  expect(offered).toEqual(["operates", "promotes", "memberOf", "related"]);
  await userEvent.selectOptions(relation, "promotes");
  await userEvent.click(page.getByText("More: source, time, national mark, note"));
  await userEvent.fill(page.getByRole("textbox", { name: /True from/ }), "03.2023");
  await userEvent.fill(page.getByRole("textbox", { name: /True until/ }), "2024");
  await userEvent.click(page.getByRole("button", { name: "Add the link" }));
  await expect.poll(() => selected()?.type).toBe("promotes");
  expect(selected()?.facts["type"]?.[0]?.during).toEqual({ from: "2023-03", to: "2024" });
  expect(selected()?.ends).toEqual({ from: person, to: scheme });
});

test("where no relation runs one way, says which run the other way", async () => {
  const exchange = await addEntity(stage.door, "exchange", { name: "Obmen24" });
  const wallet = await addEntity(stage.door, "person", { fullName: "Somebody" });
  openDialog({ kind: "add-link", from: exchange, to: wallet });
  const relation = page.getByRole("combobox", { name: "Relation" });
  await expect.element(relation).toBeVisible();
  expect([...relation.element().querySelectorAll("option")].map((option) => option.value)).toEqual(["related"]);
  await userEvent.click(page.getByRole("button", { name: "Swap" }));
  await expect.poll(() => [...relation.element().querySelectorAll("option")].length).toBeGreaterThan(3);
});

test("the log numbers every act, marks the undone one, and shows its signed commits on Enter", async () => {
  const person = await addEntity(stage.door, "person", { fullName: "Undone Person" });
  expect(mirrored(person).title).toBe("Undone Person");
  await stage.door.undo(null);
  openDialog({ kind: "history" });
  const rows = page.getByRole("grid", { name: "Action log of the case" }).getByRole("row");
  await expect.poll(() => rows.elements().length).toBeGreaterThan(3);
  const audit = await stage.door.audit(null);
  const entries = audit.ok ? audit.value : [];
  const texts = rows.elements().map((row) => row.textContent ?? "");
  expect(texts[1]).toContain(`Act No. ${entries.length - 1} undone`);
  expect(texts[2]).toMatch(/Entity added.*Undone/);
  page.getByRole("grid", { name: "Action log of the case" }).element().focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(page.getByText(entries.at(-2)?.commits[0] ?? "none")).toBeVisible();
});
