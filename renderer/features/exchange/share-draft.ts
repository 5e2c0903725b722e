import type { RedactRule, SharePlan } from "../../../shared/bundle/model.ts";
import { type AuthorId, type ClaimId, type EntityId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { toShownName } from "../../../shared/kernel/shown-name.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { type Counts, countRows } from "../../../shared/projections/counted.ts";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import type { DeskSelection } from "../../state/desk.ts";
import type { ShownChart } from "../../state/shown-chart.ts";
import type { InteropForm } from "./interop-forms.ts";

type MayStay = NonNullable<SharePlan["mayStay"]>;

/** What the person has decided so far. `marking` null = not yet. */
export interface ShareDraft {
  readonly scope: "selection" | "chart" | "case";
  readonly isOnlyNew: boolean;
  /** Exhibits go as their hashes alone, or the chosen files go too. */
  readonly evidence: "hashes" | "files";
  readonly files: readonly FileHash[];
  /** Whether the person ticked files one by one; until then all that are here are ticked. */
  readonly isPicked: boolean;
  readonly hasChart: boolean;
  /** Other programs' forms that go along. */
  readonly interop: readonly InteropForm[];
  /** For somebody without keys; then `to` is empty. */
  readonly isUnderPassphrase: boolean;
  readonly addressee: string;
  readonly to: readonly AuthorId[];
  readonly isTogether: boolean;
  /** Ordinary keys although all recipients have post-quantum ones. */
  readonly isOrdinary: boolean;
  readonly marking: Handling | null;
  readonly nationalMark: NonNullable<SharePlan["nationalMark"]>;
  readonly legalBasis: string;
  readonly purpose: string;
  /** ISO dates; "" = not said. */
  readonly retainUntil: string;
  readonly expiresAt: string;
  /** Statement hash of the bundle this one replaces; "" = none. */
  readonly replaces: string;
  readonly whyReplaced: string;
  readonly redact: readonly RedactRule[];
  readonly withhold: ReadonlySet<ClaimId>;
  readonly keep: ReadonlySet<ClaimId>;
  readonly mayStay: MayStay;
}
export type ChangeDraft = (part: Partial<ShareDraft>) => void;

/** What there was to give from when the dialog opened: a patch that arrives meanwhile must not change it. */
export interface ShareSources {
  readonly selection: readonly EntityId[];
  readonly chart: ShownChart | null;
}

/** Nothing is given by default but what was selected; no file, nobody, no marking. */
export function emptyDraft(selected: number): ShareDraft {
  return {
    scope: selected > 0 ? "selection" : "case",
    isOnlyNew: false,
    evidence: "hashes",
    files: [],
    isPicked: false,
    hasChart: false,
    interop: [],
    isUnderPassphrase: false,
    addressee: "",
    to: [],
    isTogether: false,
    isOrdinary: false,
    marking: null,
    nationalMark: "",
    legalBasis: "",
    purpose: "",
    retainUntil: "",
    expiresAt: "",
    replaces: "",
    whyReplaced: "",
    redact: [],
    withhold: new Set(),
    keep: new Set(),
    mayStay: [],
  };
}

/**
 * A draft with a change. What somebody said may stay was said of that choice, those recipients and that marking; what was let go, of those recipients:
 * from another one it may have been withheld too; and what is replaced is what they have.
 */
export function changed(draft: ShareDraft, part: Partial<ShareDraft>): ShareDraft {
  const isAnother = ["scope", "isOnlyNew", "to", "isUnderPassphrase", "isTogether", "marking", "nationalMark"].some((name) => name in part);
  const isToOthers = ["to", "isUnderPassphrase", "isTogether"].some((name) => name in part);
  return { ...draft, ...(isAnother ? { mayStay: [] } : {}), ...(isToOthers ? { keep: new Set<ClaimId>(), replaces: "" } : {}), ...part };
}

/** The draft with another choice. What is hidden on the chart by its type stays by a rule, which the person sees and may take away. */
export function withScope(scope: ShareDraft["scope"], { redact }: ShareDraft, { chart }: ShareSources): Partial<ShareDraft> {
  const hidden = chart?.hiddenTypes ?? [];
  const others = redact.filter((rule) => rule.by !== "type" || !hidden.includes(rule.type));
  const ofChart = scope === "chart" ? hidden.map((type): RedactRule => ({ by: "type", type })) : [];
  return { scope, files: [], isPicked: false, withhold: new Set(), keep: new Set(), redact: [...others, ...ofChart] };
}

/** The entities a scope is about; null = all. */
export function entitiesOf(scope: ShareDraft["scope"], { selection, chart }: ShareSources): readonly EntityId[] | null {
  if (scope === "case") return null;
  return scope === "selection" ? selection : (chart?.nodes.map(({ entity }) => entity) ?? []);
}

/** Whether each recipient gets a file of their own. */
export const isApart = ({ to, isTogether }: Pick<ShareDraft, "to" | "isTogether">): boolean => to.length > 1 && !isTogether;

/** Whether it is said whom it goes to: recipients, or a name that can be signed. */
export function isAddressed({ isUnderPassphrase, addressee }: ShareDraft, recipients: readonly unknown[]): boolean {
  return isUnderPassphrase ? toShownName(addressee) !== null : recipients.length > 0;
}

/** The plan the core is asked with; null while the marking is not chosen. */
export function planOf(draft: ShareDraft, sources: ShareSources): SharePlan | null {
  if (draft.marking === null) return null;
  const { chart } = sources;
  return {
    entities: entitiesOf(draft.scope, sources),
    withhold: [...draft.withhold],
    keep: [...draft.keep],
    redact: draft.redact,
    files: draft.evidence === "files" ? draft.files : [],
    charts: draft.hasChart && chart !== null ? [{ title: "", nodes: chart.nodes }] : [],
    isOnlyNew: draft.isOnlyNew,
    to: draft.isUnderPassphrase ? [] : draft.to,
    ...(draft.isUnderPassphrase ? { addressee: draft.addressee.trim() } : {}),
    interop: draft.interop,
    isTogether: draft.isTogether,
    isOrdinary: draft.isOrdinary,
    marking: draft.marking,
    nationalMark: draft.nationalMark,
    legalBasis: draft.legalBasis.trim(),
    purpose: draft.purpose.trim(),
    retainUntil: draft.retainUntil,
    expiresAt: draft.expiresAt,
    mayStay: draft.mayStay,
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
