import { fail } from "../kernel/result.ts";
import type { CaseDoor } from "./door.ts";
import type { SessionHolder } from "./session.ts";

/**
 * What can be asked of a session without an identity: what reads, what makes and reads backups, and what the window keeps for itself. Everything else
 * says, signs, sends, deletes or changes keys.
 */
const reading: ReadonlySet<string> = new Set<keyof CaseDoor>([
  "gateStatus",
  "lockState",
  "listVaults",
  "unlock",
  "unlockToRead",
  "lock",
  "repairBooks",
  "restoreBackup",
  "listCases",
  "listDestroyed",
  "measureCase",
  "openCase",
  "closeCase",
  "keepSnapshot",
  "cancel",
  "historyPoints",
  "lookAt",
  "audit",
  "auditDetail",
  "actsTouching",
  "everSaid",
  "verifyChain",
  "missingBundles",
  "bundleRegister",
  "listExports",
  "whatCameBy",
  "keptNote",
  "suggestMatches",
  "suggestCopies",
  "inspectDamage",
  "readExhibit",
  "copyExhibit",
  "verifyExhibits",
  "quarantined",
  "absentFiles",
  "custodyTakenBack",
  "checkedFiles",
  "storageRoom",
  "listPartners",
  "inspectIdentity",
  "listRevoked",
  "stolenStatements",
  "listBackups",
  "beginBackup",
  "backupPiece",
  "finishBackup",
  "dropBackup",
  "inspectBackup",
  "stopBackup",
  "dropBundle",
  "keepNote",
  "readNote",
]);

/** The counter, closed to all that is not reading while the session has no identity: `read-only`. */
export function onlyReading(holder: SessionHolder, door: CaseDoor): CaseDoor {
  return new Proxy(door, {
    get: (target, name) => {
      const isOpen = (): boolean => holder.current === null || holder.current.own !== null || reading.has(String(name));
      const answer: unknown = Reflect.get(target, name);
      if (typeof answer !== "function") return answer;
      return async (argument: unknown): Promise<unknown> => (isOpen() ? Reflect.apply(answer, target, [argument]) : fail("read-only", "identity"));
    },
  });
}
