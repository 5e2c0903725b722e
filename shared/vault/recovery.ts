import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";

/** Bytes of chance in a recovery code: 160 bits. */
export const recoveryBytes = 20;

/** Crockford base32: no I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 8;
const signsPerGroup = 4;

/**
 * The code a person prints or writes down: 8 groups of 4 signs and a check sign, "7K3D1-…". The check sign finds every mistyped sign, every two
 * exchanged signs of a group, and a group in the place of another.
 */
export function formatRecoveryCode(secret: Bytes): string {
  invariant(secret.length === recoveryBytes, "a recovery secret has 20 bytes");
  let bits = 0n;
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte);
  const texts: string[] = [];
  for (let group = groups - 1; group >= 0; group--, bits >>= 20n) {
    const signs = [15n, 10n, 5n, 0n].map((shift) => Number((bits >> shift) & 31n));
    texts.unshift([...signs, checkSign(signs, group)].map((sign) => alphabet[sign]).join(""));
  }
  return texts.join("-");
}

/**
 * Reads a code as people type it: any case, any spaces and dashes, O for 0, I and L for 1.
 * Fails   `wrong-length`; `wrong-group` with the first wrong group in `where`, "1" to "8".
 */
export function parseRecoveryCode(text: string): Result<Bytes, Failure<"wrong-length" | "wrong-group">> {
  const typed = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (typed.length !== groups * (signsPerGroup + 1)) return fail("wrong-length");
  let bits = 0n;
  for (let group = 0; group < groups; group++) {
    const start = group * (signsPerGroup + 1);
    const signs = [...typed.slice(start, start + signsPerGroup)].map((sign) => alphabet.indexOf(sign));
    if (signs.includes(-1) || alphabet[checkSign(signs, group)] !== typed[start + signsPerGroup]) return fail("wrong-group", String(group + 1));
    for (const sign of signs) bits = (bits << 5n) | BigInt(sign);
  }
  const secret = new Uint8Array(recoveryBytes);
  for (let i = recoveryBytes - 1; i >= 0; i--, bits >>= 8n) secret[i] = Number(bits & 255n);
  return succeed(secret);
}

/** Sum of the signs and the group's number, each times another power of x, in the field of 32 elements (x^5 + x^2 + 1). */
function checkSign(signs: readonly number[], group: number): number {
  return [...signs, group].reduce((sum, sign, i) => sum ^ timesPowerOfX(sign, i + 1), 0);
}

function timesPowerOfX(element: number, power: number): number {
  let product = element;
  for (let i = 0; i < power; i++) product = (product << 1) ^ (product & 16 ? 0b100101 : 0);
  return product;
}
