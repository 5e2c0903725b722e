declare const brand: unique symbol;
/** A string or number that only its own reader can make: ids are not mixed up, and casts live only here. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01 UTC, as the author's clock said. */
export type InstantMs = Brand<number, "InstantMs">;
/** 32 hex digits, random: one case and its ledger. */
export type CaseId = Brand<string, "CaseId">;
/** 32 hex digits: random for people and organisations, derived for what has a public canonical name. Minted once, never reused. */
export type EntityId = Brand<string, "EntityId">;
/** 64 hex digits: SHA-256(0x00 ‖ salt ‖ line). */
export type ClaimId = Brand<string, "ClaimId">;
/** 64 hex digits: SHA-256 of the canonical header. */
export type CommitId = Brand<string, "CommitId">;
/** 32 hex digits, random: one act of a person, which may be several commits and is undone as one. */
export type ActId = Brand<string, "ActId">;
/** 64 hex digits: an officer's Ed25519 public key. */
export type AuthorId = Brand<string, "AuthorId">;
/** 64 hex digits: SHA-256 of a file. */
export type FileHash = Brand<string, "FileHash">;

const isHex = (text: unknown, digits: number): text is string => typeof text === "string" && text.length === digits && /^[0-9a-f]+$/.test(text);

export const parseCaseId = (text: unknown): CaseId | null => (isHex(text, 32) ? (text as CaseId) : null);
export const parseEntityId = (text: unknown): EntityId | null => (isHex(text, 32) ? (text as EntityId) : null);
export const parseActId = (text: unknown): ActId | null => (isHex(text, 32) ? (text as ActId) : null);
export const parseClaimId = (text: unknown): ClaimId | null => (isHex(text, 64) ? (text as ClaimId) : null);
export const parseCommitId = (text: unknown): CommitId | null => (isHex(text, 64) ? (text as CommitId) : null);
export const parseAuthorId = (text: unknown): AuthorId | null => (isHex(text, 64) ? (text as AuthorId) : null);
export const parseFileHash = (text: unknown): FileHash | null => (isHex(text, 64) ? (text as FileHash) : null);
/** Whole milliseconds of the years 1970 to 9999. */
export const parseInstantMs = (value: unknown): InstantMs | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 253_402_300_800_000 ? (value as InstantMs) : null;

/** An id out of bytes this program wrote itself a moment ago and never stored: believed, since it was read as one then. */
export const knownId = <Id extends EntityId | ClaimId | FileHash>(text: string): Id => text as Id;
