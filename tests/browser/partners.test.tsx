import { encode } from "uqr";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { bindKeys } from "../../renderer/app/keymap.ts";
import { partnerCommands } from "../../renderer/features/exchange/partner-commands.ts";
import { setOpenedCase } from "../../renderer/state/case-mirror.ts";
import { choosePartner, closeDialog, openDialog, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { pictureSizeOf } from "../../renderer/workers/picture/picture-size.ts";
import { bytesToUtf8, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { createAgency, expectValue } from "../kit/agency.ts";
import { wholeCase } from "../kit/shared-case.ts";
import { addEntity, type ExchangeStage, giveFile as giveNow, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;

beforeAll(async () => {
  stage = await openExchangeStage("partners");
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const click = (name: string | RegExp) => userEvent.click(dialog().getByRole("button", { name, exact: typeof name === "string" }));
const act = () => userEvent.keyboard("{Control>}{Enter}{/Control}");
const giveFile = async (file: File): Promise<void> => {
  await expect.poll(() => document.querySelector(".ui-dialog input[type=file]")).not.toBeNull();
  await giveNow(file);
};
const identityOf = async (agency: Pick<ExchangeStage["mci"], "door">) => expectValue(await agency.door.identityFile(null)).bytes;
const show = (part: NonNullable<Extract<ReturnType<typeof useDesk.getState>["dialog"], { kind: "partners" }>["part"]>) =>
  openDialog({ kind: "partners", file: null, part });
const noticeFile = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "a.dalel-key-notice");

/** A QR code as a phone sees it: turned a little, on grey, not sharp. */
async function photograph(text: string, turn = 0.12): Promise<File> {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const sharp = new OffscreenCanvas(size, size);
  const dots = sharp.getContext("2d") ?? expect.fail("no canvas");
  const pixels = dots.createImageData(size, size);
  for (const [at, isDark] of data.flat().entries()) pixels.data.set(isDark ? [38, 40, 44, 255] : [244, 242, 236, 255], at * 4);
  dots.putImageData(pixels, 0, 0);
  const side = size * 6;
  const canvas = new OffscreenCanvas(Math.round(side * 1.4), Math.round(side * 1.4));
  const context = canvas.getContext("2d") ?? expect.fail("no canvas");
  context.fillStyle = "#b8b4ac";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate(turn);
  context.imageSmoothingEnabled = false;
  if (turn !== 0) context.filter = "blur(0.8px)";
  context.drawImage(sharp, -side / 2, -side / 2, side, side);
  return new File([await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 })], "IMG_0042.jpg", { type: "image/jpeg" });
}

test("a photograph of a partner's QR code, a screenshot and the pasted text give the very identity; what holds none says why", async () => {
  const text = expectValue(await stage.mci.door.ownKeys(null)).identityText;
  const groups = stage.mci.me.fingerprint.split(" ");
  show("add");
  await giveFile(new File(["no picture"], "x.png", { type: "image/png" }));
  await says(/no picture that can be read/);
  const empty = new OffscreenCanvas(400, 300);
  empty.getContext("2d");
  const blank = await empty.convertToBlob({ type: "image/png" });
  await giveFile(new File([blank], "blank.png", { type: "image/png" }));
  await says(/No QR code was found/);
  const bomb = new Uint8Array(await blank.arrayBuffer());
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);
  await giveFile(new File([bomb], "bomb.png", { type: "image/png" }));
  await says(/larger than 24 MB or 50 million/);
  await giveFile(await photograph("https://example.invalid/"));
  await says(/not an identity file/);
  for (const picture of [await photograph(text), await photograph(text, 0), await photograph(text, 1.6)]) {
    await giveFile(picture);
    await says(groups[3] ?? "?");
    await click("Back");
  }
  const field = dialog().getByRole("textbox", { name: /Or paste here/ });
  await userEvent.fill(field, ` ${text.replaceAll("\n", "\r\n")}  `);
  await says(groups[7] ?? "?");
});

test("the sizes of pictures are read from their first bytes", async () => {
  const canvas = new OffscreenCanvas(321, 123);
  canvas.getContext("2d");
  for (const type of ["image/png", "image/jpeg", "image/webp"]) {
    const blob = await canvas.convertToBlob({ type });
    expect(blob.type).toBe(type);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(pictureSizeOf(bytes)).toEqual({ width: 321, height: 123 });
    expect(pictureSizeOf(bytes.slice(0, 11))).toBeNull();
  }
  expect(pictureSizeOf(new Uint8Array(64))).toBeNull();
});

test("digits that differ are a full-width stop; the right ones admit, with who compared, ceilings and an end", async () => {
  show("add");
  await giveFile(new File([await identityOf(stage.mci)], "mci.dalel-id"));
  const group = dialog().getByRole("textbox", { name: /Last group/ });
  await userEvent.fill(group, "00000");
  await act();
  await says("Stop. The digits differ.");
  const stop = document.querySelector(".partners-stop") ?? expect.fail("no stop");
  const around = stop.parentElement ?? expect.fail("nowhere");
  expect(stop.getBoundingClientRect().width).toBeGreaterThanOrEqual(around.clientWidth - 1);
  await userEvent.fill(group, stage.mci.me.fingerprint.slice(-5));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Who compared/ }), "Daulet Omarov");
  await userEvent.click(dialog().getByText(/May receive what is marked/));
  await act();
  await says("Officers we exchange with");
  await says("Daulet Omarov");
  const [partner] = expectValue(await stage.door.listPartners(null));
  expect(partner).toMatchObject({ verifiedBy: "Daulet Omarov", officialUse: true, standing: "active", verified: "in-person" });
  expect(partner?.trustedUntil).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test("limits are changed, trust is removed and given again from the register", async () => {
  show("register");
  await click("Change limits");
  const until = dialog().getByRole("textbox", { name: /Trusted until/ });
  await userEvent.fill(until, "2027");
  await expect.element(dialog().getByRole("button", { name: "Save limits" })).toBeDisabled();
  // The day before the clock of this stage, and long before that of the machine.
  await userEvent.fill(until, "01.03.2026");
  await says(/This day has passed/);
  await expect.element(dialog().getByRole("button", { name: "Save limits" })).toBeDisabled();
  await userEvent.fill(until, "");
  await click("Save limits");
  await says("no end set");
  await click("Verify again");
  await userEvent.fill(dialog().getByRole("textbox", { name: /Trusted until/ }), "01.03.2026");
  await userEvent.fill(dialog().getByRole("textbox", { name: /Last group/ }), stage.mci.me.fingerprint.slice(-5));
  await says(/This day has passed/);
  await expect.element(dialog().getByRole("button", { name: "Verified" })).toBeDisabled();
  await userEvent.fill(dialog().getByRole("textbox", { name: /Trusted until/ }), "");
  await userEvent.fill(dialog().getByRole("textbox", { name: /Last group/ }), stage.mci.me.fingerprint.slice(-5));
  await act();
  await says("Trusted");
  await click("Remove trust");
  await says(/until the fingerprint is compared again/);
  await click("Remove trust");
  await says("No trust");
  await click("Verify again");
  await userEvent.fill(dialog().getByRole("textbox", { name: /Last group/ }), stage.mci.me.fingerprint.slice(-5));
  await act();
  await says("Trusted");
});

