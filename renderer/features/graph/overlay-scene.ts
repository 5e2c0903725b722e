import type { RowState } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { mostNodes } from "../../../shared/projections/most-linked.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import type { Overlay } from "../../state/overlay.ts";
import type { Scene, SceneEdge, SceneOverlay } from "./scene.ts";

type Laid = Pick<Overlay, "rows" | "ghosts" | "off">;

/**
 * The scene with what arrived laid over it. What the case shows stays as it is, to the last node: things and links are only added, with what of the case
 * they join, and what stands there is marked. O(scene + rows of the overlay).
 */
export function withOverlay(own: Scene, index: CaseIndex, laid: Laid | null, hidden: ReadonlySet<EntityId>): Scene {
  if (laid === null) return own;
  const layer = new Layer(own, index, laid, hidden);
  for (const row of laid.rows.values()) if (row.form === "node" && !laid.off.has(row.state)) layer.markNode(row.entity, row.state);
  for (const row of laid.rows.values()) if (row.form === "link" && !laid.off.has(row.state)) layer.markLink(row.entity, row.state);
  return { ...own, nodes: layer.nodes, edges: layer.edges, overlay: layer };
}

class Layer implements SceneOverlay {
  readonly nodes: Map<EntityId, Entity>;
  readonly edges: Map<string, SceneEdge>;
  readonly states = new Map<string, RowState>();
  readonly ghosts = new Set<string>();
  readonly added = new Set<string>();
  left = 0;
  readonly #index: CaseIndex;
  readonly #laid: Laid;
  readonly #hidden: ReadonlySet<EntityId>;

  constructor({ nodes, edges }: Scene, index: CaseIndex, laid: Laid, hidden: ReadonlySet<EntityId>) {
    this.nodes = new Map(nodes);
    this.edges = new Map(edges);
    this.#index = index;
    this.#laid = laid;
    this.#hidden = hidden;
  }

  markNode(id: EntityId, state: RowState): void {
    if (this.#hidden.has(id)) return;
    if (this.#put(id)) this.states.set(id, state);
    else this.left += 1;
  }

  markLink(id: EntityId, state: RowState): void {
    const known = this.edges.get(id);
    if (known !== undefined) return void this.states.set(id, state);
    const link = this.#index.entities.get(id) ?? this.#laid.ghosts.get(id);
    if (link === undefined || link.ends === null) return;
    const { from, to } = link.ends;
    if (this.#hidden.has(from) || this.#hidden.has(to)) return;
    if (!this.#put(from) || !this.#put(to)) {
      this.left += 1;
      return;
    }
    this.edges.set(id, { id, from, to, link, flow: null, isAnswered: false });
    this.states.set(id, state);
    this.added.add(id);
    if (!this.#index.entities.has(id)) this.ghosts.add(id);
  }

  /** Whether it stands there; what the case does not have stands as a ghost. */
  #put(id: EntityId): boolean {
    if (this.nodes.has(id)) return true;
    const own = this.#index.entities.get(id);
    const entity = own ?? this.#laid.ghosts.get(id);
    if (entity === undefined || entity.form !== "node" || this.nodes.size >= mostNodes) return false;
    this.nodes.set(id, entity);
    this.added.add(id);
    if (own === undefined) this.ghosts.add(id);
    return true;
  }
}

/** How many nodes and lines are marked with each state. */
export function countStates({ states }: SceneOverlay): ReadonlyMap<RowState, number> {
  const counts = new Map<RowState, number>();
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** A scene as it is without what is laid over it. */
export function withoutOverlay({ nodes, edges, overlay: { added } }: Pick<Scene, "nodes" | "edges" | "overlay">): Pick<Scene, "nodes" | "edges"> {
  if (added.size === 0) return { nodes, edges };
  return {
    nodes: new Map([...nodes].filter(([id]) => !added.has(id))),
    edges: new Map([...edges].filter(([id]) => !added.has(id))),
  };
}
