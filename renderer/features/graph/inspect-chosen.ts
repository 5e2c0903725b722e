/** Moves the focus to the inspector, where what is chosen is read in full. Once it is drawn: a choice made now shows a frame later. */
export function inspectChosen(): void {
  const panel = document.querySelector<HTMLElement>("[data-panel=inspector]");
  requestAnimationFrame(() => (panel?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ?? panel)?.focus());
}
