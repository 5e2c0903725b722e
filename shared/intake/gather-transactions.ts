import { bytesToHex } from "../kernel/bytes.ts";
import { hashBytes, type Transactions } from "../projections/transfer-columns.ts";
import { GrowingColumn, ownText } from "./growing-columns.ts";

/** Gathers what transfers are called: as 32 bytes each while all are hashes of one form, as texts from the first on that is none. */
export class TransactionGatherer {
  readonly #bytes = new GrowingColumn((length) => new Uint8Array(length));
  #prefix: string | null = null;
  #texts: string[] | null = null;

  add(name: string): void {
    if (this.#texts === null && !this.#addHash(name)) this.#texts = this.#asTexts();
    this.#texts?.push(ownText(name));
  }

  finish(): Transactions {
    return this.#texts === null ? { kind: "hashes", prefix: this.#prefix ?? "", bytes: this.#bytes.finish() } : { kind: "texts", texts: this.#texts };
  }

  #addHash(name: string): boolean {
    const prefix = name.startsWith("0x") ? "0x" : "";
    if (name.length !== prefix.length + 2 * hashBytes || (this.#prefix !== null && this.#prefix !== prefix)) return false;
    const at = this.#bytes.claim(hashBytes);
    const { items } = this.#bytes;
    for (let byte = 0; byte < hashBytes; byte++) {
      const [high, low] = [nibble(name, prefix.length + 2 * byte), nibble(name, prefix.length + 2 * byte + 1)];
      if (high < 0 || low < 0) {
        this.#bytes.claim(-hashBytes);
        return false;
      }
      items[at + byte] = high * 16 + low;
    }
    this.#prefix = prefix;
    return true;
  }

  #asTexts(): string[] {
    const bytes = this.#bytes.finish();
    return Array.from(
      { length: bytes.length / hashBytes },
      (_, at) => (this.#prefix ?? "") + bytesToHex(bytes.subarray(at * hashBytes, (at + 1) * hashBytes)),
    );
  }
}

/** A lower-case hex digit, or -1. */
function nibble(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}
