import { parseAuthorId, type AuthorId, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { Clock } from "../kernel/ports.ts";
import { writeHybridKey } from "../partner/hybrid-key.ts";
import { longestIdentityFile, readIdentity, writeIdentity } from "../partner/identity-file.ts";
import type { Identity } from "../partner/model.ts";
import type { BackupWatch, Keys, OpenVault, StorageError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import { isTamper } from "../vault/tamper.ts";

/** Our identity as partners have it: with the file that says so. */
export interface OwnIdentity {
  readonly me: Identity;
  /** Without the post-quantum key: what fits into a QR code, what bundles carry, and what every version reads. */
  readonly file: Bytes;
  /** Our post-quantum key as we sign it. It is derived from what the vault holds, and kept nowhere. */
  readonly hybridNote: Bytes;
}

/** Of the first keys of a vault. Each later pair has a note of its own, so that it can lie there before the keys count. */
const note = "identity";
const noteOf = (author: AuthorId): string => `identity/${author}`;

/** Writes our identity into a vault that is being made. From then on nothing here writes another: the day in it is part of the fingerprint partners know. */
export async function keepNewIdentity(vault: OpenVault, clock: Clock): Promise<Result<void, StorageError>> {
  return vault.keepNote(note, await writeIdentity(vault.person, vault.keys, clock.now()));
}

/** Writes the identity of keys that do not count yet beside the one that does. */
export async function keepNextIdentity(
  vault: OpenVault,
  next: Keys,
  clock: Clock,
): Promise<Result<{ readonly identity: Identity; readonly file: Bytes }, StorageError>> {
  const file = await writeIdentity(vault.person, next, clock.now());
  const identity = await readIdentity(file);
  invariant(identity.ok, "an identity we write can be read");
  const kept = await vault.keepNote(noteOf(identity.value.author), file);
  return kept.ok ? succeed({ identity: identity.value, file }) : kept;
}

/** The name of the note with the identity of the keys that count. */
const currentNote = ({ keys }: OpenVault): string => (keys.earlier.length === 0 ? note : noteOf(ownAuthor(keys.signPublic)));

/** All our signing keys, the one that counts first. */
export function ownAuthors({ keys }: OpenVault): readonly AuthorId[] {
  return [ownAuthor(keys.signPublic), ...keys.earlier.map(({ signPublic }) => ownAuthor(signPublic))];
}

/** Our identity as it is kept here. Fails `identity-damaged`, with "missing" when it is not here at all. */
export async function readOwnIdentity(vault: OpenVault): Promise<Result<OwnIdentity, StorageError | Failure<"identity-damaged">>> {
  const kept = await vault.readNote(currentNote(vault));
  if (!kept.ok) {
    const { kind, where } = kept.error;
    return isTamper(kind) ? fail("identity-damaged") : fail(kind, where);
  }
  if (kept.value === null) return fail("identity-damaged", "missing");
  const own = await ownIdentityIn(vault, kept.value);
  return own === null ? fail("identity-damaged") : succeed(own);
}

/**
 * Who works here, as far as the keys say: what a session that is only to be read needs. The day of the identity is nowhere else in the vault, and so
 * neither is the fingerprint: it is "".
 */
export function identityToRead({ person, keys }: OpenVault): Identity {
  const createdAt = parseInstantMs(0);
  invariant(createdAt !== null, "zero is an instant");
  const { ageRecipient, hybridRecipient } = keys;
  return { ...person, author: ownAuthor(keys.signPublic), ageRecipient, hybridRecipient, createdAt, fingerprint: "" };
}

export function ownAuthor(signPublic: Bytes): AuthorId {
  const author = parseAuthorId(bytesToHex(signPublic));
  invariant(author !== null, "an Ed25519 key has 32 bytes");
  return author;
}

/**
 * Puts our identity back: from our identity file, which every partner has, or from a backup of this vault, checked whole. Fails
 * `no-own-identity` when there is none in it, or one that is not signed by our key or names other keys or people.
 */
export async function repairOwnIdentity(vault: OpenVault, file: Blob, watch: BackupWatch): Promise<Result<void, CaseError>> {
  const given = file.size <= longestIdentityFile ? new Uint8Array(await file.arrayBuffer()) : null;
  const isIdentityFile = given !== null && (await readIdentity(given)).ok;
  const found = isIdentityFile ? succeed(given) : await vault.readBackupNote(file, currentNote(vault), watch);
  if (!found.ok) return found;
  const own = found.value === null ? null : await ownIdentityIn(vault, found.value);
  return own === null ? fail("no-own-identity") : vault.keepNote(currentNote(vault), own.file);
}

/** The identity in a file, written as we write it; null when there is none, or not of these keys and this person. */
async function ownIdentityIn(vault: OpenVault, file: Bytes): Promise<OwnIdentity | null> {
  const me = await readIdentity(file);
  if (!me.ok || me.value.author !== ownAuthor(vault.keys.signPublic)) return null;
  const ours = await writeIdentity(vault.person, vault.keys, me.value.createdAt);
  const written = await readIdentity(ours);
  if (!written.ok || written.value.fingerprint !== me.value.fingerprint) return null;
  const { hybridRecipient } = vault.keys;
  const hybridNote = await writeHybridKey({ author: me.value.author, hybridRecipient }, (message) => vault.keys.sign(message));
  return { me: { ...written.value, hybridRecipient }, file: ours, hybridNote };
}
