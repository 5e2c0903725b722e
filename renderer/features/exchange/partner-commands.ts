import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";
import type { Command } from "../../state/command.ts";
import { isToRead, openDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { saveSmallFile } from "./save-small-file.ts";
import { showPartners } from "./show-partners.ts";

type May = (partner: ListedPartner) => boolean;

const chosen = (): ListedPartner | null => useDesk.getState().chosenPartner;
/** Over the register of partners, and where the palette stood until its command runs. */
const isHere = (): boolean => {
  const { screen, dialog } = useDesk.getState();
  const isFree = dialog === null || dialog.kind === "palette" || (dialog.kind === "partners" && (dialog.part ?? "register") === "register");
  return isFree && (screen === "cases" || screen === "workbench");
};
const isInUse: May = ({ standing }) => standing !== "revoked" && standing !== "replaced";
const isTrusted: May = (partner) => isInUse(partner) && partner.standing !== "removed";
const isColleague: May = (partner) => isInUse(partner) && partner.agency === useDesk.getState().me?.agency;
const isStolen: May = ({ revoked, isDoubted }) => isDoubted || (revoked !== null && revoked.reason !== "left");

/** What can be done with the partner chosen in the register: by its buttons, its menu, its keys, and from the palette. */
export const partnerCommands: readonly Command[] = [
  ofChosen("verify", "endorsed", "KeyV", isInUse, ({ author }) => showPartners("verify", author)),
  ofChosen("limits", "edit", "KeyL", isTrusted, ({ author }) => showPartners("limits", author)),
  ofChosen("expiry", "calendar", "KeyE", isTrusted, ({ author }) => showPartners("expiry", author)),
  ofChosen("notices", "export", "KeyN", () => true, handNotices),
  ofChosen("fingerprint", "duplicate", "KeyC", () => true, copyFingerprint),
  ofChosen(
    "statements",
    "key",
    "KeyS",
    (partner) => isStolen(partner) && useDesk.getState().screen === "workbench",
    ({ author }) => openDialog({ kind: "stolen", key: author }),
  ),
  ofChosen(
    "revoke",
    "ban-circle",
    "KeyR",
    (partner) => isColleague(partner) && !isToRead(useDesk.getState()),
    ({ author }) => showPartners("revoke", author),
  ),
  ofChosen("remove", "disable", "Delete", isTrusted, ({ author }) => showPartners("remove", author)),
];

function ofChosen(name: string, icon: string, key: string, may: May, run: (partner: ListedPartner) => void | Promise<void>): Command {
  return {
    id: `partner.${name}`,
    titleKey: `partners:chosen.${name}`,
    icon,
    section: "exchange",
    keys: [key],
    scope: "partners",
    isEnabled: () => {
      const partner = chosen();
      return partner !== null && isHere() && may(partner);
    },
    run: () => {
      const partner = chosen();
      return partner === null ? undefined : run(partner);
    },
  };
}

/** Every notice they are to have, each as a file: for when there is nothing to share. */
async function handNotices({ author }: ListedPartner): Promise<void> {
  const files = await askOrTell("noticesFor", { author });
  if (files === null) return;
  if (files.length === 0) return notify("success", "partners:chosen.noNotices");
  for (const file of files) await saveSmallFile(file);
}

async function copyFingerprint({ fingerprint, officer }: ListedPartner): Promise<void> {
  await navigator.clipboard.writeText(fingerprint);
  notify("success", "partners:chosen.copied", { officer });
}
