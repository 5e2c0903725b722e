import { deriveSubkey, type KdfStrength, leastStrength, usualStrength } from "../crypto/derive.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type BackupFront, readFront } from "./backup-file.ts";
import { restoreRecords } from "./backup-restore.ts";
import { viewStore } from "./backup-runs.ts";
import { damaged, decodeHeader, encodeHeader, unwrapVaultKey, type VaultHeader, wrapByPassphrase, wrapByRecovery } from "./header.ts";
import type { BackupError, BackupWatch, BoxStore, Person, Secret, StorageError, UnlockError, Vault } from "./model.ts";
import { openVault, type UnlockedVault } from "./open-vault.ts";
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
  const ways = { random: deps.random, strength, floor };
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
      const cleared = await deps.store.clear();
      if (!cleared.ok) return cleared;
      const made = await makeHeader(deps.random, strength, passphrase, person);
      const stored = await deps.store.writeHeader(encodeHeader(made.header));
      if (!stored.ok) return stored;
      return succeed({
        vault: await openVault({ ...ways, store: deps.store }, made.header, made.vaultKey, made.secrets),
        recoveryCode: made.recoveryCode,
      });
    },
    unlock: (secret) => unlockOver(ways, deps.store, secret),
    async inspectBackup(file, secret, watch) {
      const opened = await unlockBackup(ways, file, secret);
      if (!opened.ok) return opened;
      const checked = await opened.value.vault.checkBackup(file, watch);
      opened.value.vault.lock();
      return checked;
    },
    async restore(file, secret, watch) {
      const existing = await deps.store.readHeader();
      if (!existing.ok) return existing;
      if (existing.value !== null) return fail("exists");
      const opened = await unlockBackup(ways, file, secret);
      if (!opened.ok) return opened;
      const restored = await writeRestored(deps.store, opened.value, file, watch);
      opened.value.vault.lock();
      return restored.ok ? unlockOver(ways, deps.store, secret) : restored;
    },
  };
}

/** What unlocking needs beside a store: chance, how hard to stretch from now on, and what is the least that is read. */
interface Ways {
  readonly random: Random;
  readonly strength: KdfStrength;
  readonly floor: KdfStrength;
}

async function unlockOver(ways: Ways, store: BoxStore, secret: Secret): Promise<Result<UnlockedVault, UnlockError | StorageError>> {
  const stored = await readHeader(store, ways.floor);
  if (!stored.ok) return stored;
  const header = stored.value;
  const vaultKey = await unwrapVaultKey(header, secret);
  const secrets = vaultKey === null ? null : await unsealSecrets(vaultKey, header);
  return vaultKey === null || secrets === null ? damaged : succeed(await openVault({ ...ways, store }, header, vaultKey, secrets));
}

/** The vault whose header a backup begins with, over nothing: its keys, that is. */
async function unlockBackup(ways: Ways, file: Blob, secret: Secret): Promise<Result<OpenedBackup, BackupError>> {
  const front = await readFront(file);
  if (!front.ok) return front;
  const header = front.value.header.slice();
  const vault = await unlockOver(ways, viewStore({ readHeader: async () => succeed(header) }), secret);
  return vault.ok ? succeed({ front: front.value, vault: vault.value }) : vault;
}

interface OpenedBackup {
  readonly front: BackupFront;
  readonly vault: UnlockedVault;
}

/** All records, then the header; after a failure nothing. */
async function writeRestored(store: BoxStore, { front, vault }: OpenedBackup, file: Blob, watch: BackupWatch): Promise<Result<void, BackupError>> {
  const access = vault.backupAccess();
  invariant(access !== null, "it was unlocked just now");
  const cleared = await store.clear();
  if (!cleared.ok) return cleared;
  const restored = await restoreRecords(access, front, file, store, watch);
  const done = restored.ok ? await store.writeHeader(front.header) : restored;
  if (!done.ok) await store.clear();
  return done;
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
