import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { setOpenedCase, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import { expectValue } from "../kit/agency.ts";
import { addEntity, befriend, type ExchangeStage, openExchangeStage } from "./exchange-stage.tsx";

let stage: ExchangeStage;
let caseId: CaseId;
let kassa: EntityId;
let later: File;

const plan = { entities: null, withhold: [], files: [], marking: "amber", legalBasis: "", purpose: "Joint inquiry", retainUntil: "" } as const;
const usual = { grade: "B2", handling: "amber", source: null } as const;
const text = (value: string) => ({ kind: "text", text: value }) as const;

/** A case of the partner's that we hold; since then we said another category, and they changed, added, linked and took back. */
beforeAll(async () => {
  stage = await openExchangeStage("arrival");
  await befriend(stage);
  const { mci, door, me } = stage;
  caseId = expectValue(await mci.door.createCase({ number: "MCI-9", title: "Kassa group", handling: "amber" }));
  expectValue(await mci.door.openCase({ caseId }));
  kassa = await addEntity(mci.door, "exchange", { name: "Kassa One", country: "KZ" });
  const owner = await addEntity(mci.door, "person", { fullName: "Серік Сапаров" });
  const first = expectValue(await mci.door.share({ ...plan, to: [me.author] })).file;
  expectValue(await door.acceptBundle({ token: expectValue(await door.openBundle({ file: first })).token }));
  setOpenedCase(expectValue(await door.openCase({ caseId })));
  expectValue(await door.setValue({ entity: kassa, property: "category", value: text("p2p"), replaces: null, ...usual }));
  expectValue(await mci.door.setValue({ entity: kassa, property: "category", value: text("otc"), replaces: null, ...usual }));
  const country = mci.entities.get(kassa)?.facts["country"]?.[0]?.claim ?? expect.fail("a country");
  expectValue(await mci.door.retract({ claims: [country], why: "Not so" }));
  const site = await addEntity(mci.door, "exchange", { name: "Қаржы айырбас" });
  await addEntity(mci.door, "person", { fullName: "Ботагөз Әлімова" });
  expectValue(await mci.door.addLink({ type: "operates", from: owner, to: site, values: [], ...usual }));
  later = new File([expectValue(await mci.door.share({ ...plan, to: [me.author] })).file], "later.dalel");
});

const dialog = () => page.getByRole("dialog");
const button = (name: string | RegExp) => dialog().getByRole("button", { name });
const row = (name: string | RegExp) => dialog().getByRole("row").filter({ hasText: name });
const press = (keys: string) => userEvent.keyboard(keys);
const titles = () => [...useCaseMirror.getState().entities.values()].flatMap(({ type, title }) => (type === "acceptance" ? [] : [title]));
const category = () => useCaseMirror.getState().entities.get(kassa);

async function openLater(): Promise<void> {
  openDialog({ kind: "receive", file: later });
  await userEvent.click(dialog().getByRole("tab", { name: /Differences/ }));
  await expect.element(dialog().getByRole("treegrid")).toBeVisible();
}

/** A receipt is offered when it is in. */
async function accept(): Promise<void> {
  await press("{Control>}{Enter}{/Control}");
  await expect.poll(() => useDesk.getState().dialog?.kind).toBe("receipt");
  closeDialog();
}

async function back(): Promise<void> {
  expectValue(await stage.door.undo(null));
}

test("by keys alone one thing is chosen, and only it comes with what belongs to it and what was taken back; one undo gives the case as before", async () => {
  const before = titles();
  await openLater();
  const grid = dialog().getByRole("treegrid");
  grid.element().focus();
  await expect.element(row("Kassa One")).toHaveClass(/ui-grid-active/);
  await press("jjkj");
  await expect.element(grid.getByRole("row").nth(3)).toHaveClass(/ui-grid-active/);
  for (let at = 0; at < 6 && !row("→").element().classList.contains("ui-grid-active"); at++) await press("k");
  await press(" ");
  await expect.element(dialog().getByText(/statements come in, .* because they belong/)).toBeVisible();
  await expect.element(button("Accept what is chosen")).toBeEnabled();
  await accept();
  await expect.poll(titles).toContain("Қаржы айырбас");
  expect(titles()).not.toContain("Ботагөз Әлімова");
  expect(category()?.facts["category"]).toHaveLength(1);
  expect(category()?.facts["country"]).toBeUndefined();
  expect(useCaseMirror.getState().history.undo).toMatchObject({ intent: "receive" });
  await back();
  await expect.poll(titles).toEqual(before);
  expect(category()?.facts["country"]).toHaveLength(1);
  expectValue(await stage.door.redo(null));
  await expect.poll(titles).toContain("Қаржы айырбас");
  await back();
});

test("rival values stand side by side; relying on theirs needs a reason, is a ruling of its own, and leaves what was taken in when it is undone", async () => {
  await openLater();
  await userEvent.click(button(/Other values 1/));
  dialog().getByRole("treegrid").element().focus();
  await press("{ArrowRight}");
  await expect.element(row(/Kind of service/)).toBeVisible();
  await expect.poll(() => row(/Kind of service/).element().textContent).toMatch(/P2P.platform.*AFM.*Over-the-counter.desk.*MCI/);
  for (
    let at = 0;
    at < 6 &&
    !row(/Kind of service/)
      .element()
      .classList.contains("ui-grid-active");
    at++
  )
    await press("{ArrowDown}");
  await press("2");
  const why = dialog().getByRole("textbox", { name: /Reason for the ruling/ });
  await expect.element(why).toBeVisible();
  await expect.element(button("Accept and open case")).toBeDisabled();
  await userEvent.fill(why, "They asked the operator");
  await accept();
  await expect.poll(() => category()?.rulings.length).toBe(1);
  expect(category()?.facts["category"]?.[0]).toMatchObject({ agency: "mci", value: text("otc") });
  expect(titles()).toContain("Ботагөз Әлімова");
  await back();
  await expect.poll(() => category()?.rulings.length).toBe(0);
  expect(category()?.facts["category"]).toHaveLength(2);
  await back();
  await expect.poll(() => category()?.facts["category"]?.length).toBe(1);
});

test("set aside it changes nothing, can be compared later and taken in, and is left by one act", async () => {
  const before = titles();
  await openLater();
  await userEvent.click(button("Set aside"));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect(titles()).toEqual(before);
  openDialog({ kind: "layers" });
  await expect.element(dialog().getByText(/statements, .* not in the case/)).toBeVisible();
  await userEvent.click(button("Compare and take in"));
  await expect.element(dialog().getByText(/It was checked and set aside on/)).toBeVisible();
  await userEvent.click(dialog().getByRole("tab", { name: /Chart/ }));
  await expect.element(dialog().getByRole("img", { name: /What would change: things/ })).toBeVisible();
  await accept();
  await expect.poll(titles).toContain("Ботагөз Әлімова");
  openDialog({ kind: "layers" });
  await expect.element(dialog().getByText("Nothing is set aside")).toBeVisible();
  await back();
  await expect.element(button("Leave it")).toBeVisible();
  await userEvent.click(button("Leave it"));
  await expect.element(dialog().getByText("Nothing is set aside")).toBeVisible();
  await back();
  await back();
  closeDialog();
  await expect.poll(titles).toEqual(before);
});

test("what was set aside is receipted when it is taken in, as what was accepted at once is, and the register shows it", async () => {
  await openLater();
  await userEvent.click(button("Set aside"));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  const stateOf = async () => expectValue(await stage.door.bundleRegister(null)).entries.find(({ sequence }) => sequence === 2)?.state;
  expect(await stateOf()).toBe("set-aside");
  openDialog({ kind: "layers" });
  await userEvent.click(button("Compare and take in"));
  await expect.element(dialog().getByText(/It was checked and set aside on/)).toBeVisible();
  await press("{Control>}{Enter}{/Control}");
  await expect.poll(() => useDesk.getState().dialog?.kind).toBe("receipt");
  const before = stage.saved.size;
  await userEvent.click(button("Save receipt"));
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  expect(stage.saved.size).toBe(before + 1);
  const [, bytes] = [...stage.saved].findLast(([name]) => name.endsWith(".dalel-receipt")) ?? [];
  const taken = expectValue(await stage.mci.door.takeNote({ bytes: bytes ?? new Uint8Array() }));
  expect(taken).toMatchObject({ kind: "receipt", receipt: { deed: "accepted", sequence: 2 } });
  expect(await stateOf()).toBe("accepted");
  await back();
  expect(await stateOf()).toBe("set-aside");
  await back();
});

test("what may be ours under another id is listed with why; merged it is one after it was taken in, by an act of its own", async () => {
  const before = titles();
  const ours = await addEntity(stage.door, "person", { fullName: "Әлімова Ботагөз" });
  await openLater();
  await userEvent.click(dialog().getByRole("tab", { name: /May be ours.*1/ }));
  const pair = dialog().getByRole("list", { name: "May be ours" }).getByRole("listitem");
  await expect.element(pair).toBeVisible();
  expect(pair.element().textContent).toMatch(/55.*Ours.*Әлімова Ботагөз.*Theirs.*Ботагөз Әлімова.*Same name/);
  await userEvent.click(button("Not the same"));
  await userEvent.click(button("Merge"));
  // Ours stays the name relied on, which is a ruling and needs its reason; leaving it open needs none.
  const rival = dialog().getByRole("list", { name: "What differs once they are one" }).getByRole("listitem");
  expect(rival.element().textContent).toMatch(/Full name.*Әлімова Ботагөз.*Ботагөз Әлімова/);
  const rely = (side: string) => rival.getByRole("button", { name: side });
  await userEvent.click(rely("Both"));
  await expect.element(button("Accept and open case")).toBeEnabled();
  await userEvent.click(rely("Ours"));
  await expect.element(button("Accept and open case")).toBeDisabled();
  await userEvent.fill(dialog().getByRole("textbox", { name: "Reason for the ruling" }), "One IIN");
  await accept();
  await expect.poll(() => useCaseMirror.getState().entities.get(ours)?.members.length).toBe(1);
  expect(useCaseMirror.getState().entities.get(ours)).toMatchObject({
    title: "Әлімова Ботагөз",
    conflicts: [{ property: "fullName", because: "ruling" }],
  });
  expect(useCaseMirror.getState().history.undo).toMatchObject({ intent: "merge" });
  await back();
  await expect.poll(() => useCaseMirror.getState().entities.get(ours)?.members.length).toBe(0);
  expect(titles()).toContain("Ботагөз Әлімова");
  await back();
  await back();
  await expect.poll(titles).toEqual(before);
});

test("a rule by grade is counted before it is applied, chooses what it counted, and each choice can be changed", async () => {
  await openLater();
  await userEvent.click(button("By grade"));
  const told = () => dialog().getByRole("region", { name: "A rule by grade" }).getByRole("status").element().textContent;
  await expect.poll(told).toMatch(/\d+ of \d+ values that come are graded B2 or better and would be chosen; 0 would stay out/);
  await userEvent.selectOptions(dialog().getByRole("combobox", { name: "At least" }), "A1");
  await expect.poll(told).toMatch(/^0 of/);
  await expect.element(button("Apply")).toBeDisabled();
  await userEvent.selectOptions(dialog().getByRole("combobox", { name: "Rule" }), "Keep ours where grades are equal");
  await expect.poll(told).toBe("Of 1 conflict: ours 1, theirs 0, left to you 0.");
  await userEvent.click(button("Apply"));
  await expect.element(dialog().getByRole("textbox", { name: /Reason for the ruling/ })).toBeVisible();
  await expect.element(dialog().getByText("Say why you rule so: the field is above.")).toBeVisible();
  await userEvent.click(button("By grade"));
  await userEvent.click(button("Apply"));
  await userEvent.fill(dialog().getByRole("textbox", { name: /Reason for the ruling/ }), "Both are graded alike");
  await expect.element(dialog().getByText(/statements come in/)).toBeVisible();
  await userEvent.click(button("Choose none"));
  await expect.element(dialog().getByText(/statements come in/)).not.toBeInTheDocument();
  closeDialog();
});

const ruleWords = { en: "By grade", ru: "По оценке", kk: "Бағасы бойынша" } as const;

test.each(["en", "ru", "kk"] as const)("nothing of the wizard is cut in %s, light and dark", async (language) => {
  setUiLanguage(language);
  await addEntity(stage.door, "person", { fullName: "Әлімова Ботагөз" });
  for (const theme of ["light", "dark"] as const) {
    document.body.classList.toggle("bp6-dark", theme === "dark");
    openDialog({ kind: "receive", file: later });
    await expect.element(dialog().getByRole("tab").first()).toBeVisible();
    for (const [at, name] of ["notices", "diff", "matches", "chart"].entries()) {
      await userEvent.click(dialog().getByRole("tab").nth(at));
      if (name === "diff") {
        dialog().getByRole("treegrid").element().focus();
        await press("{ArrowRight}");
        await expect.poll(() => dialog().getByRole("row").elements().length).toBeGreaterThan(7);
        await press("{ArrowDown} ");
        await userEvent.click(dialog().getByRole("button", { name: ruleWords[language] }));
        await expect.element(dialog().getByRole("combobox").first()).toBeVisible();
      }
      if (name === "chart") await expect.element(dialog().getByRole("img", { name: /\d/ }).last()).toBeVisible();
      await page.screenshot({ path: `../../dist/screens/arrival-${name}-${language}-${theme}.png` });
    }
    const [body] = document.querySelectorAll<HTMLElement>(".ui-dialog-body");
    expect(body?.scrollWidth).toBeLessThanOrEqual(body?.clientWidth ?? 0);
    closeDialog();
    await expect.poll(() => document.querySelector(".ui-dialog")).toBeNull();
  }
  document.body.classList.remove("bp6-dark");
  setUiLanguage("en");
  await back();
});
