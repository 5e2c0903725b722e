import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCommit, encodeCommit } from "../../../shared/ledger/codec.ts";
import { createLedger, type Ledger } from "../../../shared/ledger/ledger.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { verifyCommit } from "../../../shared/ledger/verify.ts";
import { CaseFold, foldCase } from "../../../shared/projections/case-fold.ts";
import { tellAll } from "../../fixtures/ledger-laws/told.ts";
import { eyesOf } from "../../kit/fold.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { expectSame, inOrder, keysFor, partOf } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";

/** Commits signed once with real keys; a run draws from them who sends what, whole or in part, and what happens to it on the way. */
const pool = [...(await tellAll()).values()];

interface Parcel {
  readonly keys: readonly number[];
  readonly masks: readonly number[];
  readonly count: number;
  /** A bit that flips on the way, of one of the commits; null = none. */
  readonly flip: { readonly commit: number; readonly bit: number } | null;
}
const anyParcel: fc.Arbitrary<Parcel> = fc.record({
  keys: keysFor(pool.length),
  masks: fc.array(fc.oneof(fc.constant(0xffff), fc.nat(0xffff)), { minLength: pool.length, maxLength: pool.length }),
  count: fc.integer({ min: 1, max: 6 }),
  flip: fc.option(fc.record({ commit: fc.nat(), bit: fc.nat() }), { freq: 3 }),
});

/** What arrives, as bytes. */
function bytesOf({ keys, masks, count, flip }: Parcel): readonly Uint8Array<ArrayBuffer>[] {
  const sent = inOrder(
    pool.map((commit, i) => partOf(commit, masks[i] ?? 0)),
    keys,
  ).slice(0, count);
  return sent.map((commit, i) => {
    const bytes = encodeCommit(commit);
    if (flip === null || flip.commit % sent.length !== i) return bytes;
    const at = (flip.bit >> 3) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip.bit & 7));
    return bytes;
  });
}

/** Takes in what is believed; gives how much was not. */
async function receive(ledger: Ledger, fold: CaseFold, arrived: readonly Uint8Array<ArrayBuffer>[]): Promise<number> {
  const believed: Commit[] = [];
  for (const bytes of arrived) {
    const read = decodeCommit(bytes);
    if (read.ok && (await verifyCommit(read.value)).ok) believed.push(read.value);
  }
  const added = ledger.append(believed);
  if (!added.ok) return expect.fail(added.error.kind);
  fold.apply(added.value);
  return arrived.length - believed.length;
}

test(
  "signed commits that arrive in parts and in any order are believed, those with a flipped bit are not, and what is held folds alike",
  lawTime,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyParcel, { minLength: 1, maxLength: 3 }), async (parcels) => {
        const [ledger, fold] = [createLedger(aCaseId), new CaseFold(eyesOf("afm"))];
        const wanted = createLedger(aCaseId);
        for (const parcel of parcels) {
          expect(await receive(ledger, fold, bytesOf(parcel))).toBe(parcel.flip === null ? 0 : 1);
          const whole = bytesOf({ ...parcel, flip: null }).filter(
            (_, i) => parcel.flip === null || parcel.flip.commit % Math.min(parcel.count, pool.length) !== i,
          );
          for (const bytes of whole) {
            const commit = decodeCommit(bytes);
            if (commit.ok) wanted.append([commit.value]);
          }
        }
        expect(ledger.commits()).toEqual(wanted.commits());
        expectSame(fold.rows, foldCase([...wanted.commits()].reverse(), eyesOf("afm")).rows);
      }),
      lawRuns,
    );
  },
);
