import type { EntityId, FileHash } from "../kernel/brand.ts";
import { createFlows } from "../projections/flows.ts";
import { JoinedPatch } from "../projections/joined-patch.ts";
import type { Entity, Flow, Patch } from "../projections/model.ts";
import type { Sameness } from "../projections/sameness.ts";
import { pickRows, type TransferColumns, withEnds } from "../projections/transfer-columns.ts";
import { type DatasetReading, readingOf } from "./datasets.ts";

/** Reads the columns of a dataset's exhibit; null when the exhibit is not here or cannot be read. */
export type ColumnReader = (reading: DatasetReading) => Promise<TransferColumns | null>;

/** The flows of a case: they follow its live datasets, so that an undone import takes its flows along, and run between things as they are merged. */
export class CaseFlows {
  readonly #read: ColumnReader;
  readonly #flows = createFlows();
  /** Live dataset entities; and every one there ever was. */
  readonly #datasets = new Map<EntityId, DatasetReading>();
  readonly #ever = new Set<EntityId>();
  /** Columns of the files that are folded. */
  readonly #folded = new Map<FileHash, TransferColumns>();
  /** Who is one with whom, as the flows were last summed. */
  #sameness: Sameness | null = null;

  constructor(read: ColumnReader) {
    this.#read = read;
  }

  now(): ReadonlyMap<string, Flow> {
    return this.#flows.all();
  }
  /** Every entity that was ever a dataset here. */
  datasets(): ReadonlySet<EntityId> {
    return this.#ever;
  }

  /** Takes what changed of the entities; `follow` then gives what that changes of the flows. */
  note({ put, drop }: Patch<EntityId, Entity>): void {
    for (const id of drop) this.#datasets.delete(id);
    for (const [id, entity] of put) this.#note(id, readingOf(entity));
  }

  /** How many transfers of a file that is not here are in no other, its ends being whom `keyOf` says. */
  countNew(file: FileHash, columns: TransferColumns, keyOf: Sameness["keyOf"]): number {
    return this.#flows.countNew(file, withEnds(columns, keyOf));
  }

  /** Brings the flows to the live datasets, and to who is one with whom; `known` are columns already at hand. */
  async follow(known: ReadonlyMap<FileHash, TransferColumns>, sameness: Sameness): Promise<Patch<string, Flow>> {
    const change = new JoinedPatch<string, Flow>();
    this.#join(sameness, change);
    const live = new Map([...this.#datasets.values()].map((reading) => [reading.file, reading]));
    for (const gone of [...this.#folded.keys()].filter((file) => !live.has(file))) {
      change.add(this.#flows.remove(gone));
      this.#folded.delete(gone);
    }
    for (const [file, reading] of live) {
      if (this.#folded.has(file)) continue;
      const columns = known.get(file) ?? (await this.#read(reading));
      if (columns === null) continue;
      change.add(
        this.#flows.add(
          file,
          withEnds(columns, (id) => sameness.keyOf(id)),
        ),
      );
      this.#folded.set(file, columns);
    }
    return change;
  }

  /** Sums anew what has an end that is now one with another, or no longer. Another sameness is another object. O(ends) then. */
  #join(sameness: Sameness, change: JoinedPatch<string, Flow>): void {
    const before = this.#sameness;
    this.#sameness = sameness;
    if (before === null || before === sameness) return;
    for (const [file, columns] of this.#folded) {
      if (columns.ends.every((id) => before.keyOf(id) === sameness.keyOf(id))) continue;
      change.add(this.#flows.remove(file));
      change.add(
        this.#flows.add(
          file,
          withEnds(columns, (id) => sameness.keyOf(id)),
        ),
      );
    }
  }

  /**
   * How flows differ from now when only these files are read, and of them only transfers up to a moment (null = all), between things as they were
   * merged then. Columns of files that are not folded now are read again. O(transfers of the files).
   */
  async differing(readings: readonly DatasetReading[], until: number | null, sameness: Sameness): Promise<Patch<string, Flow>> {
    const files = new Map(readings.map((reading) => [reading.file, reading]));
    const isSame =
      until === null &&
      this.#isJoinedAlike(sameness) &&
      files.size === this.#folded.size &&
      [...files.keys()].every((file) => this.#folded.has(file));
    if (isSame) return new JoinedPatch<string, Flow>();
    const then = createFlows();
    for (const [file, reading] of files) {
      const columns = this.#folded.get(file) ?? (await this.#read(reading));
      if (columns === null) continue;
      const joined = withEnds(columns, (id) => sameness.keyOf(id));
      then.add(file, until === null ? joined : columnsUntil(joined, until));
    }
    const change = new JoinedPatch<string, Flow>();
    for (const id of this.now().keys()) if (then.get(id) === undefined) change.drop.add(id);
    for (const [id, flow] of then.all()) if (!isSameFlow(flow, this.now().get(id))) change.put.set(id, flow);
    return change;
  }

  #isJoinedAlike(sameness: Sameness): boolean {
    const now = this.#sameness;
    if (now === null) return sameness.ids().size === 0;
    return [...now.ids(), ...sameness.ids()].every((id) => now.keyOf(id) === sameness.keyOf(id));
  }

  #note(id: EntityId, reading: DatasetReading | null): void {
    if (reading === null) this.#datasets.delete(id);
    else {
      this.#datasets.set(id, reading);
      this.#ever.add(id);
    }
  }
}

/** The rows of transfers made up to a moment. */
function columnsUntil(columns: TransferColumns, until: number): TransferColumns {
  return pickRows(
    columns,
    [...columns.time.keys()].filter((place) => (columns.time[place] ?? 0) <= until),
  );
}

function isSameFlow(a: Flow, b: Flow | undefined): boolean {
  if (b === undefined || a.total !== b.total || a.count !== b.count || a.first !== b.first || a.last !== b.last) return false;
  return a.sources.map(({ file }) => file).join() === b.sources.map(({ file }) => file).join();
}
