import type { SharePlan } from "../../../shared/bundle/model.ts";
import { type AuthorId, type ClaimId, type EntityId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { type Counts, countRows } from "../../../shared/projections/counted.ts";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import type { DeskSelection } from "../../state/desk.ts";

/** What the person has decided so far. `marking` null = not yet. */
export interface ShareDraft {
  readonly scope: "selection" | "case";
  readonly files: readonly FileHash[];
  readonly to: readonly AuthorId[];
  readonly marking: Handling | null;
  readonly legalBasis: string;
  readonly purpose: string;
  /** ISO date; "" = not said. */
  readonly retainUntil: string;
  readonly withhold: ReadonlySet<ClaimId>;
}
export type ChangeDraft = (part: Partial<ShareDraft>) => void;

/** Nothing is given by default but what was selected; no file, nobody, no marking. */
export function emptyDraft(selected: number): ShareDraft {
  return {
    scope: selected > 0 ? "selection" : "case",
    files: [],
    to: [],
    marking: null,
    legalBasis: "",
    purpose: "",
    retainUntil: "",
    withhold: new Set(),
  };
}

/** The plan the core is asked with; null while the marking is not chosen. */
export function planOf(draft: ShareDraft, chosen: readonly EntityId[]): SharePlan | null {
  if (draft.marking === null) return null;
  return {
    entities: draft.scope === "case" ? null : chosen,
    withhold: [...draft.withhold],
    files: draft.files,
    to: draft.to,
    marking: draft.marking,
    legalBasis: draft.legalBasis.trim(),
    purpose: draft.purpose.trim(),
    retainUntil: draft.retainUntil,
  };
}

/** What the selection of the desk means for a share: a link goes with both its ends, a flow is its two wallets. */
export function chosenEntities(
  selection: DeskSelection,
  entities: ReadonlyMap<EntityId, Entity>,
  flows: ReadonlyMap<string, Flow>,
): readonly EntityId[] {
  const flow = selection.flow === null ? undefined : flows.get(selection.flow);
  const found = new Set<EntityId>(flow === undefined ? [] : [flow.from, flow.to]);
  for (const id of selection.entities) {
    const ends = entities.get(id)?.ends;
    for (const each of [id, ...(ends ? [ends.from, ends.to] : [])]) if (entities.has(each)) found.add(each);
  }
  return [...found];
}

/** An exhibit that can be given as a file. */
export interface ExhibitFile {
  readonly sha256: FileHash;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Files of the exhibits that belong to what is given: with the whole case all; with a selection those chosen or read for it. */
export function exhibitFiles(entities: ReadonlyMap<EntityId, Entity>, chosen: readonly EntityId[] | null): readonly ExhibitFile[] {
  const wanted = chosen === null ? null : filesBehind(entities, new Set(chosen));
  return [...entities.values()]
    .flatMap((entity) => fileOfExhibit(entity) ?? [])
    .filter(({ sha256 }) => wanted === null || wanted.has(sha256))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fileOfExhibit(entity: Entity): ExhibitFile | null {
  // Of other things the facts are not even read: there may be a hundred thousand.
  if (entity.type !== "exhibit") return null;
  const sha256 = parseFileHash(textOfValue(entity.facts["fileHash"]?.[0]?.value));
  if (sha256 === null) return null;
  const file = entity.facts["file"]?.[0]?.value;
  const name = textOfValue(entity.facts["fileName"]?.[0]?.value) || entity.title;
  return { sha256, name, sizeBytes: file?.kind === "file" ? file.sizeBytes : 0 };
}

function filesBehind(entities: ReadonlyMap<EntityId, Entity>, chosen: ReadonlySet<EntityId>): ReadonlySet<FileHash> {
  const found = new Set<FileHash>();
  for (const id of chosen) {
    const entity = entities.get(id);
    if (entity === undefined) continue;
    const own = fileOfExhibit(entity);
    if (own !== null) found.add(own.sha256);
    for (const facts of Object.values(entity.facts)) for (const { source } of facts) if (source !== null) found.add(source.file);
  }
  return found;
}

/** How many entities, exhibits and links a choice holds, links between chosen entities included. */
export function countChosen(entities: ReadonlyMap<EntityId, Entity>, chosen: readonly EntityId[] | null): Counts {
  if (chosen === null) return countRows(entities.values());
  const picked = new Set(chosen);
  return countRows(
    [...entities.values()].filter(({ id, ends }) => picked.has(id) || (ends !== null && picked.has(ends.from) && picked.has(ends.to))),
  );
}
