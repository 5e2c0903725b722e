import type { Bytes } from "../kernel/bytes.ts";
import type { Failure, Result } from "../kernel/result.ts";
import type { Mapping } from "./mapping/model.ts";
import type { IntakeError, IntakePreview, ReadingChoices, RowWindow, WrittenRow } from "./model.ts";
import type { RecognisedFile } from "./recognise/model.ts";

/** What the window asks of the intake worker directly: looks at untrusted files. Nothing is kept, and no key is near. */
export interface IntakeDoor {
  /** What an import would do; `profile` null = the file's own header decides. Job "preview": a later look ends an earlier one (`cancelled`). */
  preview(argument: {
    readonly file: Blob;
    readonly fileName: string;
    readonly profile: string | null;
    readonly choices: ReadingChoices;
  }): Promise<Result<IntakePreview, IntakeError>>;
  /** Pauses, goes on with, or stops the readings of a job: "preview", "foresee-import", "import-file" (while it reads). */
  steer(argument: { readonly job: string; readonly how: Steering }): Promise<Result<null, never>>;
  /** Saved ways to read files, out of a text anybody may have written: strictly, all or none. */
  readProfiles(argument: { readonly text: string }): Promise<Result<readonly ImportProfile[], Failure<"not-profiles">>>;
  /** Rows of a file as written, by their numbers, in file order: to be mended or saved. */
  writtenRows(argument: {
    readonly file: Blob;
    readonly choices: ReadingChoices;
    readonly rows: readonly number[];
  }): Promise<Result<readonly WrittenRow[], IntakeError>>;
  /** What is recognised in a document, in its order: at most 20,000 values of it. Fails for a file that is a table. */
  recognised(argument: { readonly file: Blob; readonly choices: ReadingChoices }): Promise<Result<RecognisedFile, IntakeError>>;
  /** Up to `count` rows of a table from `fromRow` (from 1), as written: an exhibit to look at. */
  rows(argument: { readonly bytes: Bytes; readonly fromRow: number; readonly count: number }): Promise<Result<RowWindow, IntakeError>>;
}

/** How far the reading of a file is. */
export interface ReadingProgress {
  readonly job: string;
  /** Bytes passed so far, of all that have to be passed: a file is read more than once. */
  readonly done: number;
  readonly total: number;
  /** Data rows read so far. */
  readonly rows: number;
  readonly isPaused: boolean;
  /** This is the last word on it. */
  readonly isEnded: boolean;
}
/** What a person does to a reading. A stopped one answers `cancelled`, and nothing of it is kept. */
export type Steering = "pause" | "go-on" | "stop";

/** How files of a kind are read, under a name: what a person chose for one, to be offered for the next with the same headers. Plain data, without any row. */
export interface ImportProfile extends Pick<ReadingChoices, "encoding" | "delimiter" | "answers"> {
  /** Distinct among those of an officer. */
  readonly name: string;
  readonly sheets: readonly ProfileSheet[];
}
/** One table, known by its headers. */
export interface ProfileSheet {
  /** As headers are compared (`foldHeader`). */
  readonly headers: readonly string[];
  /** Which row was chosen as the header, from 1; 0 = none is; null = it was found. */
  readonly headerRow: number | null;
  readonly isLeftOut: boolean;
  /** What its columns mean; null = as its layout says. */
  readonly mapping: Mapping | null;
}
