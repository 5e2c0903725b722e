import type { PropertyEntry } from "../ontology/model.ts";
import { typeEntry } from "../ontology/read.ts";
import { compareText } from "./compare-text.ts";
import { foldText } from "./fold-text.ts";
import type { Entity } from "./model.ts";

/** What of a thing may be shared with another: an identifier, as compared and as written. */
export interface Marked {
  readonly property: string;
  readonly key: string;
  /** As written. */
  readonly text: string;
}
/** A name, as its folded words in one order. */
export interface NameKey extends Marked {
  readonly words: readonly string[];
}
/** All by which a thing may be found to be another. */
export interface MatchKeys {
  readonly identifiers: readonly Marked[];
  readonly names: readonly NameKey[];
}

/** Words of a name beyond these are not looked at: what is longer is a sentence. */
const mostWords = 8;

/** Legal forms, folded: "ТОО Альфа", "Альфа ЖШС" and "Alpha LLP" differ in nothing else. */
const legalForms: ReadonlySet<string> = new Set(["ТОО", "ЖШС", "АО", "АҚ", "ИП", "ЖК", "ООО", "LLP", "LLC", "JSC", "Ltd", "Inc"].map(foldText));

/** Reads the keys of a thing: values of properties that the ontology says match. O(its facts). */
export function matchKeysOf({ type, facts }: Entity): MatchKeys {
  const [identifiers, names]: [Marked[], NameKey[]] = [[], []];
  for (const [property, entry] of Object.entries(typeEntry(type)?.properties ?? {})) {
    if (entry.match === undefined || !Object.hasOwn(facts, property)) continue;
    const texts = new Set((facts[property] ?? []).flatMap(({ value }) => ("text" in value ? [value.text] : [])));
    for (const text of texts) {
      if (entry.kind === "identifier") identifiers.push(...marked(property, identifierKey(property, text), text));
      else names.push(...nameOf(property, text));
    }
  }
  return { identifiers, names };
}

/** An identifier as it is compared: letters, digits and what tells mail addresses apart; a telephone's 8 and +7 are one. "" = nothing of it is. */
export function identifierKey(property: string, text: string): string {
  const bare = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@._]/gu, "");
  return property === "phone" ? bare.replaceAll(/[^\p{N}]/gu, "").replace(/^8(?=\d{10}$)/, "7") : bare;
}

const marked = (property: string, key: string, text: string): readonly Marked[] => (key === "" ? [] : [{ property, key, text }]);

/** The words of a name, folded, each once, in one order; a legal form is no part of it unless nothing else is. */
function nameOf(property: string, text: string): readonly NameKey[] {
  const all = foldText(text).split(/[^\p{L}\p{N}]+/u);
  const said = [...new Set(all)].filter((word) => word !== "");
  const telling = said.filter((word) => !legalForms.has(word));
  const words = (telling.length === 0 ? said : telling).sort(compareText).slice(0, mostWords);
  return words.length === 0 ? [] : [{ property, text, words, key: words.join(" ") }];
}

/** What a shared value is worth, of 100: numbers with a checksum name one thing; telephones and handles are lent. */
export function weightOfIdentifier(entry: PropertyEntry | undefined): number {
  if (entry?.match !== "strong") return 40;
  return isTelling(entry) ? 95 : 75;
}

/** Whether two different values of it mean two different things: one number for each, and checked. */
export function isTelling({ check, isMany }: PropertyEntry): boolean {
  return check !== undefined && check !== "none" && isMany !== true;
}
