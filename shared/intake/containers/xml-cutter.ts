import { ownOf } from "../../kernel/own.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { IntakeError } from "../model.ts";

/** What is told of an XML text, in its order. Names come without the prefix of their namespace. */
export interface XmlListener {
  /** `attributes` as written: `attributesOf` reads them, where they are wanted. */
  open(name: string, attributes: string): void;
  text(text: string): void;
  close(name: string): void;
}

const deepest = 100;
/** Characters of one tag or one text, at most. */
const longestPart = 2 ** 22;

/**
 * Cuts XML into tags and texts, as the text comes.
 *
 * Takes   no document type: a declaration of one is refused, so there are no entities to expand and nothing to load.
 * Fails   `xml-doctype`; `broken-xml` with the line (from 1) where a tag is not closed, not opened, or no tag at all; `too-complex` when it is deeper, or a
 *         part of it longer, than we read.
 * Source  XML 1.0, fifth edition, as far as data files use it.
 */
export class XmlCutter {
  readonly #listener: XmlListener;
  readonly #open: string[] = [];
  #rest = "";
  #line = 1;
  #hasRoot = false;

  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  cut(piece: string, isLast: boolean): Result<null, IntakeError> {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text.startsWith("<", at) ? this.#takeTag(text, at) : this.#takeText(text, at, isLast);
      if (typeof next === "string") return fail(next, String(this.#line + linesIn(text, at)));
      if (next < 0) break;
      at = next;
    }
    this.#line += linesIn(text, at);
    this.#rest = text.slice(at);
    if (this.#rest.length > longestPart) return fail("too-complex", String(this.#line));
    if (isLast && (this.#rest.trim() !== "" || this.#open.length > 0 || !this.#hasRoot)) return fail("broken-xml", String(this.#line));
    return succeed(null);
  }

  /** Where the text ends; −1 when it may go on. */
  #takeText(text: string, at: number, isLast: boolean): number | Trouble {
    const end = text.indexOf("<", at);
    if (end < 0 && !isLast) return -1;
    const said = decodeEntities(text.slice(at, end < 0 ? text.length : end));
    if (said === null || (this.#open.length === 0 && said.replace("\ufeff", "").trim() !== "")) return "broken-xml";
    if (this.#open.length > 0) this.#listener.text(said);
    return end < 0 ? text.length : end;
  }

  #takeTag(text: string, at: number): number | Trouble {
    if (text.startsWith("<!--", at)) return endAfter(text, "-->", at + 4);
    if (text.startsWith("<?", at)) return endAfter(text, "?>", at + 2);
    if (text.startsWith("<![CDATA[", at)) return this.#takeCharacters(text, at);
    if (text.startsWith("<!", at))
      return "<![CDATA[".startsWith(text.slice(at, at + 9)) || "<!--".startsWith(text.slice(at, at + 4)) ? -1 : "xml-doctype";
    const end = endOfTag(text, at + 1);
    if (end < 0) return -1;
    const inside = text.slice(at + 1, end);
    return this.#tell(inside) ? end + 1 : this.#open.length >= deepest ? "too-complex" : "broken-xml";
  }

  #takeCharacters(text: string, at: number): number | Trouble {
    const end = text.indexOf("]]>", at);
    if (end < 0) return -1;
    if (this.#open.length === 0) return "broken-xml";
    this.#listener.text(text.slice(at + 9, end));
    return end + 3;
  }

  /** Tells of one tag; false when it is none that may stand here. */
  #tell(inside: string): boolean {
    if (inside.startsWith("/")) {
      const name = inside.slice(1).trim();
      if (this.#open.pop() !== name) return false;
      this.#listener.close(localName(name));
      return true;
    }
    const isEmpty = inside.endsWith("/");
    const said = isEmpty ? inside.slice(0, -1) : inside;
    const nameEnd = endOfName(said);
    if (nameEnd < 0 || (this.#open.length === 0 && this.#hasRoot) || this.#open.length >= deepest) return false;
    const [name, attributes] = [said.slice(0, nameEnd), said.slice(nameEnd + 1)];
    this.#hasRoot = true;
    this.#listener.open(localName(name), attributes);
    if (isEmpty) this.#listener.close(localName(name));
    else this.#open.push(name);
    return true;
  }
}

type Trouble = "broken-xml" | "xml-doctype" | "too-complex";

/** Line feeds in a text before a place. */
function linesIn(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < before; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Where the name ends that a tag begins with; −1 when it begins with none. Names of plain letters are told without the form of all others. */
function endOfName(said: string): number {
  let at = 0;
  while (isLetter(said.charCodeAt(at))) at += 1;
  if (at > 0 && (at === said.length || said.charCodeAt(at) === 0x20)) return at;
  return /^[\p{L}_][\p{L}\p{N}._:-]*(?=\s|$)/u.exec(said)?.[0].length ?? -1;
}
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

function endAfter(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}

/** The ">" of a tag: one in quotes is none. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === ">") return at;
    if (sign !== '"' && sign !== "'") continue;
    at = text.indexOf(sign, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

/** Attributes of a tag, without the prefixes of their namespaces; of two with one name the first. */
export function attributesOf(written: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single] of written.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (!found.has(localName(name))) found.set(localName(name), decodeEntities(double ?? single ?? "") ?? "");
  }
  return found;
}

/**
 * What `attributesOf` says of the `wanted` names, in their order, without making a map: for tags of which there are millions. Attributes written as programs
 * write them (plain names, double quotes, no references) are cut directly, all others by `attributesOf`.
 */
export function pickAttributes(written: string, wanted: readonly string[]): readonly (string | undefined)[] {
  const found: (string | undefined)[] = wanted.map(() => undefined);
  for (let at = 0; at < written.length; ) {
    const equals = written.indexOf('="', at);
    const close = equals < 0 ? -1 : written.indexOf('"', equals + 2);
    if (close < 0 || !isPlainName(written, at, equals)) return pickOf(attributesOf(written), wanted);
    const place = wanted.indexOf(written.slice(at, equals));
    const value = place < 0 ? "" : written.slice(equals + 2, close);
    if (value.includes("&")) return pickOf(attributesOf(written), wanted);
    if (place >= 0) found[place] ??= value;
    at = close + 1;
    while (written.charCodeAt(at) === 0x20) at += 1;
  }
  return found;
}

const pickOf = (all: ReadonlyMap<string, string>, wanted: readonly string[]): readonly (string | undefined)[] => wanted.map((name) => all.get(name));

function isPlainName(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isLetter(text.charCodeAt(at))) return false;
  return to > from;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text with its references resolved: the five of XML, and those by number. null when another stands in it. */
function decodeEntities(text: string): string | null {
  if (!text.includes("&")) return text;
  let isGood = true;
  const decoded = text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,10}))?;?/g,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : null;
      const sign = code === null ? ownOf(named, name ?? "") : code >= 0x20 || code === 9 || code === 10 || code === 13 ? signOf(code) : undefined;
      if (sign === undefined || !whole.endsWith(";")) isGood = false;
      return sign ?? "";
    },
  );
  return isGood ? decoded : null;
}

const signOf = (code: number): string | undefined => (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined);
