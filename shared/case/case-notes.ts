import { type CaseId, parseCaseId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";

/** Notes the window keeps of a case, as `<kind>/<case id>`. All are listed: what is not would outlive a case that is deleted. */
const windowKinds = ["panels", "chart", "undo", "checked"] as const;

/** The window's notes of a case, as the vault names them. */
export function windowNotesOf(caseId: CaseId): readonly string[] {
  return windowKinds.map((kind) => `window/${kind}/${caseId}`);
}

/** The note of when files of a case were checked: the core's own, listed with those of the window. */
export function checkedNoteOf(caseId: CaseId): string {
  return `window/checked/${caseId}`;
}

/** The case a note of the window is about; null when it names none. A note that names one must be of a kind that goes with it. */
export function caseOfNote(name: string): CaseId | null {
  const [kind, id, ...more] = name.split("/");
  const caseId = more.length === 0 && windowKinds.some((each) => each === kind) ? parseCaseId(id) : null;
  invariant(caseId !== null || !/[0-9a-f]{32}/.test(name), "a note that names a case is of a known kind");
  return caseId;
}

/** Shares of a case that wait for a second officer: a sealed note that goes with it. */
export function pendingNoteOf(caseId: CaseId): string {
  return `cosign/${caseId}`;
}
