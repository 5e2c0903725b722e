/** The name of the lock the one window holds: it says nothing. */
const lockName = "dalel.window";
/** A window that is being reloaded gives its lock back within this time. */
const patienceMs = 3000;

/**
 * Becomes the one window of this vault: two writers on one ledger would each miss what the other says.
 *
 * Gives   true, and the lock is held until the window goes; false when another window holds it. Then this one begins anew by itself
 *         as soon as the other is closed.
 * Source  Web Locks API (W3C); a lock belongs to the origin and its profile
 */
export function becomeOnlyWindow(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const hold = (): Promise<never> => {
    resolve(true);
    return new Promise(() => undefined);
  };
  navigator.locks.request(lockName, { signal: AbortSignal.timeout(patienceMs) }, hold).catch(() => {
    resolve(false);
    void navigator.locks.request(lockName, () => location.reload());
  });
  return promise;
}
