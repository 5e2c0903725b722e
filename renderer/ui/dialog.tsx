import { Dialog as BlueprintDialog } from "@blueprintjs/core";
import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
import { useReturnedFocus } from "./returned-focus.ts";
import { useTypedDraft } from "./typed-draft.ts";
import "./dialog.css";

interface DialogProps {
  readonly title: ReactNode;
  readonly icon?: IconName;
  readonly isOpen: boolean;
  /** Escape and the cross. A click outside closes nothing: work in a dialog is not lost by a slip. */
  readonly onClose: () => void;
  /** 440, 640, 880 and 1200 pixels, never wider than the window. */
  readonly width?: "small" | "medium" | "large" | "wide";
  readonly footer?: ReactNode;
  /** false = what is typed here is kept as it is typed, or is worth nothing once the dialog is gone (a name typed to confirm). */
  readonly hasDraft?: boolean;
  readonly children: ReactNode;
}

/** How whatever stands in a dialog closes it: what was typed is not dropped without a word. */
const CloseContext = createContext<() => void>(() => undefined);

/** Leaves the dialog as Escape does. */
export function CancelButton(): ReactNode {
  const t = useTranslate();
  return <Button onClick={useContext(CloseContext)}>{t("common:cancel")}</Button>;
}

/** A modal dialog: traps the focus, gives it back, scrolls its body, and asks before it drops what a person typed. */
export function Dialog({ title, icon, isOpen, onClose, width = "medium", footer, hasDraft = true, children }: DialogProps): ReactNode {
  const t = useTranslate();
  const titleId = useId();
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const [isOnlyRead, setOnlyRead] = useState(false);
  // Text that must be scrolled and holds no control would be out of reach of the keys.
  useEffect(
    () =>
      setOnlyRead(
        body !== null && body.scrollHeight > body.clientHeight && body.querySelector("button, input, select, textarea, a, [tabindex]") === null,
      ),
    [body],
  );
  const { close, question } = useGuardedClose(body, onClose, hasDraft);
  useLostFocus(isOpen, close);
  useReturnedFocus();
  useFirstFocus(body);
  return (
    <BlueprintDialog
      isOpen={isOpen}
      onClose={close}
      canOutsideClickClose={false}
      aria-labelledby={titleId}
      className={`ui-dialog ui-dialog-${width}`}
      transitionDuration={0}
    >
      <CloseContext value={close}>
        <div className="ui-dialog-head" inert={question !== null}>
          {icon && <Icon name={icon} />}
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="small-cross" label={t("common:close")} onClick={close} />
        </div>
        <div ref={setBody} className="ui-dialog-body" inert={question !== null} {...(isOnlyRead ? { tabIndex: 0 } : {})}>
          {children}
        </div>
        {question ?? (footer !== undefined && <div className="ui-dialog-foot">{footer}</div>)}
      </CloseContext>
    </BlueprintDialog>
  );
}

/** Closes at once where nothing was typed; else asks, and Escape then means to go on writing: pressed twice by a nervous hand it drops nothing. */
function useGuardedClose(body: HTMLElement | null, onClose: () => void, hasDraft: boolean) {
  const isTyped = useTypedDraft(body);
  const [isAsking, ask] = useState(false);
  const before = useRef<Element | null>(null);
  const goOn = (): void => {
    ask(false);
    // Once the body is no longer inert.
    requestAnimationFrame(() => before.current instanceof HTMLElement && before.current.focus());
  };
  const close = (): void => {
    if (isAsking) return goOn();
    if (!hasDraft || !isTyped()) return onClose();
    before.current = document.activeElement;
    ask(true);
  };
  return { close, question: isAsking ? <DropQuestion onGoOn={goOn} onDrop={onClose} /> : null };
}

function DropQuestion({ onGoOn, onDrop }: { readonly onGoOn: () => void; readonly onDrop: () => void }): ReactNode {
  const t = useTranslate();
  const textId = useId();
  return (
    <div className="ui-dialog-foot ui-dialog-question" role="alertdialog" aria-label={t("common:draft.title")} aria-describedby={textId}>
      <p id={textId}>
        <Icon name="warning-sign" size={14} /> {t("common:draft.text")}
      </p>
      <Button intent="danger" isMinimal onClick={onDrop}>
        {t("common:draft.drop")}
      </Button>
      <Button intent="primary" autoFocus onClick={onGoOn}>
        {t("common:draft.goOn")}
      </Button>
    </div>
  );
}

const controls =
  "input:not(:disabled, [tabindex='-1']), select:not(:disabled), textarea:not(:disabled), button:not(:disabled, [tabindex='-1']), a[href], summary, [role][tabindex='0']";

/** A dialog of which no part asks for the focus has it on its first control, and not on its frame, where arrows and letters do nothing. */
function useFirstFocus(body: HTMLDivElement | null): void {
  useEffect(() => {
    if (body === null) return;
    // After whatever of the dialog takes the focus by itself, and after Blueprint, which gives it to the frame in the next one.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const dialog = body.closest(".ui-dialog");
        const at = document.activeElement;
        if (dialog === null || (at !== null && at !== dialog && dialog.contains(at))) return;
        (firstControl(body) ?? firstControl(dialog))?.focus();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [body]);
}

/** Of radio buttons the chosen one, as Tab has it. */
function firstControl(inside: Element): HTMLElement | null {
  const found = [...inside.querySelectorAll<HTMLElement>(controls)].find((each) => each.checkVisibility());
  if (!(found instanceof HTMLInputElement) || found.type !== "radio") return found ?? null;
  return inside.querySelector<HTMLElement>(`input[type=radio][name="${CSS.escape(found.name)}"]:checked`) ?? found;
}

/**
 * A button that goes busy loses the focus to the document, and with it the dialog would lose its keys. Escape then still closes, and
 * Tab comes back in.
 */
function useLostFocus(isOpen: boolean, onClose: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || (document.activeElement !== null && document.activeElement !== document.body)) return;
      if (event.key === "Escape") onClose();
      else if (event.key === "Tab") document.querySelector<HTMLElement>(".ui-dialog button")?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [isOpen, onClose]);
}
