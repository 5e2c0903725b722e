import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeCurrentCase } from "../../renderer/state/case-actions.ts";
import { isEditable, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { createSlowDisk } from "../kit/slow-disk.ts";
import { openShellStage, type ShellStage } from "./shell-stage.tsx";

const disk = createSlowDisk();
let stage: ShellStage;
let person: EntityId;
/** The run of the case, as it is stored. */
let ledger: string;

beforeAll(async () => {
  stage = await openShellStage("opening", { snapshotFrom: 1, disk: disk.over });
  const values = [{ property: "fullName", value: { kind: "text", text: "Дана Сапарова" } }] as const;
  person =
    expectValue(await stage.door.addEntity({ type: "person", values, grade: "B2", handling: "amber", source: null })).entities[0] ?? expect.fail();
  await stage.door.lock(null);
  expectValue(await stage.door.unlock({ kind: "passphrase", text: "a long passphrase of afm" }));
  await closeCurrentCase();
});

const list = page.getByRole("grid", { name: "Cases" });
const stop = page.getByRole("button", { name: "Stop opening" });

async function openFirst(): Promise<void> {
  await expect.element(list).toBeVisible();
  (list.element() as HTMLElement).focus();
  await userEvent.keyboard("{Home}{Enter}");
}

test("an opening tells how far it is; Escape ends it and the list is what it was", async () => {
  await expect.element(list.getByText(/KB/)).toBeVisible();
  const before = list.element().textContent;
  disk.hold(null);
  await openFirst();
  await expect.element(page.getByRole("progressbar", { name: /^Opening “.+”: every record is checked/ }).first()).toBeVisible();
  await expect.element(stop).toBeVisible();
  await expect.element(list).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  ledger = disk.release()[0] ?? expect.fail("the ledger was being read");
  await expect.element(stop).not.toBeInTheDocument();
  await expect.element(list).toHaveFocus();
  expect(list.element().textContent).toBe(before);
  expect(useDesk.getState().screen).toBe("cases");
  expect(useCaseMirror.getState()).toMatchObject({ opened: null, early: null });
  expect(useJobs.getState()).toMatchObject({ jobs: [], notices: [] });
});

test("a case that was kept is shown while it is checked, marked and read-only, without values; then it is open", async () => {
  await openFirst();
  await expect.poll(() => isEditable(), { timeout: 20_000 }).toBe(true);
  expect(expectValue(await stage.door.keepSnapshot(null))).toBe(true);
  await closeCurrentCase();
  disk.hold(ledger);
  await openFirst();
  const banner = page.getByRole("complementary", { name: "The case is being checked." });
  await expect.element(banner).toBeVisible();
  await expect.element(banner.getByText(/read-only until every record has been checked/)).toBeVisible();
  expect(isEditable()).toBe(false);
  expect(useCaseMirror.getState().entities.get(person)).toMatchObject({ title: "Дана Сапарова", facts: {} });
  selectEntities([person]);
  await expect.element(page.getByText(/^Values, sources and history are shown once/)).toBeVisible();
  disk.release();
  await expect.poll(() => isEditable(), { timeout: 20_000 }).toBe(true);
  await expect.element(banner).not.toBeInTheDocument();
  await expect.element(page.getByRole("tab", { name: "Properties" })).toBeVisible();
  expect(useCaseMirror.getState().entities.get(person)?.facts["fullName"]).toHaveLength(1);
  expect(useDesk.getState().selection.entities).toEqual([person]);
  await closeCurrentCase();
});

test("who wishes for another case while one opens gets the other one, and only that", async () => {
  const caseId = expectValue(await stage.door.createCase({ number: "77", title: "The other", handling: "green" }));
  useDesk.setState(({ listVersion }) => ({ listVersion: listVersion + 1 }));
  await expect.element(list.getByText("The other")).toBeVisible();
  const names = (): readonly string[] => [...list.element().querySelectorAll("[role=row][aria-selected]")].map((row) => row.textContent);
  const other = names().findIndex((name) => name.includes("The other"));
  disk.hold(null);
  (list.element() as HTMLElement).focus();
  await userEvent.keyboard(other === 0 ? "{Home}{ArrowDown}{Enter}" : "{Home}{Enter}");
  await expect.element(stop).toBeVisible();
  await expect.element(page.getByRole("progressbar", { name: /The other/ })).not.toBeInTheDocument();
  await userEvent.keyboard(other === 0 ? "{Home}{Enter}" : `{Home}${"{ArrowDown}".repeat(other)}{Enter}`);
  await expect.element(page.getByRole("progressbar", { name: /The other/ }).first()).toBeVisible();
  disk.release();
  await expect.poll(() => useCaseMirror.getState().opened?.caseId).toBe(caseId);
  await expect.poll(() => isEditable()).toBe(true);
  expect(useCaseMirror.getState()).toMatchObject({ early: null, opened: { caseId } });
  expect(useCaseMirror.getState().entities.has(person)).toBe(false);
  expect(useJobs.getState().jobs).toEqual([]);
  await closeCurrentCase();
  expectValue(await stage.door.deleteCase({ caseId, typed: "77", keepsName: true }));
});

test("what is shown before the check goes when the opening is ended", async () => {
  disk.hold(ledger);
  await openFirst();
  await expect.element(stop).toBeVisible();
  await userEvent.click(stop);
  disk.release();
  await expect.element(list).toBeVisible();
  expect(useCaseMirror.getState()).toMatchObject({ opened: null, early: null });
  expect(useCaseMirror.getState().entities.size).toBe(0);
});
