import type { Bytes } from "../kernel/bytes.ts";
import type { FileHash, InstantMs } from "../kernel/brand.ts";
import type { Failure, Result } from "../kernel/result.ts";

/**
 * The vault: what lies at rest, sealed. It stores boxes, not meaning: runs of opaque entries (a case's commits, the registry),
 * exhibits as sealed chunks, and notes (small things that may be replaced: window layout, chart positions).
 */
export interface Vault {
  /** Whether there is anything to unlock. Nothing else is told without a secret. Fails `vault-lost` when there was, and never says "empty" then. */
  status(): Promise<Result<"empty" | "sealed", StorageError>>;
  /** What the locked screen may know. Fails `newer-format`, and `wrong-secret-or-damaged` when the header cannot be read. */
  lockState(): Promise<Result<LockState, UnlockError | StorageError>>;
  /**
   * Makes the vault and the officer's keys. Gives the recovery code to be shown once (`recovery.ts` for its form).
   * Takes   what is to be kept in it from the first moment on: the header comes last, so that there is no vault without it.
   * Fails   `exists` when there is one already; as `furnish` does.
   * Cost    about 1 s, and half a second to find what takes a second here.
   */
  create(
    passphrase: string,
    person: Person,
    furnish?: (vault: OpenVault) => Promise<Result<void, StorageError>>,
  ): Promise<Result<{ readonly vault: OpenVault; readonly recoveryCode: string }, UnlockError | StorageError>>;
  /**
   * Opens it. Where the passphrase was stretched less than this machine would now, it is stretched anew and the header replaced, never weakened.
   * Fails   `wait` (ms in `where`) after wrong attempts; `key-file-needed`, `not-a-key-file`; else `wrong-secret-or-damaged`.
   */
  unlock(secret: Secret): Promise<Result<OpenVault, UnlockError | StorageError>>;
  /** Lets a new passphrase open, and the old one no more. Asks a secret as proof, counted as `unlock` counts. Replaces the header; rewrites no data. */
  changePassphrase(proof: Secret, next: NewPassphrase): Promise<Result<void, UnlockError | StorageError>>;
  /** Makes a new recovery code, to be shown once. Until it is confirmed, the old one opens and the new one does not. */
  renewRecovery(proof: Secret): Promise<Result<NewRecovery, UnlockError | StorageError>>;
  /**
   * Makes new keys for the officer and opens the vault with them; an open vault keeps those it was opened with. The key that signed before is destroyed,
   * the one that opened bundles is kept. Asks a secret as proof.
   * Takes   what is to be kept before the new keys count, such as what the old ones say of them: the header comes last, so that it is all or nothing.
   * Fails   as `prepare` does; `too-many-keys` after 100 changes.
   */
  renewKeys(
    proof: Secret,
    prepare: (next: Keys) => Promise<Result<void, StorageError>>,
  ): Promise<Result<OpenVault, UnlockError | StorageError | Failure<"too-many-keys">>>;
  /** A new key file. It is part of nothing until `changePassphrase` is given it. */
  makeKeyFile(): Bytes;
  /** Opens a backup of any vault by the secret of that vault and checks it whole. Changes nothing. */
  inspectBackup(file: Blob, secret: Secret, watch: BackupWatch): Promise<Result<BackupContents, BackupError>>;
  /**
   * Writes a backup into the empty place and unlocks it. All or nothing: the header comes last, and after a failure nothing is left.
   * Fails `exists` when there is a vault; `cancelled` when stopped.
   */
  restore(file: Blob, secret: Secret, watch: BackupWatch): Promise<Result<RestoredVault, BackupError>>;
}

/** A recovery code that opens nothing yet. Whoever forgets this leaves the old code as it was. */
export interface NewRecovery {
  readonly recoveryCode: string;
  /** Lets it open in the place of the old one, which opens nothing from then on. Needs no secret: only a right one gave this. */
  confirm(): Promise<Result<void, UnlockError | StorageError>>;
}

