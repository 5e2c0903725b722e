import { parseJson } from "../containers/json-parse.ts";
import { isJsonList, jsonScalarText } from "../containers/json-value.ts";

/** Our own extension, as `assets/docs/format/interop.md` §3 says; `tests/unit/intake/round-trip.test.ts` holds it to what is written. */
const ownExtension = "extensions.extension-definition--2f3f8a53-684e-5a65-8582-6500c493db0e.";

/** One STIX object of a row, by the paths of its members. */
export class StixObject {
  readonly #cells: ReadonlyMap<string, string>;

  constructor(headers: readonly string[], cells: readonly string[]) {
    this.#cells = new Map(headers.flatMap((header, at) => ((cells[at] ?? "") === "" ? [] : [[header, cells[at] ?? ""] as const])));
  }

  /** The text of a member; "" = none. */
  text(path: string): string {
    return this.#cells.get(path)?.trim() ?? "";
  }
  /** The texts of a list, or the one text of a member that is none. */
  texts(path: string): readonly string[] {
    const cell = this.text(path);
    const read = cell.startsWith("[") ? parseJson(cell) : null;
    if (read?.ok !== true || !isJsonList(read.value)) return cell === "" ? [] : [cell];
    const texts = read.value.map(jsonScalarText);
    // A list of objects is kept as it is written.
    return texts.includes("") ? [cell] : texts;
  }
  get type(): string {
    return this.text("type");
  }
  get id(): string {
    return this.text("id");
  }
  /** What a case said the thing is; "" = the object is none of our exports. */
  get ownType(): string {
    return this.text(`${ownExtension}entity_type`);
  }
  /** The id it had in that case. */
  get ownId(): string {
    return this.text(`${ownExtension}entity`);
  }
  /** An officer's words about properties. */
  get ownRemarks(): readonly string[] {
    return this.texts(`${ownExtension}remarks`);
  }
  /** The column that says a property our extension holds. */
  ownColumn(property: string): string {
    return `${ownExtension}values.${property}`;
  }
  /** What our extension says, by property. */
  get ownValues(): ReadonlyMap<string, readonly string[]> {
    const prefix = `${ownExtension}values.`;
    return new Map(
      [...this.#cells.keys()].flatMap((path) => (path.startsWith(prefix) ? [[path.slice(prefix.length), this.texts(path)] as const] : [])),
    );
  }
  /** Members that say something of the thing itself, in file order. */
  *members(): IterableIterator<string> {
    for (const path of this.#cells.keys()) if (!isBookkeeping(path)) yield path;
  }
}

const bookkeeping: ReadonlySet<string> = new Set([
  ...[
    "type",
    "id",
    "spec_version",
    "created",
    "modified",
    "created_by_ref",
    "object_marking_refs",
    "granular_markings",
    "revoked",
    "lang",
    "defanged",
  ],
]);

/** Members that say how an object was made and is to be handled, or belong to extensions. */
export function isBookkeeping(path: string): boolean {
  return bookkeeping.has(path) || path.startsWith("extensions.");
}
