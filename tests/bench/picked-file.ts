import type { MadeTable } from "./intake/made-tables.ts";

declare global {
  interface Window {
    /** Puts a file of random bytes of this size into the page's file field. */
    giveFile?: (sizeBytes: number) => Promise<void>;
    /** Puts a table of so many rows into it, other ones for another seed. */
    giveTable?: (kind: MadeTable, rows: number, seed: number) => Promise<void>;
    /** Runs `sha256sum` on the same file: how long it took, ms, and what it says. */
    sha256sum?: () => Promise<{ readonly ms: number; readonly sha256: string }>;
  }
}

/** A file of random bytes as a person picks it. */
export const pickedFile = (sizeBytes: number): Promise<File> => picked(async () => window.giveFile?.(sizeBytes));

/** A table as a person picks it. */
export const pickedTable = (kind: MadeTable, rows: number, seed: number): Promise<File> => picked(async () => window.giveTable?.(kind, rows, seed));

async function picked(give: () => Promise<void>): Promise<File> {
  document.querySelector("#bench-file")?.remove();
  const field = document.createElement("input");
  [field.type, field.id] = ["file", "bench-file"];
  document.body.append(field);
  await give();
  const file = field.files?.[0];
  if (file === undefined) throw new Error("a file was given");
  return file;
}

export const memory = async (): Promise<{ readonly nowMb: number; readonly peakMb: number }> =>
  (await window.processMemory?.()) ?? { nowMb: Number.NaN, peakMb: Number.NaN };

export const rate = (bytes: number, ms: number): string => `${(bytes / 1e6 / (ms / 1000)).toFixed(0)} MB/s`;
