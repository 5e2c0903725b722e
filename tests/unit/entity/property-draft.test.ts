import { expect, test } from "vitest";
import {
  blankDraft,
  draftOfValue,
  emptyDraft,
  faultOfSpan,
  isSameDraft,
  isSayable,
  readDrafts,
  valueOfDraft,
} from "../../../renderer/features/entity/property-draft.ts";
import type { Value } from "../../../shared/ledger/model.ts";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";

const count: PropertyEntry = { kind: "decimal", units: ["site", "person"] };
const date: PropertyEntry = { kind: "date" };

test("a number is offered with the first unit of its property, and says the one chosen", () => {
  expect(blankDraft(count).unit).toBe("site");
  expect(blankDraft({ kind: "decimal" }).unit).toBe("");
  expect(valueOfDraft(count, { ...blankDraft(count), text: "1 234,50" })).toEqual({
    ok: true,
    value: { kind: "decimal", text: "1234.5", unit: "site" },
  });
  expect(valueOfDraft(count, { ...emptyDraft, text: "7" })).toEqual({ ok: true, value: { kind: "decimal", text: "7" } });
  expect(valueOfDraft(count, { ...blankDraft(count), text: "many" })).toMatchObject({ ok: false, error: { kind: "not-a-number" } });
});

test("a form left untouched says no number, though a unit is offered", () => {
  expect(readDrafts("figure", { title: { ...emptyDraft, text: "Turnover" } })).toEqual({
    values: [{ property: "title", value: { kind: "text", text: "Turnover" } }],
    errors: {},
  });
});

test.each<[PropertyEntry, Value]>([
  [count, { kind: "decimal", text: "36", unit: "person" }],
  [count, { kind: "decimal", text: "36" }],
  [date, { kind: "date", from: "2024-03", to: "2024-03" }],
  [date, { kind: "date", from: "2024-03", to: "" }],
  [date, { kind: "date", from: "", to: "2024" }],
  [date, { kind: "date", from: "2024-03-28", to: "2024-04" }],
  [{ kind: "amount" }, { kind: "amount", text: "118289735.12", asset: "KZT" }],
])("a value of %o that is opened and saved is the same: %o", (entry, value) => {
  expect(valueOfDraft(entry, draftOfValue(value))).toEqual({ ok: true, value });
});

test("one date and a time with an open end are not the same", () => {
  const [one, open] = [draftOfValue({ kind: "date", from: "2024", to: "2024" }), draftOfValue({ kind: "date", from: "2024", to: "" })];
  expect(isSameDraft(one, open)).toBe(false);
  expect(isSameDraft(blankDraft(count), { ...blankDraft(count), unit: "person" })).toBe(false);
});

test.each([
  ["", "", "empty"],
  ["2024", "", null],
  ["2024-12-31", "2024", null],
  ["2024", "2024-03", null],
  ["2025", "2024-12", "ends-before"],
  ["2024-13", "", "not-a-date"],
])("from %s to %s breaks the rule %s", (from, to, rule) => {
  expect(faultOfSpan(from, to)).toBe(rule);
});

test.each(["545,000", "-3,500", "1,234,567"])("%s may be thousands or a fraction, and is asked about instead of taken for one", (text) => {
  expect(valueOfDraft(count, { ...emptyDraft, text })).toMatchObject({ ok: false, error: { kind: "unclear-comma" } });
  expect(valueOfDraft({ kind: "amount" }, { ...emptyDraft, text, asset: "USDT" })).toMatchObject({ ok: false, error: { kind: "unclear-comma" } });
});

test.each([
  ["0,125", "0.125"],
  ["1234,500", "1234.5"],
  ["12,5", "12.5"],
  ["1 234,567", "1234.567"],
])("%s is a fraction", (text, exact) => {
  expect(valueOfDraft({ kind: "decimal" }, { ...emptyDraft, text })).toEqual({ ok: true, value: { kind: "decimal", text: exact } });
});

test("of a kept file a person gives and corrects where it comes from, and never what the file is", () => {
  expect(
    ["title", "exhibitNumber", "acquiredAt", "obtainedFrom", "seizureAct", "collectedBy", "publisher", "publishedAt", "note"].filter(
      (each) => !isSayable("exhibit", each),
    ),
  ).toEqual([]);
  expect(["fileHash", "file", "fileName", "reader", "rows"].filter((each) => isSayable("exhibit", each))).toEqual([]);
});
