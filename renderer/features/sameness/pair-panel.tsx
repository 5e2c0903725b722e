import type { ReactNode } from "react";
import type { Match } from "../../../shared/projections/matches.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { FieldTable } from "./field-table.tsx";
import type { PairAnswer, PairAnswers } from "./pair-answers.ts";
import { Reasons } from "./pair-list.tsx";

interface PairPanelProps {
  readonly match: Match;
  readonly answers: PairAnswers;
  readonly onAnswer: (answer: PairAnswer) => void;
}

const buttons: readonly { readonly answer: PairAnswer; readonly icon: IconName; readonly key: string }[] = [
  { answer: "merge", icon: "git-merge", key: "M" },
  { answer: "possible", icon: "help", key: "P" },
  { answer: "distinct", icon: "disable", key: "N" },
  { answer: "skip", icon: "chevron-right", key: "S" },
];

/** One suggested pair, side by side, and the four answers to it. */
export function PairPanel({ match, answers, onAnswer }: PairPanelProps): ReactNode {
  const t = useTranslate();
  const mayChange = useCaseMirror(isEditable);
  return (
    <section className="sameness-panel" aria-label={t("sameness:matches.pair")}>
      <p className="sameness-because">
        <strong>{t("sameness:matches.score", { score: match.score })}</strong>
        <Reasons reasons={match.reasons} />
      </p>
      <FieldTable label={t("sameness:table.label")} things={answers.things} keep={answers.keep} onKeep={answers.setKeep} />
      <TextField label={t("sameness:why")} value={answers.why} help={t("sameness:whyHelp")} onChange={answers.setWhy} />
      <div className="sameness-answers">
        {buttons.map(({ answer, icon, key }) => (
          <Button
            key={answer}
            icon={icon}
            intent={answer === "merge" ? "primary" : "none"}
            isDisabled={answers.isBusy || (answer !== "skip" && !mayChange)}
            title={t("sameness:matches.key", { key })}
            onClick={() => onAnswer(answer)}
          >
            {t(`sameness:answer.${answer}`)} <kbd className="sameness-key">{key}</kbd>
          </Button>
        ))}
      </div>
    </section>
  );
}
