import { expect, test } from "vitest";
import type { ImportProfile } from "../../../shared/intake/door.ts";
import { parseProfiles } from "../../../shared/intake/profiles.ts";

const form = { dateOrder: "dmy", decimalSign: "", offsetMinutes: 300 };
const profile: ImportProfile = {
  name: "Клиенты обменника",
  encoding: "windows-1251",
  delimiter: ";",
  answers: { "decimal-sign": "comma" },
  sheets: [
    {
      headers: ["абонент", "код"],
      headerRow: 3,
      isLeftOut: false,
      mapping: {
        headers: ["абонент", "код"],
        forms: [form, form].map((each) => ({ ...each, dateOrder: "dmy", decimalSign: "" }) as const),
        things: [
          {
            type: "person",
            values: [
              { property: "fullName", source: { column: 0 } },
              { property: "iin", source: { column: 1 } },
            ],
            sameBy: "iin",
          },
        ],
        links: [],
        transfer: null,
      },
    },
    { headers: ["прочее"], headerRow: null, isLeftOut: true, mapping: null },
  ],
};
const textOf = (profiles: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ dalel: "import-profiles", version: 1, profiles, ...more });
const [mapped, other] = profile.sheets;

test("what was written is read back whole", () => {
  expect(parseProfiles(textOf([profile, { ...profile, name: "Второй" }]))).toEqual({ ok: true, value: [profile, { ...profile, name: "Второй" }] });
  expect(parseProfiles(textOf([]))).toEqual({ ok: true, value: [] });
});

test.each<readonly [string, string]>([
  ["no JSON", "{"],
  ["another kind of file", JSON.stringify({ dalel: "bundle", version: 1, profiles: [] })],
  ["a later version", textOf([], { version: 2 })],
  ["a member nobody knows", textOf([{ ...profile, run: "x" }])],
  ["something beside the profiles", textOf([profile], { more: 1 })],
  ["two of one name", textOf([profile, profile])],
  ["an empty name", textOf([{ ...profile, name: " " }])],
  ["a long name", textOf([{ ...profile, name: "x".repeat(101) }])],
  ["no sheet", textOf([{ ...profile, sheets: [] }])],
  ["an encoding nobody knows", textOf([{ ...profile, encoding: "ebcdic" }])],
  ["an answer to no question", textOf([{ ...profile, answers: { colour: "red" } }])],
  ["a mapping of other headers", textOf([{ ...profile, sheets: [{ ...mapped, headers: ["код", "абонент"] }] }])],
  [
    "a mapping of a type that is none",
    textOf([{ ...profile, sheets: [{ ...mapped, mapping: { ...mapped?.mapping, things: [{ type: "spy", values: [], sameBy: "" }] } }] }]),
  ],
  ["a header row that is none", textOf([{ ...profile, sheets: [{ ...other, headerRow: -1 }] }])],
  ["too many", textOf(Array.from({ length: 201 }, (_, at) => ({ ...profile, name: String(at) })))],
  ["too long", textOf([{ ...profile, sheets: [{ ...other, headers: ["x".repeat(2_000_000)] }] }])],
])("refused whole: %s", (_what, text) => {
  expect(parseProfiles(text)).toMatchObject({ ok: false, error: { kind: "not-profiles" } });
});
