const base = 36;
const initialBias = 72;

/** A host as it is meant to be read: labels in Punycode as their letters. What is no Punycode stays as it is. Source: RFC 3492. */
export function shownHost(host: string): string {
  return host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join(".");
}

function decodeLabel(code: string): string | null {
  if (code === "") return null;
  const end = code.lastIndexOf("-");
  const points = Array.from(end > 0 ? code.slice(0, end) : "", (sign) => sign.codePointAt(0) ?? 0);
  let [point, place, bias] = [128, 0, initialBias];
  for (let at = end > 0 ? end + 1 : 0; at < code.length; ) {
    const before = place;
    let weight = 1;
    for (let step = base; ; step += base) {
      const digit = digitOf(code.charCodeAt(at++));
      if (digit === null) return null;
      place += digit * weight;
      const threshold = Math.min(Math.max(step - bias, 1), 26);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const count = points.length + 1;
    bias = adapted(place - before, count, before === 0);
    point += Math.floor(place / count);
    place %= count;
    if (point > 0x10ffff || !Number.isSafeInteger(place)) return null;
    points.splice(place++, 0, point);
  }
  return String.fromCodePoint(...points);
}

function digitOf(code: number): number | null {
  if (code >= 48 && code <= 57) return code - 22;
  const letter = code | 32;
  return letter >= 97 && letter <= 122 ? letter - 97 : null;
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / count);
  let steps = 0;
  for (; rest > 455; steps += base) rest = Math.floor(rest / (base - 1));
  return steps + Math.floor((36 * rest) / (rest + 38));
}
