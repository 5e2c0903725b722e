import type { Asset } from "../../projections/model.ts";
import { knownAssets } from "../known-assets.ts";
import { toPlainText } from "../plain-text.ts";

const longestSymbol = 64;

/** Money that tables here speak of (ISO 4217). */
const money: ReadonlySet<string> = new Set(
  "KZT USD EUR RUB KGS UZS TJS TMT AZN AMD GEL BYN UAH MDL CNY TRY AED GBP CHF JPY KRW INR HKD SGD CAD AUD PLN CZK SEK NOK ILS".split(" "),
);

/**
 * The asset a table names: money by its code, a token by its known contract. Anything else is taken for what it says, and is not known: the symbol of a
 * token is no proof of which token it is.
 */
export function mappedAsset(said: string): Asset {
  const name = toPlainText(said, longestSymbol);
  const code = name.toUpperCase();
  if (money.has(code)) return { chain: "", contract: code, symbol: code, decimals: mostMoneyDecimals, isKnown: true };
  const token = knownAssets.find(({ contract }) => contract === name);
  if (token !== undefined) return { chain: "tron", contract: name, symbol: token.symbol, decimals: token.decimals, isKnown: true };
  return { chain: "", contract: name, symbol: name, decimals: 0, isKnown: false };
}
/** Digits behind the point of money: some tables say fractions of its smallest coin, and none is lost. */
const mostMoneyDecimals = 8;
