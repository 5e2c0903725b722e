import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { holdStrayKeys } from "../../renderer/app/stray-keys.ts";
import { MakeHitsDialog } from "../../renderer/features/deconfliction/make-dialog.tsx";
import { ReadHitsDialog } from "../../renderer/features/deconfliction/read-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { Handling } from "../../shared/ledger/model.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { propertyEntry } from "../../shared/ontology/read.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { attachWindowCore } from "../kit/window-core.ts";

const saved = new Map<string, Bytes>();
const saving = { answer: "saved" as "saved" | "cancelled" };
const languages = ["en", "ru", "kk"] as const;
const agreed = "48213 90576 11834 72650 39187";
let door: CaseDoor;
let mci: Agency;

async function add(to: CaseDoor, type: string, texts: Readonly<Record<string, string>>, handling: Handling = "green"): Promise<void> {
  const kindOf = (property: string) => (propertyEntry(type, property)?.kind === "identifier" ? "identifier" : "text");
  const values = Object.entries(texts).map(([property, text]) => ({ property, value: { kind: kindOf(property), text } as const }));
  expectValue(await to.addEntity({ type, values, grade: "B2", handling, source: null }));
}

beforeAll(async () => {
  await page.viewport(1280, 800);
  holdStrayKeys();
  attachWindowCore(createSavingHost(saved, saving), "deconfliction");
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
        <MakeHitsDialog />
        <ReadHitsDialog />
      </BlueprintProvider>
    </StrictMode>,
  );
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  mci = await createAgency("mci", "deconfliction mci");
  const theirs = expectValue(await mci.door.createCase({ number: "M-7", title: "Blocked sites", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId: theirs }));
  for (const of of [door, mci.door]) {
    await add(of, "site", { domain: "umit.kz" });
    await add(of, "person", { fullName: "Galymzhan Utebayev", phone: "+7 701 123 45 67" });
  }
  await add(door, "site", { domain: "only-ours.kz" });
  await add(door, "wallet", { address: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" });
  await add(door, "wallet", { address: "TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYH" }, "red");
  await add(mci.door, "wallet", { address: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t" });
});
beforeEach(() => {
  saving.answer = "saved";
  setUiLanguage("en");
  closeDialog();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const press = (keys: string) => userEvent.keyboard(keys);
const next = () => press("{Alt>}{n}{/Alt}");
const act = () => press("{Control>}{Enter}{/Control}");
const fileOf = (ending: string): File => {
  const [name, bytes] = [...saved].filter(([each]) => each.endsWith(ending)).at(-1) ?? expect.fail("a file was saved");
  return new File([bytes], name);
};
const secretShown = (): string =>
  [...document.querySelectorAll(".deconfliction-spoken .ui-fingerprint > span")].map((group) => group.textContent).join(" ");

test("there is nobody to ask before a partner was verified", async () => {
  openDialog({ kind: "make-hits" });
  await says("No partner to ask");
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeDisabled();
  for (const [from, to] of [
    [mci.door, door],
    [door, mci.door],
  ] as const) {
    const { bytes } = expectValue(await from.identityFile(null));
    const { fingerprint } = expectValue(await to.inspectIdentity({ bytes }));
    expectValue(await to.admitPartner({ bytes, typedGroup: fingerprint.slice(-5), verified: "in-person", ceiling: "amber" }));
  }
});

/** By keys alone to the file; gives the secret that was shown. */
async function walkToFile(): Promise<string> {
  openDialog({ kind: "make-hits" });
  await expect.element(dialog().getByRole("radio", { name: /Officer of mci/ })).toHaveFocus();
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeDisabled();
  await press(" ");
  await says("1 stays: its entity is above the partner's limit");
  await says("3 identifiers go in");
  expect(dialog().getByRole("checkbox", { name: "Phone numbers" }).element()).toHaveProperty("checked", false);
  await userEvent.click(dialog().getByText("Phone numbers"));
  await says(/There are so few phone numbers/);
  await says("4 identifiers go in");
  await next();
  await expect.poll(secretShown).toMatch(/^\d{5}( \d{5}){4}$/);
  const before = secretShown();
  await userEvent.click(dialog().getByRole("button", { name: "Another secret" }));
  await expect.poll(secretShown).not.toBe(before);
  const secret = secretShown();
  await act();
  await says("The file is saved");
  expect(secretShown()).toBe(secret);
  return secret;
}

test("a question is made by keys alone, the partner answers it, and the answer shows what both have", async () => {
  const secret = await walkToFile();
  await act();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(useJobs.getState().jobs).toEqual([]);
  const sight = expectValue(await mci.door.inspectHits({ file: fileOf(".dalel-hits") }));
  const found = expectValue(await mci.door.readHits({ token: sight.token, secret }));
  expect(found.hits.map(({ value }) => value).sort()).toEqual(["77011234567", "tron:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "umit.kz"]);
  const answer = expectValue(await mci.door.answerHits({ token: sight.token, says: "answered" }));

  openDialog({ kind: "read-hits", file: new File([answer.bytes], answer.name) });
  await says("An answer to your question");
  await next();
  await expect.element(dialog().getByRole("textbox", { name: /Secret of your question/ })).toHaveFocus();
  await press("11111 22222");
  await act();
  await says(/not that of this file/);
  await userEvent.fill(dialog().getByRole("textbox", { name: /Secret of your question/ }), secret.replaceAll(" ", ""));
  await press("{Enter}");
  await says(/^3 hits/);
  await says("This is the partner's word, not proof.");
  await userEvent.click(dialog().getByRole("button", { name: "umit.kz" }));
  expect(useDesk.getState().selection.entities).toHaveLength(1);
});

test("a save that was cancelled is said, and closing is asked twice", async () => {
  saving.answer = "cancelled";
  openDialog({ kind: "make-hits" });
  await userEvent.click(dialog().getByRole("radio", { name: /Officer of mci/ }));
  await says("3 identifiers go in");
  await next();
  await userEvent.click(dialog().getByText("One we have agreed on already"));
  await press("12345");
  await act();
  await says(/The secret can be guessed/);
  await userEvent.fill(dialog().getByRole("textbox", { name: /Agreed secret/ }), agreed);
  await act();
  await says("The file is not saved");
  await act();
  await says(/Closing now drops the unsaved file/);
  saving.answer = "saved";
  await userEvent.click(dialog().getByRole("button", { name: "Save again" }));
  await says("The file is saved");
});

async function theirQuestion(): Promise<File> {
  const { author } = useDesk.getState().me ?? expect.fail("somebody works here");
  const kinds = ["wallet", "domain", "phone"] as const;
  const made = expectValue(await mci.door.makeHits({ to: author, kinds, entities: null, secret: agreed, days: 14 }));
  return new File([made.bytes], made.name);
}

test("a partner's question is read, and answered or refused, only when the person says so", async () => {
  openDialog({ kind: "read-hits", file: new File(["{}"], "false.dalel-hits") });
  await says(/not a hits file/);
  openDialog({ kind: "read-hits", file: fileOf(".dalel-hits") });
  await says(/a file you made yourself/);
  const file = await theirQuestion();
  openDialog({ kind: "read-hits", file });
  await says("Officer of mci");
  await says("64, random ones among them");
  await next();
  await press(agreed);
  await act();
  await says(/^3 hits/);
  await userEvent.click(dialog().getByRole("button", { name: "Save answer" }));
  await says(/The answer is saved/);
  expect(expectValue(await mci.door.inspectHits({ file: fileOf("-answer.dalel-hits") })).is).toBe("answer");
  await userEvent.click(dialog().getByRole("button", { name: "Save refusal" }));
  await says(/The refusal is saved/);
  expect(expectValue(await mci.door.inspectHits({ file: fileOf("-answer.dalel-hits") })).is).toBe("refusal");
  openDialog({ kind: "read-hits", file: await theirQuestion() });
  await userEvent.click(dialog().getByRole("button", { name: "Save refusal" }));
  await says(/The refusal is saved/);
  openDialog({ kind: "read-hits", file: null });
  await says("Choose hits file");
  openDialog({ kind: "read-hits", file });
  await says(/You have read this file already/);
});

test.each(languages)("in %s every sentence has words and nothing is cut off", async (language) => {
  setUiLanguage(language);
  openDialog({ kind: "make-hits" });
  await expect.element(dialog().getByRole("radio").first()).toBeVisible();
  await press(" ");
  await expect.poll(() => document.querySelectorAll(".deconfliction-counts").length).toBe(5);
  for (const box of document.querySelectorAll<HTMLInputElement>(".deconfliction-kind input")) if (!box.checked) box.click();
  await next();
  await expect.poll(secretShown).not.toBe("");
  await act();
  await expect.poll(() => document.querySelector(".deconfliction-facts")).not.toBeNull();
  await expect.poll(() => document.querySelector(".ui-callout-success")).not.toBeNull();
  await act();
  openDialog({ kind: "read-hits", file: await theirQuestion() });
  await expect.poll(() => document.querySelector(".deconfliction-facts")).not.toBeNull();
  await next();
  await expect.element(dialog().getByRole("textbox").first()).toHaveFocus();
  await press(agreed);
  await act();
  await expect.poll(() => document.querySelectorAll(".deconfliction-hits tbody tr").length).toBe(3);
  const wide = [...document.querySelectorAll<HTMLElement>(".ui-dialog *")].filter(
    (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "hidden" && element.clientWidth > 1,
  );
  expect(wide.filter((element) => element.closest(".visually-hidden, svg") === null).map((element) => element.className)).toEqual([]);
  expect([...(window.dalelMissingKeys ?? [])]).toEqual([]);
});
