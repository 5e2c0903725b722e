import { type ReactNode, useState } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import { longestName } from "../../../shared/ontology/value.ts";
import { askCore } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { TextField } from "../../ui/field.tsx";
import { MarkingField } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";

export function NewCaseDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "new-case" ? <OpenDialog /> : null;
}

/** Number, title and marking; then the new case opens. */
function OpenDialog(): ReactNode {
  const t = useTranslate();
  const [number, setNumber] = useState("");
  const [title, setTitle] = useState("");
  const [handling, setHandling] = useState<Handling>("amber");
  const [isAsked, ask] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    ask(true);
    if (title.trim() === "" || isBusy) return;
    setBusy(true);
    const made = await askCore("createCase", { number, title, handling });
    if (!made.ok) {
      setTrouble(failureText(made.error));
      setBusy(false);
    } else if (!(await openCaseById(made.value))) closeDialog();
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" isLoading={isBusy} onClick={() => void make()}>
        {t("cases:new.make")}
      </Button>
    </>
  );
  const enter = (): void => void make();
  return (
    <Dialog isOpen title={t("cases:new.title")} icon="briefcase" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <TextField
        label={t("cases:new.name")}
        value={title}
        limit={longestName}
        error={isAsked && title.trim() === "" ? t("cases:new.nameNeeded") : undefined}
        help={t("cases:new.nameHelp")}
        isRequired
        autoFocus
        onChange={setTitle}
        onEnter={enter}
      />
      <TextField
        label={t("cases:new.number")}
        value={number}
        limit={longestName}
        help={t("cases:new.numberHelp")}
        onChange={setNumber}
        onEnter={enter}
      />
      <MarkingField label={t("cases:new.marking")} value={handling} onChange={setHandling} />
    </Dialog>
  );
}
