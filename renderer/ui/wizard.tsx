import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import type { IconName } from "./icon.tsx";
import { Steps } from "./steps.tsx";
import { useTranslate } from "./translate.ts";
import "./wizard.css";

export interface WizardMove {
  readonly label: string;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  readonly isBusy?: boolean;
  /** The step that acts: Ctrl+Enter runs it, Alt+N does not. */
  readonly isAct?: boolean;
  readonly run: () => void;
}
interface WizardProps {
  readonly title: string;
  readonly icon: IconName;
  readonly width?: "large" | "wide";
  readonly steps: readonly string[];
  /** From 0. */
  readonly current: number;
  readonly onClose: () => void;
  readonly back?: (() => void) | undefined;
  readonly next?: WizardMove | undefined;
  /** Left of the buttons: counts, a hint. */
  readonly note?: ReactNode;
  /** As of a dialog. */
  readonly hasDraft?: boolean;
  readonly children: ReactNode;
}

/** A dialog of several steps. Alt+N and Alt+B go on and back, Ctrl+Enter runs the step that acts; the keys are physical. */
export function Wizard({
  title,
  icon,
  width = "large",
  steps,
  current,
  onClose,
  back,
  next,
  note,
  hasDraft = true,
  children,
}: WizardProps): ReactNode {
  const t = useTranslate();
  useWizardKeys(back, next);
  const step = useStepFocus(current);
  const footer = (
    <>
      <div className="ui-wizard-note">{note}</div>
      {back && (
        <Button icon="arrow-left" title="Alt+B" onClick={back}>
          {t("common:back")}
        </Button>
      )}
      {next && (
        <Button
          intent="primary"
          title={next.isAct === true ? "Ctrl+Enter" : "Alt+N"}
          isDisabled={next.isDisabled === true}
          isLoading={next.isBusy === true}
          onClick={next.run}
          {...(next.icon === undefined ? {} : { icon: next.icon })}
        >
          {next.label}
        </Button>
      )}
    </>
  );
  return (
    <Dialog isOpen title={title} icon={icon} width={width} onClose={onClose} footer={footer} hasDraft={hasDraft}>
      <div className={`ui-wizard ui-wizard-${width}`}>
        <Steps steps={steps} current={current} label={title} />
        <div ref={step} className="ui-wizard-step" tabIndex={-1}>
          {children}
        </div>
      </div>
    </Dialog>
  );
}

/** A new step takes the focus, unless something in it already did: what had it is gone with the step before. */
function useStepFocus(current: number): RefObject<HTMLDivElement | null> {
  const step = useRef<HTMLDivElement>(null);
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current !== current && step.current?.contains(document.activeElement) !== true) step.current?.focus();
    shown.current = current;
  }, [current]);
  return step;
}

function useWizardKeys(back: (() => void) | undefined, next: WizardMove | undefined): void {
  const latest = useRef({ back, next });
  latest.current = { back, next };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actOf(event, latest.current);
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

/** While it is asked whether to drop what was typed, no key goes on. */
const isAskedToDrop = (): boolean => document.querySelector(".ui-dialog-question") !== null;

function actOf(
  event: KeyboardEvent,
  { back, next }: { readonly back: (() => void) | undefined; readonly next: WizardMove | undefined },
): (() => void) | undefined {
  if (isAskedToDrop()) return undefined;
  const canGo = next !== undefined && next.isDisabled !== true && next.isBusy !== true;
  if (event.altKey && event.code === "KeyB") return back;
  if (event.altKey && event.code === "KeyN") return canGo && next.isAct !== true ? next.run : undefined;
  if ((event.ctrlKey || event.metaKey) && event.code === "Enter") return canGo && next.isAct === true ? next.run : undefined;
  return undefined;
}
