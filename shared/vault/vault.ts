import { deriveSubkey, type KdfStrength, leastStrength, usualStrength } from "../crypto/derive.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { damaged, decodeHeader, encodeHeader, unwrapVaultKey, type VaultHeader, wrapByPassphrase, wrapByRecovery } from "./header.ts";
import type { BoxStore, Person, StorageError, UnlockError, Vault } from "./model.ts";
import { openVault } from "./open-vault.ts";
import { formatRecoveryCode, recoveryBytes } from "./recovery.ts";
import { createSecrets, decodeSecrets, encodeSecrets, type Secrets } from "./secrets.ts";

export interface VaultDeps {
  readonly store: BoxStore;
  readonly random: Random;
  /** How hard passphrases are stretched from now on; `usualStrength` when absent. Tests name a weaker one, and only then is a weaker header read. */
  readonly kdf?: KdfStrength;
}

/** The vault over a store, locked. Laws: tests/property/vault.test.ts. */
export function createVault(deps: VaultDeps): Vault {
  const strength = deps.kdf ?? usualStrength;
  const floor = { memoryKiB: Math.min(strength.memoryKiB, leastStrength.memoryKiB), passes: Math.min(strength.passes, leastStrength.passes) };
  const openDeps = { store: deps.store, random: deps.random, strength };
  return {
    async status() {
      const header = await deps.store.readHeader();
      return header.ok ? succeed(header.value === null ? "empty" : "sealed") : header;
    },
    async create(passphrase, person) {
      invariant(passphrase !== "", "a passphrase is not empty");
      const existing = await deps.store.readHeader();
      if (!existing.ok) return existing;
      if (existing.value !== null) return fail("exists");
      const made = await makeHeader(deps.random, strength, passphrase, person);
      const stored = await deps.store.writeHeader(encodeHeader(made.header));
      if (!stored.ok) return stored;
      return succeed({ vault: await openVault(openDeps, made.header, made.vaultKey, made.secrets), recoveryCode: made.recoveryCode });
    },
    async unlock(secret) {
      const stored = await readHeader(deps.store, floor);
      if (!stored.ok) return stored;
      const header = stored.value;
      const vaultKey = await unwrapVaultKey(header, secret);
      const secrets = vaultKey === null ? null : await unsealSecrets(vaultKey, header);
      return vaultKey === null || secrets === null ? damaged : succeed(await openVault(openDeps, header, vaultKey, secrets));
    },
  };
}

interface MadeHeader {
  readonly header: VaultHeader;
  readonly vaultKey: Bytes;
  readonly secrets: Secrets;
  readonly recoveryCode: string;
}

async function makeHeader(random: Random, strength: KdfStrength, passphrase: string, person: Person): Promise<MadeHeader> {
  const [vaultKey, recoverySecret] = [random.bytes(32), random.bytes(recoveryBytes)];
  const secrets = await createSecrets(person);
  const header = {
    ...(await wrapByPassphrase(vaultKey, passphrase, strength, random)),
    byRecovery: await wrapByRecovery(vaultKey, recoverySecret, random),
    secrets: await sealBytes(await secretsKeyOf(vaultKey), secretsPurpose, encodeSecrets(secrets), random),
  };
  const recoveryCode = formatRecoveryCode(recoverySecret);
  recoverySecret.fill(0);
  return { header, vaultKey, secrets, recoveryCode };
}

async function readHeader(store: BoxStore, floor: KdfStrength): Promise<Result<VaultHeader, UnlockError | StorageError>> {
  const stored = await store.readHeader();
  if (!stored.ok) return stored;
  return stored.value === null ? fail("empty") : decodeHeader(stored.value, floor);
}

async function unsealSecrets(vaultKey: Bytes, header: VaultHeader): Promise<Secrets | null> {
  const opened = await openSealed(await secretsKeyOf(vaultKey), secretsPurpose, header.secrets);
  return opened === null ? null : decodeSecrets(opened);
}

const secretsPurpose = "dalel.vault.1 secrets";

async function secretsKeyOf(vaultKey: Bytes): Promise<CryptoKey> {
  return importSealingKey(await deriveSubkey(vaultKey, secretsPurpose));
}
