import type { CaseId } from "../../shared/kernel/brand.ts";

/** What the page is told to do over and over until it is killed. */
export const works = [
  "commits",
  "imports",
  "exhibits",
  "rekey",
  "backup",
  "delete",
  "unite",
  "recovery",
  "restore",
  "copy",
  "repair",
  "snapshot",
] as const;
export type Work = (typeof works)[number];

/** Rows of each list that is imported. */
export const rowsPerImport = 400;
/** Two chunks: a whole one and a part. */
export const exhibitBytes = 4_194_304 + 70_000;

/** Commits that one step of uniting begins with: more than it waits for (`shared/case/uniting.ts`). */
export const peoplePerBatch = 70;

export type ActKind =
  | "person"
  | "batch"
  | "unite"
  | "import"
  | "exhibit"
  | "passphrase"
  | "recovery"
  | "side-case"
  | "copy"
  | "rename"
  | "delete"
  | "repair"
  | "restore"
  | "backup"
  | "snapshot";
/**
 * `id`: a name, a list's number, a SHA-256, a passphrase or code, a case's title; of a renaming `title>next title`; of a restoring the database it goes
 * into, `<name>~<entries of its main case>~<passphrase>`; of a batch what its people's names begin with, `<batch>#<number>`.
 */
export interface Act {
  readonly kind: ActKind;
  readonly id: string;
}

/** What one start of the browser is for. */
export interface Job {
  /** Tried in turn: the last acknowledged passphrase, then one that was asked for after it. */
  readonly passphrases: readonly string[];
  /** Tried in turn as well. null until the making of the vault was told; "" = the kill came before anybody saw it. */
  readonly recoveryCodes: readonly string[] | null;
  /** Databases that were asked to be restored into. */
  readonly restored: readonly string[];
  /** SHA-256 of every file that was asked to be kept. */
  readonly files: readonly string[];
  /** `plant`: marks everywhere; `remove`: their case deleted. */
  readonly work: Work | "plant" | "remove";
  /** Begins the names of what this start says: no other start has it. Planting puts it everywhere. */
  readonly prefix: string;
}

/** What the page tells, in order. `acked` is told only after the core has answered. */
export type Told =
  | { readonly what: "loaded" }
  | { readonly what: "made"; readonly recoveryCode: string }
  | { readonly what: "report"; readonly report: Report }
  | { readonly what: "began" }
  /** Texts beside the marks that must not be found either. */
  | { readonly what: "planted"; readonly texts: readonly string[] }
  | { readonly what: "asked" | "acked"; readonly act: Act }
  | { readonly what: "file"; readonly sha256: string }
  | { readonly what: "bug"; readonly text: string };

/** What lies in the profile when it is opened again. */
export interface Report {
  readonly passphrase: string;
  /** The code that opens; null = none does. */
  readonly recoveryCode: string | null;
  /** Of the main case. */
  readonly damages: readonly string[];
  readonly forks: number;
  readonly gaps: number;
  readonly chainHolds: boolean;
  readonly people: readonly string[];
  /** Rows in the case by the number of their list, and whether the list's exhibit reads. */
  readonly imports: readonly { readonly id: string; readonly rows: number; readonly reads: boolean }[];
  /** Exhibits that were kept unread, by hash. */
  readonly exhibits: readonly { readonly sha256: string; readonly state: string }[];
  /** Titles of the other cases, and how many people each holds. */
  readonly sideCases: readonly { readonly title: string; readonly people: number; readonly isDamaged: boolean }[];
  readonly destroyed: readonly { readonly title: string; readonly isFinished: boolean }[];
  readonly backups: readonly string[];
  /** Cases that were shown otherwise before their records were checked than after. */
  readonly shownWrongly: readonly string[];
  /** Chunk files there are, and how many the whole files of the vault have. */
  readonly chunkFiles: number;
  readonly chunksOfFiles: number;
  /** Runs of boxes that nobody names. */
  readonly strays: number;
  /** How each database lies there that was restored into: entries of its main case, or why it has none. */
  readonly restored: readonly { readonly id: string; readonly found: number | "empty" | "damaged" }[];
}

/** What the page asks its own thread beside the counter. */
export interface ShapesDoor {
  /** Chunk files there are, and those of the files that lie here whole. */
  countChunks(asked: {
    readonly passphrase: string;
    readonly files: readonly string[];
  }): Promise<{ readonly chunkFiles: number; readonly chunksOfFiles: number }>;
  /** Runs that are none of these cases' and none of the books. */
  countStrays(asked: { readonly passphrase: string; readonly cases: readonly CaseId[] }): Promise<number>;
  /** Boxes of a case. */
  countBoxes(asked: { readonly passphrase: string; readonly caseId: CaseId }): Promise<number>;
  /** Entries of a case; a damage is a bug. */
  countEntries(asked: { readonly passphrase: string; readonly caseId: CaseId }): Promise<number>;
  /** Turns one bit in the last box of a case. */
  damage(asked: { readonly passphrase: string; readonly caseId: CaseId }): Promise<null>;
  /** Restores a backup into a database of its own. */
  restore(asked: { readonly id: string; readonly file: Blob; readonly passphrase: string }): Promise<null>;
  inspectRestored(asked: { readonly ids: readonly string[]; readonly caseId: CaseId }): Promise<Report["restored"]>;
}

export const mainTitle = "Main";
