import { beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import sample from "../../assets/samples/TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv?raw";
import oneC from "../fixtures/intake/1c_kz_utf8.txt?raw";
import { rejectedCsv } from "../../renderer/features/intake/rejected-csv.ts";
import { openCaseById } from "../../renderer/state/case-actions.ts";
import { useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { closeDialog, openDialog, useDesk } from "../../renderer/state/desk.ts";
import { bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { expectValue } from "../kit/agency.ts";
import { enterOffice, openGateStage } from "./gate-stage.tsx";

const { door, saved } = openGateStage("intake");
const lines = sample.trimEnd().split(/\r?\n/);
const rows = lines.length - 1;

beforeAll(async () => {
  await enterOffice(door);
  await openCaseById(expectValue(await door.createCase({ number: "1", title: "Import", handling: "amber" })));
});
beforeEach(() => closeDialog());

/** The sample with the amount of its first row spoilt. */
function spoilt(amount: string): File {
  const cells = (lines[1] ?? "").split(",");
  cells[6] = amount;
  return new File([[lines[0], cells.join(","), ...lines.slice(2)].join("\n")], "spoilt.csv");
}

const step = (): string => document.querySelector(".ui-step-current")?.textContent ?? "";

test("a file is imported by keyboard alone, and every row is accounted for", async () => {
  openDialog({ kind: "import", file: spoilt("=1+1") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.poll(step).toContain("Layout and columns");
  await expect.element(page.getByRole("gridcell", { name: /Wallet · Address/ }).first()).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.element(page.getByText(`Rows ${rows} = accepted ${rows - 1} + duplicates 0 + rejected 1`)).toBeVisible();
  await userEvent.click(page.getByRole("tab", { name: "Things and links" }));
  await expect.element(page.getByRole("row", { name: `Transfers ${rows - 1} ${rows - 1} 0` })).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await expect.poll(step).toContain("Import");
  await userEvent.keyboard("{Alt>}n{/Alt}");
  expect(step()).toContain("Import");
  await expect.element(page.getByRole("button", { name: "Import", exact: true })).toBeEnabled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByText(`Every row is accounted for: ${rows} = ${rows - 1} accepted + 0 duplicates + 1 rejected.`)).toBeVisible();
  await expect.element(page.getByRole("row", { name: `Transfers ${rows - 1} ${rows - 1} 0` })).toBeVisible();
  expect(useCaseMirror.getState().flows.size).toBeGreaterThan(0);
  await userEvent.click(page.getByRole("button", { name: "Show in the table" }));
  expect(useDesk.getState()).toMatchObject({ dialog: null, tableTab: "flows" });
  expect(useDesk.getState().selection.entities).toHaveLength(1);
});

test("the same file a second time is looked at, not imported, and nothing changes", async () => {
  const { history } = useCaseMirror.getState();
  openDialog({ kind: "import", file: spoilt("=1+1") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await expect
    .element(page.getByText("This file has been imported into this case already. Its rows can be looked at; it is not imported again."))
    .toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await userEvent.click(page.getByRole("tab", { name: /Rejected rows/ }));
  await expect.element(page.getByRole("gridcell", { name: "=1+1" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Next" })).toBeDisabled();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  expect(step()).toContain("Preview");
  expect(useCaseMirror.getState().history).toEqual(history);
});

test("who closes the dialog while it runs is told how it ended, rejected rows included", async () => {
  openDialog({ kind: "import", file: spoilt("=3+3") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await expect.element(page.getByRole("button", { name: "Import", exact: true })).toBeEnabled();
  useJobs.setState({ notices: [] });
  await userEvent.keyboard("{Control>}{Enter}{/Control}{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  const law = { rows: String(rows), accepted: String(rows - 1), duplicates: "0", rejected: "1" };
  await expect.poll(() => useJobs.getState().notices).toMatchObject([{ tone: "warning", key: "intake:notice.doneWithout", params: law }]);
});

test("the same rows in another file are known: the preview says so before the import, and how many transfers count once", async () => {
  openDialog({ kind: "import", file: new File([`${[lines[0], ...lines.slice(2)].join("\n")}\n\n`], "again.csv") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await expect
    .element(page.getByText("All that this file names is in the case already, and none of its transfers is new.", { exact: false }))
    .toBeVisible();
  await userEvent.click(page.getByRole("tab", { name: "Things and links" }));
  await expect.element(page.getByRole("row", { name: `Transfers ${rows - 1} 0 ${rows - 1}` })).toBeVisible();
});

test("rejected rows are named, and saved as CSV that no spreadsheet runs", async () => {
  openDialog({ kind: "import", file: spoilt("=2+2") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await userEvent.click(page.getByRole("tab", { name: /Rejected rows/ }));
  await expect.element(page.getByRole("gridcell", { name: "=2+2" })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Save as CSV" }));
  await expect.poll(() => [...saved.keys()]).toEqual(["spoilt-rejected.csv"]);
  const bytes = saved.get("spoilt-rejected.csv");
  expect(bytes && bytesToUtf8(bytes)).toContain(",'=2+2,");
  expect(bytes && bytesToUtf8(bytes)).toContain(",1,value,");
});

test("a text in an encoding nobody can guess is read once a person says which, with its letters in sight", async () => {
  // "домен" in DOS letters (code page 866), then a name.
  const bytes = Uint8Array.from([0xa4, 0xae, 0xac, 0xa5, 0xad, 0x0a, ...new TextEncoder().encode("example.kz\n")]);
  openDialog({ kind: "import", file: new File([bytes], "list.csv") });
  // Until then it is a text that names a site.
  await expect.element(page.getByText("Text in which values were recognised")).toBeVisible();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Encoding" }), "ibm866");
  await expect.element(page.getByText("List of domains or links")).toBeVisible();
  await expect.element(page.getByRole("region", { name: "How the text begins" })).toHaveTextContent("1домен2example.kz");
  await expect.element(page.getByRole("button", { name: "Next" })).toBeEnabled();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Encoding" }), "utf-8");
  await expect.element(page.getByText("Byte 1 of the file", { exact: false })).toBeVisible();
});

test("what is no table is refused in plain words", async () => {
  openDialog({ kind: "import", file: new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])], "photo.png") });
  await expect.element(page.getByText("Byte 5 of the file", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Next" })).toBeDisabled();
});

test("a row that does not fit is mended in place, and what was mended is said; the file keeps what it says", async () => {
  openDialog({ kind: "import", file: spoilt("=4+4") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await userEvent.click(page.getByRole("tab", { name: /Rejected rows/ }));
  await userEvent.keyboard("{F8}");
  const cell = page.getByRole("textbox", { name: "value", exact: true });
  await expect.element(cell).toHaveValue("=4+4");
  await userEvent.fill(cell, "12.5");
  await userEvent.click(page.getByRole("button", { name: "Mend the row" }));
  await expect.element(page.getByText(`Rows ${rows} = accepted ${rows} + duplicates 0 + rejected 0`)).toBeVisible();
  await expect.element(page.getByText("1 cell was mended by hand.", { exact: false })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Take back" }));
  await expect.element(page.getByText(`Rows ${rows} = accepted ${rows - 1} + duplicates 0 + rejected 1`)).toBeVisible();
});

test("rows are saved with the reason of what the file says, and not of what somebody wrote over it", async () => {
  openDialog({ kind: "import", file: spoilt("=8+8") });
  await expect.element(page.getByText("Tronscan token transfers (TRC-20)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await userEvent.click(page.getByRole("tab", { name: /Rejected rows/ }));
  await userEvent.keyboard("{F8}");
  await userEvent.fill(page.getByRole("textbox", { name: "value", exact: true }), "12.5");
  await userEvent.fill(page.getByRole("textbox", { name: "from", exact: true }), "nobody");
  await userEvent.click(page.getByRole("button", { name: "Mend the row" }));
  await expect.element(page.getByRole("gridcell", { name: "nobody" })).toBeVisible();
  saved.clear();
  await userEvent.click(page.getByRole("button", { name: "Save as CSV" }));
  await expect.poll(() => saved.size).toBe(1);
  const text = bytesToUtf8([...saved.values()][0] ?? new Uint8Array(0)) ?? "";
  expect(text).toContain(",'=8+8,");
  expect(text).toContain(",1,value,");
  expect(text).not.toContain("nobody");
});

test("rejected rows are saved whole, each with its place and reason", () => {
  const row = { row: 3, sheet: "", headers: ["a", 'q"c'], cells: ["=1", "x,y"] };
  const rejection = { sheet: "", row: 3, column: 'q"c', value: "x,y", rule: "time" } as const;
  const csv = bytesToUtf8(rejectedCsv([row], [rejection], () => "why\nso"));
  expect(csv).toBe('\uFEFFa,"q""c",dalel:row,dalel:column,dalel:reason\r\n\'=1,"x,y",3,"q""c","why\nso"\r\n');
});

test("any table is read as a person explains it: things, a link, an order of dates that is asked, and the rows that do not fit", async () => {
  const table = [
    "Абонент;Код;Адрес;Дата",
    "Иванов Иван;850101300005;TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t;03/04/1985",
    "Петров Пётр;850101300015;;31.31.1985",
  ].join("\n");
  openDialog({ kind: "import", file: new File([table], "клиенты.csv") });
  await expect.element(page.getByText("The layout of this file is not known.", { exact: false })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  await expect.element(page.getByRole("combobox", { name: "What “Код” means" })).toHaveDisplayValue("Person · IIN");
  await expect.element(page.getByRole("button", { name: "Next" })).toBeDisabled();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What “Абонент” means" }), "Person · Full name");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What “Дата” means" }), "Person · Date of birth");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Add a link…" }), "Person → owns → Wallet");
  await expect.element(page.getByText("Some dates or numbers could be read in several ways.", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Next" })).toBeDisabled();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Order of the dates in “Дата”" }), "Day, month, year");
  await expect.element(page.getByText("Rows 2 = accepted 1 + duplicates 0 + rejected 1")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  await userEvent.click(page.getByRole("tab", { name: /Rejected rows/ }));
  await expect.element(page.getByRole("gridcell", { name: "31.31.1985" })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByText("Every row is accounted for: 2 = 1 accepted + 0 duplicates + 1 rejected.")).toBeVisible();
  const named = [...useCaseMirror.getState().entities.values()].find(({ title }) => title === "Иванов Иван");
  expect(named?.facts["birthDate"]?.[0]?.value).toEqual({ kind: "date", from: "1985-04-03", to: "1985-04-03" });
});

test("what the file itself says as its sums stands beside ours, and is told loudly where they differ", async () => {
  openDialog({ kind: "import", file: new File([oneC.slice(0, oneC.lastIndexOf("КодНазначенияПлатежа"))], "cut.txt") });
  await expect.element(page.getByText("Accounts of a 1C bank statement + 1C bank statement (1CClientBankExchange)")).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  const alert = page.getByRole("alert");
  // Numbers and what stands beside them hold together by signs of their own.
  const alertText = (): string =>
    alert
      .element()
      .textContent.replaceAll(/\p{Cf}/gu, "")
      .replaceAll(/\s+/g, " ");
  await expect.element(alert).toBeVisible();
  expect(alertText()).toContain("2 totals the file itself says are not what was read of it");
  expect(alertText()).toContain("KZ90999TEST000000001, Paid: the file says 5,000,000 KZT, we read 0 KZT.");
  await userEvent.click(page.getByRole("button", { name: "Show the control totals" }));
  const rows = page
    .getByRole("row")
    .elements()
    .map((row) => [...row.querySelectorAll("[role=gridcell]")].map(({ textContent }) => textContent).join(" "));
  expect(rows.slice(1)).toEqual([
    "Differs KZ90999TEST000000001 KZT Paid 5,000,000 0 -5,000,000",
    "Differs KZ90999TEST000000001 KZT Closing balance 350,000.5 5,350,000.5 5,000,000",
    "Agrees KZ90999TEST000000001 KZT Received 5,250,000.5 5,250,000.5 0",
  ]);
});

test("a profile: saved under a name, offered for the next file with these headers and never used unasked, given as a file and taken from one", async () => {
  const rowsOf = (name: string, iin: string, day: string): string => ["Клиент;Номер;Рождение", `${name};${iin};${day}`].join("\n");
  openDialog({ kind: "import", file: new File([rowsOf("Иванова Анна", "850101300005", "03/04/1985")], "january.csv") });
  await expect.element(page.getByText("The layout of this file is not known.", { exact: false })).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What “Номер” means" }), "Person · IIN");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What “Клиент” means" }), "Person · Full name");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "What “Рождение” means" }), "Person · Date of birth");
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Order of the dates in “Рождение”" }), "Day, month, year");
  await expect.element(page.getByText("Rows 1 = accepted 1 + duplicates 0 + rejected 0")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Save as a profile…" }));
  await userEvent.fill(page.getByRole("textbox", { name: "Name of the profile" }), "Clients of the exchanger");
  await userEvent.click(page.getByRole("button", { name: "Save", exact: true }));
  await expect.element(page.getByText("Saved as “Clients of the exchanger”.")).toBeVisible();
  closeDialog();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();

  openDialog({ kind: "import", file: new File([rowsOf("Петрова Зоя", "900101300017", "05/06/1990")], "february.csv") });
  await expect.element(page.getByText("The headers fit the saved profile “Clients of the exchanger”", { exact: false })).toBeVisible();
  await expect.element(page.getByText("The layout of this file is not known.", { exact: false })).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Read it so" }));
  await expect.element(page.getByText("The file is read by the saved profile “Clients of the exchanger”", { exact: false })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Next" })).toBeEnabled();
  await userEvent.keyboard("{Alt>}n{/Alt}{Alt>}n{/Alt}");
  await expect.element(page.getByText("Rows 1 = accepted 1 + duplicates 0 + rejected 0")).toBeVisible();
  closeDialog();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();

  openDialog({ kind: "import-profiles" });
  await userEvent.click(page.getByRole("button", { name: "Save as a file for a colleague: Clients of the exchanger" }));
  const name = "Clients of the exchanger.dalel-profile.json";
  await expect.poll(() => saved.has(name)).toBe(true);
  const bytes = saved.get(name) ?? new Uint8Array();
  expect(bytesToUtf8(bytes)).not.toContain("Иванова");
  await userEvent.upload(page.getByLabelText("Take from a file").last(), new File([bytes], name));
  await expect.element(page.getByText("Clients of the exchanger (2)")).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Rename: Clients of the exchanger (2)" }));
  await userEvent.fill(page.getByRole("textbox", { name: "Name of the profile" }), "Theirs");
  await userEvent.click(page.getByRole("button", { name: "Rename", exact: true }));
  await userEvent.click(page.getByRole("button", { name: "Delete: Clients of the exchanger" }));
  await expect.element(page.getByText("Clients of the exchanger")).not.toBeInTheDocument();
  await expect.element(page.getByText("Theirs", { exact: true })).toBeVisible();
  await userEvent.upload(page.getByLabelText("Take from a file").last(), new File(["{}"], "other.json"));
  await expect.element(page.getByText("This is no file of import profiles, or one of another version.", { exact: false })).toBeVisible();
});

test("debit beside credit, a balance with its currency, and a property of a link are explained in the window", async () => {
  const [ours, theirs] = ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb"];
  const table = [
    "Счёт;Контрагент;Когда;Расход;Приход;Остаток",
    `${ours};${theirs};13.03.2025;1 000,50;;5 000,00`,
    `${ours};${theirs};14.03.2025;;250,25;5 250,25`,
  ].join("\n");
  openDialog({ kind: "import", file: new File([table], "счёт.csv") });
  await expect.element(page.getByText("The layout of this file is not known.", { exact: false })).toBeVisible();
  await userEvent.keyboard("{Alt>}n{/Alt}");
  const means = (column: string) => page.getByRole("combobox", { name: `What “${column}” means` });
  await expect.element(means("Счёт")).toHaveDisplayValue(/^Wallet 1 · Address/);
  await userEvent.selectOptions(means("Остаток"), "Wallet 1 · Balance");
  await expect.element(page.getByText("Say what each amount is of: a currency or asset.", { exact: false })).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Currency of “Balance”" }), "KZT");
  await userEvent.click(page.getByText("Each row is a transfer", { exact: true }));
  await userEvent.selectOptions(means("Когда"), "Transfer · Date and time");
  await userEvent.selectOptions(means("Расход"), "Transfer · Amount");
  await userEvent.selectOptions(means("Приход"), "Transfer · Amount the other way round (debit beside credit)");
  await expect.element(page.getByText("“Приход” holds the amounts that go from the second to the first.", { exact: false })).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Currency or asset of every row" }), "KZT");
  await expect.element(page.getByText("Rows 2 = accepted 2 + duplicates 0 + rejected 0")).toBeVisible();
  // It is read again with the whole of the currency: the button waits for that, a key does not.
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  await userEvent.click(page.getByRole("tab", { name: /Sums/ }));
  await expect.element(page.getByRole("gridcell", { name: "1,250.75", exact: true })).toBeVisible();
});
