import { closeCurrentCase } from "../state/case-actions.ts";
import type { Command } from "../state/command.ts";
import { isUnlocked, openDialog, setLanguage, setTheme, stepSelection, useDesk } from "../state/desk.ts";
import { isTurning, nextTurn, turnBack } from "../state/view-history.ts";
import { languages } from "../ui/translate.ts";
import { cyclePanels } from "./panel-focus.ts";
import { chooseFile } from "./dropped-files.ts";
import { resetLayout } from "../state/panel-layout.ts";
import { lockNow } from "./session.ts";

type Draft = Omit<Command, "scope" | "isEnabled" | "keys" | "titleKey"> & Partial<Pick<Command, "keys" | "isEnabled">>;

const always = (): boolean => true;
const inCase = (): boolean => useDesk.getState().screen === "workbench";
const make = (draft: Draft): Command => ({
  keys: [],
  isEnabled: always,
  ...draft,
  scope: null,
  titleKey: `shell:command.${draft.id.slice("app.".length)}`,
});

/** What a person can do with the window itself. */
export const appCommands: readonly Command[] = [
  {
    id: "app.undo",
    icon: "undo",
    section: "edit",
    keys: ["$mod+KeyZ"],
    isEnabled: () => inCase() && (isTurning() || nextTurn("undo") !== null),
    run: () => turnBack("undo"),
  } as const,
  {
    id: "app.redo",
    icon: "redo",
    section: "edit",
    keys: ["$mod+Shift+KeyZ", "$mod+KeyY"],
    isEnabled: () => inCase() && (isTurning() || nextTurn("redo") !== null),
    run: () => turnBack("redo"),
  } as const,
  {
    id: "app.palette",
    icon: "search",
    section: "edit",
    keys: ["$mod+KeyK"],
    isEnabled: isUnlocked,
    run: () => openDialog({ kind: "palette" }),
  } as const,
  {
    id: "app.selectionBack",
    icon: "arrow-left",
    section: "view",
    keys: ["Alt+ArrowLeft"],
    isEnabled: () => inCase() && useDesk.getState().trailAt > 0,
    run: () => stepSelection(-1),
  } as const,
  {
    id: "app.selectionForward",
    icon: "arrow-right",
    section: "view",
    keys: ["Alt+ArrowRight"],
    isEnabled: () => inCase() && useDesk.getState().trailAt < useDesk.getState().trail.length - 1,
    run: () => stepSelection(1),
  } as const,
  { id: "app.nextPanel", icon: "chevron-right", section: "view", keys: ["F6"], isEnabled: isUnlocked, run: () => cyclePanels(1) } as const,
  { id: "app.previousPanel", icon: "chevron-left", section: "view", keys: ["Shift+F6"], isEnabled: isUnlocked, run: () => cyclePanels(-1) } as const,
  { id: "app.resetLayout", icon: "layout-grid", section: "view", isEnabled: inCase, run: resetLayout } as const,
  { id: "app.theme", icon: "moon", section: "view", run: () => setTheme(useDesk.getState().theme === "dark" ? "light" : "dark") } as const,
  { id: "app.language", icon: "translate", section: "view", run: nextLanguage } as const,
  { id: "app.openFile", icon: "document-open", section: "exchange", keys: ["$mod+KeyO"], isEnabled: isUnlocked, run: chooseFile } as const,
  { id: "app.closeCase", icon: "log-out", section: "case", isEnabled: inCase, run: closeCurrentCase } as const,
  {
    id: "app.settings",
    icon: "cog",
    section: "case",
    keys: ["$mod+Comma"],
    isEnabled: isUnlocked,
    run: () => openDialog({ kind: "settings" }),
  } as const,
  { id: "app.lock", icon: "lock", section: "case", keys: ["$mod+KeyL"], isEnabled: isUnlocked, run: lockNow } as const,
  { id: "app.shortcuts", icon: "key-enter", section: "help", keys: ["F1"], run: () => openDialog({ kind: "shortcuts" }) } as const,
].map(make);

function nextLanguage(): void {
  const at = languages.indexOf(useDesk.getState().language);
  setLanguage(languages[(at + 1) % languages.length] ?? "ru");
}
