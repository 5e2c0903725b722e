import type { AuthorId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Result } from "../kernel/result.ts";
import type { Grade, Handling } from "../ledger/model.ts";
import type { CustodyEvent, CustodyFacts } from "../projections/custody.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CheckedExhibit } from "./exhibits-door.ts";

/** What a person can ask of the evidence locker. Part of the counter (`door.ts`). */
export interface LockerDoor {
  /**
   * Keeps files of at most 4 GiB each as exhibits, unread: one act of all of them. One that cannot be kept is named, and the others go on; what the
   * case has already is told and said no more. Tells progress as job "keep-exhibits", in bytes of all. `cancel`, or a disk that is full, ends it: what
   * was kept until then is said.
   * Fails   `refused-value` before anything is kept; `cancelled` and storage errors when nothing was.
   */
  addExhibits(argument: ExhibitsDraft): Promise<Result<AddedExhibits, CaseError>>;
  /**
   * Records what was done with exhibits: an event for each, one act. There is no way to change or take back one but to record another that corrects it.
   * Before a transfer the files are read and their hashes compared (job "verify-exhibits"); each event says what was found.
   * Fails   `file-damaged`, with how many in `where`, unless `isDamageKnown`; `cancelled`; `not-ours` when the corrected event is another agency's;
   *         `missing` when there is no such event; `refused-value`.
   */
  recordCustody(argument: CustodyDraft): Promise<Result<Done, CaseError>>;
  /** Events of an exhibit that were taken back (by undoing the act that recorded them), in no promised order: what they said stays in sight. */
  custodyTakenBack(argument: { readonly exhibit: EntityId }): Promise<Result<readonly TakenBackEvent[], CaseError>>;
  /** When files of the case were read whole and their hashes compared last, and what was found; those never checked are not in it. */
  checkedFiles(argument: null): Promise<Result<readonly CheckedFile[], CaseError>>;
}

/** What is known of where exhibits come from; any may be "". Dates are ISO. */
export interface ExhibitFacts {
  /** Of several files each gets it with "/1", "/2" … behind. */
  readonly exhibitNumber: string;
  /** Said only of a single file. */
  readonly title: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly acquiredAt: string;
  readonly obtainedFrom: string;
  readonly seizureAct: string;
  readonly collectedBy: string;
}
export interface ExhibitsDraft extends ExhibitFacts {
  readonly files: readonly {
    readonly file: Blob;
    readonly fileName: string;
    /** Where it lay in the folder that was chosen ("phone/DCIM/1.jpg"); "" = it was chosen by itself. */
    readonly path: string;
  }[];
  readonly grade: Grade;
  readonly handling: Handling;
  /** What to record of each in the same act. */
  readonly custody: readonly CustodyFacts[];
}
export interface AddedExhibits extends Done {
  /** In the order of the draft. */
  readonly files: readonly AddedFile[];
  /** Why it ended early; null = all files were tried. */
  readonly stopped: CaseError["kind"] | null;
}
export interface AddedFile {
  readonly fileName: string;
  /** The exhibit, new or known; null = it was not kept. */
  readonly entity: EntityId | null;
  /**
   * `known`: the case has this very file. `twice`: it was among the files before. `repaired`: the case had it damaged, and it is whole again.
   * `not-tried`: the work had ended. `no-room` and the rest: it could not be kept.
   */
  readonly outcome: "added" | "known" | "twice" | "repaired" | "file-too-large" | "file-unreadable" | "no-room" | "not-tried";
}

export interface CustodyDraft extends CustodyFacts {
  readonly exhibits: readonly EntityId[];
  readonly handling: Handling;
  /** The event of ours that this one corrects, of the one exhibit; null = none. */
  readonly corrects: EntityId | null;
  /** `cancels`: it never was. */
  readonly correction: "replaces" | "cancels";
  /** Why it is corrected, beside why it was done (`reason`); absent or "" = not said. Kept only of a correction. */
  readonly correctionReason?: string;
  /** The officer was told that a file is damaged or lost, and records the event all the same. */
  readonly isDamageKnown: boolean;
}
export interface TakenBackEvent {
  readonly event: CustodyEvent;
  readonly takenBackBy: AuthorId;
  readonly takenBackAt: InstantMs;
}
export interface CheckedFile {
  readonly sha256: FileHash;
  readonly state: CheckedExhibit["state"];
  readonly at: InstantMs;
}
