/**
 * Says the whole of a text that is cut off, as a tooltip: called when the pointer comes over it. Text that fits gets none, and one that says more
 * stays.
 *
 * @param selector  what counts as one text: a cell, a tab
 */
export function tellCutText(target: EventTarget, selector: string): void {
  const place = target instanceof Element ? target.closest<HTMLElement>(selector) : null;
  if (place === null || (place.title !== "" && place.dataset["cut"] === undefined)) return;
  if ([place, ...place.querySelectorAll<HTMLElement>("*")].some(isCut)) {
    place.dataset["cut"] = "";
    place.title = place.innerText.replaceAll(/\s+/g, " ").trim();
    return;
  }
  delete place.dataset["cut"];
  place.removeAttribute("title");
}

const isCut = ({ scrollWidth, clientWidth }: HTMLElement): boolean => clientWidth > 0 && scrollWidth > clientWidth;
