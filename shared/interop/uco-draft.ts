import type { Json } from "../kernel/canonical.ts";
import { propertyEntry } from "../ontology/read.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { textOfValue } from "../projections/value-text.ts";
import { factsOf, leaveRulings, wordsOf, wordsOfValue } from "./case-rows.ts";
import type { LeftOut } from "./model.ts";
import { isExactInstant } from "./dates.ts";
import { kbId, nodeOf, timeOf, typed, type UcoNode } from "./uco-terms.ts";

/** One UCO object while it is put together: what a facet says, and the rest as references and words. */
export class UcoDraft {
  readonly facets: UcoNode[] = [];
  readonly #row: Entity;
  readonly #said = new Set<Fact>();

  constructor(row: Entity) {
    this.#row = row;
  }

  /** The text relied on of a property, which then counts as said; undefined = none. */
  take(property: string): string | undefined {
    const fact = this.#row.facts[property]?.[0];
    const text = textOfValue(fact?.value);
    if (fact === undefined || text === "") return undefined;
    this.#said.add(fact);
    return text;
  }
  /** The time relied on; one that had to be made of a day is also said in words. */
  takeTime(property: string): UcoNode | undefined {
    const fact = this.#row.facts[property]?.[0];
    const text = textOfValue(fact?.value);
    const time = timeOf(text);
    if (fact === undefined || time === null) return undefined;
    if (isExactInstant(text)) this.#said.add(fact);
    return time;
  }
  /** All that is said, as words; each then counts as said. */
  takeAsWords(): readonly string[] {
    const facts = [...factsOf(this.#row)].filter(({ value }) => wordsOfValue(value) !== "");
    for (const fact of facts) this.#said.add(fact);
    return facts.map(({ property, value }) => `${property}: ${wordsOfValue(value)}`);
  }
  takeFile(): Extract<Fact["value"], { readonly kind: "file" }> | undefined {
    const fact = this.#row.facts["file"]?.[0];
    if (fact?.value.kind !== "file") return undefined;
    this.#said.add(fact);
    return fact.value;
  }

  /** Adds a facet that says something. */
  addFacet(name: string, properties: Readonly<Record<string, Json | undefined>>): void {
    const said = nodeOf(properties);
    if (Object.keys(said).length === 0) return;
    const kind = name.slice(name.indexOf(":") + 1);
    this.facets.push({ "@id": kbId(kind, `${kind} of ${this.#row.id}`), "@type": name, ...said });
  }

  /** What was not said: identifiers and addresses of the web as references, everything else as words. */
  rest(left: LeftOut): { readonly references: readonly UcoNode[]; readonly words: readonly string[] } {
    const references: UcoNode[] = [];
    const words: string[] = [];
    for (const fact of factsOf(this.#row)) {
      if (this.#said.has(fact)) continue;
      const text = wordsOfValue(fact.value);
      if (text === "") left.add(this.#row.type, fact.property);
      else if (fact.value.kind === "identifier") references.push(this.#reference(fact.property, text));
      else words.push(`${fact.property}: ${text}`);
    }
    leaveRulings(this.#row, left);
    const once = new Map(references.map((each) => [String(each["@id"]), each]));
    return { references: [...once.values()], words: [...new Set([...words, ...wordsOf(this.#row)])] };
  }

  #reference(property: string, text: string): UcoNode {
    const isUrl = propertyEntry(this.#row.type, property)?.check === "url" && /^https?:\/\/[\x21-\x7e]+$/.test(text);
    return {
      "@id": kbId("external-reference", `${property} ${text} of ${this.#row.id}`),
      "@type": "uco-core:ExternalReference",
      "uco-core:definingContext": property,
      ...(isUrl ? { "uco-core:referenceURL": typed("xsd:anyURI", text) } : { "uco-core:externalIdentifier": text }),
    };
  }
}
