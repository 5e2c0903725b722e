import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { createFlows } from "../../../shared/projections/flows.ts";
import type { Flow } from "../../../shared/projections/model.ts";
import { packAmounts, type TransferColumns } from "../../../shared/projections/transfer-columns.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 5000 : 500 };
const wallets = ["TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb", "TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod", "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r"];
const contracts = ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TT6uuU5dr7pvsUtTETxB3GuarrPxRFCcqo"];

interface Row {
  readonly transaction: number;
  readonly from: number;
  readonly to: number;
  readonly contract: number;
  readonly units: bigint;
}
const anyRow: fc.Arbitrary<Row> = fc.record({
  transaction: fc.nat(3),
  from: fc.nat(2),
  to: fc.nat(2),
  contract: fc.nat(1),
  units: fc.oneof(fc.constantFrom(0n, 1n, 1_000_000n), fc.bigInt({ min: 0n, max: 10n ** 24n })),
});
/** A file: rows, and how many decimals it happens to write amounts with (an unknown contract has no other). */
interface File {
  readonly rows: readonly Row[];
  readonly decimals: number;
}
const anyFiles: fc.Arbitrary<readonly File[]> = fc.array(
  fc.record({ rows: fc.array(anyRow, { maxLength: 8 }), decimals: fc.integer({ min: 0, max: 8 }) }),
  { maxLength: 4 },
);

const hashNumber = (n: number): FileHash => parseFileHash(n.toString(16).padStart(64, "0")) ?? expect.fail();
const hashOfTransaction = (n: number): string => n.toString(16).padStart(64, "f");

function columnsOf({ rows, decimals }: File): TransferColumns {
  return {
    reader: "tronscan.trc20",
    readerVersion: 1,
    ends: wallets.map((address) => entityIdFor("wallet", address) ?? expect.fail(address)),
    from: Uint32Array.from(rows, (row) => row.from),
    to: Uint32Array.from(rows, (row) => row.to),
    assets: contracts.map((contract) => ({ chain: "tron", contract, symbol: "X", decimals, isKnown: false })),
    asset: Uint32Array.from(rows, (row) => row.contract),
    amount: packAmounts(rows.map((row) => row.units)),
    time: Float64Array.from(rows, (_, i) => 1000 * (i + 1)),
    transactions: { kind: "texts", texts: rows.map((row) => hashOfTransaction(row.transaction)) },
    row: Uint32Array.from(rows, (_, i) => i + 1),
  };
}

function flowsOf(files: readonly (readonly [FileHash, File])[]): readonly Flow[] {
  const flows = createFlows();
  for (const [hash, file] of files) flows.add(hash, columnsOf(file));
  return [...flows.all().values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Decimal addition as on paper, digit by digit: no big integers. */
function addOnPaper(a: string, b: string): string {
  const [[wholeA = "", fractionA = ""], [wholeB = "", fractionB = ""]] = [a.split("."), b.split(".")];
  const places = Math.max(fractionA.length, fractionB.length);
  const width = Math.max(wholeA.length, wholeB.length) + 1;
  const top = wholeA.padStart(width, "0") + fractionA.padEnd(places, "0");
  const bottom = wholeB.padStart(width, "0") + fractionB.padEnd(places, "0");
  let carry = 0;
  let digits = "";
  for (let i = top.length - 1; i >= 0; i--) {
    const sum = Number(top[i]) + Number(bottom[i]) + carry;
    digits = `${sum % 10}${digits}`;
    carry = sum >= 10 ? 1 : 0;
  }
  return tidy(`${digits.slice(0, digits.length - places)}.${digits.slice(digits.length - places)}`);
}
const tidy = (text: string): string =>
  text
    .replace(/^0+(?=\d)/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
function write(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, "0");
  return tidy(decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

/** Each transfer as often as the file that has it most often; summed on paper. */
function totalsOnPaper(files: readonly File[]): ReadonlyMap<string, { readonly total: string; readonly count: number }> {
  const most = new Map<string, { readonly flow: string; readonly text: string; times: number }>();
  for (const { rows, decimals } of files) {
    const here = new Map<string, number>();
    for (const row of rows) {
      const [flow, text] = [`${row.from}>${row.to}:${row.contract}`, write(row.units, decimals)];
      const key = `${flow}#${row.transaction}#${text}`;
      here.set(key, (here.get(key) ?? 0) + 1);
      const times = Math.max(most.get(key)?.times ?? 0, here.get(key) ?? 0);
      most.set(key, { flow, text, times });
    }
  }
  const totals = new Map<string, { total: string; count: number }>();
  for (const { flow, text, times } of most.values()) {
    const sum = totals.get(flow) ?? { total: "0", count: 0 };
    for (let i = 0; i < times; i++) sum.total = addOnPaper(sum.total, text);
    totals.set(flow, { total: sum.total, count: sum.count + times });
  }
  return totals;
}

test("any order of files, and files taken out and added again, give the same flows", () => {
  fc.assert(
    fc.property(anyFiles, fc.array(fc.nat()), (files, order) => {
      const named = files.map((file, i) => [hashNumber(i), file] as const);
      const shuffled = named
        .map((each, i) => ({ each, key: order[i] ?? 0 }))
        .sort((a, b) => b.key - a.key)
        .map(({ each }) => each);
      expect(flowsOf(shuffled)).toEqual(flowsOf(named));
      const flows = createFlows();
      for (const [hash, file] of named) flows.add(hash, columnsOf(file));
      for (const [hash] of shuffled.slice(0, 2)) flows.remove(hash);
      const left = shuffled.slice(2);
      expect([...flows.all().values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(flowsOf(left));
      for (const [hash, file] of shuffled) flows.add(hash, columnsOf(file));
      expect([...flows.all().values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(flowsOf(named));
    }),
    runs,
  );
});

test("totals and counts are those of a sum on paper, each transfer once", () => {
  fc.assert(
    fc.property(anyFiles, (files) => {
      const flows = flowsOf(files.map((file, i) => [hashNumber(i), file]));
      const paper = [...totalsOnPaper(files).values()].map(({ total, count }) => `${count} × ${total}`).sort();
      expect(flows.map((flow) => `${flow.count} × ${flow.total}`).sort()).toEqual(paper);
    }),
    runs,
  );
});
