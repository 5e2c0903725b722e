import { Decrypter, Encrypter, type Recipient } from "age-encryption";
import { bytesToUtf8, type Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import { passphraseRecipient, scryptWorkFactor } from "./age-passphrase.ts";

/**
 * Why an age file does not open. `not-for-us`: no recipient line of the header is ours (a changed byte inside our own line looks the same).
 * `damaged`: a header seal or a piece does not verify; `where` is "header", "piece <n>" or "after-end" (bytes were added behind the end).
 * `cut-off`: it ends before its last piece.
 */
export type AgeError = Failure<"not-a-bundle" | "not-for-us" | "damaged" | "cut-off" | "too-large" | "needs-passphrase" | "wrong-passphrase">;

/** Whom a file is sealed to: recipients ("age1…"), or whoever knows the passphrase. A passphrase is never beside recipients (C2SP age §scrypt). */
export type AgeLock = readonly string[] | { readonly passphrase: string };
/** What opens a file: identities ("AGE-SECRET-KEY-1…", "AGE-SECRET-KEY-PQ-1…"), of which one is enough, or the passphrase. */
export type AgeSecret = string | readonly string[] | { readonly passphrase: string };

/**
 * To what a file is sealed, as the lines of its header say. `hybrid`: to post-quantum recipients alone. `mixed`: to such and to others, which protects nothing.
 * `ordinary`: to none such.
 */
export type SealKind = "ordinary" | "hybrid" | "mixed" | "passphrase";

/** Caps before any parser runs: 10,000 recipients took the package 2.5 s, and a 200 MiB line 750 MiB. */
const longestHeader = 256 * 1024;
const mostRecipients = 64;
const firstLine = "age-encryption.org/v1\n";
/** Bytes the package puts after its header for an empty file: a nonce of 16 and the tag of an empty piece. */
const emptyPayload = 32;

/**
 * A header for a new random file key, sealed to every recipient, or under a passphrase.
 *
 * The package gives its header only with a payload behind it, and its file key only to recipients. So a recipient that adds no line of its own
 * is told the key, and the payload of an empty file is cut off; it never leaves this function.
 *
 * Takes   1 to 64 "age1…" recipients, all of one kind: a post-quantum recipient beside an ordinary one protects nothing.
 * Source  C2SP age §Header
 */
export async function sealHeader(lock: AgeLock): Promise<{ readonly header: Bytes; readonly fileKey: Bytes }> {
  return "passphrase" in lock ? sealTo([passphraseRecipient(lock.passphrase)]) : sealToRecipients(lock);
}

async function sealToRecipients(recipients: readonly string[]): ReturnType<typeof sealHeader> {
  invariant(recipients.length >= 1 && recipients.length <= mostRecipients, "an age file has 1 to 64 recipients");
  const hybrids = recipients.filter(isHybridForm).length;
  invariant(hybrids === 0 || hybrids === recipients.length, "post-quantum recipients are all or none");
  return sealTo(recipients);
}

async function sealTo(recipients: readonly (string | Recipient)[]): ReturnType<typeof sealHeader> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  let fileKey: Bytes | null = null;
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = new Uint8Array(key);
      return [];
    },
  });
  const whole = new Uint8Array(await encrypter.encrypt(new Uint8Array(0)));
  invariant(fileKey !== null, "every recipient is told the file key");
  return { header: whole.slice(0, -emptyPayload), fileKey };
}

/**
 * Reads the header of a file and its file key. Reads at most 256 KiB.
 *
 * Gives   also to what it is sealed: a mixed header opens, and the caller says what that means.
 * Fails   `needs-passphrase` when it is sealed under one and none is given; `wrong-passphrase`; `too-large` (`where` "header") above the caps, of
 *         size, of recipients and of scrypt's work; see AgeError.
 */
export async function openHeader(
  secret: AgeSecret,
  file: Blob,
): Promise<Result<{ readonly headerBytes: number; readonly fileKey: Bytes; readonly sealedAs: SealKind }, AgeError>> {
  const start = new Uint8Array(await file.slice(0, longestHeader).arrayBuffer());
  const found = findHeader(start, file.size);
  if (!found.ok) return found;
  const header = start.slice(0, found.value);
  const fileKey = await (typeof secret === "object" && "passphrase" in secret
    ? unwrapByPassphrase(secret.passphrase, header)
    : unwrapByIdentities(typeof secret === "string" ? [secret] : secret, header));
  return fileKey.ok ? succeed({ headerBytes: found.value, fileKey: fileKey.value, sealedAs: sealKindOf(header) }) : fileKey;
}

