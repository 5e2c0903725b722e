import { type ReactNode, useEffect, useState } from "react";
import type { DeletePreview } from "../../../shared/case/case-list-door.ts";
import { isNameTyped, nameToType } from "../../../shared/case/name-to-type.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { chooseCase, closeDialog, noteListChanged, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { CheckField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** Shows what would be destroyed, asks to type the case's number, and destroys. */
export function DeleteCaseDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "delete-case" ? <Asked key={dialog.caseId} caseId={dialog.caseId} /> : null;
}

function Asked({ caseId }: { readonly caseId: CaseId }): ReactNode {
  const t = useTranslate();
  const { preview, trouble: unseen } = usePreview(caseId);
  const [typed, setTyped] = useState("");
  const [keepsName, keepName] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const name = preview === null ? "" : nameToType(preview);
  const isTyped = preview !== null && isNameTyped(preview, typed);
  const destroy = async (): Promise<void> => {
    if (isBusy || !isTyped) return;
    setBusy(true);
    const done = await askCore("deleteCase", { caseId, typed, keepsName });
    setBusy(false);
    noteListChanged();
    if (!done.ok) return setTrouble(failureText(done.error));
    chooseCase(null);
    closeDialog();
    notify("success", "cases:delete.done");
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="danger" icon="trash" isLoading={isBusy} isDisabled={!isTyped} onClick={() => void destroy()}>
        {t("cases:delete.submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("cases:delete.title")} icon="trash" onClose={closeDialog} footer={footer} hasDraft={false}>
      {(trouble ?? unseen) !== null && <Callout tone="danger">{trouble ?? unseen}</Callout>}
      {preview === null && unseen === null && <Progress done={0} total={0} label={t("cases:delete.looking")} />}
      {preview !== null && (
        <>
          <h3 className="cases-lost-name">
            <SafeText text={[preview.number, preview.title].filter((part) => part !== "").join(" ")} />
          </h3>
          <Callout tone="warning" title={t("cases:delete.warning")}>
            {t("cases:delete.elsewhere")}
          </Callout>
          {!preview.isWhole && <Callout tone="warning">{t("cases:delete.damaged")}</Callout>}
          <Lost preview={preview} />
          <CheckField label={t("cases:delete.keepName")} isOn={keepsName} onChange={keepName} />
          <TextField label={t("cases:delete.type", { name })} value={typed} isRequired autoFocus onChange={setTyped} onEnter={() => void destroy()} />
        </>
      )}
    </Dialog>
  );
}

/** The figures of what goes, and when it was last given to somebody. */
function Lost({ preview }: { readonly preview: DeletePreview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const day = (at: number | null): string => (at === null ? t("cases:delete.never") : format.dateTime(at));
  const lines: readonly (readonly [string, string])[] = [
    ["records", format.number(preview.commits)],
    ["claims", format.number(preview.claims)],
    ["exhibits", format.number(preview.exhibits)],
    ["shared", format.number(preview.sharedExhibits)],
    ["size", format.bytes(preview.ledgerBytes + preview.exhibitBytes)],
    ["sent", day(preview.lastSentAt)],
    ["received", day(preview.lastReceivedAt)],
  ];
  return (
    <dl className="cases-lost">
      {lines.map(([name, text]) => (
        <div key={name}>
          <dt>{t(`cases:delete.${name}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function usePreview(caseId: CaseId): { readonly preview: DeletePreview | null; readonly trouble: string | null } {
  const [seen, setSeen] = useState<{ readonly preview: DeletePreview | null; readonly trouble: string | null }>({ preview: null, trouble: null });
  useEffect(() => {
    let isMounted = true;
    void askCore("previewDelete", { caseId }).then((answer) => {
      if (isMounted) setSeen(answer.ok ? { preview: answer.value, trouble: null } : { preview: null, trouble: failureText(answer.error) });
    });
    return () => {
      isMounted = false;
    };
  }, [caseId]);
  return seen;
}
