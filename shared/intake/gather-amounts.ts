import { invariant } from "../kernel/invariant.ts";
import { type Amounts, mostWords, putAmount } from "../projections/transfer-columns.ts";
import { GrowingColumn } from "./growing-columns.ts";

/** Gathers amounts before it is known how many decimals their assets have: all digits as one whole number, and how many of them are behind the point. */
export class AmountGatherer {
  readonly #digits = new GrowingColumn((length) => new BigUint64Array(length));
  readonly #behindPoint = new GrowingColumn((length) => new Uint8Array(length));
  /** Amounts of more digits than a word holds, by place. */
  readonly #long = new Map<number, bigint>();

  /** Takes a plain decimal text (`isAmount`); gives how many digits it has behind the point, without zeros at the end. */
  add(text: string): number {
    const point = text.indexOf(".");
    let end = text.length;
    if (point >= 0) while (text.charCodeAt(end - 1) === zero) end--;
    const behind = point < 0 ? 0 : end - point - 1;
    const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1, end);
    const whole = digits.length <= exactDigits ? BigInt(Number(digits)) : BigInt(digits);
    if (digits.length > wordDigits) this.#long.set(this.#digits.length, whole);
    this.#digits.push(whole);
    this.#behindPoint.push(behind);
    return behind;
  }

  /** Takes how many decimals the asset of each place has. */
  finish(decimalsAt: (place: number) => number): Amounts {
    const [digits, behind, count] = [this.#digits.items, this.#behindPoint.items, this.#digits.length];
    const unitsAt = (place: number): bigint =>
      (this.#long.get(place) ?? digits[place] ?? 0n) * (powers[decimalsAt(place) - (behind[place] ?? 0)] ?? 0n);
    let words = 1;
    for (let place = 0; place < count; place++) while (unitsAt(place) >> BigInt(64 * words) > 0n) words++;
    invariant(words <= mostWords, "an accepted amount has at most 256 bits");
    const units = new BigUint64Array(count * words);
    for (let place = 0; place < count; place++) putAmount(units, place, words, unitsAt(place));
    return { words, units };
  }
}

const zero = "0".charCodeAt(0);
/** So many digits a double holds exactly, and a word of 64 bits. */
const exactDigits = 15;
const wordDigits = 19;
const powers: readonly bigint[] = Array.from({ length: 128 }, (_, power) => 10n ** BigInt(power));
