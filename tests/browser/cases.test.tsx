import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeCurrentCase } from "../../renderer/state/case-actions.ts";
import { isEditable, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { expectValue } from "../kit/agency.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const { door } = openGateStage("cases");
beforeAll(() => enterOffice(door));

const openedTitle = (): string | undefined => useCaseMirror.getState().opened?.title;

test("an empty list offers a new case; it asks for a title and opens", async () => {
  await expect.element(page.getByRole("button", { name: "New case" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("textbox", { name: /Title/ })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Give the case a title.")).toBeVisible();
  await userEvent.keyboard("Үміт Инвест");
  await userEvent.tab();
  await userEvent.keyboard("2026-0417{Enter}");
  await expect.poll(openedTitle).toBe("Үміт Инвест");
  expect(useDesk.getState()).toMatchObject({ screen: "workbench", dialog: null });
  const values = [{ property: "name", value: { kind: "text", text: "SwapHub" } }] as const;
  expectValue(await door.addEntity({ type: "exchange", values, grade: "B2", handling: "amber", source: null }));
  await closeCurrentCase();
});

test("the list is filtered by number, title and agency, and Enter opens the first", async () => {
  openDialog({ kind: "new-case" });
  await userEvent.fill(page.getByRole("textbox", { name: /Title/ }), "SwapHub");
  await userEvent.keyboard("{Enter}");
  await expect.poll(openedTitle).toBe("SwapHub");
  await closeCurrentCase();
  expect(openedTitle()).toBeUndefined();
  await expect.element(page.getByRole("grid", { name: "Cases" })).toHaveFocus();
  await expect.element(page.getByText("2 cases")).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "0417 afm");
  await expect.element(page.getByRole("gridcell", { name: "SwapHub" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.poll(openedTitle).toBe("Үміт Инвест");
  await closeCurrentCase();
});

test("the filter finds a name in whatever letters it is written", async () => {
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "umit invest");
  await expect.element(page.getByRole("gridcell", { name: "Үміт Инвест" })).toBeVisible();
  await expect.element(page.getByRole("gridcell", { name: "SwapHub" })).not.toBeInTheDocument();
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "");
});

test("Escape leaves the new case unmade", async () => {
  openDialog({ kind: "new-case" });
  await expect.element(page.getByRole("dialog")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(useDesk.getState().dialog).toBeNull();
  await expect.element(page.getByText("2 cases")).toBeVisible();
  closeDialog();
});

test("the sample case is made once, with its progress in sight, and then opened again", async () => {
  const button = page.getByRole("button", { name: "Open the sample case" });
  await userEvent.click(button);
  await expect.element(page.getByRole("progressbar", { name: "Making the sample case" })).toBeVisible();
  await expect.poll(openedTitle, { timeout: 20_000 }).toBe("Training: figures of a crackdown");
  const { entities } = useCaseMirror.getState();
  expect([...entities.values()].filter(({ type }) => type === "figure")).toHaveLength(8);
  await closeCurrentCase();
  await userEvent.click(button);
  await expect.poll(openedTitle).toBe("Training: figures of a crackdown");
  expect(useCaseMirror.getState().entities.size).toBe(entities.size);
  await closeCurrentCase();
  await expect.element(page.getByText("3 cases")).toBeVisible();
});

const chooseRow = async (name: string): Promise<void> => userEvent.click(page.getByRole("gridcell", { name, exact: true }));
/** Its name ends with its keys. */
const menuItem = (name: string) => page.getByRole("menuitem", { name: new RegExp(`^${name}`) });
const openMore = async (): Promise<void> => userEvent.click(page.getByRole("button", { name: "Other actions with the case" }));

test("a chosen case is renamed, and its size is told", async () => {
  await chooseRow("SwapHub");
  await openMore();
  await expect.element(menuItem("Out of the archive")).not.toBeInTheDocument();
  await userEvent.click(menuItem("Rename the case"));
  await expect.element(page.getByRole("textbox", { name: /Title/ })).toHaveValue("SwapHub");
  await userEvent.fill(page.getByRole("textbox", { name: /Title/ }), "SwapHub OTC");
  await userEvent.fill(page.getByRole("textbox", { name: "Case number" }), "77");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("gridcell", { name: "SwapHub OTC", exact: true })).toBeVisible();
  await expect.element(page.getByRole("gridcell", { name: /^[\d.]+ K?B$/ }).first()).toBeVisible();
});

test("an archived case leaves the list, comes back behind the switch, and opens to be read only", async () => {
  await chooseRow("SwapHub OTC");
  await openMore();
  await userEvent.click(menuItem("To the archive"));
  await expect.element(page.getByRole("gridcell", { name: "SwapHub OTC", exact: true })).not.toBeInTheDocument();
  await userEvent.click(page.getByText("Archived (1)"));
  await userEvent.dblClick(page.getByRole("gridcell", { name: "SwapHub OTC Archived" }));
  await expect.poll(openedTitle).toBe("SwapHub OTC");
  expect(isEditable()).toBe(false);
  await closeCurrentCase();
  // Whoever comes back finds it, chosen.
  await expect.element(page.getByRole("row", { name: /SwapHub OTC Archived/, selected: true })).toBeVisible();
  await openMore();
  await userEvent.click(menuItem("Out of the archive"));
  await expect.element(page.getByRole("gridcell", { name: "SwapHub OTC", exact: true })).toBeVisible();
});

test("a copy is a case of its own", async () => {
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "77");
  await chooseRow("SwapHub OTC");
  await openMore();
  await userEvent.click(menuItem("Copy as a new case"));
  await userEvent.click(page.getByRole("button", { name: "Copy", exact: true }));
  // The copy has no number yet: a filter that would hide what commands act on ends.
  await expect.element(page.getByRole("row", { name: /SwapHub OTC \(copy\)/, selected: true })).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "77");
  await expect.poll(() => useDesk.getState().chosenCase).toBeNull();
  await userEvent.fill(page.getByRole("textbox", { name: "Filter" }), "");
  await expect.element(page.getByRole("gridcell", { name: "SwapHub OTC (copy)" })).toBeVisible();
  await expect.element(page.getByText("4 cases")).toBeVisible();
});

test("a case is destroyed only when its number was typed, and the books say so", async () => {
  await chooseRow("SwapHub OTC");
  await openMore();
  await userEvent.click(menuItem("Delete the case"));
  const destroy = page.getByRole("button", { name: "Destroy" });
  await expect.element(page.getByText(/To delete, type: 77/)).toBeVisible();
  await expect.element(destroy).toBeDisabled();
  await userEvent.fill(page.getByRole("textbox", { name: /To delete/ }), "78");
  await expect.element(destroy).toBeDisabled();
  await userEvent.fill(page.getByRole("textbox", { name: /To delete/ }), "77");
  await userEvent.click(destroy);
  await expect.element(page.getByRole("gridcell", { name: "SwapHub OTC", exact: true })).not.toBeInTheDocument();
  await expect.element(page.getByText("3 cases")).toBeVisible();
  await openMore();
  await userEvent.click(menuItem("What was destroyed"));
  await expect.element(page.getByRole("dialog").getByText("Case without a name")).toBeVisible();
  await userEvent.keyboard("{Escape}");
});
