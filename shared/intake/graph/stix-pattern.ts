/** One comparison of an indicator: what is looked for, of which kind. */
export interface SoughtValue {
  readonly type: string;
  readonly value: string;
}

const comparison = /\[?\s*([a-z0-9-]+):value\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]?/y;
const joint = /\s*OR\s*/y;
const longestPattern = 100_000;

/**
 * The values a pattern of an indicator looks for, where it is nothing but "this or that value": `[domain-name:value = 'a.example' OR url:value = '…']`.
 *
 * Gives   null for any other pattern: what is joined by AND, FOLLOWEDBY or NOT names no thing that was seen. O(characters).
 */
export function soughtValues(pattern: string): readonly SoughtValue[] | null {
  if (pattern.length > longestPattern) return null;
  const sought: SoughtValue[] = [];
  let at = 0;
  for (const text = pattern.trim(); ; ) {
    comparison.lastIndex = at;
    const found = comparison.exec(text);
    if (found === null) return null;
    sought.push({ type: found[1] ?? "", value: (found[2] ?? "").replaceAll(/\\(.)/g, "$1") });
    at = comparison.lastIndex;
    if (at >= text.length) return sought;
    joint.lastIndex = at;
    if (joint.exec(text) === null) return null;
    at = joint.lastIndex;
  }
}
