/** How the dates of a column are written; "unix" = seconds or milliseconds since 1970. */
export const dateOrders = ["ymd", "dmy", "mdy", "unix"] as const;
export type DateOrder = (typeof dateOrders)[number];
export const decimalSigns = [".", ","] as const;
export type DecimalSign = (typeof decimalSigns)[number];

/** How one column is written; "" = not known yet: rows are read only when it is, where it matters. */
export interface ColumnForm {
  readonly dateOrder: DateOrder | "";
  readonly decimalSign: DecimalSign | "";
  /** Minutes ahead of UTC of times that do not say their own; null = not known yet. */
  readonly offsetMinutes: number | null;
}

/** Where a value comes from: a column (from 0), or the same text in every row. */
export type MappedSource = { readonly column: number } | { readonly fixed: string };
export interface MappedValue {
  readonly property: string;
  readonly source: MappedSource;
  /** Of an amount: what it is of. */
  readonly asset?: MappedSource;
}
/** One thing a row names. */
export interface MappedThing {
  readonly type: string;
  readonly values: readonly MappedValue[];
  /** The property whose equal values are one thing in this file; "" = every row names another. Types with a public name need none. */
  readonly sameBy: string;
}
/** One link a row says, between two of its things (their places in `things`). */
export interface MappedLink {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly values: readonly MappedValue[];
}
/** A row as a transfer between two of its things. */
export interface MappedTransfer {
  readonly from: number;
  readonly to: number;
  readonly amount: MappedSource;
  readonly asset: MappedSource;
  readonly time: MappedSource;
  /** What the source calls it: a hash, a number of a document. */
  readonly transaction: MappedSource | null;
  readonly direction: MappedDirection;
}
/**
 * Which way a row goes: as said; the other way round when the amount has that sign; the other way round with the amount of a second column (debit beside
 * credit), where a row with both or none is left out; by what a column says, where any other word leaves the row out.
 */
export type MappedDirection =
  | { readonly by: "order" }
  | { readonly by: "side"; readonly amount: { readonly column: number } }
  | { readonly by: "sign"; readonly reversed: "positive" | "negative" }
  | { readonly by: "word"; readonly column: number; readonly forward: readonly string[]; readonly reversed: readonly string[] };

/** What the columns of a table mean, as a person said: any table is read by it. Plain data; it is of every table with these headers. */
export interface Mapping {
  /** As headers are compared (`foldHeader`). */
  readonly headers: readonly string[];
  /** One for each column. */
  readonly forms: readonly ColumnForm[];
  readonly things: readonly MappedThing[];
  readonly links: readonly MappedLink[];
  readonly transfer: MappedTransfer | null;
}
