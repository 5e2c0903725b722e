import type { ReactNode } from "react";
import { Callout } from "../../ui/callout.tsx";
import { CheckField } from "../../ui/field.tsx";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./cosign.css";

interface CopyPassphraseProps {
  readonly passphrase: string;
  /** Whether it was copied, or is said to be written down. */
  readonly isKept: boolean;
  readonly keep: (isKept: boolean) => void;
}

/** What opens a copy for somebody without keys, in its groups: told once, to be said by another way than the file. */
export function CopyPassphrase({ passphrase, isKept, keep }: CopyPassphraseProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="cosign-passphrase" aria-label={t("cosign:passphrase.label")}>
      <h3 className="exchange-heading">{t("cosign:passphrase.label")}</h3>
      <p className="cosign-secret">
        <span className="mono">{passphrase}</span>
        <CopyButton text={passphrase} onCopied={() => keep(true)} />
      </p>
      <CheckField label={t("cosign:passphrase.kept")} isOn={isKept} onChange={keep} />
      <Callout tone="warning" title={t("cosign:passphrase.once")}>
        {t("cosign:passphrase.say")}
      </Callout>
    </section>
  );
}
