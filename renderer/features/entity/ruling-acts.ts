import type { RulingDraft } from "../../../shared/case/ledger-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { askCore, askOrTell, tellFailure } from "../../state/ask.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
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

/** Says that we contest what another agency said, and asks why; or that we no longer do. It stays either way. */
export async function contestFact(entity: EntityId, fact: Fact): Promise<void> {
  if (!isContestedBy(fact, useDesk.getState().me?.agency ?? "")) return openDialog({ kind: "reason", doing: "contest", entity, claim: fact.claim });
  const done = await askOrTell("dispute", { claims: [fact.claim] });
  if (done !== null) notify("success", "rivals:notice.uncontested", { agency: agencyText(fact.agency) });
}

const notices = { contest: "rivals:notice.contested", retract: "entity:notice.valueRemoved", withdraw: "rivals:notice.withdrawn" } as const;

/** Contests a partner's word, takes a value of ours back or withdraws a ruling of ours, and says why; closes the dialog once it is said. */
export async function speakAgainst(doing: keyof typeof notices, fact: Fact, why: string): Promise<void> {
  const { claim } = fact;
  const done =
    doing === "contest"
      ? await askOrTell("dispute", { claims: [claim], why })
      : doing === "retract"
        ? await askOrTell("retract", { claims: [claim], why })
        : await askOrTell("withdrawRuling", { rulings: [claim], why });
  if (done === null) return;
  closeDialog();
  notify("success", notices[doing], { agency: agencyText(fact.agency) });
}

export function isContestedBy(fact: Fact, agency: string): boolean {
  return fact.disputedBy.includes(agency);
}
