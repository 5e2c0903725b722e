import type { EntityId } from "../kernel/brand.ts";
import type { Entity, Flow } from "../projections/model.ts";
import { countedAs } from "../projections/counted.ts";
import { factsOf, isOfficialUse, leaveOut, leaveRulings, type Rows, timesOf } from "./case-rows.ts";
import { isoOf } from "./dates.ts";
import type { LeftOut } from "./model.ts";
import { wordOfFact } from "./tables/entity-table.ts";
import { markText, type OutputMark, type WriterNotes } from "./tables/model.ts";
import { toXmlSigns, xmlAttribute, xmlText } from "./tables/xml-text.ts";

interface Key {
  readonly id: string;
  readonly of: "node" | "edge" | "graph";
  readonly name: string;
  readonly type: "string" | "double" | "int";
}
type Data = readonly (readonly [name: string, text: string])[];

export interface GraphmlInput {
  readonly rows: Rows;
  /** Things and links that are asked for, in their order. */
  readonly ids: readonly EntityId[];
  /** Flows between things that are. */
  readonly flows: readonly Flow[];
  readonly mark: OutputMark;
  readonly left: LeftOut;
  readonly notes: WriterNotes;
}

/** What a graph of numbers may be drawn by; exact texts stand beside it. */
const numberOf: Readonly<Record<string, Key["type"]>> = { amount: "double", count: "int" };
const graphNames = ["marking", "about"] as const;

/**
 * Things and links as a graph: GraphML 1.0 for Gephi, yEd and networkx. Nodes and edges say type, label, every property in our own names, and their
 * marks; the graph says the mark of the whole. Links that begin or end at a link have no place in a graph and are counted, as is what is no node of a chart.
 *
 * Gives   pieces of one XML text. Directed; several edges between two nodes have ids of their own.
 * Source  http://graphml.graphdrawing.org/specification.html
 */
export function* writeGraphml(input: GraphmlInput): IterableIterator<string> {
  const { rows, ids, flows, mark, notes } = input;
  const nodes = new Set(ids.filter((id) => isNode(rows.get(id))));
  const edges = ids.filter((id) => isEdge(rows.get(id), nodes));
  const keys = keysOf(input, nodes, edges);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
  for (const { id, of, name, type } of keys.values()) yield `<key id="${id}" for="${of}" attr.name="${xmlAttribute(name)}" attr.type="${type}"/>\n`;
  yield '<graph id="case" edgedefault="directed">\n';
  const said = (of: Key["of"], data: Data): string =>
    data.map(([name, text]) => `<data key="${keys.get(`${of} ${name}`)?.id ?? ""}">${xmlText(toXmlSigns(text, notes))}</data>`).join("");
  yield `${said("graph", [
    ["marking", mark.line],
    ["about", markText(mark)],
  ])}\n`;
  for (const id of nodes) {
    const row = rows.get(id);
    if (row !== undefined) yield `<node id="${id}">${said("node", dataOf(row))}</node>\n`;
  }
  for (const id of edges) {
    const row = rows.get(id);
    if (row?.ends != null) yield edgeText(row.id, row.ends.from, row.ends.to, said("edge", dataOf(row)));
  }
  for (const flow of flows)
    if (nodes.has(flow.from) && nodes.has(flow.to)) yield edgeText(`flow ${flow.id}`, flow.from, flow.to, said("edge", dataOfFlow(flow)));
  countLeft(input, nodes, new Set(edges));
  yield "</graph>\n</graphml>\n";
}

const edgeText = (id: string, from: EntityId, to: EntityId, data: string): string =>
  `<edge id="${xmlAttribute(id)}" source="${from}" target="${to}">${data}</edge>\n`;

function isNode(row: Entity | undefined): boolean {
  return row !== undefined && row.form === "node" && countedAs(row) !== null;
}
function isEdge(row: Entity | undefined, nodes: ReadonlySet<EntityId>): boolean {
  return row?.form === "link" && row.ends !== null && countedAs(row) !== null && nodes.has(row.ends.from) && nodes.has(row.ends.to);
}

/** Keys come before the graph, so that all rows are read once for them. */
function keysOf({ rows, flows }: GraphmlInput, nodes: ReadonlySet<EntityId>, edges: readonly EntityId[]): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  const take = (of: Key["of"], name: string): void => {
    const place = `${of} ${name}`;
    if (!keys.has(place)) keys.set(place, { id: `d${keys.size}`, of, name, type: numberOf[name] ?? "string" });
  };
  for (const name of graphNames) take("graph", name);
  for (const [of, ids] of [
    ["node", nodes],
    ["edge", edges],
  ] as const) {
    for (const id of ids) {
      const row = rows.get(id);
      if (row !== undefined) for (const [name] of dataOf(row)) take(of, name);
    }
  }
  for (const flow of flows) for (const [name] of dataOfFlow(flow)) take("edge", name);
  return keys;
}

function dataOf(row: Entity): Data {
  const values = Map.groupBy(factsOf(row), ({ property }) => property);
  return [
    ["type", row.type],
    ...(row.title === "" ? [] : ([["label", row.title]] as const)),
    ...[...values].map(
      ([property, facts]) => [`property.${property}`, facts.map(({ value }) => wordOfFact(row.type, property, value, {})).join(" | ")] as const,
    ),
    ["agencies", row.agencies.join(" ")],
    ["handling", `TLP:${row.handling.toUpperCase()}`],
    ...(isOfficialUse(row) ? ([["nationalMark", "official-use"]] as const) : []),
    ["changed", isoOf(timesOf(row).last)],
  ];
}

/** `total` is exact; `amount` is the same as a number, which is rounded: to draw by, not to add up. */
function dataOfFlow({ total, asset, count, first, last, sources }: Flow): Data {
  return [
    ["type", "flow"],
    ["label", `${total} ${asset.symbol}`],
    ["total", total],
    ["amount", String(Number(total))],
    ["asset", asset.symbol],
    ["chain", asset.chain],
    ["contract", asset.contract],
    ["count", String(count)],
    ["first", isoOf(first)],
    ["last", isoOf(last)],
    ["sourceFiles", sources.map(({ file }) => file).join(" ")],
  ];
}

function countLeft({ rows, ids, left }: GraphmlInput, nodes: ReadonlySet<EntityId>, edges: ReadonlySet<EntityId>): void {
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    if (nodes.has(id) || edges.has(id)) leaveRulings(row, left);
    else leaveOut(row, left);
  }
}
