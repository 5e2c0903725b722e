import { askCore } from "./ask.ts";

/** The layout of the panels, kept sealed with the case it belongs to. */

let reset: (() => void) | null = null;

/** The workbench says how its layout is reset, while it is mounted. */
export function offerReset(run: (() => void) | null): void {
  reset = run;
}

export function resetLayout(): void {
  reset?.();
}

/** The layout of the case that is being opened, asked for before the core has its hands full. */
let foreseen: { readonly caseId: string; readonly layout: Promise<unknown> } | null = null;

/** Asks for the layout of a case that is about to be opened: its panels stand as soon as anything of it is shown. */
export function foreseeLayout(caseId: string): void {
  foreseen = { caseId, layout: readLayout(caseId) };
}

/** The layout kept for a case; null when there is none, or none that can be read: the standard one then stands. */
export async function recallLayout(caseId: string): Promise<unknown> {
  const known = foreseen?.caseId === caseId ? foreseen.layout : readLayout(caseId);
  foreseen = null;
  return known;
}

async function readLayout(caseId: string): Promise<unknown> {
  const note = await askCore("readNote", { name: noteName(caseId) });
  if (!note.ok || note.value === null) return null;
  try {
    return JSON.parse(note.value);
  } catch {
    return null;
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Keeps a layout once it has rested for a second; not evidence, so a failure to keep it is no news to the person. */
export function keepLayout(caseId: string, layout: object): void {
  clearTimeout(timer);
  timer = setTimeout(() => void askCore("keepNote", { name: noteName(caseId), text: JSON.stringify(layout) }), 1000);
}

/** A layout that waits to be kept is dropped: its case is being closed. */
export function dropPendingLayout(): void {
  clearTimeout(timer);
}

const noteName = (caseId: string): string => `panels/${caseId}`;
