import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { showScreen, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { expectValue } from "../kit/agency.ts";
import { backupFile, flipBit } from "../kit/damage.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const passphrase = "a long passphrase of afm";

test("a vault whose books are damaged says so at the locked screen, names the way out, and is repaired from a backup there", async () => {
  const stores = new Map<number, MemoryBoxStore>();
  const { door } = openGateStage("books", stores);
  await enterOffice(door);
  for (const title of ["Pyramid", "Exchange"]) expectValue(await door.createCase({ number: "", title, handling: "amber" }));
  const file = new File([await backupFile(door)], "dalel.dalel-backup");
  expectValue(await door.lock(null));
  // The book of cases is the one run of two boxes.
  const [book] = [...(stores.get(1)?.runs.values() ?? [])].filter((boxes) => boxes.length === 2);
  flipBit(book?.[0]?.sealed ?? expect.fail(), 80);

  showScreen("locked");
  await page
    .getByLabelText(/^Passphrase/)
    .first()
    .fill(passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect.element(page.getByText(/the books of the vault .* are damaged/)).toBeVisible();
  expect(useDesk.getState().screen).toBe("locked");
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  await page.getByRole("button", { name: "Repair this vault" }).click();
  await expect.element(page.getByRole("heading", { name: "Repair the vault" })).toBeVisible();
  await userEvent.upload(page.getByLabelText("Choose a backup or identity file").last(), file);
  await page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill(passphrase);
  await page.getByRole("button", { name: "Repair", exact: true }).click();
  await expect.poll(() => useDesk.getState().screen).toBe("cases");
  expect(useJobs.getState().notices.map(({ key }) => key)).toEqual(["backup:books.done"]);
  expect(
    expectValue(await door.listCases(null))
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["Exchange", "Pyramid"]);
});
