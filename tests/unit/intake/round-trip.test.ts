import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { toldValue } from "../../../shared/intake/graph/told-value.ts";
import type { Value } from "../../../shared/ledger/model.ts";
import { typeEntry } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
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

/** Everything a thing is said to be, as "property: text", sorted; what only our own records say is left. */
const factsIn = (said: readonly (readonly [property: string, value: Value])[]): readonly string[] =>
  [
    ...new Set(said.flatMap(([property, value]) => (["type", "from", "to", "note"].includes(property) ? [] : [`${property}: ${wordsOf(value)}`]))),
  ].sort();
const wordsOf = (value: Value): string => `${textOfValue(value)}${value.kind === "decimal" && value.unit !== undefined ? ` ${value.unit}` : ""}`;

test("a case written as STIX reads back to the same things, with every value that is one by our own rules", async () => {
  const back = await read("stix");
  const nodes = [...rows.values()].filter(isRead);
  const counted = Object.fromEntries(back.entities.map(({ type, count }) => [type, count]));
  expect(counted).toMatchObject(countsOf(nodes.map(({ type }) => type)));
  const said = new Map<string, (readonly [string, Value])[]>();
  const typeOf = new Map<string, string>();
  for (const each of back.statements) {
    if (each.op !== "assert") continue;
    said.set(each.subject, [...(said.get(each.subject) ?? []), [each.property, each.value]]);
    if (each.property === "type") typeOf.set(each.subject, textOfValue(each.value));
  }
  for (const node of nodes) {
    const entry = typeEntry(node.type);
    const sayable = Object.entries(node.facts).flatMap(([property, facts]) =>
      facts.flatMap(({ value }) => {
        const described = entry?.properties[property];
        const isOurs = described !== undefined && toldValue(described, wordsOf(value)) !== null;
        return isOurs ? [[property, toldValue(described, wordsOf(value)) ?? value] as const] : [];
      }),
    );
    const wanted = factsIn(sayable);
    const found = [...said].filter(([id]) => typeOf.get(id) === node.type).map(([, facts]) => factsIn(facts));
    expect(found.some((facts) => wanted.every((each) => facts.includes(each)) && facts.length === Math.max(facts.length, wanted.length))).toBe(true);
  }
  expect([...new Set(back.rejected.map(({ rule }) => rule))].sort()).toEqual(["file-matter", "no-place", "unknown-end"]);
});

test("the links of a case come back between the same things, from both formats", async () => {
  const wanted = countsOf([...rows.values()].filter((row) => row.form === "link" && isJoined(row)).map(({ type }) => type));
  for (const kind of ["ftm", "stix"] as const) {
    const back = await read(kind);
    const counted = Object.fromEntries(back.entities.map(({ type, count }) => [type, count]));
    for (const type of ["operates", "owns", "directs", "uses", "depositsTo", "promotes", "recruited", "mirrorOf"])
      expect([kind, type, counted[type]]).toEqual([kind, type, wanted[type]]);
  }
});
function isJoined({ ends }: Entity): boolean {
  const [from, to] = [rows.get(ends?.from ?? ("" as EntityId)), rows.get(ends?.to ?? ("" as EntityId))];
  return from !== undefined && to !== undefined && from.id !== to.id && isRead(from) && isRead(to);
}
