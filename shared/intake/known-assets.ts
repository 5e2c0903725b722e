/** A token whose contract is public knowledge. Everything else is taken for what it says, and marked as not known. */
export interface KnownAsset {
  readonly contract: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** Tether's own contract on TRON. Fake "USDT" contracts are common; an asset is its contract, never its symbol. */
export const knownAssets: readonly KnownAsset[] = [{ contract: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", symbol: "USDT", decimals: 6 }];

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

/** Whether a symbol looks like a known asset's without its contract: the mark of a fake token. */
export function isLookAlike(symbol: string, contract: string): boolean {
  const skeleton = [...symbol.normalize("NFKC").toUpperCase()]
    .map((sign) => latinByLookalike[sign] ?? sign)
    .join("")
    .replaceAll(/[^A-Z]/g, "");
  return knownAssets.some((known) => known.symbol === skeleton && known.contract !== contract);
}
