import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, selectEntities, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import type { AuthorId, EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, bundleFromPartner, type ExchangeStage, giveFile, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
let swapHub: EntityId;
let operator: EntityId;

beforeAll(async () => {
  stage = await openExchangeStage("exchange");
  swapHub = await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
  operator = await addEntity(stage.door, "person", { fullName: "Galymzhan Utebayev", position: "organiser" });
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const press = (keys: string) => userEvent.keyboard(keys);
const next = () => press("{Alt>}{n}{/Alt}");
const act = () => press("{Control>}{Enter}{/Control}");
const identityOf = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "partner.dalel-id");

test("no partner is added by a false file, by our own, or by a wrong group; the right group adds them with what was said of it", async () => {
  openDialog({ kind: "partners", file: null });
  await says("No partners yet");
  await userEvent.click(dialog().getByRole("button", { name: "Add partner" }));
  await giveFile(new File(["{}"], "false.dalel-id"));
  await says(/not an identity file/);
  await giveFile(identityOf(expectValue(await stage.door.identityFile(null)).bytes));
  await says(/your own identity file/);
  await giveFile(identityOf(expectValue(await stage.mci.door.identityFile(null)).bytes));
  const group = dialog().getByRole("textbox", { name: /Last group/ });
  await expect.element(group).toHaveFocus();
  await expect.element(dialog().getByRole("button", { name: "Add partner" })).toBeDisabled();
  await press("00000");
  await act();
  await says(/not the last group/);
  expect(expectValue(await stage.door.listPartners(null))).toEqual([]);
  await userEvent.fill(group, stage.mci.me.fingerprint.slice(-5));
  await userEvent.click(dialog().getByText(/By phone, on a number/));
  await act();
  await says("Officer of mci");
  await says(/by phone/);
  expect(expectValue(await stage.door.listPartners(null))).toMatchObject([{ author: stage.mci.me.author, verified: "phone", ceiling: "amber" }]);
});

test("our identity file is saved as the partner reads it", async () => {
  openDialog({ kind: "partners", file: null, part: "ours" });
  await userEvent.click(dialog().getByRole("button", { name: "Save identity file" }));
  await expect.poll(() => [...stage.saved.keys()].filter((name) => name.endsWith(".dalel-id"))).toHaveLength(1);
  const [bytes] = [...stage.saved].flatMap(([name, content]) => (name.endsWith(".dalel-id") ? [content] : []));
  expect(expectValue(await stage.mci.door.inspectIdentity({ bytes: bytes ?? new Uint8Array() })).fingerprint).toBe(stage.me.fingerprint);
});

/** By keys alone from the first step to the preview of what is selected. */
async function walkToPreview(): Promise<void> {
  await befriend(stage);
  selectEntities([swapHub, operator]);
  openDialog({ kind: "share" });
  await expect.element(dialog().getByRole("radio", { name: /What is selected: 2 entities, 0 exhibits, 0 links/ })).toHaveFocus();
  await next();
  await expect.element(dialog().getByRole("checkbox", { name: /Officer of mci/ })).toHaveFocus();
  await next();
  await says("Choose at least one recipient.");
  await press(" ");
  await next();
  await expect.element(dialog().getByRole("radio", { name: /TLP:CLEAR/ })).toHaveFocus();
  await press("{ArrowUp}");
  await says(/Stricter than these recipients may receive/);
  await userEvent.click(
    dialog().getByRole("radio", { name: "TLP:AMBER Only for those who need to know, in the recipient's own body and its clients." }),
  );
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "To be blocked");
  await next();
  await expect.element(page.getByRole("treegrid")).toHaveFocus();
}

/** Opens the operator's claims and withholds the role in the case. */
async function withholdRole(): Promise<void> {
  await userEvent.fill(dialog().getByRole("textbox", { name: "Filter by name" }), "galym");
  page.getByRole("treegrid").element().focus();
  await press("{ArrowRight}{ArrowDown}{ArrowDown}");
  const role = () => page.getByRole("row").filter({ hasText: "Organiser" });
  for (let rows = 0; rows < 4 && !role().element().classList.contains("ui-grid-active"); rows++) await press("{ArrowDown}");
  await press(" ");
  await expect.element(role().getByText("Withheld by you")).toBeVisible();
}

test("by keys alone: what is selected goes to the partner without what was withheld, and the receipt tells the file apart", async () => {
  await walkToPreview();
  await withholdRole();
  await says(/told of 1 withheld/);
  await next();
  await says(/leave under TLP:AMBER, with .*Recipients: Officer of mci \(MCI\)/);
  await says(/nothing can be enforced/);
  await act();
  await says("Saved");
  const [name, bytes] = [...stage.saved].find(([each]) => each.endsWith(".dalel")) ?? ["", new Uint8Array()];
  await says(name);
  const review = expectValue(await stage.mci.door.openBundle({ file: new Blob([bytes]) }));
  expect(review).toMatchObject({ canMerge: true, marking: "amber", purpose: "To be blocked" });
  expectValue(await stage.mci.door.acceptBundle({ token: review.token }));
  expect(stage.mci.entities.get(operator)?.title).toBe("Galymzhan Utebayev");
  expect(stage.mci.entities.get(operator)?.facts["position"]).toBeUndefined();
  expect(stage.mci.entities.get(swapHub)?.title).toBe("SwapHub OTC");
  await act();
  expect(useDesk.getState().dialog).toBeNull();
});

test("when saving is refused the window says so and offers to save again; who leaves without the file has it said in the case", async () => {
  await walkToPreview();
  await next();
  await says(/leave under/);
  stage.answerSaving("cancelled");
  const intents = async () => expectValue(await stage.door.audit(null)).map(({ intent }) => intent);
  const before = await intents();
  await act();
  await says("The share is recorded, the file is not saved");
  expect((await intents()).length).toBe(before.length + 1);
  stage.answerSaving("saved");
  const count = stage.saved.size;
  await userEvent.click(dialog().getByRole("button", { name: "Save the file" }));
  await says("Saved");
  expect(stage.saved.size).toBe(count + 1);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
  expect((await intents()).length).toBe(before.length + 1);
  await walkToPreview();
  await next();
  stage.answerSaving("cancelled");
  await act();
  await says("The share is recorded, the file is not saved");
  await act();
  await says(/once more to leave/);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
  await expect.poll(async () => (await intents()).filter((intent) => intent === "undo").length).toBe(1);
  expect(expectValue(await stage.door.unsettledShares(null))).toEqual([]);
});

test("a bundle of nobody we know can be looked at and not accepted", async () => {
  const stranger = await openStrangerBundle();
  openDialog({ kind: "receive", file: stranger });
  await says("You may look, not accept");
  await says("Obmen24");
  expect(dialog().element().textContent).not.toMatch(/Accept and open case|Take note/);
  await act();
  expect([...useCaseMirror.getState().entities.values()].map(({ title }) => title)).not.toContain("Obmen24");
});

async function openStrangerBundle(): Promise<File> {
  const { createAgency } = await import("../kit/agency.ts");
  const stranger = await createAgency("knb", "a stranger");
  const ours = expectValue(await stage.door.identityFile(null)).bytes;
  expectValue(await stranger.door.admitPartner({ bytes: ours, typedGroup: stage.me.fingerprint.slice(-5), verified: "phone", ceiling: "amber" }));
  return bundleFromPartner({ ...stage, mci: stranger }, "Obmen24");
}

test("a damaged and a cut file are refused in a sentence; another file can be chosen", async () => {
  const whole = new Uint8Array(await (await bundleFromPartner(stage, "Broken")).arrayBuffer());
  const flipped = whole.slice();
  flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 1;
  openDialog({ kind: "receive", file: new File([flipped], "flipped.dalel") });
  await says(/altered or damaged/);
  await giveFile(new File(["no bundle"], "text.dalel"));
  await says(/not a Dalel bundle/);
  await expect.element(dialog().getByRole("button", { name: "Choose another file" })).toHaveFocus();
});

test("a partner's bundle is checked, accepted with its counts into its case, and a second time has nothing new", async () => {
  await befriend(stage);
  const file = await bundleFromPartner(stage, "Kassa KZ");
  openDialog({ kind: "receive", file });
  await says("Every check passed; it can be accepted");
  await says("The file is whole and was opened with your post-quantum key. It is protected against future quantum computers.");
  await says("To be blocked");
  await says("Kassa KZ");
  expect([...useCaseMirror.getState().entities.values()].map(({ title }) => title)).not.toContain("Kassa KZ");
  await act();
  await expect.poll(() => [...useCaseMirror.getState().entities.values()].map(({ title }) => title)).toContain("Kassa KZ");
  await leaveReceipt();
  expect(useCaseMirror.getState().opened?.title).toBe("Blocked sites");
  expect(useJobs.getState().notices.at(-1)).toMatchObject({ tone: "success", key: "exchange:review.accepted" });
  openDialog({ kind: "receive", file });
  await says("Nothing new in it");
  await userEvent.click(dialog().getByRole("button", { name: "Open case" }));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
});

/** A receipt is offered once a bundle was accepted; it can wait. */
async function leaveReceipt(): Promise<void> {
  await says("Receipt for the sender");
  await userEvent.click(dialog().getByRole("button", { name: "Later" }));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
}

test("what a partner took back and contests is shown before it is accepted, kind by kind, and then is so", async () => {
  const { mci } = stage;
  const plan = { entities: null, withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "Joint inquiry", retainUntil: "" } as const;
  const share = async (from: typeof mci.door, to: AuthorId) => expectValue(await from.share({ ...plan, to: [to] })).file;
  const caseId = expectValue(await mci.door.createCase({ number: "MCI-9", title: "Taken back", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  const kassa = await addEntity(mci.door, "exchange", { name: "Kassa Two", country: "KZ" });
  const { token } = expectValue(await stage.door.openBundle({ file: await share(mci.door, stage.me.author) }));
  expectValue(await stage.door.acceptBundle({ token }));
  await stage.door.setValue({ entity: kassa, property: "category", value: { kind: "text", text: "p2p" }, replaces: null, ...usual });
  const back = expectValue(await mci.door.openBundle({ file: await share(stage.door, mci.me.author) }));
  expectValue(await mci.door.acceptBundle({ token: back.token }));
  const claimOf = (property: string) => mci.entities.get(kassa)?.facts[property]?.[0]?.claim ?? expect.fail(property);
  expectValue(await mci.door.retract({ claims: [claimOf("country")] }));
  expectValue(await mci.door.dispute({ claims: [claimOf("category")] }));
  openDialog({ kind: "receive", file: new File([await share(mci.door, stage.me.author)], "later.dalel") });
  await expect.element(dialog().getByRole("tab", { name: /To look at/ })).toHaveAttribute("aria-selected", "true");
  await expect.element(dialog().getByRole("gridcell", { name: /Country: KZ/ })).toBeVisible();
  await userEvent.click(dialog().getByRole("button", { name: "Contested 1" }));
  await expect.element(dialog().getByRole("gridcell", { name: /Kind of service: P2P platform/ })).toBeVisible();
  await expect.element(dialog().getByRole("gridcell", { name: /Country: KZ/ })).not.toBeInTheDocument();
  await userEvent.click(dialog().getByRole("button", { name: "All 2" }));
  await userEvent.click(dialog().getByRole("tab", { name: /Differences/ }));
  await expect.element(dialog().getByRole("gridcell", { name: "−1" })).toBeVisible();
  await act();
  await leaveReceipt();
  const row = useCaseMirror.getState().entities.get(kassa);
  expect(row?.facts["country"]).toBeUndefined();
  expect(row?.facts["category"]?.[0]?.disputedBy).toEqual(["mci"]);
});
const usual = { grade: "B2", handling: "amber", source: null } as const;

test("an exhibit whose file never came to us is named as not here, and not offered", async () => {
  const { door, mci, me } = stage;
  const caseId = expectValue(await mci.door.createCase({ number: "MCI-9", title: "Recordings", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  const about = { title: "", publisher: "", publishedAt: "", grade: "B2", handling: "green" } as const;
  expectValue(await mci.door.addExhibit({ ...about, file: new Blob(["kept at home"]), fileName: "theirs.txt" }));
  const plan = { entities: null, withhold: [], files: [], marking: "green", legalBasis: "", purpose: "check", retainUntil: "" } as const;
  const { file } = expectValue(await mci.door.share({ ...plan, to: [me.author] }));
  const { token } = expectValue(await door.openBundle({ file }));
  expectValue(await door.acceptBundle({ token }));
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  expectValue(await door.addExhibit({ ...about, file: new Blob(["held here"]), fileName: "ours.txt" }));
  openDialog({ kind: "share" });
  await userEvent.click(dialog().getByText("Also the files themselves"));
  await says(/Not here, and so not to be given/);
  const absent = dialog().getByRole("region", { name: /Not here/ });
  await expect.element(absent.getByText("theirs.txt")).toBeVisible();
  expect(dialog().getByRole("checkbox", { name: "theirs.txt" }).elements()).toHaveLength(0);
  await expect.element(dialog().getByRole("checkbox", { name: "ours.txt" })).toBeVisible();
  // All that are here go unless somebody takes one away, and it is said when none goes.
  await expect.element(dialog().getByRole("checkbox", { name: "ours.txt" })).toBeChecked();
  await says("1 of 1, 9 B");
  await expect.element(dialog().getByText(/No file is ticked/)).not.toBeInTheDocument();
  await userEvent.click(dialog().getByText("ours.txt"));
  await says(/No file is ticked/);
  await says("0 of 1, 0 B");
});
