import type { ExportTable } from "../../shared/case/export-record.ts";
import { create } from "zustand";
import type { ChosenFolder } from "../../shared/host/host.ts";
import type { Identity } from "../../shared/partner/model.ts";
import type { ListedPartner } from "../../shared/case/partners-door.ts";
import type { Look } from "../../shared/case/ledger-door.ts";
import type { AuthorId, CaseId, ClaimId, EntityId, FileHash } from "../../shared/kernel/brand.ts";
import { useCaseMirror } from "./case-mirror.ts";
import type { ChosenFiles } from "./chosen-files.ts";
import { type KeptView, noSteps, type ViewChange, type ViewSteps, type Way, withStep, withTyped } from "./view-steps.ts";

export type Screen = "starting" | "waiting" | "elsewhere" | "first-run" | "locked" | "restore" | "cases" | "workbench";
export type Language = "kk" | "ru" | "en";
export type Theme = "light" | "dark";

/** A file of the case, open at a place; 0 and "" = the whole of it. */
export interface ExhibitPlace {
  readonly kind: "exhibit";
  readonly sha256: FileHash;
  /** Data row from 1. */
  readonly row: number;
  /** Header of the column. */
  readonly column: string;
  /** Page from 1; absent = none. */
  readonly page?: number;
  /** "left,top,width,height" of the page or picture in percent; absent = none. */
  readonly region?: string;
  /** Time code in a recording; absent = none. */
  readonly time?: string;
}

/** What of the partners' dialog is shown; the register when not said. */
export type PartnersPart = "register" | "add" | "verify" | "limits" | "expiry" | "remove" | "notice" | "ours" | "renew" | "revoke";

/** The one dialog that may be open, with what it was opened for. */
export type OpenDialog =
  | { readonly kind: "new-case" }
  | { readonly kind: "rename-case" | "copy-case" | "delete-case"; readonly caseId: CaseId }
  | { readonly kind: "destroyed-cases" }
  | { readonly kind: "sample" }
  /** `readAs`: it is a document whatever else it may be, and is gone through at once. */
  | { readonly kind: "import"; readonly file: File | null; readonly readAs?: "document" }
  | { readonly kind: "paste" }
  | { readonly kind: "import-profiles" }
  | { readonly kind: "add-entity"; readonly type: string | null }
  | { readonly kind: "add-link"; readonly from: EntityId | null; readonly to: EntityId | null }
  /** `files`: dropped or pasted, to begin with. */
  | { readonly kind: "add-exhibit"; readonly files?: ChosenFiles }
  /** What of it is seen: kept while another dialog stands above. */
  | { readonly kind: "locker"; readonly filter?: string; readonly query?: string; readonly tab?: string }
  /** `corrects`: the event to be corrected, of the one exhibit. */
  | { readonly kind: "custody"; readonly exhibits: readonly EntityId[]; readonly corrects: EntityId | null }
  | { readonly kind: "place"; readonly exhibit: EntityId | null; readonly entity: EntityId | null }
  /** null = all of the case. */
  | { readonly kind: "verify-exhibits"; readonly exhibits: readonly EntityId[] | null }
  | { readonly kind: "merge"; readonly entities: readonly EntityId[] }
  | { readonly kind: "pair"; readonly says: "distinct" | "possible"; readonly a: EntityId; readonly b: EntityId }
  | { readonly kind: "matches" }
  | { readonly kind: "copy"; readonly copy: EntityId }
  | { readonly kind: "lineage" }
  | ExhibitPlace
  | { readonly kind: "custody-sheet"; readonly exhibits: readonly EntityId[] }
  /** `entity`: only the acts that touched it; absent or null = all. `doing`: what begins at once. */
  | { readonly kind: "history"; readonly entity?: EntityId | null; readonly doing?: "verify" }
  | { readonly kind: "figures" }
  | { readonly kind: "rule"; readonly entity: EntityId; readonly claim: ClaimId }
  /** Why a partner's value is contested, a value of ours taken back, or a ruling of ours withdrawn. */
  | { readonly kind: "reason"; readonly doing: "contest" | "retract" | "withdraw"; readonly entity: EntityId; readonly claim: ClaimId }
  | { readonly kind: "conflicts" }
  | { readonly kind: "rulings-sheet" }
  /** `file`: an identity or a notice that was dropped; `author`: the partner it is about. */
  | { readonly kind: "partners"; readonly file: File | null; readonly part?: PartnersPart; readonly author?: AuthorId }
  | { readonly kind: "share" }
  | { readonly kind: "receive"; readonly file: File | null }
  /** As the second officer: what a request asks to sign. */
  | { readonly kind: "cosign"; readonly file: File | null }
  /** As the first officer: the shares that wait, and the signature that came. */
  | { readonly kind: "cosigned"; readonly file: File | null }
  | { readonly kind: "make-hits" }
  | { readonly kind: "read-hits"; readonly file: File | null }
  /** A table as a file of another program: `shown` and `chosen` rows by their ids; `shown` null = every row of the case. */
  | { readonly kind: "export"; readonly table: ExportTable; readonly shown: readonly string[] | null; readonly chosen: readonly string[] }
  /** The register of bundles. `file`: a receipt or notice to be read at once; `shows`: what it begins with. */
  | { readonly kind: "register"; readonly file: File | null; readonly shows: "all" | "todo" }
  /** Statements that rest on stolen keys, to be ruled on. `key`: those of one; null = the first. */
  | { readonly kind: "stolen"; readonly key: AuthorId | null }
  /** A receipt is offered for a bundle that was just accepted or refused. */
  | { readonly kind: "receipt"; readonly statementHash: string; readonly deed: "arrival" | "refused" }
  /** What arrived and was set aside; and one of it, compared with the case. */
  | { readonly kind: "layers" }
  | { readonly kind: "layer"; readonly layer: EntityId }
  /** What is looked at over the case, compared with it. */
  | { readonly kind: "arrived" }
  | { readonly kind: "settings" }
  /** What opens the vault: passphrase, recovery code, key file. */
  | { readonly kind: "keys"; readonly part: "passphrase" | "recovery" | "key-file" }
  | { readonly kind: "palette" }
  | { readonly kind: "shortcuts" }
  /** `file`: a backup to be checked at once. */
  | { readonly kind: "backup"; readonly file?: File }
  | { readonly kind: "damage"; readonly part: "report" | "repair" };

