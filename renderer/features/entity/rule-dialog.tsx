import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror, useEntity } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { rejectedBy, rulingsAbout } from "../../state/rivalry.ts";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { DateField, TextAreaField } from "../../ui/field.tsx";
import { MarkingSelect } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { SubmitButton } from "./add-entity-dialog.tsx";
import { FactSummary } from "./fact-summary.tsx";
import { OfficersContext } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { saveRuling } from "./ruling-acts.ts";
import "./entity.css";
import "./rivals.css";

/** Says which of several values we rely on, and why. Open while the desk says so, and only while that value is live. */
export function RuleDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  const asked = dialog?.kind === "rule" ? dialog : null;
  const entity = useEntity(asked?.entity ?? null);
  const fact =
    entity === undefined
      ? undefined
      : Object.values(entity.facts)
          .flat()
          .find((each) => each.claim === asked?.claim);
  if (asked === null) return null;
  return entity === undefined || fact === undefined ? <GoneDialog /> : <OpenDialog entity={entity} fact={fact} />;
}

function GoneDialog(): ReactNode {
  const t = useTranslate();
  return (
    <Dialog isOpen title={t("rivals:rule.title")} icon="endorsed" width="medium" onClose={closeDialog}>
      <Callout tone="warning">{t("rivals:rule.gone")}</Callout>
    </Dialog>
  );
}

function OpenDialog({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const formId = useId();
  const canSay = useCaseMirror(isEditable);
  const footer = (
    <>
      <CancelButton />
      <SubmitButton form={formId} isDisabled={!canSay}>
        {t("rivals:rule.submit")}
      </SubmitButton>
    </>
  );
  return (
    <OfficersContext value={useOfficers()}>
      <Dialog isOpen title={t("rivals:rule.title")} icon="endorsed" width="medium" onClose={closeDialog} footer={footer}>
        <div className="entity-rule">
          <Values entity={entity} fact={fact} />
          <RuleForm {...{ formId, entity, fact }} />
        </div>
      </Dialog>
    </OfficersContext>
  );
}

/** What is relied on, and what that rejects. */
function Values({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const rejected = rejectedBy(entity, fact);
  const replaces = rulingsAbout(entity, fact.property).some(({ agency }) => agency === us);
  return (
    <>
      <p className="entity-rule-about">
        <EntityName entity={entity} /> · {words.property(fact.property)}
      </p>
      <h3>{t("rivals:rule.relied")}</h3>
      <div className="entity-rule-relied">
        <FactSummary fact={fact} type={entity.type} />
      </div>
      <h3>{t("rivals:rule.rejected", { count: rejected.length })}</h3>
      {rejected.length === 0 ? (
        <p className="entity-muted">{t("rivals:rule.nothingRejected")}</p>
      ) : (
        <ul className="entity-rule-rejected">
          {rejected.map((each) => (
            <li key={each.claim}>
              <FactSummary fact={each} type={entity.type} />
            </li>
          ))}
        </ul>
      )}
      {replaces && <Callout tone="info">{t("rivals:rule.replaces")}</Callout>}
    </>
  );
}

interface RuleFormProps {
  readonly formId: string;
  readonly entity: Entity;
  readonly fact: Fact;
}

function RuleForm({ formId, entity, fact }: RuleFormProps): ReactNode {
  const t = useTranslate();
  const [why, setWhy] = useState("");
  const [until, setUntil] = useState("");
  const [handling, setHandling] = useState<Handling>(fact.handling);
  const [fault, setFault] = useState<"why" | "until" | "past" | null>(null);
  const isBusy = useRef(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy.current || event.currentTarget.querySelector('[data-until] [aria-invalid="true"]') !== null) return;
    if (why.trim() === "") return setFault("why");
    if (isPast(until)) return setFault("past");
    isBusy.current = true;
    setFault(await saveRuling({ entity: entity.id, claim: fact.claim, why, until, handling }));
    isBusy.current = false;
  };
  // Enter makes a new line of the reason; with Ctrl it saves, as everywhere.
  const press = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  const untilFault = fault === "until" || fault === "past" ? { error: t(`rivals:rule.fault.${fault}`) } : {};
  return (
    <form id={formId} className="entity-rule-form" onSubmit={(event) => void submit(event)} onKeyDown={press}>
      <TextAreaField
        label={t("rivals:rule.why")}
        help={t("rivals:rule.whyHelp")}
        isRequired
        autoFocus
        rows={3}
        value={why}
        onChange={(text) => {
          setWhy(text);
          setFault(null);
        }}
        {...(fault === "why" ? { error: t("failure:reason-needed") } : {})}
      />
      <div className="entity-pair" data-until>
        <DateField
          label={t("rivals:rule.until")}
          help={t("rivals:rule.untilHelp")}
          value={until}
          onChange={(iso) => {
            setUntil(iso);
            setFault(null);
          }}
          {...untilFault}
        />
        <MarkingSelect label={t("entity:marks.handling")} value={handling} onChange={setHandling} />
      </div>
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden={true} />
    </form>
  );
}

/** Whether a last day lies before today: such a ruling would have lapsed before it was made. */
function isPast(until: string): boolean {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return until !== "" && until < today.slice(0, until.length);
}
