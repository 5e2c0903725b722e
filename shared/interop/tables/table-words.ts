/** Words of the language a table is written in, by key: "column.type", "type.person", "property.iin". */
export type TableWords = Readonly<Record<string, string>>;

/** The word of a key; without one the last part of the key itself, which is the name in our own format. */
export function wordOf(words: TableWords, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? "") : key.slice(key.indexOf(".") + 1);
}
