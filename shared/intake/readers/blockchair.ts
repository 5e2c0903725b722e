import { pointAmount, unitsToAmount } from "../amounts.ts";
import { parseJson } from "../containers/json-parse.ts";
import { isJsonList } from "../containers/json-value.ts";
import { coinOf } from "../known-assets.ts";
import type { Reader, TakeRow } from "../reader.ts";
import { rowReader } from "../row-reader.ts";
import { parseUtc } from "../times.ts";
import { evmChains, rememberAddresses, walletOf } from "../wallets.ts";
import { parseAddress } from "../../ontology/address.ts";
import { succeed } from "../../kernel/result.ts";
import type { Harvest } from "../harvest.ts";

const wallet = { type: "wallet", property: "address" } as const;

/** "data.<address>.transactions": the address stands in the path, as it is written. */
const listPath = /^data\.([^.]+)\.transactions$/i;

/**
 * An address of Blockchair's interface (`/dashboards/address`), of Bitcoin's kind: its balance and hashes of its transactions, and none of what these
 * moved. The wallet is named, and it is said that there are no flows.
 */
export const blockchairAddressReader: Reader = {
  name: "blockchair.address",
  version: 1,
  knows: (folded) => folded.some((header) => listPath.test(header)) && folded.some((header) => header.endsWith(".address.script_hex")),
  uses: ({ headers }) =>
    headers.map((header) => (listPath.test(header) ? { header, use: "read", ...wallet } : { header, use: "ignored", type: "", property: "" })),
  start: ({ layout }, harvest) => succeed(takeAddresses(layout.headers, harvest)),
};

function takeAddresses(headers: readonly string[], harvest: Harvest): TakeRow {
  const lists = headers.flatMap((header, at) => {
    const address = listPath.exec(header)?.[1];
    return address === undefined ? [] : [{ header, address, at }];
  });
  return (cells, row) => {
    const wrong = lists.find(({ address }) => !parseAddress(address).ok);
    if (wrong !== undefined) return harvest.reject(row, wrong.header, wrong.address, "address");
    for (const { header, address, at } of lists) {
      walletOf(harvest, address, { row, column: header });
      const hashes = parseJson(cells[at] ?? "");
      harvest.notice("hash-list", hashes.ok && isJsonList(hashes.value) ? hashes.value.length : 0);
    }
    harvest.accept();
  };
}

/** What one of Blockchair's addresses gained or lost, by transaction: from whom or to whom is not said. */
export const blockchairWalletReader = rowReader({
  name: "blockchair.wallet",
  version: 1,
  columns: {
    address: { headers: ["affected address/xpub"], becomes: wallet },
    effect: { headers: ["effect"], isChecked: true },
    ticker: { headers: ["ticker"], isChecked: true },
    time: { headers: ["date"], isChecked: true },
    transaction: { headers: ["transaction hash"], isChecked: true },
  },
  begin: (_table, harvest) => {
    return (row) => {
      if (!/^(?:0x)?[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
      if (parseUtc(row.cell("time")) === null) return row.fault("time", "time");
      if (pointAmount(row.cell("effect")) === null) return row.fault("effect", "amount");
      if (!parseAddress(row.cell("address")).ok) return row.fault("address", "address");
      walletOf(harvest, row.cell("address"), row.place("address"));
      harvest.notice("no-counterparty");
      return null;
    };
  },
});

/** `calls` of Blockchair's interface for blockchains of Ethereum's kind: who paid whom, in wei. */
export const blockchairCallsReader = rowReader({
  name: "blockchair.calls",
  version: 1,
  columns: {
    transaction: { headers: ["transaction_hash"] },
    time: { headers: ["time"] },
    from: { headers: ["sender"], becomes: wallet },
    to: { headers: ["recipient"], becomes: wallet },
    units: { headers: ["value"] },
    transferred: { headers: ["transferred"], isChecked: true },
  },
  asks: [{ name: "chain", options: evmChains }],
  begin: ({ answers }, harvest) => {
    const chain = evmChains.find((one) => one === answers.chain) ?? "ethereum";
    const isAddress = rememberAddresses("evm");
    return (row) => {
      const time = parseUtc(row.cell("time"));
      const amount = unitsToAmount(row.cell("units"), 18);
      if (!/^0x[0-9a-f]{64}$/i.test(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
      if (time === null) return row.fault("time", "time");
      if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
      if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
      if (amount === null) return row.fault("units", "amount");
      if (row.cell("transferred") !== "true") return row.fault("transferred", "failed");
      harvest.transfer({
        from: walletOf(harvest, row.cell("from"), row.place("from")),
        to: walletOf(harvest, row.cell("to"), row.place("to")),
        asset: coinOf(chain),
        amount,
        time,
        transaction: row.cell("transaction").toLowerCase(),
        row: row.row,
      });
      return null;
    };
  },
});
