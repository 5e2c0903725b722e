/** Blockchains a file can be about. Several share one form of address (`ChainFamily`): those of Ethereum's kind are told apart only by who made the file. */
export const chains = [
  "tron",
  "ethereum",
  "bsc",
  "polygon",
  "arbitrum",
  "optimism",
  "base",
  "avalanche",
  "bitcoin",
  "litecoin",
  "dogecoin",
  "ton",
  "solana",
  "xrp",
  "monero",
] as const;
export type Chain = (typeof chains)[number];
