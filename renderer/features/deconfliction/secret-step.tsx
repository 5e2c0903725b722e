import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { RadioField, TextField } from "../../ui/field.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import type { ChangeDraft, HitsDraft } from "./hits-draft.ts";
import { hitsFailureText, type HitsTrouble, timeText } from "./hits-words.ts";
import { Working } from "./working.tsx";

interface SecretProps {
  readonly draft: HitsDraft;
  readonly change: ChangeDraft;
  readonly officer: string;
  readonly proposed: string;
  readonly another: () => void;
  readonly isBusy: boolean;
  readonly trouble: HitsTrouble | null;
  /** Numbers that are stretched one by one. */
  readonly slow: number;
}

/** The secret both sides need: proposed as digits to be said aloud, or one they agreed on before. */
export function SecretStep({ draft, change, officer, proposed, another, isBusy, trouble, slow }: SecretProps): ReactNode {
  const t = useTranslate();
  const time = timeText(slow, t, useFormat());
  if (isBusy) return <Working label={t("deconfliction:makingFile")} />;
  const ways = (["proposed", "typed"] as const).map((value) => ({ value, label: t(`deconfliction:secret.${value}`) }));
  const isWeak = trouble?.kind === "weak-shared-secret";
  return (
    <div className="deconfliction-scroll">
      {trouble !== null && !isWeak && <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{hitsFailureText(trouble)}</Callout>}
      <RadioField
        label={t("deconfliction:secret.how")}
        value={draft.secret}
        options={ways}
        onChange={(secret) => change({ secret: secret === "typed" ? "typed" : "proposed" })}
      />
      {draft.secret === "proposed" ? (
        <>
          <p>{t("deconfliction:secret.aloud", { officer })}</p>
          <Spoken secret={proposed} />
          <Button icon="refresh" onClick={another}>
            {t("deconfliction:secret.another")}
          </Button>
        </>
      ) : (
        <TextField
          label={t("deconfliction:secret.typedLabel")}
          help={t("deconfliction:secret.typedHelp")}
          error={isWeak ? hitsFailureText(trouble) : undefined}
          value={draft.typed}
          isMono
          isRequired
          autoFocus
          onChange={(typed) => change({ typed })}
        />
      )}
      <Callout tone="warning">{t("deconfliction:secret.again")}</Callout>
      {time !== null && <p className="deconfliction-muted">{t("deconfliction:make.takes", { time })}</p>}
    </div>
  );
}

/** The digits, large, to be read aloud. */
export function Spoken({ secret }: { readonly secret: string }): ReactNode {
  const t = useTranslate();
  return (
    <div className="deconfliction-spoken">
      <Fingerprint text={secret} label={t("deconfliction:secret.label")} isLarge />
    </div>
  );
}
