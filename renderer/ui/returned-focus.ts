import { useEffect, useState } from "react";

const modal = "[role=dialog]";
/** What had the focus before the first of several dialogs in a row, and what holds it, nearest first. Weak: an element that is gone would hold all it showed. */
let places: readonly WeakRef<HTMLElement>[] = [];

function notePlace(): void {
  // A dialog opened from a dialog goes back to where the first came from.
  if (document.querySelector(modal) === null) places = placesOf(document.activeElement);
}

function placesOf(element: Element | null): readonly WeakRef<HTMLElement>[] {
  const found: WeakRef<HTMLElement>[] = [];
  for (let at = element?.closest<HTMLElement>("button, [tabindex], input, select, textarea") ?? null; at !== null; ) {
    found.push(new WeakRef(at));
    at = at.parentElement?.closest<HTMLElement>("[tabindex]") ?? null;
  }
  return found;
}

/**
 * For whatever is modal: its focus is given back when the last of them goes, to where the first was opened or what is left around it. Blueprint gives
 * none back for a dialog that is drawn no more.
 */
export function useReturnedFocus(): void {
  // While drawing, since a field of the dialog takes the focus as soon as it is drawn.
  useState(notePlace);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!isLost || document.querySelector(modal) !== null) return;
      const standing = places.flatMap((place) => place.deref() ?? []);
      standing.find(({ isConnected }) => isConnected)?.focus();
    },
    [],
  );
}
