import type { EntityId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { parseAddress } from "../ontology/address.ts";
import type { Harvest, Place } from "./harvest.ts";

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
