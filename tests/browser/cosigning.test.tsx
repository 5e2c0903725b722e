import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { BlueprintProvider } from "@blueprintjs/core";
import { createRoot } from "react-dom/client";
import { offerFile } from "../../renderer/app/dropped-files.ts";
import { CosignSettings } from "../../renderer/features/exchange/cosign-settings.tsx";
import { closeDialog, openDialog, selectEntities, setTheme, useDesk } from "../../renderer/state/desk.ts";
import type { SharePlan } from "../../shared/bundle/model.ts";
import { readBundle } from "../../shared/bundle/open.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, giveFile, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
/** A second officer of our agency, with a vault of her own. */
let colleague: Agency;

beforeAll(async () => {
  stage = await openExchangeStage("cosigning");
  await addEntity(stage.door, "exchange", { name: "SwapHub OTC" });
  await befriend(stage);
});
beforeEach(() => {
  stage.answerSaving("saved");
  closeDialog();
  selectEntities([]);
});
afterEach(() => {
  expect(window.dalelMissingKeys ?? new Set()).toEqual(new Set());
});

const dialog = () => page.getByRole("dialog");
const says = (text: string | RegExp) => expect.element(dialog().getByText(text).first()).toBeVisible();
const press = (keys: string) => userEvent.keyboard(keys);
const next = () => press("{Alt>}{n}{/Alt}");
const act = () => press("{Control>}{Enter}{/Control}");
const button = (name: string | RegExp) => dialog().getByRole("button", { name });
const savedWith = (ending: string): readonly (readonly [string, Bytes])[] => [...stage.saved].filter(([name]) => name.endsWith(ending));
const lastSaved = (ending: string): readonly [string, Bytes] => savedWith(ending).at(-1) ?? expect.fail(`a file ${ending} was saved`);
const fileOf = ([name, bytes]: readonly [string, Bytes]): File => new File([bytes], name);
const everybodyCanUseIt = async (): Promise<void> => {
  for (const theme of ["dark", "light"] as const) {
    setTheme(theme);
    document.body.classList.toggle("bp6-dark", theme === "dark");
    expect(await axeFaults()).toEqual([]);
  }
};

async function markAndPreview(): Promise<void> {
  await next();
  await userEvent.click(
    dialog().getByRole("radio", { name: "TLP:AMBER Only for those who need to know, in the recipient's own body and its clients." }),
  );
  await userEvent.fill(dialog().getByRole("textbox", { name: /Purpose/ }), "For the hearing");
  await next();
  await expect.element(page.getByRole("treegrid")).toBeVisible();
}

/** From nothing to the signature of a share of the whole case to the partner. */
async function toSigning(): Promise<void> {
  openDialog({ kind: "share" });
  await next();
  await expect.element(dialog().getByRole("checkbox", { name: /Officer of mci/ })).toHaveFocus();
  await press(" ");
  await markAndPreview();
  await expect.element(button("Next")).toBeEnabled();
  await next();
}

/** The last request that was saved, signed by the colleague in her own vault. */
async function answered(): Promise<File> {
  const { name, bytes } = expectValue(await colleague.door.cosign({ bytes: lastSaved(".dalel-ask")[1] }));
  return new File([bytes], name);
}

