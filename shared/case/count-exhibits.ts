import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { OpenVault } from "../vault/model.ts";
import type { CaseEntry } from "./door.ts";
import { textOf } from "./datasets.ts";
import type { OpenCase } from "./open-case.ts";

/** Exhibits of a case, the bytes of those whose files lie here, and how many of them are known by their hash alone. */
export type ExhibitCount = { readonly [Key in "exhibits" | "exhibitBytes" | "absentExhibits"]: NonNullable<CaseEntry[Key]> };

interface Known {
  readonly exhibits: number;
  /** Bytes of the files that lie here. */
  readonly here: Map<FileHash, number>;
  readonly absent: Set<FileHash>;
  /** `filesKept` of the vault when it was asked. */
  readonly asked: number;
}
const counted = new WeakMap<OpenCase, Known>();

/**
 * Counts the exhibits of a case. A file that came by its hash alone takes no room, whatever size was said of it; one that is damaged still lies here.
 *
 * Takes   `exhibits`: how many rows are exhibits. Only when that changed are all rows gone through: O(things), without building those of other types.
 * Cost    one small read for each file that is not known to lie here, and that only when a file was kept since.
 */
export async function countExhibits(vault: OpenVault, open: OpenCase, exhibits: number): Promise<ExhibitCount> {
  const before = counted.get(open);
  const isSame = before !== undefined && before.exhibits === exhibits;
  if (isSame && (before.asked === vault.filesKept || before.absent.size === 0)) return told(before);
  const now: Known = { exhibits, here: new Map(), absent: new Set(), asked: vault.filesKept };
  const files = isSame ? [...before.here.keys(), ...before.absent] : [...filesOf(open, exhibits)];
  for (const file of files) {
    const known = before?.here.get(file);
    const bytes = known ?? (await bytesHere(vault, file));
    if (bytes === null) now.absent.add(file);
    else now.here.set(file, bytes);
  }
  counted.set(open, now);
  return told(now);
}

function told({ exhibits, here, absent }: Known): ExhibitCount {
  return { exhibits, exhibitBytes: [...here.values()].reduce((sum, bytes) => sum + bytes, 0), absentExhibits: absent.size };
}

function filesOf(open: OpenCase, exhibits: number): ReadonlySet<FileHash> {
  const rows = exhibits === 0 ? [] : open.fold.rows.ofTypes(new Set(["exhibit"]));
  return new Set([...rows].flatMap((row) => parseFileHash(textOf(row, "fileHash")) ?? []));
}

/** Null = it never came, or is lost. What cannot be read whole takes room all the same; how much, its damaged index no longer tells. */
async function bytesHere(vault: OpenVault, file: FileHash): Promise<number | null> {
  const shape = await vault.fileShape(file);
  if (shape.ok) return shape.value?.sizeBytes ?? null;
  return shape.error.kind === "box-missing" ? null : 0;
}
