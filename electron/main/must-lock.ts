import type { PowerMonitor } from "electron";
import type { LockReason } from "../../shared/host/host.ts";

/** Without anyone at the machine for so long, a Linux session counts as left: its screen lock tells us nothing. */
export const idleSeconds = 600;
const askEveryMs = 30_000;

/** Tells when the session ends outside: sleep, a locked screen, the machine going down, and on Linux nobody there. */
export function watchSession(monitor: PowerMonitor, platform: NodeJS.Platform, mustLock: (why: LockReason) => void): void {
  monitor.on("suspend", () => mustLock("suspend"));
  monitor.on("lock-screen", () => mustLock("screen-lock"));
  monitor.on("shutdown", () => mustLock("quit"));
  if (platform !== "linux") return;
  let wasIdle = false;
  setInterval(() => {
    const isIdle = monitor.getSystemIdleTime() >= idleSeconds;
    if (isIdle && !wasIdle) mustLock("idle");
    wasIdle = isIdle;
  }, askEveryMs);
}
