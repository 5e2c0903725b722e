import { unitsToAmount } from "../amounts.ts";
import { parseJson } from "../containers/json-parse.ts";
import { isJsonList, isJsonObject, type Json, jsonScalarText } from "../containers/json-value.ts";
import type { Harvest } from "../harvest.ts";
import { coinOf } from "../known-assets.ts";
import { type RowFate, type RowView, rowReader } from "../row-reader.ts";
import { parseUnix } from "../times.ts";
import { rememberAddresses, walletOf } from "../wallets.ts";

type Role = "transaction" | "inputs" | "outputs" | "fee" | "confirmed" | "time";

/** One input or output: whose, and how many satoshi. `address` "" = its script names none. */
interface Part {
  readonly address: string;
  readonly units: bigint;
}
interface Transaction {
  /** null = newly mined coins, which nobody sent. */
  readonly inputs: readonly Part[] | null;
  readonly outputs: readonly Part[];
}

/**
 * Transactions of Bitcoin as Esplora gives them (blockstream.info, mempool.space). One that one address alone signed for is a transfer to each other
 * address it pays. Of one with several senders nobody can say who paid whom: its wallets are named, and it is told (decision 0101).
 */
export const esploraReader = rowReader<Role>({
  name: "esplora",
  version: 1,
  columns: {
    transaction: { headers: ["txid"] },
    inputs: { headers: ["vin"], becomes: { type: "wallet", property: "address" } },
    outputs: { headers: ["vout"], becomes: { type: "wallet", property: "address" } },
    fee: { headers: ["fee"], isChecked: true },
    confirmed: { headers: ["status.confirmed"], isChecked: true },
    time: { headers: ["status.block_time"] },
  },
  begin: (_table, harvest) => {
    const isAddress = rememberAddresses("bitcoin");
    const known = new Set<string>();
    return (row) => {
      const read = readTransaction(row, isAddress);
      if ("rule" in read) return read;
      const name = row.cell("transaction").toLowerCase();
      if (known.has(name)) {
        harvest.notice("repeated-transactions");
        return "repeat";
      }
      known.add(name);
      sayTransaction(harvest, row, read, name);
      return null;
    };
  },
});

function readTransaction(row: RowView<Role>, isAddress: (text: string) => boolean): Transaction | Exclude<RowFate, "repeat" | null> {
  if (!/^[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (row.cell("confirmed") !== "true") return row.fault("confirmed", "not-confirmed");
  if (parseUnix(row.cell("time"), "s") === null) return row.fault("time", "time");
  const [given, outputs] = [listOf(row.cell("inputs")), listOf(row.cell("outputs"))?.map((output) => partOf(output, isAddress))];
  if (given === null || given.length === 0) return row.fault("inputs", "sender");
  if (outputs === undefined || !outputs.every((part) => part !== null)) return row.fault("outputs", "receiver");
  if (given.some((input) => jsonScalarText(memberOf(input, "is_coinbase")) === "true")) return { inputs: null, outputs };
  const inputs = given.map((input) => partOf(memberOf(input, "prevout"), isAddress));
  if (!inputs.every((part) => part !== null)) return row.fault("inputs", "sender");
  const fee = /^\d{1,20}$/.test(row.cell("fee")) ? BigInt(row.cell("fee")) : null;
  return fee === null || sumOf(inputs) !== sumOf(outputs) + fee ? row.fault("fee", "sums") : { inputs, outputs };
}

const sumOf = (parts: readonly Part[]): bigint => parts.reduce((sum, { units }) => sum + units, 0n);

function sayTransaction(harvest: Harvest, row: RowView<Role>, { inputs, outputs }: Transaction, transaction: string): void {
  const senders = new Set(inputs?.map(({ address }) => address) ?? []);
  const [sender] = senders;
  for (const address of senders) if (address !== "") walletOf(harvest, address, row.place("inputs"));
  for (const { address } of outputs) if (address !== "") walletOf(harvest, address, row.place("outputs"));
  if (inputs === null) harvest.notice("mined");
  else if (senders.size > 1 || sender === "") harvest.notice("several-senders");
  if (outputs.some(({ address, units }) => address === "" && units > 0n)) harvest.notice("nameless-output");
  if (senders.size !== 1 || sender === undefined || sender === "") return;
  for (const { address, units } of outputs) {
    // What comes back to the sender is change, no transfer.
    if (address === "" || address === sender) continue;
    harvest.transfer({
      from: walletOf(harvest, sender, row.place("inputs")),
      to: walletOf(harvest, address, row.place("outputs")),
      asset: coinOf("bitcoin"),
      amount: unitsToAmount(String(units), 8) ?? "",
      time: parseUnix(row.cell("time"), "s") ?? 0,
      transaction,
      row: row.row,
    });
  }
}

/** An output, or what an input spends; null when its address or value is none. */
function partOf(value: Json | undefined, isAddress: (text: string) => boolean): Part | null {
  const [address, units] = [jsonScalarText(memberOf(value, "scriptpubkey_address")), jsonScalarText(memberOf(value, "value"))];
  if (!/^\d{1,16}$/.test(units) || (address !== "" && !isAddress(address))) return null;
  return { address: address.startsWith("BC1") ? address.toLowerCase() : address, units: BigInt(units) };
}

function listOf(cell: string): readonly Json[] | null {
  const read = parseJson(cell);
  return read.ok && isJsonList(read.value) ? read.value : null;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value.get(name) : undefined;
}
