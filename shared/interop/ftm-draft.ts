import { canonicalText } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Value } from "../ledger/model.ts";
import type { Fact } from "../projections/model.ts";
import { wordsOfValue } from "./case-rows.ts";
import { type FtmSchema, ftmSchema } from "./ftm-schemata.ts";
import { ftmValue } from "./ftm-values.ts";

const longestWords = 65_000;

/** One FollowTheMoney entity while it is put together. */
export class FtmDraft {
  readonly #id: string;
  readonly #name: string;
  readonly #schema: FtmSchema;
  readonly #properties = new Map<string, string[]>();

  constructor(id: string, name: string) {
    const schema = ftmSchema(name);
    invariant(schema !== undefined, "we write schemata we know");
    this.#id = id;
    this.#name = name;
    this.#schema = schema;
  }

  /** Says a fact under one of the schema's properties; false when it has none of this name, or no form for the value. */
  say(property: string, value: Value): boolean {
    const kind = Object.hasOwn(this.#schema.properties, property) ? this.#schema.properties[property] : undefined;
    if (kind === undefined) return false;
    const text = ftmValue(kind, property, value);
    if (text === null || (kind === "number" && value.kind === "amount" && !this.#isOneCurrency(value.asset))) return false;
    this.add(property, text);
    return true;
  }

  /** Says a fact as words; false when it has none of its own, or too many. */
  sayInWords({ property, value }: Pick<Fact, "property" | "value">): boolean {
    const text = wordsOfValue(value);
    return text !== "" && this.addWords(`${property}: ${text}`);
  }
  addWords(words: string): boolean {
    if (words.length > longestWords) return false;
    this.add(this.#schema.words, words);
    return true;
  }

  add(property: string, text: string): void {
    const known = this.#properties.get(property);
    if (known === undefined) this.#properties.set(property, [text]);
    else if (!known.includes(text)) known.push(text);
  }
  /** Gives what is required and was not said. */
  require(text: string): void {
    for (const property of this.#schema.required) if (!this.#properties.has(property)) this.add(property, text);
  }

  line(): string {
    return `${canonicalText({ id: this.#id, schema: this.#name, properties: Object.fromEntries(this.#properties) })}\n`;
  }

  /** An amount has one currency for the whole entity there: a second one would be read into the first. */
  #isOneCurrency(asset: string): boolean {
    const known = this.#properties.get("currency");
    if (known === undefined) this.add("currency", asset);
    return known === undefined || known.includes(asset);
  }
}
