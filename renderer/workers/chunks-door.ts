import { type Channel, connectDoor } from "../../shared/host/rpc.ts";
import { type Bytes, freeBytes } from "../../shared/kernel/bytes.ts";
import { type Result, succeed } from "../../shared/kernel/result.ts";
import type { BoxStore, Chunk, StorageError } from "../../shared/vault/model.ts";
import { type ChunkFiles, openChunkFiles } from "../storage/chunk-files.ts";

/** What the thread of chunk files is asked: the store's own calls, each for the vault of a database name. */
export interface ChunksDoor {
  putChunks(asked: {
    readonly vault: string;
    readonly chunks: readonly Chunk[];
    readonly transfer: readonly ArrayBuffer[];
  }): Promise<Result<void, StorageError>>;
  /** The chunk is moved to who asked: copied, its bytes would lie here until a collection, which has no reason to come. */
  readChunk(asked: { readonly vault: string; readonly name: string }): Promise<Result<MovedChunk | null, StorageError>>;
  dropChunks(asked: { readonly vault: string; readonly names: readonly string[] }): Promise<Result<void, StorageError>>;
  chunkNames(asked: { readonly vault: string }): ReturnType<BoxStore["chunkNames"]>;
  room(asked: { readonly vault: string; readonly forBytes: number }): ReturnType<BoxStore["room"]>;
}

export interface MovedChunk {
  readonly bytes: Bytes;
  readonly transfer: readonly ArrayBuffer[];
}

const partsOf = (chunks: readonly Chunk[]): readonly Bytes[] => chunks.flatMap(({ sealed }) => sealed);

/** Answers right here, in a worker: writing and flushing block this thread, and no other. */
export const chunksDoor: ChunksDoor = {
  putChunks: async ({ vault, chunks }) => {
    const put = await openChunkFiles(vault).putChunks(chunks);
    // They were moved here, and nobody else has them.
    for (const part of partsOf(chunks)) freeBytes(part);
    return put;
  },
  readChunk: async ({ vault, name }) => {
    const read = await openChunkFiles(vault).readChunk(name);
    if (!read.ok) return read;
    return succeed(read.value === null ? null : { bytes: read.value, transfer: [read.value.buffer] });
  },
  dropChunks: ({ vault, names }) => openChunkFiles(vault).dropChunks(names),
  chunkNames: ({ vault }) => openChunkFiles(vault).chunkNames(),
  room: ({ vault, forBytes }) => openChunkFiles(vault).room(forBytes),
};

/** The chunk files of a vault, asked of the thread behind a channel. Chunks that are put are moved there, not copied: they are empty here afterwards. */
export function connectChunks(channel: Channel, vault: string): ChunkFiles {
  const door = connectDoor<ChunksDoor>(channel);
  return {
    putChunks: (chunks) => door.putChunks({ vault, chunks, transfer: partsOf(chunks).map(({ buffer }) => buffer) }),
    readChunk: async (name) => {
      const read = await door.readChunk({ vault, name });
      return read.ok ? succeed(read.value?.bytes ?? null) : read;
    },
    dropChunks: (names) => door.dropChunks({ vault, names }),
    chunkNames: () => door.chunkNames({ vault }),
    room: (forBytes) => door.room({ vault, forBytes }),
  };
}
