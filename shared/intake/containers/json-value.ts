import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { IntakeError } from "../model.ts";
import { JsonLexer, type JsonToken } from "./json-lexer.ts";

/** A number as it is written: 2^53 is no limit to it. */
export interface JsonNumber {
  readonly number: string;
}
export type JsonScalar = string | boolean | null | JsonNumber;
/** A value of JSON. Objects are maps, so that no name ("__proto__") means anything. */
export type Json = JsonScalar | readonly Json[] | ReadonlyMap<string, Json>;

export type JsonEvent =
  | { readonly kind: "object" | "list" | "end" }
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "scalar"; readonly value: JsonScalar };

/** Objects and lists within each other, at most. */
const deepest = 64;

type Awaited = "value" | "value-or-end" | "key-or-end" | "key" | "colon" | "comma-or-end" | "nothing";
interface Frame {
  readonly close: "}" | "]";
  readonly names: Set<string>;
}

/**
 * Checks that words follow each other as JSON has it, and says what they build. One value, or many when `isMany`.
 *
 * Fails   `broken-json`, `too-complex` (deeper than 64), `duplicate-member` (a name twice in one object: which is meant?), each with the line.
 */
export class JsonGrammar {
  readonly #frames: Frame[] = [];
  #awaited: Awaited = "value";

  /** Whether a whole value has come. */
  get isWhole(): boolean {
    return this.#awaited === "nothing";
  }

  take(token: JsonToken): Result<JsonEvent | null, IntakeError> {
    const where = String(token.line);
    const frame = this.#frames.at(-1);
    const awaited = this.#awaited;
    if (frame !== undefined && token.kind === frame.close && awaited.endsWith("-end") && awaited !== "value") return this.#close();
    if (awaited === "comma-or-end" && token.kind === ",") {
      this.#awaited = frame?.close === "}" ? "key" : "value";
      return succeed(null);
    }
    if (awaited === "colon" && token.kind === ":") {
      this.#awaited = "value";
      return succeed(null);
    }
    if ((awaited === "key" || awaited === "key-or-end") && token.kind === "string") return this.#name(token, frame);
    if (awaited !== "value" && awaited !== "value-or-end") return fail("broken-json", where);
    if (token.kind === "{" || token.kind === "[") return this.#open(token);
    const value = scalarOf(token);
    if (value === undefined) return fail("broken-json", where);
    this.#awaited = this.#frames.length === 0 ? "nothing" : "comma-or-end";
    return succeed({ kind: "scalar", value });
  }

  #open({ kind, line }: JsonToken): Result<JsonEvent, IntakeError> {
    if (this.#frames.length >= deepest) return fail("too-complex", String(line));
    this.#frames.push({ close: kind === "{" ? "}" : "]", names: new Set() });
    this.#awaited = kind === "{" ? "key-or-end" : "value-or-end";
    return succeed({ kind: kind === "{" ? "object" : "list" });
  }

  #close(): Result<JsonEvent, IntakeError> {
    this.#frames.pop();
    this.#awaited = this.#frames.length === 0 ? "nothing" : "comma-or-end";
    return succeed({ kind: "end" });
  }

  #name({ text, line }: JsonToken, frame: Frame | undefined): Result<JsonEvent, IntakeError> {
    if (frame?.names.has(text) === true) return fail("duplicate-member", String(line));
    frame?.names.add(text);
    this.#awaited = "colon";
    return succeed({ kind: "key", name: text });
  }
}

function scalarOf({ kind, text }: JsonToken): JsonScalar | undefined {
  if (kind === "string") return text;
  if (kind === "number") return { number: text };
  if (kind !== "literal") return undefined;
  return text === "null" ? null : text === "true";
}

/** Builds values of what a grammar says. */
export class JsonTree {
  readonly #open: (Json[] | Map<string, Json>)[] = [];
  readonly #names: string[] = [];

  /** The value, once it is whole. */
  take(event: JsonEvent): Json | undefined {
    if (event.kind === "key") this.#names.push(event.name);
    else if (event.kind === "object") this.#open.push(new Map());
    else if (event.kind === "list") this.#open.push([]);
    else return this.#put(event.kind === "scalar" ? event.value : (this.#open.pop() ?? null));
    return undefined;
  }

  #put(value: Json): Json | undefined {
    const inside = this.#open.at(-1);
    if (inside === undefined) return value;
    if (inside instanceof Map) inside.set(this.#names.pop() ?? "", value);
    else inside.push(value);
    return undefined;
  }
}

/** One value of JSON, from a text at hand. */
export function parseJson(text: string, firstLine = 1): Result<Json, IntakeError> {
  const tokens = new JsonLexer(firstLine).lex(text, true);
  if (!tokens.ok) return tokens;
  const [grammar, tree] = [new JsonGrammar(), new JsonTree()];
  let value: Json | undefined;
  for (const token of tokens.value) {
    const event = grammar.take(token);
    if (!event.ok) return event;
    const built = event.value === null ? undefined : tree.take(event.value);
    if (built !== undefined) value = built;
  }
  return grammar.isWhole && value !== undefined ? succeed(value) : fail("broken-json", String(firstLine));
}

/** The shortest text of a value; numbers as they were written. */
export function jsonText(value: Json): string {
  if (isJsonNumber(value)) return value.number;
  if (isJsonObject(value)) return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
  return isJsonList(value) ? `[${value.map(jsonText).join(",")}]` : JSON.stringify(value);
}

/** The text of a member that is no object or list: a string, a number as written; "" for anything else. */
export function jsonScalarText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return value !== undefined && isJsonNumber(value) ? value.number : "";
}

export function isJsonObject(value: Json | undefined): value is ReadonlyMap<string, Json> {
  return value instanceof Map;
}
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
function isJsonNumber(value: Json): value is JsonNumber {
  return typeof value === "object" && value !== null && "number" in value;
}
