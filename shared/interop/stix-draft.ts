import type { Json } from "../kernel/canonical.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { textOfValue } from "../projections/value-text.ts";
import { factsOf, leaveRulings, wordsOf, wordsOfValue } from "./case-rows.ts";
import { isExactInstant } from "./dates.ts";
import type { LeftOut } from "./model.ts";

/** The properties of one STIX object while they are put together; what they do not say exactly is kept for our extension. */
export class StixDraft {
  readonly properties: Record<string, Json> = {};
  readonly #row: Entity;
  readonly #said = new Set<Fact>();

  constructor(row: Entity) {
    this.#row = row;
  }

  /** Says the text relied on of a property; other values of it stay for the extension. False when there is none, or `form` has none for it. */
  take(property: string, name: string, form: (text: string) => string | null = (text) => text): boolean {
    const fact = this.#row.facts[property]?.[0];
    const text = textOfValue(fact?.value);
    const formed = fact === undefined || text === "" ? null : form(text);
    if (fact === undefined || formed === null) return false;
    this.properties[name] = formed;
    // A time that was made of a day is not the same: the day itself is kept too.
    if (fact.value.kind !== "date" || isExactInstant(text)) this.#said.add(fact);
    return true;
  }
  /** Takes back what `take` said. */
  untake(property: string, name: string): void {
    delete this.properties[name];
    for (const fact of this.#row.facts[property] ?? []) this.#said.delete(fact);
  }
  /** Says the text relied on in a form of its own. */
  put(property: string, name: string, form: Json): void {
    this.properties[name] = form;
    for (const fact of (this.#row.facts[property] ?? []).slice(0, 1)) this.#said.add(fact);
  }
  /** Says all values of a property as a list. */
  takeAll(property: string, name: string): void {
    const facts = (this.#row.facts[property] ?? []).filter(({ value }) => textOfValue(value) !== "");
    if (facts.length === 0) return;
    this.properties[name] = [...new Set(facts.map(({ value }) => textOfValue(value)))];
    for (const fact of facts) this.#said.add(fact);
  }
  /** Says size and type of the file relied on. */
  takeFile(): void {
    const fact = this.#row.facts["file"]?.[0];
    if (fact?.value.kind !== "file") return;
    const { sizeBytes, mediaType } = fact.value;
    this.properties["size"] = sizeBytes;
    if (mediaType !== "") this.properties["mime_type"] = mediaType;
    this.#said.add(fact);
  }

  /** What was not said exactly, by property; what has no text of its own is counted as left. */
  rest(left: LeftOut): { readonly values: Readonly<Record<string, readonly string[]>>; readonly remarks: readonly string[] } {
    const values: Record<string, string[]> = {};
    for (const fact of factsOf(this.#row)) {
      if (this.#said.has(fact)) continue;
      const text = wordsOfValue(fact.value);
      if (text === "") left.add(this.#row.type, fact.property);
      else values[fact.property] = [...new Set([...(values[fact.property] ?? []), text])];
    }
    leaveRulings(this.#row, left);
    return { values, remarks: wordsOf(this.#row) };
  }
}
