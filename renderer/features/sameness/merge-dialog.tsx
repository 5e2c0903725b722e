import { type ReactNode, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { mergeThings } from "./acts.ts";
import { comparedRows, richest } from "./compared.ts";
import { FieldTable } from "./field-table.tsx";
import "./sameness.css";

/** Makes several things one, after a look at them field by field. Open while the desk says so. */
export function MergeDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "merge" ? <OpenDialog ids={dialog.entities} /> : null;
}

function OpenDialog({ ids }: { readonly ids: readonly EntityId[] }): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const things = ids.flatMap((id) => entities.get(id) ?? []);
  const [chosen, setChosen] = useState<EntityId | null>(null);
  const [why, setWhy] = useState("");
  const [grade, setGrade] = useState<Grade>("B2");
  const [handling, setHandling] = useState<Handling>("amber");
  const [isBusy, setBusy] = useState(false);
  const keep = things.find(({ id }) => id === chosen)?.id ?? richest(things);
  const merge = async (): Promise<void> => {
    if (keep === null || isBusy || things.length < 2) return;
    setBusy(true);
    const others = things.map(({ id }) => id).filter((id) => id !== keep);
    if (await mergeThings({ keep, others, why, grade, handling })) closeDialog();
    else setBusy(false);
  };
  const footer = (
    <>
      <Button onClick={closeDialog}>{t("common:cancel")}</Button>
      <Button intent="primary" icon="git-merge" isLoading={isBusy} isDisabled={things.length < 2} onClick={() => void merge()}>
        {t("sameness:merge.submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("sameness:merge.title")} icon="git-merge" width="wide" onClose={closeDialog} footer={footer}>
      <p className="sameness-hint">{t("sameness:merge.hint")}</p>
      <FieldTable label={t("sameness:table.label")} things={things} keep={keep} onKeep={setChosen} />
      <Outlook things={things} />
      <TextField label={t("sameness:why")} value={why} help={t("sameness:whyHelp")} onChange={setWhy} onEnter={() => void merge()} />
      <div className="sameness-marks">
        <GradeFields grade={grade} onChange={setGrade} />
        <MarkingSelect label={t("sameness:handling")} value={handling} onChange={setHandling} />
      </div>
    </Dialog>
  );
}

/** What becomes of values that differ. */
function Outlook({ things }: { readonly things: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const rivals = comparedRows(things).filter(({ outcome }) => outcome === "rival").length;
  return rivals === 0 ? null : <Callout tone="warning">{t("sameness:merge.rivals", { count: rivals })}</Callout>;
}
