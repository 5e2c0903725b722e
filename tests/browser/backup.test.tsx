import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, openDialog, setMe, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { hearQuarantine } from "../../renderer/state/quarantine.ts";
import { caseDoor, stopCaseWorker } from "../../renderer/state/bridge.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import { isBackupName } from "../../shared/kernel/backup-name.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import { expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { attachWindowCore } from "../kit/window-core.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const passphrase = "a long passphrase of afm";
let saved: Map<string, Bytes>;
let door: CaseDoor;

beforeAll(async () => {
  const stage = openGateStage("backup");
  ({ saved, door } = stage);
  await enterOffice(door);
  expectValue(await door.createCase({ number: "7", title: "Pyramid", handling: "amber" }));
});

const backups = (): readonly string[] => [...saved.keys()].filter(isBackupName);

async function fileOf(name: string): Promise<File> {
  return new File([saved.get(name) ?? new Uint8Array(0)], name);
}

async function choose(file: File): Promise<void> {
  await userEvent.upload(page.getByLabelText("Choose a backup file").last(), file);
}

test("the list of cases says that there is no backup; one is made into a file, read back, and the sentence goes", async () => {
  await expect.element(page.getByText("This vault has never been backed up")).toBeVisible();
  await page.getByRole("button", { name: "Back up…" }).first().click();
  await page.getByRole("button", { name: "Save to a file…" }).click();
  await expect.element(page.getByText("The backup was written, read back and found whole")).toBeVisible();
  const [name = ""] = backups();
  await expect.element(page.getByText(name)).toBeVisible();
  const [receipt] = expectValue(await door.listBackups(null));
  await expect.element(page.getByText(receipt?.sha256 ?? "none")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(page.getByText("This vault has never been backed up").elements()).toHaveLength(0);
});

test("in a folder the newest stay, and a file of somebody else is left alone", async () => {
  saved.set("notes.txt", new Uint8Array(3));
  saved.set("dalel-20200101-000000-aaaaaa.dalel-backup", new Uint8Array(3));
  openDialog({ kind: "settings" });
  await page.getByLabelText("Backups kept in the folder").fill("2");
  await page.getByRole("button", { name: "Choose a folder…" }).click();
  await expect.element(page.getByText(/Backup folder: Backups/)).toBeVisible();
  for (let i = 0; i < 3; i++) {
    closeDialog();
    await expect.poll(() => page.getByRole("dialog").elements().length).toBe(0);
    openDialog({ kind: "backup" });
    await page.getByRole("button", { name: "Save to the folder" }).click();
    await expect.element(page.getByText("The backup was written, read back and found whole")).toBeVisible();
  }
  await expect.element(page.getByText("1 older backup was removed from the folder.")).toBeVisible();
  expect(backups()).toHaveLength(3);
  expect([saved.has("notes.txt"), saved.has("dalel-20200101-000000-aaaaaa.dalel-backup")]).toEqual([true, true]);
  closeDialog();
});

test("while an exhibit is known to be damaged the backup says so, and takes the place of no older one", async () => {
  hearQuarantine([{ sha256: parseFileHash("ab".repeat(32)) ?? expect.fail(), state: "damaged" }]);
  openDialog({ kind: "backup" });
  await page.getByRole("button", { name: "Save to the folder" }).click();
  await expect.element(page.getByText("1 exhibit is known to be damaged or lost")).toBeVisible();
  expect(backups()).toHaveLength(4);
  hearQuarantine([]);
  closeDialog();
});

test("a backup is checked: whole and beside this vault; damaged it is refused with a sentence", async () => {
  await expect.poll(() => page.getByRole("dialog").elements().length).toBe(0);
  const name = expectValue(await door.listBackups(null)).at(-1)?.name ?? "";
  openDialog({ kind: "backup", file: await fileOf(name) });
  await expect.element(page.getByText("The backup is sound, and this vault holds all of it")).toBeVisible();
  const bytes = (saved.get(name) ?? new Uint8Array(0)).slice();
  bytes[bytes.length - 50] = (bytes[bytes.length - 50] ?? 0) ^ 1;
  await choose(new File([bytes], name));
  await expect.element(page.getByText(/The backup was altered or damaged/)).toBeVisible();
  await choose(new File(["hello"], "other.dalel-backup"));
  await expect.element(page.getByText(/This file is not a Dalel backup/)).toBeVisible();
  closeDialog();
});

test("the restore screen refuses a place with a vault in words, and brings the vault back into an empty one", async () => {
  const name = expectValue(await door.listBackups(null)).at(-1)?.name ?? "";
  const file = await fileOf(name);
  showScreen("restore");
  await expect.element(page.getByText("There is a vault on this computer already")).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect.poll(() => useDesk.getState().screen).toBe("locked");
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  expect(useDesk.getState().screen).toBe("restore");

  stopCaseWorker();
  attachWindowCore(createSavingHost(saved), "another machine");
  const fresh = caseDoor();
  setMe(null);
  showScreen("first-run");
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  await choose(file);
  await page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill("not the passphrase");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.element(page.getByText(/does not open the vault/)).toBeVisible();
  await page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill(passphrase);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.poll(() => useDesk.getState().screen).toBe("cases");
  expect(expectValue(await fresh.listCases(null)).map(({ title }) => title)).toEqual(["Pyramid"]);
});

test("the backup of a vault with a key file is checked and restored by passphrase and key file", async () => {
  const inside = caseDoor();
  const { bytes } = expectValue(await inside.makeKeyFile(null));
  expectValue(await inside.setKeyFile({ passphrase, held: null, keyFile: bytes }));
  const before = backups();
  openDialog({ kind: "backup" });
  await page.getByRole("button", { name: "Save to a file…" }).click();
  await expect.element(page.getByText("The backup was written, read back and found whole")).toBeVisible();
  const file = await fileOf(backups().find((name) => !before.includes(name)) ?? "none");
  closeDialog();

  stopCaseWorker();
  attachWindowCore(createSavingHost(saved), "a third machine");
  const fresh = caseDoor();
  setMe(null);
  showScreen("first-run");
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  await choose(file);
  await typePassphrase(passphrase);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.element(page.getByText(/opens only together with its key file/)).toBeVisible();
  await chooseKeyFile(new File(["a letter"], "letter.dalel-key"));
  await expect.element(page.getByText(/This is not a key file of Dalel/)).toBeVisible();
  await chooseKeyFile(new File([bytes], "stick.dalel-key"));
  await typePassphrase(passphrase);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.poll(() => useDesk.getState().screen).toBe("cases");
  expect(expectValue(await fresh.listCases(null)).map(({ title }) => title)).toEqual(["Pyramid"]);

  stopCaseWorker();
  attachWindowCore(createSavingHost(saved), "a fourth machine");
  await enterOffice(caseDoor());
  openDialog({ kind: "backup", file });
  await expect.element(page.getByText(/This is a backup of another vault/)).toBeVisible();
  await chooseKeyFile(new File([bytes], "stick.dalel-key"));
  await typePassphrase(passphrase);
  await page.getByRole("button", { name: "Open and check" }).click();
  await expect.element(page.getByText("The backup is sound; it is of another vault")).toBeVisible();
  closeDialog();
});

async function typePassphrase(text: string): Promise<void> {
  await page
    .getByLabelText(/^Passphrase/)
    .last()
    .fill(text);
}

async function chooseKeyFile(file: File): Promise<void> {
  await userEvent.upload(document.querySelector<HTMLElement>(".ui-key-file input") ?? expect.fail(), file);
}
