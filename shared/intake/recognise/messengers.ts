import type { Found, RemarkName } from "./model.ts";
import { isDefanged, point } from "./signs.ts";

const paths = "\\+[\\w-]{10,40}|joinchat\\/[\\w-]{10,40}|c\\/\\d{4,15}(?:\\/\\d{1,12})?|(?:s\\/)?[A-Za-z][A-Za-z0-9_]{3,31}(?:\\/\\d{1,12})?";
const telegrams = new RegExp(
  `(?<![\\p{L}\\p{N}_./@-])(?:h(?:tt|xx)ps?(?::|\\[:\\])\\/\\/)?(?:www${point})?(?:t|telegram)${point}(?:me|dog)\\/(${paths})(?![A-Za-z0-9_-])`,
  "giu",
);
const inApp = /(?<![\p{L}\p{N}])tg:\/\/(?:resolve\?domain=([A-Za-z]\w{3,31})|join\?invite=([\w-]{10,40}))(?![\w-])/giu;
const handles = /(?<![\p{L}\p{N}_@./+-])@([A-Za-z][A-Za-z0-9_]{3,31})(?![\p{L}\p{N}_@]|\.[\p{L}])/gu;
const whatsApps = /(?:wa\.me\/|whatsapp\.com\/send\/?\?phone=)(?:\+|%2B)?(\d{8,15})(?!\d)/giu;
/** Pages of Telegram that are nobody's name. */
const reserved: ReadonlySet<string> = new Set([
  "share",
  "addstickers",
  "addemoji",
  "proxy",
  "socks",
  "setlanguage",
  "addtheme",
  "addlist",
  "login",
  "joinchat",
  "boost",
  "confirmphone",
]);

/** Names, invitations and private posts of Telegram, and phones of WhatsApp's links. O(length). */
export function findMessengers(text: string, labelAt: (at: number) => string): readonly Found[] {
  return [...findTelegrams(text), ...findInApp(text), ...findHandles(text, labelAt), ...findWhatsApps(text)];
}

function* findTelegrams(text: string): Generator<Found, void, void> {
  for (const { 0: word, 1: path = "", index: at } of text.matchAll(telegrams)) {
    const remarks: readonly RemarkName[] = isDefanged(word) ? ["defanged"] : [];
    const base = { at, length: word.length, check: "none", remarks } as const;
    const invite = /^(?:\+|joinchat\/)(.+)$/i.exec(path)?.[1];
    const name = path.replace(/^s\//i, "").replace(/\/\d+$/, "");
    if (invite !== undefined) yield { ...base, kind: "telegram-invite", value: `https://t.me/+${invite}` };
    else if (/^c\/\d/i.test(path)) yield { ...base, kind: "telegram", value: `id:${/\d+/.exec(path)?.[0] ?? ""}` };
    else if (!reserved.has(name.toLowerCase())) yield { ...base, kind: "telegram", value: name };
  }
}

function* findInApp(text: string): Generator<Found, void, void> {
  for (const { 0: word, 1: name, 2: invite, index: at } of text.matchAll(inApp)) {
    const base = { at, length: word.length, check: "none" } as const;
    if (name !== undefined) yield { ...base, kind: "telegram", value: name };
    else yield { ...base, kind: "telegram-invite", value: `https://t.me/+${invite ?? ""}` };
  }
}

function* findHandles(text: string, labelAt: (at: number) => string): Generator<Found, void, void> {
  for (const { 0: word, 1: name = "", index: at } of text.matchAll(handles)) {
    const isSaid = /telegram|телеграм|(?:^|[^\p{L}])(?:tg|тг)(?![\p{L}])/iu.test(labelAt(at));
    yield { kind: "telegram", at, length: word.length, value: name, check: "none", remarks: isSaid ? [] : ["bare-handle"] };
  }
}

function* findWhatsApps(text: string): Generator<Found, void, void> {
  for (const { 0: word, 1: digits = "", index } of text.matchAll(whatsApps)) {
    const at = index + word.length - digits.length;
    yield { kind: "phone", at, length: digits.length, value: `+${digits}`, check: "none" };
  }
}
