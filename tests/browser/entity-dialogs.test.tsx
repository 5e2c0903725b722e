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

test("Enter right after the last letter takes what was typed, not what stood in the list before", async () => {
  await addEntity(stage.door, "person", { fullName: "Aaron First" });
  const meant = await addEntity(stage.door, "person", { fullName: "Zarina Last" });
  openDialog({ kind: "add-link", from: null, to: null });
  const input = page.getByRole("combobox", { name: "From" });
  await expect.element(input).toHaveFocus();
  await userEvent.click(input);
  const element = input.element();
  if (!(element instanceof HTMLInputElement)) return expect.fail();
  // Both in one turn: nothing is drawn between them.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(element, "zarina");
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  await expect.element(page.getByRole("group", { name: "From" }).getByText("Zarina Last")).toBeVisible();
  expect(useCaseMirror.getState().entities.get(meant)?.title).toBe("Zarina Last");
  closeDialog();
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
  const scheme = await addEntity(stage.door, "scheme", { name: "Altyn Uya" });
  const person = await addEntity(stage.door, "person", { fullName: "Somebody" });
  openDialog({ kind: "add-link", from: scheme, to: person });
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
  expect(texts[1]).toContain(`Act No. ${entries.length - 1} undone: Person`);
  expect(texts[2]).toMatch(/Added: Person.*Undone/);
  page.getByRole("grid", { name: "Action log of the case" }).element().focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(page.getByText(entries.at(-2)?.commits[0] ?? "none")).toBeVisible();
});

const name = () => page.getByRole("textbox", { name: /^Name/ });
const question = () => page.getByRole("alertdialog", { name: "Drop what was typed?" });

test("Escape, the cross and Cancel ask before they drop what was typed; a second Escape goes on writing where one was", async () => {
  openDialog({ kind: "add-entity", type: "exchange" });
  await userEvent.fill(name(), "SwapHub of Almaty");
  await userEvent.keyboard("{Escape}");
  await expect.element(question()).toBeVisible();
  await expect.element(question()).toHaveAccessibleDescription("What you typed here is not saved.");
  await expect.element(page.getByRole("button", { name: "Go on writing" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(question()).not.toBeInTheDocument();
  await expect.element(name()).toHaveFocus();
  await expect.element(name()).toHaveValue("SwapHub of Almaty");
  for (const leave of ["Close", "Cancel"]) {
    await userEvent.click(page.getByRole("button", { name: leave, exact: true }));
    await userEvent.click(page.getByRole("button", { name: "Go on writing" }));
  }
  expect(useDesk.getState().dialog).not.toBeNull();
  await userEvent.keyboard("{Escape}");
  await userEvent.click(page.getByRole("button", { name: "Drop it" }));
  expect(useDesk.getState().dialog).toBeNull();
});

test("Ctrl+Enter saves a new entity, from the types too", async () => {
  openDialog({ kind: "add-entity", type: "exchange" });
  await userEvent.fill(name(), "Saved by keys");
  page.getByRole("radio", { name: "Exchange", exact: false, checked: true }).element().focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
});

test("what was taken out again, and a query, are nothing to ask about", async () => {
  openDialog({ kind: "add-entity", type: "exchange" });
  await userEvent.fill(name(), "x");
  await userEvent.clear(name());
  await userEvent.keyboard("{Escape}");
  expect(useDesk.getState().dialog).toBeNull();
  openDialog({ kind: "add-link", from: null, to: null });
  await expect.element(page.getByRole("combobox", { name: "From" })).toHaveFocus();
  await userEvent.keyboard("nobody");
  // The first closes the list.
  await userEvent.keyboard("{Escape}{Escape}");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
});

test("a name that is too long is said to be while it is typed, and not kept; megabytes pasted by mistake are refused whole", async () => {
  openDialog({ kind: "add-entity", type: "exchange" });
  await userEvent.fill(name(), "x".repeat(450));
  await expect.element(page.getByText("450 of 500 characters")).toBeVisible();
  await userEvent.fill(name(), "x".repeat(501));
  await expect.element(page.getByText(/Too long: 501 characters, at most 500/)).toBeVisible();
  await expect.element(name()).toHaveAttribute("aria-invalid", "true");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await userEvent.fill(name(), "SwapHub short");
  const field = name().element();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", "м".repeat(3_000_000));
  const isTaken = field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  expect(isTaken).toBe(false);
  await expect.element(page.getByText(/3.000.000 characters were not inserted: at most 500 fit here/)).toBeVisible();
  await expect.element(name()).toHaveValue("SwapHub short");
  closeDialog();
});
