import { type ReactNode, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { markCopy } from "./acts.ts";
import { ExhibitText, useExhibitName } from "./exhibit-text.tsx";
import "./lineage.css";

/** Says which exhibit this one repeats. Open while the desk says so. */
export function CopyDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  const copy = useCaseMirror((mirror) => (dialog?.kind === "copy" ? mirror.entities.get(dialog.copy) : undefined));
  return dialog?.kind === "copy" && copy !== undefined ? <OpenDialog copy={copy} /> : null;
}

function OpenDialog({ copy }: { readonly copy: Entity }): ReactNode {
  const t = useTranslate();
  const others = useOtherExhibits(copy.id);
  const nameOf = useExhibitName();
  const [chosen, setChosen] = useState("");
  const [why, setWhy] = useState("");
  const [isBusy, setBusy] = useState(false);
  const original = others.find(({ id }) => id === chosen);
  const mark = async (): Promise<void> => {
    if (original === undefined || isBusy) return;
    setBusy(true);
    if (await markCopy(copy.id, original.id, why)) closeDialog();
    else setBusy(false);
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" isLoading={isBusy} isDisabled={original === undefined} onClick={() => void mark()}>
        {t("lineage:copy.submit")}
      </Button>
    </>
  );
  const options = [{ value: "", label: t("lineage:copy.choose") }, ...others.map((each) => ({ value: each.id, label: nameOf(each) }))];
  return (
    <Dialog isOpen title={t("lineage:copy.title")} icon="duplicate" onClose={closeDialog} footer={footer}>
      <p className="lineage-hint">
        <strong>
          <ExhibitText exhibit={copy} />
        </strong>
        <br />
        {t("lineage:copy.hint")}
      </p>
      {others.length === 0 ? (
        <Callout tone="warning">{t("lineage:copy.noOthers")}</Callout>
      ) : (
        <SelectField label={t("lineage:copy.original")} value={chosen} options={options} isRequired onChange={setChosen} />
      )}
      <TextField label={t("lineage:copy.why")} value={why} help={t("lineage:copy.whyHelp")} onChange={setWhy} onEnter={() => void mark()} />
    </Dialog>
  );
}

/** All exhibits but one, by name. */
function useOtherExhibits(but: EntityId): readonly Entity[] {
  const { compare } = useFormat();
  const nameOf = useExhibitName();
  const exhibits = useCaseMirror(({ index }) => index.ofType("exhibit"));
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change only with the exhibits and the language, which give another `compare`
  return useMemo(() => exhibits.filter(({ id }) => id !== but).sort((a, b) => compare(nameOf(a), nameOf(b))), [exhibits, but, compare]);
}
