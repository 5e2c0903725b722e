/** What a table of ours has under a name that came from outside; undefined for what every object has ("constructor", "__proto__") as for any other stranger. */
export function ownOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