/** What can be known of a vault without a secret. */
export interface LockState {
  readonly state: "empty" | "sealed";
  /** Whether the passphrase opens only together with a key file. */
  readonly hasKeyFile: boolean;
  /** The day it was made, "2026-11-26"; "" when it does not say. */
  readonly madeOn: string;
  /** How long until the next attempt may be made. */
  readonly waitMs: number;
}

/** `keyFile`: the bytes of a key file, where the vault asks for one. */
export type Secret =
  | { readonly kind: "passphrase"; readonly text: string; readonly keyFile?: Bytes }
  | { readonly kind: "recovery"; readonly code: string };

/** What is to open from now on; `keyFile` null = the passphrase alone. */
export interface NewPassphrase {
  readonly text: string;
  readonly keyFile: Bytes | null;
}

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
  /** "age1pq1…" (ML-KEM-768 with X25519): what partners encrypt to where all recipients have such a key. It belongs to the signing key, for ever. */
  readonly hybridRecipient: string;
  /** "AGE-SECRET-KEY-PQ-1…": held as the other one. */
  readonly hybridIdentity: string;
  /** The keys of before, newest first: they open what was sealed to them and sign nothing any more. */
  readonly earlier: readonly EarlierKeys[];
}
/** What is left of keys that were replaced: the secret that signed is gone. `hybridIdentity` is "" where a version replaced them that knew none. */
export interface EarlierKeys extends Pick<Keys, "signPublic" | "ageRecipient" | "ageIdentity" | "hybridIdentity"> {}

/** A file to keep that is read where it lies, such as in a bundle: `null` when a part cannot be read any more. */
export interface FileSource {
  readonly size: number;
  read(from: number, until: number): Promise<Bytes | null>;
}

