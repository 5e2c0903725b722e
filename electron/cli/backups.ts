import { mkdir, readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { webcrypto } from "node:crypto";
import type { Random } from "../../shared/kernel/ports.ts";
import { isSystemError } from "./folder-transaction.ts";
import type { BackupContents, BackupError, BackupWatch, Secret } from "../../shared/vault/model.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createFolderBoxStore } from "./folder-box-store.ts";
import { type Language, languages, type Say, wordsOf } from "./words.ts";
import { askSecret } from "./ask-secret.ts";
import { openFile, readBytes } from "./given-files.ts";

/** What was asked for; `to` is "" when the backup is only checked. */
export interface BackupCommand {
  readonly file: string;
  readonly to: string;
  /** Path of the key file the passphrase opens together with; "" = none. */
  readonly keyFile: string;
  readonly isRecovery: boolean;
  readonly isJson: boolean;
  readonly language: Language;
}

const options = {
  to: { type: "string" },
  recovery: { type: "boolean" },
  "key-file": { type: "string" },
  lang: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Reads the words of `backup-verify` and `restore`; null when they are not a command. */
export function parseBackupCommand([verb, ...words]: readonly string[]): BackupCommand | null {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const [file, ...rest] = positionals;
    const language = languages.find((each) => each === (values.lang ?? "en"));
    if (file === undefined || rest.length > 0 || language === undefined || (verb === "restore") !== (values.to !== undefined)) return null;
    const keyFile = values["key-file"] ?? "";
    // The recovery code opens without it.
    if (keyFile !== "" && values.recovery === true) return null;
    return { file, to: values.to ?? "", keyFile, isRecovery: values.recovery ?? false, isJson: values.json ?? false, language };
  } catch {
    return null;
  }
}

/** What is printed, and the exit code: 0 = passed, 1 = did not, 2 = a file cannot be read or written. */
interface BackupAnswer {
  readonly lines: readonly string[];
  readonly code: 0 | 1 | 2;
}

/**
 * Checks a backup, or restores it into a folder, which must be empty or not there. Every record is opened; a restoring that fails leaves no vault.
 *
 * Takes   the passphrase or recovery code from the terminal, unseen, or from the first line of standard input; never from the command line,
 *         where other users of the machine would read it.
 */
export async function runBackup(command: BackupCommand): Promise<BackupAnswer> {
  const [say, sayFailure] = [wordsOf(command.language, "backup"), wordsOf(command.language, "failure")];
  const file = await openFile(command.file);
  if (file === null) return refusal(command, "unreadable-file", command.file, say("tool.unreadable", { where: command.file }));
  if (command.to !== "" && !(await isEmptyFolder(command.to))) {
    return refusal(command, "not-empty", command.to, say("tool.notEmpty", { where: command.to }));
  }
  const keyFile = command.keyFile === "" ? undefined : await readBytes(command.keyFile);
  if (keyFile === null) return refusal(command, "unreadable-file", command.keyFile, say("tool.unreadable", { where: command.keyFile }));
  const text = await askSecret(say(command.isRecovery ? "tool.askRecovery" : "tool.askPassphrase"));
  const secret: Secret = command.isRecovery
    ? { kind: "recovery", code: text }
    : { kind: "passphrase", text, ...(keyFile === undefined ? {} : { keyFile }) };
  const answer = command.to === "" ? await check(file, secret) : await restore(file, secret, command.to);
  if (!answer.ok) return failure(command, say, sayFailure, answer.error);
  return success(command, say, answer.value);
}

type Checked = { readonly ok: true; readonly value: BackupContents } | { readonly ok: false; readonly error: BackupError };

const watch: BackupWatch = { progress: () => undefined, isStopped: () => false };
const random: Random = { bytes: (count) => webcrypto.getRandomValues(new Uint8Array(count)) };

function check(file: Blob, secret: Secret): Promise<Checked> {
  // Nothing is read from or written to this folder: the keys are in the backup.
  return createVault({ store: createFolderBoxStore("."), random }).inspectBackup(file, secret, watch);
}

async function restore(file: Blob, secret: Secret, to: string): Promise<Checked> {
  await mkdir(to, { recursive: true });
  const vault = createVault({ store: createFolderBoxStore(to), random });
  const restored = await vault.restore(file, secret, watch);
  if (!restored.ok) return restored;
  const checked = await restored.value.vault.checkBackup(file, watch);
  restored.value.vault.lock();
  return checked;
}

async function isEmptyFolder(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (problem) {
    return isSystemError(problem, "ENOENT");
  }
}

function success(command: BackupCommand, say: Say, contents: BackupContents): BackupAnswer {
  const { madeAt, boxes, slots, chunks, sha256, sizeBytes, runs } = contents;
  const at = new Date(madeAt).toISOString();
  const cases = runs.filter(({ name }) => name.startsWith("case/"));
  if (command.isJson) {
    const heads = cases.map(({ name, boxes: count, last }) => ({ case: name.slice("case/".length), boxes: count, last }));
    return { lines: [JSON.stringify({ passed: true, at, sha256, sizeBytes, boxes, slots, chunks, cases: heads })], code: 0 };
  }
  const facts = say("tool.facts", { at, cases: cases.length, boxes, slots: slots + chunks, size: sizeBytes, sha256 });
  return { lines: [facts, command.to === "" ? say("tool.sound") : say("tool.restored", { where: command.to })], code: 0 };
}

function failure(command: BackupCommand, say: Say, sayFailure: Say, error: BackupError): BackupAnswer {
  if (command.isJson) return { lines: [JSON.stringify({ passed: false, error })], code: 1 };
  const isEither = error.kind === "wrong-secret-or-damaged" && command.keyFile !== "";
  const sentence = isEither ? wordsOf(command.language, "keys")("file.wrong") : sayFailure(error.kind, { where: placeOf(error) }).replace(" ()", "");
  return { lines: [sentence, say("tool.failed")], code: 1 };
}

/** Boxes are named from 0 on; people count them from 1 on, here as in the window. */
function placeOf({ where = "" }: BackupError): string {
  return where.replace(/\bbox (\d+)$/, (_place, box: string) => `box ${Number(box) + 1}`);
}

function refusal(command: BackupCommand, kind: string, where: string, sentence: string): BackupAnswer {
  return { lines: [command.isJson ? JSON.stringify({ passed: false, error: { kind, where } }) : sentence], code: 2 };
}
