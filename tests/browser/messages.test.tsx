import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
const plan = { entities: null, withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "To be blocked", retainUntil: "" } as const;
const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const button = (name: string | RegExp) => dialog().getByRole("button", { name });

beforeAll(async () => {
  stage = await openExchangeStage("messages");
  await befriend(stage);
  await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
});

test("a bundle that only replaces another is taken note of, its message in sentences of their own; then it is only opened", async () => {
  const { door, mci, me } = stage;
  const caseId = expectValue(await mci.door.createCase({ number: "MCI-7", title: "Blocked sites", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  await addEntity(mci.door, "exchange", { name: "Kassa KZ" });
  const first = expectValue(await mci.door.share({ ...plan, to: [me.author] }));
  expectValue(await door.acceptBundle({ token: expectValue(await door.openBundle({ file: first.file })).token }));
  const second = expectValue(
    await mci.door.share({ ...plan, to: [me.author], replaces: { statementHash: first.statementHash, why: "Wrong purpose" } }),
  );
  const file = new File([second.file], "second.dalel");
  const stateOf = async (hash: string) => expectValue(await door.bundleRegister(null)).entries.find((each) => each.statementHash === hash)?.state;
  openDialog({ kind: "receive", file });
  await says("Nothing new in it, but it is not in the register yet");
  await expect.element(dialog().getByText(/^Officer of mci, .+: Wrong purpose$/)).toBeVisible();
  await expect.element(dialog().getByText(/^The notice is kept once you take the bundle in/)).toBeVisible();
  await expect.element(button("Take note and open case")).toBeEnabled();
  expect([await stateOf(first.statementHash), await stateOf(second.statementHash)]).toEqual(["accepted", undefined]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await says("Receipt for the sender");
  expect(useJobs.getState().notices.at(-1)).toMatchObject({ key: "exchange:review.noted" });
  await userEvent.click(button("Later"));
  expect([await stateOf(first.statementHash), await stateOf(second.statementHash)]).toEqual(["superseded", "accepted"]);
  openDialog({ kind: "receive", file });
  await says("Nothing new in it");
  await expect.element(button("Open case")).toBeVisible();
});

test("above the list of cases a replaced bundle is not called recalled, in each language", async () => {
  for (const [language, text] of [
    ["kk", "Серіктес топтаманы алмастырды"],
    ["ru", "Партнёр заменил пакет"],
    ["en", "A partner replaced a bundle"],
  ] as const) {
    setUiLanguage(language);
    useDesk.setState({ screen: "cases" });
    await expect.element(page.getByText(text)).toBeVisible();
  }
  useDesk.setState({ screen: "workbench" });
});

test("with our key revoked nothing can be recalled, and the form says why and where to go", async () => {
  const { door, me, mci } = stage;
  const { statementHash } = expectValue(await door.share({ ...plan, purpose: "Recalled twice", to: [mci.me.author] }));
  expectValue(await door.recallBundle({ statementHash, why: "Under the old key" }));
  const proof = { kind: "passphrase", text: "a long passphrase of afm" } as const;
  expectValue(await door.revokeKey({ author: me.author, reason: "stolen", from: me.createdAt, proof }));
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.fill(dialog().getByRole("textbox", { name: /Case, partner/ }), "Recalled twice");
  await userEvent.click(dialog().getByRole("row").filter({ hasText: "Handed over" }));
  await says(/Signed with a key of ours that is revoked/);
  await expect.element(dialog().getByText(/Not answered yet/)).not.toBeInTheDocument();
  await userEvent.click(button("Recall or replace"));
  await says(/Partners refuse what it signs/);
  await expect.element(button("Recall and save the notice")).toBeDisabled();
  await expect.element(dialog().getByRole("textbox", { name: /Why/ })).not.toBeInTheDocument();
  await userEvent.click(button("Our keys"));
  await expect.poll(() => useDesk.getState().dialog).toMatchObject({ kind: "partners", part: "ours" });
});
