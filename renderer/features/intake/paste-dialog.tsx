import { type ReactNode, useState } from "react";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { FileField, TextAreaField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard } from "../../ui/wizard.tsx";
import "./intake.css";

/** UTF-16 units of a text that is pasted; a longer one is a file. */
const longestPasted = 500_000;

/** Text that was copied from anywhere, or a document: what it names is recognised, gone through and imported, with the text itself as the exhibit. */
export function PasteDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "paste" ? <Paste /> : null;
}

function Paste(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [text, setText] = useState("");
  const review = (file: File): void => openDialog({ kind: "import", file, readAs: "document" });
  const asFile = (): void => {
    // The name says when it was pasted, by the clock of this computer: the text has none.
    const [day = "", time = ""] = format.dateTime(Date.now()).split(" ");
    const name = `${t("recognise:paste.fileName")} ${day} ${time.replaceAll(":", "-")}.txt`;
    review(new File([text], name, { type: "text/plain" }));
  };
  const isReady = text.trim() !== "" && text.length <= longestPasted;
  return (
    <Wizard
      title={t("recognise:paste.title")}
      icon="search-text"
      width="wide"
      steps={["recognise:step.text", "recognise:step.review", "intake:step.preview", "intake:step.run", "intake:step.report"].map((step) => t(step))}
      current={0}
      onClose={closeDialog}
      hasDraft={text !== ""}
      next={{ label: t("recognise:paste.next"), icon: "search-text", isAct: true, isDisabled: !isReady, run: asFile }}
      note={t("recognise:paste.note")}
    >
      <div className="paste">
        <TextAreaField label={t("recognise:paste.text")} value={text} onChange={setText} limit={longestPasted} rows={16} autoFocus isMono />
        <FileField label={t("recognise:paste.file")} accept="" help={t("recognise:paste.fileHelp")} onFile={review} />
      </div>
    </Wizard>
  );
}
