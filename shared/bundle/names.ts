import type { FileHash } from "../kernel/brand.ts";

/** The top folder of the archive. */
export const bagFolder = "bundle/";

/** Tag files in archive order, before the payload. */
export const tagNames = [
  "bagit.txt",
  "bag-info.txt",
  "statement.json",
  "statement.jws",
  "statement.json.sig",
  "manifest-sha256.txt",
  "tagmanifest-sha256.txt",
] as const;
export type TagName = (typeof tagNames)[number];

/** Payload files every bundle has, in archive order; evidence follows, by hash. */
export const payloadNames = ["data/commits.jsonl", "data/leaves.bin", "data/claims.jsonl", "data/files.jsonl", "data/sender.dalel-id"] as const;
export type PayloadName = (typeof payloadNames)[number];

/** What the signatures of the statement are for (SSHSIG namespace). */
export const signatureNamespace = "dalel.bundle";

/** Bytes of a bundle's archive, at most: it is held in memory where it is read. */
export const largestBag = 1024 * 1024 * 1024;
/** Files in a bundle, at most. */
export const mostFiles = 10_000;
/** Claim ids of all commits together, at most. */
export const mostClaims = 4_000_000;

const endings: Readonly<Record<string, string>> = {
  "application/json": "json",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/zip": "zip",
  "image/jpeg": "jpg",
  "image/png": "png",
  "text/csv": "csv",
  "text/html": "html",
  "text/plain": "txt",
};

export const evidenceFolder = "data/evidence/";

/** The archive name of an exhibit: its hash, and an ending by media type alone. Its own name is signed data, never a path. */
export function evidenceName(sha256: FileHash, mediaType: string): string {
  return `${evidenceFolder}${sha256}.${endings[mediaType.split(";")[0]?.trim().toLowerCase() ?? ""] ?? "bin"}`;
}

/** Whether a payload path is one version 1 may have: a fixed name, or evidence by hash. */
export function isPayloadName(path: string): boolean {
  return payloadNames.some((name) => name === path) || /^data\/evidence\/[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(path);
}
