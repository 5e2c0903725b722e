import { type ReactNode, useId } from "react";
import { Callout } from "../../ui/callout.tsx";
import { CheckField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts, PartnerTrust } from "./partner-facts.tsx";
import type { SecondChoice } from "./use-second.ts";
import "./cosign.css";

interface SecondProps {
  readonly second: SecondChoice;
  readonly isDisabled: boolean;
}

/** Whether a second officer of our agency signs, and who; how to know one when there is none. */
export function SecondOfficer({ second, isDisabled }: SecondProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="cosign-second" aria-label={t("cosign:second.title")}>
      <h3 className="exchange-heading">{t("cosign:second.title")}</h3>
      {second.isNeeded ? (
        <p>{t("cosign:second.needed")}</p>
      ) : (
        <CheckField label={t("cosign:second.wish")} isOn={second.isOn} isDisabled={isDisabled} onChange={second.wish} />
      )}
      {second.isOn && second.isKnown && <Officers {...{ second, isDisabled }} />}
    </section>
  );
}

function Officers({ second: { officers, officer, choose }, isDisabled }: SecondProps): ReactNode {
  const t = useTranslate();
  const name = useId();
  if (officers.length === 0)
    return (
      <Callout tone="warning" title={t("cosign:second.none")}>
        {t("cosign:second.noneHelp")}
      </Callout>
    );
  return (
    <fieldset className="exchange-set" disabled={isDisabled}>
      <legend className="visually-hidden">{t("cosign:second.who")}</legend>
      <div className="exchange-cards">
        {officers.map((each) => (
          <label key={each.author} className={each === officer ? "exchange-card exchange-pick exchange-picked" : "exchange-card exchange-pick"}>
            <input type="radio" name={name} checked={each === officer} onChange={() => choose(each.author)} />
            <IdentityFacts identity={each} />
            <PartnerTrust partner={each} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
