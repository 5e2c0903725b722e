import { sha256 } from "../../shared/crypto/hash.ts";
import { importSigningKey, publicKeyOf, signBytes } from "../../shared/crypto/sign.ts";
import { parseAuthorId } from "../../shared/kernel/brand.ts";
import { bytesToHex, type Bytes, concatBytes, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Signer } from "../../shared/ledger/model.ts";

/** RFC 8410 §7: a PKCS #8 Ed25519 key is these bytes and the 32-byte seed. */
const pkcs8Prefix = "302e020100300506032b657004220420";

/** The signing key of an officer, in PKCS #8. */
export function officerSecret(name: string): Bytes {
  const prefix = hexToBytes(pkcs8Prefix);
  invariant(prefix !== null, "the prefix is hex");
  return concatBytes(prefix, sha256(utf8ToBytes(name)));
}

/** An officer with a real key, the same for the same name. */
export async function createOfficer(name: string, agency: string): Promise<Signer> {
  const secret = officerSecret(name);
  const key = await importSigningKey(secret);
  const author = parseAuthorId(bytesToHex(await publicKeyOf(secret)));
  invariant(author !== null, "a public key is an author id");
  return { author, agency, sign: (message) => signBytes(key, message) };
}
