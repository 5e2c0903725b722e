import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { BoxStore, OpenVault, Run, StorageError, TamperError, Vault } from "../../shared/vault/model.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** Far below what the program allows: tests only, so that a passphrase costs under a millisecond. */
export const testStrength = { memoryKiB: 64, passes: 1 };
export const aPassphrase = "бес ірі жылқы сөзі";
export const aPerson = { agency: "afm", agencyName: "Қаржылық мониторинг агенттігі", officer: "Айгүл Сейітқызы" };

export function vaultOver(store: BoxStore, seed = "vault"): Vault {
  return createVault({ store, random: createSeededRandom(seed), kdf: testStrength });
}

/** A new vault over a store, unlocked. */
export async function newVault(store: BoxStore, seed = "vault"): Promise<{ readonly vault: OpenVault; readonly recoveryCode: string }> {
  const created = await vaultOver(store, seed).create(aPassphrase, aPerson);
  invariant(created.ok, "a vault is made over an empty store");
  return created.value;
}

/** The vault over a store unlocked again, as after a restart. */
export async function unlockAgain(store: BoxStore, seed = "again"): Promise<OpenVault> {
  const unlocked = await vaultOver(store, seed).unlock({ kind: "passphrase", text: aPassphrase });
  invariant(unlocked.ok, "the passphrase opens the vault");
  return unlocked.value;
}

export async function runOf(vault: OpenVault, name: string): Promise<Run> {
  const run = await vault.run(name);
  invariant(run.ok, "an unlocked vault gives a run");
  return run.value;
}

/** All entries up to the first failure, and that failure. */
export async function readRun(run: Run): Promise<{ readonly entries: readonly Bytes[]; readonly error: TamperError | StorageError | null }> {
  const entries: Bytes[] = [];
  for await (const entry of run.entries()) {
    if (!entry.ok) return { entries, error: entry.error };
    entries.push(entry.value);
  }
  return { entries, error: null };
}
