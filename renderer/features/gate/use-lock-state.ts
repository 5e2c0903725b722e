import { useEffect, useState } from "react";
import type { VaultPlace } from "../../../shared/case/keys-door.ts";
import { askCore } from "../../state/ask.ts";

/** What the vault says of itself from outside. */
export interface SeenLock {
  readonly hasKeyFile: boolean;
  /** There was a vault here, and its storage is gone. */
  readonly isLost: boolean;
  /** Seconds until the next attempt; counts down. */
  readonly wait: number;
  /** Asks again: after an attempt, and after another vault was chosen. */
  look(): Promise<void>;
}

/** The state of the lock, asked for at once. The core refuses attempts during the wait whatever the window shows. */
export function useLockState(): SeenLock {
  const [hasKeyFile, setHasKeyFile] = useState(false);
  const [isLost, setLost] = useState(false);
  const [untilMs, setUntilMs] = useState(0);
  const wait = useSecondsUntil(untilMs);
  const look = async (): Promise<void> => {
    const state = await askOfGate("lockState");
    setLost(!state.ok && state.error.kind === "vault-lost");
    if (!state.ok) return;
    setHasKeyFile(state.value.hasKeyFile);
    setUntilMs(performance.now() + state.value.waitMs);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; afterwards whoever changes something asks
  useEffect(() => void look(), []);
  return { hasKeyFile, isLost, wait, look };
}

/** The vaults of this machine; asked for once. */
export function useVaults(): readonly VaultPlace[] {
  const [vaults, setVaults] = useState<readonly VaultPlace[]>([]);
  useEffect(() => {
    let isMounted = true;
    void askOfGate("listVaults").then((listed) => isMounted && listed.ok && setVaults(listed.value));
    return () => {
      isMounted = false;
    };
  }, []);
  return vaults;
}

/** The locked screen stands while the thread of the session is being ended, and that may cut an ask off: the fresh thread is then asked. */
async function askOfGate<Name extends "lockState" | "listVaults">(name: Name): ReturnType<typeof askCore<Name>> {
  const answer = await askCore(name, null);
  return !answer.ok && answer.error.kind === "locked" ? askCore(name, null) : answer;
}

function useSecondsUntil(untilMs: number): number {
  const secondsLeft = (): number => Math.max(0, Math.ceil((untilMs - performance.now()) / 1000));
  const [, tick] = useState(0);
  const left = secondsLeft();
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => tick((count) => count + 1), 250);
    return () => clearInterval(timer);
  }, [left]);
  return left;
}
