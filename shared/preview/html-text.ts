import type { HtmlFacts } from "./model.ts";

/** HTML as text, and what it would have done had it been rendered. */
export interface HtmlText {
  readonly text: string;
  readonly facts: HtmlFacts;
}

/** Elements whose content is no text for a reader. */
const unseen = new Set(["script", "style", "title", "template", "noscript", "object", "svg"]);
/** Elements before which a line ends. */
const breaking = new Set([
  "p",
  "div",
  "br",
  "tr",
  "li",
  "ul",
  "ol",
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "pre",
  "hr",
  "section",
]);
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  copy: "©",
  reg: "®",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  laquo: "«",
  raquo: "»",
  euro: "€",
  bull: "•",
};

/**
 * Writes HTML as text: tags are left out, links and pictures say where they lead (a link that names another address than it leads to is seen as such). It is a reading
 * of signs, not a rendering: what style would hide is shown. O(length).
 */
export function htmlToText(html: string): HtmlText {
  const writer = new TextWriter();
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    writer.write(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    at = readTag(html, open, writer);
  }
  return writer.whole();
}

/** Reads what begins with "<" and gives where it ends. */
function readTag(html: string, open: number, writer: TextWriter): number {
  if (html.startsWith("<!--", open)) return afterText(html, "-->", open + 4);
  const head = /^<(\/?)([a-z][a-z0-9:-]*)/i.exec(html.slice(open, open + 64));
  if (head === null) {
    if (html[open + 1] === "!" || html[open + 1] === "?") return afterText(html, ">", open + 2);
    writer.write("<");
    return open + 1;
  }
  const [opening = "", slash, name = ""] = head;
  const end = tagEnd(html, open + opening.length);
  const tag = name.toLowerCase();
  if (slash === "/") writer.close(tag);
  else writer.open(tag, html.slice(open + opening.length, end - 1));
  if (slash === "/" || !unseen.has(tag)) return end;
  const closing = indexOfClosing(html, tag, end);
  return closing < 0 ? html.length : afterText(html, ">", closing);
}

const afterText = (html: string, text: string, from: number): number => {
  const at = html.indexOf(text, from);
  return at < 0 ? html.length : at + text.length;
};

function indexOfClosing(html: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}[\\s>/]`, "gi");
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? -1;
}

/** Where a tag ends; a ">" within quotes does not end it. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at++) {
    const sign = html[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ">") return at + 1;
  }
  return html.length;
}

/** Longer addresses are data that stands in the text. */
const longestAddress = 500;

class TextWriter {
  #text: string[] = [];
  #links: string[] = [];
  #counts = { scripts: 0, remotePictures: 0, forms: 0, links: 0 };

  write(raw: string): void {
    const text = decodeEntities(raw).replaceAll(/[ \t\r\n\f]+/g, " ");
    if (text !== "") this.#text.push(text);
  }

  open(tag: string, attributes: string): void {
    if (tag === "script") this.#counts.scripts++;
    if (tag === "form") this.#counts.forms++;
    if (/(^|\s)on[a-z]+\s*=/i.test(attributes)) this.#counts.scripts++;
    if (tag === "a") this.#links.push(attributeOf(attributes, "href"));
    if (tag === "img") this.#picture(attributeOf(attributes, "src"));
    if (tag === "td" || tag === "th") this.#text.push("\t");
    if (breaking.has(tag)) this.#text.push("\n");
  }

  close(tag: string): void {
    if (tag === "a") this.#link(this.#links.pop() ?? "");
    if (breaking.has(tag) && tag !== "br") this.#text.push("\n");
  }

  #link(address: string): void {
    if (address === "") return;
    this.#counts.links++;
    this.#text.push(` ⟨${cut(address)}⟩`);
  }

  #picture(address: string): void {
    if (/^(https?:)?\/\//i.test(address)) this.#counts.remotePictures++;
    this.#text.push(` [${cut(address)}] `);
  }

  whole(): HtmlText {
    for (const address of this.#links.splice(0).reverse()) this.#link(address);
    const text = this.#text
      .join("")
      .replaceAll(/[ \t]*\n[ \t]*/g, "\n")
      .replaceAll(/\n{3,}/g, "\n\n")
      .trim();
    return { text, facts: this.#counts };
  }
}

const cut = (address: string): string => (address.length > longestAddress ? `${address.slice(0, longestAddress)}…` : address);

function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(attributes);
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});?/gi, (whole: string, name: string) => {
    if (!name.startsWith("#")) return named[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code === 0 || code > 0x10_ff_ff || (code >= 0xd800 && code <= 0xdfff) ? "\u{FFFD}" : String.fromCodePoint(code);
  });
}
