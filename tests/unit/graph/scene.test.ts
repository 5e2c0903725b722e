import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { mostUnlinked, type SceneChoice, sceneOf } from "../../../renderer/features/graph/scene.ts";
import { mostNodes } from "../../../shared/projections/most-linked.ts";
import { type EntityId, parseInstantMs } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact, Flow } from "../../../shared/projections/model.ts";
import { entityIdOf, plainEntity } from "../../kit/plain-entity.ts";

const nothing: SceneChoice = { hidden: new Set(), placed: new Set() };

const entity = (id: EntityId, type: string, more: Partial<Entity> = {}): Entity => ({ ...plainEntity(0, type, more), id });
const link = (id: EntityId, type: string, from: EntityId, to: EntityId, facts: Entity["facts"] = {}): Entity =>
  entity(id, type, { form: "link", ends: { from, to }, facts });

function flow(from: EntityId, to: EntityId, contract: string, count = 1): Flow {
  const instant = parseInstantMs(1000) ?? expect.fail();
  const asset = { chain: "tron", contract, symbol: "USDT", decimals: 6, isKnown: true } as const;
  return { id: `${from}/${to}/${contract}`, from, to, asset, total: "1", count, first: instant, last: instant, sources: [] };
}
const caseOf = (...entities: readonly Entity[]): CaseIndex => new CaseIndex(new Map(entities.map((each) => [each.id, each])));
const flowsOf = (...flows: readonly Flow[]): ReadonlyMap<string, Flow> => new Map(flows.map((each) => [each.id, each]));
const sites = (from: number, count: number): readonly Entity[] => Array.from({ length: count }, (_, at) => entity(entityIdOf(from + at), "site"));
const [a, b, c] = [entity(entityIdOf(1), "wallet"), entity(entityIdOf(2), "wallet"), entity(entityIdOf(3), "exchange")];

test("draws nodes, links with both ends known, and computed flows", () => {
  const said = link(entityIdOf(9), "depositsTo", a.id, c.id);
  const half = link(entityIdOf(10), "owns", entityIdOf(77), a.id);
  const scene = sceneOf(caseOf(a, b, c, said, half), flowsOf(flow(a.id, b.id, "T1")), nothing);
  expect([...scene.nodes.keys()]).toEqual([a.id, b.id, c.id]);
  expect([...scene.edges.keys()]).toEqual([said.id, `${a.id}/${b.id}/T1`]);
});

test("draws a statement about a flow in place of the computed one, by pair and asset", () => {
  const contract: Fact["value"] = { kind: "identifier", text: "T1" };
  const said = link(entityIdOf(9), "flow", a.id, b.id, { contract: [{ value: contract } as Fact] });
  const scene = sceneOf(caseOf(a, b, said), flowsOf(flow(a.id, b.id, "T1"), flow(a.id, b.id, "T2"), flow(b.id, a.id, "T1")), nothing);
  expect([...scene.edges.keys()]).toEqual([said.id, `${a.id}/${b.id}/T2`, `${b.id}/${a.id}/T1`]);
});

test("leaves the case's own bookkeeping and unlinked exhibits out, and counts them nowhere", () => {
  const exhibit = entity(entityIdOf(4), "exhibit");
  const cited = entity(entityIdOf(5), "exhibit");
  const scene = sceneOf(
    caseOf(a, entity(entityIdOf(6), "case"), entity(entityIdOf(7), "dataset"), exhibit, cited, link(entityIdOf(9), "related", a.id, cited.id)),
    flowsOf(),
    nothing,
  );
  expect([...scene.nodes.keys()]).toEqual([a.id, cited.id]);
  expect(scene).toMatchObject({ total: 2, offChart: [], hidden: 0 });
});

test("keeps thousands of unlinked nodes off the chart and says how many, but not the linked ones among them", () => {
  const many = sites(1000, 4000);
  const scene = sceneOf(caseOf(a, ...many, link(entityIdOf(9), "uses", a.id, entityIdOf(1000))), flowsOf(), nothing);
  expect(scene.nodes.size).toBe(2);
  expect(scene.offChart).toEqual([{ type: "site", why: "unlinked", count: 3999 }]);
  expect(scene.total).toBe(4001);
});

test("draws unlinked nodes of a type as long as they are few", () => {
  expect(sceneOf(caseOf(...sites(1000, mostUnlinked)), flowsOf(), nothing).nodes.size).toBe(mostUnlinked);
  expect(sceneOf(caseOf(...sites(1000, mostUnlinked + 1)), flowsOf(), nothing).nodes.size).toBe(0);
});

test("draws what was placed by hand, and not what was hidden, nor lines to it", () => {
  const many = sites(1000, 60);
  const choice: SceneChoice = { placed: new Set([entityIdOf(1003)]), hidden: new Set([b.id]) };
  const scene = sceneOf(caseOf(a, b, ...many), flowsOf(flow(a.id, b.id, "T1")), choice);
  expect([...scene.nodes.keys()]).toEqual([a.id, entityIdOf(1003)]);
  expect(scene.edges.size).toBe(0);
  expect(scene.hidden).toBe(1);
});

test("of more nodes than a chart can hold keeps those with statements, then those with most transfers", () => {
  const wallets = Array.from({ length: mostNodes + 100 }, (_, at) => entity(entityIdOf(1000 + at), "wallet"));
  const flows = flowsOf(...wallets.map((wallet, at) => flow(a.id, wallet.id, "T1", at + 1)));
  const person = entity(entityIdOf(5), "person");
  const owned = link(entityIdOf(9), "owns", person.id, entityIdOf(1000));
  const scene = sceneOf(caseOf(a, person, ...wallets, owned), flows, nothing);
  expect(scene.nodes.size).toBe(mostNodes);
  for (const id of [a.id, person.id, entityIdOf(1000), entityIdOf(1000 + mostNodes + 99)]) expect(scene.nodes.has(id)).toBe(true);
  expect(scene.nodes.has(entityIdOf(1001))).toBe(false);
  expect(scene.offChart).toEqual([{ type: "wallet", why: "crowded", count: 102 }]);
});

test("draws a node whose type is withheld", () => {
  const scene = sceneOf(caseOf(a, entity(entityIdOf(8), "unknown"), link(entityIdOf(9), "related", a.id, entityIdOf(8))), flowsOf(), nothing);
  expect(scene.nodes.has(entityIdOf(8))).toBe(true);
});
