import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import type { InteropKind } from "../../../shared/interop/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { rowsOf } from "../../kit/fold.ts";
import { written } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { readIntake } from "../../kit/read-intake.ts";
import { createWholeCase } from "../../kit/whole-case.ts";

const rows = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
/** Records of another's case, which are no things of the case that reads. */
const records = new Set([
  "exhibit",
  "dataset",
  "rate",
  "case",
  "handover",
  "deconfliction",
  "acceptance",
  "custodyEvent",
  "bundleNote",
  "keyRuling",
  "spacecraft",
]);

const read = (kind: InteropKind): Promise<Intake> => readIntake(utf8ToBytes(written(kind, rows).text));
const countsOf = (types: Iterable<string>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};
const isRead = ({ type, form }: Entity): boolean => form === "node" && !records.has(type);

test("a case written as FollowTheMoney reads back to the same things and links", async () => {
  const back = await read("ftm");
  const nodes = [...rows.values()].filter(isRead);
  const counted = Object.fromEntries(back.entities.map(({ type, count }) => [type, count]));
  expect(counted).toMatchObject(countsOf(nodes.map(({ type }) => type)));
  expect([...new Set(back.rejected.map(({ rule }) => rule))].sort()).toEqual(["no-place", "unknown-end"]);
});