/** What is selected, everywhere alike: chart, table, navigator, inspector. The first entity is the one inspected. */
export interface DeskSelection {
  readonly entities: readonly EntityId[];
  readonly flow: string | null;
}

/** When the vault locks itself, in minutes without a sign of anybody; and when the clipboard is cleared, 0 = on locking only. */
export const idleChoices = [1, 3, 5, 10, 15, 30, 60] as const;
export const clipboardChoices = [0, 30, 60, 120] as const;
export interface Safety {
  readonly idleMinutes: (typeof idleChoices)[number];
  readonly clipboardSeconds: (typeof clipboardChoices)[number];
}
export const usualSafety: Safety = { idleMinutes: 15, clipboardSeconds: 60 };

/** The session: what the person is looking at. Plain data, no case content beyond ids. Nothing in here can reach a bundle. */
export interface Desk {
  readonly screen: Screen;
  readonly me: Identity | null;
  readonly language: Language;
  readonly theme: Theme;
  readonly dialog: OpenDialog | null;
  /** The dialog that comes back when the open one is closed. */
  readonly below: OpenDialog | null;
  readonly selection: DeskSelection;
  readonly trail: readonly DeskSelection[];
  readonly trailAt: number;
  /** Types not shown in chart and table. */
  readonly hiddenTypes: readonly string[];
  /** Filter text of the table and navigator. */
  readonly filterText: string;
  readonly tableTab: "entities" | "links" | "flows";
  /** What was done to the view, and may be undone in turn with the acts of the ledger. */
  readonly viewSteps: ViewSteps;
  /** Undos and redos that are asked for and not done. */
  readonly turnsWaiting: number;
  /** Whether a chart stands there that steps of its view can be turned on. */
  readonly hasChart: boolean;
  /** Whether the bar that sets what time the case is looked at is open. */
  readonly isLookingOpen: boolean;
  /** The look the core was asked for and does not show yet; null = none. */
  readonly askedLook: Look | null;
  /** What is known of backups; null = not asked yet. */
  readonly backup: BackupState | null;
  /** The case chosen in the list. */
  readonly chosenCase: CaseId | null;
  /** The partner chosen in the register: whom the commands about one partner mean. */
  readonly chosenPartner: ListedPartner | null;
  /** Counts changes of the list of cases, so that it is asked for anew. */
  readonly listVersion: number;
  readonly safety: Safety;
}

/** When the last backup was made (null = never), and how the person wants them. */
export interface BackupState extends BackupWishes {
  readonly lastAt: number | null;
}
export interface BackupWishes {
  /** Days after which a new one is due. */
  readonly days: number;
  /** How many stay in the folder. */
  readonly keep: number;
  readonly folder: ChosenFolder | null;
}

export const nothingSelected: DeskSelection = { entities: [], flow: null };

/** What a session begins with, and is left with when a case is closed. */
const freshSession = {
  dialog: null,
  below: null,
  selection: nothingSelected,
  trail: [],
  trailAt: -1,
  hiddenTypes: [],
  filterText: "",
  tableTab: "entities",
  viewSteps: noSteps,
  isLookingOpen: false,
  askedLook: null,
  backup: null,
  chosenCase: null,
  chosenPartner: null,
} as const satisfies Partial<Desk>;

export const useDesk = create<Desk>(() => ({
  ...freshSession,
  turnsWaiting: 0,
  screen: "starting",
  me: null,
  language: "ru",
  theme: "light",
  hasChart: false,
  listVersion: 0,
  safety: usualSafety,
}));

