import type { Bytes } from "../kernel/bytes.ts";
import type { FileHash } from "../kernel/brand.ts";
import type { Failure, Result } from "../kernel/result.ts";

/**
 * The vault: what lies at rest, sealed. It stores boxes, not meaning: runs of opaque entries (a case's commits, the registry),
 * exhibits as sealed chunks, and notes (small things that may be replaced: window layout, chart positions).
 */
export interface Vault {
  /** Whether there is anything to unlock. Nothing else is told without a secret. */
  status(): Promise<Result<"empty" | "sealed", StorageError>>;
  /**
   * Makes the vault and the officer's keys. Gives the recovery code to be shown once (`recovery.ts` for its form).
   * Fails `exists` when there is one already.
   */
  create(
    passphrase: string,
    person: Person,
  ): Promise<Result<{ readonly vault: OpenVault; readonly recoveryCode: string }, UnlockError | StorageError>>;
  unlock(secret: Secret): Promise<Result<OpenVault, UnlockError | StorageError>>;
}

export type Secret = { readonly kind: "passphrase"; readonly text: string } | { readonly kind: "recovery"; readonly code: string };

/** Who works here. `agency` is a short code of lower-case letters, digits and dashes ("afm"); names are free text. */
export interface Person {
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
}

/** The keys of the officer, as the core may use them. */
export interface Keys {
  /** 32 bytes, Ed25519. */
  readonly signPublic: Bytes;
  sign(message: Bytes): Promise<Bytes>;
  /** "age1…" (X25519), what partners encrypt to. */
  readonly ageRecipient: string;
  /** "AGE-SECRET-KEY-1…": held in the case worker only, to open bundles. */
  readonly ageIdentity: string;
}

export interface OpenVault {
  readonly person: Person;
  readonly keys: Keys;
  /** The registry (cases, partners) is the run "registry"; a case's ledger is the run named by its case id. */
  run(name: string): Promise<Result<Run, StorageError>>;
  keepFile(content: Bytes): Promise<Result<FileHash, StorageError>>;
  /** The content, its hash verified; `missing` when we never had it, `box-damaged` when it does not verify. */
  readFile(sha256: FileHash): Promise<Result<Bytes, TamperError | StorageError | Failure<"missing">>>;
  keepNote(name: string, content: Bytes): Promise<Result<void, StorageError>>;
  readNote(name: string): Promise<Result<Bytes | null, TamperError | StorageError>>;
  changePassphrase(next: string): Promise<Result<void, StorageError>>;
  /** Forgets the keys; every later call fails `closed`. */
  lock(): void;
  /** Sealed bytes a run takes. Reads it once, decrypts nothing. */
  runBytes(name: string): Promise<Result<number, StorageError>>;
  /** How an exhibit lies here; null when we never had it. One small read. */
  fileShape(sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>>;
  /**
   * Destroys for good: first what the keys lie in (tails of runs, indexes of exhibits), then the data. What is gone already is passed over, so that
   * one cut short is finished by asking again.
   */
  destroy(what: Destroyable): Promise<Result<void, StorageError>>;
}

/** Size of an exhibit in the clear, and the chunks it is sealed in. */
export interface FileShape {
  readonly sizeBytes: number;
  readonly chunks: number;
}
/** Runs, notes and exhibits by the names they were kept under. */
export interface Destroyable {
  readonly runs: readonly string[];
  readonly notes: readonly string[];
  readonly files: readonly { readonly sha256: FileHash; readonly chunks: number }[];
}

/** An append-only run of sealed entries, each box naming the hash of the one before. */
export interface Run {
  /** In stored order; ends at the first damage, which it names. */
  entries(): AsyncIterable<Result<Bytes, TamperError | StorageError>>;
  /** One transaction; durable once resolved, and all or nothing. */
  append(entries: readonly Bytes[]): Promise<Result<void, StorageError>>;
}

/** The storage port: Dexie in the window's worker, memory in tests, a folder in the command line. It sees only boxes and random or keyed names. */
export interface BoxStore {
  readHeader(): Promise<Result<Bytes | null, StorageError>>;
  /** Replaces the vault header in one transaction. */
  writeHeader(header: Bytes): Promise<Result<void, StorageError>>;
  /**
   * Adds boxes after the last one of the run and replaces slots, in one transaction of strict durability: all of it or nothing.
   * Fails `out-of-order` unless the boxes continue the run without a gap.
   */
  putBoxes(run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<Result<void, StorageError>>;
  /** The boxes there are, by sequence; gaps are the vault's to find. */
  scanBoxes(run: string, fromSequence: number): AsyncIterable<Result<Box, StorageError>>;
  /** Sealed records that may be replaced (run tails, notes, chunks of exhibits), by keyed name. One transaction, strict durability. */
  putSlots(slots: readonly Slot[]): Promise<Result<void, StorageError>>;
  readSlot(name: string): Promise<Result<Bytes | null, StorageError>>;
  /**
   * Removes runs with all their boxes, slots, and chunks of exhibits; what is not there is passed over. Durable once resolved. Where the storage has no
   * transaction over all three, the slots go first.
   */
  remove(what: Removable): Promise<Result<void, StorageError>>;
}
/** Stored names. */
export interface Removable {
  readonly runs: readonly string[];
  readonly slots: readonly string[];
  readonly chunks: readonly string[];
}
/** `sequence` counts from 0 without gaps. Names of runs and slots are lower-case letters, digits and dots, at most 100. */
export interface Box {
  readonly sequence: number;
  readonly sealed: Bytes;
}
export interface Slot {
  readonly name: string;
  readonly sealed: Bytes;
}

export type UnlockError = Failure<"wrong-secret-or-damaged" | "exists" | "empty" | "newer-format">;
export type TamperError = Failure<"box-damaged" | "box-missing">;
export type StorageError = Failure<"disk-full" | "closed" | "blocked" | "out-of-order" | "unavailable">;
