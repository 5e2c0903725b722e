import type { Bytes } from "../kernel/bytes.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { LockState, Secret } from "../vault/model.ts";
import type { GateError, NamedBytes } from "./answer.ts";

/** What can be asked about that which opens a vault: the gate before it, and the keys to it. */
export interface KeysDoor {
  /** What the locked screen may know: whether there is a vault, whether it asks for a key file, how long to wait. */
  lockState(argument: null): Promise<Result<LockState, GateError>>;
  /** The vaults of this machine that were made, in order of place. Says nothing of whose they are. */
  listVaults(argument: null): Promise<Result<readonly VaultPlace[], GateError>>;
  /**
   * Lets another passphrase open. `proof` is the old one with its key file, which then goes on being asked for; or the recovery code, and then no key
   * file is asked for any more. Fails `weak-passphrase` below 12 characters.
   */
  changePassphrase(argument: { readonly proof: Secret; readonly next: string }): Promise<Result<null, GateError>>;
  /** A new recovery code, told once. The old one goes on opening until the new one is confirmed; a code never confirmed never opens. */
  renewRecovery(argument: { readonly proof: Secret }): Promise<Result<{ readonly recoveryCode: string }, GateError>>;
  /** Lets the code made last open, in the place of the old one. `token-expired` when none was made since the vault was unlocked, or it is confirmed already. */
  confirmRecovery(argument: null): Promise<Result<null, GateError | Failure<"token-expired">>>;
  /** A new key file to be saved. Nothing asks for it yet. */
  makeKeyFile(argument: null): Promise<Result<NamedBytes, GateError>>;
  /** Asks for this key file from now on, beside the passphrase; null = for none. `held` is the one that is asked for now. */
  setKeyFile(argument: {
    readonly passphrase: string;
    readonly held: Bytes | null;
    readonly keyFile: Bytes | null;
  }): Promise<Result<null, GateError>>;
}

/** A place where a vault is kept on this machine: 1, 2, 3 … */
export interface VaultPlace {
  readonly place: number;
  /** The day it was made, "2026-11-26"; "" when it does not say. */
  readonly madeOn: string;
}

/** Finds the vaults of this machine. Absent where there is one only: the command line. */
export interface VaultShelf {
  list(): Promise<Result<readonly VaultPlace[], GateError>>;
}