/** Whether somebody is in. */
export function isUnlocked(): boolean {
  const { screen } = useDesk.getState();
  return screen === "cases" || screen === "workbench";
}
export function showScreen(screen: Screen): void {
  useDesk.setState({ screen, dialog: null, below: null });
}
/** Whether the vault was unlocked to read only: our identity is damaged, so that its fingerprint is not known. */
export const isToRead = ({ me }: Pick<Desk, "me">): boolean => me?.fingerprint === "";

export function setMe(me: Identity | null): void {
  useDesk.setState({ me });
}
export function setLanguage(language: Language): void {
  useDesk.setState({ language });
}
export function setSafety(safety: Safety): void {
  useDesk.setState({ safety });
}
export function setTheme(theme: Theme): void {
  useDesk.setState({ theme });
}
export function openDialog(dialog: OpenDialog): void {
  useDesk.setState({ dialog, below: null });
}
/** Opens a dialog from another, which comes back when it is closed. */
export function openAbove(dialog: OpenDialog): void {
  useDesk.setState((desk) => ({ dialog, below: desk.dialog }));
}
export function closeDialog(): void {
  useDesk.setState(({ below }) => ({ dialog: below, below: null }));
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
  const { hiddenTypes } = useDesk.getState();
  setHiddenTypes(hiddenTypes.includes(type) ? hiddenTypes.filter((name) => name !== type) : [...hiddenTypes, type]);
}
/** Shows all types but these: one step of the view. */
export function setHiddenTypes(hiddenTypes: readonly string[]): void {
  const before = useDesk.getState().hiddenTypes;
  const hid = hiddenTypes.filter((type) => !before.includes(type));
  const shown = before.filter((type) => !hiddenTypes.includes(type));
  if (hid.length + shown.length > 0) useDesk.setState({ hiddenTypes, viewSteps: stepped({ kind: "types", hid, shown }) });
}
/** Filters table and navigator; what is typed without a pause is one step of the view. */
export function setFilterText(filterText: string): void {
  const { filterText: before, viewSteps: steps } = useDesk.getState();
  if (filterText === before) return;
  const typed = performance.now() < typingUntil ? withTyped(steps, filterText, useCaseMirror.getState().history) : steps;
  const viewSteps = typed === steps ? stepped({ kind: "filter", before, after: filterText }) : typed;
  typingUntil = performance.now() + typingPauseMs;
  useDesk.setState({ filterText, viewSteps });
}
let typingUntil = 0;
const typingPauseMs = 1000;

/** A change of the view was made, of the chart too: it may be undone. */
export function recordView(change: ViewChange): void {
  putSteps(stepped(change));
}
/** The steps with one more; typing that comes after it is another step. */
function stepped(change: ViewChange): ViewSteps {
  typingUntil = 0;
  return withStep(useDesk.getState().viewSteps, change, useCaseMirror.getState().history);
}
export function putSteps(viewSteps: ViewSteps): void {
  useDesk.setState({ viewSteps });
}
/** Turns a step of the desk's own: types hidden or shown, the filter. */
export function applyToDesk(change: Exclude<ViewChange, { readonly kind: "chart" }>, way: Way): void {
  typingUntil = 0;
  if (change.kind === "filter") return useDesk.setState({ filterText: way === "undo" ? change.before : change.after });
  const [hides, shows] = way === "undo" ? [change.shown, change.hid] : [change.hid, change.shown];
  useDesk.setState(({ hiddenTypes }) => ({ hiddenTypes: [...hiddenTypes.filter((type) => !shows.includes(type)), ...hides] }));
}
/** Takes up the view that was kept of a case. What the person did while it was being read lies above it. */
export function restoreView({ steps, hiddenTypes, filterText }: KeptView): void {
  const { viewSteps } = useDesk.getState();
  if (viewSteps.done.length + viewSteps.undone.length === 0) useDesk.setState({ viewSteps: steps, hiddenTypes, filterText });
  else putSteps({ ...viewSteps, done: [...steps.done, ...viewSteps.done] });
}
export function setHasChart(hasChart: boolean): void {
  useDesk.setState({ hasChart });
}
export function setAskedLook(askedLook: Look | null): void {
  useDesk.setState({ askedLook });
}
/** Opens or closes the bar that sets what time the case is looked at. */
export function openLooking(isLookingOpen: boolean): void {
  useDesk.setState({ isLookingOpen });
}
export function chooseCase(chosenCase: CaseId | null): void {
  useDesk.setState({ chosenCase });
}
export function choosePartner(chosenPartner: ListedPartner | null): void {
  useDesk.setState({ chosenPartner });
}
/** Says that the list of cases is not what it was. */
export function noteListChanged(): void {
  useDesk.setState(({ listVersion }) => ({ listVersion: listVersion + 1 }));
}
export function setTableTab(tableTab: Desk["tableTab"]): void {
  useDesk.setState({ tableTab });
}
export function setBackup(backup: BackupState): void {
  useDesk.setState({ backup });
}
/** Forgets everything of the session but language and theme: on locking and on closing a case. */
export function clearDesk(): void {
  useDesk.setState(freshSession);
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
