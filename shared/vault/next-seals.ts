import { type PreparedSeal, prepareSeal } from "../crypto/seal.ts";
import type { Random } from "../kernel/ports.ts";

/** The next seals under one key, each made while the one before is used. */
export class NextSeals {
  readonly #key: CryptoKey;
  readonly #random: Random;
  #next: Promise<PreparedSeal> | null = null;

  constructor(key: CryptoKey, random: Random) {
    this.#key = key;
    this.#random = random;
  }

  /** Makes one ready. */
  prepare(): void {
    this.#next ??= prepareSeal(this.#key, this.#random);
  }
  /** The one that is ready, or another: each is given once. */
  take(): Promise<PreparedSeal> {
    const next = this.#next ?? prepareSeal(this.#key, this.#random);
    this.#next = null;
    return next;
  }
}
