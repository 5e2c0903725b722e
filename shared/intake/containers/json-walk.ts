import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError } from "../model.ts";
import { deepest, endOfSpaces, endOfString, linesBefore, parseJson, unquoted } from "./json-parse.ts";
import { pathOf } from "./json-rows.ts";
import { isJsonList, isJsonObject, type Json, type JsonScalar } from "./json-value.ts";
import { type TextForm, textPieces } from "./text-form.ts";

/** What a document of JSON says outside of its lists, and the items of these. Lists within a list belong to its items. */
export type JsonPart =
  | { readonly kind: "member"; readonly path: string; readonly value: JsonScalar }
  | { readonly kind: "list"; readonly path: string }
  | { readonly kind: "item"; readonly path: string; readonly value: Json };

/** Many parts at a time. The first failure is the last item. */
export type JsonParts = AsyncGenerator<Result<readonly JsonPart[], IntakeError>, void, void>;

/** Characters of one item of a list, or of a line, at most. */
export const longestJson = 2 ** 24;

/** Goes through a document as it streams: holds one item of a list. Fails   as `parseJson`; `too-complex` also for an item that is too long. */
export async function* walkJson(source: ByteSource, form: TextForm): JsonParts {
  const walker = new JsonWalker();
  for await (const piece of textPieces(source, form)) {
    const parts = walker.walk(piece, false);
    yield parts;
    if (!parts.ok) return;
  }
  yield walker.walk("", true);
}

/** What may come next: a value or the end of what is open, a name, … */
type Awaited = "value" | "first-value" | "name" | "first-name" | "colon" | "comma" | "nothing";

/** Follows the objects around the lists sign by sign; an item of a list is cut out whole and parsed as one. */
export class JsonWalker {
  #text = "";
  #at = 0;
  #line = 1;
  #awaited: Awaited = "value";
  /** Objects we are in, from the outermost: their paths, and the names they have had. */
  readonly #objects: { readonly path: string; readonly names: Set<string> }[] = [];
  #name = "";
  /** The list whose items come now; null outside of any. */
  #list: string | null = null;
  #parts: JsonPart[] = [];

  /** The parts that end in what has come so far; all of them when it is the last. */
  walk(piece: string, isLast: boolean): Result<readonly JsonPart[], IntakeError> {
    this.#line += linesBefore(this.#text, this.#at);
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    this.#parts = [];
    for (;;) {
      this.#at = endOfSpaces(this.#text, this.#at);
      if (this.#at >= this.#text.length) break;
      const step = this.#step(isLast);
      if (step === "more") break;
      if (step !== null) return { ok: false, error: step };
    }
    if (isLast && this.#awaited !== "nothing") return fail("broken-json", this.#where());
    return this.#text.length - this.#at > longestJson ? fail("too-complex", this.#where()) : succeed(this.#parts);
  }

  #where(): string {
    return String(this.#line + linesBefore(this.#text, this.#at));
  }

  /** Takes one sign, name or value. */
  #step(isLast: boolean): IntakeError | "more" | null {
    const sign = this.#text[this.#at] ?? "";
    if (this.#awaited === "comma" && sign === ",") return this.#go(this.#list === null ? "name" : "value");
    if (this.#awaited === "colon" && sign === ":") return this.#go("value");
    if (this.#list !== null && sign === "]" && (this.#awaited === "comma" || this.#awaited === "first-value")) return this.#endList();
    if (this.#list === null && sign === "}" && (this.#awaited === "comma" || this.#awaited === "first-name")) return this.#endObject();
    if ((this.#awaited === "name" || this.#awaited === "first-name") && sign === '"') return this.#takeName(isLast);
    if (this.#awaited !== "value" && this.#awaited !== "first-value") return { kind: "broken-json", where: this.#where() };
    if (this.#list === null && sign === "{") return this.#openObject();
    if (this.#list === null && sign === "[") return this.#openList();
    return this.#takeValue(isLast);
  }

  #go(awaited: Awaited): null {
    this.#at += 1;
    this.#awaited = awaited;
    return null;
  }

  #path(): string {
    const inside = this.#objects.at(-1);
    return inside === undefined ? "" : pathOf(inside.path, this.#name);
  }

  #openObject(): IntakeError | null {
    if (this.#objects.length >= deepest) return { kind: "too-complex", where: this.#where() };
    this.#objects.push({ path: this.#path(), names: new Set() });
    return this.#go("first-name");
  }
  #endObject(): null {
    this.#objects.pop();
    return this.#go(this.#objects.length === 0 ? "nothing" : "comma");
  }
  #openList(): null {
    this.#list = this.#path();
    this.#parts.push({ kind: "list", path: this.#list });
    return this.#go("first-value");
  }
  #endList(): null {
    this.#list = null;
    return this.#go(this.#objects.length === 0 ? "nothing" : "comma");
  }

  #takeName(isLast: boolean): IntakeError | "more" | null {
    const end = endOfString(this.#text, this.#at);
    if (end !== null && end > this.#text.length && !isLast) return "more";
    const name = end === null || end > this.#text.length ? null : unquoted(this.#text.slice(this.#at, end));
    if (end === null || name === null) return { kind: "broken-json", where: this.#where() };
    const names = this.#objects.at(-1)?.names;
    if (names?.has(name) === true) return { kind: "duplicate-member", where: this.#where() };
    names?.add(name);
    this.#name = name;
    this.#at = end - 1;
    return this.#go("colon");
  }

  #brokenAt(text: string): IntakeError {
    const value = parseJson(text, Number(this.#where()));
    return value.ok ? { kind: "broken-json", where: this.#where() } : value.error;
  }

  #takeValue(isLast: boolean): IntakeError | "more" | null {
    const end = endOfValue(this.#text, this.#at);
    if (end >= this.#text.length && !isLast) return "more";
    const text = this.#text.slice(this.#at, end);
    const value = parseJson(text);
    // Lines are counted only for what is broken: counted for each item, a long list would take quadratic time.
    if (!value.ok) return this.#brokenAt(text);
    const path = this.#list ?? this.#path();
    if (this.#list !== null) this.#parts.push({ kind: "item", path, value: value.value });
    else if (!isJsonList(value.value) && !isJsonObject(value.value)) this.#parts.push({ kind: "member", path, value: value.value });
    this.#at = end - 1;
    return this.#go(this.#list === null && this.#objects.length === 0 ? "nothing" : "comma");
  }
}

/** Where a value that begins at `start` ends, as far as its brackets and quotes tell: what is in it is not looked at. The text's length when it goes on. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      if (end === null) return at + 1;
      if (end > text.length) return text.length;
      at = end - 1;
      if (depth === 0) return end;
    } else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") {
      depth -= 1;
      if (depth <= 0) return depth < 0 ? at : at + 1;
    } else if (depth === 0 && (sign === "," || sign === " " || sign === "\n" || sign === "\r" || sign === "\t")) return at;
  }
  return text.length;
}
