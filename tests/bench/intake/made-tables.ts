import { bytesToBase58Check } from "../../../shared/crypto/base58.ts";
import { noNotes, type OutputMark, type PlainTable } from "../../../shared/interop/tables/model.ts";
import { writeWorkbook } from "../../../shared/interop/tables/write-workbook.ts";
import { type Chance, chanceOf } from "../../kit/chance.ts";

const tether = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const header = "Tx Hash,blockHeight,blockTime(UTC+8),blockTime(UTC),from,to,value,symbol,tokenAddress,isConfirm\n";
/** Customers of an exchange, or members of a scheme: each is met two hundred times in a million rows. */
const wallets = 5000;
const firstMoment = Date.UTC(2024, 0, 1);

/** Tables a bench asks for by name, as the pieces of a file. */
export const madeTables = {
  tronscan: (rows: number, seed: number): Iterable<string> => tronscanTable(rows, seed),
  workbook: (rows: number, seed: number): AsyncIterable<Uint8Array> => tronscanWorkbook(rows, seed),
} as const;
export type MadeTable = keyof typeof madeTables;

/** A TRC-20 export of Tronscan with so many transfers, newest first, about 240 bytes each: a hub and its customers. Other rows for another `seed`. */
function* tronscanTable(rows: number, seed: number): IterableIterator<string> {
  yield header;
  let part = "";
  for (const cells of transferRows(rows, seed)) {
    part += `${cells.join(",")}\n`;
    if (part.length < pieceSigns) continue;
    yield part;
    part = "";
  }
  yield part;
}
const pieceSigns = 2 ** 20;

/** The same as a workbook, as our own export writes one: every text in its cell. */
function tronscanWorkbook(rows: number, seed: number): AsyncIterable<Uint8Array> {
  const titles = header.trim().split(",");
  const columns = titles.map((title) => ({ id: title, title, isNumber: false }));
  const table: PlainTable = { columns, rows: { [Symbol.iterator]: () => transferRows(rows, seed) } };
  const mark: OutputMark = { line: "TLP:AMBER", title: "TLP", said: [] };
  return writeWorkbook(table, mark, { table: "Transfers", marking: "Marking" }, noNotes());
}

function* transferRows(rows: number, seed: number): IterableIterator<readonly string[]> {
  const chance = chanceOf(seed);
  const addresses = Array.from({ length: wallets }, () => addressBy(chance));
  for (let number = rows; number > 0; number--) yield transferRow(number, addresses, chance);
}

function addressBy(chance: Chance): string {
  const payload = Uint8Array.from({ length: 21 }, () => chance.below(256));
  payload[0] = 0x41;
  return bytesToBase58Check(payload);
}

function transferRow(number: number, addresses: readonly string[], chance: Chance): readonly string[] {
  const [hub = "", other = ""] = [addresses[0], addresses[1 + chance.below(addresses.length - 1)]];
  const [from, to] = chance.below(2) === 0 ? [hub, other] : [other, hub];
  const moment = firstMoment + number * 31_000;
  const transaction = Array.from({ length: 8 }, () =>
    chance
      .below(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
  const value = `${chance.below(9000)}.${String(chance.below(1_000_000)).padStart(6, "0")}`;
  return [transaction, String(60_000_000 + number), said(moment + 8 * 3_600_000), said(moment), from, to, value, "USDT", tether, "true"];
}

const said = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");

/** A list of so many websites, a line each. */
export function websiteList(sites: number): Blob {
  const lines = Array.from({ length: sites }, (_, at) => `casino-${at}.example-${at % 97}.com`);
  return new Blob([lines.join("\n"), "\n"], { type: "text/plain" });
}
