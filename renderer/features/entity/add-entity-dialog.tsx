import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { nodeTypes } from "../../../shared/ontology/read.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { type SaveOutcome, saveEntity } from "./acts.ts";
import { DraftFields } from "./draft-form.tsx";
import { type DraftState, useDraftState, useExtrasState } from "./draft-state.ts";
import { type Marks, MarksField, usualMarks } from "./marks-field.tsx";
import { MoreFields } from "./more-fields.tsx";
import { readDrafts } from "./property-draft.ts";
import "./draft.css";
import "./entity.css";
import "./rivals.css";

/** Types a person may add by hand: those of the navigator but exhibits, which come by import with their file. */
const addable = nodeTypes().flatMap(([name, entry]) => (entry.isListed && name !== "exhibit" && entry.isRetired !== true ? [name] : []));

/** Adds one entity: what it is, what is known of it, how sure that is. Open while the desk says so. */
export function AddEntityDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "add-entity" ? <OpenDialog initialType={dialog.type} /> : null;
}

function OpenDialog({ initialType }: { readonly initialType: string | null }): ReactNode {
  const t = useTranslate();
  const formId = useId();
  const [type, setType] = useState(initialType !== null && addable.includes(initialType) ? initialType : null);
  const state = useDraftState();
  const footer = (
    <>
      <CancelButton />
      <SubmitButton form={formId} isDisabled={type === null}>
        {t("entity:add.submit")}
      </SubmitButton>
    </>
  );
  return (
    <Dialog isOpen title={t("entity:add.title")} icon="add" width="large" onClose={closeDialog} footer={footer}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of all fields inside pass here; it is none itself */}
      <div className="entity-add-entity" onKeyDown={(event) => submitWithCtrl(event, formId)}>
        <TypeCards value={type} onChange={setType} />
        {type === null ? (
          <p className="entity-muted">{t("entity:add.choose")}</p>
        ) : (
          <EntityForm key={type} {...{ formId, type, state }} hasFocus={initialType !== null} />
        )}
      </div>
    </Dialog>
  );
}

/** Sends the form it stands outside of. */
export function SubmitButton(props: { readonly form: string; readonly isDisabled: boolean; readonly children: ReactNode }): ReactNode {
  const { form, isDisabled, children } = props;
  return (
    <Button intent="primary" isDisabled={isDisabled} onClick={() => submitForm(form)}>
      {children}
    </Button>
  );
}

function submitForm(id: string): void {
  const found = document.getElementById(id);
  if (found instanceof HTMLFormElement) found.requestSubmit();
}

/** Ctrl+Enter saves from any field, as in the other dialogs, and from the types too. */
function submitWithCtrl(event: KeyboardEvent, formId: string): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  submitForm(formId);
}

/** One card per type: a group of radio buttons, so that arrows walk. */
function TypeCards({ value, onChange }: { readonly value: string | null; readonly onChange: (type: string) => void }): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const name = useId();
  return (
    <fieldset className="entity-cards">
      <legend>{t("entity:add.type")}</legend>
      {addable.map((type, at) => (
        <label key={type} className="entity-type-card">
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={value === type}
            // biome-ignore lint/a11y/noAutofocus: the first choice of the dialog
            autoFocus={value === null && at === 0}
            onChange={() => onChange(type)}
          />
          <TypeIcon type={type} size={22} />
          <span>{typeName(type)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface EntityFormProps {
  readonly formId: string;
  readonly type: string;
  readonly state: DraftState;
  readonly hasFocus: boolean;
}

function EntityForm({ formId, type, state, hasFocus }: EntityFormProps): ReactNode {
  const t = useTranslate();
  const [marks, setMarks] = useState<Marks>(usualMarks);
  const [isBare, setBare] = useState(false);
  const extras = useExtrasState();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { values, errors } = readDrafts(type, state.drafts);
    const hasBadDate = event.currentTarget.querySelector('[aria-invalid="true"]') !== null;
    state.refuse(errors);
    setBare(values.length === 0 && Object.keys(errors).length === 0);
    const more = extras.read();
    if (Object.keys(errors).length > 0 || hasBadDate || values.length === 0 || more === null) return;
    void state.save(() => saveEntity({ type, values, ...marks, ...more }));
  };
  return (
    <form id={formId} className="entity-form" onSubmit={submit}>
      <Trouble outcome={state.outcome} />
      {isBare && <Callout tone="warning">{t("entity:add.bare")}</Callout>}
      <DraftFields {...{ type, hasFocus }} drafts={state.drafts} rules={state.rules} onChange={state.put} />
      <MarksField marks={marks} onChange={setMarks} />
      <MoreFields extras={extras.extras} faults={extras.faults} onChange={extras.put} />
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden={true} />
    </form>
  );
}

/** What no single field explains: it is already in the case. */
function Trouble({ outcome }: { readonly outcome: SaveOutcome | null }): ReactNode {
  const t = useTranslate();
  if (outcome?.kind !== "known") return null;
  const show = (): void => {
    selectEntities([outcome.entity]);
    closeDialog();
  };
  return (
    <Callout tone="warning" title={t("entity:add.known")}>
      <p>{t("entity:add.knownHelp")}</p>
      <Button isSmall icon="locate" onClick={show}>
        {t("entity:add.showKnown")}
      </Button>
    </Callout>
  );
}
