import type { EntityId } from "../kernel/brand.ts";
import { propertyEntry } from "../ontology/read.ts";
import { compareText } from "./compare-text.ts";
import { textOfValue } from "./value-text.ts";
import { foldText } from "./fold-text.ts";
import type { Entity, Patch } from "./model.ts";

/** Where a search found something. */
export interface Hit {
  readonly entity: EntityId;
  readonly property: string;
  /** The whole value in which it was found. */
  readonly text: string;
}
/** Finds titles, identifiers and texts in Kazakh, Russian and Latin spelling. */
export interface Search {
  /** Takes what `Entities.apply` gave. */
  apply(changed: Patch<EntityId, Entity>): void;
  /** At most `limit` hits, one an entity: those that begin with the query first, then by text. O(texts of the case). */
  find(query: string, limit: number): readonly Hit[];
}

interface Line {
  readonly property: string;
  readonly text: string;
  readonly lower: string;
  readonly folded: string;
}

/** Starts empty. */
export function createSearch(): Search {
  const linesById = new Map<EntityId, readonly Line[]>();
  return {
    apply(changed) {
      for (const [id, entity] of changed.put) linesById.set(id, linesOf(entity));
      for (const id of changed.drop) linesById.delete(id);
    },
    find(query, limit) {
      const lower = query.trim().toLowerCase();
      const folded = foldText(query);
      if (lower === "") return [];
      const found: { readonly hit: Hit; readonly weight: number }[] = [];
      for (const [entity, lines] of linesById) {
        const best = bestLine(lines, lower, folded);
        if (best !== null) found.push({ hit: { entity, property: best.line.property, text: best.line.text }, weight: best.weight });
      }
      found.sort((a, b) => a.weight - b.weight || compareText(a.hit.text, b.hit.text) || compareText(a.hit.entity, b.hit.entity));
      return found.slice(0, limit).map(({ hit }) => hit);
    },
  };
}

function linesOf(entity: Entity): readonly Line[] {
  return Object.entries(entity.facts).flatMap(([property, facts]) => {
    const kind = property === "note" ? "text" : propertyEntry(entity.type, property)?.kind;
    if (kind !== "text" && kind !== "identifier") return [];
    return facts.map(({ value }) => {
      const text = textOfValue(value);
      return { property, text, lower: text.toLowerCase(), folded: foldText(text) };
    });
  });
}

/** The line that fits best: 0 begins with it, 1 holds it, 2 begins with it in another spelling, 3 holds it in another spelling. */
function bestLine(lines: readonly Line[], lower: string, folded: string): { readonly line: Line; readonly weight: number } | null {
  let best: { readonly line: Line; readonly weight: number } | null = null;
  for (const line of lines) {
    const at = line.lower.indexOf(lower);
    const foldedAt = at < 0 && folded !== "" ? line.folded.indexOf(folded) : -1;
    if (at < 0 && foldedAt < 0) continue;
    const weight = at === 0 ? 0 : at > 0 ? 1 : foldedAt === 0 ? 2 : 3;
    if (best === null || weight < best.weight) best = { line, weight };
  }
  return best;
}
