import { type ReactNode, useState } from "react";
import { askCore } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import { FileField } from "../../ui/field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { BundleReviewView } from "./bundle-review-view.tsx";
import { useReview } from "./use-review.ts";
import { bundleRefusal } from "./words.ts";
import "./exchange.css";

export function ReceiveDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "receive" ? <ReceiveWizard first={dialog.file} /> : null;
}

/** A file is checked and compared; only then it may be accepted. */
function ReceiveWizard({ first }: { readonly first: File | null }): ReactNode {
  const t = useTranslate();
  const seen = useReview(first);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { review } = seen;

  const accept = async (): Promise<void> => {
    if (review === null) return;
    setBusy(true);
    setTrouble(null);
    const accepted = await askCore("acceptBundle", { token: review.token });
    if (!accepted.ok) {
      setBusy(false);
      return setTrouble(bundleRefusal(t, accepted.error));
    }
    const { caseId, newCommits, newClaims, newFiles } = accepted.value;
    if (!(await openCaseById(caseId))) closeDialog();
    if (newCommits + newClaims + newFiles === 0) notify("success", "exchange:receive.nothingNew");
    else notify("success", "exchange:receive.accepted", { commits: newCommits, claims: newClaims, files: newFiles });
  };
  const next: WizardMove | undefined =
    review === null || !review.canMerge
      ? undefined
      : { label: t("exchange:receive.accept"), icon: "git-merge", isAct: true, isBusy, run: () => void accept() };
  return (
    <Wizard
      title={t("exchange:receive.title")}
      icon="inbox"
      width="wide"
      steps={[t("exchange:receive.step.file"), t("exchange:receive.step.check")]}
      current={review === null ? 0 : 1}
      onClose={closeDialog}
      back={review === null || isBusy ? undefined : seen.forget}
      next={next}
      note={review !== null && !review.canMerge && t("exchange:receive.lookOnly")}
    >
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      {review === null ? (
        <div className="exchange-open">
          <FileField
            label={t("exchange:receive.choose")}
            accept=".dalel"
            autoFocus
            isDisabled={seen.isBusy}
            onFile={seen.look}
            {...(seen.fileName === "" ? { help: t("exchange:receive.chooseHelp") } : { chosen: seen.fileName })}
          />
          {seen.isBusy && <Progress done={0} total={0} label={t("exchange:receive.checking")} />}
          {seen.trouble !== null && (
            <Callout tone="danger" title={t("exchange:receive.refused")}>
              {seen.trouble}
            </Callout>
          )}
        </div>
      ) : (
        <BundleReviewView review={review} fileName={seen.fileName} onAddPartner={() => openDialog({ kind: "partners" })} />
      )}
    </Wizard>
  );
}
