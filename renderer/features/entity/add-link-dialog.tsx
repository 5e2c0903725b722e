import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { linkTypesBetween } from "../../../shared/ontology/read.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { saveLink } from "./acts.ts";
import { SubmitButton } from "./add-entity-dialog.tsx";
import { DraftFields } from "./draft-form.tsx";
import { useDraftState, useExtrasState } from "./draft-state.ts";
import { EntityPicker } from "./entity-picker.tsx";
import { type Marks, MarksField, usualMarks } from "./marks-field.tsx";
import { MoreFields } from "./more-fields.tsx";
import { readDrafts } from "./property-draft.ts";
import { useWords } from "./property-words.ts";
import "./draft.css";
import "./entity.css";
import "./rivals.css";

/** Says that one thing of the case stands in a relation to another. Open while the desk says so. */
export function AddLinkDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "add-link" ? <OpenDialog from={dialog.from} to={dialog.to} /> : null;
}

interface Ends {
  readonly from: EntityId | null;
  readonly to: EntityId | null;
}

function OpenDialog(initial: Ends): ReactNode {
  const t = useTranslate();
  const formId = useId();
  const [ends, setEnds] = useState<Ends>(initial);
  const [chosen, setChosen] = useState("");
  const [marks, setMarks] = useState<Marks>(usualMarks);
  const state = useDraftState();
  const extras = useExtrasState();
  const { types, reversed } = useLinkTypes(ends);
  const type = types.includes(chosen) ? chosen : types[0];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { from, to } = ends;
    if (type === undefined || from === null || to === null) return;
    const { values, errors } = readDrafts(type, state.drafts);
    const hasBadDate = event.currentTarget.querySelector('[aria-invalid="true"]') !== null;
    state.refuse(errors);
    const more = extras.read();
    if (Object.keys(errors).length > 0 || hasBadDate || more === null) return;
    void state.save(() => saveLink({ type, from, to, values, ...marks, ...more }));
  };
  const footer = (
    <>
      <CancelButton />
      <SubmitButton form={formId} isDisabled={type === undefined}>
        {t("entity:link.submit")}
      </SubmitButton>
    </>
  );
  return (
    <Dialog isOpen title={t("entity:link.title")} icon="new-link" width="medium" onClose={closeDialog} footer={footer}>
      <form id={formId} className="entity-form" onSubmit={submit}>
        <EndFields ends={ends} onChange={setEnds} />
        <TypeField {...{ ends, types, reversed, type }} onChange={setChosen} onSwap={() => setEnds({ from: ends.to, to: ends.from })} />
        {type !== undefined && (
          <>
            <DraftFields type={type} drafts={state.drafts} rules={state.rules} onChange={state.put} />
            <MarksField marks={marks} onChange={setMarks} />
            <MoreFields extras={extras.extras} faults={extras.faults} onChange={extras.put} />
          </>
        )}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden={true} />
      </form>
    </Dialog>
  );
}

function EndFields({ ends, onChange }: { readonly ends: Ends; readonly onChange: (ends: Ends) => void }): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-link-ends">
      <EntityPicker label={t("entity:link.from")} value={ends.from} autoFocus={ends.from === null} onChange={(from) => onChange({ ...ends, from })} />
      <IconButton icon="swap-horizontal" label={t("entity:link.swap")} onClick={() => onChange({ from: ends.to, to: ends.from })} />
      <EntityPicker
        label={t("entity:link.to")}
        value={ends.to}
        autoFocus={ends.from !== null && ends.to === null}
        onChange={(to) => onChange({ ...ends, to })}
      />
    </div>
  );
}

interface TypeFieldProps {
  readonly ends: Ends;
  readonly types: readonly string[];
  readonly reversed: readonly string[];
  readonly type: string | undefined;
  readonly onChange: (type: string) => void;
  readonly onSwap: () => void;
}

/** The relations that may run between these two; or why none may. */
function TypeField({ ends, types, reversed, type, onChange, onSwap }: TypeFieldProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  if (ends.from === null || ends.to === null) return <p className="entity-muted">{t("entity:link.needEnds")}</p>;
  if (ends.from === ends.to) return <Callout tone="warning">{t("entity:link.sameEnds")}</Callout>;
  if (type !== undefined)
    return (
      <SelectField
        label={t("entity:link.type")}
        value={type}
        options={types.map((name) => ({ value: name, label: words.verb(name) }))}
        onChange={onChange}
      />
    );
  return (
    <Callout tone="warning" title={t("entity:link.none")}>
      {reversed.length > 0 && (
        <>
          <p>{t("entity:link.noneButSwapped", { verbs: reversed.map(words.verb).join(", ") })}</p>
          <Button isSmall icon="swap-horizontal" onClick={onSwap}>
            {t("entity:link.swap")}
          </Button>
        </>
      )}
    </Callout>
  );
}

/** Link types one way and the other. A thing is not linked to itself. */
function useLinkTypes(ends: Ends): { readonly types: readonly string[]; readonly reversed: readonly string[] } {
  const from = useEntity(ends.from);
  const to = useEntity(ends.to);
  if (from === undefined || to === undefined || from.id === to.id) return { types: [], reversed: [] };
  return { types: linkTypesBetween(from.type, to.type), reversed: linkTypesBetween(to.type, from.type) };
}
