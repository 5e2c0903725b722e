import { expect, test } from "vitest";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseClaimId, parseEntityId, parseAuthorId, type EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { plainRow, rowsOfPack } from "../../../shared/projections/packed-row.ts";
import { bytesToPack, packOutlines, packToBytes, storedRowForm } from "../../../shared/projections/stored-rows.ts";
import { instant } from "../../kit/fixed-clock.ts";

const id = (digit: string): EntityId => parseEntityId(digit.repeat(32)) ?? expect.fail();
const claim = parseClaimId("c".repeat(64)) ?? expect.fail();
const author = parseAuthorId("a".repeat(64)) ?? expect.fail();
const plain = { facts: {}, agencies: ["afm"], conflicts: [], rulings: [], members: [], isDisputed: false } as const;
const rows: readonly Entity[] = [
  { ...plain, id: id("1"), type: "person", form: "node", title: "Әлия «Лия» 😀", ends: null, handling: "amber" },
  { ...plain, id: id("2"), type: "related", form: "link", title: "", ends: { from: id("1"), to: id("3") }, handling: "red", isDisputed: true },
  {
    ...plain,
    id: id("3"),
    type: "exchange",
    form: "node",
    title: "Биржа",
    ends: null,
    handling: "green",
    agencies: ["afm", "knb"],
    members: [id("4")],
    conflicts: [{ property: "name", values: 2, sources: 2, because: "ruling" }],
    rulings: [
      {
        claim,
        property: "name",
        reliesOn: claim,
        why: "хат",
        until: "2026-12-31",
        author,
        agency: "afm",
        saidAt: instant(1_790_000_000_000),
        state: "in-force",
      },
    ],
  },
];

test("stored rows come back as they were", () => {
  expect([...rowsOfPack(bytesToPack(packToBytes(packOutlines(rows))) ?? expect.fail(), plainRow)]).toEqual(rows);
  const none = bytesToPack(packToBytes(packOutlines([]))) ?? expect.fail();
  expect([...rowsOfPack(none, plainRow)]).toEqual([]);
});

test("facts are not stored", () => {
  const [row] = rows;
  const fact = { name: [{ value: { kind: "text", text: "SECRET" } }] } as unknown as Entity["facts"];
  expect(packToBytes(packOutlines([{ ...(row ?? expect.fail()), facts: fact }]))).toEqual(packToBytes(packOutlines(rows.slice(0, 1))));
});

test("bytes that are no pack are told apart", () => {
  const bytes = packToBytes(packOutlines(rows));
  for (const length of [0, 3, 7, 8, 12, 20, 30]) expect(bytesToPack(bytes.slice(0, length))).toBeNull();
});

test("the form of stored rows is frozen: who changes it raises its number", () => {
  expect({ form: storedRowForm, sum: sha256Hex(packToBytes(packOutlines(rows))) }).toEqual({
    form: 1,
    sum: "26817fe1d1e4b581624b8298c9c50975d4b7795b632c61b7f14865caecd11344",
  });
});
