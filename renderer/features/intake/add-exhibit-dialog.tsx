import { type ReactNode, useState } from "react";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { DateField, FileField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./add-exhibit.css";

/** Keeps any file as an exhibit, unread. Open while the desk says so. */
export function AddExhibitDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "add-exhibit");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState({ title: "", publisher: "", publishedAt: "" });
  const [grade, setGrade] = useState<Grade>("B2");
  const [handling, setHandling] = useState<Handling>("amber");
  const { isBusy, trouble, keep } = useKeeping();
  const put = (part: Partial<typeof said>): void => setSaid({ ...said, ...part });
  const submit = (): void => {
    if (file !== null && !isBusy) void keep({ file, fileName: file.name, ...said, grade, handling });
  };
  const footer = (
    <>
      <Button onClick={closeDialog}>{t("common:cancel")}</Button>
      <Button intent="primary" icon="paperclip" isLoading={isBusy} isDisabled={file === null} onClick={submit}>
        {t("add-exhibit:submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("add-exhibit:title")} icon="paperclip" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <div className="add-exhibit">
        <ChosenFile file={file} onFile={setFile} />
      </div>
      <TextField label={t("ontology:property.title")} value={said.title} onChange={(title) => put({ title })} onEnter={submit} />
      <div className="add-exhibit-two">
        <TextField label={t("ontology:property.publisher")} value={said.publisher} onChange={(publisher) => put({ publisher })} onEnter={submit} />
        <DateField label={t("ontology:property.publishedAt")} value={said.publishedAt} onChange={(publishedAt) => put({ publishedAt })} />
      </div>
      <GradeFields grade={grade} onChange={setGrade} />
      <MarkingSelect label={t("add-exhibit:handling")} value={handling} onChange={setHandling} />
    </Dialog>
  );
}

function ChosenFile({ file, onFile }: { readonly file: File | null; readonly onFile: (file: File) => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <FileField
      label={t(file === null ? "add-exhibit:choose" : "add-exhibit:other")}
      accept=""
      autoFocus
      onFile={onFile}
      help={file === null ? t("add-exhibit:help") : format.bytes(file.size)}
      {...(file === null ? {} : { chosen: file.name })}
    />
  );
}

type Draft = Parameters<typeof askCore<"addExhibit">>[1];

function useKeeping(): { readonly isBusy: boolean; readonly trouble: string | null; readonly keep: (draft: Draft) => Promise<void> } {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const keep = async (draft: Draft): Promise<void> => {
    setBusy(true);
    const done = await askCore("addExhibit", draft);
    setBusy(false);
    if (!done.ok) return setTrouble(failureText(done.error));
    selectEntities(done.value.entities.slice(0, 1));
    notify("success", "add-exhibit:notice.kept");
    closeDialog();
  };
  return { isBusy, trouble, keep };
}
