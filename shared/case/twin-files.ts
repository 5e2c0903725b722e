import type { EntityId } from "../kernel/brand.ts";
import type { Grade, Handling, Statement, Value } from "../ledger/model.ts";
import { draftAssertion, type DraftValues } from "../ontology/drafts.ts";
import type { Entity } from "../projections/model.ts";
import { valueKey } from "../projections/value-text.ts";

/** Where what is said of a file anew stands when the same was said otherwise before: both are true, of the same bytes found twice. */
const others: Readonly<Record<string, string>> = {
  fileName: "otherName",
  originalPath: "otherPath",
  exhibitNumber: "otherNumber",
  obtainedFrom: "otherSource",
  seizureAct: "otherAct",
  collectedBy: "otherCollector",
  acquiredAt: "otherAcquiredAt",
};

/** What is known of one exhibit, in the case and in the act that is being made. */
export class KnownFacts {
  readonly #said = new Map<string, Set<string>>();

  constructor(entity: Entity | undefined) {
    for (const facts of Object.values(entity?.facts ?? {})) for (const { property, value } of facts) this.note(property, value);
  }

  note(property: string, value: Value): void {
    this.#said.set(property, (this.#said.get(property) ?? new Set()).add(valueKey({ value })));
  }
  noteAll(values: DraftValues): void {
    for (const [property, value] of pairsOf(values)) this.note(property, value);
  }

  /** Where a value is to be said: as the first of its property, beside the first, or nowhere, since it is said. */
  placeFor(property: string, value: Value): string | null {
    const [said, other] = [this.#said.get(property), others[property]];
    if (said === undefined) return property;
    const key = valueKey({ value });
    if (said.has(key) || (other !== undefined && this.#said.get(other)?.has(key) === true)) return null;
    return other ?? property;
  }
}

/**
 * What was said of a file that the case has already, and of it not before: its other name, the other act it was taken by. Nothing of the first is changed.
 *
 * Takes   `known`: takes over what is said here, so that a third of the same bytes says none of it again.
 */
export function twinStatements(
  id: EntityId,
  values: DraftValues,
  known: KnownFacts,
  { grade, handling }: { readonly grade: Grade; readonly handling: Handling },
): readonly Statement[] {
  return pairsOf(values).flatMap(([property, value]) => {
    if (property === "fileHash" || property === "file") return [];
    const place = known.placeFor(property, value);
    if (place === null) return [];
    known.note(place, value);
    return [draftAssertion(id, place, value, { source: null, grade, handling })];
  });
}

function pairsOf(values: DraftValues): readonly (readonly [string, Value])[] {
  return Object.entries(values).flatMap(([property, value]) => ("kind" in value ? [value] : value).map((each) => [property, each] as const));
}
