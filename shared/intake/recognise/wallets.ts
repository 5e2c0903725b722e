import { base58CheckToBytes, base58ToBytes } from "../../crypto/base58.ts";
import { parseAddress } from "../../ontology/address.ts";
import { withLatinLetters } from "../../ontology/look-alike-letters.ts";
import type { Found, RemarkName } from "./model.ts";
import { after, before } from "./signs.ts";

const base58 = "1-9A-HJ-NP-Za-km-z";
const candidates = new RegExp(
  `${before}(?:(?:0[xX])?[0-9a-fA-F]{64}|0x[0-9a-fA-F]{38,42}|41[0-9a-fA-F]{40}|(?:bc|ltc|BC|LTC)1[0-9a-zA-Z]{8,87}|[${base58}]{25,111})${after}`,
  "gu",
);
/** TON writes addresses with dashes, and with a colon. */
const tonForms = /(?<![\p{L}\p{N}_:-])(?:[EU]Q[A-Za-z0-9_-]{46}|-?[01]:[0-9a-fA-F]{64})(?![\p{L}\p{N}_-])/gu;
const imitations = new RegExp(`${before}[${base58}0\\u0370-\\u052f]{25,111}${after}`, "gu");

/** Wallets of all chains, hashes of transactions, and keys that open wallets. `text` without hidden signs. O(length). */
export function findWallets(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const { 0: word, index } of text.matchAll(candidates)) {
    const read = readWord(word);
    if (read !== null) found.push({ ...read, at: index, length: word.length });
  }
  for (const { 0: word, index } of text.matchAll(tonForms)) {
    const read = walletOf(word.includes(":") ? word.toLowerCase() : word);
    if (read !== null) found.push({ ...read, at: index, length: word.length });
  }
  for (const { 0: word, index } of text.matchAll(imitations)) {
    if (!/[\u0370-\u052f]/u.test(word) || !/\d/.test(word) || !parseAddress(withLatinLetters(word)).ok) continue;
    found.push({ kind: "wallet", at: index, length: word.length, value: "", check: "invalid", fault: "mixed-letters", remarks: ["mixed-letters"] });
  }
  return found;
}

type Read = Omit<Found, "at" | "length">;

function readWord(word: string): Read | null {
  const hex = /^(?:0x)?([0-9a-f]{64})$/i.exec(word)?.[1];
  if (hex !== undefined) return readHash(word, hex);
  if (isWif(word)) return { kind: "secret-key", value: word, check: "valid" };
  // A signature of Solana names its transaction.
  if (word.length >= 86 && word.length <= 88 && base58ToBytes(word)?.length === 64) return { kind: "transaction", value: word, check: "none" };
  return walletOf(word);
}

/** Twelve zero bytes before an address are an address in the data of a call, and no hash. */
function readHash(word: string, hex: string): Read | null {
  const value = (/^0x/i.test(word) ? `0x${hex}` : hex).toLowerCase();
  if (/^0{24}/.test(hex)) return null;
  const remarks: readonly RemarkName[] = ["may-be-key"];
  return { kind: "transaction", value, check: "none", remarks };
}

/** A private key of Bitcoin, Litecoin or Dogecoin in the form wallets export. */
function isWif(word: string): boolean {
  if (!/^[5KL6TQ][1-9A-HJ-NP-Za-km-z]{50,51}$/.test(word)) return false;
  const bytes = base58CheckToBytes(word);
  return bytes !== null && (bytes.length === 33 || bytes.length === 34) && [0x80, 0xb0, 0x9e].includes(bytes[0] ?? 0);
}

function walletOf(word: string): Read | null {
  const parsed = parseAddress(word);
  if (parsed.ok) {
    const { text, family, isChecked } = parsed.value;
    return { kind: "wallet", value: text, family, check: isChecked ? "valid" : "none" };
  }
  return looksLikeAddress(word) ? { kind: "wallet", value: "", check: "invalid", fault: parsed.error.kind } : null;
}

/** Whether a word that is no address plainly was one: it begins as one, is about as long, and is no word of a language. */
function looksLikeAddress(word: string): boolean {
  if (/^0x[0-9a-f]{38,42}$/i.test(word)) return true;
  const isWord = !/\d/.test(word) || !/[a-z]/.test(word);
  if (/^(?:bc|ltc)1[0-9a-z]{25,87}$/i.test(word)) return /\d.*\d/.test(word.slice(3));
  if (isWord || !/[A-Z]/.test(word)) return false;
  return /^T.{31,34}$|^[13].{25,34}$|^[LMDA9].{32,33}$|^r.{24,34}$|^[48].{94}$|^4.{105}$|^[EU]Q.{46}$/.test(word);
}