test("a court gets a copy under a passphrase that is told once, with other programs' forms in it", async () => {
  openDialog({ kind: "share" });
  await expect.element(dialog().getByRole("checkbox", { name: /FollowTheMoney/ })).not.toBeChecked();
  for (const form of ["FollowTheMoney (ftm.ndjson)", "STIX 2.1 (stix.json)", "CASE/UCO (case.jsonld)"])
    await userEvent.click(dialog().getByText(form));
  await says(/carries no marking/);
  await everybodyCanUseIt();
  await next();
  await press(" ");
  await userEvent.click(dialog().getByText(/For somebody without keys/));
  await expect.element(dialog().getByRole("checkbox", { name: /Officer of mci/ })).not.toBeInTheDocument();
  await says("Say for whom the copy is.");
  await userEvent.fill(dialog().getByRole("textbox", { name: /For whom the copy is/ }), " ".repeat(3));
  await expect.element(button("Next")).toBeDisabled();
  await userEvent.fill(dialog().getByRole("textbox", { name: /For whom the copy is/ }), "Алматы қалалық соты");
  await everybodyCanUseIt();
  await next();
  await says(/No partner's limit applies/);
  await press("{Alt>}{b}{/Alt}");
  await markAndPreview();
  await says("Copy under a passphrase for: Алматы қалалық соты");
  await expect.element(button("Next")).toBeEnabled();
  await next();
  await says(/Recipients: Алматы қалалық соты \(under a passphrase\)/);
  await act();
  await says("Saved");
  await says(/kept nowhere/);
  const passphrase = document.querySelector(".cosign-secret .mono")?.textContent ?? "";
  expect(passphrase).toMatch(/^[0-9]{5}(-[0-9]{5}){5}$/);
  await everybodyCanUseIt();
  const read = expectValue(await readBundle({ passphrase }, new Blob([lastSaved(".dalel")[1]])));
  expect(read.contents.statement).toMatchObject({ addressee: "Алматы қалалық соты", recipients: [], purpose: "For the hearing" });
  expect(read.contents.statement.payload.filter(({ path }) => path.startsWith("data/interop/"))).toHaveLength(3);
  // Who leaves without it is asked once: nobody could open the copy.
  await act();
  expect(useDesk.getState().dialog).not.toBeNull();
  await userEvent.click(dialog().getByText("I wrote the passphrase down, or handed it on"));
  await act();
  expect(useDesk.getState().dialog).toBeNull();
}, 120_000);

test("who goes back to partners has nobody chosen, and no addressee in the plan", async () => {
  openDialog({ kind: "share" });
  await next();
  await userEvent.click(dialog().getByText(/For somebody without keys/));
  await userEvent.fill(dialog().getByRole("textbox", { name: /For whom the copy is/ }), "Court");
  await userEvent.click(dialog().getByText(/For partners/));
  await says("Choose at least one recipient.");
  await userEvent.click(dialog().getByRole("checkbox", { name: /Officer of mci/ }));
  await markAndPreview();
  await expect.element(dialog().getByText(/Copy under a passphrase/)).not.toBeInTheDocument();
  await expect.element(button("Next")).toBeEnabled();
});

test("where our rule asks for two and no colleague is known, nothing can be signed and it is said how to know one", async () => {
  expectValue(await stage.door.setTwoPersonRule({ from: "amber" }));
  await toSigning();
  await says("Our rule asks for two officers at this marking.");
  await says(/Exchange identity files with a colleague/);
  await expect.element(button("Ask the second officer")).toBeDisabled();
  await everybodyCanUseIt();
});

test("the first asks, the second signs in a vault of her own, the first makes the bundle, and the partner finds both signatures", async () => {
  colleague = await createAgency("afm", "colleague", { officer: "Dana Serikova" });
  await befriend({ ...stage, mci: colleague });
  await toSigning();
  await expect.element(dialog().getByRole("radio", { name: /Dana Serikova/ })).toBeChecked();
  const audits = async () => expectValue(await stage.door.audit(null)).length;
  const before = await audits();
  await act();
  await says("The request is saved");
  await says(/Give the file to Dana Serikova \(AFM\)/);
  await everybodyCanUseIt();
  expect(await audits()).toBe(before);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
  const answer = await answered();
  openDialog({ kind: "cosigned", file: null });
  await says("for: Officer of mci (MCI)");
  await says("second officer: Dana Serikova (AFM)");
  await expect.element(button("Make and save")).toBeDisabled();
  await everybodyCanUseIt();
  await giveFile(answer);
  await userEvent.click(button("Make and save"));
  await says("Saved");
  await expect.element(dialog().getByText("Passphrase of this copy")).not.toBeInTheDocument();
  await everybodyCanUseIt();
  const review = expectValue(await stage.mci.door.openBundle({ file: new Blob([lastSaved(".dalel")[1]]) }));
  expect(review.report.find(({ check }) => check === "signature")).toMatchObject({ verdict: "warn", outcome: "second-unknown" });
  await userEvent.click(button("Done"));
  expect(useDesk.getState().dialog).toBeNull();
  openDialog({ kind: "cosigned", file: answer });
  await says("No share of this case waits for a second officer.");
  await userEvent.click(button("Make and save"));
  await says(/No share of this case waits for this officer/);
});

test("a case that changed meanwhile makes nothing, and one can stop waiting", async () => {
  await toSigning();
  await act();
  await says("The request is saved");
  await act();
  const answer = await answered();
  await addEntity(stage.door, "person", { fullName: "Somebody else" });
  const count = savedWith(".dalel").length;
  openDialog({ kind: "cosigned", file: answer });
  await userEvent.click(button("Make and save"));
  await says(/not what the second officer signed/);
  expect(savedWith(".dalel")).toHaveLength(count);
  await userEvent.click(button("Do not wait any more"));
  await says(/will then make nothing/);
  await userEvent.click(button("Go on waiting"));
  await userEvent.click(button("Do not wait any more"));
  await userEvent.click(button("Do not wait any more"));
  await says("No share of this case waits for a second officer.");
  expect(expectValue(await stage.door.pendingShares(null))).toEqual([]);
});

test("a request that was not saved is warned of, and waited for by nothing once it is left", async () => {
  await toSigning();
  stage.answerSaving("cancelled");
  await act();
  await says("The request is not saved");
  expect(expectValue(await stage.door.pendingShares(null))).toHaveLength(1);
  await act();
  await says(/Press Done once more to leave/);
  await act();
  expect(useDesk.getState().dialog).toBeNull();
  await expect.poll(async () => expectValue(await stage.door.pendingShares(null))).toEqual([]);
});

test("without a rule the second officer is a wish, off until it is ticked", async () => {
  expectValue(await stage.door.setTwoPersonRule({ from: "red" }));
  await toSigning();
  await expect.element(button("Sign and save")).toBeEnabled();
  await userEvent.click(dialog().getByText("With a second officer"));
  await expect.element(button("Ask the second officer")).toBeEnabled();
  await userEvent.click(dialog().getByText("With a second officer"));
  await expect.element(button("Sign and save")).toBeEnabled();
});

test("as second officer one sees all that statements tell before one signs, and the first is given what fits", async () => {
  const theirs = expectValue(await colleague.door.createCase({ number: "2026-9", title: "Her own", handling: "amber" }));
  expectValue(await colleague.door.openCase({ caseId: theirs }));
  await addEntity(colleague.door, "exchange", { name: "Kassa" });
  const plan = { entities: null, withhold: [], files: [], legalBasis: "Art. 5", purpose: "Joint inquiry", retainUntil: "2027-01-01" } as const;
  const ask = async (more: Pick<SharePlan, "to" | "addressee" | "interop">) =>
    expectValue(await colleague.door.askSecondOfficer({ plan: { ...plan, marking: "amber", ...more }, second: stage.me.author }));
  const theirMci = expectValue(await stage.mci.door.identityFile(null)).bytes;
  const admission = { verified: "in-person", ceiling: "amber", typedGroup: stage.mci.me.fingerprint.slice(-5) } as const;
  expectValue(await colleague.door.admitPartner({ bytes: theirMci, ...admission }));
  const request = await ask({ to: [stage.mci.me.author] });
  openDialog({ kind: "cosign", file: null });
  await expect.element(button("Choose request")).toHaveFocus();
  await giveFile(new File(["{}\n"], "false.dalel-ask"));
  await says(/no file of the two-officer signature/);
  await expect.element(button("Choose another file")).toHaveFocus();
  await giveFile(new File([request.bytes], request.name));
  await says("Dana Serikova");
  await says("Not among your cases");
  await says("Officer of mci");
  for (const text of ["TLP:AMBER", "Joint inquiry", "Art. 5"]) await says(text);
  const order = expectValue(await stage.door.inspectCosignRequest({ bytes: request.bytes }));
  await says(order.statements[0]?.statementHash ?? "none");
  await says(/You sign what stands here/);
  await everybodyCanUseIt();
  stage.answerSaving("cancelled");
  await userEvent.click(button("Sign"));
  await says(/the file is not saved/);
  stage.answerSaving("saved");
  await userEvent.click(button("Save the signature"));
  await says("Signed and saved");
  await says(/Give the file .* back to Dana Serikova \(AFM\)/);
  await userEvent.click(button("Done"));
  expect(useDesk.getState().dialog).toBeNull();
  const receipts = expectValue(await colleague.door.shareCosigned({ bytes: lastSaved(".dalel-cosign")[1] }));
  expect(receipts.map(({ to }) => to)).toEqual([[stage.mci.me.author]]);
  const court = await ask({ to: [], addressee: "The court", interop: ["ftm", "stix", "case"] });
  openDialog({ kind: "cosign", file: new File([court.bytes], court.name) });
  await says("The court (under a passphrase)");
  await says("FollowTheMoney (ftm.ndjson), STIX 2.1 (stix.json), CASE/UCO (case.jsonld)");
});

test("a request to somebody else is refused in words", async () => {
  await toSigning();
  await userEvent.click(dialog().getByText("With a second officer"));
  await act();
  await says("The request is saved");
  await act();
  openDialog({ kind: "cosign", file: fileOf(lastSaved(".dalel-ask")) });
  await says(/does not come from a verified officer of our agency/);
  await expect.element(button("Choose another file")).toHaveFocus();
});

test("a dropped file of two officers opens the dialog that reads it", () => {
  for (const [ending, kind] of [
    ["ask", "cosign"],
    ["cosign", "cosigned"],
  ] as const) {
    const file = new File(["x"], `file.dalel-${ending}`);
    offerFile(file);
    expect(useDesk.getState().dialog).toEqual({ kind, file });
    closeDialog();
  }
});

test("the rule is kept from the settings, and shown as it is kept", async () => {
  expectValue(await stage.door.setTwoPersonRule({ from: "" }));
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <BlueprintProvider>
      <CosignSettings />
    </BlueprintProvider>,
  );
  const rule = page.getByRole("combobox", { name: "Two officers sign from this marking on" });
  await expect.element(rule).toHaveValue("");
  for (const from of ["amber+strict", "clear", ""] as const) {
    await userEvent.selectOptions(rule, from);
    await expect.poll(async () => expectValue(await stage.door.twoPersonRule(null))).toBe(from);
    await expect.element(rule).toHaveValue(from);
  }
  root.unmount();
  place.remove();
});
