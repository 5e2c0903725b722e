import type { ReactNode } from "react";
import { Callout } from "../../ui/callout.tsx";
import { CheckField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { type InteropForm, interopForms } from "./interop-forms.ts";
import "./cosign.css";

interface InteropProps {
  readonly chosen: readonly InteropForm[];
  readonly onChange: (chosen: readonly InteropForm[]) => void;
}

/** Forms of other programs that go along with the bundle, and what they cannot say. */
export function InteropChoice({ chosen, onChange }: InteropProps): ReactNode {
  const t = useTranslate();
  return (
    <fieldset className="exchange-set cosign-forms">
      <legend className="exchange-heading">{t("cosign:forms.label")}</legend>
      {interopForms.map((kind) => (
        <CheckField
          key={kind}
          label={t(`cosign:forms.${kind}`)}
          isOn={chosen.includes(kind)}
          onChange={(isOn) => onChange(interopForms.filter((each) => (each === kind ? isOn : chosen.includes(each))))}
        />
      ))}
      <p className="exchange-muted">{t("cosign:forms.help")}</p>
      {chosen.includes("ftm") && <Callout tone="warning">{t("cosign:forms.unmarked")}</Callout>}
    </fieldset>
  );
}
