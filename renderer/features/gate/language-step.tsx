import { type ReactNode, useId } from "react";
import { setLanguage, showScreen, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { languages, useTranslate } from "../../ui/translate.ts";
import { StepForm } from "./step-form.tsx";

/** Which language; the words change under the choice. */
export function LanguageStep({ onNext, onBack }: { readonly onNext: () => void; readonly onBack?: () => void }): ReactNode {
  const t = useTranslate();
  const name = useId();
  const language = useDesk((desk) => desk.language);
  return (
    <StepForm title={t("gate:language.title")} text={t("gate:language.text")} onNext={onNext} {...(onBack === undefined ? {} : { onBack })}>
      <fieldset className="gate-choices">
        <legend className="visually-hidden">{t("common:language.label")}</legend>
        {languages.map((each) => (
          <label key={each} lang={each} className={each === language ? "gate-choice gate-choice-on" : "gate-choice"}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === language}
              // biome-ignore lint/a11y/noAutofocus: the first question of the first screen
              autoFocus={each === language}
              onChange={() => setLanguage(each)}
            />
            <span>{t(`common:language.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className="gate-restore-offer">
        <Button isMinimal icon="import" onClick={() => showScreen("restore")}>
          {t("backup:restore.offer")}
        </Button>
      </div>
    </StepForm>
  );
}
