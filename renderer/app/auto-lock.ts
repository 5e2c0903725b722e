import { useEffect, useState } from "react";
import { isUnlocked, useDesk } from "../state/desk.ts";
import { lockNow } from "./session.ts";

const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
let lastSignAt = Date.now();

/** Without a key or pointer for this long, the vault locks itself; ms. */
const idleLimitMs = (): number => useDesk.getState().safety.idleMinutes * 60_000;

/** Watches for idle time by the clock of the machine, so that a night of sleep counts too. */
export function watchIdle(): void {
  for (const sign of signs) window.addEventListener(sign, noteSign, { capture: true, passive: true });
  setInterval(lockWhenIdle, 5000);
  document.addEventListener("visibilitychange", lockWhenIdle);
}

/** When the vault will lock itself if nothing happens, in ms since 1970; refreshed every 15 seconds. */
export function useAutoLockAt(): number {
  const limitMs = useDesk((desk) => desk.safety.idleMinutes) * 60_000;
  const [signAt, setSignAt] = useState(lastSignAt);
  useEffect(() => {
    const timer = setInterval(() => setSignAt(lastSignAt), 15_000);
    return () => clearInterval(timer);
  }, []);
  return signAt + limitMs;
}

function noteSign(): void {
  if (Date.now() - lastSignAt < idleLimitMs()) lastSignAt = Date.now();
}

function lockWhenIdle(): void {
  if (!isUnlocked()) lastSignAt = Date.now();
  else if (Date.now() - lastSignAt >= idleLimitMs()) void lockNow();
}
