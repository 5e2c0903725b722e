import type { Asset } from "../../projections/model.ts";
import { decimalsOf, mostDecimals, unitsToAmount } from "../amounts.ts";
import type { Harvest } from "../harvest.ts";
import { allKnownAssets, coinOf, type KnownAsset, knownAssets, tokenOf } from "../known-assets.ts";
import type { Fault, Reader } from "../reader.ts";
import { toPlainText } from "../plain-text.ts";
import { type ColumnSpec, type RowFate, type RowView, rowReader } from "../row-reader.ts";
import { parseUnix, parseUtc } from "../times.ts";
import { isAmount } from "../transfers.ts";
import { rememberAddresses, walletOf } from "../wallets.ts";

const wallet = { type: "wallet", property: "address" } as const;
const longestSymbol = 64;
const isHash = (text: string): boolean => /^(?:0x)?[0-9a-f]{64}$/i.test(text);
const hashOf = (text: string): string => text.toLowerCase().replace(/^0x/, "");

/** A token of TRON's older kind (TRC-10), which has a number and no contract; exports give its name only. */
const oldToken = (name: string, decimals = 0): Asset => ({
  chain: "tron",
  contract: `trc10:${toPlainText(name, longestSymbol).replaceAll("/", "_")}`,
  symbol: toPlainText(name, longestSymbol),
  decimals,
  isKnown: false,
});

/** Kinds of transactions that move what their value says; votes, freezing and the like move nothing between wallets. */
const movingKinds = ["transfercontract", "transferassetcontract", "triggersmartcontract"];

