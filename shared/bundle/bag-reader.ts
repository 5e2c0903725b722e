import { sha256Hex, type StartStreamHash, type StreamHash } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Failure } from "../kernel/result.ts";
import type { BundleError, BundleStatement } from "./model.ts";
import { bagFolder, isEvidence, isPayloadName, largestBag, largestTag, mostFiles, mostOtherPayload, tagNamesOf } from "./names.ts";
import { firstWrongTag } from "./bag-tags.ts";
import { bucketSize } from "./padme.ts";
import { parseStatement } from "./statement.ts";
import { tarBlockBytes, type TarHeader, TarReader } from "./ustar.ts";

/** The parts of a bag whose archive, statement, signatures, manifests and hashes held. Evidence is not among the files held: it is known where it lies. */
export interface BagParts {
  readonly statement: BundleStatement;
  readonly statementHash: string;
  /** Payload but for evidence, by path. */
  readonly held: ReadonlyMap<string, Bytes>;
  /** Where each evidence file begins in the plain archive, by path. */
  readonly places: ReadonlyMap<string, number>;
}

type Problem = BundleError | Failure<"bad-archive">;
/** The file that is being read: kept in memory, or only hashed. */
type Entry = { readonly path: string; readonly content: Bytes; used: number } | { readonly path: string; readonly hash: StreamHash };

/**
 * Reads the plain archive of a bundle as its bytes come, and checks each part before it takes memory for the next: names and order against the whitelist,
 * the statement and its signatures, then every payload file against the size and hash they sign. Needs no key and trusts nothing.
 *
 * Takes   the bytes in order, in pieces of any size; each is done with when `feed` resolves.
 * Cost    holds what is no evidence, and a block; evidence is only hashed.
 * Source  assets/docs/format/bundle.md §6
 */
export class BagReader {
  readonly #startHash: StartStreamHash;
  readonly #tar: TarReader<Problem>;
  readonly #tags = new Map<string, Bytes>();
  readonly #held = new Map<string, Bytes>();
  readonly #places = new Map<string, number>();
  #statement: BundleStatement | null = null;
  #entry: Entry | null = null;
  #count = 0;
  #bytes = 0;
  #problem: Problem | null = null;

  constructor(startHash: StartStreamHash) {
    this.#startHash = startHash;
    this.#tar = new TarReader(
      { begin: (header) => this.#begin(header), take: (piece) => this.#take(piece), end: () => this.#end() },
      mostFiles + mostOtherPayload + tagNamesOf(true).length,
    );
  }

  /** The first problem, or null to go on. After a problem every further answer is that one. */
  async feed(bytes: Bytes): Promise<BundleError | null> {
    this.#bytes += bytes.length;
    if (this.#bytes > largestBag) this.#problem ??= { kind: "too-large" };
    this.#problem ??= await this.#tar.feed(bytes);
    return this.#problem;
  }

  /** After the last byte: everything, or the problem. */
  finish(): BagParts | BundleError {
    this.#problem ??= this.#tar.finish();
    if (this.#problem !== null) return this.#problem;
    if (this.#bytes !== bucketSize(this.#tar.contentBytes + 2 * tarBlockBytes)) return { kind: "bad-archive", where: "end" };
    const statement = this.#statement;
    const tags = tagNamesOf(statement?.cosigner != null).length;
    if (statement === null || this.#count < tags) return { kind: "bad-archive", where: `entry ${this.#count + 1}` };
    const missing = statement.payload[this.#count - tags];
    if (missing !== undefined) return { kind: "bad-manifest", where: missing.path };
    return { statement, statementHash: sha256Hex(this.#tag("statement.json")), held: this.#held, places: this.#places };
  }

  async #begin({ name, sizeBytes, at }: TarHeader): Promise<Problem | null> {
    const number = this.#count++;
    const misnamed: Problem = { kind: "bad-archive", where: `entry ${number + 1}` };
    if (!name.startsWith(bagFolder)) return misnamed;
    const path = name.slice(bagFolder.length);
    const tags = tagNamesOf(this.#statement?.cosigner != null);
    if (number < tags.length) {
      if (path !== tags[number]) return misnamed;
      if (sizeBytes > largestTag) return { kind: "too-large", where: path };
      this.#entry = { path, content: new Uint8Array(sizeBytes), used: 0 };
      return null;
    }
    if (!isPayloadName(path)) return misnamed;
    const signed = this.#statement?.payload[number - tags.length];
    // The size that is signed is the only one there is memory for.
    if (signed?.path !== path || signed.sizeBytes !== sizeBytes) return { kind: "bad-manifest", where: path };
    if (isEvidence(path)) this.#places.set(path, at);
    this.#entry = isEvidence(path) ? { path, hash: await this.#startHash() } : { path, content: new Uint8Array(sizeBytes), used: 0 };
    return null;
  }

  #take(piece: Bytes): void {
    const entry = this.#entry;
    invariant(entry !== null, "content comes after its header");
    if ("hash" in entry) return entry.hash.update(piece);
    entry.content.set(piece, entry.used);
    entry.used += piece.length;
  }

  async #end(): Promise<Problem | null> {
    const entry = this.#entry;
    invariant(entry !== null, "a file that ends has begun");
    this.#entry = null;
    const tags = tagNamesOf(this.#statement?.cosigner != null);
    if (this.#count <= tags.length && "content" in entry) return this.#endTag(entry.path, entry.content);
    const hash = "hash" in entry ? entry.hash.finish() : sha256Hex(entry.content);
    if (hash !== this.#statement?.payload[this.#count - 1 - tags.length]?.sha256) return { kind: "bad-manifest", where: entry.path };
    if ("content" in entry) this.#held.set(entry.path, entry.content);
    return null;
  }

  async #endTag(path: string, content: Bytes): Promise<Problem | null> {
    this.#tags.set(path, content);
    if (path === "statement.json") {
      const statement = parseStatement(content);
      if (!statement.ok) return { ...statement.error, where: statement.error.where ?? path };
      this.#statement = statement.value;
    }
    const isLast = path === "tagmanifest-sha256.txt";
    return isLast && this.#statement !== null ? firstWrongTag(this.#tags, this.#statement, this.#tag("statement.json")) : null;
  }

  #tag(name: string): Bytes {
    return this.#tags.get(name) ?? new Uint8Array(0);
  }
}
