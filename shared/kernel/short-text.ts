const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Longer ones are left to the decoder: below that, calling it costs more than the text. */
const mostBytes = 192;
/** Code units at hand, by how many there are: a call with so many arguments makes a text in one step. */
const units = Array.from({ length: mostBytes + 1 }, (_, count) => new Array<number>(count).fill(0));
const found = new Array<number>(mostBytes).fill(0);

/**
 * UTF-8 as text, wrong bytes as U+FFFD. What the browser's decoder makes lives outside the heap of scripts, and each such text costs every collection
 * some time: a hundred thousand of them, a tenth of a second (assets/docs/decisions/0026). So short texts are made here.
 */
export function readUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > mostBytes) return decoder.decode(bytes.subarray(start, end));
  const count = readUnits(bytes, start, end);
  return count < 0 ? decoder.decode(bytes.subarray(start, end)) : textOf(found, count);
}

/** A text of the first so many code units of a list; at most 192. */
export function textOf(from: readonly number[], count: number): string {
  const exact = units[count] ?? [];
  for (let i = 0; i < count; i++) exact[i] = from[i] ?? 0;
  return String.fromCharCode(...exact);
}

/** Fills in the code units of sound UTF-8 of up to three bytes a character; −1 when it is anything else. */
function readUnits(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : 3;
    const unit = length === 1 ? lead : wideUnit(bytes, at, end, length);
    if (unit < 0) return -1;
    found[count++] = unit;
    at += length;
  }
  return count;
}

/** The code unit of a sequence of two or three bytes; −1 when it is cut, too long for what it says, half a pair, or of four bytes. */
function wideUnit(bytes: Uint8Array, at: number, end: number, length: number): number {
  const [lead, second, third] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
  if (at + length > end || (second & 0xc0) !== 0x80) return -1;
  if (length === 2) return lead < 0xc2 ? -1 : ((lead & 0x1f) << 6) | (second & 0x3f);
  if (lead > 0xef || (third & 0xc0) !== 0x80) return -1;
  const unit = ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? -1 : unit;
}

/** Writes a text as UTF-8 at a place with room for three bytes a code unit; gives where it ends, −1 at the first half of a pair. */
export function writeUtf8(text: string, into: Uint8Array, start: number): number {
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) into[at++] = unit;
    else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >> 6);
      into[at++] = 0x80 | (unit & 0x3f);
    } else {
      if (unit >= 0xd800 && unit <= 0xdfff) return -1;
      into[at++] = 0xe0 | (unit >> 12);
      into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return at;
}
