import { deriveSubkey } from "../crypto/derive.ts";
import type { StartPieceHash } from "../crypto/hash.ts";
import { openSealed, sealBytes } from "../crypto/seal.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { FileHash } from "../kernel/brand.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { readFront } from "./backup-file.ts";
import { checkBackup, readBackupRun, readBackupSlot, readRecords } from "./backup-read.ts";
import type { BackupAccess } from "./backup-runs.ts";
import { writeBackup } from "./backup-write.ts";
import { placesOf } from "./exhibit-index.ts";
import { Exhibits } from "./exhibits.ts";
import type {
  BackupBeside,
  BackupContents,
  BackupError,
  BackupPart,
  BackupPlan,
  BackupWatch,
  BoxStore,
  Destroyable,
  FileShape,
  FileSource,
  FileWatch,
  KeepError,
  Keys,
  OpenVault,
  Person,
  ReadError,
  Room,
  Run,
  RunHead,
  RunInBackup,
  RunSight,
  StorageError,
  StrayRun,
  TamperError,
  United,
} from "./model.ts";
import { inspectRun } from "./inspect-run.ts";
import { createNames, type NameOf } from "./names.ts";
import { Readings } from "./readings.ts";
import { type Life, type RunDeps, SealedRun } from "./run.ts";
import { openKeys, type Secrets } from "./secrets.ts";
import { subkeyOf } from "./wraps.ts";

/** What the vault key is used for; it seals nothing itself. */
const uses = {
  names: "dalel.vault.1 names",
  tails: "dalel.vault.1 run tails",
  files: "dalel.vault.1 files",
  notes: "dalel.vault.1 notes",
  backups: "dalel.vault.1 backups",
};

export interface OpenVaultDeps {
  readonly store: BoxStore;
  readonly random: Random;
  readonly hashPieces: StartPieceHash;
}

interface Held {
  readonly nameOf: NameOf;
  readonly tailKey: CryptoKey;
  readonly exhibits: Exhibits;
  readonly notesKey: CryptoKey;
  readonly backupKey: CryptoKey;
  readonly life: Life & { isOver: boolean };
}

/**
 * An unlocked vault. Takes the vault key and the secrets over: the key is split into keys for use, which are not extractable, and zeroed before this
 * resolves. An open vault can therefore not give its key away, and changing what opens it asks the secret again (vault.ts).
 */
export async function openVault(deps: OpenVaultDeps, vaultKey: Bytes, secrets: Secrets): Promise<UnlockedVault> {
  const nameKey = await deriveSubkey(vaultKey, uses.names);
  const nameOf = createNames(nameKey);
  nameKey.fill(0);
  const life = { isOver: false };
  const held = {
    nameOf,
    tailKey: await subkeyOf(vaultKey, uses.tails),
    exhibits: new Exhibits({ ...deps, nameOf, key: await subkeyOf(vaultKey, uses.files) }, life),
    notesKey: await subkeyOf(vaultKey, uses.notes),
    backupKey: await subkeyOf(vaultKey, uses.backups),
    life,
  };
  vaultKey.fill(0);
  const { keys, forget } = await openKeys(secrets);
  secrets.signPkcs8.fill(0);
  return new UnlockedVault(deps, held, secrets.person, keys, forget);
}

/** Also gives what a backup is restored with, to the vault itself. */
export class UnlockedVault implements OpenVault {
  readonly person: Person;
  readonly keys: Keys;
  readonly #deps: OpenVaultDeps;
  readonly #forgetKeys: () => void;
  readonly #runs = new Map<string, SealedRun>();
  readonly #readings = new Readings();
  readonly #life: Life & { isOver: boolean };
  #held: Held | null;

  constructor(deps: OpenVaultDeps, held: Held, person: Person, keys: Keys, forgetKeys: () => void) {
    this.person = person;
    this.keys = keys;
    this.#deps = deps;
    this.#held = held;
    this.#life = held.life;
    this.#forgetKeys = forgetKeys;
  }

  async run(name: string): Promise<Result<Run, StorageError>> {
    return this.#sealedRun(name);
  }

