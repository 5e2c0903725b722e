import { toShownName } from "../kernel/shown-name.ts";

interface Named {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
}

/** More than this nobody types, and no dialog shows well. */
const longestTyped = 64;

/**
 * What must be typed to delete a case: its number; its title when it has none; the first signs of its id when its summary is lost, or both are too
 * long. Signs that are not seen and how words are set apart do not count: only what is read can be typed.
 */
export function nameToType({ caseId, number, title }: Named): string {
  return typeable(number) ?? typeable(title) ?? caseId.slice(0, 8);
}

export function isNameTyped(named: Named, typed: string): boolean {
  return typeable(typed) === nameToType(named);
}

function typeable(text: string): string | null {
  const shown = toShownName(text.replaceAll(/\s+/gu, " "));
  return shown === null || shown.length > longestTyped ? null : shown;
}
