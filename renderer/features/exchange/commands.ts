import { isEditable, isNow, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { isToRead, openDialog, useDesk } from "../../state/desk.ts";
import { chosenOf, hideOverlay, mayTakeIn, takeInOverlay, useOverlay } from "../../state/overlay.ts";
import { partnerCommands } from "./partner-commands.ts";
import { sayAgainNow } from "./say-again-now.ts";
import { saveIdentity } from "./save-small-file.ts";
import { showPartners } from "./show-partners.ts";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);
const isInCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
const isInWholeCase = (): boolean => isInCase() && isEditable();
/** What arrives would be merged into what is seen: not while that is the past. */
const mayReceive = (): boolean => isIn() && isNow(useCaseMirror.getState().look);

const mayUseKeys = (): boolean => isIn() && !isToRead(useDesk.getState());

const overlayNow = () => useOverlay.getState().overlay;
const isOver = (): boolean => isInCase() && overlayNow() !== null;
const mayTake = (): boolean => {
  const overlay = overlayNow();
  return isOver() && overlay !== null && mayTakeIn(overlay);
};
function chosenNow(): ReturnType<typeof chosenOf> {
  const overlay = overlayNow();
  return overlay === null ? [] : chosenOf(overlay, useDesk.getState().selection.entities);
}
function canTake(): boolean {
  return mayTake() && chosenNow().length > 0;
}

/** What a person can do with other agencies: know them, give to them, receive from them. */
export const exchangeCommands: readonly Command[] = [
  command("share", "send-to", "$mod+Shift+KeyE", isInWholeCase, () => openDialog({ kind: "share" })),
  command("receive", "inbox", "$mod+Shift+KeyO", mayReceive, () => openDialog({ kind: "receive", file: null })),
  command("layers", "layers", null, isInWholeCase, () => openDialog({ kind: "layers" })),
  overCommand("takeChosen", "tick", canTake, () => void takeInOverlay(chosenNow())),
  overCommand("takeAll", "git-merge", mayTake, () => void takeInOverlay(null)),
  overCommand("compare", "comparison", isOver, () => openDialog({ kind: "arrived" })),
  overCommand("hide", "cross", isOver, hideOverlay),
  command("partners", "people", "$mod+Shift+KeyP", isIn, () => openDialog({ kind: "partners", file: null })),
  cosignCommand("cosign", mayUseKeys, () => openDialog({ kind: "cosign", file: null })),
  cosignCommand("cosigned", isInWholeCase, () => openDialog({ kind: "cosigned", file: null })),
  keyCommand("add", "new-person", isIn, () => showPartners("add")),
  keyCommand("notice", "document-open", isIn, () => showPartners("notice")),
  keyCommand("ours", "key", mayUseKeys, () => showPartners("ours")),
  keyCommand("save", "export", mayUseKeys, () => saveIdentity()),
  keyCommand("stolen", "key", isInCase, () => openDialog({ kind: "stolen", key: null })),
  keyCommand("anew", "repeat", isInWholeCase, () => void sayAgainNow()),
  // New keys are a new session of the core: no case is open in it. In a case our keys are shown, where that is said.
  keyCommand("renew", "key", mayUseKeys, () => showPartners(useDesk.getState().screen === "cases" ? "renew" : "ours")),
  ...partnerCommands,
  keyCommand("revoke", "ban-circle", mayUseKeys, () => showPartners("revoke")),
];

/** About what is looked at over the case. */
function overCommand(name: string, icon: string, isEnabled: () => boolean, run: () => void): Command {
  return { id: `arrival.${name}`, titleKey: `arrival:over.command.${name}`, icon, section: "exchange", keys: [], scope: null, isEnabled, run };
}

/** About partners' keys and ours: rare, and so found in the palette and the menu. */
function keyCommand(name: string, icon: string, isEnabled: () => boolean, run: () => void | Promise<void>): Command {
  return { id: `partners.${name}`, titleKey: `partners:command.${name}`, icon, section: "exchange", keys: [], scope: null, isEnabled, run };
}

/** The two-person rule. */
function cosignCommand(name: string, isEnabled: () => boolean, run: () => void): Command {
  const [id, titleKey] = [`exchange.${name}`, `cosign:command.${name}`];
  return { id, titleKey, icon: "endorsed", section: "exchange", keys: [], scope: null, isEnabled, run };
}

function command(name: string, icon: string, key: string | null, isEnabled: () => boolean, run: () => void): Command {
  return {
    id: `exchange.${name}`,
    titleKey: `exchange:command.${name}`,
    icon,
    section: "exchange",
    keys: key === null ? [] : [key],
    scope: null,
    isEnabled,
    run,
  };
}
