import { Dialog as BlueprintDialog } from "@blueprintjs/core";
import { type ReactNode, useEffect, useId, useState } from "react";
import { IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
import { useReturnedFocus } from "./returned-focus.ts";
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
  readonly children: ReactNode;
}

/** A modal dialog: traps the focus, gives it back, scrolls its body. */
export function Dialog({ title, icon, isOpen, onClose, width = "medium", footer, children }: DialogProps): ReactNode {
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
  useLostFocus(isOpen, onClose);
  useReturnedFocus();
  useFirstFocus(body);
  return (
    <BlueprintDialog
      isOpen={isOpen}
      onClose={onClose}
      canOutsideClickClose={false}
      aria-labelledby={titleId}
      className={`ui-dialog ui-dialog-${width}`}
      transitionDuration={0}
    >
      <div className="ui-dialog-head">
        {icon && <Icon name={icon} />}
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="small-cross" label={t("common:close")} onClick={onClose} />
      </div>
      <div ref={setBody} className="ui-dialog-body" {...(isOnlyRead ? { tabIndex: 0 } : {})}>
        {children}
      </div>
      {footer !== undefined && <div className="ui-dialog-foot">{footer}</div>}
    </BlueprintDialog>
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