export interface OpenVault {
  readonly person: Person;
  readonly keys: Keys;
  /** The registry (cases, partners) is the run "registry"; a case's ledger is the run named by its case id. */
  run(name: string): Promise<Result<Run, StorageError>>;
  /**
   * Keeps a file of at most 4 GiB, read piece by piece and hashed on the way. All of it or nothing; keeping it again repairs damage.
   * One file at a time: a second one waits.
   */
  keepFile(content: Blob | Bytes | FileSource, watch?: FileWatch): Promise<Result<FileHash, KeepError>>;
  /** The content, its hash verified; `missing` when we never had it, `box-damaged` when it does not verify, `too-large` above 512 MiB. */
  readFile(sha256: FileHash): Promise<Result<Bytes, ReadError>>;
  keepNote(name: string, content: Bytes): Promise<Result<void, StorageError>>;
  readNote(name: string): Promise<Result<Bytes | null, TamperError | StorageError>>;
  /** Forgets the keys; every later call fails `closed`. */
  lock(): void;
  /** How many boxes a run has and the SHA-256 of the last, hex, as its tail says; null = nothing was ever appended. One small read. */
  runHead(name: string): Promise<Result<RunHead | null, TamperError | StorageError>>;
  /** Sealed bytes a run takes. Reads it once, decrypts nothing. */
  runBytes(name: string): Promise<Result<number, StorageError>>;
  /** Files that were kept since the vault was opened: while it does not change, no file came that was not here. */
  readonly filesKept: number;
  /** How an exhibit lies here; null when we never had it. One small read. */
  fileShape(sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>>;
  /**
   * Destroys for good: first what the keys lie in (tails of runs, indexes of exhibits), then the data. What is gone already is passed over, so that
   * one cut short is finished by asking again.
   */
  destroy(what: Destroyable): Promise<Result<void, StorageError>>;
  /**
   * The content piece by piece, each authentic. The last piece comes only when the hash of the whole holds: who reads to the end has the file,
   * who meets a failure throws away what came before.
   */
  streamFile(sha256: FileHash): AsyncIterable<Result<Bytes, ReadError>>;
  /** The content again, of a file `checkFile` has just found whole: each piece is authentic and in its place, the hash is not computed once more. */
  rereadFile(sha256: FileHash): AsyncIterable<Result<Bytes, ReadError>>;
  /** Reads a file whole and compares its hash; gives its size in bytes. Memory: a few pieces, whatever the size. */
  checkFile(sha256: FileHash, watch?: FileWatch): Promise<Result<number, ReadError | Failure<"cancelled">>>;
  /** Removes what a keep that was cut off left behind. */
  tidyFiles(): Promise<Result<void, StorageError>>;
  /** What is stored, and whether `forBytes` more would fit: `freeBytes` is less than that when they would not. */
  room(forBytes: number): Promise<Result<Room, StorageError>>;
  /**
   * One backup of everything stored, as it stands at the first piece: the file's bytes in order. Ends at the first failure.
   * `runs` are names to be known again in it; `at` is the time that is written.
   */
  backup(plan: BackupPlan): AsyncIterable<Result<BackupPart, TamperError | StorageError>>;
  /** Checks a backup of this very vault whole, and compares it with what is stored now. `other-vault` when it is not ours. */
  checkBackup(file: Blob, watch: BackupWatch): Promise<Result<BackupContents & { readonly beside: BackupBeside }, BackupError>>;
  /**
   * Looks at every box of a run, also behind a damage: how each stands, and every entry that still opens. Changes nothing. `tail`: the sealed tail of
   * this run from a backup, for a run that has lost its own.
   */
  inspectRun(name: string, tail: Bytes | null): AsyncIterable<Result<RunSight, StorageError>>;
  /** A run as a backup of this vault holds it, after the whole file was checked; null when it does not. Holds the run's sealed boxes in memory. */
  readBackupRun(file: Blob, name: string, watch: BackupWatch): Promise<Result<RunInBackup | null, BackupError>>;
  /**
   * Takes exhibits out of a backup of this vault, in the place of what is here of them. Gives those of which all chunks came; `checkFile` says whether the
   * content is theirs. Nothing is named before the whole file was read.
   */
  bringFiles(file: Blob, wanted: readonly FileHash[], watch: BackupWatch): Promise<Result<readonly FileHash[], BackupError>>;
  /** A note as a backup of this vault holds it, after the whole file was checked; null when it does not, or damaged. */
  readBackupNote(file: Blob, name: string, watch: BackupWatch): Promise<Result<Bytes | null, BackupError>>;
  /** Puts entries in the place of all a run has, sealed anew: all or nothing. Holds the sealed boxes in memory. */
  replaceRun(name: string, entries: Iterable<Bytes>): Promise<Result<void, StorageError>>;
  /**
   * Unites the small boxes at the end of a run, when there are at least so many: the same entries in the same order, in boxes of a megabyte, in one
   * transaction. Gives how many boxes there were and are; null when there is nothing to unite, or not now: something was appended or is being read, or
   * the end is damaged. An append never waits for more than the transaction. Holds the small boxes in memory.
   */
  uniteRun(name: string, least: number): Promise<Result<United | null, StorageError>>;
  /** Runs that have none of these names, each with its first entry; one whose first entry cannot be read is passed over. Reads the names of all runs. */
  strayRuns(named: readonly string[]): AsyncIterable<Result<StrayRun, StorageError>>;
}

/** A run that was found by itself. Its name is not stored: whoever believes to know it asks. */
export interface StrayRun {
  readonly first: Bytes;
  isNamed(name: string): boolean;
}

/** Boxes of a run before and after small ones were united. */
export interface United {
  readonly before: number;
  readonly after: number;
}

/**
 * What is seen in a run. `tail` comes first: `boxes` and `entries` there should be, null when nothing says it. Each box that is or should be there comes once, in
 * sequence; `hash` is what its place must hold, as the next box or the tail names it, or else what it holds; null = nobody knows. `damaged`: altered,
 * put there from elsewhere, or more than the tail says. An entry comes once it is whole; only its own signature says whether it is to be believed.
 */
export type RunSight =
  | { readonly kind: "tail"; readonly state: "sound" | "lost"; readonly boxes: number | null; readonly last: string; readonly entries: number | null }
  | { readonly kind: "box"; readonly sequence: number; readonly state: "sound" | "damaged" | "missing"; readonly hash: string | null }
  | { readonly kind: "entry"; readonly bytes: Bytes };

export interface RunInBackup {
  readonly madeAt: InstantMs;
  readonly boxes: number;
  /** SHA-256 of the last sealed box, hex. */
  readonly last: string;
  /** Sealed: for `inspectRun`. */
  readonly tail: Bytes;
  entries(): AsyncIterable<Result<Bytes, TamperError | StorageError>>;
}

/** What long work on a file tells, and asks, while it runs. */
export interface FileWatch {
  /** Bytes done so far. */
  onProgress(doneBytes: number): void;
  isStopped(): boolean;
}

/** Bytes this program has stored, and how many more the system lets it store; null = it does not say. */
export interface Room {
  readonly usedBytes: number;
  readonly freeBytes: number | null;
}

/** Where a run ends. */
export interface RunHead {
  readonly boxes: number;
  readonly last: string;
}

export interface BackupPlan {
  readonly at: InstantMs;
  readonly runs: readonly string[];
  /** Runs that are not part of a backup: what can be made again of the others. */
  readonly leftOut?: readonly string[];
}
/** Bytes of the file, and how many of the stored records are in it so far. The last part has `contents`. */
export interface BackupPart {
  readonly bytes: Bytes;
  readonly done: number;
  readonly total: number;
  readonly contents: BackupContents | null;
}
/** What a backup says it holds. */
export interface RestoredVault {
  readonly vault: OpenVault;
  /** What was in the file. */
  readonly contents: BackupContents;
}
export interface BackupContents {
  readonly madeAt: InstantMs;
  readonly runs: readonly BackupRun[];
  readonly boxes: number;
  readonly slots: number;
  readonly chunks: number;
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}
/** `name` as the plan knew it, "" when it did not; `last` = SHA-256 of the last of `boxes` sealed boxes, hex. */
export interface BackupRun {
  readonly name: string;
  readonly stored: string;
  readonly boxes: number;
  readonly last: string;
}
/**
 * The vault beside its backup: `holds` all of it; `older` = a run ends before the backup's: an older state was put in its place; `lacking` = a
 * run is not here at all, though nothing else is behind: deleted since, or taken away; `apart` = they went different ways since.
 */
export type BackupBeside = "holds" | "older" | "lacking" | "apart";
/** Hears how far the reading is, in bytes of the file; says whether to stop. */
export interface BackupWatch {
  progress(done: number, total: number): void;
  isStopped(): boolean;
}

/** Size of an exhibit in the clear, and the chunks it is sealed in. */
export interface FileShape {
  /** What its chunks are named and sealed under. */
  readonly id: string;
  readonly sizeBytes: number;
  readonly chunks: number;
}
/** Runs, notes and exhibits by the names they were kept under. */
export interface Destroyable {
  readonly runs: readonly string[];
  readonly notes: readonly string[];
  readonly files: readonly { readonly sha256: FileHash; readonly id: string; readonly chunks: number }[];
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
  /** Null = no vault was ever made here, as far as anybody can tell. Fails `vault-lost` when one was and it is gone: nothing is to be written over what is left. */
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
   * Keeps sealed chunks of exhibits, each a file of its own where there are files; a chunk of the same name is replaced. Durable once resolved;
   * after a failure some of them may lie there.
   */
  putChunks(chunks: readonly Chunk[]): Promise<Result<void, StorageError>>;
  readChunk(name: string): Promise<Result<Bytes | null, StorageError>>;
  /** Removes chunks; one that is not there is no failure. */
  dropChunks(names: readonly string[]): Promise<Result<void, StorageError>>;
  /** What is stored, and whether `forBytes` more would fit: `freeBytes` is less than that when they would not. Writes nothing that stays. */
  room(forBytes: number): Promise<Result<Room, StorageError>>;
  /** Names of all runs that have a box, ascending. Reads keys only. */
  runNames(): Promise<Result<readonly string[], StorageError>>;
  /** Names of all chunks, ascending. */
  chunkNames(): Promise<Result<readonly string[], StorageError>>;
  /**
   * Everything stored, as of one moment in what belongs together: the header, the slots named as a run (tails), each run's boxes as far as they
   * went then, the other slots, the chunks; by name and sequence within each kind. Later writes of a slot that is no tail may be seen. An empty
   * store gives nothing. Holds names, and a few records at a time.
   */
  scanAll(): AsyncIterable<Result<StoredPiece, StorageError>>;
  /** Removes every record of a store that has no header, where a restoring or a making broke off. Fails `out-of-order` when there is a header. */
  clear(): Promise<Result<void, StorageError>>;
  /**
   * Removes runs with all their boxes, slots, and chunks of exhibits; what is not there is passed over. Durable once resolved. Where the storage has no
   * transaction over all three, the slots go first.
   */
  remove(what: Removable): Promise<Result<void, StorageError>>;
  /** Puts these boxes, from 0 without a gap, in the place of all a run has, and the slots: one transaction of strict durability. */
  replaceRun(run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<Result<void, StorageError>>;
  /**
   * Puts these boxes, from the first one's place without a gap, in the place of all from there to the end, and the slots: one transaction of strict
   * durability. Fails `out-of-order`, and changes nothing, unless the run has exactly `count` boxes and the first is one of their places.
   */
  replaceEnd(run: string, count: number, boxes: readonly Box[], slots: readonly Slot[]): Promise<Result<void, StorageError>>;
}
/** Stored names. */
export interface Removable {
  readonly runs: readonly string[];
  readonly slots: readonly string[];
  readonly chunks: readonly string[];
}
/** One stored record; the header says how many pieces follow it. */
export type StoredPiece =
  | { readonly kind: "header"; readonly bytes: Bytes; readonly pieces: number }
  | { readonly kind: "box"; readonly run: string; readonly sequence: number; readonly sealed: Bytes }
  | { readonly kind: "tail" | "slot" | "chunk"; readonly name: string; readonly sealed: Bytes };
/** `sequence` counts from 0 without gaps. Names of runs and slots are lower-case letters, digits and dots, at most 100. */
export interface Box {
  readonly sequence: number;
  readonly sealed: Bytes;
}
export interface Slot {
  readonly name: string;
  readonly sealed: Bytes;
}
/** A chunk to be written: its parts follow one another in it, each in a buffer of its own. Joined, a chunk would be copied once more for its head's sake. */
export interface Chunk {
  readonly name: string;
  readonly sealed: readonly Bytes[];
}

export type UnlockError = Failure<"wrong-secret-or-damaged" | "exists" | "empty" | "newer-format" | "wait" | "key-file-needed" | "not-a-key-file">;
export type TamperError = Failure<"box-damaged" | "box-missing">;
/** `where` of `no-room`, and of `disk-full` where it is known: the bytes that are free, in decimal. */
export type KeepError = StorageError | Failure<"file-too-large" | "file-unreadable" | "no-room" | "cancelled">;
export type ReadError = TamperError | StorageError | Failure<"missing" | "too-large">;
export type StorageError = Failure<"disk-full" | "closed" | "blocked" | "out-of-order" | "vault-lost" | "unavailable">;
/** A file that is no backup, of a newer format, cut short, altered, or of another vault; `where` names a segment or record. */
export type BackupFault = Failure<"not-a-backup" | "newer-format" | "backup-cut-off" | "backup-damaged" | "other-vault" | "cancelled">;
export type BackupError = BackupFault | UnlockError | StorageError | TamperError;
