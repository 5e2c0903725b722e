import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { AuthorId, ClaimId, EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";

/** What the person has chosen so far. */
export interface ShareDraft {
  readonly scope: "selection" | "case";
  readonly files: readonly FileHash[];
  readonly to: readonly AuthorId[];
  readonly marking: Handling | null;
  readonly legalBasis: string;
  readonly purpose: string;
  readonly retainUntil: string;
  readonly withhold: readonly ClaimId[];
}

export function emptyDraft(selected: readonly EntityId[]): ShareDraft {
  return {
    scope: selected.length > 0 ? "selection" : "case",
    files: [],
    to: [],
    marking: null,
    legalBasis: "",
    purpose: "",
    retainUntil: "",
    withhold: [],
  };
}

/** The plan as the core takes it; null until there is a marking. */
export function planOf(draft: ShareDraft, selected: readonly EntityId[]): SharePlan | null {
  const { scope, marking, ...rest } = draft;
  if (marking === null) return null;
  return { ...rest, marking, legalBasis: draft.legalBasis.trim(), purpose: draft.purpose.trim(), entities: scope === "case" ? null : selected };
}

/** A file of the case, as its exhibit says. */
export interface CaseFile {
  readonly sha256: FileHash;
  readonly name: string;
  readonly sizeBytes: number;
}

export function filesOf(entities: Iterable<Entity>): readonly CaseFile[] {
  const files = new Map<FileHash, CaseFile>();
  for (const { type, title, facts } of entities) {
    if (type !== "exhibit") continue;
    for (const { value } of facts["file"] ?? []) {
      if (value.kind === "file")
        files.set(value.sha256, { sha256: value.sha256, sizeBytes: value.sizeBytes, name: nameIn(facts["fileName"]) || title });
    }
  }
  return [...files.values()];
}

function nameIn(facts: Entity["facts"][string] | undefined): string {
  const value = facts?.[0]?.value;
  return value?.kind === "text" || value?.kind === "identifier" ? value.text : "";
}

/** The list with the item put in, or taken out. */
export function toggled<Item>(items: readonly Item[], item: Item): readonly Item[] {
  return items.includes(item) ? items.filter((each) => each !== item) : [...items, item];
}
