import type { Result } from "../kernel/result.ts";
import type { Identity } from "../partner/model.ts";
import type { Secret } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";

/** What a person can ask when the books of the vault (cases, partners, exchanges, backups) are damaged, so that it does not unlock. Part of the counter. */
export interface BooksDoor {
  /**
   * Puts damaged books together again from what is readable here and from a backup of this vault, and unlocks. Every line that opens here or there is
   * kept, in order. Changes nothing before the backup was checked whole. Tells progress as job "repair-books"; `stopBackup` ends it.
   * Fails   as unlocking and reading a backup do; `other-vault`; `nothing-to-repair` when no book is damaged.
   */
  repairBooks(argument: { readonly secret: Secret; readonly file: Blob }): Promise<Result<RepairedBooks, CaseError>>;
}

export interface RepairedBooks {
  readonly me: Identity;
  /** Records that neither the vault nor the backup could give: said after the backup was made, and lost. */
  readonly lost: number;
}
