import type { LayoutJob } from "../../../shared/projections/layout-door.ts";

/** One connected part of a chart: its nodes and links, as numbers of the job. */
export interface GraphPart {
  readonly nodes: readonly number[];
  /** Ends of its links, two numbers each. */
  readonly links: readonly (readonly [number, number])[];
}

/** The connected parts of a chart, the largest first; parts of one size in order of their first node. O(nodes + links). */
export function partsOf({ radii, links }: Pick<LayoutJob, "radii" | "links">): readonly GraphPart[] {
  const count = radii.length;
  const parent = Uint32Array.from({ length: count }, (_, node) => node);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      const above = parent[parent[at] ?? at] ?? at;
      parent[at] = above;
      at = above;
    }
    return at;
  };
  const pairs = pairsOf(links, count);
  for (const [from, to] of pairs) {
    const [a, b] = [rootOf(from), rootOf(to)];
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  }
  const parts = new Map<number, { nodes: number[]; links: (readonly [number, number])[] }>();
  for (let node = 0; node < count; node += 1) {
    const root = rootOf(node);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, { nodes: [node], links: [] });
    else part.nodes.push(node);
  }
  for (const pair of pairs) parts.get(rootOf(pair[0]))?.links.push(pair);
  return [...parts.values()].sort((a, b) => b.nodes.length - a.nodes.length || (a.nodes[0] ?? 0) - (b.nodes[0] ?? 0));
}

/** Links between two different known nodes, each pair once, in order. */
function pairsOf(links: Uint32Array, count: number): readonly (readonly [number, number])[] {
  const seen = new Set<number>();
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at + 1 < links.length; at += 2) {
    const [a = 0, b = 0] = [links[at], links[at + 1]];
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    if (low === high || high >= count || seen.has(low * count + high)) continue;
    seen.add(low * count + high);
    pairs.push([low, high]);
  }
  return pairs;
}
