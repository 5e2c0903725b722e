import { deriveFromPassphrase, deriveSubkey, isStrengthAllowed, type KdfStrength } from "../crypto/derive.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Secret, UnlockError } from "./model.ts";
import { parseRecoveryCode } from "./recovery.ts";

/**
 * The vault's header, the one record that is not a seal as a whole: how hard the passphrase is stretched, the vault key wrapped twice, and the
 * officer's secrets sealed under it. Canonical JSON, bytes as base64. Everything else in the store needs the vault key.
 */
export interface VaultHeader {
  readonly kdf: KdfStrength & { readonly salt: Bytes };
  readonly byPassphrase: Bytes;
  readonly byRecovery: Bytes;
  readonly secrets: Bytes;
}

const format = 1;
const vaultKeyBytes = 32;
const largestHeader = 65_536;
const recoveryPurpose = "dalel.vault.1 key by recovery";
/** The stretching is authenticated with the key it guards. */
const passphrasePurpose = (kdf: VaultHeader["kdf"]): string => `dalel.vault.1 key by passphrase ${canonicalText(kdfToJson(kdf))}`;

const kdfToJson = ({ memoryKiB, passes, salt }: VaultHeader["kdf"]) => ({ name: "argon2id", lanes: 1, memoryKiB, passes, salt: bytesToBase64(salt) });

export function encodeHeader({ kdf, byPassphrase, byRecovery, secrets }: VaultHeader): Bytes {
  const [passphrase, recovery] = [bytesToBase64(byPassphrase), bytesToBase64(byRecovery)];
  return utf8ToBytes(canonicalText({ format, kdf: kdfToJson(kdf), byPassphrase: passphrase, byRecovery: recovery, secrets: bytesToBase64(secrets) }));
}

/** Fails `newer-format`; `wrong-secret-or-damaged` for anything that is no header, and for stretching below `floor` or beyond what we would run. */
export function decodeHeader(bytes: Bytes, floor: KdfStrength): Result<VaultHeader, UnlockError> {
  const json = bytes.length > largestHeader ? null : parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json !== null && typeof json === "object" && "format" in json && typeof json.format === "number" && json.format > format)
    return fail("newer-format");
  if (json === null || !hasExactKeys(json, ["format", "kdf", "byPassphrase", "byRecovery", "secrets"]) || json.format !== format) return damaged;
  const kdf = readKdf(json.kdf, floor);
  const [byPassphrase, byRecovery, secrets] = [readBytes(json.byPassphrase), readBytes(json.byRecovery), readBytes(json.secrets)];
  if (kdf === null || byPassphrase === null || byRecovery === null || secrets === null) return damaged;
  return succeed({ kdf, byPassphrase, byRecovery, secrets });
}

export const damaged = fail("wrong-secret-or-damaged");

function readKdf(json: Json, floor: KdfStrength): VaultHeader["kdf"] | null {
  if (!hasExactKeys(json, ["name", "lanes", "memoryKiB", "passes", "salt"]) || json.name !== "argon2id" || json.lanes !== 1) return null;
  const { memoryKiB, passes } = json;
  const salt = readBytes(json.salt);
  if (typeof memoryKiB !== "number" || typeof passes !== "number" || salt === null || salt.length < 16 || salt.length > 64) return null;
  return isStrengthAllowed({ memoryKiB, passes }, floor) ? { memoryKiB, passes, salt } : null;
}

const readBytes = (json: Json): Bytes | null => (typeof json === "string" ? base64ToBytes(json) : null);

/** Wraps the vault key under a passphrase, with a new salt. */
export async function wrapByPassphrase(
  vaultKey: Bytes,
  passphrase: string,
  strength: KdfStrength,
  random: Random,
): Promise<Pick<VaultHeader, "kdf" | "byPassphrase">> {
  const kdf = { ...strength, salt: random.bytes(16) };
  const key = await withKey(await deriveFromPassphrase(passphrase, kdf.salt, kdf));
  return { kdf, byPassphrase: await sealBytes(key, passphrasePurpose(kdf), vaultKey, random) };
}

/** Wraps the vault key under a recovery secret, which is random and needs no stretching. */
export async function wrapByRecovery(vaultKey: Bytes, recoverySecret: Bytes, random: Random): Promise<Bytes> {
  return sealBytes(await withKey(await deriveSubkey(recoverySecret, recoveryPurpose)), recoveryPurpose, vaultKey, random);
}

/** The vault key, or null: wrong secret or damaged header, which nobody can tell apart. */
export async function unwrapVaultKey(header: VaultHeader, secret: Secret): Promise<Bytes | null> {
  const vaultKey = await (secret.kind === "passphrase" ? unwrapByPassphrase(header, secret.text) : unwrapByRecovery(header, secret.code));
  return vaultKey?.length === vaultKeyBytes ? vaultKey : null;
}

async function unwrapByPassphrase({ kdf, byPassphrase }: VaultHeader, passphrase: string): Promise<Bytes | null> {
  if (passphrase === "") return null;
  return openSealed(await withKey(await deriveFromPassphrase(passphrase, kdf.salt, kdf)), passphrasePurpose(kdf), byPassphrase);
}

async function unwrapByRecovery({ byRecovery }: VaultHeader, code: string): Promise<Bytes | null> {
  const secret = parseRecoveryCode(code);
  if (!secret.ok) return null;
  return openSealed(await withKey(await deriveSubkey(secret.value, recoveryPurpose)), recoveryPurpose, byRecovery);
}

/** A sealing key of derived bytes, which are zeroed. */
async function withKey(derived: Bytes): Promise<CryptoKey> {
  const key = await importSealingKey(derived);
  derived.fill(0);
  return key;
}
