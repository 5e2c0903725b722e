import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { holdStrayKeys } from "../../renderer/app/stray-keys.ts";
import { ExportDialog } from "../../renderer/features/export/export-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Handling } from "../../shared/ledger/model.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { attachWindowCore } from "../kit/window-core.ts";

const saved = new Map<string, Bytes>();
const saving = { answer: "saved" as "saved" | "cancelled" };
let door: CaseDoor;
let mci: Agency;
let child: EntityId;

async function addPerson(texts: Readonly<Record<string, string>>, handling: Handling): Promise<EntityId> {
  const values = Object.entries(texts).map(([property, text]) => ({
    property,
    value: { kind: property === "iin" ? "identifier" : "text", text } as const,
  }));
  const [id] = expectValue(await door.addEntity({ type: "person", values, grade: "B2", handling, source: null })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

beforeAll(async () => {
  await page.viewport(1280, 800);
  holdStrayKeys();
  attachWindowCore(createSavingHost(saved, saving), "export");
  door = caseDoor();
  const person = { agency: "afm", agencyName: "Financial Monitoring Agency", officer: "Aigul Suleimenova" };
  const { me } = expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  const caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "amber" }));
  setUiLanguage("en");
  useDesk.setState({ me, language: "en", screen: "workbench" });
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <ExportDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  mci = await createAgency("mci", "export mci", { officer: "Daniyar Seitkali" });
  const { bytes } = expectValue(await mci.door.identityFile(null));
  expectValue(await door.admitPartner({ bytes, typedGroup: mci.me.fingerprint.slice(-5), verified: "phone", ceiling: "amber" }));
  await addPerson({ fullName: "=Galymzhan Utebayev" }, "green");
  child = await addPerson({ fullName: "Aliya Omarova", iin: "150101500011", position: "victim" }, "green");
  await addPerson({ fullName: "Nobody Knows" }, "red");
});
beforeEach(() => {
  saving.answer = "saved";
  saved.clear();
  setUiLanguage("en");
  closeDialog();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const next = () => userEvent.keyboard("{Alt>}{n}{/Alt}");
const act = () => userEvent.keyboard("{Control>}{Enter}{/Control}");
const open = (shown: readonly EntityId[] | null = null) => openDialog({ kind: "export", table: "entities", shown, chosen: [] });

async function sayWhom(marking: RegExp): Promise<void> {
  await next();
  await userEvent.selectOptions(dialog().getByLabelText("Recipient *"), mci.me.author);
  await userEvent.click(dialog().getByRole("radio", { name: marking }));
  await userEvent.fill(dialog().getByLabelText(/^Purpose/), "check the wallets");
}

test("a table leaves for a partner: told what stays, warned of a victim, saved with the file beside it, and settled", async () => {
  open();
  await says(/What leaves is decided as for a bundle/);
  await sayWhom(/TLP:AMBER(?!\+)/);
  await says("May receive up to TLP:AMBER");
  await next();
  await says(/Rows that leave: 2 of 3/);
  await says(/Victims whose data leave: 1/);
  await says(/Marked stricter than this bundle/);
  await says("check the wallets");
  expect(await axeFaults()).toEqual([]);
  await act();
  await says("Saved");
  const [name, side] = [...saved.keys()];
  expect(name).toMatch(/^dalel-entities-tlp-amber-\d{8}T\d{6}Z\.csv$/);
  expect(side).toBe(`${name}.marking.txt`);
  const text = bytesToUtf8(saved.get(name ?? "") ?? new Uint8Array()) ?? "";
  expect(text).toContain("'=Galymzhan Utebayev");
  expect(text).not.toContain("Nobody Knows");
  expect(text.split("\r\n")[0]).toContain(",Marking of the file");
  const [entry] = expectValue(await door.listExports(null));
  expect(entry).toMatchObject({ neverLeft: false, words: { purpose: "check the wallets" }, record: { rows: 2, form: "csv" } });
  await says(entry?.record.fileHash ?? "");
  expect(await axeFaults()).toEqual([]);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
  expect(expectValue(await door.unsettledShares(null))).toEqual([]);
});

test("only the rows that were shown; victims and minors stay when it is said", async () => {
  open([child]);
  await says("What the table shows: 1");
  await sayWhom(/TLP:GREEN/);
  await userEvent.click(dialog().getByText("All of victims and minors"));
  await next();
  await says(/Rows that leave: 0 of 1/);
  await says("Nothing would leave. Choose something, or change the marking.");
  await expect.element(dialog().getByRole("button", { name: "Record and save" })).toBeDisabled();
});

test("a marking above what the recipient may have blocks, and nothing is asked of nobody", async () => {
  open();
  await next();
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeDisabled();
  await says("Choose a recipient and a marking, and say the purpose.");
  await userEvent.selectOptions(dialog().getByLabelText("Recipient *"), mci.me.author);
  await userEvent.click(dialog().getByRole("radio", { name: /TLP:RED/ }));
  await userEvent.fill(dialog().getByLabelText(/^Purpose/), "check");
  await next();
  await says(/Recipients who may not receive this marking: 1/);
});

test("a file that is not kept is said not to have left, after a warning", async () => {
  saving.answer = "cancelled";
  const before = expectValue(await door.listExports(null)).length;
  open();
  await userEvent.click(dialog().getByText("Excel (.xlsx)"));
  await next();
  await userEvent.selectOptions(dialog().getByLabelText("Recipient *"), "other");
  await userEvent.fill(dialog().getByLabelText(/^For whom the file is/), "Court of Almaty");
  await userEvent.click(dialog().getByRole("radio", { name: /TLP:GREEN/ }));
  await userEvent.fill(dialog().getByLabelText(/^Purpose/), "annex to the claim");
  await next();
  await says(/Rows that leave: 2 of 3/);
  await act();
  await says("Recorded, not saved");
  await act();
  await says(/The file is not saved. Press Done once more/);
  await act();
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  const entries = expectValue(await door.listExports(null));
  expect(entries.length).toBe(before + 1);
  await expect.poll(async () => expectValue(await door.listExports(null)).filter(({ neverLeft }) => neverLeft).length).toBe(1);
});

test.each(["en", "ru", "kk"] as const)("every table and format has its words: %s", async (language) => {
  setUiLanguage(language);
  for (const table of ["entities", "flows", "acts"] as const) {
    openDialog({ kind: "export", table, shown: null, chosen: [] });
    await expect.element(dialog()).toBeVisible();
    for (const { parentElement } of dialog().getByRole("radio").elements()) if (parentElement !== null) await userEvent.click(parentElement);
    expect([...(window.dalelMissingKeys ?? [])]).toEqual([]);
    expect(await axeFaults()).toEqual([]);
    closeDialog();
  }
});
