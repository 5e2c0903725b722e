import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, selectEntities, setTheme, useDesk } from "../../renderer/state/desk.ts";
import { systemClock } from "../../renderer/workers/platform.ts";
import type { CustodyDraft } from "../../shared/case/locker-door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { expectValue } from "../kit/agency.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";
import { openShellStage, press, type ShellStage } from "./shell-stage.tsx";

let stage: ShellStage;
const stores = new Map<number, MemoryBoxStore>();
beforeAll(async () => {
  stage = await openShellStage("locker", { stores, clock: systemClock });
});

const exhibits = () => useCaseMirror.getState().index.ofType("exhibit");
const idOf = (title: string): EntityId => exhibits().find((each) => each.title === title)?.id ?? expect.fail(`no exhibit ${title}`);
const dialog = () => page.getByRole("dialog");
const button = (name: string) => dialog().getByRole("button", { name, exact: true }).last();
const key = (code: string) => press(code, { altKey: true, shiftKey: true, ctrlKey: false });
const file = (name: string, content: string) => new File([content], name, { type: "text/plain" });

async function drop(target: Element | Window, files: readonly File[]): Promise<void> {
  const dataTransfer = new DataTransfer();
  for (const each of files) dataTransfer.items.add(each);
  target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

test("an empty locker says what custody is; files dropped on it are kept together, each an exhibit, and the locker comes back", async () => {
  key("KeyL");
  await expect.element(dialog().getByText("No evidence yet")).toBeVisible();
  const place = document.querySelector(".locker") ?? expect.fail("no locker");
  await drop(place, [file("one.txt", "one"), file("two.txt", "two"), file("again.txt", "one")]);
  await expect.element(dialog().getByText("3 files, 9 B")).toBeVisible();
  await userEvent.fill(dialog().getByLabelText("Exhibit number"), "12");
  await userEvent.fill(dialog().getByLabelText("Act of seizure, no."), "77/26");
  await button("Keep the files").click();
  // One came twice: that is told by name before the dialog goes.
  await expect.element(dialog().getByText("2 of 3 files are kept as exhibits.")).toBeVisible();
  await expect.element(dialog().getByText("Twice in the choice")).toBeVisible();
  await button("Close").click();
  await expect.element(dialog().getByText("2 of 2 shown")).toBeVisible();
  expect(
    exhibits()
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["one.txt", "two.txt"]);
  await expect.element(dialog().getByRole("gridcell", { name: "12/2" })).toBeVisible();
  await expect.element(dialog().getByRole("gridcell", { name: "Registration" }).first()).toBeVisible();
});

test("when a file was checked is told while the locker stands, whoever checked it", async () => {
  const cell = (name: RegExp | string) => dialog().getByRole("gridcell", { name });
  await expect.poll(() => cell("never").elements().length).toBe(2);
  await dialog().getByText("one.txt").first().click();
  await dialog().getByRole("tab", { name: "Facts" }).click();
  await expect.element(dialog().getByText("Never since it was kept")).toBeVisible();
  expectValue(await stage.door.verifyExhibits({ exhibits: [idOf("one.txt")] }));
  await expect.poll(() => cell("never").elements().length).toBe(1);
  await expect.element(dialog().getByText("Never since it was kept")).not.toBeInTheDocument();
  await dialog()
    .getByRole("tab", { name: /^Custody/ })
    .click();
});

test("Space and Enter open the file, and closing it gives the locker back", async () => {
  const grid = dialog().getByRole("grid").element();
  if (grid instanceof HTMLElement) grid.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowUp}");
  for (const pressed of [" ", "{Enter}"]) {
    await userEvent.keyboard(pressed);
    await expect.poll(() => useDesk.getState().dialog?.kind).toBe("exhibit");
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => useDesk.getState().dialog?.kind).toBe("locker");
    await expect.poll(() => document.activeElement?.getAttribute("role")).toBe("grid");
  }
});

