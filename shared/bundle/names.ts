import type { FileHash } from "../kernel/brand.ts";

/** The top folder of the archive. */
export const bagFolder = "bundle/";

/** Tag files in archive order, before the payload; `cosigner.sig` only where a second officer signed. */
export const tagNames = [
  "bagit.txt",
  "bag-info.txt",
  "statement.json",
  "statement.jws",
  "statement.json.sig",
  "manifest-sha256.txt",
  "tagmanifest-sha256.txt",
] as const;
export const cosignerTag = "cosigner.sig";

/** The tag files of a bundle. */
export function tagNamesOf(hasCosigner: boolean): readonly string[] {
  return hasCosigner ? tagNames.flatMap((name) => (name === "statement.json.sig" ? [name, cosignerTag] : [name])) : tagNames;
}

/** Payload files every bundle has, in archive order. */
export const payloadNames = ["data/commits.jsonl", "data/leaves.bin", "data/claims.jsonl", "data/files.jsonl", "data/sender.dalel-id"] as const;
export type PayloadName = (typeof payloadNames)[number];
/** Payload files some bundles of format 2 have, behind those, in this order; then evidence, by hash. */
export const noticesName = "data/notices.jsonl";
export const chartName = (number: number): string => `data/charts/${number}.json`;
export const interopNames = ["data/interop/case.jsonld", "data/interop/ftm.ndjson", "data/interop/stix.json"] as const;
export type InteropName = (typeof interopNames)[number];

/** What the signatures of the statement are for (SSHSIG namespace). */
export const signatureNamespace = "dalel.bundle";

/** Bytes of a bundle's archive, at most. It is read and written in a stream. */
export const largestBag = 64 * 2 ** 30;
/** Bytes of one exhibit, at most: what a vault keeps. */
export const largestEvidence = 4 * 2 ** 30;
/** Bytes of everything else together, at most: it is held in memory where it is read. */
export const largestHeld = 2 ** 30;
/** Bytes of one tag file, at most: a statement of the most files has under two million. */
export const largestTag = 4 * 2 ** 20;
/** Exhibits in a bundle, at most. */
export const mostFiles = 10_000;
/** Charts in a bundle, at most. */
export const mostCharts = 100;
/** Payload files besides exhibits, at most. */
export const mostOtherPayload = payloadNames.length + 1 + mostCharts + interopNames.length;
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
  const kind = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  // A media type is somebody's text: it may be called like what every object has.
  return `${evidenceFolder}${sha256}.${Object.hasOwn(endings, kind) ? endings[kind] : "bin"}`;
}

const evidencePattern = /^data\/evidence\/[0-9a-f]{64}\.[a-z0-9]{1,8}$/;
const chartPattern = /^data\/charts\/[1-9][0-9]{0,2}\.json$/;

export function isEvidence(path: string): boolean {
  return evidencePattern.test(path);
}
export function isChart(path: string): boolean {
  return chartPattern.test(path);
}

/** Whether a payload path is one a bundle may have. */
export function isPayloadName(path: string): boolean {
  const fixed: readonly string[] = [...payloadNames, noticesName, ...interopNames];
  return fixed.includes(path) || isChart(path) || isEvidence(path);
}

/** Whether payload files, each of an allowed name, stand in the one order: fixed ones, those that may be missing, charts counted from 1, evidence by hash. */
export function isPayloadOrder(paths: readonly string[]): boolean {
  const charts = paths.filter(isChart);
  const has = (path: string): readonly string[] => (paths.includes(path) ? [path] : []);
  const expected = [
    ...payloadNames,
    ...has(noticesName),
    ...charts.map((_, i) => chartName(i + 1)),
    ...interopNames.flatMap(has),
    ...new Set(paths.filter(isEvidence).sort()),
  ];
  return charts.length <= mostCharts && expected.length === paths.length && expected.every((path, i) => path === paths[i]);
}
