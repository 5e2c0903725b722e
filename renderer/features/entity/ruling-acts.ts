import type { RulingDraft } from "../../../shared/case/ledger-door.ts";
import type { Fact, Ruling } from "../../../shared/projections/model.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** Says which value we rely on, and closes the dialog. Gives the field that was refused; null when it is done or was told as a notice. */
export async function saveRuling(draft: RulingDraft): Promise<"why" | "until" | null> {
  const answer = await askCore("rule", draft);
  if (answer.ok) {
    closeDialog();
    notify("success", "rivals:notice.ruled");
    return null;
  }
  if (answer.error.kind === "reason-needed") return "why";
  if (answer.error.kind === "refused-value") return "until";
  tellFailure(answer.error);
  return null;
}

/** Takes a ruling of ours back: the order of the values is then by grade, sources and time again. */
export async function withdrawRuling(ruling: Ruling): Promise<void> {
  const done = await askOrTell("withdrawRuling", { rulings: [ruling.claim] });
  if (done !== null) notify("success", "rivals:notice.withdrawn");
}

/** Says that we contest what another agency said, or no longer do. It stays either way. */
export async function contestFact(fact: Fact): Promise<void> {
  const isContested = isContestedBy(fact, useDesk.getState().me?.agency ?? "");
  const done = await askOrTell("dispute", { claims: [fact.claim] });
  const agency = agencyText(fact.agency);
  if (done !== null) notify("success", isContested ? "rivals:notice.uncontested" : "rivals:notice.contested", { agency });
}

export function isContestedBy(fact: Fact, agency: string): boolean {
  return fact.disputedBy.includes(agency);
}
