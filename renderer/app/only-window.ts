/** The name of the lock the one window holds: it says nothing. */
const lockName = "dalel.window";
/** A window that is being reloaded gives its lock back within this time. */
const patienceMs = 3000;

/**
 * Becomes the one window of this vault: two writers on one ledger would each miss what the other says.
 *
 * @param onWaiting  called at once when another window holds it, which may be one that is just going (a reload): say what is waited for
 * Gives   true, and the lock is held until the window goes; false when another window keeps it. Then this one begins anew by itself
 *         as soon as the other is closed.
 * Source  Web Locks API (W3C); a lock belongs to the origin and its profile
 */
export async function becomeOnlyWindow(onWaiting: () => void): Promise<boolean> {
  if (await hold({ ifAvailable: true })) return true;
  onWaiting();
  if (await hold({ signal: AbortSignal.timeout(patienceMs) })) return true;
  void navigator.locks.request(lockName, () => location.reload());
  return false;
}

/** True once the lock is held, and then it is never given back; false when it is not to be had in this way. */
function hold(way: LockOptions): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const keep = (lock: Lock | null): Promise<never> | undefined => {
    resolve(lock !== null);
    return lock === null ? undefined : new Promise(() => undefined);
  };
  navigator.locks.request(lockName, way, keep).catch(() => resolve(false));
  return promise;
}
