import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror, useEntity } from "../../state/case-mirror.ts";
import { closeDialog, type OpenDialog, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { TextAreaField } from "../../ui/field.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { SubmitButton } from "./add-entity-dialog.tsx";
import { FactSummary } from "./fact-summary.tsx";
import { OfficersContext } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { speakAgainst } from "./ruling-acts.ts";
import { factsOf } from "./sources-tab.tsx";
import "./entity.css";
import "./rivals.css";

type Asked = Extract<OpenDialog, { readonly kind: "reason" }>;
const icons: Readonly<Record<Asked["doing"], IconName>> = { contest: "disable", retract: "trash", withdraw: "undo" };

/** Asks why a word is contested, taken back or withdrawn, and does it. Open while the desk says so, and only while that word is live. */
export function ReasonDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  const asked = dialog?.kind === "reason" ? dialog : null;
  const entity = useEntity(asked?.entity ?? null);
  const fact = entity === undefined ? undefined : factsOf(entity).find(({ claim }) => claim === asked?.claim);
  if (asked === null) return null;
  return <AskingDialog asked={asked} entity={entity} fact={fact} />;
}

interface ReasonProps {
  readonly asked: Asked;
  readonly entity: Entity | undefined;
  readonly fact: Fact | undefined;
}

function AskingDialog({ asked, entity, fact }: ReasonProps): ReactNode {
  const t = useTranslate();
  const formId = useId();
  const canSay = useCaseMirror(isEditable);
  const isHere = entity !== undefined && fact !== undefined;
  const footer = (
    <>
      <CancelButton />
      <SubmitButton form={formId} isDisabled={!canSay || !isHere}>
        {t(`rivals:reasoned.${asked.doing}.submit`)}
      </SubmitButton>
    </>
  );
  const title = t(`rivals:reasoned.${asked.doing}.title`, { agency: agencyText(fact?.agency ?? "") });
  return (
    <OfficersContext value={useOfficers()}>
      <Dialog isOpen title={title} icon={icons[asked.doing]} width="medium" onClose={closeDialog} footer={footer}>
        {isHere ? (
          <div className="entity-rule">
            <Spoken {...{ asked, entity, fact }} />
            <ReasonForm {...{ formId, asked, fact }} />
          </div>
        ) : (
          <Callout tone="warning">{t("rivals:rule.gone")}</Callout>
        )}
      </Dialog>
    </OfficersContext>
  );
}

/** The word it is about: of a ruling its reason. */
function Spoken({ asked, entity, fact }: { readonly asked: Asked; readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const words = useWords();
  return (
    <>
      <p className="entity-rule-about">
        <EntityName entity={entity} /> · {words.property(fact.property)}
      </p>
      <div className="entity-reason-about">
        {asked.doing === "withdraw" ? <SafeText text={fact.note} /> : <FactSummary fact={fact} type={entity.type} />}
      </div>
    </>
  );
}

function ReasonForm({ formId, asked, fact }: { readonly formId: string; readonly asked: Asked; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const [why, setWhy] = useState("");
  const [isLacking, setLacking] = useState(false);
  const isBusy = useRef(false);
  // A bare "no" helps no partner; of our own words we need not account for each correction.
  const isNeeded = asked.doing === "contest";
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isNeeded && why.trim() === "") return setLacking(true);
    if (isBusy.current || event.currentTarget.querySelector('[aria-invalid="true"]') !== null) return;
    isBusy.current = true;
    await speakAgainst(asked.doing, fact, why);
    isBusy.current = false;
  };
  // Enter makes a new line of the reason; with Ctrl it saves, as everywhere.
  const press = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  return (
    <form id={formId} className="entity-rule-form" onSubmit={(event) => void submit(event)} onKeyDown={press}>
      <TextAreaField
        label={t("rivals:rule.why")}
        help={t(`rivals:reasoned.${asked.doing}.help`)}
        isRequired={isNeeded}
        autoFocus
        rows={3}
        value={why}
        onChange={(text) => {
          setWhy(text);
          setLacking(false);
        }}
        {...(isLacking ? { error: t("rivals:reasoned.needed") } : {})}
      />
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden={true} />
    </form>
  );
}
