/** What may stand before and after a value: no letter, digit or underscore. */
export const before = "(?<![\\p{L}\\p{N}_])";
export const after = "(?![\\p{L}\\p{N}_])";
/** A point of a host, also as reports write it so that nobody follows it by mistake. */
export const point = "(?:\\.|。| ?[\\[({] ?(?:\\.|dot|точка|нүкте) ?[\\])}] ?)";
export const isDefanged = (text: string): boolean => /[[({]\s*(?:\.|dot|точка|нүкте|:|\/|at|@)|^h(?:xx|\*\*)p/i.test(text);

/** Signs nobody sees: zero-width ones, soft hyphens, and those that turn the direction of a text. */
const hidden = /\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/u;
const everyHidden = new RegExp(hidden, "gu");

/** A text without the signs nobody sees, and where its units stood before. */
export interface BareText {
  readonly text: string;
  /** How many such signs it had. */
  readonly hidden: number;
  /** The place in the text as it was. */
  placeOf(at: number): number;
}

/** A value is found though signs nobody sees were put into it. O(length). */
export function bareText(written: string): BareText {
  // A hyphen at which no line may break is a hyphen: word processors put it into names of sites.
  const text = written.replaceAll(/[\u2010\u2011]/g, "-");
  if (!hidden.test(text)) return { text, hidden: 0, placeOf: (at) => at };
  const places = new Uint32Array(text.length);
  let bare = 0;
  for (let at = 0; at < text.length; at++) if (!hidden.test(text[at] ?? "")) places[bare++] = at;
  return { text: text.replaceAll(everyHidden, ""), hidden: text.length - bare, placeOf: (at) => (at < bare ? (places[at] ?? 0) : text.length) };
}

/** How many signs nobody sees a text has. */
export const hiddenSigns = (text: string): number => text.match(everyHidden)?.length ?? 0;
