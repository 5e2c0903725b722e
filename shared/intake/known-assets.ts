import type { Asset } from "../projections/model.ts";
import type { Chain } from "../ontology/chains.ts";

/** A token whose contract is public knowledge. Everything else is taken for what it says, and marked as not known. */
export interface KnownAsset {
  readonly chain: Chain;
  /** As `Asset.contract`. */
  readonly contract: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** The own coin of each blockchain, with the decimals its network counts in. */
export const coins: Readonly<Record<Chain, { readonly symbol: string; readonly decimals: number }>> = {
  tron: { symbol: "TRX", decimals: 6 },
  ethereum: { symbol: "ETH", decimals: 18 },
  bsc: { symbol: "BNB", decimals: 18 },
  polygon: { symbol: "POL", decimals: 18 },
  arbitrum: { symbol: "ETH", decimals: 18 },
  optimism: { symbol: "ETH", decimals: 18 },
  base: { symbol: "ETH", decimals: 18 },
  avalanche: { symbol: "AVAX", decimals: 18 },
  bitcoin: { symbol: "BTC", decimals: 8 },
  litecoin: { symbol: "LTC", decimals: 8 },
  dogecoin: { symbol: "DOGE", decimals: 8 },
  ton: { symbol: "TON", decimals: 9 },
  solana: { symbol: "SOL", decimals: 9 },
  xrp: { symbol: "XRP", decimals: 6 },
  monero: { symbol: "XMR", decimals: 12 },
};

const on = (chain: Chain, address: string, symbol: string, decimals: number): KnownAsset => ({
  chain,
  contract: contractOn(chain, address),
  symbol,
  decimals,
});

/**
 * Issuers' own contracts, in the capitals of their checksum. Fake "USDT" contracts are common; an asset is its contract, never its symbol.
 *
 * Source  the issuers' published lists, as many public programs repeat them; each checksum is tried in tests/unit/intake/known-assets.test.ts.
 */
export const knownAssets: readonly KnownAsset[] = [
  on("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "USDT", 6),
  on("ethereum", "0xdAC17F958D2ee523a2206206994597C13D831ec7", "USDT", 6),
  on("ethereum", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "USDC", 6),
  on("ethereum", "0x6B175474E89094C44Da98b954EedeAC495271d0F", "DAI", 18),
  on("ethereum", "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", "WETH", 18),
  on("ethereum", "0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599", "WBTC", 8),
  on("bsc", "0x55d398326f99059fF775485246999027B3197955", "USDT", 18),
  on("bsc", "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d", "USDC", 18),
  on("bsc", "0xe9e7CEA3DedcA5984780Bafc599bD69ADd087D56", "BUSD", 18),
  on("bsc", "0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c", "WBNB", 18),
  on("bsc", "0x2170Ed0880ac9A755fd29B2688956BD959F933F8", "ETH", 18),
  on("polygon", "0xc2132D05D31c914a87C6611C10748AEb04B58e8F", "USDT", 6),
  on("polygon", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359", "USDC", 6),
];

/** Issuers' own contracts that came to be known later: readers of version 2 and above know them, and old readings stay what they were (decision 0100). */
const laterAssets: readonly KnownAsset[] = [on("tron", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", "USDC", 6)];
export const allKnownAssets: readonly KnownAsset[] = [...knownAssets, ...laterAssets];

/** The contract of a token as it goes into the name of a flow: bare on TRON, with the chain before it elsewhere, since addresses repeat across chains. */
export function contractOn(chain: Chain, address: string): string {
  return chain === "tron" ? address : `${chain}:${address.startsWith("0x") ? address.toLowerCase() : address}`;
}

/** A blockchain's own coin. */
export function coinOf(chain: Chain): Asset {
  return { chain, contract: chain, ...coins[chain], isKnown: true };
}

/** A token by its contract; `symbol` is what the file calls it, and counts only where the contract is not known. */
export function tokenOf(chain: Chain, address: string, symbol: string, assets: readonly KnownAsset[] = knownAssets): Asset {
  const contract = contractOn(chain, address);
  const known = assets.find((one) => one.contract === contract);
  return known === undefined
    ? { chain, contract, symbol, decimals: 0, isKnown: false }
    : { chain, contract, symbol: known.symbol, decimals: known.decimals, isKnown: true };
}

/** Cyrillic letters that look like Latin ones, in capitals (Unicode TR39, the part that occurs in token names). */
const latinByLookalike: Readonly<Record<string, string>> = {
  А: "A",
  В: "B",
  С: "C",
  Ԁ: "D",
  Е: "E",
  Ғ: "F",
  Н: "H",
  І: "I",
  Ј: "J",
  К: "K",
  М: "M",
  О: "O",
  Р: "P",
  Ѕ: "S",
  Т: "T",
  Ү: "Y",
  Х: "X",
  "0": "O",
  "1": "I",
};

/** What a token is known by beside its symbol: the address of its contract, or the kind of token it is. */
const hasContract = (contract: string): boolean => /^(?:trc10:|(?:[a-z]+:)?0x[0-9a-f]{40}$|T[1-9A-HJ-NP-Za-km-z]{33}$)/.test(contract);

/**
 * Whether an asset looks by its symbol like a known one of its blockchain, or like its coin, without being it: the mark of a fake token. A token that a file
 * names by its symbol only may well be the real one: nobody can say.
 */
export function isLookAlike({ chain, symbol, contract, isKnown }: Asset): boolean {
  if (isKnown || chain === "" || !hasContract(contract)) return false;
  const skeleton = [...symbol.normalize("NFKC").toUpperCase()]
    .map((sign) => latinByLookalike[sign] ?? sign)
    .join("")
    .replaceAll(/[^A-Z]/g, "");
  if (coins[chain].symbol === skeleton) return true;
  return allKnownAssets.some((known) => known.chain === chain && known.symbol === skeleton && known.contract !== contract);
}
