import type { CaseId, ClaimId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { ShareBlock, SharePlan, ShareWarning, WithholdReason } from "../bundle/model.ts";
import type { Grade, Handling, Intent, Source, Span, Statement, Value } from "../ledger/model.ts";
import type { CustodyAction } from "../ontology/custody.ts";
import type { Identity } from "../partner/model.ts";
import type { Flow, Patch } from "../projections/model.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import type { RowPack } from "../projections/row-format.ts";
import type { Sketch } from "../projections/resemblance.ts";
import type { Person, Secret } from "../vault/model.ts";
import type { CaseError, Done, GateError, ImportError, NamedBytes } from "./answer.ts";
import type { KeysDoor } from "./keys-door.ts";
import type { ExhibitsDoor, Quarantined } from "./exhibits-door.ts";
import type { ImportDoor } from "./import-door.ts";
import type { LockerDoor } from "./locker-door.ts";
import type { BackupDoor } from "./backup-door.ts";
import type { CaseListDoor } from "./case-list-door.ts";
import type { BooksDoor } from "./books-door.ts";
import type { CosignDoor } from "./cosign-door.ts";
import type { DamageDoor, RepairedCase } from "./damage-door.ts";
import type { DeconflictionDoor } from "./deconfliction-door.ts";
import type { ExportDoor } from "./export-door.ts";
import type { OpenedCase, OpeningDoor } from "./opening-door.ts";
import type { PartnersDoor } from "./partners-door.ts";
import type { RegisterDoor } from "./register-door.ts";
import type { BundleReview, ReviewDoor } from "./review-door.ts";
import type { ShareDoor, ShareReceipt } from "./share-door.ts";
import type { StolenDoor, StolenSight } from "./stolen-door.ts";
import type { AuditDoor, LedgerDoor, Look, SuggestionsDoor } from "./ledger-door.ts";

/**
 * What a person can ask of the core: the counter. Served by the case worker in the window and called in-process by the command
 * line and tests. Every ask takes one plain argument and answers with a Result; asks that change the case resolve when the change
 * is durable, and the patch has been told as news before the answer arrives.
 */
export interface CaseDoor
  extends CosignDoor,
    KeysDoor,
    CaseListDoor,
    LedgerDoor,
    AuditDoor,
    SuggestionsDoor,
    ExhibitsDoor,
    ImportDoor,
    LockerDoor,
    BackupDoor,
    BooksDoor,
    DamageDoor,
    DeconflictionDoor,
    ExportDoor,
    ReviewDoor,
    OpeningDoor,
    PartnersDoor,
    RegisterDoor,
    ShareDoor,
    StolenDoor {
  // ── gate ──
  gateStatus(argument: null): Promise<Result<"empty" | "sealed", GateError>>;
  createVault(argument: {
    readonly passphrase: string;
    readonly person: Person;
  }): Promise<Result<{ readonly me: Identity; readonly recoveryCode: string }, GateError>>;
  unlock(argument: Secret): Promise<Result<Identity, GateError>>;
  /** Forgets keys and case. The window then ends the worker. */
  lock(argument: null): Promise<Result<null, never>>;
  /** Our public identity file (`.dalel-id`) for a partner. */
  identityFile(argument: null): Promise<Result<NamedBytes, GateError>>;
  /** The key that opens bundles sent to us, as an age identity file, for a laboratory or the command line. Asks the passphrase again. */
  openingKeyFile(argument: { readonly passphrase: string; readonly keyFile?: Bytes }): Promise<Result<NamedBytes, GateError>>;

  // ── cases ──
  listCases(argument: null): Promise<Result<readonly CaseEntry[], CaseError>>;
  createCase(argument: { readonly number: string; readonly title: string; readonly handling: Handling }): Promise<Result<CaseId, CaseError>>;
  /**
   * Does what `planRepair` planned: writes the run of the open case anew, in one transaction, and opens it; or adds to a case that is not damaged. Then
   * takes what files of exhibits are missing or damaged out of the backup: when that fails, the case stands, and they count as lost.
   */
  applyRepair(argument: { readonly token: string }): Promise<Result<RepairedCase, CaseError>>;

  // ── saying things ──
  addEntity(argument: EntityDraft): Promise<Result<Done, CaseError>>;
  addLink(argument: LinkDraft): Promise<Result<Done, CaseError>>;
  /** Adds a value, or puts it in the place of one of ours (`replaces` is retracted in the same commit). */
  setValue(argument: ValueDraft): Promise<Result<Done, CaseError>>;
  /** Takes claims back: our own go; another agency's become disputed (intent `dispute`). Some of each at once: `not-ours`. `why`: its reason. */
  retract(argument: { readonly claims: readonly ClaimId[]; readonly why?: string }): Promise<Result<Done, CaseError>>;
  /** Takes back all we said of these entities and of the links at them. */
  removeEntities(argument: { readonly entities: readonly EntityId[] }): Promise<Result<Done, CaseError>>;
  /** Makes a computed flow a claim of ours, pointing at its exhibit. */
  promoteFlow(argument: { readonly flow: string }): Promise<Result<Done, CaseError>>;
  undo(argument: null): Promise<Result<Done, CaseError>>;
  redo(argument: null): Promise<Result<Done, CaseError>>;

  // ── imports and exhibits ──
  /**
   * Keeps any file of at most 4 GiB as an exhibit, unread: one act. `already-imported` when the case has it; if it had it damaged, the file is
   * whole again and nothing is said (`claims` 0). Tells progress as job "keep-exhibit", in bytes; `cancel` ends it and leaves nothing behind.
   */
  addExhibit(argument: ExhibitDraft): Promise<Result<Done, CaseError>>;
  /** The bytes of an exhibit, hash verified. `too-large` above 512 MiB: `copyExhibit`. `quarantined` once it was found damaged. */
  readExhibit(argument: { readonly sha256: FileHash }): Promise<Result<Bytes, CaseError>>;

  // ── exchange ──
  previewShare(argument: SharePlan): Promise<Result<SharePreview, CaseError>>;
  /** Commits the share, then seals: one bundle that names all its recipients. The bytes exist only after the commit is durable. */
  share(argument: SharePlan): Promise<Result<ShareReceipt, CaseError>>;
  /** Opens, checks and compares; keeps the bundle aside under `token`. Changes nothing but what signed notices in it say of keys. */
  openBundle(argument: { readonly file: Blob }): Promise<Result<BundleReview, CaseError>>;
  dropBundle(argument: { readonly token: string }): Promise<Result<null, never>>;

  // ── notes ──
  /** Sealed small things of the window: chart positions, panel layout. Not evidence. */
  keepNote(argument: { readonly name: string; readonly text: string }): Promise<Result<null, CaseError>>;
  readNote(argument: { readonly name: string }): Promise<Result<string | null, CaseError>>;
}

/** What the core tells without being asked. */
export type CaseNews =
  | {
      /** A change of the case as it stands now. A big one comes in parts, of which the last has `isLast`: nothing is shown before it. */
      readonly kind: "patch";
      readonly caseId: CaseId;
      readonly isWhole: boolean;
      readonly isLast: boolean;
      readonly entities: RowPack;
      readonly flows: Patch<string, Flow>;
      readonly history: History;
      readonly early?: EarlySight;
    }
  | {
      /** How another view differs from now, in parts like a patch. It lies over what stands now and changes nothing of it. */
      readonly kind: "look";
      readonly caseId: CaseId;
      readonly look: Look;
      readonly isFirst: boolean;
      readonly isLast: boolean;
      readonly entities: RowPack;
      readonly flows: Patch<string, Flow>;
    }
  /** What of the open case rests on keys that were stolen or lost; told when that changes. */
  | { readonly kind: "stolen"; readonly sight: StolenSight }
  | { readonly kind: "quarantine"; readonly exhibits: readonly Quarantined[] }
  /** It was written down when files were checked: `checkedFiles` answers something else than before. */
  | { readonly kind: "checked" }
  | {
      readonly kind: "progress";
      readonly job: string;
      readonly done: number;
      readonly total: number;
      /** What is counted; absent = things. */
      readonly unit?: "bytes" | "claims";
    };

/**
 * Where rows are told before everything is, without facts. A patch of everything follows, or the opening fails; nothing may be said meanwhile.
 * `last-closing`: all that the case showed when it was last closed, not checked yet. `most-linked`: what most links run to, of records that were
 * all read and checked; far from all rows.
 */
export interface EarlySight {
  readonly of: "last-closing" | "most-linked";
  /** What is known of the case. */
  readonly opened: OpenedCase;
}

/** What undo and redo would do next; null = nothing. */
export interface History {
  readonly commits: number;
  readonly claims: number;
  /** Steps of this officer that may be undone, and redone, one after the other: what changes of the view are ordered by. */
  readonly done: number;
  readonly undone: number;
  readonly undo: HistoryStep | null;
  readonly redo: HistoryStep | null;
  readonly lastSavedAt: InstantMs | null;
  readonly forks: number;
  readonly gaps: number;
}

export interface HistoryStep {
  readonly intent: Intent;
  readonly claims: number;
  /** Things it made or touched; of a merge, the things it joins. */
  readonly entities: number;
  /** Their type; "" when they are of several. */
  readonly type: string;
  /** What was done with exhibits, when it was nothing else. */
  readonly custody: readonly CustodyAction[];
}

export interface CaseEntry {
  readonly caseId: CaseId;
  readonly number: string;
  readonly title: string;
  readonly changedAt: InstantMs;
  readonly entities: number;
  readonly links: number;
  /** Agencies whose facts it holds. */
  readonly agencies: readonly string[];
  /** Claims, exhibits and the bytes of those that lie here, in the clear; null until the case was opened by a version that counts them. */
  readonly claims: number | null;
  readonly exhibits: number | null;
  readonly exhibitBytes: number | null;
  /** Exhibits of which only the hash came, or whose file is lost: they take no room. Null like the rest. */
  readonly absentExhibits: number | null;
  /** It opens to be read only. */
  readonly isArchived: boolean;
  /** It was found damaged in this session. */
  readonly isDamaged: boolean;
}
/** Values by property; amounts, dates and ends as the ledger's values. Text of identifiers may be as typed: it is checked and made canonical. */
export interface DraftValue {
  readonly property: string;
  readonly value: Value;
}
export interface EntityDraft {
  readonly type: string;
  readonly values: readonly DraftValue[];
  readonly grade: Grade;
  readonly handling: Handling;
  readonly source: Source | null;
  readonly nationalMark?: "" | "official-use";
  /** When it was true: of an entity its values, of a link all of it. Absent or null = of no time. */
  readonly during?: Span | null;
  /** Our own words about it; absent or "" = none. */
  readonly note?: string;
}
export interface ExhibitDraft {
  readonly file: Blob;
  readonly fileName: string;
  /** Any of these may be "". `publishedAt` is an ISO date. */
  readonly title: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly grade: Grade;
  readonly handling: Handling;
}
export interface LinkDraft extends EntityDraft {
  readonly from: EntityId;
  readonly to: EntityId;
}
export interface ValueDraft {
  readonly entity: EntityId;
  readonly property: string;
  readonly value: Value;
  readonly replaces: ClaimId | null;
  readonly grade: Grade;
  readonly handling: Handling;
  readonly source: Source | null;
  /** When it was true; absent or null = not said. */
  readonly during?: Span | null;
  readonly nationalMark?: "" | "official-use";
  /** Our own words about it; absent or "" = none. */
  readonly note?: string;
}
/** The preview of a share: mine and what they get, as rows. */
export interface SharePreview {
  readonly entities: readonly SharedEntity[];
  readonly disclosedClaims: number;
  /** Of these, how many only take something back, and so stand in no row. */
  readonly withdrawals: number;
  /** What the statement will say, and so the recipients see: claims withheld from the records that leave. */
  readonly withheldClaims: number;
  /** Claims of the choice that stay, also of records that stay whole, each in a row. It is said to nobody. */
  readonly keptBack: number;
  readonly files: readonly SharedFile[];
  /** Chosen files that are not here and cannot leave: with them in the plan `share` fails `file-missing`. */
  readonly absent: readonly SharedFile[];
  readonly warnings: readonly ShareWarning[];
  /** Whom or what a warning is about, of those that can be shown. */
  readonly warned: Readonly<Partial<Record<ShareWarning["kind"], readonly EntityId[]>>>;
  readonly blocked: readonly ShareBlock[];
  /** Live claims of the choice that stay, by reason. */
  readonly stays: Readonly<Partial<Record<WithholdReason, number>>>;
  /** Those that stay because they were withheld from a recipient before; `SharePlan.keep` lets them go. */
  readonly withheldBefore: readonly ClaimId[];
  /** How many claims each rule of the plan names, in its order. */
  readonly ruleCounts: readonly number[];
  /** Nodes of the charts that go along. */
  readonly charted: number;
}
export interface SharedFile {
  readonly sha256: FileHash;
  readonly name: string;
  readonly sizeBytes: number;
}
export interface SharedEntity {
  readonly entity: EntityId;
  readonly type: string;
  readonly title: string;
  readonly form: "node" | "link";
  /** As what people count it; null = it only says who is who. */
  readonly counted: "entity" | "exhibit" | "link" | null;
  /** null = it stays home whole. */
  readonly theirTitle: string | null;
  readonly claims: readonly {
    readonly claim: ClaimId;
    readonly property: string;
    readonly value: Value;
    /** It goes with the claim: the reason of a ruling too; "" = none. */
    readonly note: string;
    readonly leaves: boolean;
    readonly reason: WithholdReason | null;
  }[];
}
/** What the intake worker does for the core: untrusted bytes are read where no key lives. */
export interface IntakePort {
  /** Reads a file as a job of this name, which `steer` can stop: `unreadable-file` with `cancelled` then. */
  run(argument: {
    readonly file: Blob;
    readonly job: string;
    readonly fileName: string;
    readonly profile: string;
    readonly choices: string;
    readonly grade: Grade;
    readonly handling: Handling;
  }): Promise<Result<ImportDrafts, ImportError>>;
  steer(argument: { readonly job: string; readonly how: "stop" }): Promise<Result<null, never>>;
  readTransfers(argument: {
    readonly bytes: Bytes;
    readonly sha256: FileHash;
    readonly reader: string;
    readonly readerVersion: number;
    /** How a person said it is to be read, as its dataset keeps it; "" = as the file says itself. */
    readonly choices: string;
  }): Promise<Result<TransferColumns, ImportError>>;
  /** What a text consists of, to compare it by; null when the file is no text that can be compared. */
  sketch(argument: { readonly bytes: Bytes; readonly fileName: string; readonly mediaType: string }): Promise<Result<Sketch | null, ImportError>>;
}
export interface ImportDrafts {
  readonly profile: string;
  readonly sha256: FileHash;
  readonly exhibit: EntityId;
  readonly statements: readonly Statement[];
  readonly columns: TransferColumns | null;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}