async function unwrapByIdentities(identities: readonly string[], header: Bytes): Promise<Result<Bytes, AgeError>> {
  if (scryptLine(header) !== null) return fail("needs-passphrase");
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  let isForSomebodyElse = false;
  // Identities are asked in turn until one has the key: this one is asked only when ours found no line of their own.
  decrypter.addIdentity({
    unwrapFileKey() {
      isForSomebodyElse = true;
      return null;
    },
  });
  try {
    return succeed(new Uint8Array(await decrypter.decryptHeader(header)));
  } catch {
    return isForSomebodyElse ? fail("not-for-us") : fail("damaged", "header");
  }
}

async function unwrapByPassphrase(passphrase: string, header: Bytes): Promise<Result<Bytes, AgeError>> {
  const line = scryptLine(header);
  if (line === null) return fail("not-for-us");
  const work = /^-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)$/.exec(line)?.[1];
  if (work === undefined) return fail("damaged", "header");
  if (Number(work) > scryptWorkFactor) return fail("too-large", "header");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return succeed(new Uint8Array(await decrypter.decryptHeader(header)));
  } catch {
    // A changed header looks the same: what the passphrase opens is what the seal of the header is made with.
    return fail("wrong-passphrase");
  }
}

/** The line of a file sealed under a passphrase; null when it is sealed to recipients. */
function scryptLine(header: Bytes): string | null {
  const line = bytesToUtf8(header)?.split("\n")[1] ?? "";
  return line.startsWith("-> scrypt") ? line : null;
}

/** By the first word of each recipient line; the header was parsed already. Lines of grease are for nobody (C2SP age). */
function sealKindOf(header: Bytes): SealKind {
  const kinds = (bytesToUtf8(header) ?? "")
    .split("\n")
    .flatMap((line) => (line.startsWith("-> ") ? [line.split(" ")[1] ?? ""] : []))
    .filter((kind) => !/(^|-)grease$/.test(kind));
  if (kinds[0] === "scrypt") return "passphrase";
  const hybrids = kinds.filter((kind) => kind === "mlkem768x25519").length;
  return hybrids === 0 ? "ordinary" : hybrids === kinds.length ? "hybrid" : "mixed";
}

/** Where the header ends: behind the line that starts with "--- ". */
function findHeader(start: Bytes, fileSize: number): Result<number, AgeError> {
  const opening = bytesToUtf8(start.subarray(0, firstLine.length)) ?? "";
  if (opening !== firstLine) return fail(fileSize > 0 && firstLine.startsWith(opening) && opening !== "" ? "cut-off" : "not-a-bundle");
  let recipients = 0;
  for (let at = firstLine.length; at < start.length; ) {
    const end = start.indexOf(0x0a, at);
    if (end < 0) break;
    if (isPrefix(start, at, "--- ")) return succeed(end + 1);
    if (isPrefix(start, at, "-> ") && ++recipients > mostRecipients) return fail("too-large", "header");
    at = end + 1;
  }
  return start.length < fileSize ? fail("too-large", "header") : fail("cut-off");
}

function isPrefix(bytes: Bytes, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Whether the text is an ordinary (X25519) age recipient with a right checksum. */
export function isAgeRecipient(text: string): boolean {
  return /^age1[02-9ac-hj-np-z]{58}$/.test(text) && isRecipient(text);
}

/** Whether the text is a post-quantum hybrid age recipient (mlkem768x25519, 1,959 characters) with a right checksum. Cost: about a millisecond. */
export function isHybridRecipient(text: string): boolean {
  return isHybridForm(text) && /^age1pq1[02-9ac-hj-np-z]{1952}$/.test(text) && isRecipient(text);
}

/** By its first letters alone. */
export const isHybridForm = (recipient: string): boolean => recipient.startsWith("age1pq1");

function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}
