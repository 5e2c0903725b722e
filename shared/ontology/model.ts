/** How a value is read, checked and shown. */
export type PropertyKind = "text" | "identifier" | "decimal" | "amount" | "date" | "choice" | "file";
/** The checks by checksum or form (`check.ts`). */
export type CheckName = "tron-address" | "wallet-address" | "domain" | "iin" | "bin" | "iban" | "sha256" | "url" | "region" | "time-code" | "none";

/** One property of a type. Its label is the locale key `ontology:property.<name>`. */
export interface PropertyEntry {
  readonly kind: PropertyKind;
  readonly check?: CheckName;
  /** Several live values are a list, not a conflict. */
  readonly isMany?: boolean;
  /** Two entities with the same value are candidates for one; "identity" = the entity's id derives from it. */
  readonly match?: "identity" | "strong" | "weak";
  /** Of a decimal: what may be counted, locale keys `ontology:unit.<unit>`; the first is offered. None = bare numbers. */
  readonly units?: readonly string[];
  /** Choices are locale keys `ontology:choice.<name>.<choice>`. */
  readonly choices?: readonly string[];
  /** Headers that name it in tables, in any language. */
  readonly aliases?: readonly string[];
  readonly timeline?: "start" | "end" | "at";
  readonly isRequired?: boolean;
  /** A label though nothing is matched by it: as short as a name. */
  readonly isLabel?: boolean;
  /** Personal data of the kind a share warns about. */
  readonly isPersonal?: boolean;
  readonly as?: { readonly ftm?: string; readonly stix?: string };
}

export type Shape = "ellipse" | "hexagon" | "diamond" | "round-rectangle" | "rectangle" | "octagon" | "triangle" | "barrel" | "tag";
export type Colour = "blue" | "violet" | "orange" | "green" | "red" | "turquoise" | "grey" | "gold" | "rose" | "indigo";

interface BaseEntry {
  readonly icon: string;
  readonly colour: Colour;
  /** Properties tried in order for the name of the entity. */
  readonly title: readonly string[];
  readonly properties: Readonly<Record<string, PropertyEntry>>;
  readonly as?: { readonly ftm?: string; readonly stix?: string };
  readonly isRetired?: boolean;
}
/** A thing drawn as a node. Labels: `ontology:type.<name>` and `ontology:types.<name>` (plural). `icon` names assets/icons/types/<icon>.svg. */
export interface NodeEntry extends BaseEntry {
  readonly form: "node";
  readonly shape: Shape;
  /** Shown in the navigator and offered under "Add". Bookkeeping types (case, dataset, handover) are not. */
  readonly isListed: boolean;
}
/** A link: an entity whose values `from` and `to` are entities. Verb: `ontology:verb.<name>`. */
export interface LinkEntry extends BaseEntry {
  readonly form: "link";
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly isDirected: boolean;
  /** Both ends are of one type. */
  readonly isAlike?: boolean;
  /** Said by a command of its own and never drawn as a line: what is one, and what is not. */
  readonly isIdentity?: boolean;
}
export type TypeEntry = NodeEntry | LinkEntry;
export type Ontology = Readonly<Record<string, TypeEntry>>;

/** Property names every entity may carry, outside its own entry. */
export const typeProperty = "type";
export const fromProperty = "from";
export const toProperty = "to";
export const noteProperty = "note";
/** A ruling: which live claim about this entity our agency relies on. Its value is the claim id, its note says why, its span until when. */
export const reliesOnProperty = "reliesOn";
/** Of an acceptance: which claims of others it takes into the case, and which it keeps without taking them in (decision 0083). */
export const acceptsProperty = "accepts";
export const setsAsideProperty = "setsAside";
export const acceptanceType = "acceptance";
/** Of a ruling about a stolen key: which statements it is about (decision 0089). */
export const rulesOnProperty = "rulesOn";
export const stolenRulingType = "keyRuling";
/** Why a claim about this entity is contested, taken back or withdrawn: its value is that claim's id, its note the reason (decision 0056). */
export const speaksAgainstProperty = "speaksAgainst";
/** What a thing is of which nothing is left but rulings and reasons: it is kept, and neither drawn nor listed nor counted. No type of the table. */
export const remarksType = "remarks";
/** Whether a property is said of a claim and not of the thing itself. */
export function isAboutClaim(property: string): boolean {
  return property === reliesOnProperty || property === speaksAgainstProperty;
}
/** What the program notes of an exchange: it never leaves the house. */
export function isBookkeeping(type: string | undefined): boolean {
  return type === "handover" || type === acceptanceType || type === "deconfliction" || type === "bundleNote" || type === stolenRulingType;
}
/** Links that say what is one, what is not, what may be, and which exhibit repeats which. */
export const sameAsType = "sameAs";
export const distinctFromType = "distinctFrom";
export const possibleMatchType = "possibleMatch";
export const copyOfType = "copyOf";
