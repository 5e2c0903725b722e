import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import letter from "../fixtures/intake/letter_ru.txt?raw";
import kaspiAddress from "../fixtures/intake/kaspi_gold.pdf?url";
import pdfAddress from "../fixtures/intake/letter_kk.pdf?url";
import IntakeWorker from "../../renderer/workers/intake.worker.ts?worker";
import { intakeCommands } from "../../renderer/features/intake/commands.ts";
import { openCaseById } from "../../renderer/state/case-actions.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { connectDoor } from "../../shared/host/rpc.ts";
import type { IntakeDoor } from "../../shared/intake/door.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { expectValue } from "../kit/agency.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const { door } = openGateStage("paste");
const tron = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

beforeAll(async () => {
  await enterOffice(door);
  await openCaseById(expectValue(await door.createCase({ number: "1", title: "Paste", handling: "amber" })));
});
beforeEach(() => closeDialog());

const rowOf = (value: string) => page.getByRole("row", { name: new RegExp(`^Take: \\S+ ${value.replaceAll(/[.+*?()[\]]/g, "\\$&")}`) });
const typed = (type: string): readonly Entity[] => [...useCaseMirror.getState().entities.values()].filter((row) => row.type === type);
const factOf = (row: Entity | undefined, property: string) => row?.facts[property]?.[0];

test("a pasted text is recognised, gone through by keyboard, and imported as one act with the text as its exhibit", async () => {
  useDesk.setState({ screen: "workbench" });
  await intakeCommands.find(({ id }) => id === "intake.paste")?.run();
  await userEvent.fill(page.getByRole("textbox", { name: "Text, as it was copied" }), letter);
  expect(await axeFaults()).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByRole("treegrid", { name: "What was recognised" })).toBeVisible();
  await expect.element(page.getByText("10 of 14 values are taken")).toBeVisible();
  await expect.element(rowOf("umit-invest(dot)site")).toBeVisible();
  expect(await axeFaults()).toEqual([]);
  // The wallet whose checksum fails is not ticked; Space ticks it.
  await userEvent.fill(page.getByRole("textbox", { name: "Find a value or a word" }), `${tron.slice(0, -1)}u`);
  await expect.element(page.getByRole("checkbox", { name: new RegExp(`${tron.slice(0, -1)}u`) })).not.toBeChecked();
  page.getByRole("treegrid").element().focus();
  await userEvent.keyboard(" ");
  await expect.element(page.getByText("11 of 14 values are taken")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.element(page.getByText("Rows 15 = accepted 11 + duplicates 1 + rejected 3")).toBeVisible();
  await expect.element(page.getByText("1 value whose checksum fails is kept as an unverified value", { exact: false })).toBeVisible();
  const { commits } = useCaseMirror.getState().history;
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.element(page.getByRole("button", { name: "Import", exact: true })).toBeEnabled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByText("Every row is accounted for: 15 = 11 accepted + 1 duplicates + 3 rejected.")).toBeVisible();
  expect(useCaseMirror.getState().history.commits).toBe(commits + 1);
  expect(typed("unverifiedValue").map(({ title }) => title)).toEqual([`${tron.slice(0, -1)}u`]);
  expect(factOf(typed("wallet")[0], "address")?.source?.place).toEqual({ page: 0, row: 5, column: "15" });
  expect(typed("exhibit").map((row) => factOf(row, "fileName")?.value)).toMatchObject([
    { kind: "text", text: expect.stringMatching(/^Pasted text .*\.txt$/) },
  ]);
});

test("another text: what the case has is known, and a site like one of the case is told", async () => {
  openDialog({ kind: "import", file: new File([`${tron} и umit-invest.kz, новый capital-group.kz`], "b.txt"), readAs: "document" });
  await expect.element(rowOf(tron).getByText("Known")).toBeVisible();
  await expect.element(rowOf("umit-invest.kz").getByText("Like umit-invest.top")).toBeVisible();
  await expect.element(rowOf("capital-group.kz").getByText("New", { exact: true })).toBeVisible();
});

test("a text file ends at the same list in the ordinary import, and may be read as a table instead", async () => {
  openDialog({ kind: "import", file: new File([letter, "\nещё"], "letter.txt") });
  await expect.element(page.getByText("Text in which values were recognised")).toBeVisible();
  await userEvent.click(page.getByText("a table: its lines are rows"));
  await expect.element(page.getByText("The layout of this file is not known.", { exact: false })).toBeVisible();
  await userEvent.click(page.getByText("a document: values are recognised in it"));
  await expect.element(page.getByText("Text in which values were recognised")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.element(page.getByText("10 of 14 values are taken")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Leave all shown" }));
  await expect.element(page.getByText("0 of 14 values are taken")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.element(page.getByText("Rows 15 = accepted 0 + duplicates 0 + rejected 15")).toBeVisible();
});

test("a text that holds nothing says so", async () => {
  openDialog({ kind: "import", file: new File(["просто слова"], "c.txt"), readAs: "document" });
  await expect.element(page.getByText("Nothing was recognised in this text", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Next" })).toBeDisabled();
});

describe("in the thread without keys", () => {
  const fileOf = async (address: string): Promise<File> => new File([await (await fetch(address)).blob()], "f.pdf");

  test("the text of a PDF is read by pages and lines", async () => {
    const worker = new IntakeWorker();
    const intake = connectDoor<IntakeDoor>(worker);
    const read = expectValue(await intake.recognised({ file: await fileOf(pdfAddress), choices: {} }));
    expect(read.items.map(({ kind, written, page: number, line, check }) => [kind, written, number, line, check])).toEqual([
      ["iin", "900101300017", 1, 2, "valid"],
      ["phone", "+7 701 123 45 67", 1, 2, "none"],
      ["wallet", tron, 2, 1, "valid"],
      ["url", "hxxps://umit-invest[.]top/login", 2, 2, "none"],
    ]);
    expect(read.pages).toBe(2);
    worker.terminate();
    // The reader of PDFs is large, and the server of these tests makes it anew for its first thread.
  }, 120_000);

  test("a statement of Kaspi Gold in a PDF is a table, with its own sums beside ours", async () => {
    const worker = new IntakeWorker();
    const intake = connectDoor<IntakeDoor>(worker);
    const read = expectValue(await intake.preview({ file: await fileOf(kaspiAddress), fileName: "f.pdf", profile: null, choices: {} }));
    expect(read).toMatchObject({ profile: "bank.kaspi-gold", rows: 5, accepted: 5, layout: { container: "pdf" } });
    expect(read.sample).toContainEqual(["31.03.25", "- 2 230,00 ₸", "Покупка", "SYN MARKET"]);
    expect(read.controls.map(({ said, read: ours }) => said === ours)).toEqual([true, true]);
    worker.terminate();
  });

  test("a PDF that is none, and a mail, are told by their bytes", async () => {
    const worker = new IntakeWorker();
    const intake = connectDoor<IntakeDoor>(worker);
    const ask = async (text: string) => intake.recognised({ file: new File([text], "x"), choices: {} });
    expect(await ask("%PDF-1.7\nnothing")).toMatchObject({ ok: false, error: { kind: "pdf-damaged" } });
    const mail = await ask(
      `Received: from a by b\r\nFrom: Bob <bob@scam.kz>\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa(`pay ${tron}`)}`,
    );
    expect(expectValue(mail).items.map(({ kind, value }) => [kind, value])).toEqual([
      ["email", "bob@scam.kz"],
      ["wallet", tron],
    ]);
    worker.terminate();
  });
});
