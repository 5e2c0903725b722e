import { type KdfStrength, leastStrength, usualStrength } from "../crypto/derive.ts";
import { hashHere, type StartPieceHash } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { formatKeyFile, keyFileBytes, parseKeyFile } from "../kernel/key-file.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Clock, Random } from "../kernel/ports.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import { createGuard, type Guard, openGuard } from "./attempts.ts";
import { decodeHeader, encodeHeader, type VaultHeader } from "./header.ts";
import type { BoxStore, LockState, NewPassphrase, StorageError, UnlockError, Vault } from "./model.ts";
import { openVault } from "./open-vault.ts";
import { vaultBackups } from "./restore.ts";
import { formatRecoveryCode, recoveryBytes } from "./recovery.ts";
import { createSecrets, mostEarlierKeys, openKeys, replaceSecrets, type Secrets } from "./secrets.ts";
import { calibrateStrength, strongerThan, wantedAfter } from "./stretching.ts";
import { tryInTurn, type Opened } from "./try-secret.ts";
import { type Factors, sealSecrets, wrapByPassphrase, wrapByRecovery } from "./wraps.ts";

export interface VaultDeps {
  readonly store: BoxStore;
  readonly random: Random;
  /** Hashes the pieces of files that are kept; in this thread when absent. */
  readonly hashPieces?: StartPieceHash;
  /** Measures the stretching, dates the vault, and makes wrong attempts wait. Absent in programs that try one secret and end, and in tests of other things. */
  readonly clock?: Clock;
  /** How hard passphrases are stretched from now on; by this machine's speed when absent. Tests name a weaker one, and only then is a weaker header read. */
  readonly kdf?: KdfStrength;
  /** The weakest stretching that is read; RFC 9106's second option, or `kdf` where that is weaker. For tests of raising it. */
  readonly weakest?: KdfStrength;
}

/** The vault over a store, locked. Laws: tests/property/vault.test.ts. */
export function createVault(deps: VaultDeps): Vault {
  const { store, random, clock, hashPieces = hashHere } = deps;
  const floor = deps.weakest ?? floorOf(deps.kdf ?? usualStrength);
  const guard = clock === undefined ? openGuard : createGuard(store, clock);
  const readHeader = async (): Promise<Result<VaultHeader | null, UnlockError | StorageError>> => {
    const stored = await store.readHeader();
    if (!stored.ok) return stored;
    return stored.value === null ? succeed(null) : decodeHeader(stored.value, floor);
  };
  const open = tryInTurn({ readHeader, guard, random, clock });
  const writeHeader = async (opened: Opened, changed: Partial<VaultHeader>): Promise<Result<void, StorageError>> => {
    const header = { ...opened.header, ...changed };
    const secrets = await sealSecrets(opened.vaultKey, header, opened.secrets, random);
    return store.writeHeader(encodeHeader({ ...header, secrets }));
  };
  const unlock: Vault["unlock"] = async (secret) => {
    const opened = await open(secret);
    if (!opened.ok) return opened;
    const { header, factors, tookMs } = opened.value;
    // Silently: when it cannot be written, the header that just opened stays. By recovery code there is no passphrase at hand.
    const stronger = factors === null ? null : strongerThan(header.kdf, deps.kdf ?? wantedAfter(header.kdf, tookMs) ?? header.kdf);
    if (factors !== null && stronger !== null)
      await writeHeader(opened.value, await wrapByPassphrase(opened.value.vaultKey, factors, stronger, random));
    return succeed(await openVault({ store, random, hashPieces }, opened.value.vaultKey, opened.value.secrets));
  };
  return {
    status: async () => {
      const header = await store.readHeader();
      return header.ok ? succeed(header.value === null ? "empty" : "sealed") : header;
    },
    lockState: async () => lockStateOf(await readHeader(), guard),
    create: (passphrase, person, furnish) => create(deps, passphrase, person, furnish),
    unlock,
    changePassphrase: async (proof, next) => {
      const factors = factorsOf(next);
      if (factors === null) return fail("not-a-key-file");
      return withProof(await open(proof), async (opened) => {
        const wanted = deps.kdf ?? (clock === undefined ? usualStrength : await calibrateStrength(clock));
        const strength = strongerThan(opened.header.kdf, wanted) ?? opened.header.kdf;
        return writeHeader(opened, await wrapByPassphrase(opened.vaultKey, factors, strength, random));
      });
    },
    renewRecovery: async (proof) =>
      withProof(await open(proof), async (opened) => {
        // What is confirmed later, without the keys, is put into a header whose secrets are sealed as format 2 seals them.
        const ready = opened.header.format === 1 ? await writeHeader(opened, {}) : succeed(undefined);
        if (!ready.ok) return ready;
        const { byRecovery, recoveryCode } = await makeRecovery(opened.vaultKey, random);
        return succeed({ recoveryCode, confirm: async () => replaceRecovery(store, await readHeader(), byRecovery) });
      }),
    renewKeys: async (proof, prepare) =>
      withProof(await open(proof), async (opened) => {
        const renewed = await withNewKeys(opened, prepare, (secrets) => writeHeader({ ...opened, secrets }, {}));
        return renewed.ok ? succeed(await openVault({ store, random, hashPieces }, opened.vaultKey, renewed.value)) : renewed;
      }),
    makeKeyFile: () => formatKeyFile(random.bytes(keyFileBytes)),
    ...vaultBackups({ store, random, floor, unlock }),
  };
}

