import { type ClaimId, knownId } from "../kernel/brand.ts";
import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import type { Json } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { saltBytes } from "../ledger/claim.ts";
import { readStatement } from "../ledger/line.ts";
import type { Claim, Commit } from "../ledger/model.ts";
import { bytesToLines, lineOfClaim } from "./jsonl.ts";

/** A commit but for its claims. */
export interface CommitHead extends Pick<Commit, "id" | "header" | "signature"> {
  /** How many of its claims are readable. */
  readonly readable: number;
}

/**
 * Commits that were read and verified, as they cross threads: as bytes that are moved, instead of an object for each claim. A copy of a hundred thousand
 * statements costs more than to read them again out of lines that are known to be sound (decision 0086).
 */
export interface PackedCommits {
  readonly heads: readonly CommitHead[];
  /** data/leaves.bin: 32 bytes a claim of each commit. */
  readonly leaves: Bytes;
  /** data/claims.jsonl. */
  readonly claimLines: Bytes;
  /** Of each readable claim, in order: its place in its commit, and its salt of 16 bytes. */
  readonly indexes: Uint32Array<ArrayBuffer>;
  readonly salts: Bytes;
}

/** What can be moved of it. */
export function buffersOf({ leaves, claimLines, indexes, salts }: PackedCommits): readonly ArrayBuffer[] {
  return [leaves.buffer, claimLines.buffer, indexes.buffer, salts.buffer];
}

/**
 * The commits again. Their lines were read by `parseClaimLine` and their ids compared where they were packed; here only the closed schema of each statement
 * is asked once more.
 *
 * Cost    about 5 µs a claim.
 */
export function unpackCommits({ heads, leaves, claimLines, indexes, salts }: PackedCommits): readonly Commit[] {
  const lines = bytesToLines(claimLines);
  let [leaf, at] = [0, 0];
  return heads.map(({ id, header, signature, readable }) => {
    const claimIds: ClaimId[] = [];
    for (const end = leaf + header.count; leaf < end; leaf++) claimIds.push(knownId(bytesToHex(leaves.subarray(32 * leaf, 32 * (leaf + 1)))));
    const claims: Claim[] = [];
    for (const end = at + readable; at < end; at++) {
      const [text, index] = [lines.next().value, indexes[at] ?? 0];
      const line = typeof text === "string" ? lineOfClaim(text, index) : "null";
      const [claimId, statement] = [claimIds[index], readStatement(JSON.parse(line) as Json)];
      invariant(claimId !== undefined && statement !== null, "a packed claim was sound");
      claims.push({ id: claimId, index, salt: salts.subarray(saltBytes * at, saltBytes * (at + 1)), line, statement });
    }
    return { id, header, signature, claimIds, claims, saltKey: null };
  });
}
