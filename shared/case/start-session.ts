import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { CaseDeps } from "./deps.ts";
import { openDeletions } from "./deletions.ts";
import { readOwnIdentity } from "./own-identity.ts";
import { openRegistry, type Registry } from "./registry.ts";
import { makeSession, type Session, type SessionHolder } from "./session.ts";
import { findStrayCases } from "./stray-cases.ts";
import { isTamper } from "../vault/tamper.ts";

type StartError = StorageError | TamperError | Failure<"books-damaged" | "identity-damaged">;

/** Makes a session of an open vault. Fails `books-damaged` and `identity-damaged` when they cannot be read, until they are repaired (`repair-books.ts`). */
export async function startSession(deps: CaseDeps, vault: OpenVault): Promise<Result<Session, StartError>> {
  const registry = await readRegistry(vault);
  if (!registry.ok) return registry;
  const own = await readOwnIdentity(vault);
  if (!own.ok) return own;
  const deletions = await openDeletions(vault, registry.value);
  if (!deletions.ok) return deletions;
  // What fails again is shown as unfinished in the list, and is no reason to lock anybody out.
  await deletions.value.finish();
  await findStrayCases(vault, registry.value, deletions.value.pending);
  const session = await makeSession(deps, vault, { registry: registry.value, own: own.value, deletions: deletions.value });
  // What a cut-off keep left behind goes while the officer looks around; should it fail, the next keep tries again.
  if (session.ok) void vault.tidyFiles();
  return session;
}

/**
 * Makes a session that is only to be read (`read-only.ts`) of a vault whose identity is damaged. Nothing that was begun is finished in it. Fails
 * `nothing-to-repair` when the identity is whole.
 */
export async function startReading(deps: CaseDeps, vault: OpenVault): Promise<Result<Session, StartError | Failure<"nothing-to-repair">>> {
  const registry = await readRegistry(vault);
  if (!registry.ok) return registry;
  const own = await readOwnIdentity(vault);
  if (own.ok) return fail("nothing-to-repair");
  if (own.error.kind !== "identity-damaged") return own;
  const deletions = await openDeletions(vault, registry.value);
  return deletions.ok ? makeSession(deps, vault, { registry: registry.value, own: null, deletions: deletions.value }) : deletions;
}

/** Makes a session the one that is served, or locks the vault again where none could be made. */
export function enterSession<Why extends { readonly kind: string }>(
  holder: SessionHolder,
  vault: OpenVault,
  started: Result<Session, Why>,
): Result<Session["me"], Why> {
  if (!started.ok) {
    vault.lock();
    return started;
  }
  holder.current = started.value;
  return succeed(started.value.me);
}

async function readRegistry(vault: OpenVault): Promise<Result<Registry, StorageError | Failure<"books-damaged">>> {
  const registry = await openRegistry(vault);
  if (registry.ok) return registry;
  const { kind, where } = registry.error;
  return isTamper(kind) ? fail("books-damaged", where) : fail(kind, where);
}
