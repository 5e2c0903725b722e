import { keyFileEnding } from "../kernel/file-endings.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { NewRecovery, Secret } from "../vault/model.ts";
import type { GateError } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { KeysDoor } from "./keys-door.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";

/** Characters a passphrase must have at least; the window measures strength, this is the floor. */
export const shortestPassphrase = 12;
export const isTooShort = (passphrase: string): boolean => [...passphrase].length < shortestPassphrase;

/** The asks about what opens the vault. Those that change it need an unlocked vault and ask a secret again all the same. */
export function openKeysDoor(deps: CaseDeps, holder: SessionHolder): KeysDoor {
  const { vault } = deps;
  /** The recovery code that was made and not yet typed back, and in which session. */
  let pending: { readonly session: Session | null; readonly confirm: NewRecovery["confirm"] } | null = null;
  const unlocked = async <Value>(act: () => Promise<Result<Value, GateError>>): Promise<Result<Value, GateError>> => {
    const session = needSession(holder);
    return session.ok ? act() : session;
  };
  const rewrap = async (proof: Secret, text: string, keyFile: Parameters<KeysDoor["setKeyFile"]>[0]["keyFile"]): Promise<Result<null, GateError>> => {
    const changed = await vault.changePassphrase(proof, { text, keyFile });
    return changed.ok ? succeed(null) : changed;
  };
  return {
    lockState: () => vault.lockState(),
    listVaults: async () => {
      if (deps.shelf !== undefined) return deps.shelf.list();
      const state = await vault.lockState();
      if (!state.ok) return state;
      return succeed(state.value.state === "empty" ? [] : [{ place: 1, madeOn: state.value.madeOn }]);
    },
    changePassphrase: ({ proof, next }) =>
      unlocked(async () => {
        if (isTooShort(next)) return fail("weak-passphrase");
        const state = await vault.lockState();
        if (!state.ok) return state;
        return rewrap(proof, next, (proof.kind === "passphrase" && state.value.hasKeyFile ? proof.keyFile : null) ?? null);
      }),
    renewRecovery: ({ proof }) =>
      unlocked(async () => {
        const renewed = await vault.renewRecovery(proof);
        if (!renewed.ok) return renewed;
        pending = { session: holder.current, confirm: renewed.value.confirm };
        return succeed({ recoveryCode: renewed.value.recoveryCode });
      }),
    confirmRecovery: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const made = pending?.session === session.value ? pending : null;
      if (made === null) return fail("token-expired");
      const confirmed = await made.confirm();
      if (!confirmed.ok) return confirmed;
      pending = null;
      return succeed(null);
    },
    makeKeyFile: () => unlocked(async () => succeed({ name: `key-file${keyFileEnding}`, bytes: vault.makeKeyFile() })),
    setKeyFile: ({ passphrase, held, keyFile }) =>
      unlocked(() => rewrap({ kind: "passphrase", text: passphrase, ...(held === null ? {} : { keyFile: held }) }, passphrase, keyFile)),
  };
}
