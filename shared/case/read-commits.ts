import { rest } from "../kernel/rest.ts";
import type { Failure } from "../kernel/result.ts";
import { decodeCommit } from "../ledger/codec.ts";
import type { Commit } from "../ledger/model.ts";
import type { Run, StorageError, TamperError } from "../vault/model.ts";
import { type OpeningWatch, unwatched } from "./opening-watch.ts";
import { isTamper } from "../vault/tamper.ts";

/** One reading of the commits of a run, each given as soon as its box and the next are sound: whoever takes them works while the disk does. */
export class CommitReading {
  readonly #run: Run;
  readonly #watch: OpeningWatch;
  #damage: TamperError | null = null;
  #failed: StorageError | Failure<"cancelled"> | null = null;

  constructor(run: Run, watch: OpeningWatch = unwatched) {
    this.#run = run;
    this.#watch = watch;
  }

  /** What ended the reading before the end of the run; null = nothing, or the reading goes on. */
  get damage(): TamperError | null {
    return this.#damage;
  }
  /** Why it was given up: the store failed, or `watch` said so. What was given is then to be thrown away. */
  get failed(): StorageError | Failure<"cancelled"> | null {
    return this.#failed;
  }

  /** The commits in order, up to the first damage. To be asked for once. */
  async *commits(): AsyncGenerator<Commit, void, void> {
    let read = 0;
    for await (const entry of this.#run.entries()) {
      if (this.#watch.isStopped()) return this.#giveUp({ kind: "cancelled" });
      if (!entry.ok) return this.#end(entry.error);
      const commit = decodeCommit(entry.value);
      if (!commit.ok) return this.#end({ kind: "box-damaged", where: `commit ${read + 1}` });
      read += 1;
      this.#watch.read(commit.value.header.count);
      yield commit.value;
      if (this.#watch.isDue()) await rest();
    }
  }

  #end(error: TamperError | StorageError): void {
    const { kind, where } = error;
    if (isTamper(kind)) this.#damage = where === undefined ? { kind } : { kind, where };
    else this.#giveUp({ ...error, kind });
  }
  #giveUp(failed: StorageError | Failure<"cancelled">): void {
    this.#failed = failed;
  }
}
