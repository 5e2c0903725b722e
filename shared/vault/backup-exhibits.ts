import { openSealed } from "../crypto/seal.ts";
import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { ReadRecord } from "./backup-read.ts";
import { viewStore } from "./backup-runs.ts";
import { chunkKeyOf, chunkPlace, type ExhibitDeps, type ExhibitIndex, isInSlots, placesOf, readIndex } from "./exhibit-index.ts";
import type { BackupError, Slot, StorageError } from "./model.ts";

/** A file that is coming: its index as it is sealed, and which of its chunks are here. */
interface Coming {
  readonly sha256: FileHash;
  readonly slot: Slot;
  readonly index: ExhibitIndex;
  readonly key: CryptoKey;
  here: number;
}

/**
 * Takes exhibits out of a backup of this vault: each chunk that opens goes to its place as it comes; the indexes follow when the whole file was read, of
 * those files that have all their chunks. What was there of them before is replaced. Cut off anywhere, no index names what is not there; chunks that
 * came are then nobody's, until the same file is brought again.
 *
 * Takes   the records of the file (`readRecords`).
 * Gives   the files that came. Whether their content is theirs, `checkFile` says. Those of the first format do not come.
 * Fails   as reading a backup does; storage errors.
 * Cost    one pass over the backup; a chunk held at a time.
 */
export async function bringExhibits(
  deps: ExhibitDeps,
  records: AsyncIterable<Result<ReadRecord, BackupError>>,
  wanted: readonly FileHash[],
): Promise<Result<readonly FileHash[], BackupError>> {
  const names = new Map(wanted.map((sha256) => [deps.nameOf("file", sha256), sha256]));
  const coming: Coming[] = [];
  const places = new Map<string, { readonly file: Coming; readonly i: number }>();
  for await (const read of records) {
    if (!read.ok) return read;
    const record = read.value;
    if (record.kind === "slot") {
      const sha256 = names.get(record.name);
      const file = sha256 === undefined ? null : await comingOf(deps, sha256, record);
      if (file !== null) coming.push(file);
      for (let i = 0; i < (file?.index.chunks ?? 0) && file !== null; i++) places.set(chunkPlace(deps, file.index, i).name, { file, i });
    } else if (record.kind === "chunk") {
      const place = places.get(record.name);
      const kept = place === undefined ? succeed(undefined) : await keepChunk(deps, place.file, place.i, record.sealed);
      if (!kept.ok) return kept;
    } else if (record.kind === "contents") return putIndexes(deps, coming);
  }
  return fail("backup-damaged", "end");
}

async function comingOf(deps: ExhibitDeps, sha256: FileHash, slot: Slot): Promise<Coming | null> {
  const index = await readIndex({ ...deps, store: viewStore({ readSlot: async () => succeed(slot.sealed) }) }, sha256);
  if (!index.ok || isInSlots(index.value.id)) return null;
  return { sha256, slot, index: index.value, key: await chunkKeyOf(deps, index.value), here: 0 };
}

/** One that does not open was damaged when the backup was made: what lies here may be better. */
async function keepChunk(deps: ExhibitDeps, file: Coming, i: number, sealed: Bytes): Promise<Result<void, StorageError>> {
  const { name, purpose } = chunkPlace(deps, file.index, i);
  if ((await openSealed(file.key, purpose, sealed)) === null) return succeed(undefined);
  const put = await deps.store.putChunks([{ name, sealed: [sealed.slice()] }]);
  if (put.ok) file.here += 1;
  return put;
}

async function putIndexes(deps: ExhibitDeps, coming: readonly Coming[]): Promise<Result<readonly FileHash[], BackupError>> {
  const whole = coming.filter(({ here, index }) => here === index.chunks);
  for (const { sha256, slot, index } of whole) {
    const before = await readIndex(deps, sha256);
    const put = await deps.store.putSlots([{ name: slot.name, sealed: slot.sealed }]);
    if (!put.ok) return put;
    // The chunks it had before are nobody's now.
    if (before.ok && before.value.id !== index.id) await deps.store.dropChunks(placesOf(deps.nameOf, { sha256, ...before.value }).chunks);
  }
  return succeed(whole.map(({ sha256 }) => sha256));
}
