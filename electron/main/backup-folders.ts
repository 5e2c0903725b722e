import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { ChosenFolder, FolderFile, FolderPlace, HostError } from "../../shared/host/host.ts";
import { isBackupName } from "../../shared/kernel/backup-name.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";

const cipher = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Folders the person chose for backups. The window holds a token of each: the path, sealed with a key that only this process reads. So the window
 * reaches no folder that was not chosen here, and what lies on the disk (the key here, the token in the vault) names no folder to a finder.
 */
export class BackupFolders {
  readonly #choose: () => Promise<string | null>;
  readonly #keyPath: string;
  #key: Buffer | null = null;

  /** `choose` asks the person, and gives an absolute path, or null when they said no; the key is made with the first folder. */
  constructor(choose: () => Promise<string | null>, keyPath: string) {
    this.#choose = choose;
    this.#keyPath = keyPath;
  }

  async choose(): Promise<Result<ChosenFolder | "cancelled", HostError>> {
    const path = await this.#choose();
    if (path === null) return succeed("cancelled");
    return isAbsolute(path) ? succeed({ token: this.#seal(path), name: basename(path) || path }) : fail("refused");
  }

  /** Where a backup of this name belongs; null for another name, or a folder that was not chosen here. */
  pathOf({ folder, name }: FolderPlace): string | null {
    const path = this.#open(folder);
    return path === null || !isBackupName(name) ? null : join(path, name);
  }

  async list(token: string): Promise<Result<readonly FolderFile[], HostError>> {
    const folder = this.#open(token);
    if (folder === null) return fail("refused");
    try {
      const files: FolderFile[] = [];
      for (const name of (await readdir(folder)).filter(isBackupName)) {
        const found = await lstat(join(folder, name));
        if (found.isFile()) files.push({ name, sizeBytes: found.size });
      }
      return succeed(files);
    } catch {
      return fail("unavailable");
    }
  }

  async remove(place: FolderPlace): Promise<Result<void, HostError>> {
    const path = this.pathOf(place);
    if (path === null) return fail("refused");
    try {
      if (!(await lstat(path)).isFile()) return fail("refused");
      await rm(path);
      return succeed(undefined);
    } catch {
      return fail("unavailable");
    }
  }

  #seal(path: string): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.#readKey(), nonce);
    return Buffer.concat([nonce, sealing.update(path, "utf8"), sealing.final(), sealing.getAuthTag()]).toString("base64url");
  }

  #open(token: string): string | null {
    const bytes = Buffer.from(token, "base64url");
    if (bytes.length < nonceBytes + tagBytes) return null;
    try {
      const opening = createDecipheriv(cipher, this.#readKey(), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      opening.setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([opening.update(bytes.subarray(nonceBytes, -tagBytes)), opening.final()]).toString("utf8");
    } catch {
      return null;
    }
  }

  #readKey(): Buffer {
    this.#key ??= this.#storedKey() ?? this.#makeKey();
    return this.#key;
  }

  #storedKey(): Buffer | null {
    try {
      const key = readFileSync(this.#keyPath);
      return key.length === keyBytes ? key : null;
    } catch {
      return null;
    }
  }

  #makeKey(): Buffer {
    const key = randomBytes(keyBytes);
    mkdirSync(dirname(this.#keyPath), { recursive: true });
    writeFileSync(this.#keyPath, key, { mode: 0o600 });
    return key;
  }
}
