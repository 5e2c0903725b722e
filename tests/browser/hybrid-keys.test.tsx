import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { closeDialog, openDialog } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, giveFile, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
/** Known by the code alone: their post-quantum key is not. */
let knb: Agency;

beforeAll(async () => {
  stage = await openExchangeStage("hybrid keys");
  await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
  await befriend(stage);
  knb = await createAgency("knb", "knb of hybrid keys");
  const bytes = utf8ToBytes(expectValue(await knb.door.ownKeys(null)).identityText);
  expectValue(await stage.door.admitPartner({ bytes, typedGroup: knb.me.fingerprint.slice(-5), verified: "phone", ceiling: "amber" }));
});
beforeEach(async () => {
  stage.answerSaving("saved");
  setUiLanguage("en");
  closeDialog();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const hasNot = (text: string | RegExp) => expect.element(dialog().getByText(text)).not.toBeInTheDocument();
const next = () => userEvent.keyboard("{Alt>}{n}{/Alt}");
const act = () => userEvent.keyboard("{Control>}{Enter}{/Control}");
const tick = (name: RegExp) => userEvent.click(dialog().getByRole("checkbox", { name }));
/** The words beside a box of Blueprint's take the click. */
const set = (text: RegExp) => userEvent.click(dialog().getByText(text));
const closed = async (): Promise<void> => {
  closeDialog();
  await expect.element(dialog()).not.toBeInTheDocument();
};
const label = "Protected against future quantum computers";
const kindsOf = (bytes: Uint8Array): readonly string[] =>
  (new TextDecoder("latin1").decode(bytes.subarray(0, 16_384)).split("\n--- ")[0] ?? "")
    .split("\n")
    .flatMap((line) => (line.startsWith("-> ") ? [line.split(" ")[1] ?? ""] : []));
const bundles = () => [...stage.saved].filter(([name]) => name.endsWith(".dalel")).map(([, bytes]) => kindsOf(bytes));

async function openRecipients(): Promise<void> {
  openDialog({ kind: "share" });
  await next();
  await expect.element(dialog().getByRole("checkbox", { name: /Officer of mci/ })).toBeVisible();
}
async function toSign(): Promise<void> {
  await next();
  await userEvent.click(dialog().getByRole("radio", { name: /^TLP:AMBER Only for those/ }));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "To be blocked");
  await next();
  await expect.element(page.getByRole("treegrid")).toBeVisible();
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeEnabled();
  await next();
}
/** What the step says of the seal: the text beside its label. */
const sealFact = async (): Promise<string> => {
  const term = dialog().getByText(label, { exact: true });
  await expect.element(term.first()).toBeVisible();
  return term.first().element().nextElementSibling?.textContent ?? "";
};

test("a partner with a post-quantum key is sealed to by it, and the wizard, the receipt and the register say so", async () => {
  await openRecipients();
  await hasNot(label);
  await tick(/Officer of mci/);
  await says(label);
  await says("Yes");
  await toSign();
  expect(await sealFact()).toBe("Yes");
  await act();
  await says("Saved");
  expect(await sealFact()).toBe("Yes");
  expect(bundles().at(-1)).toEqual(["mlkem768x25519"]);
  await act();
  openDialog({ kind: "register", file: null, shows: "all" });
  await userEvent.click(dialog().getByRole("row").filter({ hasText: "Umit Invest" }).first());
  expect(await sealFact()).toBe("Yes");
});

test("the sender can choose ordinary keys, and that is said too", async () => {
  await openRecipients();
  await tick(/Officer of mci/);
  await set(/Seal to ordinary keys all the same/);
  await says("No: the sender chose ordinary keys");
  await toSign();
  expect(await sealFact()).toBe("No: the sender chose ordinary keys");
  await act();
  await says("Saved");
  expect(bundles().at(-1)).toEqual(["X25519"]);
});

test("of two, one without such a key is named: apart the other is protected, together nobody is and no choice is offered", async () => {
  await openRecipients();
  await tick(/Officer of knb/);
  await says(/^No\. Without a post-quantum key: Officer of knb/);
  await expect.element(dialog().getByRole("checkbox", { name: /Seal to ordinary keys/ })).not.toBeInTheDocument();
  await tick(/Officer of mci/);
  await says(/^Yes, but not the files for Officer of knb/);
  await set(/^Together:/);
  await says(/^No\. Without a post-quantum key: Officer of knb/);
  await set(/^Together:/);
  await toSign();
  await says(/protected against future quantum computers: Yes/);
  await says(/protected against future quantum computers: No\. Without a post-quantum key: Officer of knb/);
  const before = bundles().length;
  await act();
  await expect.poll(() => bundles().length).toBe(before + 2);
  expect(bundles().slice(before).flat().sort()).toEqual(["X25519", "mlkem768x25519"]);
});

test("in Kazakh and Russian the recipients' step says it in full sentences", async () => {
  for (const [language, text] of [
    ["ru", /^Нет\. Без постквантового ключа: Officer of knb/],
    ["kk", /^Жоқ\. Постквантық кілті жоқ: Officer of knb/],
  ] as const) {
    setUiLanguage(language);
    await openRecipients();
    await tick(/Officer of knb/);
    await says(text);
    await closed();
  }
});

test("the file of a known partner brings the key at a click, without comparing; from then on it is used", async () => {
  const file = new File([expectValue(await knb.door.identityFile(null)).bytes], "knb.dalel-id");
  openDialog({ kind: "partners", file: null, part: "add" });
  await expect.poll(() => document.querySelector(".ui-dialog input[type=file]")).not.toBeNull();
  await giveFile(file);
  await says(/The file brings its post-quantum key, signed with it/);
  await userEvent.click(dialog().getByRole("button", { name: "Take the post-quantum key" }));
  await expect
    .poll(async () => expectValue(await stage.door.listPartners(null)).find(({ author }) => author === knb.me.author)?.hybridRecipient)
    .toBe(knb.me.hybridRecipient);
  // The register opens at the partner, who was verified as before.
  await says("Post-quantum key");
  await says("known");
  expect(expectValue(await stage.door.listPartners(null)).find(({ author }) => author === knb.me.author)?.verified).toBe("phone");
  await closed();
  openDialog({ kind: "partners", file: null, part: "add" });
  await expect.poll(() => document.querySelector(".ui-dialog input[type=file]")).not.toBeNull();
  await giveFile(file);
  await says(knb.me.fingerprint.split(" ")[0] ?? "?");
  await hasNot(/brings its post-quantum key/);
  await closed();
  await openRecipients();
  await tick(/Officer of knb/);
  await says("Yes");
});

test("our QR code leaves the key out, says so, and is the identity with the same fingerprint; as a notice the key can be saved", async () => {
  const { identityText } = expectValue(await stage.door.ownKeys(null));
  const scanned = expectValue(await stage.mci.door.inspectIdentity({ bytes: utf8ToBytes(identityText) }));
  const whole = expectValue(await stage.mci.door.inspectIdentity({ bytes: expectValue(await stage.door.identityFile(null)).bytes }));
  expect([scanned.hybridRecipient, { ...scanned, hybridRecipient: whole.hybridRecipient }]).toEqual(["", whole]);
  openDialog({ kind: "partners", file: null, part: "ours" });
  await says(/The post-quantum key is too long for it: it comes in the identity file and in every bundle of ours/);
  await userEvent.click(dialog().getByRole("button", { name: /^post-quantum-/ }));
  await expect.poll(() => [...stage.saved.keys()].find((name) => name.startsWith("post-quantum-"))).toBeDefined();
  const [, bytes] = [...stage.saved].find(([name]) => name.startsWith("post-quantum-")) ?? expect.fail();
  expect(expectValue(await knb.door.takeKeyNotice({ bytes })).outcome).toBe("unknown-signer");
  await closed();
  openDialog({ kind: "partners", file: null, part: "notice" });
  await expect.poll(() => document.querySelector(".ui-dialog input[type=file]")).not.toBeNull();
  await giveFile(new File([expectValue(await stage.mci.door.identityFile(null)).bytes], "mci.dalel-id"));
  await says("You know this already. Nothing was changed.");
  await says("A post-quantum key that belongs to it.");
});
