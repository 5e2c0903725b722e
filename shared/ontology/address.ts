import {
  base58CheckToBytes,
  base58ToBytes,
  bytesToBase58Check,
  moneroBase58ToBytes,
  parseWitnessAddress,
  rippleBase58CheckToBytes,
} from "../crypto/base58.ts";
import { keccak256, keccak256HexOfText } from "../crypto/keccak.ts";
import { base64UrlToBytes } from "../kernel/base64.ts";
import { bytesToHex, hexToBytes } from "../kernel/bytes.ts";
import { type Failure, type Result, fail, succeed } from "../kernel/result.ts";

export const chainFamilies = ["tron", "evm", "bitcoin", "litecoin", "dogecoin", "ton", "solana", "xrp", "monero"] as const;
export type ChainFamily = (typeof chainFamilies)[number];

/** A blockchain address by its own form and checksum: what a source calls the currency is not trusted. */
export interface ChainAddress {
  readonly family: ChainFamily;
  /** As it is shown: Base58, EIP-55 capitals, lower-case Bech32, raw TON. */
  readonly text: string;
  /** What identity derives from: as `text`, but EVM in lower case. */
  readonly key: string;
  /** Whether a checksum held; Solana has none and EVM may come without. */
  readonly isChecked: boolean;
}
export type AddressError = Failure<"bad-form" | "bad-checksum">;
type AddressResult = Result<ChainAddress, AddressError>;

const longestAddress = 128;

/** Reads an address of any family we know. Cost: one or two hashes. */
export function parseAddress(raw: string): AddressResult {
  const text = raw.trim();
  if (text.length === 0 || text.length > longestAddress) return fail("bad-form");
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return parseEvm(text);
  if (/^(T[1-9A-HJ-NP-Za-km-z]{33}|41[0-9a-fA-F]{40})$/.test(text)) return parseTron(text);
  if (/^(bc|ltc)1/i.test(text)) return parseWitness(text);
  if (/^([EU]Q[A-Za-z0-9_-]{46}|-?[01]:[0-9a-f]{64})$/.test(text)) return parseTon(text);
  if (/^[13LMDA9][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text)) return parseVersioned(text);
  if (/^r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text)) return parseRipple(text);
  if (/^[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?$/.test(text)) return parseMonero(text);
  return parseSolana(text);
}

/** Reads a TRON address: Base58Check of 21 bytes that begin with 0x41, or the same bytes in hex. */
export function parseTron(text: string): AddressResult {
  const isHex = /^41[0-9a-fA-F]{40}$/.test(text);
  const bytes = isHex ? hexToBytes(text.toLowerCase()) : base58CheckToBytes(text);
  if (bytes === null) return fail(/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(text) ? "bad-checksum" : "bad-form");
  if (bytes.length !== 21 || bytes[0] !== 0x41) return fail("bad-form");
  const shown = isHex ? bytesToBase58Check(bytes) : text;
  return succeed({ family: "tron", text: shown, key: shown, isChecked: !isHex });
}

/** EIP-55: a mixed-case address carries its checksum in the capitals; one case alone carries none. */
function parseEvm(text: string): AddressResult {
  const digits = text.slice(2);
  const lower = digits.toLowerCase();
  const hash = keccak256HexOfText(lower);
  const shown = [...lower].map((digit, i) => (Number.parseInt(hash[i] ?? "0", 16) >= 8 ? digit.toUpperCase() : digit)).join("");
  const isMixed = digits !== lower && digits !== digits.toUpperCase();
  if (isMixed && digits !== shown) return fail("bad-checksum");
  return succeed({ family: "evm", text: `0x${shown}`, key: `0x${lower}`, isChecked: isMixed });
}

function parseWitness(text: string): AddressResult {
  const read = parseWitnessAddress(text);
  if (read === null || (read.prefix !== "bc" && read.prefix !== "ltc")) return fail("bad-checksum");
  const shown = text.toLowerCase();
  return succeed({ family: read.prefix === "bc" ? "bitcoin" : "litecoin", text: shown, key: shown, isChecked: true });
}

const familyByVersion: ReadonlyMap<number, ChainFamily> = new Map<number, ChainFamily>([
  [0x00, "bitcoin"],
  [0x05, "bitcoin"],
  [0x30, "litecoin"],
  [0x32, "litecoin"],
  [0x1e, "dogecoin"],
  [0x16, "dogecoin"],
]);

function parseVersioned(text: string): AddressResult {
  const bytes = base58CheckToBytes(text);
  if (bytes === null) {
    const asSolana = parseSolana(text);
    return asSolana.ok ? asSolana : fail("bad-checksum");
  }
  const family = bytes.length === 21 ? familyByVersion.get(bytes[0] ?? -1) : undefined;
  return family === undefined ? fail("bad-form") : succeed({ family, text, key: text, isChecked: true });
}

/** TON: 36 bytes (tag, workchain, hash, CRC-16) in Base64, or raw. All forms of one account become the raw one. */
function parseTon(text: string): AddressResult {
  if (text.includes(":")) return succeed({ family: "ton", text, key: text, isChecked: false });
  const bytes = base64UrlToBytes(text);
  if (bytes === null || bytes.length !== 36) return fail("bad-form");
  const crc = crc16(bytes.subarray(0, 34));
  if (bytes[34] !== crc >> 8 || bytes[35] !== (crc & 0xff)) return fail("bad-checksum");
  const raw = `${bytes[1] === 0xff ? "-1" : String(bytes[1])}:${bytesToHex(bytes.subarray(2, 34))}`;
  return succeed({ family: "ton", text: raw, key: raw, isChecked: true });
}

/** CRC-16/XMODEM. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** XRP Ledger: 20 bytes of an account behind 0x00. A destination tag is no part of it. A Solana key may begin with r too. */
function parseRipple(text: string): AddressResult {
  const bytes = rippleBase58CheckToBytes(text);
  if (bytes?.length === 21 && bytes[0] === 0) return succeed({ family: "xrp", text, key: text, isChecked: true });
  const asSolana = parseSolana(text);
  return asSolana.ok ? asSolana : fail("bad-checksum");
}

const moneroStandard = 18;
const moneroIntegrated = 19;
const moneroSubaddress = 42;

/** Monero: a network byte, two keys, a payment id where it is integrated, and four bytes of Keccak-256 of them. */
function parseMonero(text: string): AddressResult {
  const bytes = moneroBase58ToBytes(text);
  if (bytes === null) return fail("bad-form");
  const [network] = bytes;
  const isLength = network === moneroIntegrated ? bytes.length === 77 : bytes.length === 69;
  if (!isLength || (network !== moneroStandard && network !== moneroIntegrated && network !== moneroSubaddress)) return fail("bad-form");
  const sum = keccak256(bytes.subarray(0, -4));
  const isRight = bytes.subarray(-4).every((byte, at) => byte === sum[at]);
  return isRight ? succeed({ family: "monero", text, key: text, isChecked: true }) : fail("bad-checksum");
}

function parseSolana(text: string): AddressResult {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text) || base58ToBytes(text)?.length !== 32) return fail("bad-form");
  return succeed({ family: "solana", text, key: text, isChecked: false });
}
