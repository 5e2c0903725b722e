import { type Sketch, sketchSize } from "../projections/resemblance.ts";
import { decodeText } from "./decode-text.ts";

/** Bytes of a text, at most; longer ones are not compared. */
const mostBytes = 8 * 1024 * 1024;
/** Words in a row that are one piece of a text. */
const wordsInRow = 4;
const textNames = /\.(txt|text|html?|xhtml|csv|tsv|md|json|eml)$/i;
const textMedia = /^(text\/|application\/(json|xhtml\+xml)|message\/rfc822)/i;

interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  /** As the file was kept; "" = not known. */
  readonly mediaType: string;
}

/**
 * The sketch of a text: the 256 least hashes of its sequences of four words. Two texts are compared by their sketches (`resemblanceOf`), so that the
 * texts themselves stay where they are.
 *
 * Rule    Words are runs of letters and digits in one case; signs between the digits of a number are dropped, so that "1 234,50" is "1234.50" and a
 *         number with damaged separators still matches. Tags, scripts and styles of HTML, and the head of an e-mail, are no text; encoded parts of an
 *         e-mail are compared as they stand.
 * Gives   null when the file is no text by its name or kind, is longer than 8 MB, or has fewer than four words.
 * Source  w-shingling and bottom-k sketches: Broder 1997.
 */
export function sketchOf({ bytes, fileName, mediaType }: Kept): Sketch | null {
  if (bytes.length > mostBytes || !(textNames.test(fileName) || textMedia.test(mediaType))) return null;
  const decoded = decodeText(bytes);
  if (!decoded.ok) return null;
  const words = wordsOf(bareText(decoded.value.text, fileName, mediaType));
  return words.length < wordsInRow ? null : leastHashes(words);
}

function bareText(text: string, fileName: string, mediaType: string): string {
  if (/\.eml$/i.test(fileName) || mediaType === "message/rfc822") return withoutTags(text.slice(Math.max(0, text.search(/\r?\n\r?\n/))));
  return /\.x?html?$/i.test(fileName) || /html/i.test(mediaType) ? withoutTags(text) : text;
}

/** The text between the tags. Never shown, only compared: it need not be a whole reading of HTML. Linear, whatever the file says. */
function withoutTags(html: string): string {
  const parts = [
    ["<!--", "-->"],
    ["<script", "</script"],
    ["<style", "</style"],
  ] as const;
  const said = parts.reduce((text, [start, end]) => withoutParts(text, start, end), html.toLowerCase());
  return said.replaceAll(/<[^<>]*>/g, " ").replaceAll(/&(?:nbsp|#160|#xa0);/g, " ");
}

/** Drops what stands between two marks; what is never closed goes to the end. */
function withoutParts(text: string, start: string, end: string): string {
  const kept: string[] = [];
  let at = 0;
  for (let from = text.indexOf(start); from >= 0; from = text.indexOf(start, at)) {
    kept.push(text.slice(at, from));
    const to = text.indexOf(end, from + start.length);
    if (to < 0) return kept.join(" ");
    at = to + end.length;
  }
  return [...kept, text.slice(at)].join(" ");
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize("NFKC").toLowerCase();
  const joined = plain.replaceAll(/(?<=\p{N})[\s.,'’]{1,2}(?=\p{N})/gu, "");
  return joined.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function leastHashes(words: readonly string[]): Sketch {
  const hashes = new Set<number>();
  for (let at = 0; at + wordsInRow <= words.length; at++) hashes.add(hashOf(words.slice(at, at + wordsInRow).join(" ")));
  return Uint32Array.from(hashes).sort().slice(0, sketchSize);
}

/** FNV-1a over the 16-bit units, then the last mixing of MurmurHash3, so that the least hashes are a fair sample. Not for secrets. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
