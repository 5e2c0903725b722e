import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeCurrentCase } from "../../renderer/state/case-actions.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
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
