import type { Bytes } from "../kernel/bytes.ts";
import type { Clock, Random } from "../kernel/ports.ts";
import { parseKeyFile } from "../kernel/key-file.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Guard } from "./attempts.ts";
import { damaged, type VaultHeader } from "./header.ts";
import type { Secret, StorageError, UnlockError } from "./model.ts";
import type { Secrets } from "./secrets.ts";
import { type Factors, openSecrets, unwrapByPassphrase, unwrapByRecovery } from "./wraps.ts";

/** What a right secret gives. Whoever takes it zeroes `vaultKey` and the signing key in `secrets`. */
export interface Opened {
  readonly header: VaultHeader;
  readonly vaultKey: Bytes;
  readonly secrets: Secrets;
  /** What was typed and given, to wrap the key anew by; null when the recovery code opened. */
  readonly factors: Factors | null;
  /** How long the stretching took; infinite when nothing measures it. */
  readonly tookMs: number;
}

interface TryDeps {
  readHeader(): Promise<Result<VaultHeader | null, UnlockError | StorageError>>;
  readonly guard: Guard;
  readonly random: Random;
  readonly clock: Clock | undefined;
}

type Try = (secret: Secret) => Promise<Result<Opened, UnlockError | StorageError>>;

/** Tries secrets one after the other, each counted before it is tried: many at once are as slow as many in a row. */
export function tryInTurn(deps: TryDeps): Try {
  let turn: Promise<unknown> = Promise.resolve();
  return (secret) => {
    const tried = turn.then(() => trySecret(deps, secret));
    turn = Promise.allSettled([tried]);
    return tried;
  };
}

/**
 * One attempt. A wrong secret takes as long as a right one: it is stretched, and then opens, or fails to open, as many seals.
 * Fails   `wait`; `key-file-needed` and `not-a-key-file`, which are no attempts; else `wrong-secret-or-damaged`, never saying which.
 */
async function trySecret({ readHeader, guard, random, clock }: TryDeps, secret: Secret): Promise<Result<Opened, UnlockError | StorageError>> {
  const read = await readHeader();
  if (!read.ok) return read;
  const header = read.value;
  if (header === null) return fail("empty");
  const factors = secret.kind === "recovery" ? succeed(null) : readFactors(header, secret);
  if (!factors.ok) return factors;
  const begun = await guard.begin();
  if (!begun.ok) return begun;
  const startMs = clock?.now();
  const vaultKey = secret.kind === "recovery" ? await unwrapByRecovery(header, secret.code) : await unwrapByPassphrase(header, factors.value ?? none);
  const tookMs = clock === undefined || startMs === undefined ? Number.POSITIVE_INFINITY : clock.now() - startMs;
  const secrets = await openSecrets(vaultKey ?? random.bytes(32), header);
  if (vaultKey === null || secrets === null) {
    vaultKey?.fill(0);
    await guard.refused();
    return damaged;
  }
  await guard.passed();
  return succeed({ header, vaultKey, secrets, factors: factors.value, tookMs });
}

const none: Factors = { text: "", keyFile: null };

function readFactors(header: VaultHeader, { text, keyFile }: Extract<Secret, { kind: "passphrase" }>): Result<Factors, UnlockError> {
  if (!header.hasKeyFile) return succeed({ text, keyFile: null });
  if (keyFile === undefined) return fail("key-file-needed");
  const secret = parseKeyFile(keyFile);
  return secret === null ? fail("not-a-key-file") : succeed({ text, keyFile: secret });
}