test("custody is recorded and corrected by hand, and nothing in it is edited", async () => {
  selectEntities([idOf("one.txt")]);
  await expect.element(dialog().getByText("№ 12/1 · one.txt")).toBeVisible();
  await expect.element(dialog().getByText("77/26").last()).toBeVisible();
  await button("Record custody").click();
  await dialog().getByRole("radio", { name: "Handover" }).click({ force: true });
  await expect.element(button("Record")).toBeDisabled();
  await userEvent.fill(dialog().getByLabelText(/^Received by/), "Expert B");
  await userEvent.fill(dialog().getByLabelText("Seal no."), "KZ-1");
  await button("Record").click();
  await expect.element(dialog().getByText("Expert B").first()).toBeVisible();
  await expect.element(dialog().getByText(/The file when this was recorded: Whole/)).toBeVisible();
  await button("Correct").click();
  await dialog().getByRole("radio", { name: "It never was" }).click({ force: true });
  await expect.element(button("Record the correction")).toBeDisabled();
  await userEvent.fill(dialog().getByLabelText(/^Why it is corrected/), "Another exhibit was meant");
  await button("Record the correction").click();
  await expect.element(dialog().getByText("Corrected")).toBeVisible();
  await expect.element(dialog().getByText("Another exhibit was meant")).toBeVisible();
  await expect.element(dialog().getByText("Expert B").first()).toBeVisible();
  // What was corrected cannot be corrected once more.
  expect(document.querySelector(".locker-step-struck button")).toBeNull();
});

test("what an undo takes back stays in sight, struck through", async () => {
  await button("Record custody").click();
  await userEvent.fill(dialog().getByLabelText(/^Where/), "Room 3");
  await button("Record").click();
  await expect.element(dialog().getByText("Room 3")).toBeVisible();
  expectValue(await stage.door.undo(null));
  await expect.element(dialog().getByText("Taken back by undo")).toBeVisible();
  expect(document.querySelector(".locker-step-struck:last-child")?.textContent).toContain("Room 3");
});

test("a destroyed exhibit is called so in the locker, the table, the navigator and the inspector; what is odd is said before", async () => {
  await button("Record custody").click();
  await dialog().getByRole("radio", { name: "Destruction" }).click({ force: true });
  await userEvent.fill(dialog().getByLabelText(/^When/), "01.03.2020");
  await expect.element(dialog().getByText("It was seized only later.")).toBeVisible();
  // Nobody destroys evidence without a reason and a paper, nor in a time to come.
  await expect.element(button("Record")).toBeDisabled();
  await userEvent.fill(dialog().getByLabelText(/^Why/), "Ruling of the court");
  await userEvent.fill(dialog().getByLabelText(/^Document/), "Act 7");
  await userEvent.fill(dialog().getByLabelText(/^When/), "01.03.2099");
  await expect.element(dialog().getByText(/This time has not come yet/)).toBeVisible();
  await expect.element(button("Record")).toBeDisabled();
  await userEvent.fill(dialog().getByLabelText(/^When/), "01.03.2020");
  await button("Record").click();
  await expect.element(dialog().getByText("This exhibit is recorded as destroyed.", { exact: false }).first()).toBeVisible();
  await userEvent.selectOptions(dialog().getByLabelText("Show"), "destroy");
  await expect.element(dialog().getByText("1 of 2 shown")).toBeVisible();
  await button("Close").click();
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  for (const panel of ["navigator", "table", "inspector"])
    await expect.poll(() => document.querySelector(`[data-panel=${panel}]`)?.textContent ?? "").toContain("Destroyed");
});

test("a damaged file is said plainly, and is handed over only by who was told so", async () => {
  const two = idOf("two.txt");
  selectEntities([two]);
  const draft: CustodyDraft = {
    exhibits: [two],
    action: "transfer",
    happenedAt: "2026-01-01",
    performedBy: "A",
    place: "",
    reason: "",
    documentNumber: "",
    sealNumber: "",
    handedFrom: "",
    handedTo: "B",
    handling: "amber",
    corrects: null,
    correction: "replaces",
    isDamageKnown: false,
  };
  for (const sealed of stores.get(1)?.chunks.values() ?? []) sealed[sealed.length - 20] = (sealed.at(-20) ?? 0) ^ 1;
  expect(await stage.door.recordCustody(draft)).toMatchObject({ ok: false, error: { kind: "file-damaged" } });
  key("KeyS");
  await dialog().getByRole("radio", { name: "Handover" }).click({ force: true });
  await userEvent.fill(dialog().getByLabelText(/^Received by/), "Expert B");
  await button("Record").click();
  await expect.element(dialog().getByText(/Files that are damaged or lost: 1/)).toBeVisible();
  await button("Record nevertheless").click();
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  openDialog({ kind: "locker" });
  await expect.element(dialog().getByText(/The file when this was recorded: Damaged/)).toBeVisible();
  await expect.element(dialog().getByText("The file was not whole.")).toBeVisible();
  await userEvent.selectOptions(dialog().getByLabelText("Show"), "attention");
  await expect.element(dialog().getByText("2 of 2 shown")).toBeVisible();
  closeDialog();
});

