import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { saltBytes } from "../ledger/claim.ts";
import { readStatement } from "../ledger/line.ts";
import type { Claim, Commit } from "../ledger/model.ts";
import type { Json } from "../kernel/canonical.ts";

/**
 * A commit that was read and verified, as it crosses threads: the lines of its claims in one text instead of an object for each. A copy of a hundred
 * thousand statements costs more than to read them again out of lines that are known to be sound.
 */
export interface PackedCommit extends Pick<Commit, "id" | "header" | "signature" | "claimIds"> {
  readonly indexes: Uint32Array<ArrayBuffer>;
  /** 16 bytes each. */
  readonly salts: Bytes;
  /** Each ended by a line feed: a line holds none. */
  readonly lines: string;
}

/** Packs a commit whose claims were read from their lines a moment ago. */
export function packCommit({ id, header, signature, claimIds, claims }: Commit): PackedCommit {
  const salts = new Uint8Array(saltBytes * claims.length);
  for (const [i, { salt }] of claims.entries()) salts.set(salt, saltBytes * i);
  const indexes = Uint32Array.from(claims, ({ index }) => index);
  return { id, header, signature, claimIds, indexes, salts, lines: claims.map(({ line }) => `${line}\n`).join("") };
}

/**
 * The commit again. Its lines were read by `parseLine` and its ids compared where it was packed; here only the closed schema is asked once more.
 *
 * Cost    about 4 µs a claim.
 */
export function unpackCommit({ id, header, signature, claimIds, indexes, salts, lines }: PackedCommit): Commit {
  const claims: Claim[] = [];
  let at = 0;
  for (const [i, index] of indexes.entries()) {
    const end = lines.indexOf("\n", at);
    const line = lines.slice(at, end);
    at = end + 1;
    const [claimId, statement] = [claimIds[index], readStatement(JSON.parse(line) as Json)];
    invariant(claimId !== undefined && statement !== null, "a packed claim was sound");
    claims.push({ id: claimId, index, salt: salts.subarray(saltBytes * i, saltBytes * (i + 1)), line, statement });
  }
  return { id, header, signature, claimIds, claims, saltKey: null };
}
