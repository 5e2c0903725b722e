import { Dialog as BlueprintDialog } from "@blueprintjs/core";
import { type ReactNode, useEffect, useId, useState } from "react";
import { IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
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

/** What had the focus before the first of several dialogs in a row, and what holds it, nearest first. */
let places: readonly HTMLElement[] = [];

function notePlace(): void {
  // A dialog opened from a dialog goes back to where the first came from.
  if (document.querySelector(".ui-dialog") === null) places = placesOf(document.activeElement);
}

function placesOf(element: Element | null): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = element?.closest<HTMLElement>("button, [tabindex], input, select, textarea") ?? null; at !== null; ) {
    found.push(at);
    at = at.parentElement?.closest<HTMLElement>("[tabindex]") ?? null;
  }
  return found;
}

/** Our dialogs go with what they are drawn by, before Blueprint gives the focus back: it is given back here, or to what is left around it. */
function useReturnedFocus(): void {
  // While drawing, since a field of the dialog takes the focus as soon as it is drawn.
  useState(notePlace);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && document.querySelector(".ui-dialog") === null) places.find(({ isConnected }) => isConnected)?.focus();
    },
    [],
  );
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
