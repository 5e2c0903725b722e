import type { Result } from "../kernel/result.ts";
import type { Harvest } from "./harvest.ts";
import type { ColumnUse, FileLayout, IntakeError, ProfileName, Question, QuestionName, RuleName } from "./model.ts";

/** What a reader is told of the table before its rows come. */
export interface TableFacts {
  readonly layout: FileLayout;
  /** Its name where a file holds several; "" otherwise. */
  readonly sheet: string;
  /** Headers as they are compared (`foldHeader`). */
  readonly folded: readonly string[];
  /** What stands above the header, as written. */
  readonly preamble: readonly (readonly string[])[];
  /** The answers to what the reader asks. */
  readonly answers: Readonly<Partial<Record<QuestionName, string>>>;
}

/** Takes one data row (from 1) and says of it, to the harvest, exactly one of: accepted, duplicate, rejected. */
export type TakeRow = (cells: readonly string[], row: number) => void;

/**
 * One layout of a table: how its rows are read. The same bytes read by the same version give the same for ever: a partner reads our exhibits again.
 */
export interface Reader {
  readonly name: ProfileName;
  /** Raised whenever the same bytes would be read differently. */
  readonly version: number;
  /** How it read before: datasets of those days are read again as they were. */
  readonly older?: readonly Reader[];
  /**
   * Whether these are its headers (`foldHeader`, in file order). Never asks for a file's name. `head`: the first rows under them, where they are at hand,
   * for layouts that differ in their cells only.
   */
  knows(folded: readonly string[], head?: readonly (readonly string[])[]): boolean;
  /** Whether rows without any header are its; asked only when no header is known. */
  knowsBare?(rows: readonly (readonly string[])[]): boolean;
  /** Its program writes decimal points, no marks of thousands but commas, and the year first: `resaved` undoes what a spreadsheet made of that. */
  readonly isPointed?: boolean;
  /** Its header may have the numbers of the columns below it: that row belongs to the header. */
  readonly hasNumberRow?: boolean;
  /** What each column becomes, to be shown before anything is accepted. */
  uses(layout: FileLayout): readonly ColumnUse[];
  /** What its tables leave open. It is read only when every question has an answer. */
  readonly asks?: readonly Omit<Question, "answer">[];
  /** What this one table leaves open besides, seen by its header and first rows. */
  asksOf?(table: {
    readonly sheet: string;
    readonly layout: FileLayout;
    readonly head: readonly (readonly string[])[];
  }): readonly Omit<Question, "answer">[];
  /** Fails   `duplicate-header`, `other-layout` with the column that is missing. */
  start(table: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError>;
}

/** What is wrong with a row: the first rule it breaks, and the cell that breaks it; `column` "" = the whole row. */
export interface Fault {
  readonly column: string;
  readonly value: string;
  readonly rule: RuleName;
}

/** A header as it is compared: trimmed, lower case, single spaces. */
export function foldHeader(header: string): string {
  return header.trim().toLowerCase().replaceAll(/\s+/g, " ");
}