async function lockStateOf(
  header: Result<VaultHeader | null, UnlockError | StorageError>,
  guard: Guard,
): Promise<Result<LockState, UnlockError | StorageError>> {
  if (!header.ok) return header;
  const { hasKeyFile = false, madeOn = "" } = header.value ?? {};
  return succeed({ state: header.value === null ? "empty" : "sealed", hasKeyFile, madeOn, waitMs: await guard.waitMs() });
}

/** The header as it is, with another wrap of the vault key by recovery code. */
async function replaceRecovery(
  store: BoxStore,
  header: Result<VaultHeader | null, UnlockError | StorageError>,
  byRecovery: Bytes,
): Promise<Result<void, UnlockError | StorageError>> {
  if (!header.ok) return header;
  return header.value === null ? fail("empty") : store.writeHeader(encodeHeader({ ...header.value, byRecovery }));
}

/** Nothing weaker than this is read. */
const floorOf = (strength: KdfStrength): KdfStrength => ({
  memoryKiB: Math.min(strength.memoryKiB, leastStrength.memoryKiB),
  passes: Math.min(strength.passes, leastStrength.passes),
});

function factorsOf({ text, keyFile }: NewPassphrase): Factors | null {
  invariant(text !== "", "a passphrase is not empty");
  const secret = keyFile === null ? null : parseKeyFile(keyFile);
  return keyFile !== null && secret === null ? null : { text, keyFile: secret };
}

/** Secrets with new keys, once what is to be kept before is kept and the header that holds them is written. */
async function withNewKeys(
  { secrets: old }: Opened,
  prepare: Parameters<Vault["renewKeys"]>[1],
  write: (secrets: Secrets) => Promise<Result<void, StorageError>>,
): Promise<Result<Secrets, StorageError | Failure<"too-many-keys">>> {
  if (old.earlier.length >= mostEarlierKeys) return fail("too-many-keys");
  const secrets = await replaceSecrets(old);
  const { keys, forget } = await openKeys(secrets);
  const prepared = await prepare(keys);
  const written = prepared.ok ? await write(secrets) : prepared;
  forget();
  if (written.ok) return succeed(secrets);
  secrets.signPkcs8.fill(0);
  return written;
}

/** Does something with the keys a proof gave, and zeroes them. */
async function withProof<Value, Problem>(
  opened: Result<Opened, UnlockError | StorageError>,
  act: (opened: Opened) => Promise<Result<Value, Problem>>,
): Promise<Result<Value, Problem | UnlockError | StorageError>> {
  if (!opened.ok) return opened;
  try {
    return await act(opened.value);
  } finally {
    opened.value.vaultKey.fill(0);
    opened.value.secrets.signPkcs8.fill(0);
  }
}

async function create(
  { store, random, clock, kdf, hashPieces = hashHere }: VaultDeps,
  ...[passphrase, person, furnish]: Parameters<Vault["create"]>
): ReturnType<Vault["create"]> {
  invariant(passphrase !== "", "a passphrase is not empty");
  const existing = await store.readHeader();
  if (!existing.ok) return existing;
  if (existing.value !== null) return fail("exists");
  const cleared = await store.clear();
  if (!cleared.ok) return cleared;
  const strength = kdf ?? (clock === undefined ? usualStrength : await calibrateStrength(clock));
  const vaultKey = random.bytes(32);
  const secrets: Secrets = await createSecrets(person);
  const { byRecovery, recoveryCode } = await makeRecovery(vaultKey, random);
  const madeOn = clock === undefined ? "" : new Date(clock.now()).toISOString().slice(0, 10);
  const wrapped = await wrapByPassphrase(vaultKey, { text: passphrase, keyFile: null }, strength, random);
  const outside = { ...wrapped, madeOn };
  const header = { ...outside, byRecovery, secrets: await sealSecrets(vaultKey, outside, secrets, random) };
  const vault = await openVault({ store, random, hashPieces }, vaultKey, secrets);
  const furnished = (await furnish?.(vault)) ?? succeed(undefined);
  const stored = furnished.ok ? await store.writeHeader(encodeHeader(header)) : furnished;
  if (stored.ok) return succeed({ vault, recoveryCode });
  vault.lock();
  return stored;
}

async function makeRecovery(vaultKey: Bytes, random: Random): Promise<{ readonly byRecovery: Bytes; readonly recoveryCode: string }> {
  const secret = random.bytes(recoveryBytes);
  const byRecovery = await wrapByRecovery(vaultKey, secret, random);
  const recoveryCode = formatRecoveryCode(secret);
  secret.fill(0);
  return { byRecovery, recoveryCode };
}