  async #sealedRun(name: string): Promise<Result<SealedRun, StorageError>> {
    if (this.#held === null) return fail("closed");
    const storedName = this.#held.nameOf("run", name);
    const run = this.#runs.get(storedName) ?? new SealedRun(this.#runDeps(this.#held), storedName);
    this.#runs.set(storedName, run);
    return succeed(run);
  }

  #runDeps({ tailKey }: Held): RunDeps {
    return { ...this.#deps, life: this.#life, tailKey, readings: this.#readings };
  }

  async keepFile(content: Blob | Bytes | FileSource, watch?: FileWatch): Promise<Result<FileHash, KeepError>> {
    return this.#held === null ? fail("closed") : this.#held.exhibits.keepFile(content, watch);
  }

  async readFile(sha256: FileHash): Promise<Result<Bytes, ReadError>> {
    return this.#held === null ? fail("closed") : this.#held.exhibits.readFile(sha256);
  }

  async keepNote(name: string, content: Bytes): Promise<Result<void, StorageError>> {
    if (this.#held === null) return fail("closed");
    const storedName = this.#held.nameOf("note", name);
    const sealed = await sealBytes(this.#held.notesKey, notePurpose(storedName), content, this.#deps.random);
    return this.#life.isOver ? fail("closed") : this.#deps.store.putSlots([{ name: storedName, sealed }]);
  }

  async readNote(name: string): Promise<Result<Bytes | null, TamperError | StorageError>> {
    if (this.#held === null) return fail("closed");
    const { nameOf, notesKey } = this.#held;
    const storedName = nameOf("note", name);
    const slot = await this.#deps.store.readSlot(storedName);
    if (!slot.ok || slot.value === null) return slot;
    const content = await openSealed(notesKey, notePurpose(storedName), slot.value);
    return content === null ? fail("box-damaged", "note") : succeed(content);
  }

  lock(): void {
    this.#life.isOver = true;
    this.#held = null;
    this.#forgetKeys();
    for (const run of this.#runs.values()) run.forget();
    this.#runs.clear();
  }

  async *streamFile(sha256: FileHash): AsyncIterable<Result<Bytes, ReadError>> {
    if (this.#held === null) yield fail("closed");
    else yield* this.#held.exhibits.streamFile(sha256);
  }

  async *rereadFile(sha256: FileHash): AsyncIterable<Result<Bytes, ReadError>> {
    if (this.#held === null) yield fail("closed");
    else yield* this.#held.exhibits.rereadFile(sha256);
  }

  async checkFile(sha256: FileHash, watch?: FileWatch): ReturnType<OpenVault["checkFile"]> {
    return this.#held === null ? fail("closed") : this.#held.exhibits.checkFile(sha256, watch);
  }

  async tidyFiles(): Promise<Result<void, StorageError>> {
    return this.#held === null ? fail("closed") : this.#held.exhibits.tidyFiles();
  }

  async room(forBytes: number): Promise<Result<Room, StorageError>> {
    return this.#held === null ? fail("closed") : this.#deps.store.room(forBytes);
  }

  async *backup(plan: BackupPlan): AsyncGenerator<Result<BackupPart, TamperError | StorageError>> {
    const access = this.backupAccess();
    if (access === null) yield fail("closed");
    else yield* this.#readings.during(writeBackup(access, plan));
  }

  async checkBackup(file: Blob, watch: BackupWatch): Promise<Result<BackupContents & { readonly beside: BackupBeside }, BackupError>> {
    const access = this.backupAccess();
    if (access === null) return fail("closed");
    const front = await readFront(file);
    return front.ok ? this.#readings.whole(() => checkBackup(access, front.value, file, watch)) : front;
  }

  async bringFiles(file: Blob, wanted: readonly FileHash[], watch: BackupWatch): Promise<Result<readonly FileHash[], BackupError>> {
    const [access, exhibits] = [this.backupAccess(), this.#held?.exhibits];
    if (access === null || exhibits === undefined) return fail("closed");
    const front = await readFront(file);
    return front.ok ? exhibits.bring(readRecords(access, front.value, file, watch), wanted) : front;
  }

  /** Null when locked. */
  backupAccess(): BackupAccess | null {
    if (this.#held === null) return null;
    return { ...this.#runDeps(this.#held), nameOf: this.#held.nameOf, key: this.#held.backupKey };
  }

  async *inspectRun(name: string, tail: Bytes | null): AsyncGenerator<Result<RunSight, StorageError>> {
    const access = this.backupAccess();
    if (access === null) yield fail("closed");
    else yield* this.#readings.during(inspectRun(access, access.nameOf("run", name), tail));
  }

  async readBackupRun(file: Blob, name: string, watch: BackupWatch): Promise<Result<RunInBackup | null, BackupError>> {
    const access = this.backupAccess();
    if (access === null) return fail("closed");
    const front = await readFront(file);
    return front.ok ? readBackupRun(access, front.value, file, access.nameOf("run", name), watch) : front;
  }

  async readBackupNote(file: Blob, name: string, watch: BackupWatch): Promise<Result<Bytes | null, BackupError>> {
    const [access, notesKey] = [this.backupAccess(), this.#held?.notesKey];
    if (access === null || notesKey === undefined) return fail("closed");
    const storedName = access.nameOf("note", name);
    const front = await readFront(file);
    const slot = front.ok ? await readBackupSlot(access, front.value, file, storedName, watch) : front;
    return !slot.ok || slot.value === null ? slot : succeed(await openSealed(notesKey, notePurpose(storedName), slot.value));
  }

  async replaceRun(name: string, entries: Iterable<Bytes>): Promise<Result<void, StorageError>> {
    const run = await this.#sealedRun(name);
    return run.ok ? run.value.replace(entries) : run;
  }

  async uniteRun(name: string, least: number): Promise<Result<United | null, StorageError>> {
    const run = await this.#sealedRun(name);
    return run.ok ? run.value.unite(least) : run;
  }

  async *strayRuns(named: readonly string[]): AsyncGenerator<Result<StrayRun, StorageError>> {
    if (this.#held === null) return yield fail("closed");
    const { nameOf } = this.#held;
    const known = new Set(named.map((name) => nameOf("run", name)));
    const stored = await this.#deps.store.runNames();
    if (!stored.ok) return yield stored;
    for (const run of stored.value.filter((each) => !known.has(each))) {
      if (this.#held === null) return yield fail("closed");
      for await (const entry of new SealedRun(this.#runDeps(this.#held), run).entries()) {
        if (entry.ok) yield succeed({ first: entry.value, isNamed: (name) => nameOf("run", name) === run });
        break;
      }
    }
  }

  async runHead(name: string): Promise<Result<RunHead | null, TamperError | StorageError>> {
    const run = await this.#sealedRun(name);
    return run.ok ? run.value.head() : run;
  }

  async runBytes(name: string): Promise<Result<number, StorageError>> {
    if (this.#held === null) return fail("closed");
    let bytes = 0;
    for await (const box of this.#readings.during(this.#deps.store.scanBoxes(this.#held.nameOf("run", name), 0))) {
      if (!box.ok) return box;
      bytes += box.value.sealed.length;
    }
    return succeed(bytes);
  }

  get filesKept(): number {
    return this.#held?.exhibits.filesKept ?? 0;
  }

  async fileShape(sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>> {
    return this.#held === null ? fail("closed") : this.#held.exhibits.fileShape(sha256);
  }

  async destroy({ runs, notes, files }: Destroyable): Promise<Result<void, StorageError>> {
    if (this.#held === null) return fail("closed");
    const { nameOf } = this.#held;
    const { store } = this.#deps;
    const runNames = runs.map((name) => nameOf("run", name));
    const exhibits = files.map((file) => placesOf(nameOf, file));
    for (const name of runNames) {
      this.#runs.get(name)?.forget();
      this.#runs.delete(name);
    }
    const keys = await store.remove({ runs: [], slots: [...runNames, ...exhibits.map(({ index }) => index)], chunks: [] });
    if (!keys.ok) return keys;
    return store.remove({
      runs: runNames,
      slots: [...notes.map((name) => nameOf("note", name)), ...exhibits.flatMap(({ slots }) => slots)],
      chunks: exhibits.flatMap(({ chunks }) => chunks),
    });
  }
}

const notePurpose = (storedName: string): string => `dalel.note.1 ${storedName}`;