/** TRX and TRC-10 transactions as Tronscan and OKLink export them. Times are the UTC column; values are whole units. */
export const tronscanCoinReader = rowReader({
  name: "tronscan.trx",
  version: 1,
  columns: {
    transaction: { headers: ["tx hash"] },
    time: { headers: ["blocktime(utc)"] },
    from: { headers: ["from"], becomes: wallet },
    to: { headers: ["to"], becomes: wallet },
    value: { headers: ["value"] },
    symbol: { headers: ["symbol"] },
    kind: { headers: ["contracttype"], isChecked: true },
    status: { headers: ["status"], isChecked: true },
  },
  begin: (_table, harvest) => {
    const isAddress = rememberAddresses("tron");
    return (row) => {
      const time = parseUtc(row.cell("time"));
      const kind = row.cell("kind").toLowerCase();
      const isOld = kind === "transferassetcontract";
      if (!isHash(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
      if (time === null) return row.fault("time", "time");
      if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
      if (!movingKinds.includes(kind)) return row.fault("kind", "no-transfer");
      if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
      if (row.cell("status").toUpperCase() !== "SUCCESS")
        return row.fault("status", /^(?:fail|revert|out_of)/i.test(row.cell("status")) ? "failed" : "status");
      if (!isOld && row.cell("symbol").toUpperCase() !== "TRX") return row.fault("symbol", "asset");
      if (!isAmount(row.cell("value"), isOld ? mostDecimals : 6)) return row.fault("value", "amount");
      transfer(harvest, row, { asset: isOld ? oldToken(row.cell("symbol")) : coinOf("tron"), amount: row.cell("value"), time });
      return null;
    };
  },
});

function transfer(
  harvest: Harvest,
  row: RowView<"transaction" | "from" | "to">,
  said: { readonly asset: Asset; readonly amount: string; readonly time: number },
): void {
  harvest.transfer({
    from: walletOf(harvest, row.cell("from"), row.place("from")),
    to: walletOf(harvest, row.cell("to"), row.place("to")),
    transaction: hashOf(row.cell("transaction")),
    row: row.row,
    ...said,
  });
}

type TokenRole = "transaction" | "time" | "from" | "to" | "units" | "contract" | "symbol" | "decimals" | "kind" | "status" | "confirmed";

/** A TRC-20 transfer as an interface gives it: minor units beside the token's decimals, time in milliseconds. */
function tokenReader(name: "tronscan.api.trc20" | "trongrid.trc20", columns: Readonly<Record<TokenRole, ColumnSpec>>): Reader {
  return { ...tokenReaderOf(name, columns, 2, allKnownAssets), older: [tokenReaderOf(name, columns, 1, knownAssets)] };
}

function tokenReaderOf(
  name: "tronscan.api.trc20" | "trongrid.trc20",
  columns: Readonly<Record<TokenRole, ColumnSpec>>,
  version: number,
  assets: readonly KnownAsset[],
): Reader {
  return rowReader<TokenRole>({
    name,
    version,
    columns,
    begin: (_table, harvest) => {
      const isAddress = rememberAddresses("tron");
      return (row) => {
        const fate = tokenFault(row, isAddress, assets);
        if (fate !== null) return fate;
        const asset = tokenOf("tron", row.cell("contract"), toPlainText(row.cell("symbol"), longestSymbol), assets);
        const amount = unitsToAmount(row.cell("units"), Number(row.cell("decimals"))) ?? "";
        transfer(harvest, row, { asset, amount, time: parseUnix(row.cell("time"), "ms") ?? 0 });
        return null;
      };
    },
  });
}

function tokenFault(row: RowView<TokenRole>, isAddress: (text: string) => boolean, assets: readonly KnownAsset[]): RowFate {
  if (!isHash(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (parseUnix(row.cell("time"), "ms") === null) return row.fault("time", "time");
  if (!["", "transfer"].includes(row.cell("kind").toLowerCase())) return row.fault("kind", "no-transfer");
  if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
  if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
  if (!isAddress(row.cell("contract"))) return row.fault("contract", "contract");
  if (!["", "SUCCESS"].includes(row.cell("status").toUpperCase())) return row.fault("status", "failed");
  if (!["", "true"].includes(row.cell("confirmed").toLowerCase())) return row.fault("confirmed", "not-confirmed");
  const decimals = decimalsOf(row.cell("decimals"));
  const asset = tokenOf("tron", row.cell("contract"), "", assets);
  if (decimals === null || (asset.isKnown && asset.decimals !== decimals)) return row.fault("decimals", "decimals");
  return unitsToAmount(row.cell("units"), decimals) === null ? row.fault("units", "amount") : null;
}

const absent = { headers: [], isOptional: true, isChecked: true } as const;

/** `token_transfers` of Tronscan's interface. */
export const tronscanApiReader = tokenReader("tronscan.api.trc20", {
  transaction: { headers: ["transaction_id"] },
  time: { headers: ["block_ts"] },
  from: { headers: ["from_address"], becomes: wallet },
  to: { headers: ["to_address"], becomes: wallet },
  units: { headers: ["quant"] },
  contract: { headers: ["contract_address"] },
  symbol: { headers: ["tokeninfo.tokenabbr"] },
  decimals: { headers: ["tokeninfo.tokendecimal"] },
  kind: { headers: ["event_type"], isOptional: true, isChecked: true },
  status: { headers: ["contractret", "finalresult"], isOptional: true, isChecked: true },
  confirmed: { headers: ["confirmed"], isOptional: true, isChecked: true },
});

/** TRC-20 transfers of TronGrid (`/v1/accounts/{address}/transactions/trc20`). */
export const trongridTokenReader = tokenReader("trongrid.trc20", {
  transaction: { headers: ["transaction_id"] },
  time: { headers: ["block_timestamp"] },
  from: { headers: ["from"], becomes: wallet },
  to: { headers: ["to"], becomes: wallet },
  units: { headers: ["value"] },
  contract: { headers: ["token_info.address"] },
  symbol: { headers: ["token_info.symbol"] },
  decimals: { headers: ["token_info.decimals"] },
  kind: { headers: ["type"], isChecked: true },
  status: absent,
  confirmed: absent,
});

type CoinRole = "transaction" | "time" | "from" | "to" | "units" | "token" | "tokenId" | "decimals" | "symbol" | "status" | "revert" | "confirmed";

/**
 * TRX and TRC-10 transfers of Tronscan's interface (`/api/transfer`). TRX is the token "_"; an old answer calls it TRX, which no token of TRC-10 may be
 * called. A transaction of this kind is one transfer: pages that overlap tell it again.
 */
export const tronscanApiCoinReader = rowReader<CoinRole>({
  name: "tronscan.api.trx",
  version: 1,
  columns: {
    transaction: { headers: ["transactionhash"] },
    time: { headers: ["timestamp"] },
    from: { headers: ["transferfromaddress"], becomes: wallet },
    to: { headers: ["transfertoaddress"], becomes: wallet },
    units: { headers: ["amount"] },
    token: { headers: ["tokenname"] },
    tokenId: { headers: ["tokeninfo.tokenid"], isOptional: true },
    decimals: { headers: ["tokeninfo.tokendecimal"], isOptional: true },
    symbol: { headers: ["tokeninfo.tokenabbr"], isOptional: true },
    status: { headers: ["contractret"], isOptional: true, isChecked: true },
    revert: { headers: ["revert"], isOptional: true, isChecked: true },
    confirmed: { headers: ["confirmed"], isOptional: true, isChecked: true },
  },
  begin: (_table, harvest) => {
    const isAddress = rememberAddresses("tron");
    const known = new Set<string>();
    return (row) => {
      const said = coinTransfer(row, isAddress);
      if ("rule" in said) return said;
      const hash = hashOf(row.cell("transaction"));
      if (known.has(hash)) {
        harvest.notice("repeated-transactions");
        return "repeat";
      }
      known.add(hash);
      transfer(harvest, row, said);
      return null;
    };
  },
});

function coinTransfer(
  row: RowView<CoinRole>,
  isAddress: (text: string) => boolean,
): Fault | { readonly asset: Asset; readonly amount: string; readonly time: number } {
  const time = parseUnix(row.cell("time"), "ms");
  if (!isHash(row.cell("transaction"))) return row.fault("transaction", "transaction-hash");
  if (time === null) return row.fault("time", "time");
  if (!isAddress(row.cell("from"))) return row.fault("from", "sender");
  if (!isAddress(row.cell("to"))) return row.fault("to", "receiver");
  if (!["", "SUCCESS"].includes(row.cell("status").toUpperCase())) return row.fault("status", "failed");
  if (!["", "false"].includes(row.cell("revert").toLowerCase())) return row.fault("revert", "failed");
  if (!["", "true"].includes(row.cell("confirmed").toLowerCase())) return row.fault("confirmed", "not-confirmed");
  const isCoin = row.cell("tokenId") === "" ? ["_", "trx"].includes(row.cell("token").toLowerCase()) : row.cell("tokenId") === "_";
  const decimals = isCoin ? coinOf("tron").decimals : decimalsOf(row.cell("decimals"));
  if (decimals === null || (isCoin && !["", "6"].includes(row.cell("decimals")))) return row.fault("decimals", "decimals");
  const amount = unitsToAmount(row.cell("units"), decimals);
  if (amount === null) return row.fault("units", "amount");
  const symbol = row.cell("symbol") === "" ? row.cell("token") : row.cell("symbol");
  const asset = isCoin ? coinOf("tron") : { ...oldToken(row.cell("tokenId")), symbol: toPlainText(symbol, longestSymbol) };
  return { asset, amount, time };
}
