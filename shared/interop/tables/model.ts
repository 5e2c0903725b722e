/** A table as it leaves: texts only, exact and whole, row after row. */
export interface PlainTable {
  readonly columns: readonly TableColumn[];
  /** May be read more than once, with the same rows each time. A row has a text for each column; "" = nothing said. */
  readonly rows: Iterable<readonly string[]>;
}

export interface TableColumn {
  /** Ours, for words and tests: "type", "property.iin". */
  readonly id: string;
  readonly title: string;
  /** Its cells are exact decimal texts that a spreadsheet may count with, where it loses no digit of them. */
  readonly isNumber: boolean;
}

/** What a file says of itself: how it may be used, for whom it was made and why. Titles and texts are in the language of who makes it. */
export interface OutputMark {
  /** One line that stands wherever there is room for one: "TLP:AMBER · Для служебного пользования". */
  readonly line: string;
  /** The heading of that line, where it is a column. */
  readonly title: string;
  readonly said: readonly { readonly title: string; readonly text: string }[];
}

/** The mark as lines of text, as they stand in a description. */
export function markText({ said }: OutputMark): string {
  return said.map(({ title, text }) => `${title}: ${text}`).join("\n");
}

/** What a writer had to change, for the person to be told. */
export interface WriterNotes {
  /** Cells that got an apostrophe in front, so that no spreadsheet runs them. */
  held: number;
  /** Cells longer than the format takes: cut, and marked at their end. */
  cut: number;
  /** Signs that the format cannot hold, and that others stand for. */
  replaced: number;
}

export const noNotes = (): WriterNotes => ({ held: 0, cut: 0, replaced: 0 });
