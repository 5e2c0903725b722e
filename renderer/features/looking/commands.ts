import { isNow, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openLooking, useDesk } from "../../state/desk.ts";
import { returnToNow } from "./ask-look.ts";

/** What a person can do with time. */
export const lookingCommands: readonly Command[] = [
  {
    id: "looking.open",
    titleKey: "looking:command.open",
    icon: "time",
    section: "view",
    keys: ["$mod+Shift+KeyB"],
    scope: null,
    isEnabled: isInCase,
    run: () => openLooking(!useDesk.getState().isLookingOpen),
  },
  {
    id: "looking.now",
    titleKey: "looking:command.now",
    icon: "reset",
    section: "view",
    keys: ["Escape"],
    scope: null,
    isEnabled: () => isInCase() && (!isNow(useCaseMirror.getState().look) || useDesk.getState().askedLook !== null),
    run: returnToNow,
  },
];

function isInCase(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}
