import { identityEnding } from "../partner/identity-file.ts";
import { concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { toShownName } from "../kernel/shown-name.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Identity } from "../partner/model.ts";
import type { Keys, OpenVault } from "../vault/model.ts";
import { openingPairs } from "../vault/opening-keys.ts";
import type { CaseDeps } from "./deps.ts";
import { keepNewIdentity } from "./own-identity.ts";
import { enterSession, startSession } from "./start-session.ts";
import type { GateError } from "./answer.ts";
import type { CaseDoor } from "./door.ts";
import { isTooShort } from "./keys.ts";
import { needSession, type SessionHolder } from "./session.ts";
import { followStandings } from "./standings.ts";

type GateDoor = Pick<CaseDoor, "gateStatus" | "createVault" | "unlock" | "lock" | "identityFile" | "openingKeyFile">;

/** The asks before and around a case: making the vault, unlocking, locking, and what may leave of the officer's keys. */
export function openGate(deps: CaseDeps, holder: SessionHolder): GateDoor {
  const enter = async (vault: OpenVault): Promise<Result<Identity, GateError>> => enterSession(holder, vault, await startSession(deps, vault));
  return {
    gateStatus: () => deps.vault.status(),
    createVault: async ({ passphrase, person }) => {
      if (isTooShort(passphrase)) return fail("weak-passphrase");
      const [agency, agencyName, officer] = [person.agency.trim(), toShownName(person.agencyName), toShownName(person.officer)];
      if (!/^[a-z][a-z0-9-]{1,23}$/.test(agency) || agencyName === null || officer === null) return fail("person-incomplete");
      const named = { agency, agencyName, officer };
      const made = await deps.vault.create(passphrase, named, (vault) => keepNewIdentity(vault, deps.clock));
      if (!made.ok) return made;
      const me = await enter(made.value.vault);
      return me.ok ? succeed({ me: me.value, recoveryCode: made.value.recoveryCode }) : me;
    },
    unlock: async (secret) => {
      const vault = await deps.vault.unlock(secret);
      return vault.ok ? enter(vault.value) : vault;
    },
    lock: async () => {
      await holder.current?.summaries.settled();
      const open = holder.current?.open ?? null;
      if (open !== null) await open.inTurn(() => followStandings(deps, holder, open));
      holder.current?.vault.lock();
      holder.current = null;
      return succeed(null);
    },
    identityFile: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const { own } = session.value;
      if (own === null) return fail("identity-damaged");
      return succeed({ name: `${own.me.agency}-${own.me.fingerprint.slice(0, 5)}${identityEnding}`, bytes: concatBytes(own.file, own.hybridNote) });
    },
    openingKeyFile: async ({ passphrase, keyFile }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const asked = await deps.vault.unlock({ kind: "passphrase", text: passphrase, ...(keyFile === undefined ? {} : { keyFile }) });
      if (!asked.ok) return asked;
      asked.value.lock();
      const { keys } = session.value.vault;
      return succeed({
        name: `opening-key-${session.value.me.fingerprint.slice(0, 5)}.txt`,
        bytes: utf8ToBytes(await openingKeyText(keys)),
      });
    },
  };
}

/**
 * All opening keys, the newest first, as `age` reads them: those of before open what was sealed to them. An `age` before 1.3 knows no post-quantum keys and
 * refuses the whole file for them, so it says what to do.
 */
async function openingKeyText(keys: Keys): Promise<string> {
  const lines = (await openingPairs(keys)).map(({ identity, recipient }) => `# public key: ${recipient}\n${identity}\n`);
  return `# age 1.3 or newer. For an older age, delete the lines that begin with AGE-SECRET-KEY-PQ-1: it opens what is sealed to ordinary keys.\n${lines.join("")}`;
}
