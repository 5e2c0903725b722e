import { base58, base58xmr, base58xrp, bech32, bech32m, createBase58check } from "@scure/base";
import type { Bytes } from "../kernel/bytes.ts";
import { shortSha256 } from "./short-hash.ts";

const checked = createBase58check(shortSha256);
const longestText = 128;

/** Bytes of a Base58Check text (alphabet of Bitcoin, double SHA-256 tail), or null when a letter or the checksum is wrong. */
export function base58CheckToBytes(text: string): Bytes | null {
  return attempt(text, (ours) => checked.decode(ours));
}

/** Base58Check text of bytes: 4 bytes of double SHA-256 are added. */
export function bytesToBase58Check(bytes: Bytes): string {
  return checked.encode(bytes);
}

/** Bytes of plain Base58 (no checksum), or null. */
export function base58ToBytes(text: string): Bytes | null {
  return attempt(text, (ours) => base58.decode(ours));
}

/** Bytes of a Base58Check text in the alphabet of the XRP Ledger, or null. */
export function rippleBase58CheckToBytes(text: string): Bytes | null {
  const bytes = attempt(text, (theirs) => base58xrp.decode(theirs));
  if (bytes === null || bytes.length < 5) return null;
  const [body, tail] = [bytes.subarray(0, -4), bytes.subarray(-4)];
  const sum = shortSha256(shortSha256(body));
  return tail.every((byte, at) => byte === sum[at]) ? new Uint8Array(body) : null;
}

/** Bytes of Monero's Base58, which is cut into blocks of 8 bytes, or null. */
export function moneroBase58ToBytes(text: string): Bytes | null {
  return attempt(text, (theirs) => base58xmr.decode(theirs));
}

/** A segregated witness address taken apart. */
export interface WitnessAddress {
  readonly prefix: string;
  readonly version: number;
  readonly program: Bytes;
}

/** Takes a witness address apart. Version 0 must be Bech32 (BIP-173), later ones Bech32m (BIP-350); mixed case is refused. */
export function parseWitnessAddress(text: string): WitnessAddress | null {
  for (const code of [bech32, bech32m]) {
    const read = text.length <= longestText ? code.decodeUnsafe(text, longestText) : undefined;
    const version = read?.words[0];
    if (read === undefined || version === undefined) continue;
    if (version > 16 || (version === 0) !== (code === bech32)) return null;
    const program = code.fromWordsUnsafe(read.words.slice(1));
    if (!program || program.length < 2 || program.length > 40) return null;
    if (version === 0 && program.length !== 20 && program.length !== 32) return null;
    return { prefix: read.prefix, version, program: new Uint8Array(program) };
  }
  return null;
}

function attempt(text: string, read: (text: string) => Uint8Array): Bytes | null {
  if (text.length === 0 || text.length > longestText) return null;
  try {
    return new Uint8Array(read(text));
  } catch {
    // The library throws on a wrong letter or checksum; here that is an answer.
    return null;
  }
}
