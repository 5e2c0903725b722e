import { shortSha256 } from "../crypto/short-hash.ts";
import { type EntityId, parseEntityId } from "../kernel/brand.ts";
import { bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { parseAddress } from "./address.ts";
import { checkValue } from "./check.ts";
import { identityProperty, propertyEntry } from "./read.ts";

const domainTag = "dalel.entity.1\n";

/**
 * The id of a thing that has a public canonical name, so that two agencies that never spoke agree on it: a wallet by
 * (chain family, address), a site by its domain, an exhibit or dataset by its file hash.
 *
 * Gives   first 16 bytes of SHA-256("dalel.entity.1\n" ‖ canonical JSON [type, key]); null when the type has random ids or
 *         the text is not a valid name of one.
 */
export function entityIdFor(type: string, text: string): EntityId | null {
  const key = identityKey(type, text);
  if (key === null) return null;
  const id = parseEntityId(bytesToHex(shortSha256(utf8ToBytes(`${domainTag}${canonicalText([type, key])}`)).subarray(0, 16)));
  invariant(id !== null, "16 bytes make an entity id");
  return id;
}

/** What the id derives from, or null. A wallet's key names its chain family, since families share alphabets. */
function identityKey(type: string, text: string): string | null {
  const property = identityProperty(type);
  const check = property === undefined ? undefined : propertyEntry(type, property)?.check;
  if (check === undefined) return null;
  if (check === "wallet-address") {
    const address = parseAddress(text);
    return address.ok ? `${address.value.family}:${address.value.key}` : null;
  }
  const canonical = checkValue(check, text);
  return canonical.ok ? canonical.value : null;
}

/** A new random id: people, organisations and links, whose ids must not be guessable from an identifier. */
export function mintEntityId(random: Random): EntityId {
  const id = parseEntityId(bytesToHex(random.bytes(16)));
  invariant(id !== null, "16 bytes make an entity id");
  return id;
}
