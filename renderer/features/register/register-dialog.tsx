import { type ReactNode, useState } from "react";
import type { TakenNote } from "../../../shared/case/register-door.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { DecideForm } from "./decide-form.tsx";
import { RecallForm } from "./recall-form.tsx";
import type { RegisterAct } from "./register-act.ts";
import { RegisterList } from "./register-list.tsx";
import { TookNote, useTakenNote } from "./took-note.tsx";
import { useRegister } from "./use-register.ts";
import "./register.css";

/** The register of bundles. Open while the desk says so. */
export function RegisterDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "register") return null;
  return <Opened file={dialog.file} shows={dialog.shows} />;
}

function Opened({ file, shows }: { readonly file: File | null; readonly shows: "all" | "todo" }): ReactNode {
  const { register, reload } = useRegister();
  const [act, setAct] = useState<RegisterAct | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const reading = useTakenNote(file, (taken) => {
    choose(keyOfTaken(taken));
    reload();
  });
  const back = (): void => {
    setAct(null);
    reload();
  };
  if (register === null) return <Waiting />;
  if (act?.kind === "recall") return <RecallForm register={register} entry={act.entry} onDone={back} />;
  if (act?.kind === "decide") return <DecideForm entry={act.entry} notice={act.notice} onDone={back} />;
  return (
    <RegisterList
      register={register}
      shows={shows}
      chosen={chosen}
      onChoose={choose}
      onAct={setAct}
      onNote={(picked) => void reading.take(picked)}
      onChanged={reload}
      news={<TookNote reading={reading} />}
    />
  );
}

/** The row a note is about. */
function keyOfTaken(taken: TakenNote): string {
  return taken.kind === "receipt" ? `sent/${taken.receipt.statementHash}` : `received/${taken.notice.statementHash}`;
}

function Waiting(): ReactNode {
  const t = useTranslate();
  return (
    <Dialog
      isOpen
      title={t("register:title")}
      icon="th-list"
      width="wide"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>{t("common:close")}</Button>}
    >
      <Progress done={0} total={0} label={t("register:reading")} />
    </Dialog>
  );
}