test("what can be done with the chosen partner are commands: by the menu, by keys of the list, and from anywhere else by the palette", async () => {
  show("register");
  // The list has the focus, so that its keys work at once.
  await expect.poll(() => document.activeElement?.getAttribute("role")).toBe("grid");
  const row = dialog().getByRole("grid").getByText("Officer of mci");
  await userEvent.click(row, { button: "right" });
  const menu = page.getByRole("menu");
  await expect.element(menu.getByText("Set the last day of trust")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => menu.query()).toBeNull();
  // A key of the list works with the focus in the list, though a dialog is open.
  const endKeys = bindKeys();
  await userEvent.click(row);
  await userEvent.keyboard("e");
  await expect.element(dialog().getByRole("textbox", { name: /Trusted until/ })).toHaveFocus();
  // Where text is typed it is text.
  await userEvent.keyboard("e");
  await expect.element(dialog().getByRole("button", { name: "Save limits" })).toBeVisible();
  await click("Back");
  await userEvent.click(dialog().getByRole("grid").getByText("Officer of mci"));
  await userEvent.keyboard("{Delete}");
  await says(/until the fingerprint is compared again/);
  endKeys();
  closeDialog();
  openDialog({ kind: "palette" });
  const offered = partnerCommands.filter((command) => command.isEnabled()).map(({ id }) => id);
  expect(offered).toEqual(["partner.verify", "partner.limits", "partner.expiry", "partner.notices", "partner.fingerprint", "partner.remove"]);
  closeDialog();
  choosePartner(null);
  expect(partnerCommands.filter((command) => command.isEnabled())).toEqual([]);
});

