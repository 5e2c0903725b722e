import type { Bytes } from "../kernel/bytes.ts";

/** Bytes of an id: claims are 32, entities 16. */
export const claimIdBytes = 32;
export const entityIdBytes = 16;
/** What a record holds beside what each has. */
export const recordFlags = { during: 1, source: 2, note: 4, time: 8 } as const;
/** The flags of a record that takes a claim back: the 32 bytes of its id follow. */
export const retraction = 16;
/** How a value is written; `other` and `date` = as JSON. */
export const valueKinds = { other: 0, text: 1, identifier: 2, entity: 3, date: 4, word: 5 } as const;

/**
 * The statements of one commit, packed: what repeats is kept once, ids are bytes, and a statement is made when it is asked for. A case of a million
 * claims is then read in seconds and takes a tenth of the memory of its objects.
 */
export interface ClaimColumns {
  /** Properties, marks, files, columns, periods, and texts that occur often. */
  readonly words: readonly string[];
  /** Whom is spoken of, 16 bytes each. */
  readonly entities: Bytes;
  readonly records: Bytes;
}
