import { expect, test } from "vitest";
import { flagsBefore, happenedAt, isTime, newEvent, typedEvent } from "../../../renderer/features/locker/custody-draft.ts";
import { type EntityId, parseEntityId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { custodyChain, type CustodyEvent, noCustody } from "../../../shared/projections/custody.ts";
import { instant } from "../../kit/fixed-clock.ts";

const file = parseFileHash("a".repeat(64)) ?? expect.fail();
const idOf = (n: number): EntityId => parseEntityId(n.toString(16).padStart(32, "0")) ?? expect.fail();
const said: CustodyEvent = {
  id: idOf(1),
  file,
  action: "transfer",
  happenedAt: "2026-01-05T06:30Z",
  performedBy: "P",
  place: "Astana",
  reason: "Examination",
  documentNumber: "7",
  sealNumber: "S",
  handedFrom: "P",
  handedTo: "Expert",
  corrects: "",
  correction: "",
  correctionReason: "",
  fileState: "",
  checkedAt: "",
  author: "a",
  agency: "afm",
  clock: 3,
  saidAt: instant(1_772_442_000_000),
  isDisputed: false,
  handling: "amber",
};

test("a time is kept in UTC, and comes back as it was typed; a day without a time stays a day", () => {
  const typed = { day: "2026-01-05", time: "9:05" };
  const kept = happenedAt(typed);
  expect(kept).toMatch(/^2026-01-0[456]T\d\d:\d\dZ$/);
  const back = typedEvent({ ...said, happenedAt: kept });
  expect([back.day, back.time]).toEqual(["2026-01-05", "09:05"]);
  for (const day of ["2026-01-05", "2026-01", "2026"]) expect(happenedAt({ day, time: "" })).toBe(day);
  // A time of a month says nothing.
  expect(happenedAt({ day: "2026-01", time: "10:00" })).toBe("2026-01");
  expect(["", "0:00", "23:59", " 7:30 "].every(isTime)).toBe(true);
  expect(["24:00", "7:60", "7", "noon"].some(isTime)).toBe(false);
});

test("a new event begins with what comes next by the law, and with who has the exhibit", () => {
  const now = new Date(2026, 0, 6, 8, 4);
  expect(newEvent(noCustody, "Officer", now)).toMatchObject({
    action: "seize",
    day: "2026-01-06",
    time: "08:04",
    performedBy: "Officer",
    handedFrom: "Officer",
  });
  expect(newEvent(custodyChain([said]), "Officer", now)).toMatchObject({ action: "transfer", handedFrom: "Expert" });
});

test("a correction begins with the words of what it corrects, its ground too; why it is corrected is asked anew", () => {
  expect(typedEvent(said)).toMatchObject({
    action: "transfer",
    place: "Astana",
    handedTo: "Expert",
    sealNumber: "S",
    reason: "Examination",
    correction: "replaces",
    correctionReason: "",
  });
});

test("what would be odd is told before it is recorded, as it will be after", () => {
  const chain = custodyChain([said]);
  const typed = { ...newEvent(chain, "Officer", new Date(2026, 0, 7)), handedFrom: "Somebody", handedTo: "Court" };
  const at = { file, agency: "afm", corrects: "", now: Date.UTC(2026, 1, 1) };
  expect(flagsBefore(chain, typed, at)).toEqual(["not-registered", "hands-differ"]);
  // The correction stands in the place of what it corrects: nobody had received it before.
  expect(flagsBefore(chain, typed, { ...at, corrects: said.id })).toEqual(["not-registered"]);
  expect(flagsBefore(chain, { ...typed, day: "2027-01-01" }, at)).toContain("in-future");
});
