import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { casesCommands } from "../../renderer/features/cases/commands.ts";
import { showScreen, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { expectValue } from "../kit/agency.ts";
import { flipBit } from "../kit/damage.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const passphrase = "a long passphrase of afm";
const typePassphrase = (): Promise<void> =>
  page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill(passphrase);

test("a damaged identity is named at the locked screen; the cases open for reading, and our own identity file repairs it there", async () => {
  const stores = new Map<number, MemoryBoxStore>();
  const { door } = openGateStage("identity", stores);
  await enterOffice(door);
  const file = new File([expectValue(await door.identityFile(null)).bytes], "afm.dalel-id");
  // Of a fresh vault the only slot is the identity; a case brings more.
  const [[, sealed] = expect.fail()] = [...(stores.get(1)?.slots ?? [])];
  const me = useDesk.getState().me ?? expect.fail();
  expectValue(await door.createCase({ number: "", title: "Pyramid", handling: "amber" }));
  expectValue(await door.lock(null));
  flipBit(sealed, 80);

  showScreen("locked");
  await typePassphrase();
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect.element(page.getByText(/record of your identity is damaged or missing/)).toBeVisible();
  expect(useDesk.getState().screen).toBe("locked");
  await page.getByRole("button", { name: "Open for reading only" }).click();
  await expect.element(page.getByText(/Nothing can be added, sent, received or deleted/)).toBeVisible();
  await typePassphrase();
  await page.getByRole("button", { name: "Open for reading" }).click();
  await expect.element(page.getByRole("gridcell", { name: "Pyramid" })).toBeVisible();
  await expect.element(page.getByText("Open for reading only: your identity is damaged")).toBeVisible();
  for (const name of ["New case", "Open bundle", "Open the sample case"]) await expect.element(page.getByRole("button", { name })).toBeDisabled();
  const offered = casesCommands.filter(({ isEnabled }) => isEnabled()).map(({ id }) => id);
  expect(offered).toEqual(["cases.destroyed"]);
  expect(await door.createCase({ number: "", title: "Another", handling: "amber" })).toMatchObject({ error: { kind: "read-only" } });

  await page.getByRole("button", { name: "Lock and repair" }).click();
  await page.getByRole("button", { name: "Repair this vault" }).click();
  await userEvent.upload(page.getByLabelText("Choose a backup or identity file").last(), file);
  await typePassphrase();
  await page.getByRole("button", { name: "Repair", exact: true }).click();
  await expect.poll(() => useJobs.getState().notices.map(({ key }) => key)).toEqual(["backup:books.done"]);
  expect(useDesk.getState()).toMatchObject({ screen: "cases", me });
  await expect.element(page.getByText("Open for reading only: your identity is damaged")).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "New case" })).toBeEnabled();
});
