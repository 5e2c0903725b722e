import { recordFlags } from "../ledger/claim-record.ts";
import type { Fact } from "./model.ts";

/**
 * Rows as bytes, to cross from one thread to another by moving one buffer: copying them as objects blocks both threads and fills the reader's heap
 * (measured: assets/docs/decisions/0026). Read by `packed-row.ts`. It may change with every version: what is stored of it names its form (`stored-rows.ts`).
 */
export interface RowPack {
  /** Texts that occur again and again: types, properties, agencies, who said it when, files. */
  readonly words: readonly string[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each row begins: with its id. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Where the id of each row that is no more begins. */
  readonly dropped: Uint32Array<ArrayBuffer>;
}

export const rowFlags = { isLink: 1, isDisputed: 2, hasEnds: 4, hasRest: 8 } as const;
/** What a fact has; the first three as in the records of a commit, out of which it may be copied. */
export const factFlags = {
  during: recordFlags.during,
  source: recordFlags.source,
  time: recordFlags.time,
  otherSubject: 16,
  disputed: 32,
  corroborated: 64,
} as const;

/** Who said it, when, how sure and how guarded: the same for the most part of a commit. */
export type Saying = Pick<Fact, "grade" | "handling" | "nationalMark" | "note" | "author" | "agency" | "commit" | "clock" | "saidAt">;

/** The buffers of a pack: what is moved instead of copied. */
export function buffersOf({ bytes, starts, dropped }: RowPack): readonly ArrayBuffer[] {
  return [bytes.buffer, starts.buffer, dropped.buffer];
}
