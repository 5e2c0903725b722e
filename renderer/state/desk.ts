import { create } from "zustand";
import type { Identity } from "../../shared/partner/model.ts";
import type { ClaimId, EntityId, FileHash } from "../../shared/kernel/brand.ts";

export type Screen = "starting" | "elsewhere" | "first-run" | "locked" | "cases" | "workbench";
export type Language = "kk" | "ru" | "en";
export type Theme = "light" | "dark";

/** The one dialog that may be open, with what it was opened for. */
export type OpenDialog =
  | { readonly kind: "new-case" }
  | { readonly kind: "sample" }
  | { readonly kind: "import"; readonly file: File | null }
  | { readonly kind: "add-entity"; readonly type: string | null }
  | { readonly kind: "add-link"; readonly from: EntityId | null; readonly to: EntityId | null }
  | { readonly kind: "add-exhibit" }
  | { readonly kind: "merge"; readonly entities: readonly EntityId[] }
  | { readonly kind: "pair"; readonly says: "distinct" | "possible"; readonly a: EntityId; readonly b: EntityId }
  | { readonly kind: "matches" }
  | { readonly kind: "copy"; readonly copy: EntityId }
  | { readonly kind: "lineage" }
  | { readonly kind: "exhibit"; readonly sha256: FileHash; readonly row: number; readonly column: string }
  /** `entity`: only the acts that touched it; absent or null = all. `doing`: what begins at once. */
  | { readonly kind: "history"; readonly entity?: EntityId | null; readonly doing?: "verify" }
  | { readonly kind: "figures" }
  | { readonly kind: "rule"; readonly entity: EntityId; readonly claim: ClaimId }
  | { readonly kind: "conflicts" }
  | { readonly kind: "rulings-sheet" }
  | { readonly kind: "partners"; readonly file: File | null }
  | { readonly kind: "share" }
  | { readonly kind: "receive"; readonly file: File | null }
  | { readonly kind: "settings" }
  | { readonly kind: "palette" }
  | { readonly kind: "shortcuts" };

/** What is selected, everywhere alike: chart, table, navigator, inspector. The first entity is the one inspected. */
export interface DeskSelection {
  readonly entities: readonly EntityId[];
  readonly flow: string | null;
}

/** The session: what the person is looking at. Plain data, no case content beyond ids. Nothing in here can reach a bundle. */
export interface Desk {
  readonly screen: Screen;
  readonly me: Identity | null;
  readonly language: Language;
  readonly theme: Theme;
  readonly dialog: OpenDialog | null;
  readonly selection: DeskSelection;
  readonly trail: readonly DeskSelection[];
  readonly trailAt: number;
  /** Types not shown in chart and table. */
  readonly hiddenTypes: readonly string[];
  /** Filter text of the table and navigator. */
  readonly filterText: string;
  readonly tableTab: "entities" | "links" | "flows";
}

export const nothingSelected: DeskSelection = { entities: [], flow: null };

export const useDesk = create<Desk>(() => ({
  screen: "starting",
  me: null,
  language: "ru",
  theme: "light",
  dialog: null,
  selection: nothingSelected,
  trail: [],
  trailAt: -1,
  hiddenTypes: [],
  filterText: "",
  tableTab: "entities",
}));

export function showScreen(screen: Screen): void {
  useDesk.setState({ screen, dialog: null });
}
export function setMe(me: Identity | null): void {
  useDesk.setState({ me });
}
export function setLanguage(language: Language): void {
  useDesk.setState({ language });
}
export function setTheme(theme: Theme): void {
  useDesk.setState({ theme });
}
export function openDialog(dialog: OpenDialog): void {
  useDesk.setState({ dialog });
}
export function closeDialog(): void {
  useDesk.setState({ dialog: null });
}

/** Selects entities and remembers the step, so that Alt+Left and Alt+Right walk back and forth (50 steps). */
export function selectEntities(entities: readonly EntityId[]): void {
  remember({ entities, flow: null });
}
export function selectFlow(flow: string): void {
  remember({ entities: [], flow });
}
export function stepSelection(by: -1 | 1): void {
  useDesk.setState((desk) => {
    const trailAt = desk.trailAt + by;
    const selection = desk.trail[trailAt];
    return selection === undefined ? desk : { selection, trailAt };
  });
}
export function toggleType(type: string): void {
  useDesk.setState(({ hiddenTypes }) => ({
    hiddenTypes: hiddenTypes.includes(type) ? hiddenTypes.filter((name) => name !== type) : [...hiddenTypes, type],
  }));
}
export function setFilterText(filterText: string): void {
  useDesk.setState({ filterText });
}
export function setTableTab(tableTab: Desk["tableTab"]): void {
  useDesk.setState({ tableTab });
}
/** Forgets everything of the session but language and theme: on locking and on closing a case. */
export function clearDesk(): void {
  useDesk.setState({ dialog: null, selection: nothingSelected, trail: [], trailAt: -1, hiddenTypes: [], filterText: "", tableTab: "entities" });
}

function remember(selection: DeskSelection): void {
  useDesk.setState((desk) => {
    if (sameSelection(desk.selection, selection)) return desk;
    const trail = [...desk.trail.slice(0, desk.trailAt + 1), selection].slice(-50);
    return { selection, trail, trailAt: trail.length - 1 };
  });
}

function sameSelection(a: DeskSelection, b: DeskSelection): boolean {
  return a.flow === b.flow && a.entities.length === b.entities.length && a.entities.every((id, i) => id === b.entities[i]);
}
