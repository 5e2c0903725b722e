import { type ReactNode, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { distinctFromType, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { caseHandling, useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { GradeFields, MarkingSelect } from "../../ui/marking-field.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { mergeThings } from "./acts.ts";
import { comparedRows, richest, saidDistinct, titleAfterMerge } from "./compared.ts";
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
  const things = useMemo(() => ids.flatMap((id) => entities.get(id) ?? []), [ids, entities]);
  const [chosen, setChosen] = useState<EntityId | null>(null);
  const [why, setWhy] = useState("");
  const [grade, setGrade] = useState<Grade>("B2");
  const [handling, setHandling] = useState<Handling>(caseHandling);
  const [isBusy, setBusy] = useState(false);
  const keep = things.find(({ id }) => id === chosen)?.id ?? richest(things);
  const distinctions = useCaseMirror(({ index }) => index.ofType(distinctFromType));
  const distinct = useMemo(() => saidDistinct(distinctions, things), [distinctions, things]);
  const canMerge = things.length > 1 && distinct.length === 0;
  const merge = async (): Promise<void> => {
    if (keep === null || isBusy || !canMerge) return;
    setBusy(true);
    const others = things.map(({ id }) => id).filter((id) => id !== keep);
    if (await mergeThings({ keep, others, why, grade, handling })) closeDialog();
    else setBusy(false);
  };
  const footer = (
    <>
      <CancelButton />
      <Button intent="primary" icon="git-merge" isLoading={isBusy} isDisabled={!canMerge} onClick={() => void merge()}>
        {t("sameness:merge.submit")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("sameness:merge.title")} icon="git-merge" width="wide" onClose={closeDialog} footer={footer}>
      <p className="sameness-hint">{t("sameness:merge.hint")}</p>
      <FieldTable label={t("sameness:table.label")} things={things} keep={keep} onKeep={setChosen} />
      <Outlook things={things} />
      <Distinct found={distinct} things={things} />
      <TextField label={t("sameness:why")} value={why} help={t("sameness:whyHelp")} onChange={setWhy} onEnter={() => void merge()} />
      <div className="sameness-marks">
        <GradeFields grade={grade} onChange={setGrade} />
        <MarkingSelect label={t("sameness:handling")} value={handling} onChange={setHandling} />
      </div>
    </Dialog>
  );
}

/** What it will be called, and what becomes of values that differ. */
function Outlook({ things }: { readonly things: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const own = useDesk((desk) => desk.me?.agency ?? "");
  const title = titleAfterMerge(things, own);
  const rivals = comparedRows(things).filter(({ outcome }) => outcome === "rival").length;
  return (
    <>
      {title !== "" && (
        <p>
          {t("sameness:merge.called")} <strong>{safeText(title)}</strong>
        </p>
      )}
      {rivals > 0 && <Callout tone="warning">{t("sameness:merge.rivals", { count: rivals })}</Callout>}
    </>
  );
}

/** Somebody says that two of these are not one: told before anything is filled in. */
function Distinct({ found, things }: { readonly found: readonly Entity[]; readonly things: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const nameOf = useEntityNameText();
  // With the beginning of the id, as in the table above: they may well have one name.
  const nameIn = (part: EntityId): string => {
    const thing = things.find(({ id, members }) => id === part || members.includes(part));
    return thing === undefined ? part.slice(0, 6) : `${nameOf(thing)} (${thing.id.slice(0, 6)})`;
  };
  if (found.length === 0) return null;
  const said = found.flatMap(({ facts, ends }) => (facts[typeProperty] ?? []).map((fact) => ({ ...fact, ends })));
  return (
    <Callout tone="danger" title={t("failure:said-distinct")}>
      {said.map(({ claim, agency, note, ends }) => (
        <div key={claim}>
          <AgencyTag agency={agency} /> {ends !== null && `${nameIn(ends.from)} – ${nameIn(ends.to)}`}
          {note !== "" && (
            <>
              {": "}
              <SafeText text={note} />
            </>
          )}
        </div>
      ))}
    </Callout>
  );
}
