import fc from "fast-check";
import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { countRows } from "../../../shared/projections/counted.ts";
import { bareEntity } from "../../kit/fold.ts";
import { entityIdOf, plainEntity } from "../../kit/plain-entity.ts";

const ids = Array.from({ length: 12 }, (_, at) => entityIdOf(at + 1));
const idIn = fc.constantFrom(...ids);
const nodeTypes = ["person", "site", "exhibit", "case", "unknown"] as const;
const linkTypes = ["owns", "flow", "sameAs", "possibleMatch", "distinctFrom"] as const;

const entity: fc.Arbitrary<Entity> = fc
  .record({
    id: idIn,
    isLink: fc.boolean(),
    node: fc.constantFrom(...nodeTypes),
    link: fc.constantFrom(...linkTypes),
    ends: fc.record({ from: idIn, to: idIn }),
    agencies: fc.subarray(["afm", "nsc", "mci"]),
    members: fc.subarray(ids.slice(0, 3)),
    conflicts: fc.boolean(),
    ruled: fc.boolean(),
  })
  .map(({ id, isLink, node, link, ends, agencies, members, conflicts, ruled }) => ({
    ...bareEntity,
    id,
    type: isLink ? link : node,
    form: isLink ? "link" : "node",
    title: "",
    facts: {},
    ends: isLink ? ends : null,
    agencies,
    members,
    conflicts: conflicts ? [{ property: "iin", values: 2, sources: 2 } as unknown as Entity["conflicts"][number]] : [],
    rulings: ruled ? [{ property: "iin" } as unknown as Entity["rulings"][number]] : [],
    handling: "amber",
    isDisputed: false,
  }));
/** Each step puts these, and takes these out. */
const steps = fc.array(fc.record({ put: fc.array(entity, { maxLength: 4 }), drop: fc.array(idIn, { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 8,
});

const everyType = [...nodeTypes, ...linkTypes];
/** All that can be asked, the rows of each list in an order of their own: what is listed anew stands last. */
function all(index: CaseIndex): unknown {
  const names = (rows: readonly Entity[]): readonly string[] => rows.map(({ id, type }) => `${id} ${type}`).sort();
  return {
    nodes: names(index.nodes),
    links: names(index.links),
    types: everyType.map((type) => [names(index.ofType(type)), names(index.listedOf(type))]),
    agencies: index.agencies().map((agency) => [agency, names(index.saidBy(agency))]),
    ends: ids.map((id) => names(index.endingAt(id))),
    parts: ids.map((id) => index.wholeOf(id) !== undefined),
    contradicted: names(index.contradicted),
    ruled: names(index.ruled),
    counts: index.counts,
  };
}

test("kept by what changes, the index says the same as one read anew, and counts as the case is counted", () => {
  fc.assert(
    fc.property(fc.array(entity, { maxLength: 12 }), steps, (first, changes) => {
      let rows = new Map(first.map((each) => [each.id, each]));
      let index = new CaseIndex(rows);
      all(index);
      for (const { put, drop } of changes) {
        const before = rows;
        rows = new Map(rows);
        for (const id of drop) rows.delete(id);
        for (const each of put) rows.set(each.id, each);
        const changed = new Set([...drop, ...put.map(({ id }) => id)]);
        const told = [...changed].map((id) => ({ was: before.get(id), now: rows.get(id) }));
        const standing = all(index);
        // The past beside it says what a read of it says, and leaves it as it is.
        expect(all(index.beside(rows, told))).toEqual(all(new CaseIndex(rows)));
        expect(all(index)).toEqual(standing);
        index = index.after(rows, told);
        expect(all(index)).toEqual(all(new CaseIndex(rows)));
        expect(index.counts).toEqual(countRows(rows.values()));
      }
    }),
    { numRuns: 1000 },
  );
});

test("a row that changes keeps its place, and a list it is not in stays the same object", () => {
  const [one, other, site] = [
    plainEntity(1, "person", { title: "one" }),
    plainEntity(2, "person", { title: "other" }),
    plainEntity(3, "site", { title: "site" }),
  ];
  const rows = new Map([one, other, site].map((each) => [each.id, each]));
  const index = new CaseIndex(rows);
  const sites = index.listedOf("site");
  expect(index.nodes.map(({ title }) => title)).toEqual(["one", "other", "site"]);
  const renamed = plainEntity(1, "person", { title: "renamed" });
  rows.set(renamed.id, renamed);
  const after = index.after(rows, [{ was: one, now: renamed }]);
  expect(after.nodes.map(({ title }) => title)).toEqual(["renamed", "other", "site"]);
  expect(after.listedOf("site")).toBe(sites);
  expect(after.ruled).toBe(after.ruled);
});
