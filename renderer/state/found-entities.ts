import { useMemo } from "react";
import { foldText } from "../../shared/projections/fold-text.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { textsOf } from "../../shared/projections/packed-row.ts";
import { useCaseMirror } from "./case-mirror.ts";

/**
 * The first `most` things that hold the query in any text said of them: those whose title begins with it first; where these are few, also those that hold
 * it in another spelling of a name, in Kazakh, Russian or Latin letters. O(entities) the first time, when their texts are read; then O(entities) looks.
 */
export function findEntities(entities: readonly Entity[], query: string, most: number): readonly Entity[] {
  const asked = query.trim().toLowerCase();
  if (asked === "") return entities.slice(0, most);
  const hits = entities.filter((entity) => searched(entity).lower.includes(asked));
  const begins = ({ title }: Entity): number => (title.toLowerCase().startsWith(asked) ? 0 : 1);
  const plain = hits.sort((a, b) => begins(a) - begins(b)).slice(0, most);
  const folded = foldText(query);
  // "zzz" folds to one letter, which is in nearly every name: nobody who typed three means that.
  if (plain.length === most || folded.length < Math.min(2, Math.max(1, asked.length))) return plain;
  const found = new Set(plain);
  const spelled = entities.filter((entity) => !found.has(entity) && searched(entity).folded.includes(folded));
  return [...plain, ...spelled.slice(0, most - plain.length)];
}

/** The texts of an entity that were read: they go when it does. */
const read = new WeakMap<Entity, SearchedTexts>();

function searched(entity: Entity): SearchedTexts {
  const known = read.get(entity);
  if (known !== undefined) return known;
  const texts = new SearchedTexts(entity);
  read.set(entity, texts);
  return texts;
}

class SearchedTexts {
  readonly lower: string;
  /** Names alone: identifiers have no spellings. */
  readonly #names: string;
  #folded: string | null = null;

  constructor(entity: Entity) {
    const texts = textsOf(entity, null);
    const identifiers = new Set(texts.flatMap(({ text, isIdentifier }) => (isIdentifier ? [text] : [])));
    const names = [entity.title, ...texts.map(({ text }) => text)].filter((text) => !identifiers.has(text));
    this.#names = names.join("\n");
    this.lower = [...names, ...identifiers].join("\n").toLowerCase();
  }
  get folded(): string {
    this.#folded ??= this.#names === "" ? "" : foldText(this.#names);
    return this.#folded;
  }
}

/** Found at once, at most. */
const mostFound = 30;

/** Finds nodes of the case, or only those of some types; another function when the case or the types change. */
export function useFindEntities(types?: readonly string[]): (query: string) => readonly Entity[] {
  const wanted = types?.join(" ");
  const index = useCaseMirror((mirror) => mirror.index);
  return useMemo(() => {
    const offered = wanted === undefined ? index.nodes : wanted.split(" ").flatMap((type) => index.ofType(type));
    return (query) => findEntities(offered, query, mostFound);
  }, [index, wanted]);
}
