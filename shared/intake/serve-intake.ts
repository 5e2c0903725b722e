import type { FileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { Grade, Handling } from "../ledger/model.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import type { Sketch } from "../projections/resemblance.ts";
import { type ByteSource, sourceOfBlob, sourceOfBytes } from "./byte-source.ts";
import { parseChoices } from "./choices.ts";
import type { IntakeDoor, ReadingProgress, Steering } from "./door.ts";
import { previewIntake, runIntake } from "./intake.ts";
import type { Intake, IntakeError } from "./model.ts";
import { parseProfiles } from "./profiles.ts";
import { readRows, readTransfers, writtenRows } from "./read-exhibit.ts";
import { readRecognised } from "./read-recognised.ts";
import { type Reading, Readings } from "./readings.ts";
import { sketchOf } from "./sketch.ts";

/**
 * A file that is gone, or may not be read any more, while it is read: the platform throws NotReadableError or NotFoundError, and that is an answer. So is
 * an AbortError, of a reading that was stopped.
 */
export function unreadable(error: unknown): Result<never, IntakeError> {
  if (error instanceof Error && error.name === "AbortError") return fail("cancelled");
  if (error instanceof Error && error.name.startsWith("Not")) return fail("file-unreadable");
  throw error;
}

/** Reads a file as a job that can be watched, paused and stopped. What was stopped answers `cancelled`, whatever came of it. */
async function asJob<Value>(
  readings: Readings,
  { job, file, endsEarlier }: { readonly job: string; readonly file: Blob; readonly endsEarlier: boolean },
  read: (source: ByteSource, watch: Reading) => Promise<Result<Value, IntakeError>>,
): Promise<Result<Value, IntakeError>> {
  const reading = readings.begin(job, file.size, endsEarlier);
  const stopped = reading.whenStopped.then((): Result<Value, IntakeError> => fail("cancelled"));
  const result = await Promise.race([read(reading.watched(sourceOfBlob(file)), reading).catch(unreadable), stopped]);
  reading.end();
  return reading.isStopped ? fail("cancelled") : result;
}

/** The doors of a thread that reads files: what the window asks for, and what the core asks for. */
export interface IntakeService {
  /** A look at a file before anything is kept, and the rows of an exhibit. */
  readonly windowDoor: IntakeDoor;
  readonly intakePort: ReturnType<typeof portOf>;
}

/** Makes them; `tell` hears how far each reading is. */
export function createIntakeService(tell?: (progress: ReadingProgress) => void): IntakeService {
  const readings = new Readings(tell);
  return { windowDoor: doorOf(readings), intakePort: portOf(readings) };
}

function doorOf(readings: Readings): IntakeDoor {
  return {
    preview: async ({ file, profile, ...asked }) =>
      asJob(readings, { job: "preview", file, endsEarlier: true }, (source, watch) =>
        previewIntake({ ...asked, source, watch, profile: profile ?? "" }),
      ),
    steer: async ({ job, how }) => {
      readings.steer(job, how);
      return succeed(null);
    },
    readProfiles: async ({ text }) => parseProfiles(text),
    writtenRows: async ({ file, choices, rows }) => writtenRows(sourceOfBlob(file), choices, rows).catch(unreadable),
    recognised: async ({ file, choices }) => readRecognised(sourceOfBlob(file), choices).catch(unreadable),
    rows: async ({ bytes, fromRow, count }) => readRows(sourceOfBytes(bytes), fromRow, count),
  };
}

/** What the core needs of an import: the statements and the counts, not the rejected rows themselves. */
export interface ImportedFile extends Pick<Intake, "profile" | "sha256" | "exhibit" | "statements" | "rows" | "accepted" | "duplicates"> {
  readonly columns: Intake["transfers"];
  readonly rejected: number;
}

/**
 * The intake as the core asks for it (`IntakePort` of the counter), to be served in the thread without keys.
 * Fails   `unreadable-file`, with the kind of intake error as `where`.
 */
const portOf = (readings: Readings) => ({
  run: async ({
    file,
    job,
    choices: said,
    ...order
  }: {
    readonly file: Blob;
    readonly job: string;
    readonly fileName: string;
    readonly profile: string;
    readonly choices: string;
    readonly grade: Grade;
    readonly handling: Handling;
  }): Promise<Result<ImportedFile, Failure<"unreadable-file">>> => {
    const choices = parseChoices(said);
    if (choices === null) return fail("unreadable-file", "bad-choices");
    const intake = await asJob(readings, { job, file, endsEarlier: false }, (source, watch) => runIntake({ ...order, choices, source, watch }));
    if (!intake.ok) return fail("unreadable-file", intake.error.kind);
    const { profile, sha256, exhibit, statements, transfers, rows, accepted, rejected, duplicates } = intake.value;
    return succeed({ profile, sha256, exhibit, statements, columns: transfers, rows, accepted, rejected: rejected.length, duplicates });
  },
  steer: async ({ job, how }: { readonly job: string; readonly how: Steering }): Promise<Result<null, never>> => {
    readings.steer(job, how);
    return succeed(null);
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
});

/** The doors where nobody watches. */
export const { windowDoor, intakePort } = createIntakeService();
