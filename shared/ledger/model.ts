import type { ActId, AuthorId, CaseId, ClaimId, CommitId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Failure } from "../kernel/result.ts";

/**
 * The commit formats, read for ever; readers refuse newer ones. A commit says the lowest that carries it, so that older programs read what they
 * can: format 2 adds the note of a claim, the unit of a decimal, the time code of a place, and the intents after "undo".
 */
export const commitFormats = [1, 2] as const;
export type CommitFormat = (typeof commitFormats)[number];
/** More claims than this are several commits of one act. */
export const mostClaimsPerCommit = 65_536;
/** UTF-8 bytes of one claim line, at most. */
export const longestLineBytes = 65_536;

/** TLP 2.0, from least to most restricted. */
export const handlings = ["clear", "green", "amber", "amber+strict", "red"] as const;
export type Handling = (typeof handlings)[number];

/** Admiralty: source A–F, information 1–6. "F6" says that neither can be judged. */
export type Grade = string;
export const isGrade = (text: unknown): text is Grade => typeof text === "string" && /^[A-F][1-6]$/.test(text);

/** ISO 8601 dates of any precision (2024, 2024-03, 2024-03-28, 2024-03-28T06:38:00Z); "" = open. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What a property is said to be. Amounts and decimals are exact decimal texts ("118.289735"), never binary floats. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "identifier"; readonly text: string }
  /** `unit` names what is counted ("percent", "site"); absent = a bare number. Never "". */
  | { readonly kind: "decimal"; readonly text: string; readonly unit?: string }
  | { readonly kind: "amount"; readonly text: string; readonly asset: string }
  | { readonly kind: "date"; readonly from: string; readonly to: string }
  | { readonly kind: "entity"; readonly entity: EntityId }
  | { readonly kind: "file"; readonly sha256: FileHash; readonly sizeBytes: number; readonly mediaType: string };

/** Where in an exhibit: rows and pages count from 1 (row 1 is the first data row under the header); "" and 0 = the whole. */
export interface Place {
  readonly page: number;
  readonly row: number;
  readonly column: string;
  /** Time code in a recording, "HH:MM:SS" or "HH:MM:SS.mmm"; absent = none. */
  readonly time?: string;
}
/** Which file says it, and where in it. */
export interface Source {
  readonly file: FileHash;
  readonly place: Place;
}

/** A property is asserted, or a claim is taken back. Property names belong to the ontology; the ledger only carries them. */
export type Statement = Assertion | Retraction;
export interface Assertion {
  readonly op: "assert";
  readonly subject: EntityId;
  readonly property: string;
  readonly value: Value;
  /** When it was true; null = not said. */
  readonly during: Span | null;
  /** null = the officer says so. */
  readonly source: Source | null;
  readonly grade: Grade;
  readonly handling: Handling;
  /** The national marking beside TLP ("official use"); "" = none. */
  readonly nationalMark: "" | "official-use";
  /** The officer's own words about this statement; absent = none. Never "". */
  readonly note?: string;
}
/** Takes back a claim. By the agency that said it: gone from the live set. By another: the claim is disputed, and stays. */
export interface Retraction {
  readonly op: "retract";
  readonly claim: ClaimId;
}

/** A claim we may read: its exact canonical line is what is hashed; `statement` is that line read. */
export interface Claim {
  readonly id: ClaimId;
  readonly index: number;
  /** 16 bytes. */
  readonly salt: Bytes;
  readonly line: string;
  readonly statement: Statement;
}

/** What an act was for. Closed: headers travel whole in every bundle, so they hold no free text. */
export const firstIntents = ["create-case", "add", "edit", "link", "remove", "import", "promote", "share", "receive", "undo"] as const;
/** Since format 2. */
export const laterIntents = ["rule", "withdraw", "merge", "unmerge", "distinct", "match", "copy", "dispute", "deconflict"] as const;
export const intents = [...firstIntents, ...laterIntents] as const;
export type Intent = (typeof intents)[number];

export interface CommitHeader {
  readonly format: CommitFormat;
  readonly case: CaseId;
  readonly parents: readonly CommitId[];
  readonly author: AuthorId;
  /** Short code of the author's agency ("afm", "knb", "mci", …); who may say it for whom is checked where a key is admitted. */
  readonly agency: string;
  /** Lamport: 1 + the greatest of the parents. */
  readonly clock: number;
  readonly saidAt: InstantMs;
  readonly intent: Intent;
  readonly act: ActId;
  /** The act this one undoes; "" unless intent is "undo". */
  readonly undoes: ActId | "";
  readonly ontology: number;
  readonly count: number;
  /** RFC 9162 root over the claim ids in order, 64 hex digits. */
  readonly root: string;
}

export interface Commit {
  readonly id: CommitId;
  readonly header: CommitHeader;
  /** Ed25519 over "dalel.commit.1\n" ‖ canonical header; 64 bytes. */
  readonly signature: Bytes;
  /** All the author signed, in order. */
  readonly claimIds: readonly ClaimId[];
  /** Those we may read, by index; fewer than claimIds = some are withheld. */
  readonly claims: readonly Claim[];
  /** 32 bytes the salts come from; only ours have it. */
  readonly saltKey: Bytes | null;
}

/** Signs headers as one officer. The secret key never leaves its owner. */
export interface Signer {
  readonly author: AuthorId;
  readonly agency: string;
  sign(message: Bytes): Promise<Bytes>;
}

/** `where` is a commit id or "commit/index". */
export type LedgerError = Failure<
  "bad-encoding" | "bad-signature" | "bad-root" | "bad-claim" | "other-case" | "newer-format" | "fork" | "missing-parent-clock" | "too-many-claims"
>;