test("the partner's page says what was last sent and received, with number and time; notices are saved without a bundle", async () => {
  show("register");
  await says("nothing yet");
  const ours = expectValue(await stage.door.identityFile(null)).bytes;
  const typedGroup = stage.me.fingerprint.slice(-5);
  expectValue(await stage.mci.door.admitPartner({ bytes: ours, typedGroup, verified: "in-person", ceiling: "amber" }));
  await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
  expectValue(await stage.door.share({ ...wholeCase, marking: "amber", to: [stage.mci.me.author] }));
  closeDialog();
  await expect.element(dialog()).not.toBeInTheDocument();
  show("register");
  await says(/^No\. 1, 02\.03\.2026/);
  await expect.poll(() => [...dialog().element().querySelectorAll("dd")].filter(({ textContent }) => textContent === "nothing yet").length).toBe(1);
  await click("Save the notices for this officer");
  await says("Officers we exchange with");
});

test("a partner's new keys wait in the register and are accepted, told as not compared; a stranger's notice does nothing", async () => {
  const stranger = await createAgency("court", "partners court");
  const strange = expectValue(await stranger.door.makeNewKeys({ proof: { kind: "passphrase", text: stranger.passphrase }, reason: "planned" }));
  show("notice");
  await giveFile(noticeFile(strange.notice?.bytes ?? expect.fail()));
  await says("Signed by nobody you know. Nothing was changed.");
  // An identity with a post-quantum key is a notice of it; without one it is none.
  await giveFile(noticeFile(utf8ToBytes(expectValue(await stage.mci.door.ownKeys(null)).identityText)));
  await says(/not a notice about keys/);
  const { me, notice } = expectValue(
    await stage.mci.door.makeNewKeys({ proof: { kind: "passphrase", text: stage.mci.passphrase }, reason: "planned" }),
  );
  const bytes = notice?.bytes ?? expect.fail();
  const forged = new TextEncoder().encode((bytesToUtf8(bytes) ?? "").replace("planned", "precaution"));
  await giveFile(noticeFile(forged));
  await says(/does not hold/);
  await giveFile(noticeFile(bytes));
  await says("New keys wait for you in the list of partners");
  await click("To the partners");
  await says("New key");
  await says(me.fingerprint.split(" ")[0] ?? "?");
  await click("Accept without comparing");
  await says("Fingerprint not compared");
  // Who accepted did not compare.
  await says("Who accepted");
  await says("Replaced");
  expect(expectValue(await stage.door.listPartners(null)).map(({ standing, verified }) => [standing, verified])).toEqual([
    ["replaced", "in-person"],
    ["active", "key-change"],
  ]);
});

