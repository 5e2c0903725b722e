import { expect, test } from "vitest";
import { concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { canonicalText } from "../../../shared/kernel/canonical.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { parseChoices } from "../../../shared/intake/choices.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import type { IntakeError, IntakePreview, ReadingChoices } from "../../../shared/intake/model.ts";

const seen = async (bytes: Uint8Array, choices: ReadingChoices = {}) =>
  previewIntake({ source: sourceOfBytes(Uint8Array.from(bytes)), fileName: "f.csv", choices });
async function preview(text: string, choices?: ReadingChoices): Promise<IntakePreview> {
  const read = await seen(utf8ToBytes(text), choices);
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
}
async function trouble(bytes: Uint8Array, choices?: ReadingChoices): Promise<IntakeError> {
  const read = await seen(bytes, choices);
  return read.ok ? expect.fail("it was read") : read.error;
}

test("a file nobody knows is looked at: its text, its columns and its rows are there, and none is read", async () => {
  const read = await preview("a;b\n1;2\n3;4\n");
  expect(read).toMatchObject({ profile: "", rows: 0, accepted: 0, look: "a;b\n1;2\n3;4\n", layout: { delimiter: ";", headers: ["a", "b"] } });
  expect(read.sheets).toMatchObject([
    {
      profile: null,
      isLeftOut: false,
      rows: 2,
      firstRow: 1,
      headerRow: 1,
      sample: [
        ["1", "2"],
        ["3", "4"],
      ],
    },
  ]);
});

test("which row names the columns is chosen; a row that is not there means that none does", async () => {
  const text = "list of,x\nn,domain\n1,a.kz\n2,b.kz\n";
  expect(await preview(text)).toMatchObject({ profile: "", sheets: [{ headerRow: 1, rows: 3 }] });
  expect(await preview(text, { headerRows: { "": 2 } })).toMatchObject({ profile: "domain-list", accepted: 2, sheets: [{ headerRow: 2, rows: 2 }] });
  expect(await preview(text, { headerRows: { "": 0 } })).toMatchObject({ layout: { hasHeader: false, headers: ["1", "2"] }, sheets: [{ rows: 4 }] });
  expect(await preview(text, { headerRows: { "": 9 } })).toMatchObject({ layout: { hasHeader: false }, sheets: [{ rows: 4 }] });
});

test("a table that is left out is counted and not read", async () => {
  expect(await preview("domain\na.kz\n", { leftOut: [""] })).toMatchObject({
    profile: "",
    rows: 0,
    sheets: [{ profile: null, isLeftOut: true, rows: 1 }],
  });
});

test("the first byte that is no text is named, wherever the file is cut in pieces", async () => {
  const mebibyte = 2 ** 20;
  expect(await trouble(Uint8Array.from([65, 66, 0, 67]))).toEqual({ kind: "bad-byte", where: "3" });
  expect(await trouble(Uint8Array.from([65, 0xff, 66]), { encoding: "utf-8" })).toEqual({ kind: "bad-byte", where: "2" });
  // A letter of two bytes lies across the border of two pieces; the byte after it is wrong.
  const across = concatBytes(new Uint8Array(mebibyte - 1).fill(65), Uint8Array.from([0xd0, 0x94, 0xff]));
  expect(await trouble(across, { encoding: "utf-8" })).toEqual({ kind: "bad-byte", where: String(mebibyte + 2) });
  const control = concatBytes(new Uint8Array(mebibyte - 1).fill(65), Uint8Array.from([0xd0, 0x94, 0xd0, 0x94, 0x01]));
  expect(await trouble(control, { encoding: "utf-8" })).toEqual({ kind: "bad-byte", where: String(mebibyte + 4) });
  expect(await trouble(Uint8Array.from([65, 66, 0xd0]), { encoding: "utf-8" })).toEqual({ kind: "bad-byte", where: "3" });
});

test("choices are kept as canonical text and read back; what is not understood is none", () => {
  const choices = { encoding: "ibm866", delimiter: ";", headerRows: { "": 2, Лист1: 0 }, leftOut: ["Лист2"] } as const;
  expect(parseChoices(canonicalText(choices))).toEqual(choices);
  for (const said of ['{"headerRows":{"":-1}}', '{"headerRows":[1]}', '{"leftOut":"a"}', '{"leftOut":[1]}', '{"more":1}', "[]", "{"]) {
    expect(parseChoices(said), said).toBeNull();
  }
});
