import type { Span } from "../ledger/model.ts";
import { compareText } from "./compare-text.ts";

/** Sorts after every date that begins with what stands before it: a year holds all its days. */
const afterAll = "\uffff";

/** Whether what is said of a span is true on a day ("2024-05-01"); not said = always. A year or month holds all its days. */
export function holdsOn(span: Span | null, day: string): boolean {
  if (span === null) return true;
  const [from, to] = [span.from.slice(0, 10), span.to.slice(0, 10)];
  return (from === "" || from <= day) && (to === "" || to >= day || day.startsWith(to));
}

interface Interval {
  readonly place: number;
  readonly key: string;
  readonly start: string;
  readonly end: string;
}

/**
 * The places of entries whose time overlaps that of an entry with another key. Not said = always; a year overlaps all its days; what ends before it
 * begins overlaps nothing.
 *
 * Cost    O(n log n).
 */
export function rivalsAmong(entries: readonly { readonly key: string; readonly during: Span | null }[]): ReadonlySet<number> {
  const intervals = entries.map(({ key, during }, place): Interval => {
    return { place, key, start: during?.from ?? "", end: during === null || during.to === "" ? afterAll : `${during.to}${afterAll}` };
  });
  const byStart = intervals.filter(({ start, end }) => start <= end).sort((a, b) => compareText(a.start, b.start));
  const rivals = new Set<number>();
  const before = new Foremost((a, b) => compareText(b, a));
  for (const { place, key, start, end } of byStart) {
    const last = before.otherThan(key);
    if (last !== null && last >= start) rivals.add(place);
    before.meet(key, end);
  }
  const after = new Foremost(compareText);
  for (const { place, key, start, end } of byStart.toReversed()) {
    const next = after.otherThan(key);
    if (next !== null && next <= end) rivals.add(place);
    after.meet(key, start);
  }
  return rivals;
}

/** The foremost text met so far, and the foremost of another key. */
class Foremost {
  readonly #compare: (a: string, b: string) => number;
  #best: { readonly key: string; readonly text: string } | null = null;
  #other: { readonly key: string; readonly text: string } | null = null;

  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare;
  }

  otherThan(key: string): string | null {
    return (this.#best?.key === key ? this.#other : this.#best)?.text ?? null;
  }

  meet(key: string, text: string): void {
    const isBetter = (known: { readonly text: string } | null): boolean => known === null || this.#compare(text, known.text) < 0;
    if (this.#best === null || this.#best.key === key) {
      if (isBetter(this.#best)) this.#best = { key, text };
    } else if (isBetter(this.#best)) {
      this.#other = this.#best;
      this.#best = { key, text };
    } else if (isBetter(this.#other)) this.#other = { key, text };
  }
}
