import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;

beforeAll(async () => {
  stage = await openExchangeStage("register");
  await befriend(stage);
  await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const closed = async (): Promise<void> => {
  closeDialog();
  await expect.element(dialog()).not.toBeInTheDocument();
};
const button = (name: string | RegExp) => dialog().getByRole("button", { name });
const row = (text: string | RegExp) => dialog().getByRole("row").filter({ hasText: text });
const plan = {
  entities: null,
  withhold: [],
  files: [],
  marking: "amber",
  legalBasis: "Agreement 12",
  purpose: "To be blocked",
  retainUntil: "",
} as const;

const savedFile = (ending: string): Uint8Array<ArrayBuffer> => {
  const found = [...stage.saved].findLast(([name]) => name.endsWith(ending));
  return found?.[1] ?? expect.fail(`nothing was saved as ${ending}`);
};
const fileOf = (bytes: Uint8Array<ArrayBuffer>, name: string): File => new File([bytes], name);

/** Sends our case to the partner, who accepts it. */
async function sendAndAccept(): Promise<string> {
  const { file, statementHash } = expectValue(await stage.door.share({ ...plan, to: [stage.mci.me.author] }));
  const { token } = expectValue(await stage.mci.door.openBundle({ file }));
  expectValue(await stage.mci.door.acceptBundle({ token }));
  return statementHash;
}
const theirReceipt = async (statementHash: string) =>
  expectValue(await stage.mci.door.makeReceipt({ statementHash, deed: "arrival", notice: null })).file.bytes;

test("what was sent stands in the register; a receipt that is dropped is kept at its bundle, a false one is told", async () => {
  const statementHash = await sendAndAccept();
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.click(row("Umit Invest").first());
  await says("Handed over");
  await says("Agreement 12");
  await says("None yet. Ask the recipient for the file ending in .dalel-receipt.");
  closeDialog();
  const bytes = await theirReceipt(statementHash);
  openDialog({ kind: "register", file: fileOf(bytes, "theirs.dalel-receipt"), shows: "all" });
  await says("Receipt kept, bundle No. 1");
  await says("Receipt got");
  await says(/Officer of mci, MCI/);
  closeDialog();
  const text = new TextDecoder().decode(bytes);
  openDialog({ kind: "register", file: new File([text.replace('"files":0', '"files":7')], "false.dalel-receipt"), shows: "all" });
  await says(/The signature does not hold/);
  closeDialog();
  openDialog({ kind: "register", file: new File([new Uint8Array(70_000)], "huge.dalel-receipt"), shows: "all" });
  await says(/larger than a signed note may be/);
});

test("by keys: a bundle is recalled with a reason, the notice is saved, and the partner decides and answers", async () => {
  const statementHash = await sendAndAccept();
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.fill(dialog().getByRole("textbox", { name: /Case, partner/ }), statementHash.slice(0, 12));
  await userEvent.click(row("Handed over"));
  await userEvent.click(button("Recall or replace"));
  await says("A copy cannot be erased");
  const why = dialog().getByRole("textbox", { name: /Why/ });
  await expect.element(why).toHaveFocus();
  await expect.element(button("Recall and save the notice")).toBeDisabled();
  await userEvent.keyboard("The wrong person was named");
  await userEvent.click(button("Recall and save the notice"));
  await says("Recalled");
  await says(/Not answered yet/);
  const notice = savedFile(".dalel-notice");
  expect(expectValue(await stage.mci.door.takeNote({ bytes: notice }))).toMatchObject({ kind: "notice", isBundleHere: true });
});

test("a share that replaces an earlier bundle says so once its file is saved, not before, and the partner is told", async () => {
  const statementHash = await sendAndAccept();
  const entryOf = async () => expectValue(await stage.door.bundleRegister(null)).entries.find((each) => each.statementHash === statementHash);
  openDialog({ kind: "share" });
  const next = () => userEvent.keyboard("{Alt>}n{/Alt}");
  await next();
  await userEvent.click(dialog().getByRole("checkbox", { name: /Officer of mci/ }));
  await next();
  await userEvent.click(dialog().getByRole("radio", { name: /TLP:AMBER(?!\+)/ }));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "Corrected");
  const number = (await entryOf())?.sequence;
  const replaces = dialog().getByRole("combobox", { name: "Replaces an earlier bundle" });
  await expect.element(replaces).toHaveValue("");
  await userEvent.selectOptions(replaces, [statementHash]);
  await says("Say why the earlier bundle is replaced, in at most 1,000 characters.");
  await expect.element(button("Next")).toBeDisabled();
  await userEvent.fill(dialog().getByRole("textbox", { name: /Why it is replaced/ }), "The wrong wallet was named");
  await next();
  await expect.element(button("Next")).toBeEnabled();
  await next();
  await says(`Bundle No. ${number}: The wrong wallet was named`);
  stage.answerSaving("cancelled");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await says("The share is recorded, the file is not saved");
  expect(await entryOf()).toMatchObject({ state: "handed-over", notices: [] });
  stage.answerSaving("saved");
  await userEvent.click(button("Save the file"));
  await says(`Bundle No. ${number} is replaced`);
  expect(await entryOf()).toMatchObject({ state: "superseded" });
  await userEvent.click(button("Save the notice"));
  await says("Save the notice again");
  const taken = expectValue(await stage.mci.door.takeNote({ bytes: savedFile(".dalel-notice") }));
  expect(taken).toMatchObject({ kind: "notice", notice: { kind: "supersede", statementHash, reason: "The wrong wallet was named" } });
  await closed();
});

test("a partner's recall is decided here: what came by it is shown, taken out of use, and answered; undo brings it back", async () => {
  const { door, mci, me } = stage;
  const caseId = expectValue(await mci.door.createCase({ number: "MCI-7", title: "Blocked sites", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  const kassa = await addEntity(mci.door, "exchange", { name: "Kassa KZ" });
  const { file, statementHash } = expectValue(await mci.door.share({ ...plan, to: [me.author] }));
  openDialog({ kind: "receive", file: new File([file], "theirs.dalel") });
  await says("Every check passed; it can be accepted");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await says("Receipt for the sender");
  await expect.element(button("Save receipt")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect(expectValue(await mci.door.takeNote({ bytes: savedFile(".dalel-receipt") }))).toMatchObject({ kind: "receipt", warnings: [] });
  const notice = expectValue(await mci.door.recallBundle({ statementHash, why: "Not ours to give" })).file.bytes;
  openDialog({ kind: "register", file: fileOf(notice, "recall.dalel-notice"), shows: "todo" });
  await says("Notice kept, bundle No. 1: decide what becomes of it");
  await userEvent.click(button("Decide"));
  await says("Not ours to give");
  await says("Kassa KZ");
  await userEvent.click(button("Decide and save the answer"));
  await says(/Decided: Taken out of use/);
  await expect.poll(() => useCaseMirror.getState().entities.get(kassa)?.facts["name"]?.[0]?.disputedBy).toEqual(["afm"]);
  expect(expectValue(await mci.door.takeNote({ bytes: savedFile(".dalel-receipt") }))).toMatchObject({ receipt: { deed: "out-of-use" } });
  expectValue(await door.undo(null));
  await expect.poll(() => useCaseMirror.getState().entities.get(kassa)?.facts["name"]?.[0]?.disputedBy).toEqual([]);
  await closed();
  // Undone, it is to be decided again; done again, it is decided.
  openDialog({ kind: "register", file: null, shows: "todo" });
  await userEvent.click(row("MCI-7 Blocked sites").first());
  await says("Not decided yet");
  expectValue(await door.redo(null));
  await closed();
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.click(row("MCI-7 Blocked sites").first());
  await says(/Decided: Taken out of use/);
});

test("what was accepted and undone is called that, with the case by its name, and the receipt that was given is told to be old", async () => {
  const { door, mci, me } = stage;
  await addEntity(mci.door, "exchange", { name: "Another site" });
  const { file, statementHash } = expectValue(await mci.door.share({ ...plan, purpose: "To be undone", to: [me.author] }));
  const { token } = expectValue(await door.openBundle({ file }));
  expectValue(await door.acceptBundle({ token }));
  expectValue(await door.makeReceipt({ statementHash, deed: "arrival", notice: null }));
  const old = /The last receipt we gave says something else/;
  const look = async (state: string): Promise<void> => {
    await closed();
    openDialog({ kind: "register", file: null, shows: "all" });
    await userEvent.fill(dialog().getByRole("textbox", { name: /Case, partner/ }), "To be undone");
    await userEvent.click(row(state).first());
    await expect.element(row("MCI-7 Blocked sites").first()).toBeVisible();
  };
  await look("Accepted");
  await expect.element(dialog().getByText(old)).not.toBeInTheDocument();
  expectValue(await door.undo(null));
  await look("Taken back");
  await says(old);
  await says("claims 0, files 0");
  expectValue(await door.redo(null));
  await look("Accepted");
  await expect.element(dialog().getByText(old)).not.toBeInTheDocument();
});

test("who holds what is told, and the register is saved as a table that runs no formula", async () => {
  const { door, mci } = stage;
  const caseId = expectValue(await door.createCase({ number: "=1+1", title: "@SUM(A1)", handling: "amber" }));
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  await addEntity(door, "exchange", { name: "Formula" });
  expectValue(await door.share({ ...plan, purpose: "=HYPERLINK(1)", to: [mci.me.author] }));
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.click(dialog().getByRole("tab", { name: "Who holds what" }));
  await says(/2, not answered: 2|1, not answered: 1/);
  await userEvent.click(button("Save as CSV"));
  await expect.poll(() => [...stage.saved.keys()].some((name) => name.endsWith(".csv"))).toBe(true);
  const csv = new TextDecoder().decode(savedFile(".csv"));
  expect(csv).toContain("'=1+1 @SUM(A1)");
  expect(csv).toContain("'=HYPERLINK(1)");
  expect(csv).not.toMatch(/(^|,)[=@]/m);
});

test("what is overdue is told in Kazakh and Russian too, with what to do", async () => {
  const { door, mci } = stage;
  expectValue(await door.share({ ...plan, retainUntil: "2026-01-01", to: [mci.me.author] }));
  for (const [language, text] of [
    ["kk", "Алушылар оны жоюы керек еді"],
    ["ru", "Получатели должны были его уничтожить"],
  ] as const) {
    setUiLanguage(language);
    openDialog({ kind: "register", file: null, shows: "todo" });
    await userEvent.click(row("01.01.2026").first());
    await says(text);
    closeDialog();
  }
  setUiLanguage("en");
});

test("above the list of cases what is due is told, quietly, and leads to it", async () => {
  useDesk.setState({ screen: "cases" });
  await expect.element(page.getByText("Dates of deletion have passed")).toBeVisible();
  await expect.element(page.getByText(/Sent bundles to ask the recipients about: 1\./)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Register of bundles" }));
  await expect.element(row("01.01.2026").first()).toBeVisible();
  await expect.element(button(/To act on 1/)).toHaveAttribute("aria-pressed", "true");
  useDesk.setState({ screen: "workbench" });
});
