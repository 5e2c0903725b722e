import { createSHA256, type IHasher } from "hash-wasm";
import { type Bytes, bytesToHex, freeBytes } from "../kernel/bytes.ts";

/**
 * SHA-256 (FIPS 180-4) in WebAssembly, ready when this module has loaded: one instance, called at once, never re-entered.
 * About 0.7 M short inputs a second here; five times WebCrypto for short inputs.
 */
const engine = await createSHA256();

/** 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  engine.init();
  for (const part of parts) engine.update(part);
  return engine.digest("binary") as Bytes;
}

export function sha256Hex(...parts: readonly Uint8Array[]): string {
  return bytesToHex(sha256(...parts));
}

/** SHA-256 by the platform, beside what this thread does: for a megabyte at a time. For short inputs `sha256Hex` is quicker. */
export async function digestHex(bytes: Bytes): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Hashes a file as its pieces arrive. Each has an instance of its own, so several may run at once. */
export interface StreamHash {
  update(piece: Uint8Array): void;
  /** 64 hex digits; the hash is finished then. */
  finish(): string;
}

export type StartStreamHash = () => Promise<StreamHash>;

export async function startHash(): Promise<StreamHash> {
  const own: IHasher = await createSHA256();
  own.init();
  return { update: (piece) => void own.update(piece), finish: () => own.digest("hex") };
}

/** Hashes the pieces of one file in order, here or in another thread. A piece that is taken is not to be used any more: it may be empty. */
export interface PieceHash {
  /** Resolves when the piece is hashed. The next may be given before: they are taken in the order they are given. */
  take(piece: Bytes): Promise<void>;
  /** 64 hex digits. */
  finish(): Promise<string>;
}
export type StartPieceHash = () => Promise<PieceHash>;

/** In this thread. */
export async function hashHere(): Promise<PieceHash> {
  const hash = await startHash();
  return {
    take: async (piece) => {
      hash.update(piece);
      freeBytes(piece);
    },
    finish: async () => hash.finish(),
  };
}

/** Bytes SHA-256 takes in one step. */
const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, for many messages, on the engine above: an instance of its own for each key would cost more than a small commit
 * has time for. Gives 32 bytes a call.
 */
export function createKeyedHash(key: Bytes): (message: Uint8Array) => Bytes {
  const padded = new Uint8Array(blockBytes);
  padded.set(key.length > blockBytes ? sha256(key) : key);
  const [inner, outer] = [padded.map((byte) => byte ^ 0x36), padded.map((byte) => byte ^ 0x5c)];
  return (message) => sha256(outer, sha256(inner, message));
}
