/**
 * Readings of stored boxes that are under way, and the moment in which boxes are exchanged for others: never both. A reader between the old and the new
 * ones would call it a damage. One for all runs of an unlocked vault, since a backup reads all of them.
 */
export class Readings {
  #count = 0;
  #exchange: Promise<unknown> | null = null;

  /** Waits for an exchange under way. Whoever begins must `end`. */
  async begin(): Promise<void> {
    while (this.#exchange !== null) await this.#exchange;
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
  }

  /** A reading that lasts as long as somebody takes from it. */
  async *during<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    await this.begin();
    try {
      yield* pieces;
    } finally {
      this.end();
    }
  }

  /** A reading that lasts as long as the work. */
  async whole<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** Does it while nothing is read; null, undone, when something is. */
  async exchange<Value>(act: () => Promise<Value>): Promise<Value | null> {
    if (this.#count > 0 || this.#exchange !== null) return null;
    const done = act();
    this.#exchange = Promise.allSettled([done]);
    try {
      return await done;
    } finally {
      this.#exchange = null;
    }
  }
}
