import { fail, succeed } from "../kernel/result.ts";
import type { BackupWatch } from "../vault/model.ts";
import type { BooksDoor } from "./books-door.ts";
import type { CaseDeps } from "./deps.ts";
import { repairBooks } from "./repair-books.ts";
import type { SessionHolder } from "./session.ts";
import { enterSession, startReading, startSession } from "./start-session.ts";

/** The ways into a vault whose books or identity are damaged. */
export function openBooks(deps: CaseDeps, holder: SessionHolder, watchOf: (job: string) => BackupWatch): BooksDoor {
  return {
    repairBooks: async ({ secret, file }) => {
      if (holder.current !== null) return fail("exists");
      const vault = await deps.vault.unlock(secret);
      if (!vault.ok) return vault;
      const repaired = await repairBooks(vault.value, file, watchOf("repair-books"));
      deps.tell({ kind: "progress", job: "repair-books", done: 1, total: 1 });
      const session = repaired.ok ? await startSession(deps, vault.value) : repaired;
      if (!session.ok || !repaired.ok) {
        vault.value.lock();
        return session.ok ? fail("books-damaged") : session;
      }
      holder.current = session.value;
      return succeed({ me: session.value.me, lost: repaired.value });
    },
    unlockToRead: async (secret) => {
      const vault = await deps.vault.unlock(secret);
      if (!vault.ok) return vault;
      return enterSession(holder, vault.value, await startReading(deps, vault.value));
    },
  };
}
