import { expect, test } from "vitest";
import { decodeBundleEvent, encodeBundleEvent } from "../../../shared/case/bundle-book.ts";
import { decodeExchange, encodeExchange, type ExchangeDetails, type ExchangeRecord } from "../../../shared/case/exchange-record.ts";
import { retentionOn } from "../../../shared/bundle/retention.ts";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { instant } from "../../kit/fixed-clock.ts";

const [caseId, author, hash] = ["cd".repeat(16), "ab".repeat(32), "ef".repeat(32)];
/** A line as version 0.1 wrote it: read for ever. */
const firstForm = `{"at":1772442000000,"authors":["${author}"],"case":"${caseId}","direction":"sent","exchange":"${caseId}/${author}","sequence":1,"statementHash":"${hash}"}`;
const details: ExchangeDetails = {
  ...{ sentAt: instant(1_772_442_000_000), marking: "amber", retainUntil: "2027", commits: 2, disclosed: 5, withheld: 1, files: 1 },
  ...{ fileHash: "", isWhole: true, newClaims: 0, newFiles: 0, sealing: null, keptBack: null, withdrawals: null },
};

test("a line of the first form is read as one without details, and written back byte for byte", () => {
  const record = decodeExchange(utf8ToBytes(firstForm)) ?? expect.fail("the line is read");
  expect(record).toMatchObject({ caseId, authors: [author], statementHash: hash, sequence: 1, details: null });
  expect(bytesToUtf8(encodeExchange(record))).toBe(firstForm);
});

test("a line of the third form says to what keys it was sealed besides, and nothing else is one", () => {
  const first = decodeExchange(utf8ToBytes(firstForm)) ?? expect.fail("the line is read");
  for (const sealing of [
    { kind: "hybrid", lacking: [] },
    { kind: "ordinary", lacking: first.authors },
    { kind: "passphrase", lacking: [] },
  ] as const) {
    const record: ExchangeRecord = { ...first, details: { ...details, sealing } };
    const bytes = encodeExchange(record);
    expect(decodeExchange(bytes)).toEqual(record);
    const text = bytesToUtf8(bytes) ?? "";
    for (const [from, to] of [
      ['"format":3', '"format":2'],
      ['"format":3', '"format":4'],
      [`"kind":"${sealing.kind}"`, '"kind":"mixed"'],
      ['"lacking":[', '"lacking":["x",'],
      ['"lacking":[', '"more":0,"lacking":['],
    ] as const) {
      expect(text).toContain(from);
      expect([to, decodeExchange(utf8ToBytes(text.replace(from, to)))]).toEqual([to, null]);
    }
  }
});

test("a line of the fourth form says how much stayed besides, also when that is nothing", () => {
  const first = decodeExchange(utf8ToBytes(firstForm)) ?? expect.fail("the line is read");
  for (const keptBack of [0, 7]) {
    const record: ExchangeRecord = { ...first, details: { ...details, sealing: { kind: "ordinary", lacking: [] }, keptBack } };
    const text = bytesToUtf8(encodeExchange(record)) ?? "";
    expect(decodeExchange(utf8ToBytes(text))).toEqual(record);
    for (const [from, to] of [
      ['"format":4', '"format":3'],
      ['"format":4', '"format":5'],
      [`"keptBack":${keptBack}`, '"keptBack":-1'],
      [`"keptBack":${keptBack}`, '"keptBack":null'],
    ] as const) {
      expect(text).toContain(from);
      expect([to, decodeExchange(utf8ToBytes(text.replace(from, to)))]).toEqual([to, null]);
    }
  }
});

test("a line of the fifth form says how many of the disclosed are withdrawals, also when none is", () => {
  const first = decodeExchange(utf8ToBytes(firstForm)) ?? expect.fail("the line is read");
  for (const withdrawals of [0, 7]) {
    const record: ExchangeRecord = { ...first, details: { ...details, sealing: { kind: "ordinary", lacking: [] }, keptBack: 3, withdrawals } };
    const text = bytesToUtf8(encodeExchange(record)) ?? "";
    expect(decodeExchange(utf8ToBytes(text))).toEqual(record);
    for (const [from, to] of [
      ['"format":5', '"format":4'],
      ['"format":5', '"format":6'],
      [`"withdrawals":${withdrawals}`, '"withdrawals":-1'],
      [`"withdrawals":${withdrawals}`, '"withdrawals":null'],
    ] as const) {
      expect(text).toContain(from);
      expect([to, decodeExchange(utf8ToBytes(text.replace(from, to)))]).toEqual([to, null]);
    }
  }
});

test("a line of the second form says all it was given, and nothing else is a line", () => {
  const first = decodeExchange(utf8ToBytes(firstForm)) ?? expect.fail("the line is read");
  const record: ExchangeRecord = { ...first, details };
  const bytes = encodeExchange(record);
  expect(decodeExchange(bytes)).toEqual(record);
  const text = bytesToUtf8(bytes) ?? "";
  for (const [from, to] of [
    ['"format":2', '"format":3'],
    ['"marking":"amber"', '"marking":"purple"'],
    ['"disclosed":5', '"disclosed":-5'],
    ['"isWhole":true', '"isWhole":1'],
    ['"fileHash":""', '"fileHash":"x"'],
    ['"sequence":1', '"sequence":"1"'],
    ['"withheld":1', '"withheld":1,"zero":0'],
  ] as const) {
    expect(text).toContain(from);
    expect([to, decodeExchange(utf8ToBytes(text.replace(from, to)))]).toEqual([to, null]);
  }
});

test("events of the book of bundles are read as they were written, and nothing else is one", () => {
  const [at, fileHash] = [instant(1_772_442_000_000), parseFileHash(hash) ?? expect.fail("a hash")];
  const events = [
    { kind: "file", statementHash: hash, fileHash, at },
    { kind: "never-left", statementHash: hash, at },
    { kind: "note", isOurs: true, bytes: utf8ToBytes("two\nlines\n"), at },
    { kind: "decision", noteHash: fileHash, decision: "out-of-use", at },
    { kind: "decision-stands", noteHash: fileHash, stands: false, at },
    { kind: "standing", statementHash: hash, is: "taken-back", claims: 0, files: 0, at },
  ] as const;
  for (const event of events) expect(decodeBundleEvent(encodeBundleEvent(event))).toEqual(event);
  for (const text of ["", "{}", '{"at":1,"kind":"file"}', `{"at":1,"decision":"burnt","kind":"decision","noteHash":"${hash}"}`, '{"at":-1}'])
    expect([text, decodeBundleEvent(utf8ToBytes(text))]).toEqual([text, null]);
});

test("a date of deletion passes with its last day, whatever its precision, and draws near for two weeks", () => {
  const seen = (until: string, today: string) => retentionOn(until, today);
  expect(seen("", "2026-11-27")).toBe("none");
  expect([seen("2026-11-27", "2026-11-27"), seen("2026-11-27", "2026-11-28")]).toEqual(["soon", "passed"]);
  expect([seen("2026-12-31", "2026-12-16"), seen("2026-12-31", "2026-12-18")]).toEqual(["later", "soon"]);
  expect([seen("2026", "2026-11-27"), seen("2026", "2026-12-20"), seen("2026", "2027-01-01")]).toEqual(["later", "soon", "passed"]);
  expect([seen("2026-11", "2026-11-10"), seen("2026-11", "2026-12-01")]).toEqual(["later", "passed"]);
});
