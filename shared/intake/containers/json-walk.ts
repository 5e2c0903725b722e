import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError } from "../model.ts";
import { JsonLexer, longestJson, type JsonToken } from "./json-lexer.ts";
import { pathOf } from "./json-rows.ts";
import { type Json, type JsonEvent, JsonGrammar, type JsonScalar, JsonTree } from "./json-value.ts";
import { type TextForm, textPieces } from "./text-form.ts";

/** What a document of JSON says outside of its lists, and the items of these. Lists within a list belong to its items. */
export type JsonPart =
  | { readonly kind: "member"; readonly path: string; readonly value: JsonScalar }
  | { readonly kind: "list"; readonly path: string }
  | { readonly kind: "item"; readonly path: string; readonly value: Json };

/** Many parts at a time. The first failure is the last item. */
export type JsonParts = AsyncGenerator<Result<readonly JsonPart[], IntakeError>, void, void>;

/** Goes through a document as it streams: holds one item of a list. Fails   as `JsonLexer` and `JsonGrammar`. */
export async function* walkJson(source: ByteSource, form: TextForm): JsonParts {
  const [lexer, walker] = [new JsonLexer(), new JsonWalker()];
  for await (const piece of textPieces(source, form)) {
    const parts = partsOf(lexer.lex(piece, false), walker);
    yield parts;
    if (!parts.ok) return;
  }
  const last = partsOf(lexer.lex("", true), walker);
  yield last.ok && !walker.isWhole ? fail("broken-json", String(walker.line)) : last;
}

function partsOf(tokens: Result<readonly JsonToken[], IntakeError>, walker: JsonWalker): Result<readonly JsonPart[], IntakeError> {
  if (!tokens.ok) return tokens;
  const parts: JsonPart[] = [];
  for (const token of tokens.value) {
    const part = walker.take(token);
    if (!part.ok) return part;
    if (part.value !== null) parts.push(part.value);
  }
  return succeed(parts);
}

class JsonWalker {
  line = 1;
  readonly #grammar = new JsonGrammar();
  /** Paths of the objects we are in, outside of any list. */
  readonly #paths: string[] = [];
  #name = "";
  /** The list whose items come now; null outside of any. */
  #list: string | null = null;
  #depth = 0;
  #tree = new JsonTree();
  #characters = 0;

  get isWhole(): boolean {
    return this.#grammar.isWhole;
  }

  take(token: JsonToken): Result<JsonPart | null, IntakeError> {
    this.line = token.line;
    const event = this.#grammar.take(token);
    if (!event.ok) return event;
    if (event.value === null) return succeed(null);
    if (this.#list === null) return succeed(this.#outside(event.value));
    this.#characters += token.text.length;
    if (this.#characters > longestJson) return fail("too-complex", String(token.line));
    return succeed(this.#inside(event.value, this.#list));
  }

  #outside(event: JsonEvent): JsonPart | null {
    if (event.kind === "key") {
      this.#name = event.name;
      return null;
    }
    if (event.kind === "end") {
      this.#paths.pop();
      return null;
    }
    const parent = this.#paths.at(-1);
    const path = parent === undefined ? "" : pathOf(parent, this.#name);
    if (event.kind === "object") this.#paths.push(path);
    if (event.kind === "list") this.#list = path;
    if (event.kind === "scalar") return { kind: "member", path, value: event.value };
    return event.kind === "list" ? { kind: "list", path } : null;
  }

  #inside(event: JsonEvent, path: string): JsonPart | null {
    if (event.kind === "end" && this.#depth === 0) {
      this.#list = null;
      return null;
    }
    if (event.kind === "object" || event.kind === "list") this.#depth += 1;
    if (event.kind === "end") this.#depth -= 1;
    const value = this.#tree.take(event);
    if (value === undefined) return null;
    this.#characters = 0;
    return { kind: "item", path, value };
  }
}
