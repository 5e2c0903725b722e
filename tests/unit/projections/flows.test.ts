import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { runIntake } from "../../../shared/intake/intake.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { createFlows } from "../../../shared/projections/flows.ts";
import type { Flow, Patch } from "../../../shared/projections/model.ts";

const samples = join(import.meta.dirname, "../../../assets/samples");
const truth: {
  readonly addresses: Readonly<Record<string, string>>;
  readonly total_deposits: string;
  readonly total_paid_to_members: string;
  readonly operator_received: string;
  readonly to_exchanger_hot: string;
  readonly to_vasp: string;
} = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/intake/syn_pyramid_truth.json"), "utf8"));
const usdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

const flows = createFlows();
const files = readdirSync(samples).filter((name) => name.startsWith("TRON-tokenTransfer-"));
const readOf = (name: string) =>
  runIntake({ source: sourceOfBytes(Uint8Array.from(readFileSync(join(samples, name)))), fileName: name, grade: "B2", handling: "amber" });
const patches: Patch<string, Flow>[] = [];
for (const name of files) {
  const read = await readOf(name);
  if (!read.ok || read.value.transfers === null) expect.fail(name);
  patches.push(flows.add(read.value.sha256, read.value.transfers));
}

const walletOf = (name: string) => entityIdFor("wallet", truth.addresses[name] ?? "") ?? expect.fail(name);
const between = (isOne: (flow: Flow) => boolean): readonly Flow[] =>
  [...flows.all().values()].filter((flow) => flow.asset.contract === usdt && isOne(flow));
const millionths = (text: string): bigint => BigInt((text.split(".")[0] ?? "") + (text.split(".")[1] ?? "").padEnd(6, "0"));
const sum = (some: readonly Flow[]): bigint => some.reduce((total, flow) => total + millionths(flow.total), 0n);

test("four overlapping exports give the figures of the synthetic pyramid", () => {
  expect(files).toHaveLength(4);
  const [collector, payout, operator, hot, vasp] = ["COLL", "PAY", "OPER", "XHOT", "VASP"].map(walletOf);
  const dust = 1000n;
  expect(sum(between((flow) => flow.to === collector)) - dust).toBe(millionths(truth.total_deposits));
  expect(sum(between((flow) => flow.from === payout))).toBe(millionths(truth.total_paid_to_members));
  expect(sum(between((flow) => flow.from === collector && flow.to === operator))).toBe(millionths(truth.operator_received));
  expect(sum(between((flow) => flow.to === hot))).toBe(millionths(truth.to_exchanger_hot));
  expect(sum(between((flow) => flow.to === vasp))).toBe(millionths(truth.to_vasp));
});

test("a transfer that both ends exported counts once and names both files", () => {
  const [collector, operator] = [walletOf("COLL"), walletOf("OPER")];
  const flow = between((each) => each.from === collector && each.to === operator)[0] ?? expect.fail("the flow exists");
  expect(flow.sources).toHaveLength(2);
  expect(flow.sources.map((source) => source.rows.length)).toEqual([flow.count, flow.count]);
  expect(new Date(flow.last).toISOString()).toBe("2025-04-04T06:00:00.000Z");
});

test("a fake token is a flow of its own", () => {
  const fakes = [...flows.all().values()].filter((flow) => flow.asset.contract !== usdt);
  expect(fakes.map((flow) => [flow.asset.symbol, flow.asset.isKnown, flow.total]).sort()).toEqual([
    ["USDT", false, "5000"],
    ["USDТ", false, "888"],
  ]);
});

test("adding a file again changes nothing, and taking it out leaves what the others say", async () => {
  expect(patches.every((patch) => patch.put.size > 0 && patch.drop.size === 0)).toBe(true);
  const read = await readOf(files[0] ?? "");
  if (!read.ok || read.value.transfers === null) expect.fail("it was read before");
  expect(flows.add(read.value.sha256, read.value.transfers).put.size).toBe(0);
});
