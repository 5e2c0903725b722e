import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { enterGate } from "../../renderer/app/session.ts";
import { caseDoor, placeNow } from "../../renderer/state/bridge.ts";
import { useDesk } from "../../renderer/state/desk.ts";
import { expectValue } from "../kit/agency.ts";
import { backupFile } from "../kit/damage.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

test("a vault that is gone is never answered by making a new one: the locked screen says so, and a backup comes back at the place beside it", async () => {
  const stores = new Map<number, MemoryBoxStore>();
  const { door } = openGateStage("lost", stores);
  await enterOffice(door);
  expectValue(await door.createCase({ number: "", title: "Pyramid", handling: "amber" }));
  const file = new File([await backupFile(door)], "dalel.dalel-backup");
  expectValue(await door.lock(null));
  const gone = stores.get(1) ?? expect.fail();
  [gone.header, gone.isLost] = [null, true];
  const left = gone.slots.size;

  await enterGate();
  expect(useDesk.getState().screen).toBe("locked");
  await expect.element(page.getByText(/There was a vault at this place, and its storage is gone/)).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "The vault that was here is gone" })).toBeVisible();
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  await expect.element(page.getByText(/A backup brings the vault back at a place beside it/)).toBeVisible();
  await page.getByRole("button", { name: "Restore beside it" }).click();
  await userEvent.upload(page.getByLabelText("Choose a backup file").last(), file);
  await page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill("a long passphrase of afm");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.poll(() => useDesk.getState().screen).toBe("cases");
  expect(placeNow()).toBe(2);
  expect(expectValue(await caseDoor().listCases(null)).map(({ title }) => title)).toEqual(["Pyramid"]);
  expect([gone.header, gone.slots.size]).toEqual([null, left]);
});
