import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { checkValue } from "../../../shared/ontology/check.ts";

/** Defects a newcomer found on the first day; each is named after what was seen. */
const operatorFile = "TRON-tokenTransfer-TBayr7W7qqQBX8GCW7fTAStruv381VMp1r--1743811200000.csv";
const sample = readFileSync(join(import.meta.dirname, "../../../assets/samples", operatorFile), "utf8");

test("a bundle given to the import is told from a broken table", async () => {
  const bytes = utf8ToBytes("age-encryption.org/v1\n-> X25519 abc\n");
  expect(await previewIntake({ source: sourceOfBytes(bytes), fileName: "share.dalel" })).toEqual({ ok: false, error: { kind: "bundle" } });
});

test("a row that stands twice in one export is counted twice, and said to be", async () => {
  const [header = "", first = "", ...rest] = sample.trimEnd().split("\n");
  const preview = await previewIntake({ source: sourceOfBytes(utf8ToBytes([header, first, ...rest, first].join("\n"))), fileName: "twice.csv" });
  if (!preview.ok) throw new Error(preview.error.kind);
  expect(preview.value.accepted).toBe(rest.length + 2);
  expect(preview.value.notices).toContainEqual({ name: "repeated-rows", count: 1 });
  const once = await previewIntake({ source: sourceOfBytes(utf8ToBytes(sample)), fileName: "once.csv" });
  expect(once.ok && once.value.notices.some(({ name }) => name === "repeated-rows")).toBe(false);
});

test("an identification number of twelve digits with no such date is not called malformed", () => {
  expect(checkValue("iin", "123456789012")).toEqual({ ok: false, error: { kind: "impossible-date" } });
});
