import { canonicalHost } from "../host-name.ts";
import { findLinks } from "./links.ts";
import { findMessengers } from "./messengers.ts";
import type { Found, Recognised, RecognisedKind, RemarkName } from "./model.ts";
import { findNumbers } from "./numbers.ts";
import { type BareText, bareText } from "./signs.ts";
import { findWallets } from "./wallets.ts";

/** A text, and where in its file it stands. */
export interface RecognisedText {
  readonly text: string;
  /** Page of it from 1; 0 = it has no pages. */
  readonly page?: number;
  /** Line its first one is, from 1. */
  readonly firstLine?: number;
}

/** Of two values that begin at one place the earlier kind counts. */
const order: readonly RecognisedKind[] = [
  ...(["telegram-invite", "telegram", "url", "email", "iban", "transaction", "secret-key"] as const),
  ...(["wallet", "iin", "bin", "phone", "domain", "bic"] as const),
];
/** What is a value of its own though it stands in a link. A host does not: it is the link's. */
const mayStandInLink: ReadonlySet<RecognisedKind> = new Set(["wallet", "transaction", "email", "telegram", "phone", "iin", "bin", "iban"]);

/**
 * What a text holds that is known by its form: each value once at each of its places, in their order. Nothing is looked up, nothing is guessed: a value
 * whose checksum fails is given as such. A value is found though signs nobody sees stand in it. O(length).
 */
export function recogniseText({ text, page = 0, firstLine = 1 }: RecognisedText): readonly Recognised[] {
  const bare = bareText(text);
  const labelAt = (at: number): string => labelBefore(bare.text, at);
  const found = [...findMessengers(bare.text, labelAt), ...findLinks(bare.text), ...findWallets(bare.text), ...findNumbers(bare.text, labelAt)];
  const chosen = withoutOverlaps(found.sort((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind) || b.length - a.length));
  const lineAt = lineCounter(text, firstLine);
  return chosen.map(({ one, within }): Recognised => {
    const place = placeOf(one, bare);
    const written = text.slice(place.from, place.to);
    const hidden: readonly RemarkName[] = written.length === one.length ? [] : ["hidden-signs"];
    const label = labelAt(one.at);
    const { kind, remarks } = asLabelled(one, label, within === null ? "" : bare.text.slice(chosen[within]?.one.at, one.at));
    const { value, check, fault = null, family = "", registrable = "" } = one;
    const host = kind === "domain" ? value : kind === "url" ? hostOf(value) : "";
    return {
      kind,
      written,
      value,
      check,
      fault,
      family,
      host,
      registrable,
      remarks: [...remarks, ...hidden],
      label,
      page,
      ...lineAt(place.from),
      offset: place.from,
      within,
    };
  });
}

function hostOf(url: string): string {
  const name = canonicalHost(url);
  return name.ok ? name.value.host : "";
}

interface Chosen {
  readonly one: Found;
  readonly within: number | null;
}

/** Of values that overlap the first is kept, and what is a value of its own within a link. */
function withoutOverlaps(sorted: readonly Found[]): readonly Chosen[] {
  const chosen: Chosen[] = [];
  let [end, innerEnd, link] = [0, 0, -1];
  for (const one of sorted) {
    const oneEnd = one.at + one.length;
    if (one.at >= end) {
      link = one.kind === "url" ? chosen.length : -1;
      chosen.push({ one, within: null });
      [end, innerEnd] = [oneEnd, one.at];
    } else if (link >= 0 && oneEnd <= end && one.at >= innerEnd && mayStandInLink.has(one.kind)) {
      chosen.push({ one, within: link });
      innerEnd = oneEnd;
    }
  }
  return chosen;
}

/** What the words before a value make of it: 64 digits are a transaction or a key where the text says so. */
function asLabelled(one: Found, label: string, linkBefore: string): { readonly kind: RecognisedKind; readonly remarks: readonly RemarkName[] } {
  const { kind, remarks = [] } = one;
  if (kind !== "transaction") return { kind, remarks };
  if (saysKey.test(label)) return { kind: "secret-key", remarks: [] };
  return { kind, remarks: saysTransaction.test(label) || /\/(?:tx|transaction|hash)s?\/$/i.test(linkBefore) ? [] : remarks };
}
const saysKey = /priv(?:ate)?[ _-]?key|secret|приватн|закрыт\p{L}* ключ|секретн|жеке кілт|құпия/iu;
const saysTransaction = /(?:^|[^\p{L}])(?:tx|txid|tx ?hash|hash|transaction|transaction id)(?![\p{L}])|транзакц|хеш|хэш/iu;

const longestLabel = 48;

/** What a line calls the value that stands at a place: the words before it, from the last sign that ends a phrase. */
export function labelBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - longestLabel), at).replace(/^[\s\S]*[\r\n\t]/, "");
  const words = near.replace(/[\s:=№#"'«“(<[–—-]+$/u, "");
  return words.slice(Math.max(...[",", ";", "!", "?", "|", ". "].map((sign) => words.lastIndexOf(sign) + 1))).trim();
}

function placeOf({ at, length }: Found, bare: BareText): { readonly from: number; readonly to: number } {
  return { from: bare.placeOf(at), to: bare.placeOf(at + length - 1) + 1 };
}

/** Lines and columns of places that come in their order. */
function lineCounter(text: string, firstLine: number): (at: number) => { readonly line: number; readonly column: number } {
  const ends = /\r\n|\r|\n/g;
  let [line, start] = [firstLine, 0];
  let next = ends.exec(text);
  return (at) => {
    while (next !== null && next.index < at) {
      line += 1;
      start = next.index + next[0].length;
      next = ends.exec(text);
    }
    return { line, column: at - start + 1 };
  };
}
