import type { ReactNode } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { Partner, Revocation } from "../../../shared/partner/model.ts";
import { longestReason } from "../../../shared/ontology/value.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { leavingText } from "./leaving-text.ts";
import { isReplacementSaid } from "./replaced-bundle.ts";
import { isAddressed, type ShareDraft } from "./share-draft.ts";
import type { SecondChoice } from "./use-second.ts";

interface NoteProps {
  readonly step: string;
  readonly draft: ShareDraft;
  readonly recipients: readonly Partner[];
  readonly preview: SharePreview | null;
  readonly isCurrent: boolean;
  readonly second: SecondChoice;
  readonly ownRevoked: Revocation | null;
}

/** Left of the buttons: what the step still lacks, or how much leaves. */
export function ShareNote({ step, draft, recipients, preview, isCurrent, second, ownRevoked }: NoteProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (step === "what" && ownRevoked !== null) return t("partners:ours.revoked", { date: format.date(ownRevoked.from) });
  if (step === "to" && !isAddressed(draft, recipients))
    return t(draft.isUnderPassphrase ? "cosign:to.nameNeeded" : "bundle-report:block.no-recipient");
  // That there is nobody to choose is said where one would be chosen, and not twice.
  if (step === "sign" && second.isOn && second.officer === null) return second.officers.length === 0 ? null : t("cosign:second.choose");
  if (step === "marking" && draft.marking === null) return t("bundle-report:block.no-marking");
  if (step === "marking" && draft.purpose.trim() === "") return t("bundle-report:block.no-purpose");
  if (step === "marking" && [draft.purpose, draft.legalBasis].some((text) => text.trim().length > longestReason))
    return t("bundle-report:block.reason-too-long", { count: longestReason });
  if (step === "marking" && !isReplacementSaid(draft)) return t("share:replaces.whyNeeded");
  // What blocks the share is said above; counts of what would leave would contradict it.
  if (step !== "preview" || preview === null || preview.blocked.length > 0) return null;
  return (
    <span className="tabular" role="status">
      {isCurrent
        ? t("exchange:preview.counts", {
            leave: leavingText(t, format, format.number(preview.disclosedClaims), preview.withdrawals),
            kept: format.number(preview.keptBack),
            withheld: format.number(preview.withheldClaims),
            files: format.number(preview.files.length),
          })
        : t("exchange:preview.asking")}
    </span>
  );
}
