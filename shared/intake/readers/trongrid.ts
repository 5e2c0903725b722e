import { unitsToAmount } from "../amounts.ts";
import { parseJson } from "../containers/json-parse.ts";
import { isJsonList, isJsonObject, type Json, jsonScalarText } from "../containers/json-value.ts";
import { coinOf } from "../known-assets.ts";
import { type RowFate, type RowView, rowReader } from "../row-reader.ts";
import { parseUnix } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { rememberAddresses, walletOf } from "../wallets.ts";

type Role = "transaction" | "time" | "contract" | "result";

/** What a transaction of TRX says. */
interface Payment {
  readonly from: string;
  readonly to: string;
  readonly units: string;
}

/** Transactions of TronGrid (`/v1/accounts/{address}/transactions`): addresses in hexadecimal, TRX in sun. What moves tokens is in its TRC-20 list. */
export const trongridReader = rowReader<Role>({
  name: "trongrid.transactions",
  version: 1,
  columns: {
    transaction: { headers: ["txid"] },
    time: { headers: ["block_timestamp"] },
    contract: { headers: ["raw_data.contract"] },
    result: { headers: ["ret"], isChecked: true },
  },
  begin: (_table, harvest) => {
    const isAddress = rememberAddresses("tron");
    const known = new Set<string>();
    return (row) => {
      const payment = paymentOf(row, isAddress);
      if ("rule" in payment) return payment;
      const transaction = row.cell("transaction").toLowerCase();
      if (known.has(transaction)) {
        harvest.notice("repeated-transactions");
        return "repeat";
      }
      known.add(transaction);
      harvest.transfer({
        from: walletOf(harvest, payment.from, row.place("contract")),
        to: walletOf(harvest, payment.to, row.place("contract")),
        asset: coinOf("tron"),
        amount: unitsToAmount(payment.units, 6) ?? "",
        time: parseUnix(row.cell("time"), "ms") ?? 0,
        transaction,
        row: row.row,
      });
      return null;
    };
  },
});

function paymentOf(row: RowView<Role>, isAddress: (text: string) => boolean): Payment | NonNullable<Exclude<RowFate, "repeat">> {
  if (!/^[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (parseUnix(row.cell("time"), "ms") === null) return row.fault("time", "time");
  const contract = onlyOf(row.cell("contract"));
  const parameter = memberOf(memberOf(contract, "parameter"), "value");
  const kind = jsonScalarText(memberOf(contract, "type"));
  const ret = jsonScalarText(memberOf(onlyOf(row.cell("result")), "contractRet"));
  const text = (name: string): string => jsonScalarText(memberOf(parameter, name));
  if (kind !== "TransferContract" && kind !== "TriggerSmartContract") return row.fault("contract", "no-transfer");
  if (ret !== "SUCCESS") return row.fault("result", "failed");
  const [from, to] = [text("owner_address"), text(kind === "TransferContract" ? "to_address" : "contract_address")];
  const units = text(kind === "TransferContract" ? "amount" : "call_value") || (kind === "TransferContract" ? "" : "0");
  if (!isAddress(from)) return row.fault("contract", "sender");
  if (!isAddress(to)) return row.fault("contract", "receiver");
  return !isAmount(units, 0) ? row.fault("contract", "amount") : { from, to, units };
}

function onlyOf(cell: string): Json | undefined {
  const read = parseJson(cell);
  return read.ok && isJsonList(read.value) && read.value.length === 1 ? read.value[0] : undefined;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value.get(name) : undefined;
}
