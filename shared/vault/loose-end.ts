import { rest } from "../kernel/rest.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { boxContentBytes, FrameReader, frameBytes } from "./frames.ts";
import type { Box, BoxStore, StorageError, TamperError } from "./model.ts";
import { isTamper } from "./tamper.ts";

/** A box is small while its content is below this: what is united has at least half a box, and is not united again. */
const smallBytes = boxContentBytes / 2;
/** Boxes looked at in one reading, from the end backwards. */
const boxesPerLook = 16;

/** A box that was opened, and the hash of the one that must stand before it. */
export interface Opened {
  readonly before: string;
  readonly hash: string;
  readonly piece: Bytes;
}

/** The small boxes at the end of a run: their entries in order, and where they begin. */
export interface LooseEnd {
  readonly from: number;
  /** The hash of the box before the first of them. */
  readonly before: string;
  readonly boxes: number;
  readonly entries: readonly Bytes[];
}

interface Look {
  readonly store: BoxStore;
  readonly run: string;
  /** What the tail says. */
  readonly end: { readonly count: number; readonly last: string };
  open(box: Box): Promise<Result<Opened, TamperError | StorageError>>;
}

/**
 * Finds the small boxes at the end of a run, each held to the hash that the one behind it names, as far back as they go. Null when there is a damage
 * among them: a damaged run is left as it is. Cost: a read of them and of at most 16 others.
 */
export async function findLooseEnd(look: Look): Promise<Result<LooseEnd | null, StorageError>> {
  const found: (Opened & { readonly sequence: number })[] = [];
  let [until, wanted] = [look.end.count, look.end.last];
  search: while (until > 0) {
    const boxes = await boxesBefore(look, until);
    if (!boxes.ok) return boxes;
    for (const box of boxes.value.toReversed()) {
      const opened = box.sequence === until - 1 ? await look.open(box) : null;
      if (opened?.ok === false && !isTamper(opened.error.kind)) return { ok: false, error: { ...opened.error, kind: opened.error.kind } };
      if (opened?.ok !== true || opened.value.hash !== wanted) return succeed(null);
      const { piece, before } = opened.value;
      if (piece.length >= smallBytes) {
        // What follows a full box may go on in the middle of its last entry.
        if (piece.length === boxContentBytes) found.pop();
        break search;
      }
      found.push({ ...opened.value, sequence: box.sequence });
      [until, wanted] = [until - 1, before];
    }
    if (boxes.value.length === 0) return succeed(null);
    await rest();
  }
  return succeed(looseEndOf(found.reverse(), look.end));
}

/** Up to 16 boxes before a place, by sequence. */
async function boxesBefore({ store, run }: Look, until: number): Promise<Result<readonly Box[], StorageError>> {
  const boxes: Box[] = [];
  for await (const box of store.scanBoxes(run, Math.max(0, until - boxesPerLook))) {
    if (!box.ok) return box;
    if (box.value.sequence >= until) break;
    boxes.push(box.value);
    if (box.value.sequence === until - 1) break;
  }
  return succeed(boxes);
}

function looseEndOf(found: readonly (Opened & { readonly sequence: number })[], end: Look["end"]): LooseEnd | null {
  const entries: Bytes[] = [];
  for (const { piece } of found) {
    const frames = new FrameReader();
    for (const entry of frames.push(piece)) entries.push(entry);
    if (!frames.isComplete) return null;
  }
  const [first] = found;
  return { from: first?.sequence ?? end.count, before: first?.before ?? end.last, boxes: found.length, entries };
}

/** Entries in groups of one box each: none is cut, so that a box that is lost takes nothing of its neighbours along. */
export function* inWholeBoxes(entries: Iterable<Bytes>): Generator<readonly Bytes[]> {
  let [group, held]: [Bytes[], number] = [[], 0];
  for (const entry of entries) {
    if (group.length > 0 && held + frameBytes(entry) >= boxContentBytes) {
      yield group;
      [group, held] = [[], 0];
    }
    group.push(entry);
    held += frameBytes(entry);
  }
  if (group.length > 0) yield group;
}
