import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { Grade, Handling } from "../ledger/model.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import type { Sketch } from "../projections/resemblance.ts";
import { sourceOfBlob, sourceOfBytes } from "./byte-source.ts";
import { parseChoices } from "./choices.ts";
import type { IntakeDoor } from "./door.ts";
import { previewIntake, runIntake } from "./intake.ts";
import type { Intake, IntakeError } from "./model.ts";
import { readRows, readTransfers, writtenRows } from "./read-exhibit.ts";
import { readRecognised } from "./read-recognised.ts";
import { sketchOf } from "./sketch.ts";

/** A file that is gone, or may not be read any more, while it is read: the platform throws NotReadableError or NotFoundError, and that is an answer. */
export function unreadable(error: unknown): Result<never, IntakeError> {
  if (error instanceof Error && error.name.startsWith("Not")) return fail("file-unreadable");
  throw error;
}

/** What the window asks for: a look at a file before anything is kept, and the rows of an exhibit. */
export const windowDoor: IntakeDoor = {
  preview: async ({ file, profile, ...asked }) => previewIntake({ ...asked, source: sourceOfBlob(file), profile: profile ?? "" }).catch(unreadable),
  writtenRows: async ({ file, choices, rows }) => writtenRows(sourceOfBlob(file), choices, rows).catch(unreadable),
  recognised: async ({ file, choices }) => readRecognised(sourceOfBlob(file), choices).catch(unreadable),
  rows: async ({ bytes, fromRow, count }) => readRows(sourceOfBytes(bytes), fromRow, count),
};

/** What the core needs of an import: the statements and the counts, not the rejected rows themselves. */
export interface ImportedFile extends Pick<Intake, "profile" | "sha256" | "exhibit" | "statements" | "rows" | "accepted" | "duplicates"> {
  readonly columns: Intake["transfers"];
  readonly rejected: number;
}

/**
 * The intake as the core asks for it (`IntakePort` of the counter), to be served in the thread without keys.
 * Fails   `unreadable-file`, with the kind of intake error as `where`.
 */
export const intakePort = {
  run: async ({
    file,
    choices: said,
    ...order
  }: {
    readonly file: Blob;
    readonly fileName: string;
    readonly profile: string;
    readonly choices: string;
    readonly grade: Grade;
    readonly handling: Handling;
  }): Promise<Result<ImportedFile, Failure<"unreadable-file">>> => {
    const choices = parseChoices(said);
    if (choices === null) return fail("unreadable-file", "bad-choices");
    const intake = await runIntake({ ...order, choices, source: sourceOfBlob(file) }).catch(unreadable);
    if (!intake.ok) return fail("unreadable-file", intake.error.kind);
    const { profile, sha256, exhibit, statements, transfers, rows, accepted, rejected, duplicates } = intake.value;
    return succeed({ profile, sha256, exhibit, statements, columns: transfers, rows, accepted, rejected: rejected.length, duplicates });
  },
  readTransfers: async (asked: {
    readonly bytes: Bytes;
    readonly sha256: FileHash;
    readonly reader: string;
    readonly readerVersion: number;
    readonly choices: string;
  }): Promise<Result<TransferColumns, Failure<"unreadable-file">>> => {
    const choices = parseChoices(asked.choices);
    if (choices === null) return fail("unreadable-file", "unknown-reader");
    const columns = await readTransfers(sourceOfBytes(asked.bytes), asked.sha256, { ...asked, choices });
    return columns.ok ? columns : fail("unreadable-file", columns.error.kind);
  },
  sketch: async (kept: {
    readonly bytes: Bytes;
    readonly fileName: string;
    readonly mediaType: string;
  }): Promise<Result<Sketch | null, Failure<"unreadable-file">>> => succeed(sketchOf(kept)),
};
