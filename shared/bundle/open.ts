import { typedPassphrase } from "./copy-passphrase.ts";
import type { AgeSecret } from "../crypto/age-header.ts";
import { ageRecipientOf } from "../crypto/age-keys.ts";
import { type AgeFile, openAge } from "../crypto/age-stream.ts";
import type { StartPieceCipher } from "../crypto/piece-cipher.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type BagPort, bagPort, readBagBehind } from "./bag-port.ts";
import { type JudgeInput, judgeBundle } from "./judge.ts";
import type { LastBundle } from "./judge-sequence.ts";
import type { BundledFile, BundleError, OpenedBundle } from "./model.ts";
import { largestBag } from "./names.ts";
import { isBucketSize } from "./padme.ts";
import type { BagContents } from "./read-bag.ts";

/** Room for the header and the tags of all pieces around the largest archive. */
const largestFile = largestBag + largestBag / 1024;

/** The plain archive of a bundle, as far as it is asked for. It stays beside the keys. */
export type PlainArchive = AgeFile;

/** What a bundle holds, sound in itself, and the archive its files are read from. */
export interface BundleContents {
  readonly contents: BagContents;
  readonly archive: PlainArchive;
}

/** What a bundle is read with. */
export interface ReadPorts {
  /** Reads the bag where no key lives; right here when left out. */
  readonly port?: BagPort | undefined;
  /** By WebCrypto when left out. */
  readonly startCipher?: StartPieceCipher;
  /** Bytes of the archive read so far, and all of them. */
  onProgress?(done: number, total: number): void;
}

/**
 * Opens a bundle: decrypts it beside the keys, and nothing else is done there with its bytes; they are read and checked behind `port`. A passphrase may be
 * given as a person types it (`typedPassphrase`).
 *
 * Fails   `too-large`, `not-a-bundle`, `not-for-us`, `mixed-recipients` (sealed to post-quantum keys and to others at once: its seal is not what it looks),
 *         `needs-passphrase`, `wrong-passphrase`, `cut-off`, `damaged` (`where`: "header", "piece <n>", "after-end"), and as `readBag`: then nothing of it was believed.
 */
export async function readBundle(
  secret: AgeSecret,
  file: Blob,
  { port = bagPort, startCipher, onProgress = () => undefined }: ReadPorts = {},
): Promise<Result<BundleContents, BundleError>> {
  if (file.size > largestFile) return fail("too-large");
  const archive = await openAge(asSealed(secret), file, isBucketSize, startCipher);
  if (!archive.ok) return archive;
  const { sizeBytes, sealedAs } = archive.value;
  if (sealedAs === "mixed") return fail("mixed-recipients");
  if (sizeBytes > largestBag) return fail("too-large");
  const contents = await readBagBehind(port, archive.value.pieces(), (done) => onProgress(done, sizeBytes));
  return contents.ok ? succeed({ contents: contents.value, archive: archive.value }) : contents;
}

function asSealed(secret: AgeSecret): AgeSecret {
  return typeof secret === "object" && "passphrase" in secret ? { passphrase: typedPassphrase(secret.passphrase) } : secret;
}

/** A file of a bundle that was read before, in pieces of a few megabytes. Each is authentic; its hash was checked, and is checked again where it is kept. */
export async function* streamBundledFile(
  archive: PlainArchive,
  { at, sizeBytes }: BundledFile,
): AsyncGenerator<Result<Bytes, BundleError>, void, void> {
  const step = 4 * 2 ** 20;
  for (let from = 0; from < sizeBytes; from += step) {
    const piece = await archive.read(at + from, at + Math.min(sizeBytes, from + step));
    yield piece;
    if (!piece.ok) return;
  }
}

/** A bundle that was opened and judged, with the archive its files are read from when it is accepted. */
export interface HeldBundle extends OpenedBundle {
  readonly archive: PlainArchive;
}

export interface OpenDeps extends Omit<JudgeInput, "ownRecipients" | "sealedAs"> {
  /** "AGE-SECRET-KEY-1…" and "AGE-SECRET-KEY-PQ-1…", or a passphrase. */
  readonly secret: AgeSecret;
  readonly port?: BagPort;
}

/**
 * Opens a `.dalel` file: decrypts, reads, checks and judges it. Merges nothing.
 *
 * Fails   as `readBundle`. What it means to us is in the report of what it gives.
 */
export async function openBundle(deps: OpenDeps, file: Blob): Promise<Result<HeldBundle, BundleError>> {
  const read = await readBundle(deps.secret, file, { port: deps.port });
  if (!read.ok) return read;
  const { own, partners, now, revocations = [] } = deps;
  const ownRecipients = await recipientsOf(deps.secret);
  const lastBundle = (exchange: string): LastBundle | null => deps.lastBundle(exchange);
  const judged = judgeBundle(
    { ownRecipients, sealedAs: read.value.archive.sealedAs, own, partners, revocations, now, lastBundle, hasCommit: (id) => deps.hasCommit(id) },
    read.value.contents,
  );
  return succeed({ ...judged, archive: read.value.archive });
}

/** A file of a bundle, to be kept where it is read from. */
export function sourceOfBundled(
  archive: PlainArchive,
  { at, sizeBytes }: BundledFile,
): { readonly size: number; read(from: number, until: number): Promise<Bytes | null> } {
  return {
    size: sizeBytes,
    read: async (from, until) => {
      const part = await archive.read(at + from, at + until);
      return part.ok ? part.value : null;
    },
  };
}

/** What the secret's keys are addressed by; none for a passphrase. */
export async function recipientsOf(secret: AgeSecret): Promise<readonly string[]> {
  if (typeof secret === "object" && "passphrase" in secret) return [];
  return Promise.all((typeof secret === "string" ? [secret] : secret).map((identity) => ageRecipientOf(identity)));
}
