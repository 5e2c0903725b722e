import { type RefObject, useEffect, useRef } from "react";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";

/**
 * Keeps the keyboard in the inspector when what had the focus goes away with the old selection (a link that was followed) or with a value that was taken back: the panel
 * itself takes it. Gives the ref of the panel.
 */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const selection = useDesk((desk) => desk.selection);
  const version = useCaseMirror((mirror) => mirror.version);
  const panel = useRef<HTMLElement>(null);
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      last.current = event.target instanceof Element && panel.current?.contains(event.target) === true ? event.target : null;
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new selection, or a change of the case, is what takes the old controls away
  useEffect(() => {
    const isLost = last.current !== null && !last.current.isConnected && document.activeElement === document.body;
    if (isLost) panel.current?.focus();
  }, [selection, version]);
  return panel;
}
