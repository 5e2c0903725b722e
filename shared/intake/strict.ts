/** Members of an object somebody else may have written. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether it is an object that has all of the first names, and no name beside them and the second. */
export function hasOnly(said: unknown, names: readonly string[], optional: readonly string[] = []): said is Members {
  if (typeof said !== "object" || said === null || Array.isArray(said)) return false;
  const own = Object.keys(said);
  return names.every((name) => own.includes(name)) && own.every((name) => names.includes(name) || optional.includes(name));
}

export function isListOf<Item>(said: unknown, isItem: (item: unknown) => item is Item, most: number): said is readonly Item[] {
  return Array.isArray(said) && said.length <= most && said.every(isItem);
}
