import { ageRecipientOf } from "../crypto/age-keys.ts";
import type { Keys } from "./model.ts";

/** An opening key and what it is addressed by. */
export interface OpeningPair {
  readonly identity: string;
  readonly recipient: string;
}

/** Both opening keys of ours, and both of each pair that was replaced, as far as there were two. Cost: 3 ms for each pair that was replaced. */
export async function openingPairs(keys: Keys): Promise<readonly OpeningPair[]> {
  const { ageIdentity, ageRecipient, hybridIdentity, hybridRecipient } = keys;
  const earlier = keys.earlier.map(async (each): Promise<readonly OpeningPair[]> => {
    const ordinary = { identity: each.ageIdentity, recipient: each.ageRecipient };
    if (each.hybridIdentity === "") return [ordinary];
    return [ordinary, { identity: each.hybridIdentity, recipient: await ageRecipientOf(each.hybridIdentity) }];
  });
  const replaced = await Promise.all(earlier);
  return [{ identity: ageIdentity, recipient: ageRecipient }, { identity: hybridIdentity, recipient: hybridRecipient }, ...replaced.flat()];
}
