import { fileKindOf } from "../../../shared/kernel/file-endings.ts";
import { useEffect, useRef, useState } from "react";
import type { CaseError } from "../../../shared/case/answer.ts";
import type { RepairPlan, RepairSource } from "../../../shared/case/damage-door.ts";
import type { Failure } from "../../../shared/kernel/result.ts";
import { askCore } from "../../state/ask.ts";
import { isDamaged, setOpenedCase } from "../../state/case-mirror.ts";
import { closeDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";

/** The job of the core that reads a source. */
export const planJob = "plan-repair";
type Trouble = Failure<CaseError["kind"] | "program-gone">;

export interface Repairing {
  readonly step: "choosing" | "planning" | "planned" | "applying";
  readonly plan: RepairPlan | null;
  /** The file that was chosen; "" = what is readable here. */
  readonly fileName: string;
  readonly trouble: Trouble | null;
  choose(file: File | null): void;
  stop(): void;
  apply(): void;
}

/** One source at a time: read, shown, and only then taken. */
export function useRepair(): Repairing {
  const [step, setStep] = useState<Repairing["step"]>("choosing");
  const [plan, setPlan] = useState<RepairPlan | null>(null);
  const [fileName, setFileName] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isMounted = useRef(true);
  const stop = (): void => void askCore("cancel", { job: planJob });
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
      void askCore("cancel", { job: planJob });
    };
  }, []);
  const fail = (error: Trouble): void => {
    setStep("choosing");
    setPlan(null);
    setTrouble(error);
  };
  const choose = async (file: File | null): Promise<void> => {
    setFileName(file?.name ?? "");
    setTrouble(null);
    setPlan(null);
    setStep("planning");
    const answer = await askCore("planRepair", { source: sourceOf(file) });
    if (!isMounted.current) return;
    if (!answer.ok) return fail(answer.error);
    setPlan(answer.value);
    setStep("planned");
  };
  const apply = async (): Promise<void> => {
    if (plan === null) return;
    setStep("applying");
    const answer = await askCore("applyRepair", { token: plan.token });
    if (!answer.ok) return isMounted.current ? fail(answer.error) : undefined;
    const wasDamaged = isDamaged();
    const { opened, broughtFiles, lostFiles } = answer.value;
    setOpenedCase(opened);
    closeDialog();
    const isWhole = plan.missing === 0 && plan.ending === "whole";
    if (broughtFiles > 0) notify("success", "damage:filesBack", { count: broughtFiles });
    if (lostFiles > 0) notify("warning", "damage:filesLost", { count: lostFiles });
    if (!wasDamaged && plan.fromSource.commits === 0) return;
    if (!wasDamaged) notify("success", "damage:filledUp", { count: plan.fromSource.commits });
    else notify(isWhole ? "success" : "warning", isWhole ? "damage:repaired" : "damage:repairedInPart");
  };
  return { step, plan, fileName, trouble, choose: (file) => void choose(file), stop, apply: () => void apply() };
}

function sourceOf(file: File | null): RepairSource {
  if (file === null) return { kind: "here" };
  return { kind: fileKindOf(file.name) === "bundle" ? "bundle" : "backup", file };
}
