import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { caseDoor, placeNow } from "../../renderer/state/bridge.ts";
import { noteShown } from "../../renderer/state/recovery-note.ts";
import { closeDialog, openDialog, setMe, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { formatKeyFile } from "../../shared/kernel/key-file.ts";
import { expectValue } from "../kit/agency.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const first = "a long passphrase of afm";
const second = "granite lantern orbit mackerel";
const { door, saved } = openGateStage("gate keys");
const screen = (): string => useDesk.getState().screen;
const said = (): readonly string[] => useJobs.getState().notices.map(({ key }) => key);

beforeAll(() => enterOffice(door));

const unlock = async (text: string): Promise<string> => {
  const answer = await door.unlock({ kind: "passphrase", text });
  return answer.ok ? "opened" : answer.error.kind;
};
const fill = (label: RegExp, text: string): Promise<void> => userEvent.fill(page.getByLabelText(label).first(), text);
const press = (name: string): Promise<void> => userEvent.click(page.getByRole("button", { name, exact: true }));

test("the passphrase is changed for the old one; a wrong old one changes nothing", async () => {
  openDialog({ kind: "keys", part: "passphrase" });
  await fill(/^Passphrase as it is now/, "not the old one");
  await fill(/^New passphrase/, "short");
  await expect.element(page.getByText(/Too weak/)).toBeVisible();
  await fill(/^New passphrase/, second);
  await expect.element(page.getByText(/Strong\./)).toBeVisible();
  await fill(/^The same passphrase again/, second);
  await press("Change the passphrase");
  await expect.element(page.getByText(/does not open the vault/)).toBeVisible();
  await fill(/^Passphrase as it is now/, first);
  await press("Change the passphrase");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect(said()).toContain("keys:passphrase.changed");
  expect(await unlock(first)).toBe("wrong-secret-or-damaged");
  expect(await unlock(second)).toBe("opened");
});

const shownGroups = (): readonly string[] => [...document.querySelectorAll(".gate-code strong")].map((group) => group.textContent ?? "");

async function renewAgain(): Promise<readonly string[]> {
  openDialog({ kind: "keys", part: "recovery" });
  await fill(/^Passphrase as it is now/, second);
  await press("Make a new code");
  await expect.element(page.getByRole("heading", { name: "Keep the recovery code" })).toBeVisible();
  return shownGroups();
}

test("a new recovery code is shown once, cannot be closed away, is typed back, and opens; who never typed one back is asked to", async () => {
  await noteShown();
  openDialog({ kind: "keys", part: "passphrase" });
  await expect.element(page.getByRole("dialog")).toBeVisible();
  closeDialog();
  await expect.element(page.getByText("The recovery code was never typed back")).toBeVisible();
  await press("Renew the recovery code");
  await fill(/^Passphrase as it is now/, second);
  await press("Make a new code");
  await expect.element(page.getByRole("heading", { name: "Keep the recovery code" })).toBeVisible();
  let groups = shownGroups();
  expect(document.querySelector(".gate-sheet")?.textContent).toContain(groups.join("-"));
  await userEvent.keyboard("{Escape}");
  await expect.poll(said).toContain("keys:recovery.notYet");
  expect((await door.unlock({ kind: "recovery", code: groups.join("-") })).ok).toBe(false);
  await press("Keep the old code");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect((await door.unlock({ kind: "recovery", code: groups.join("-") })).ok).toBe(false);
  groups = await renewAgain();
  await press("I have kept it");
  await expect.element(page.getByRole("heading", { name: "Type two groups back" })).toBeVisible();
  const places = [...document.querySelectorAll(".gate-pair label")].map((label) => Number(/\d+/.exec(label.textContent ?? "")?.[0]));
  for (const place of places) await userEvent.fill(page.getByLabelText(new RegExp(`^Group ${place}`)), groups[place - 1] ?? "");
  await press("Finish");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  await expect.poll(() => page.getByText("The recovery code was never typed back").elements()).toEqual([]);
  expect((await door.unlock({ kind: "recovery", code: groups.join("-") })).ok).toBe(true);
});

test("a key file is saved, chosen again and asked for; the locked screen then opens only with it", async () => {
  openDialog({ kind: "keys", part: "key-file" });
  await press("Make and save a key file");
  await expect.poll(() => saved.get("key-file.dalel-key")).toBeDefined();
  const bytes = saved.get("key-file.dalel-key") ?? expect.fail();
  expect(bytesToUtf8(bytes)).toMatch(/^dalel key file 1\n/);
  const file = new File([bytes], "key-file.dalel-key");
  await fill(/^Passphrase as it is now/, second);
  await userEvent.upload(document.querySelector<HTMLElement>(".ui-key-file input") ?? expect.fail(), file);
  await press("Ask for this file from now on");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  await lock();
  await fill(/^Passphrase/, second);
  await expect.element(page.getByRole("button", { name: "Unlock", exact: true })).toBeDisabled();
  await chooseKeyFile(new File(["a letter"], "letter.dalel-key"));
  await expect.element(page.getByText(/This is not a key file of Dalel/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Unlock", exact: true })).toBeDisabled();
  await chooseKeyFile(new File([formatKeyFile(new Uint8Array(32))], "another.dalel-key"));
  await press("Unlock");
  await expect.element(page.getByText(/^The passphrase or the key file does not open/)).toBeVisible();
  await fill(/^Passphrase/, second);
  await chooseKeyFile(file);
  await expect.element(page.getByText("key-file.dalel-key")).toBeVisible();
  await press("Unlock");
  await expect.poll(screen).toBe("cases");
});

test("another officer makes a vault of their own; the lock then lists both by number and day, and no name", async () => {
  await lock();
  await press("Another officer");
  await expect.element(page.getByRole("heading", { name: "Choose the language" })).toBeVisible();
  expect(placeNow()).toBe(2);
  await press("Back");
  await expect.element(page.getByRole("heading", { level: 1, name: "The vault is locked" })).toBeVisible();
  expect(placeNow()).toBe(1);
  await press("Another officer");
  const person = { agency: "knb", agencyName: "KNB", officer: "Daniyar Seitov" };
  expectValue(await caseDoor().createVault({ passphrase: "walnut ribbon cobalt thunder", person }));
  await caseDoor().lock(null);
  showScreen("locked");
  await expect.element(page.getByRole("combobox", { name: "Workplace" })).toBeVisible();
  const options = [...document.querySelectorAll(".gate-unlock option")].map((option) => option.textContent);
  expect(options).toEqual(["Workplace 1 · made 26.11.2026", "Workplace 2 · made 26.11.2026"]);
  expect(document.body.textContent).not.toMatch(/Seitov|Suleimenova|AFM|KNB/);
  expect(document.querySelector(".ui-key-file")).toBeNull();
  await fill(/^Passphrase/, "walnut ribbon cobalt thunder");
  await press("Unlock");
  await expect.poll(() => useDesk.getState().me?.officer).toBe("Daniyar Seitov");
  await caseDoor().lock(null);
  setMe(null);
  showScreen("locked");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Workplace" }), "1");
  await expect.poll(() => document.querySelector(".ui-key-file")).not.toBeNull();
  expect(window.dalelMissingKeys ?? []).toEqual([]);
});

async function chooseKeyFile(file: File): Promise<void> {
  await userEvent.upload(document.querySelector<HTMLElement>(".ui-key-file input") ?? expect.fail(), file);
}

async function lock(): Promise<void> {
  expectValue(await door.lock(null));
  setMe(null);
  showScreen("locked");
}
