import { type LinkEntry, type NodeEntry, noteProperty, type PropertyEntry, type TypeEntry, typeProperty } from "./model.ts";
import { ontology } from "./table.ts";

const entries: ReadonlyMap<string, TypeEntry> = new Map<string, TypeEntry>(Object.entries(ontology));

/** The entry of a type; undefined for a name this version does not know. */
export function typeEntry(name: string): TypeEntry | undefined {
  return entries.get(name);
}

/** Every node type with its name, in table order. */
export function nodeTypes(): readonly (readonly [name: string, entry: NodeEntry])[] {
  return [...entries].flatMap(([name, entry]) => (entry.form === "node" ? [[name, entry] as const] : []));
}

/** Every link type with its name, in table order. */
export function linkTypes(): readonly (readonly [name: string, entry: LinkEntry])[] {
  return [...entries].flatMap(([name, entry]) => (entry.form === "link" ? [[name, entry] as const] : []));
}

/** Whether a type says what is one and what is not: such a link is neither drawn nor listed nor counted, the merged thing itself shows it. */
export function isIdentityType(name: string): boolean {
  const entry = entries.get(name);
  return entry?.form === "link" && entry.isIdentity === true;
}

/** Names of the link types a person may draw from one type to another, in table order; an undirected one also answers the other way round. */
export function linkTypesBetween(fromType: string, toType: string): readonly string[] {
  return linkTypes()
    .filter(([, entry]) => entry.isIdentity !== true && canLink(entry, fromType, toType))
    .map(([name]) => name);
}

/** Whether a link of this entry may run from one type to another. */
export function canLink(entry: LinkEntry, fromType: string, toType: string): boolean {
  if (entry.isAlike === true && fromType !== toType) return false;
  const runs = (from: string, to: string): boolean => entry.from.includes(from) && entry.to.includes(to);
  return runs(fromType, toType) || (!entry.isDirected && runs(toType, fromType));
}

/** The entry of one property of one type. `type`, `from`, `to` and `note` belong to every type and have none. */
export function propertyEntry(type: string, property: string): PropertyEntry | undefined {
  const entry = entries.get(type);
  return entry !== undefined && Object.hasOwn(entry.properties, property) ? entry.properties[property] : undefined;
}

/** Whether the id of an entity of this type derives from this property. */
export function isIdentityProperty(type: string, property: string): boolean {
  return propertyEntry(type, property)?.match === "identity";
}

/**
 * Whether a property tells which thing it is: its title, a name, a file name, what it is matched by, personal data. Not: what many things share, such as
 * the act an exhibit was seized by, who collected it or how it was read. A property this version does not know counts as one.
 */
export function isNaming(type: string, property: string): boolean {
  if (property === typeProperty || property === noteProperty || property === "reader") return false;
  const entry = propertyEntry(type, property);
  if (entry === undefined) return true;
  const isName = typeEntry(type)?.title.includes(property) === true || namesOfFiles.has(property);
  return isName || entry.match !== undefined || entry.isPersonal === true;
}
const namesOfFiles: ReadonlySet<string> = new Set(["fileName", "originalPath", "otherName", "otherPath", "otherNumber"]);

/** The property an entity's id derives from; undefined where ids are random. */
export function identityProperty(type: string): string | undefined {
  const entry = entries.get(type);
  return entry === undefined ? undefined : Object.keys(entry.properties).find((property) => entry.properties[property]?.match === "identity");
}

/** The name of an entity: the first of its type's title properties that has a text. "" when nothing names it. */
export function titleOf(type: string, textOf: (property: string) => string | undefined): string {
  for (const property of entries.get(type)?.title ?? []) {
    const text = textOf(property);
    if (text !== undefined && text !== "") return text;
  }
  return "";
}
