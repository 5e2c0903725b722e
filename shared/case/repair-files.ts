import type { FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { Commit } from "../ledger/model.ts";
import type { CaseError } from "./answer.ts";
import type { RepairedCase, RepairSource } from "./damage-door.ts";
import { filesOf } from "./delete-case.ts";
import { absentOf } from "./exhibits.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";

/** Files that claims of our agency name: one of them that is not here was lost. Another agency's may never have come. */
export function ownFiles(commits: readonly Commit[], agency: string): readonly FileHash[] {
  return [...filesOf(commits.filter(({ header }) => header.agency === agency)).keys()];
}

/** After the records, the files: what is missing or damaged comes out of the backup, and is read whole; what stays away is named as lost. */
export async function bringFiles(session: Session, source: RepairSource, open: OpenCase): Promise<Result<RepairedCase, CaseError>> {
  const absent = await absentOf(session, ownFiles(open.ledger.commits(), session.signer.agency));
  if (!absent.ok) return absent;
  const brought = source.kind === "backup" && absent.value.length > 0 ? await bringFrom(session, source.file, absent.value) : 0;
  const lost = await absentOf(session, absent.value);
  if (!lost.ok) return lost;
  for (const sha256 of lost.value) if (!session.quarantine.has(sha256)) await session.quarantine.put({ sha256, state: "lost" });
  return succeed({ opened: open.opened(), broughtFiles: brought, lostFiles: lost.value.length });
}

/** How many came whole. A failure brings none: the records stand all the same, and the files are told as lost. */
async function bringFrom(session: Session, file: Blob, wanted: readonly FileHash[]): Promise<number> {
  const came = await session.vault.bringFiles(file, wanted, { progress: () => undefined, isStopped: () => false });
  let whole = 0;
  for (const sha256 of came.ok ? came.value : []) {
    if (!(await session.vault.checkFile(sha256)).ok) continue;
    await session.quarantine.release(sha256);
    whole += 1;
  }
  return whole;
}
