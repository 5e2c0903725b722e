import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import type { ReactNode } from "react";
import type { RepairPlan } from "../../../shared/case/damage-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { FileField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { amount } from "./report-lines.ts";
import { planJob, type Repairing } from "./use-repair.ts";
import { Working } from "./working.tsx";

/** Chooses a source, and shows what it would bring back and what would stay lost. */
export function Repair({ repairing, isDamaged }: { readonly repairing: Repairing; readonly isDamaged: boolean }): ReactNode {
  const t = useTranslate();
  const { step, plan, trouble, fileName, choose, stop } = repairing;
  const isBusy = step === "planning" || step === "applying";
  return (
    <div className="damage-body">
      <p>{t(isDamaged ? "damage:repairText" : "damage:fillText")}</p>
      <FileField
        label={t("damage:choose")}
        accept={`${fileEndings.backup},${fileEndings.bundle}`}
        help={t("damage:chooseHelp")}
        autoFocus
        isDisabled={isBusy}
        {...(fileName === "" ? {} : { chosen: fileName })}
        onFile={choose}
      />
      {isDamaged && (
        <div className="damage-moves">
          <Button isMinimal icon="box" isDisabled={isBusy} onClick={() => choose(null)}>
            {t("damage:here")}
          </Button>
        </div>
      )}
      {step === "planning" && <Working jobId={planJob} label={t("damage:planning")} onStop={stop} />}
      {step === "applying" && <Progress done={0} total={0} label={t("damage:applying")} />}
      {trouble !== null && <Told trouble={trouble} />}
      {plan !== null && <Planned plan={plan} isDamaged={isDamaged} />}
    </div>
  );
}

/** That a source has nothing new is good news, and no failure. */
function Told({ trouble }: { readonly trouble: NonNullable<Repairing["trouble"]> }): ReactNode {
  const t = useTranslate();
  if (trouble.kind === "nothing-to-repair") return <Callout tone="success">{t("damage:nothingNew")}</Callout>;
  if (trouble.kind === "unknown-case" || trouble.kind === "other-vault") return <Callout tone="danger">{t(`damage:source.${trouble.kind}`)}</Callout>;
  return <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{failureText(trouble)}</Callout>;
}

function Planned({ plan, isDamaged }: { readonly plan: RepairPlan; readonly isDamaged: boolean }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isWhole = plan.missing === 0 && plan.ending === "whole";
  const count = plan.lost ?? plan.missing;
  const number = format.number(count);
  const stays = plan.ending === "unknown" ? t("damage:atLeast", { count, number }) : t("damage:records", { count, number });
  const facts: readonly (readonly [string, string])[] = [
    ...(plan.madeAt === null ? [] : [["sourceAt", format.dateTime(plan.madeAt)] as const]),
    ...(plan.holds.lastAt === null
      ? []
      : [["sourceHolds", t("damage:holds", { amount: amount(plan.holds, t, format), time: format.dateTime(plan.holds.lastAt) })] as const]),
    ...(plan.source === "here" ? [] : [["fromSource", amount(plan.fromSource, t, format)] as const]),
    ...(isDamaged ? [["fromBehind", amount(plan.behind, t, format)] as const] : []),
    ["after", amount(plan.after, t, format)],
    ["stays", stays],
  ];
  return (
    <>
      <Callout tone={isWhole ? "success" : "warning"} title={t(isWhole ? "damage:plan.whole" : "damage:plan.part")}>
        {t(`damage:plan.${isWhole ? "wholeHelp" : whyInPart(plan)}`)}
      </Callout>
      <dl className="damage-facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`damage:fact.${name}`)}</dt>
            <dd className="tabular">{text}</dd>
          </div>
        ))}
      </dl>
      {plan.files > 0 && (
        <Callout tone="warning">{t(plan.source === "backup" ? "damage:filesFromBackup" : "damage:filesElsewhere", { count: plan.files })}</Callout>
      )}
      {plan.leftOut > 0 && <Callout tone="info">{t("damage:leftOut", { count: plan.leftOut, number: format.number(plan.leftOut) })}</Callout>}
    </>
  );
}

const whyInPart = ({ source, ending }: RepairPlan): string => (source === "here" ? "here" : ending === "whole" ? "middle" : ending);

/** Takes what the plan says. */
export function RepairButton({ repairing, isDamaged }: { readonly repairing: Repairing; readonly isDamaged: boolean }): ReactNode {
  const t = useTranslate();
  return (
    <Button
      icon="clean"
      intent="primary"
      isDisabled={repairing.step !== "planned"}
      isLoading={repairing.step === "applying"}
      onClick={repairing.apply}
    >
      {t(isDamaged ? "damage:repair" : "damage:fill")}
    </Button>
  );
}
