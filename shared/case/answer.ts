import type { BundleError } from "../bundle/model.ts";
import type { EntityId } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Failure } from "../kernel/result.ts";
import type { Intent, LedgerError } from "../ledger/model.ts";
import type { BackupFault, KeepError, ReadError, StorageError, TamperError, UnlockError } from "../vault/model.ts";

export interface Done {
  readonly intent: Intent;
  /** Entities it made or touched, the main one first. */
  readonly entities: readonly EntityId[];
  readonly claims: number;
}
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Bytes;
}
/** `where` is a rule or place of the file, as the intake names it. */
export type ImportError = Failure<"unreadable-file">;

export type GateError =
  | UnlockError
  | StorageError
  | TamperError
  | Failure<"locked" | "weak-passphrase" | "person-incomplete" | "books-damaged" | "identity-damaged">;
/** A statement that the ontology refuses: `where` = "property/rule". */
export type RefusedStatement = Failure<"refused-value" | "unknown-type" | "unknown-entity" | "ends-not-allowed">;
export type CaseError =
  | GateError
  | TamperError
  | LedgerError
  | BundleError
  | ImportError
  | RefusedStatement
  | BackupFault
  | Failure<
      | "no-case"
      | "unknown-case"
      | "read-only"
      | "nothing-to-undo"
      | "nothing-to-redo"
      | "nothing-of-ours"
      | "already-known"
      | "already-imported"
      | "missing"
      | "token-expired"
      | "case-title-needed"
      | "reason-needed"
      | "already-said"
      | "said-distinct"
      | "said-same"
      | "not-alike"
      | "not-ours"
      | "looking-back"
      | "cancelled"
      | "archived"
      | "case-is-open"
      | "not-typed"
      | "nothing-to-repair"
      | "nothing-readable"
      | "case-is-damaged"
      | "no-own-identity"
      | "append-only"
      | "file-damaged"
      | "own-key-revoked"
      | "needs-second-officer"
      | "cosign-outdated"
      | "bug"
    >
  | KeepError
  | ReadError
  | Failure<"quarantined">;
