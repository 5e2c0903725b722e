import { type ReactNode, useEffect, useState } from "react";
import logoAddress from "../../../assets/icons/dalel.svg?url";
import { host } from "../../state/bridge.ts";
import { setLanguage, useDesk } from "../../state/desk.ts";
import { languages, useTranslate } from "../../ui/translate.ts";
import "./gate.css";

/** The calm screen before a case: languages, name of the program, one card, version. */
export function GateFrame({
  label,
  isWide = false,
  children,
}: {
  readonly label: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const t = useTranslate();
  return (
    <div className="gate">
      <div className="gate-top">
        <LanguageSwitch />
      </div>
      <div className="gate-middle">
        <div className="gate-brand">
          <img src={logoAddress} alt="" width={40} height={40} />
          <span>
            <strong>Dalel</strong>
            <span>{t("gate:subtitle")}</span>
          </span>
        </div>
        <main className={isWide ? "gate-card gate-card-wide" : "gate-card"} aria-label={label}>
          {children}
        </main>
        <p className="gate-foot">
          {t("gate:offline")} <Version />
        </p>
      </div>
    </div>
  );
}

/** The three languages, each in its own words; the screen changes at once. */
function LanguageSwitch(): ReactNode {
  const t = useTranslate();
  const language = useDesk((desk) => desk.language);
  return (
    <fieldset className="gate-languages">
      <legend className="visually-hidden">{t("common:language.label")}</legend>
      {languages.map((name) => (
        <button key={name} type="button" lang={name} aria-pressed={language === name} onClick={() => setLanguage(name)}>
          {t(`common:language.${name}`)}
        </button>
      ))}
    </fieldset>
  );
}

function Version(): ReactNode {
  const t = useTranslate();
  const [version, setVersion] = useState("");
  useEffect(() => {
    let isMounted = true;
    void host()
      .about()
      .then(({ appVersion }) => isMounted && setVersion(appVersion));
    return () => {
      isMounted = false;
    };
  }, []);
  return version === "" ? null : <span>{t("gate:version", { version })}</span>;
}
