import { type ReactNode, useEffect, useState } from "react";
import type { BundleReview, ReviewRule, RuleWeight } from "../../../shared/case/review-door.ts";
import { askCore } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { chosenByRule, decidedByRule } from "./review-lines.ts";
import type { Picking } from "./use-picking.ts";

const kinds = ["take", "better", "ours-equal"] as const;
/** What can be asked for as the least: what cannot be judged (F, 6) is no measure. */
const grades = ["A", "B", "C", "D", "E"].flatMap((source) => [1, 2, 3, 4, 5].map((said) => `${source}${said}`));

interface RulesProps {
  readonly review: BundleReview;
  readonly picking: Picking;
  readonly onDone: () => void;
}

/** A rule for many values at once by their grades. What it comes to is counted before it is applied, and what it chose or decided can be changed one by one. */
export function GradeRules({ review, picking, onDone }: RulesProps): ReactNode {
  const t = useTranslate();
  const [kind, setKind] = useState<(typeof kinds)[number]>("take");
  const [least, setLeast] = useState("B2");
  const weight = useRuleWeight(review, kind, least);
  const found = weight === null ? 0 : weight.takes.length + weight.decides.length;
  const apply = (): void => {
    if (weight === null) return;
    if (kind === "take") picking.setChosen((chosen) => chosenByRule(weight.takes, chosen));
    else picking.setDecisions((decisions) => decidedByRule(weight.decides, decisions));
    onDone();
  };
  return (
    <section className="exchange-rules" aria-label={t("arrival:rules.label")}>
      <SelectField
        label={t("arrival:rules.kind")}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`arrival:rules.${value}`) }))}
        onChange={(picked) => setKind(kinds.find((each) => each === picked) ?? kind)}
      />
      {kind === "take" && (
        <SelectField label={t("arrival:rules.least")} value={least} options={grades.map((value) => ({ value, label: value }))} onChange={setLeast} />
      )}
      <p className="tabular" role="status">
        {weight === null ? t("arrival:weighing") : <Preview {...{ kind, least, weight }} />}
      </p>
      <Button intent="primary" icon="tick" isDisabled={found === 0} onClick={apply}>
        {t("arrival:rules.apply")}
      </Button>
    </section>
  );
}

interface PreviewProps {
  readonly kind: (typeof kinds)[number];
  readonly least: string;
  readonly weight: RuleWeight;
}

function Preview({ kind, least, weight: { takes, values, decides, conflicts } }: PreviewProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (kind === "take") {
    const counts = { number: format.number(takes.length), all: format.number(values), rest: format.number(values - takes.length), grade: least };
    return t("arrival:rules.takes", { count: takes.length, ...counts });
  }
  const sided = (side: "ours" | "theirs"): string => format.number(decides.filter((each) => each.side === side).length);
  return t("arrival:rules.decides", {
    count: conflicts,
    all: format.number(conflicts),
    ours: sided("ours"),
    theirs: sided("theirs"),
    left: format.number(conflicts - decides.length),
  });
}

/** null while it is counted. */
function useRuleWeight(review: BundleReview, kind: ReviewRule["kind"], least: string): RuleWeight | null {
  const [weighed, setWeighed] = useState<{ readonly of: string; readonly weight: RuleWeight } | null>(null);
  const { token } = review;
  const asked = `${token} ${kind} ${kind === "take" ? least : ""}`;
  useEffect(() => {
    let isGone = false;
    const weigh = async (): Promise<void> => {
      const answer = await askCore("weighRule", { token, rule: kind === "take" ? { kind, least } : { kind } });
      if (answer.ok && !isGone) setWeighed({ of: asked, weight: answer.value });
    };
    void weigh();
    return () => {
      isGone = true;
    };
  }, [token, kind, least, asked]);
  return weighed?.of === asked ? weighed.weight : null;
}
