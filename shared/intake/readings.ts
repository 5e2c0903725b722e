import type { ByteSource } from "./byte-source.ts";
import { rest } from "../kernel/rest.ts";
import type { ReadingProgress, Steering } from "./door.ts";

/** What the platform says where somebody aborts, by its name; this core has no DOM. */
class ReadingStopped extends Error {
  override readonly name = "AbortError";
}

/** A file is opened, which for a text means to look through it for its encoding; it is hashed; its rows are read. */
const passes = 3;

/** The readings under way in this thread, by the name of their job. */
export class Readings {
  readonly #running = new Map<string, Set<Reading>>();
  readonly #tell: (progress: ReadingProgress) => void;

  constructor(tell: (progress: ReadingProgress) => void = () => undefined) {
    this.#tell = tell;
  }

  /** Begins one; `endsEarlier`: those of its name that are under way are wanted no more. */
  begin(job: string, sizeBytes: number, endsEarlier: boolean): Reading {
    if (endsEarlier) this.steer(job, "stop");
    const all = this.#running.get(job) ?? new Set();
    const reading = new Reading(job, sizeBytes, (progress) => {
      if (progress.isEnded) all.delete(reading);
      // Of a name the latest is told of.
      if ([...all].at(-1) === reading || (progress.isEnded && all.size === 0)) this.#tell(progress);
    });
    this.#running.set(job, all.add(reading));
    return reading;
  }

  steer(job: string, how: Steering): void {
    for (const reading of this.#running.get(job) ?? []) reading.steer(how);
  }
}

/** One reading: counted, paused and stopped where its bytes and rows pass. */
export class Reading {
  readonly #job: string;
  readonly #total: number;
  readonly #tell: (progress: ReadingProgress) => void;
  #done = 0;
  #rows = 0;
  #isEnded = false;
  #isStopped = false;
  readonly #stopping = Promise.withResolvers<void>();
  /** Those who wait while it is paused; null = it is not. */
  #waiting: (() => void)[] | null = null;

  constructor(job: string, sizeBytes: number, tell: (progress: ReadingProgress) => void) {
    this.#job = job;
    this.#total = sizeBytes * passes;
    this.#tell = tell;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Resolves when somebody stops it: whoever asked is answered then, whatever the reading itself waits for. */
  get whenStopped(): Promise<void> {
    return this.#stopping.promise;
  }

  /** The same file, whose bytes pass only while it goes on. */
  watched(source: ByteSource): ByteSource {
    const watch = (pieces: ReturnType<ByteSource["pieces"]>) => this.#watch(pieces);
    return { sizeBytes: source.sizeBytes, pieces: () => watch(source.pieces()), part: (from, to) => watch(source.part(from, to)) };
  }
  /** So many rows passed. Whoever pauses or stops is heard between them. */
  async pass(rows: number): Promise<void> {
    this.#rows += rows;
    this.#say();
    await rest();
    await this.#gate();
  }

  steer(how: Steering): void {
    if (how === "stop") {
      this.#isStopped = true;
      this.#stopping.resolve();
    } else if ((how === "pause") === (this.#waiting !== null)) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = how === "pause" ? [] : null;
    for (const go of waiting) go();
    this.#say();
  }
  end(): void {
    this.#isEnded = true;
    this.#say();
  }

  async *#watch(pieces: ReturnType<ByteSource["pieces"]>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    for await (const piece of pieces) {
      await this.#gate();
      this.#done = Math.min(this.#total, this.#done + piece.length);
      this.#say();
      yield piece;
    }
  }

  /** Goes on, waits while paused, or throws what the platform throws where somebody aborts. */
  async #gate(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#waiting === null) resolve();
    else this.#waiting.push(resolve);
    await promise;
    if (this.#isStopped) throw new ReadingStopped();
  }

  #say(): void {
    this.#tell({
      job: this.#job,
      done: this.#done,
      total: this.#total,
      rows: this.#rows,
      isPaused: this.#waiting !== null,
      isEnded: this.#isEnded,
    });
  }
}
