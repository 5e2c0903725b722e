import { tarBlockBytes } from "./ustar.ts";

/**
 * The size a plain archive is filled up to with zeros, so that the encrypted file tells little of its content: Padmé, in whole tar blocks.
 * At most 12% more; about 20 sizes for each doubling at a megabyte.
 * Source  Nikitin et al., Reducing Metadata Leakage from Encrypted Files and Communication with PURBs (2019), §4
 */
export function bucketSize(bytes: number): number {
  if (bytes <= tarBlockBytes) return tarBlockBytes;
  const exponent = Math.floor(Math.log2(bytes));
  const bitsOfExponent = Math.floor(Math.log2(exponent)) + 1;
  const unit = Math.max(tarBlockBytes, 2 ** (exponent - bitsOfExponent));
  return Math.ceil(bytes / unit) * unit;
}

/** Whether a plain archive may have this size. */
export function isBucketSize(bytes: number): boolean {
  return bytes > 0 && bucketSize(bytes) === bytes;
}
