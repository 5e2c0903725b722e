import { deriveFromPassphrase, deriveSubkey, type KdfStrength } from "../crypto/derive.ts";
import { createKeyedHash } from "../crypto/hash.ts";
import { type Bytes, bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";
import { digestBytes, type Exchange, type Identifier, slowKinds } from "./model.ts";
import { bareSecret } from "./secret.ts";

/** What a guess costs: of the secret, once for an exchange, and of one value of a slow kind. Format 1 fixes both; tests may take less. */
export interface Costs {
  readonly secret: KdfStrength;
  readonly item: KdfStrength;
}
/** About 1.6 s and 25 ms here (decision 0080). */
export const costs: Costs = { secret: { memoryKiB: 262_144, passes: 3 }, item: { memoryKiB: 8192, passes: 1 } };

/** What both sides can make of an exchange and the secret said aloud. */
export interface ExchangeKeys {
  /** Tell a wrong secret from no hit: in the question, and in the answer. 16 bytes each. */
  readonly check: Bytes;
  readonly answerCheck: Bytes;
  /** 16 bytes. Cost: an HMAC, and about 25 ms more of a slow kind. */
  digestOf(identifier: Pick<Identifier, "kind" | "value">): Promise<Bytes>;
  /** What an answer holds for a digest that was hit: 16 bytes. */
  markOf(digest: Uint8Array): Bytes;
}

/**
 * Stretches the secret and derives the keys of one exchange. They are bound to who asks whom: whoever is asked cannot pass the digests on as a question of
 * their own to a third agency with the same secret.
 *
 * Cost    about 1.6 s, 256 MiB.
 * Source  assets/docs/format/deconfliction.md §3
 */
export async function deriveExchangeKeys(secret: string, { author, to, exchange }: Exchange, at: Costs = costs): Promise<ExchangeKeys> {
  // Salts are text, so that the argon2 command takes them.
  const root = await deriveFromPassphrase(bareSecret(secret), utf8ToBytes(exchange), at.secret);
  const subkey = (use: string): Promise<Bytes> => deriveSubkey(root, `dalel.hits.1 ${use} ${author} ${to}`);
  const [check, answerCheck] = [await subkey("check"), await subkey("answer-check")];
  const itemSalt = utf8ToBytes(bytesToHex((await subkey("item")).subarray(0, 16)));
  const [digest, mark] = [createKeyedHash(await subkey("digest")), createKeyedHash(await subkey("mark"))];
  root.fill(0);
  return {
    check: check.slice(0, digestBytes),
    answerCheck: answerCheck.slice(0, digestBytes),
    digestOf: async ({ kind, value }) => {
      const text = `${kind}\n${value}`;
      const named = slowKinds.has(kind) ? await deriveFromPassphrase(text, itemSalt, at.item) : utf8ToBytes(text);
      return digest(named).slice(0, digestBytes);
    },
    markOf: (each) => mark(each).slice(0, digestBytes),
  };
}
