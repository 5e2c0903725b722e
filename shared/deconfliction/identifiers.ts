import type { EntityId } from "../kernel/brand.ts";
import type { Handling } from "../ledger/model.ts";
import { parseAddress } from "../ontology/address.ts";
import { checkValue } from "../ontology/check.ts";
import { type PropertyEntry, typeProperty } from "../ontology/model.ts";
import { typeEntry } from "../ontology/read.ts";
import { isStricter } from "../partner/admit.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { type Identifier, type IdentifierKind, identifierKinds, type StayReason } from "./model.ts";

/** What another agency said is passed on up to this; anything stricter needs its leave (as bundles do). */
const freelyPassedOn: Handling = "green";

/** For whom identifiers are gathered. */
export interface Gathering {
  readonly kinds: ReadonlySet<IdentifierKind>;
  readonly ownAgency: string;
  /** Whom they would be compared with. */
  readonly partner: { readonly agency: string; readonly ceiling: Handling; readonly officialUse: boolean };
}
export interface Gathered {
  /** Each once, by kind and value. */
  readonly identifiers: readonly Identifier[];
  /** Values that are not what they claim to be: nothing can be compared by them. */
  readonly unreadable: number;
}

/**
 * Finds the identifiers of entities in their canonical form, each with the entities that have it and whether it may be compared with the partner.
 *
 * Stays   closed: all identifiers of an entity of which anything is above the partner's ceiling, or for official use where they may not have that; what only other agencies said above GREEN, unless the
 *         partner's own said it; what is in one entity that stays because of the ceiling stays of all of them.
 * Cost    O(facts); a wallet is a hash or two.
 */
export function gatherIdentifiers(entities: Iterable<Entity>, gathering: Gathering): Gathered {
  const found = new Map<string, { kind: IdentifierKind; value: string; entities: EntityId[]; reasons: (StayReason | null)[] }>();
  let unreadable = 0;
  for (const entity of entities) {
    for (const { kind, text, facts } of textsOf(entity, gathering.kinds)) {
      const value = canonicalIdentifier(kind, text);
      if (value === null) {
        unreadable += 1;
        continue;
      }
      const key = `${kind}\n${value}`;
      const one = found.get(key) ?? { kind, value, entities: [], reasons: [] };
      if (one.entities.at(-1) !== entity.id) one.entities.push(entity.id);
      one.reasons.push(reasonToStay(entity, facts, gathering));
      found.set(key, one);
    }
  }
  const identifiers = [...found.values()].map(({ kind, value, entities: owners, reasons }) => ({
    kind,
    value,
    entities: owners,
    stays: strictest(reasons),
  }));
  return { identifiers, unreadable };
}

/** The ceiling of one entity holds for all that share the value; leave to pass on is enough once. */
function strictest(reasons: readonly (StayReason | null)[]): StayReason | null {
  if (reasons.includes("above-ceiling")) return "above-ceiling";
  return reasons.includes(null) ? null : "originator";
}

function reasonToStay({ handling, facts: all }: Entity, facts: readonly Fact[], { ownAgency, partner }: Gathering): StayReason | null {
  if (isStricter(handling, partner.ceiling)) return "above-ceiling";
  const isMarked = ({ nationalMark }: Fact): boolean => nationalMark === "official-use";
  if (!partner.officialUse && Object.values(all).some((each) => each.some(isMarked))) return "above-ceiling";
  const mayPassOn = ({ agency, handling: limit }: Fact): boolean =>
    agency === ownAgency || agency === partner.agency || !isStricter(limit, freelyPassedOn);
  // That the thing is there at all is said by its type.
  return facts.some(mayPassOn) && (all[typeProperty] ?? []).some(mayPassOn) ? null : "originator";
}

interface Written {
  readonly kind: IdentifierKind;
  readonly text: string;
  /** All facts that say this text. */
  readonly facts: readonly Fact[];
}

/** What of an entity is an identifier, as written. */
function textsOf({ type, facts }: Entity, kinds: ReadonlySet<IdentifierKind>): readonly Written[] {
  return Object.entries(typeEntry(type)?.properties ?? {}).flatMap(([property, entry]) => {
    const kind = kindOf(property, entry);
    if (kind === null || !kinds.has(kind) || !Object.hasOwn(facts, property)) return [];
    const byText = Map.groupBy(facts[property] ?? [], ({ value }) => ("text" in value ? value.text : ""));
    return [...byText].flatMap(([text, said]) => (text === "" ? [] : [{ kind, text, facts: said }]));
  });
}

function kindOf(property: string, { check }: PropertyEntry): IdentifierKind | null {
  if (check === "wallet-address" || check === "tron-address") return "wallet";
  if (property === "phone") return "phone";
  return identifierKinds.find((kind) => kind === check) ?? null;
}

/**
 * The one spelling two agencies agree on that never spoke; null when the text is no such identifier.
 *
 * Gives   a wallet as "family:key" (`parseAddress`), a domain in lower case and Punycode, IIN and BIN as 12 digits, a telephone as 8 to 15 digits with its
 *         country: of 11 digits a leading 8 is a 7, and 10 digits that begin with 7 are a Kazakh number without its 7.
 * Source  assets/docs/format/deconfliction.md §2
 */
export function canonicalIdentifier(kind: IdentifierKind, text: string): string | null {
  if (kind === "wallet") {
    const address = parseAddress(text);
    return address.ok ? `${address.value.family}:${address.value.key}` : null;
  }
  if (kind === "phone") return canonicalPhone(text);
  const checked = checkValue(kind, text);
  return checked.ok ? checked.value : null;
}

function canonicalPhone(text: string): string | null {
  const digits = text
    .normalize("NFKC")
    .replaceAll(/[^0-9]/g, "")
    .replace(/^00/, "")
    .replace(/^8(?=\d{10}$)/, "7")
    .replace(/^(?=7\d{9}$)/, "7");
  return /^\d{8,15}$/.test(digits) ? digits : null;
}
