import { deriveSubkey, type KdfStrength } from "../crypto/derive.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { FileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import { type ExhibitDeps, exhibitNames, exhibitShape, keepExhibit, readExhibit } from "./exhibits.ts";
import { encodeHeader, type VaultHeader, wrapByPassphrase } from "./header.ts";
import type { BoxStore, Destroyable, FileShape, Keys, OpenVault, Person, Run, StorageError, TamperError } from "./model.ts";
import { createNames, type NameOf } from "./names.ts";
import { type Life, SealedRun } from "./run.ts";
import { openKeys, type Secrets } from "./secrets.ts";

/** What the vault key is used for; it seals nothing itself. */
const uses = { names: "dalel.vault.1 names", tails: "dalel.vault.1 run tails", files: "dalel.vault.1 files", notes: "dalel.vault.1 notes" };

export interface OpenVaultDeps {
  readonly store: BoxStore;
  readonly random: Random;
  readonly strength: KdfStrength;
}

interface Held {
  readonly nameOf: NameOf;
  readonly tailKey: CryptoKey;
  readonly exhibits: ExhibitDeps;
  readonly notesKey: CryptoKey;
}

/** An unlocked vault. Takes the vault key over: it is zeroed by `lock`. */
export async function openVault(deps: OpenVaultDeps, header: VaultHeader, vaultKey: Bytes, secrets: Secrets): Promise<OpenVault> {
  const sealingKeyFor = async (use: string) => importSealingKey(await deriveSubkey(vaultKey, use));
  const nameOf = await createNames(await deriveSubkey(vaultKey, uses.names));
  const exhibits = { store: deps.store, random: deps.random, nameOf, key: await sealingKeyFor(uses.files) };
  const held = { nameOf, tailKey: await sealingKeyFor(uses.tails), exhibits, notesKey: await sealingKeyFor(uses.notes) };
  const { keys, forget } = await openKeys(secrets);
  secrets.signPkcs8.fill(0);
  return new UnlockedVault(deps, held, header, vaultKey, secrets.person, keys, forget);
}

class UnlockedVault implements OpenVault {
  readonly person: Person;
  readonly keys: Keys;
  readonly #deps: OpenVaultDeps;
  readonly #vaultKey: Bytes;
  readonly #forgetKeys: () => void;
  readonly #runs = new Map<string, SealedRun>();
  readonly #life: Life & { isOver: boolean } = { isOver: false };
  #held: Held | null;
  #header: VaultHeader;

  constructor(deps: OpenVaultDeps, held: Held, header: VaultHeader, vaultKey: Bytes, person: Person, keys: Keys, forgetKeys: () => void) {
    this.person = person;
    this.keys = keys;
    this.#deps = deps;
    this.#held = held;
    this.#header = header;
    this.#vaultKey = vaultKey;
    this.#forgetKeys = forgetKeys;
  }

  async run(name: string): Promise<Result<Run, StorageError>> {
    if (this.#held === null) return fail("closed");
    const storedName = this.#held.nameOf("run", name);
    const run = this.#runs.get(storedName) ?? new SealedRun({ ...this.#deps, life: this.#life, tailKey: this.#held.tailKey }, storedName);
    this.#runs.set(storedName, run);
    return succeed(run);
  }

  async keepFile(content: Bytes): Promise<Result<FileHash, StorageError>> {
    return this.#held === null ? fail("closed") : keepExhibit(this.#held.exhibits, content);
  }

  async readFile(sha256: FileHash): Promise<Result<Bytes, TamperError | StorageError | Failure<"missing">>> {
    return this.#held === null ? fail("closed") : readExhibit(this.#held.exhibits, sha256);
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

  async changePassphrase(next: string): Promise<Result<void, StorageError>> {
    if (this.#held === null) return fail("closed");
    invariant(next !== "", "a passphrase is not empty");
    const wrapped = await wrapByPassphrase(this.#vaultKey, next, this.#deps.strength, this.#deps.random);
    // The key may have been zeroed while the passphrase was stretched: such a header would lock its owner out.
    if (this.#life.isOver) return fail("closed");
    const header = { ...this.#header, ...wrapped };
    const stored = await this.#deps.store.writeHeader(encodeHeader(header));
    if (stored.ok) this.#header = header;
    return stored;
  }

  lock(): void {
    this.#life.isOver = true;
    this.#held = null;
    this.#vaultKey.fill(0);
    this.#forgetKeys();
    for (const run of this.#runs.values()) run.forget();
    this.#runs.clear();
  }

  async runBytes(name: string): Promise<Result<number, StorageError>> {
    if (this.#held === null) return fail("closed");
    let bytes = 0;
    for await (const box of this.#deps.store.scanBoxes(this.#held.nameOf("run", name), 0)) {
      if (!box.ok) return box;
      bytes += box.value.sealed.length;
    }
    return succeed(bytes);
  }

  async fileShape(sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>> {
    return this.#held === null ? fail("closed") : exhibitShape(this.#held.exhibits, sha256);
  }

  async destroy({ runs, notes, files }: Destroyable): Promise<Result<void, StorageError>> {
    if (this.#held === null) return fail("closed");
    const { nameOf } = this.#held;
    const { store } = this.#deps;
    const runNames = runs.map((name) => nameOf("run", name));
    const exhibits = files.map(({ sha256, chunks }) => exhibitNames(nameOf, sha256, chunks));
    for (const name of runNames) {
      this.#runs.get(name)?.forget();
      this.#runs.delete(name);
    }
    const keys = await store.remove({ runs: [], slots: [...runNames, ...exhibits.map(({ index }) => index)], chunks: [] });
    if (!keys.ok) return keys;
    return store.remove({
      runs: runNames,
      slots: notes.map((name) => nameOf("note", name)),
      chunks: exhibits.flatMap(({ chunks }) => chunks),
    });
  }
}

const notePurpose = (storedName: string): string => `dalel.note.1 ${storedName}`;
