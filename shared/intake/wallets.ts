import type { EntityId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { type ChainFamily, parseAddress } from "../ontology/address.ts";
import type { Chain } from "../ontology/chains.ts";
import type { Harvest, Place } from "./harvest.ts";

/** Chains of Ethereum's kind: one form of address, told apart only by who made the file. */
export const evmChains = ["ethereum", "bsc", "polygon", "arbitrum", "optimism", "base", "avalanche"] as const satisfies readonly Chain[];

/** Which form the addresses of a blockchain have. */
export function familyOf(chain: Chain): ChainFamily {
  for (const evm of evmChains) if (evm === chain) return "evm";
  return chain as Exclude<Chain, (typeof evmChains)[number]>;
}

/** Whether texts are addresses of a family; each distinct one is checked once. */
export function rememberAddresses(family: ChainFamily): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const parsed = parseAddress(text);
    const isGood = parsed.ok && parsed.value.family === family;
    known.set(text, isGood);
    return isGood;
  };
}

/** Names the wallet of an address that was checked. Gives its id. */
export function walletOf(harvest: Harvest, address: string, place: Place): EntityId {
  const known = harvest.known(address);
  if (known !== undefined) return known;
  const parsed = parseAddress(address);
  invariant(parsed.ok, "readers check an address before they name its wallet");
  const { text, family } = parsed.value;
  const values = { address: { kind: "identifier", text }, chain: { kind: "text", text: family } } as const;
  const id = harvest.thing({ id: harvest.idOf("wallet", text), type: "wallet", values, ...place });
  harvest.remember(address, id);
  return id;
}