test("what is seen in an exhibit is linked with its place, and bad places are refused", async () => {
  const values = [{ property: "name", value: { kind: "text", text: "Umit Exchange" } }] as const;
  const [exchange] = expectValue(await stage.door.addEntity({ type: "exchange", values, grade: "B2", handling: "amber", source: null })).entities;
  selectEntities([idOf("two.txt"), exchange ?? expect.fail()]);
  key("KeyP");
  await userEvent.fill(dialog().getByLabelText("Page"), "0");
  await expect.element(button("Link")).toBeDisabled();
  await userEvent.fill(dialog().getByLabelText("Page"), "3");
  await userEvent.fill(dialog().getByLabelText(/^Region/), "10 20 130 5");
  await expect.element(dialog().getByText(/Four numbers in percent/)).toBeVisible();
  await userEvent.fill(dialog().getByLabelText(/^Region/), "10 20 30 5");
  await userEvent.fill(dialog().getByLabelText("Time code"), "7:05");
  await userEvent.fill(dialog().getByLabelText("Excerpt"), "Send it to Umit");
  await userEvent.selectOptions(dialog().getByLabelText("Statement it bears out"), "Name: Umit Exchange");
  await button("Link").click();
  await expect.poll(() => useDesk.getState().dialog).toBeNull();
  selectEntities([idOf("two.txt")]);
  openDialog({ kind: "locker", tab: "places" });
  await expect.element(dialog().getByText("page 3 · region 10,20,30,5 % · at 00:07:05")).toBeVisible();
  await expect.element(dialog().getByText("Send it to Umit")).toBeVisible();
  await expect.element(dialog().getByText("Bears out:", { exact: false })).toBeVisible();
  closeDialog();
});

test("a picture pasted where nothing is typed, several files and a table that are dropped are offered as what they are", async () => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([new Uint8Array([1, 2, 3])], "image.png", { type: "image/png" }));
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  await expect.element(dialog().getByText(/^screenshot-\d{4}-\d\d-\d\d-.*\.png$/)).toBeVisible();
  closeDialog();
  const texts = new DataTransfer();
  texts.setData("text/plain", "a note");
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: texts, bubbles: true, cancelable: true }));
  await expect.element(dialog().getByText(/^text-\d{4}.*\.txt$/)).toBeVisible();
  closeDialog();
  await drop(window, [file("a.bin", "a"), file("b.bin", "b")]);
  await expect.element(dialog().getByText("2 files, 2 B")).toBeVisible();
  closeDialog();
  await drop(window, [file("rows.csv", "a,b\n1,2\n")]);
  await expect.poll(() => useDesk.getState().dialog?.kind).toBe("import");
  closeDialog();
  await drop(window, [file("photo.jpg", "x")]);
  await expect.poll(() => useDesk.getState().dialog?.kind).toBe("add-exhibit");
  closeDialog();
});

test.each(["light", "dark"] as const)(
  "everybody can use the dialogs of the locker (%s)",
  async (theme) => {
    setTheme(theme);
    document.body.classList.toggle("bp6-dark", theme === "dark");
    const one = idOf("one.txt");
    selectEntities([one]);
    for (const tab of ["custody", "facts", "places"]) {
      openDialog({ kind: "locker", tab });
      await expect.element(dialog().getByRole("tab", { selected: true })).toBeVisible();
      expect(await axeFaults()).toEqual([]);
    }
    openDialog({ kind: "custody", exhibits: [one], corrects: null });
    await expect.element(button("Record")).toBeVisible();
    expect(await axeFaults()).toEqual([]);
    openDialog({ kind: "place", exhibit: one, entity: null });
    await expect.element(button("Link")).toBeVisible();
    expect(await axeFaults()).toEqual([]);
    openDialog({ kind: "add-exhibit", files: { files: [{ file: file("a.txt", "a"), path: "" }], unreadable: ["gone"], isCut: true } });
    await expect.element(button("Keep the files")).toBeVisible();
    expect(await axeFaults()).toEqual([]);
    closeDialog();
  },
  120_000,
);

test("while looking back nothing can be added or recorded", async () => {
  expectValue(await stage.door.lookAt({ known: 1, valid: null }));
  selectEntities([idOf("two.txt")]);
  await drop(window, [file("a.bin", "a"), file("b.bin", "b")]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(useDesk.getState().dialog).toBeNull();
  key("KeyS");
  expect(useDesk.getState().dialog).toBeNull();
  key("KeyL");
  await expect.element(button("Add files")).toBeDisabled();
  await expect.element(button("Record custody")).toBeDisabled();
  closeDialog();
  expectValue(await stage.door.lookAt({ known: null, valid: null }));
});
