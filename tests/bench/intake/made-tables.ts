import { bytesToBase58Check } from "../../../shared/crypto/base58.ts";
import { type Chance, chanceOf } from "../../kit/chance.ts";

const tether = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const header = "Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,symbol,tokenAddress,isConfirm\n";
/** Customers of an exchange, or members of a scheme: each is met two hundred times in a million rows. */
const wallets = 5000;
const rowsAtOnce = 20_000;
const firstMoment = Date.UTC(2024, 0, 1);

/** A TRC-20 export of Tronscan with so many transfers, newest first, about 240 bytes each: a hub and its customers. Other rows for another `seed`. */
export function tronscanTable(rows: number, seed: number): Blob {
  const chance = chanceOf(seed);
  const addresses = Array.from({ length: wallets }, () => addressBy(chance));
  const parts: string[] = [header];
  for (let at = 0; at < rows; at += rowsAtOnce) {
    let part = "";
    for (let row = at; row < Math.min(rows, at + rowsAtOnce); row++) part += transferRow(rows - row, addresses, chance);
    parts.push(part);
  }
  return new Blob(parts, { type: "text/csv" });
}

function addressBy(chance: Chance): string {
  const payload = Uint8Array.from({ length: 21 }, () => chance.below(256));
  payload[0] = 0x41;
  return bytesToBase58Check(payload);
}

function transferRow(number: number, addresses: readonly string[], chance: Chance): string {
  const [hub = "", other] = [addresses[0], addresses[1 + chance.below(addresses.length - 1)]];
  const [from, to] = chance.below(2) === 0 ? [hub, other] : [other, hub];
  const moment = firstMoment + number * 31_000;
  const transaction = Array.from({ length: 8 }, () =>
    chance
      .below(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
  const value = `${chance.below(9000)}.${String(chance.below(1_000_000)).padStart(6, "0")}`;
  return `${transaction},${60_000_000 + number},${said(moment + 8 * 3_600_000)},${said(moment)},${from},${to},${value},USDT,${tether},true\n`;
}

const said = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");

/** A list of so many websites, a line each. */
export function websiteList(sites: number): Blob {
  const lines = Array.from({ length: sites }, (_, at) => `casino-${at}.example-${at % 97}.com`);
  return new Blob([lines.join("\n"), "\n"], { type: "text/plain" });
}
