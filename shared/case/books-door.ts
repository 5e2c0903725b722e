import type { Result } from "../kernel/result.ts";
import type { Identity } from "../partner/model.ts";
import type { Secret } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";

/** What a person can ask when the books of the vault (cases, partners, exchanges, backups) or our own identity are damaged, so that it does not unlock. Part of the counter. */
export interface BooksDoor {
  /**
   * Puts damaged books together again from what is readable here and from a backup of this vault, and the identity from that backup; then unlocks. Every line
   * that opens here or there is kept, in order. The identity alone is repaired by our identity file (`.dalel-id`) as well. Changes nothing before the file
   * was checked whole. Tells progress as job "repair-books"; `stopBackup` ends it.
   * Fails   as unlocking and reading a backup do; `other-vault`; `nothing-to-repair` when nothing of this is damaged; `no-own-identity`.
   */
  repairBooks(argument: { readonly secret: Secret; readonly file: Blob }): Promise<Result<RepairedBooks, CaseError>>;
  /**
   * Unlocks although our identity is damaged: cases can be read and backed up, and whatever else is asked fails `read-only`. The identity it gives
   * has no fingerprint (""). Fails `nothing-to-repair` when the identity is whole; else as unlocking does.
   */
  unlockToRead(argument: Secret): Promise<Result<Identity, CaseError>>;
}

export interface RepairedBooks {
  readonly me: Identity;
  /** Records that neither the vault nor the backup could give: said after the backup was made, and lost. */
  readonly lost: number;
}
