import { useEffect, useRef } from "react";

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/** Where a person writes something that would be missed: no secret, no filter, no query of a list to choose from. */
function isDraft(target: EventTarget | null): target is TextBox {
  if (target instanceof HTMLTextAreaElement) return true;
  if (!(target instanceof HTMLInputElement) || target.type !== "text") return false;
  return target.role !== "combobox" && target.closest("[data-draft=none]") === null;
}

/**
 * Watches what is typed inside an element.
 * Gives   a question: does anything differ from how it was found? Also of fields that are no longer drawn, as those of the steps before in a wizard.
 */
export function useTypedDraft(inside: HTMLElement | null): () => boolean {
  const typed = useRef(new Map<TextBox, { readonly found: string; now: string }>());
  useEffect(() => {
    if (inside === null) return;
    const note = (target: EventTarget | null): void => {
      if (isDraft(target) && !typed.current.has(target)) typed.current.set(target, { found: target.value, now: target.value });
    };
    const found = ({ target }: Event): void => note(target);
    const type = ({ target }: Event): void => {
      const known = isDraft(target) ? typed.current.get(target) : undefined;
      if (known !== undefined && isDraft(target)) known.now = target.value;
    };
    // A field that has the focus before anybody watches was found as it is.
    if (inside.contains(document.activeElement)) note(document.activeElement);
    inside.addEventListener("focusin", found);
    inside.addEventListener("beforeinput", found);
    inside.addEventListener("input", type);
    return () => {
      inside.removeEventListener("focusin", found);
      inside.removeEventListener("beforeinput", found);
      inside.removeEventListener("input", type);
    };
  }, [inside]);
  return () => [...typed.current].some(([box, { found, now }]) => (box.isConnected ? box.value : now).trim() !== found.trim());
}
