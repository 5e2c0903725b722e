import { ageRecipientOf } from "../crypto/age-keys.ts";
import { decryptAll } from "../crypto/age-stream.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type JudgeInput, judgeBundle } from "./judge.ts";
import type { LastBundle } from "./judge-sequence.ts";
import type { BundleError, OpenedBundle } from "./model.ts";
import { largestBag } from "./names.ts";
import { isBucketSize } from "./padme.ts";
import { type BagContents, readBag } from "./read-bag.ts";

/** Room for the header and the tags of all pieces around the largest archive. */
const largestFile = largestBag + largestBag / 1024;

export interface OpenDeps extends Omit<JudgeInput, "ownRecipient"> {
  /** "AGE-SECRET-KEY-1…". */
  readonly ageIdentity: string;
  /** Reads the plain archive; the window gives it to a thread without keys. `readBag` itself when left out. */
  readonly readBag?: (archive: Bytes) => Promise<Result<BagContents, BundleError>>;
}

/**
 * Decrypts a bundle: beside the keys, and nothing else is done there with its bytes.
 *
 * Gives   the plain archive for `readBag`, whole and authentic.
 * Fails   `too-large`, `not-a-bundle`, `not-for-us`, `cut-off`, `damaged` (`where`: "header", "piece <n>", "after-end").
 */
export async function decryptBundle(ageIdentity: string, file: Blob): Promise<Result<Bytes, BundleError>> {
  return file.size > largestFile ? fail("too-large") : decryptAll(ageIdentity, file, isBucketSize);
}

/**
 * Opens a `.dalel` file: decrypts, reads, checks and judges it. Merges nothing.
 *
 * Fails   as `decryptBundle` and `readBag`: then nothing of it was believed. What it means to us is in the report of what it gives.
 */
export async function openBundle(deps: OpenDeps, file: Blob): Promise<Result<OpenedBundle, BundleError>> {
  const archive = await decryptBundle(deps.ageIdentity, file);
  if (!archive.ok) return archive;
  const contents = await (deps.readBag ?? readBag)(archive.value);
  if (!contents.ok) return contents;
  const { own, partners, now } = deps;
  const ownRecipient = await ageRecipientOf(deps.ageIdentity);
  const lastBundle = (exchange: string): LastBundle | null => deps.lastBundle(exchange);
  return succeed(judgeBundle({ ownRecipient, own, partners, now, lastBundle, hasCommit: (id) => deps.hasCommit(id) }, contents.value));
}
