import type { ReactNode } from "react";
import type { HitsSight } from "../../../shared/case/deconfliction-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { hitsFailureText } from "./hits-words.ts";
import type { Reading } from "./use-reading.ts";

interface AnswerProps {
  readonly sight: HitsSight;
  readonly reading: Reading;
}

/** A refusal says nothing of the case, and needs no secret. */
export function RefuseButton({ sight, reading }: AnswerProps): ReactNode {
  const t = useTranslate();
  return (
    <Button icon="disable" onClick={() => reading.answer(sight.token, "refused")}>
      {t("deconfliction:answer.refuse")}
    </Button>
  );
}

/** What became of an answer or a refusal. */
export function AnswerState({ sight, reading }: AnswerProps): ReactNode {
  const t = useTranslate();
  const { answered, trouble } = reading;
  // What went wrong while comparing is said where it was compared.
  const isOfAnswer = trouble !== null && trouble.kind !== "wrong-shared-secret" && trouble.kind !== "cancelled";
  if (isOfAnswer) return <Callout tone="danger">{hitsFailureText(trouble)}</Callout>;
  if (answered === null) return null;
  return answered.saved === "saved" ? (
    <Callout tone="success">{t(`deconfliction:answer.saved.${answered.says}`, { officer: sight.partner.officer })}</Callout>
  ) : (
    <Callout tone="warning">{t("deconfliction:answer.notSaved")}</Callout>
  );
}
