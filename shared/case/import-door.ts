import type { EntityId, FileHash } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Grade, Handling } from "../ledger/model.ts";
import type { CaseError } from "./answer.ts";

/** A file to be read as a table, and how. */
export interface ImportFile {
  readonly file: Blob;
  readonly fileName: string;
  readonly profile: string;
  /** How a person said it is to be read, in canonical JSON (`ReadingChoices`); absent or "" = as the file says itself. */
  readonly choices?: string;
}

/** Files in, as tables. */
export interface ImportDoor {
  /** Keeps the file as an exhibit and says its rows: one act, one undo. The parse happens in the intake worker. */
  importFile(argument: ImportFile & { readonly grade: Grade; readonly handling: Handling }): Promise<Result<ImportReport, CaseError>>;
  /** What `importFile` would find new and known, held against the case as it stands. Keeps nothing and says nothing; a later ask ends an earlier one (`cancelled`). */
  foreseeImport(argument: ImportFile): Promise<Result<Foreseen, CaseError>>;
}

/** How what a file names stands to the case: things and links by type, and transfers. Each is new or known, and counted once. */
export interface Foreseen {
  readonly kinds: readonly { readonly type: string; readonly fresh: number; readonly known: number }[];
  /** Transfers of the file: `known` are in the case by other files, and count once in its flows. */
  readonly transfers: { readonly fresh: number; readonly known: number };
  /** The first things and links, by name. */
  readonly first: readonly ForeseenThing[];
}
export interface ForeseenThing {
  readonly type: string;
  /** "" when nothing names it. */
  readonly title: string;
  readonly isKnown: boolean;
  /** Of a link. */
  readonly ends: { readonly from: NamedEnd; readonly to: NamedEnd } | null;
  readonly values: readonly { readonly property: string; readonly text: string }[];
  /** Where the file names it first. */
  readonly row: number;
}
interface NamedEnd {
  readonly type: string;
  readonly title: string;
}

export interface ImportReport extends Pick<Foreseen, "kinds" | "transfers"> {
  readonly exhibit: EntityId;
  readonly sha256: FileHash;
  readonly profile: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly claims: number;
}
