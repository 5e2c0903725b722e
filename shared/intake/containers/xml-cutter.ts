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
      if (typeof next !== "number") return next;
      if (next < 0) break;
      for (let i = at; i < next; i++) if (text.charCodeAt(i) === 0x0a) this.#line += 1;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > longestPart) return fail("too-complex", String(this.#line));
    if (isLast && (this.#rest.trim() !== "" || this.#open.length > 0 || !this.#hasRoot)) return this.#broken();
    return succeed(null);
  }

  #broken(): Result<null, IntakeError> {
    return fail("broken-xml", String(this.#line));
  }

  /** Where the text ends; −1 when it may go on. */
  #takeText(text: string, at: number, isLast: boolean): number | Result<null, IntakeError> {
    const end = text.indexOf("<", at);
    if (end < 0 && !isLast) return -1;
    const said = decodeEntities(text.slice(at, end < 0 ? text.length : end));
    if (said === null || (this.#open.length === 0 && said.replace("\ufeff", "").trim() !== "")) return this.#broken();
    if (this.#open.length > 0) this.#listener.text(said);
    return end < 0 ? text.length : end;
  }

  #takeTag(text: string, at: number): number | Result<null, IntakeError> {
    if (text.startsWith("<!--", at)) return endAfter(text, "-->", at + 4);
    if (text.startsWith("<?", at)) return endAfter(text, "?>", at + 2);
    if (text.startsWith("<![CDATA[", at)) return this.#takeCharacters(text, at);
    if (text.startsWith("<!", at))
      return "<![CDATA[".startsWith(text.slice(at, at + 9)) || "<!--".startsWith(text.slice(at, at + 4))
        ? -1
        : fail("xml-doctype", String(this.#line));
    const end = endOfTag(text, at + 1);
    if (end < 0) return -1;
    const inside = text.slice(at + 1, end);
    return this.#tell(inside) ? end + 1 : this.#open.length >= deepest ? fail("too-complex", String(this.#line)) : this.#broken();
  }

  #takeCharacters(text: string, at: number): number | Result<null, IntakeError> {
    const end = text.indexOf("]]>", at);
    if (end < 0) return -1;
    if (this.#open.length === 0) return this.#broken();
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
    const parts = /^([\p{L}_][\p{L}\p{N}._:-]*)(?:\s([\s\S]*))?$/u.exec(isEmpty ? inside.slice(0, -1) : inside);
    if (parts === null || (this.#open.length === 0 && this.#hasRoot) || this.#open.length >= deepest) return false;
    const [, name = "", attributes = ""] = parts;
    this.#hasRoot = true;
    this.#listener.open(localName(name), attributes);
    if (isEmpty) this.#listener.close(localName(name));
    else this.#open.push(name);
    return true;
  }
}

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

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text with its references resolved: the five of XML, and those by number. null when another stands in it. */
function decodeEntities(text: string): string | null {
  if (!text.includes("&")) return text;
  let isGood = true;
  const decoded = text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,10}))?;?/g,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : null;
      const sign = code === null ? named[name ?? ""] : code >= 0x20 || code === 9 || code === 10 || code === 13 ? signOf(code) : undefined;
      if (sign === undefined || !whole.endsWith(";")) isGood = false;
      return sign ?? "";
    },
  );
  return isGood ? decoded : null;
}

const signOf = (code: number): string | undefined => (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined);
