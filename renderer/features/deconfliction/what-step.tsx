import { type ReactNode, useEffect, useRef } from "react";
import type { IdentifierCounts } from "../../../shared/case/deconfliction-door.ts";
import type { IdentifierKind } from "../../../shared/deconfliction/model.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { CheckField, RadioField, SelectField } from "../../ui/field.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { allKinds, type ChangeDraft, dayChoices, type HitsDraft, isSlow } from "./hits-draft.ts";
import { Learn } from "./learn.tsx";

interface WhatProps {
  readonly draft: HitsDraft;
  readonly change: ChangeDraft;
  readonly partners: readonly Partner[] | null;
  readonly counts: IdentifierCounts | null;
  /** Entities selected when the dialog opened. */
  readonly selected: number;
}

/** Whom to ask, and about what. */
export function WhatStep(props: WhatProps): ReactNode {
  const t = useTranslate();
  if (props.partners?.length === 0) {
    const add = (
      <Button intent="primary" icon="new-person" autoFocus onClick={() => openDialog({ kind: "partners", file: null })}>
        {t("deconfliction:make.addPartner")}
      </Button>
    );
    return <EmptyState icon="people" title={t("deconfliction:make.noPartner")} description={t("deconfliction:make.noPartnerHelp")} action={add} />;
  }
  return (
    <div className="deconfliction-scroll">
      <p className="deconfliction-intro">{t("deconfliction:make.intro")}</p>
      <div className="deconfliction-two">
        <div>
          <Partners {...props} />
          <ScopeAndDays {...props} />
        </div>
        <Kinds {...props} />
      </div>
      <Learn hasSlow={props.draft.kinds.some(isSlow)} />
    </div>
  );
}

function Partners({ draft, change, partners }: WhatProps): ReactNode {
  const t = useTranslate();
  const place = useRef<HTMLFieldSetElement>(null);
  const isThere = partners !== null;
  useEffect(() => {
    const own = place.current;
    const control = own?.querySelector<HTMLElement>("input:checked") ?? own?.querySelector<HTMLElement>("input");
    if (isThere) control?.focus();
  }, [isThere]);
  return (
    <fieldset ref={place} className="deconfliction-set">
      <legend>{t("deconfliction:make.to")}</legend>
      {partners?.map(({ author, officer, agency, agencyName, ceiling }) => (
        <label key={author} className={author === draft.to ? "deconfliction-pick deconfliction-picked" : "deconfliction-pick"}>
          <input type="radio" name="deconfliction-to" checked={author === draft.to} onChange={() => change({ to: author })} />
          <span className="deconfliction-who">
            <strong>
              <SafeText text={officer} />
            </strong>
            <AgencyTag agency={agency} />
            <HandlingTag handling={ceiling} />
            <span className="deconfliction-muted">
              <SafeText text={agencyName} />
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ScopeAndDays({ draft, change, selected }: WhatProps): ReactNode {
  const t = useTranslate();
  const scopes = [
    { value: "case", label: t("deconfliction:make.wholeCase") },
    { value: "selection", label: t("deconfliction:make.selected", { count: selected }) },
  ];
  return (
    <>
      {selected > 0 && (
        <RadioField
          label={t("deconfliction:make.scope")}
          value={draft.scope}
          options={scopes}
          onChange={(scope) => change({ scope: scope === "selection" ? "selection" : "case" })}
        />
      )}
      <SelectField
        label={t("deconfliction:make.days")}
        value={String(draft.days)}
        options={dayChoices.map((days) => ({ value: String(days), label: t("deconfliction:make.dayCount", { count: days }) }))}
        onChange={(days) => change({ days: Number(days) })}
      />
    </>
  );
}

function Kinds({ draft, change, counts }: WhatProps): ReactNode {
  const t = useTranslate();
  const toggle = (kind: IdentifierKind, isOn: boolean): void =>
    change({ kinds: allKinds.filter((each) => (each === kind ? isOn : draft.kinds.includes(each))) });
  return (
    <fieldset className="deconfliction-set">
      <legend>{t("deconfliction:make.kinds")}</legend>
      {allKinds.map((kind) => (
        <div key={kind} className="deconfliction-kind">
          <CheckField label={t(`deconfliction:kind.${kind}`)} isOn={draft.kinds.includes(kind)} onChange={(isOn) => toggle(kind, isOn)} />
          <KindCounts kind={kind} counts={counts} />
        </div>
      ))}
      {counts !== null && counts.unreadable > 0 && (
        <p className="deconfliction-muted">{t("deconfliction:make.unreadable", { count: counts.unreadable })}</p>
      )}
    </fieldset>
  );
}

/** How many go in, and how many stay and why. */
function KindCounts({ kind, counts }: { readonly kind: IdentifierKind; readonly counts: IdentifierCounts | null }): ReactNode {
  const t = useTranslate();
  const own = counts?.kinds.find((each) => each.kind === kind);
  if (own === undefined) return null;
  const { goes, stays } = own;
  return (
    <div className="deconfliction-counts">
      <span className="tabular">{t("deconfliction:make.goes", { count: goes })}</span>
      {stays["above-ceiling"] > 0 && <span>{t("deconfliction:make.ceiling", { count: stays["above-ceiling"] })}</span>}
      {stays.originator > 0 && <span>{t("deconfliction:make.originator", { count: stays.originator })}</span>}
    </div>
  );
}
