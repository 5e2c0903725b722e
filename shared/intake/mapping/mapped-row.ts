import type { MappedSource, Mapping } from "./model.ts";
import type { Fault } from "../reader.ts";
import { ledgerForm, type WrittenCell } from "./read-value.ts";

/** One row of a mapped table. */
export class MappedRow {
  readonly row: number;
  readonly #cells: readonly string[];
  readonly #headers: readonly string[];
  readonly #mapping: Mapping;

  constructor(mapping: Mapping, headers: readonly string[], cells: readonly string[], row: number) {
    this.#mapping = mapping;
    this.#headers = headers;
    this.#cells = cells;
    this.row = row;
  }

  cell(source: MappedSource): WrittenCell {
    if ("fixed" in source) return { text: source.fixed, column: "", form: ledgerForm };
    const { column } = source;
    return { text: this.#cells[column] ?? "", column: this.#headers[column] ?? "", form: this.#mapping.forms[column] ?? ledgerForm };
  }
  fault(source: MappedSource, rule: Fault["rule"]): Fault {
    const { column, text } = this.cell(source);
    return { column, value: text, rule };
  }
}
