import { deriveFromPassphrase, deriveSubkey, type KdfStrength } from "../crypto/derive.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import { type Bytes, concatBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Random } from "../kernel/ports.ts";
import { kdfToJson, type VaultHeader } from "./header.ts";
import { parseRecoveryCode } from "./recovery.ts";
import { decodeSecrets, encodeSecrets, type Secrets } from "./secrets.ts";

/** The vault key under each of its locks, and what it guards in the header. Every buffer with a key in it is zeroed where it was made. */

/** What a person knows and has: a passphrase, and the 32 bytes of a key file where there is one. */
export interface Factors {
  readonly text: string;
  readonly keyFile: Bytes | null;
}

const vaultKeyBytes = 32;
const recoveryPurpose = "dalel.vault.1 key by recovery";
const keyFileUse = "dalel.vault.2 passphrase and key file";
const secretsUse = "dalel.vault.1 secrets";

/** The stretching is authenticated with the key it guards, and whether a key file is part of it. */
const passphrasePurpose = (kdf: VaultHeader["kdf"], hasKeyFile: boolean): string =>
  `dalel.vault.${hasKeyFile ? "2 key by passphrase and key file" : "1 key by passphrase"} ${canonicalText(kdfToJson(kdf))}`;

/** What a header of format 2 says in the clear is authenticated with the secrets. */
const secretsPurpose = ({ format, madeOn, hasKeyFile }: Pick<VaultHeader, "format" | "madeOn" | "hasKeyFile">): string =>
  format === 1 ? secretsUse : `dalel.vault.2 secrets ${canonicalText({ madeOn, keyFile: hasKeyFile })}`;

/** Wraps the vault key under a passphrase, and a key file if there is one, with a new salt. */
export async function wrapByPassphrase(
  vaultKey: Bytes,
  factors: Factors,
  strength: KdfStrength,
  random: Random,
): Promise<Pick<VaultHeader, "kdf" | "byPassphrase" | "hasKeyFile">> {
  const kdf = { memoryKiB: strength.memoryKiB, passes: strength.passes, salt: random.bytes(16) };
  const hasKeyFile = factors.keyFile !== null;
  const key = await keyOfFactors(factors, kdf);
  return { kdf, hasKeyFile, byPassphrase: await sealBytes(key, passphrasePurpose(kdf, hasKeyFile), vaultKey, random) };
}

/** Wraps the vault key under a recovery secret, which is random and needs no stretching. */
export async function wrapByRecovery(vaultKey: Bytes, recoverySecret: Bytes, random: Random): Promise<Bytes> {
  return sealBytes(await keyOfRecovery(recoverySecret), recoveryPurpose, vaultKey, random);
}

/** The vault key, or null. Takes as long for wrong factors as for right ones: the stretching is done either way. No passphrase is empty. */
export async function unwrapByPassphrase({ kdf, hasKeyFile, byPassphrase }: VaultHeader, factors: Factors): Promise<Bytes | null> {
  if (factors.text === "") return null;
  const key = await keyOfFactors({ text: factors.text, keyFile: hasKeyFile ? factors.keyFile : null }, kdf);
  return ofRightLength(await openSealed(key, passphrasePurpose(kdf, hasKeyFile), byPassphrase));
}

export async function unwrapByRecovery({ byRecovery }: VaultHeader, code: string): Promise<Bytes | null> {
  const secret = parseRecoveryCode(code);
  if (!secret.ok) return null;
  const key = await keyOfRecovery(secret.value);
  secret.value.fill(0);
  return ofRightLength(await openSealed(key, recoveryPurpose, byRecovery));
}

export async function sealSecrets(
  vaultKey: Bytes,
  outside: Pick<VaultHeader, "madeOn" | "hasKeyFile">,
  secrets: Secrets,
  random: Random,
): Promise<Bytes> {
  const encoded = encodeSecrets(secrets);
  const sealed = await sealBytes(await subkeyOf(vaultKey, secretsUse), secretsPurpose({ ...outside, format: 2 }), encoded, random);
  encoded.fill(0);
  return sealed;
}

export async function openSecrets(vaultKey: Bytes, header: VaultHeader): Promise<Secrets | null> {
  const opened = await openSealed(await subkeyOf(vaultKey, secretsUse), secretsPurpose(header), header.secrets);
  const secrets = opened === null ? null : decodeSecrets(opened);
  opened?.fill(0);
  return secrets;
}

/** A sealing key for one use of a key; not extractable. */
export async function subkeyOf(key: Bytes, use: string): Promise<CryptoKey> {
  return importAndZero(await deriveSubkey(key, use));
}

const ofRightLength = (key: Bytes | null): Bytes | null => (key?.length === vaultKeyBytes ? key : null);
const keyOfRecovery = (secret: Bytes): Promise<CryptoKey> => subkeyOf(secret, recoveryPurpose);

async function keyOfFactors({ text, keyFile }: Factors, kdf: VaultHeader["kdf"]): Promise<CryptoKey> {
  const derived = await deriveFromPassphrase(text, kdf.salt, kdf);
  if (keyFile === null) return importAndZero(derived);
  const both = concatBytes(derived, keyFile);
  derived.fill(0);
  const key = await subkeyOf(both, keyFileUse);
  both.fill(0);
  return key;
}

async function importAndZero(secret: Bytes): Promise<CryptoKey> {
  const key = await importSealingKey(secret);
  secret.fill(0);
  return key;
}
