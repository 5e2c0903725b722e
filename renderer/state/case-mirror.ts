import { create } from "zustand";
import type { CaseNews, EarlySight, History } from "../../shared/case/door.ts";
import type { OpenedCase } from "../../shared/case/opening-door.ts";
import type { Look } from "../../shared/case/ledger-door.ts";
import { createMirror, lookingAtNow } from "../../shared/case/mirror.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity, Flow } from "../../shared/projections/model.ts";
import { droppedOf, rowsOfPack } from "../../shared/projections/packed-row.ts";
import { CaseIndex } from "./case-index.ts";
import type { RowChange } from "./keyed-rows.ts";

/** The window's read-only copy of the open case. Written only by the bridge, from what the case worker tells. */
export interface CaseMirror {
  readonly opened: OpenedCase | null;
  /** What is shown while the case is being opened, without facts: how it was last closed, or the part of it that is there first; `all`: everything, the opening has not answered yet. null = none is being opened. */
  readonly early: EarlySight["of"] | "all" | null;
  /** Another map after each change, so that a selector of it draws anew; what it shows follows `look`. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** The same entities under what is asked of all of them; another one after each change. */
  readonly index: CaseIndex;
  /** What is looked at: the case as it stands when both are null. */
  readonly look: Look;
  readonly history: History;
  readonly version: number;
}

export const noHistory: History = {
  commits: 0,
  claims: 0,
  done: 0,
  undone: 0,
  undo: null,
  redo: null,
  lastSavedAt: null,
  forks: 0,
  gaps: 0,
};
const noEntities: ReadonlyMap<EntityId, Entity> = new Map();
const emptyMirror: CaseMirror = {
  opened: null,
  early: null,
  entities: noEntities,
  index: new CaseIndex(noEntities),
  flows: new Map(),
  look: lookingAtNow,
  history: noHistory,
  version: 0,
};

export const useCaseMirror = create<CaseMirror>(() => emptyMirror);
let copy = createMirror();
/** The index of the case as it stands; null = it is read anew when it is asked for. */
let standing: CaseIndex | null = null;
/** Parts of a change are here, and its last is not. */
let isComing = false;

/** One entity by id; re-renders only when the case changes. */
export function useEntity(id: EntityId | null): Entity | undefined {
  return useCaseMirror((mirror) => (id === null ? undefined : mirror.entities.get(id)));
}

/** Whether the open case was found damaged. */
export function isDamaged({ opened }: CaseMirror = useCaseMirror.getState()): boolean {
  return opened !== null && opened.damage !== null;
}

/** Whether the case may be added to: open, whole, not archived, not unlocked to read only, and looked at as it stands. */
export function isEditable({ opened, early, look }: CaseMirror = useCaseMirror.getState()): boolean {
  return opened !== null && early === null && opened.damage === null && !opened.isArchived && opened.isToRead !== true && isNow(look);
}

/** The same, for a component. */
export function useIsEditable(): boolean {
  return useCaseMirror(isEditable);
}

/** The marking of the open case: what is said of it is handled so unless the officer says otherwise. */
export function caseHandling(): OpenedCase["handling"] {
  return useCaseMirror.getState().opened?.handling ?? "amber";
}

/** Whether what is shown is an early sight of a case that is being opened. */
export function isEarly({ early }: CaseMirror = useCaseMirror.getState()): boolean {
  return early !== null;
}

/** The same, for a component. */
export function useIsEarly(): boolean {
  return useCaseMirror(isEarly);
}

/** Whether only a part of the case is shown, so that counting it would mislead; for a component. */
export function useIsPart(): boolean {
  return useCaseMirror(({ early }) => early === "most-linked");
}

/** Whether the past is looked at, for a component. */
export function useIsBack(): boolean {
  return useCaseMirror(({ look }) => !isNow(look));
}

/** Whether a look shows all we know, of any time. */
export function isNow({ known, valid }: Look): boolean {
  return known === null && valid === null;
}

/** Takes what the core tells, O(rows told); big changes come in parts and are shown when the last is here. For the bridge only. */
export function hearCase(news: CaseNews): void {
  const edited = editedBy(news);
  const was = edited?.map((id) => copy.standing.get(id));
  const isShown = copy.hear(news);
  isComing = !isShown;
  if (!isShown) return;
  const { entities, flows, look } = copy;
  const changes = edited?.map((id, at): RowChange<Entity> => ({ was: was?.[at], now: copy.standing.get(id) }));
  // A look leaves the case as it stands; any other news is about it.
  if (news.kind !== "look") standing = changes === undefined || standing === null ? null : standing.after(copy.standing, changes);
  const history = news.kind === "patch" ? { history: news.history } : {};
  useCaseMirror.setState((mirror) => ({
    entities,
    index: indexNow(),
    flows,
    look,
    ...history,
    ...earlyAfter(news, mirror),
    version: mirror.version + 1,
  }));
}

function earlyAfter(news: CaseNews, { early }: CaseMirror): Partial<Pick<CaseMirror, "opened" | "early">> {
  if (news.kind !== "patch") return {};
  if (news.early !== undefined) return { opened: news.early.opened, early: news.early.of };
  return early === null ? {} : { early: "all" };
}

/** The index of what is shown: of the case as it stands, or of a past that differs from it by little, without reading all rows. */
function indexNow(): CaseIndex {
  standing ??= new CaseIndex(copy.standing);
  const { size, ids } = copy.differing;
  if (size === 0) return standing;
  if (size > mostChanges) return new CaseIndex(copy.entities);
  const changes = [...new Set(ids())].map((id): RowChange<Entity> => ({ was: copy.standing.get(id), now: copy.entities.get(id) }));
  return standing.beside(copy.entities, changes);
}

/** More changed rows than this are read anew with all others. */
const mostChanges = 5000;

/** The rows an edit changes in the case as it stands; undefined when it is more than an edit. */
function editedBy(news: CaseNews): readonly EntityId[] | undefined {
  const isEdit = news.kind === "patch" && !news.isWhole && news.isLast;
  if (!isEdit || isComing || news.entities.starts.length + news.entities.dropped.length > mostChanges) return undefined;
  return [...new Set([...droppedOf(news.entities), ...Array.from(rowsOfPack(news.entities), ({ id }) => id)])];
}

/** The case is open: what is shown is all of it, read from its records. */
export function setOpenedCase(opened: OpenedCase): void {
  useCaseMirror.setState({ opened, early: null });
}

/** Forgets everything: on closing a case and on locking. */
export function forgetCase(): void {
  copy = createMirror();
  isComing = false;
  standing = null;
  useCaseMirror.setState({ ...emptyMirror });
}

/** Sentences for a panel in which nothing is shown, `title` and `description`: those it has itself, unless more cannot be said or something is known to be lost. */
export function useNothingWords(own: string): string {
  return useCaseMirror((mirror) => {
    const { opened, look } = mirror;
    if (!isNow(look)) return "looking:nothing";
    if (isDamaged(mirror)) return "damage:nothing";
    return opened?.isArchived === true || opened?.isToRead === true ? "common:nothing" : own;
  });
}