test("a partner's revoked key is told at once and can be added no more", async () => {
  const { author } = expectValue(await stage.mci.door.ownKeys(null)).me;
  const from = Date.UTC(2026, 2, 2) as Parameters<typeof stage.mci.door.revokeKey>[0]["from"];
  const proof = { kind: "passphrase", text: stage.mci.passphrase } as const;
  const { bytes } = expectValue(await stage.mci.door.revokeKey({ author, reason: "lost", from, proof }));
  openDialog({ kind: "partners", file: noticeFile(bytes), part: "notice" });
  await says("The key is revoked");
  await says(/The key is lost. Revoked from 02.03.2026/);
  await click("To the partners");
  await says("Revoked");
  show("add");
  await giveFile(new File([await identityOf(stage.mci)], "mci.dalel-id"));
  await userEvent.fill(
    dialog().getByRole("textbox", { name: /Last group/ }),
    expectValue(await stage.mci.door.ownKeys(null)).me.fingerprint.slice(-5),
  );
  await act();
  await says(/This key is revoked/);
});

test("our own keys: new ones are made from the list of cases with the passphrase, and the notice is saved; revoking says what it does", async () => {
  show("ours");
  await says(/Close the case first/);
  await expect.element(dialog().getByRole("button", { name: "Make new keys" })).toBeDisabled();
  closeDialog();
  expectValue(await stage.door.closeCase(null));
  showScreen("cases");
  show("ours");
  await expect.element(dialog().getByRole("img", { name: "QR code of our identity" })).toBeVisible();
  await click("Make new keys");
  const passphrase = dialog()
    .getByLabelText(/passphrase/i)
    .first();
  await userEvent.fill(passphrase, "not the passphrase of afm");
  await click("Make new keys");
  await says(/does not open|wrong/i);
  await userEvent.fill(passphrase, "a long passphrase of afm");
  await click("Make new keys");
  await says("New keys are made");
  await click("Save the notice");
  await expect.poll(() => [...stage.saved.keys()].filter((name) => name.endsWith(".dalel-key-notice"))).toHaveLength(1);
  expect(useDesk.getState().me?.author).not.toBe(stage.me.author);
  expect(expectValue(await stage.door.ownKeys(null))).toMatchObject({ earlier: [stage.me.author], me: { author: useDesk.getState().me?.author } });
  await click("Our keys");
  await click("Revoke our key");
  await says(/This cannot be undone/);
  const revoke = dialog().getByRole("button", { name: "Revoke", exact: true });
  await expect.element(revoke).toBeDisabled();
  const proof = dialog()
    .getByLabelText(/passphrase/i)
    .first();
  await userEvent.fill(proof, "not the passphrase of afm");
  const from = dialog().getByRole("textbox", { name: /From when/ });
  await userEvent.fill(from, "01.03.2026");
  await says(/The key was not made yet on this day/);
  await userEvent.fill(from, "01.01.2099");
  await says(/This day has not come yet/);
  await expect.element(revoke).toBeDisabled();
  await userEvent.fill(from, "02.03.2026");
  await click("Revoke");
  await says(/does not open|wrong/i);
  expect(expectValue(await stage.door.ownKeys(null)).revoked).toBeNull();
  await userEvent.fill(proof, "a long passphrase of afm");
  await click("Revoke");
  await says("Hand the notice to every partner by the quickest way. Then make new keys.");
  await click("Back");
  await says(/Our key is revoked from/);
  // What a revoked key cannot do is not promised, and no reason is asked that nobody will read.
  await click("Make new keys");
  await says(/it can announce nothing, and no notice is made/);
  await expect.element(dialog().getByText("It is time for it")).not.toBeInTheDocument();
  closeDialog();
  await expect.element(page.getByText(/Our key is revoked from/)).toBeVisible();
  setOpenedCase(expectValue(await stage.door.openCase({ caseId: stage.caseId })));
  showScreen("workbench");
  await expect.element(page.getByRole("button", { name: /Our key is revoked from/ })).toBeVisible();
  openDialog({ kind: "share" });
  await says(/nothing is shared with it/);
  await expect.element(dialog().getByRole("button", { name: "Next" })).toBeDisabled();
  await click("Our keys");
  await expect.element(dialog().getByRole("img", { name: "QR code of our identity" })).toBeVisible();
});
