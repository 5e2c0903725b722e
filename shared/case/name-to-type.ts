/** What must be typed to delete a case: its number; its title when it has none; the first signs of its id when its summary is lost. */
export function nameToType({ caseId, number, title }: { readonly caseId: string; readonly number: string; readonly title: string }): string {
  return number.trim() || title.trim() || caseId.slice(0, 8);
}
