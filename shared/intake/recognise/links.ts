import { checkValue, longestUrl } from "../../ontology/check.ts";
import { isMixed } from "../../ontology/look-alike-letters.ts";
import { canonicalHost, isListedHost, refanged } from "../host-name.ts";
import type { Found, RecognisedFault, RemarkName } from "./model.ts";
import { isPublicService } from "./public-services.ts";
import { isDefanged, point } from "./signs.ts";

const urls = new RegExp(
  `(?<![\\p{L}\\p{N}])h(?:tt|xx|\\*\\*)ps?(?::|\\[:\\]|\\(:\\))(?:\\/\\/|\\[\\/\\/\\]|\\[\\/\\]\\[\\/\\]|\\\\\\\\)[^\\s<>"\`«»“”⟨⟩|^]{3,${longestUrl + 1}}`,
  "giu",
);
const host = `(?:[\\p{L}\\p{M}\\p{N}_-]{1,63}${point}){1,126}(?:xn--[a-zA-Z0-9-]{2,59}|\\p{L}{2,24})`;
const hosts = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_@./-])${host}(?![\\p{L}\\p{M}\\p{N}_@-])(?!${point}[\\p{L}\\p{N}])`, "giu");
const mails = new RegExp(
  `(?<![\\p{L}\\p{N}._%+'-])(?:[A-Za-z0-9._%+'-]|[\\[({](?:\\.|dot|точка|нүкте)[\\])}]){1,64}(?:@| ?[\\[({] ?(?:at|@) ?[\\])}] ?)${host}(?![\\p{L}\\p{M}\\p{N}_@-])`,
  "giu",
);

/** Links, domains that stand by themselves, and addresses of mail. O(length). */
export function findLinks(text: string): readonly Found[] {
  return [...findUrls(text), ...findMails(text), ...findDomains(text)];
}

function* findUrls(text: string): Generator<Found, void, void> {
  for (const { 0: word, index: at } of text.matchAll(urls)) {
    const written = withoutEnd(word);
    const plain = refanged(written.replace("\\\\", "//"));
    const name = canonicalHost(plain);
    const url = checkValue("url", plain);
    const remarks = remarksOf(written, name.ok ? name.value.host : "");
    const base = { kind: "url", at, length: written.length } as const;
    if (url.ok && name.ok) yield { ...base, value: url.value, check: "none", registrable: name.value.registrable, remarks };
    else yield { ...base, value: "", check: "invalid", fault: faultOf(url.ok ? null : url.error.kind, name.ok ? null : name.error.kind), remarks };
  }
}

function faultOf(url: RecognisedFault | null, name: RecognisedFault | "domain" | null): RecognisedFault {
  return url ?? (name === null || name === "domain" ? "bad-form" : name);
}

const openers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A link ends before the signs of the sentence it stands in; a bracket belongs to it where it opened one. O(length). */
function withoutEnd(word: string): string {
  const counts = new Map<string, number>();
  for (const sign of word) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const countOf = (sign: string): number => counts.get(sign) ?? 0;
  let end = word.length;
  for (; end > 0; end--) {
    const sign = word[end - 1] ?? "";
    const opener = openers[sign];
    const isSurplus = opener !== undefined && countOf(opener) < countOf(sign);
    if (!isSurplus && !".,;:!?'’…*".includes(sign)) break;
    counts.set(sign, countOf(sign) - 1);
  }
  return word.slice(0, end);
}

function* findDomains(text: string): Generator<Found, void, void> {
  // A name that comes again is asked about once.
  const known = new Map<string, ReturnType<typeof domainOf>>();
  for (const { 0: word, index: at } of text.matchAll(hosts)) {
    const before = known.get(word);
    const found = before === undefined ? domainOf(word) : before;
    if (before === undefined) known.set(word, found);
    if (found !== null) yield { ...found, at, length: word.length };
  }
}

function domainOf(word: string): Omit<Found, "at" | "length"> | null {
  const name = canonicalHost(word);
  // "the end.In the morning": two sentences without a space between them.
  if (!name.ok || !isListedHost(name.value.host) || /\p{Ll}\.\p{Lu}\p{Ll}*$/u.test(word)) return null;
  const { host: value, registrable } = name.value;
  const remarks: readonly RemarkName[] = /^[^.]+\.(?:md|sh|py|zip|rs|mov|ps|pl|so|cc)$/.test(value) ? ["file-like"] : [];
  return { kind: "domain", value, check: "none", registrable, remarks: [...remarks, ...remarksOf(word, value)] };
}

function* findMails(text: string): Generator<Found, void, void> {
  const known = new Map<string, string | null>();
  const hostOf = (written: string): string | null => {
    const before = known.get(written);
    if (before !== undefined) return before;
    const name = canonicalHost(written);
    const found = name.ok && isListedHost(name.value.host) ? name.value.host : null;
    known.set(written, found);
    return found;
  };
  for (const { 0: word, index: at } of text.matchAll(mails)) {
    const [, local = "", rest = ""] = /^([A-Za-z0-9._%+'-]+?) ?[[({]? ?(?:@|at) ?[\])}]? ?([^@]+)$/i.exec(refanged(word)) ?? [];
    const name = hostOf(rest);
    if (name === null) continue;
    const isGood = !/^\.|\.\.|\.$/.test(local);
    const remarks: readonly RemarkName[] = isDefanged(word) ? ["defanged"] : [];
    const base = { kind: "email", at, length: word.length, remarks } as const;
    if (isGood) yield { ...base, value: `${local}@${name}`, check: "none" };
    else yield { ...base, value: "", check: "invalid", fault: "bad-form" };
  }
}

function remarksOf(written: string, name: string): readonly RemarkName[] {
  return [
    ...(isDefanged(written) ? (["defanged"] as const) : []),
    ...(name !== "" && isPublicService(name) ? (["public-service"] as const) : []),
    ...(written.split(/[./]/).some(isMixed) ? (["mixed-letters"] as const) : []),
  ];
}
