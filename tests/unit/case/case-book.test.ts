import { expect, test } from "vitest";
import { CaseBook, type CaseRecord, decodeCaseRecord, encodeCaseRecord } from "../../../shared/case/case-book.ts";
import { readSummary } from "../../../shared/case/summary.ts";
import { parseAuthorId, parseCaseId, parseCommitId } from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { instant } from "../../kit/fixed-clock.ts";

const caseId = parseCaseId("ab".repeat(16));
const [author, head] = [parseAuthorId("1".repeat(64)), parseCommitId("2".repeat(64))];
invariant(caseId !== null && author !== null && head !== null, "ids");
const at = instant(1_772_442_000_000);
const enrolled: CaseRecord = { kind: "enrolled", caseId, at };
const archived: CaseRecord = { kind: "archived", caseId, at, isArchived: true };
const counts = { commits: 3, claims: 40, exhibits: 1, sharedExhibits: 2 };
const destroyed: CaseRecord = { kind: "destroyed", caseId, at, author, officer: "А. Сериков", ...counts, heads: [head], number: "", title: "" };

test("a line that the first version wrote is read, and is still written alike", () => {
  const line = `{"at":${at},"case":"${"ab".repeat(16)}"}`;
  expect(decodeCaseRecord(utf8ToBytes(line))).toEqual(enrolled);
  expect(bytesToUtf8(encodeCaseRecord(enrolled))).toBe(line);
});

test("every kind of line is read as it was written, and nothing else is a line", () => {
  for (const record of [enrolled, archived, { ...archived, isArchived: false }, destroyed])
    expect(decodeCaseRecord(encodeCaseRecord(record))).toEqual(record);
  const wrong = ["", "{}", "[]", "null", `{"at":1,"case":"x"}`, `{"at":${at},"case":"${"ab".repeat(16)}","isArchived":1}`];
  for (const text of wrong) expect(decodeCaseRecord(utf8ToBytes(text))).toBeNull();
});

test("the last line about a case says how it stands", () => {
  const book = new CaseBook();
  for (const record of [enrolled, archived, destroyed]) book.note(record);
  expect([book.cases.size, book.archived.size, book.destroyed.length]).toEqual([0, 0, 1]);
  book.note(enrolled);
  expect([book.cases.size, book.archived.size, book.destroyed.length]).toEqual([1, 0, 1]);
});

test("a summary of the first version is read, and counts neither claims nor exhibits", () => {
  const first = `{"agencies":["afm"],"changedAt":${at},"entities":2,"links":1,"number":"7","title":"Umit"}`;
  expect(readSummary(first)).toEqual({
    agencies: ["afm"],
    changedAt: at,
    entities: 2,
    links: 1,
    number: "7",
    title: "Umit",
    claims: null,
    exhibits: null,
    exhibitBytes: null,
    absentExhibits: null,
  });
  expect(readSummary('{"title":"Umit"}')).toBeNull();
});

test("a summary of the second version counts exhibits as entities too: they are taken off", () => {
  const counted = `{"agencies":["afm"],"changedAt":${at},"claims":9,"entities":7,"exhibitBytes":10,"exhibits":3,"links":1,"number":"7","title":"Umit"}`;
  expect(readSummary(counted)).toMatchObject({ entities: 4, exhibits: 3, links: 1 });
  const apart = counted.replace('"entities"', '"countedApart":true,"entities"');
  expect(readSummary(apart)).toMatchObject({ entities: 7, exhibits: 3 });
});

test("a summary that counted files that never came tells no bytes of exhibits; the next one tells those that lie here", () => {
  const apart = `{"agencies":["afm"],"changedAt":${at},"claims":9,"countedApart":true,"entities":7,"exhibitBytes":10,"exhibits":3,"links":1,"number":"7","title":"Umit"}`;
  expect(readSummary(apart)).toMatchObject({ exhibits: 3, exhibitBytes: null, absentExhibits: null });
  expect(readSummary(apart.replace('"exhibits":3', '"exhibits":0').replace('"exhibitBytes":10', '"exhibitBytes":0'))).toMatchObject({
    exhibits: 0,
    exhibitBytes: 0,
    absentExhibits: 0,
  });
  expect(readSummary(apart.replace('{"agencies"', '{"absentExhibits":2,"agencies"'))).toMatchObject({ exhibitBytes: 10, absentExhibits: 2 });
});
