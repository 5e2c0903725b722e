import type { EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Failure } from "../kernel/result.ts";
import type { Grade, Handling, Statement } from "../ledger/model.ts";
import type { Asset } from "../projections/model.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import { listNotices, listProfiles, listRules } from "./list-names.ts";
import { moneyNotices, moneyProfiles, moneyRules } from "./money-names.ts";
import type { ByteSource } from "./byte-source.ts";
import { type DocumentErrorKind, documentContainers, recognisedNotices, recognisedRules } from "./recognise/names.ts";
import type { Mapping } from "./mapping/model.ts";

/** Layouts we read. One sentence each: `intake-rules:profile.<name>`. */
export const profileNames = [
  "tronscan.trc20",
  "domain-list",
  "rates",
  // Explorers of blockchains
  "tronscan.trx",
  "tronscan.api.trc20",
  "tronscan.api.trx",
  "trongrid.trc20",
  "trongrid.transactions",
  "etherscan.transactions",
  "etherscan.internal",
  "etherscan.tokens",
  "etherscan.nft",
  "etherscan.api.transactions",
  "etherscan.api.tokens",
  "oklink.evm",
  "esplora",
  "blockchair.address",
  "blockchair.wallet",
  "blockchair.calls",
  "bitcoincore.list",
  "bitcoincore.csv",
  "electrum",
  "graphsense.transfers",
  "graphsense.effects",
  "graphsense.addresses",
  "graphsense.tags",
  "tagpack",
  // Exchanges
  ...moneyProfiles,
  // Cases and lists of other programs
  ...listProfiles,
  // Explained by a person
  "mapped",
  // Documents
  "recognised",
] as const;
export type ProfileName = (typeof profileNames)[number];

/** Why a whole file cannot be read; nothing of it is taken then. `where` is a row, or a column of our own layout. Sentences: `intake-rules:error.<kind>`. */
export type IntakeError = Failure<
  | "empty"
  | "too-large"
  | "not-text"
  | "spreadsheet"
  | "not-workbook"
  | "broken-archive"
  | "encrypted"
  | "broken-xml"
  | "xml-doctype"
  | "bundle"
  | "unknown-layout"
  | "other-layout"
  | "no-rows"
  | "broken-quotes"
  | "duplicate-header"
  | "unknown-reader"
  | "file-unreadable"
  | "unanswered"
  | "broken-json"
  | "broken-yaml"
  | "duplicate-member"
  | "too-complex"
  | "bad-byte"
  | "bad-choices"
  | "too-many-choices"
  | DocumentErrorKind
  | "cancelled"
>;

/** Why one row is left out. Sentences: `intake-rules:rule.<name>`. */
export const ruleNames = [
  "cell-count",
  "transaction-hash",
  "time",
  "sender",
  "receiver",
  "amount",
  "contract",
  "not-confirmed",
  "domain",
  "ip-address",
  "too-long",
  "public-suffix",
  "public-page",
  "date",
  "pair",
  "rate",
  // Explorers of blockchains
  "failed",
  "status",
  "no-transfer",
  "unique-token",
  "decimals",
  "sums",
  "time-differs",
  "asset",
  "address",
  "currency",
  // Exchanges and banks
  ...moneyRules,
  // Cases and lists of other programs
  ...listRules,
  // Explained by a person
  "bad-checksum",
  "bad-form",
  "bad-date",
  "bad-number",
  "value-too-long",
  "other-choice",
  "missing-value",
  "sum-row",
  "direction",
  // Documents
  ...recognisedRules,
] as const;
export type RuleName = (typeof ruleNames)[number];

/** One row left out, by name: the first rule it breaks, the cell that breaks it, and what the cell holds. */
export interface Rejection {
  /** Data row of the file, from 1, counted through all its tables. */
  readonly row: number;
  /** Its table where a file holds several; "" otherwise. */
  readonly sheet: string;
  /** Header of the column; its number where there is no header; "" = the whole row. */
  readonly column: string;
  readonly value: string;
  readonly rule: RuleName;
}

/** What a person should look at before accepting. Sentences: `intake-rules:notice.<name>`. */
export const noticeNames = [
  "zero-value",
  "look-alike-token",
  "unknown-token",
  "guessed-encoding",
  "duplicates",
  "repeated-rows",
  "repeated-rates",
  // Explorers of blockchains
  "mined",
  "several-senders",
  "nameless-output",
  "repeated-transactions",
  "no-counterparty",
  "hash-list",
  "claimed-currency",
  "swapped-columns",
  "address-poisoning",
  "dust",
  // Exchanges and banks
  ...moneyNotices,
  // Cases and lists of other programs
  ...listNotices,
  // Explained by a person
  "days-only",
  "mended-cells",
  "too-long-to-say",
  // Documents
  ...recognisedNotices,
] as const;
export type NoticeName = (typeof noticeNames)[number];
export interface Notice {
  readonly name: NoticeName;
  readonly count: number;
}

/** What a text may be encoded in; the last two are never guessed, only chosen. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1251", "ibm866", "koi8-r"] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** What holds the rows of a file. */
export const containers = ["delimited", "json", "yaml", "one-c", "kaspi-gold", "workbook", "xml", "lines", ...documentContainers] as const;
export type Container = (typeof containers)[number];

/** How the bytes were read as a table. */
export interface FileLayout {
  readonly container: Container;
  readonly encoding: Encoding;
  /** A byte order mark said so; without one, valid UTF-8 is UTF-8 and the rest is taken for windows-1251. */
  readonly hasMark: boolean;
  /** "" where nothing is delimited. */
  readonly delimiter: Delimiter | "";
  readonly hasHeader: boolean;
  /** As written; "1", "2", … where there is no header. */
  readonly headers: readonly string[];
}

/** What one column becomes; `property` "" = read for checking or shown only. Types and properties of the ontology. */
export interface ColumnUse {
  readonly header: string;
  readonly use: "read" | "checked" | "ignored";
  readonly type: string;
  readonly property: string;
}

/** Control total of one asset, to hold against the source. */
export interface AssetTotal {
  readonly asset: Asset;
  readonly count: number;
  /** Exact decimal text. */
  readonly total: string;
  readonly first: InstantMs;
  readonly last: InstantMs;
}

/** What a control total is of. Words: `intake-rules:control.<name>`. "change" = by how much the balance changed from the first row to the last. */
export const controlNames = ["change", "received", "paid", "closing"] as const;

/** A sum the file itself says, beside what we read. They differ when rows are missing, or were rejected. */
export interface ControlTotal {
  /** As the file names it; "" = the one account of the file. */
  readonly account: string;
  readonly asset: string;
  readonly name: (typeof controlNames)[number];
  /** Exact decimal texts without trailing zeros. */
  readonly said: string;
  readonly read: string;
}

/** One table of a file. */
export interface SheetPreview {
  /** "" where a file is one table. */
  readonly name: string;
  /** null = its layout is not known or it is left out, and none of its rows is read. */
  readonly profile: ProfileName | null;
  /** A person left it out. */
  readonly isLeftOut: boolean;
  readonly rows: number;
  /** Its first data row, as rows are numbered through the file. */
  readonly firstRow: number;
  readonly layout: FileLayout;
  /** Which of its rows is the header, from 1; 0 = none is, or the container names its columns. */
  readonly headerRow: number;
  readonly columns: readonly ColumnUse[];
  /** Its first data rows as written, at most 200. */
  readonly sample: readonly (readonly string[])[];
  /** What its columns may mean, by their headers and first values: a beginning for a person who maps it. */
  readonly suggested: Mapping;
  /** Columns of its mapping (from 0) whose date or number could be read in several ways, and which are not read before a person says how. */
  readonly openColumns: readonly number[];
}

/** What an import would do. Law: accepted + duplicates + rejected.length = rows. Plain data. */
export interface IntakePreview {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: FileHash;
  /** The layouts of its tables, in order: names of profiles, joined by " + "; "" = none is known, and nothing would be read. */
  readonly profile: string;
  /** How its text begins, to judge encoding and delimiter by; "" where it is no text whose rows are lines. */
  readonly look: string;
  readonly sheets: readonly SheetPreview[];
  /** What has to be answered first: while one has no answer, no row is read. */
  readonly questions: readonly Question[];
  /** Of the first table that is read; of the first where none is. */
  readonly layout: FileLayout;
  readonly columns: readonly ColumnUse[];
  /** The first data rows as written, at most 200. */
  readonly sample: readonly (readonly string[])[];
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
  /** Entities it names, by type. */
  readonly entities: readonly { readonly type: string; readonly count: number }[];
  readonly totals: readonly AssetTotal[];
  readonly controls: readonly ControlTotal[];
  readonly notices: readonly Notice[];
}

/** A whole import: what was read, as statements of one act. */
export interface Intake extends IntakePreview {
  readonly exhibit: EntityId;
  readonly statements: readonly Statement[];
  /** The transfers, for the flows; null for a layout without any. */
  readonly transfers: TransferColumns | null;
}

/** A cell read as a person says instead of as the file does: of a data row (from 1, counted through the file), by its place in the row (from 0). */
export interface MendedCell {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** One row as written, with the headers of its table. */
export interface WrittenRow {
  readonly row: number;
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly cells: readonly string[];
}

/** Values of a document that are taken otherwise than by themselves: rows as "3-7,9" (`recognise/picks.ts`). */
export interface Picks {
  readonly taken: string;
  readonly left: string;
}

/** What a person says of how a file is to be read, where it is not left to the file itself. */
export interface ReadingChoices {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  /** Answers to what a file leaves open (`Question`). */
  readonly answers?: Readonly<Partial<Record<QuestionName, string>>>;
  /** Which row of a table is its header, by the table's name: from 1; 0 = none. */
  readonly headerRows?: Readonly<Record<string, number>>;
  /** Names of the tables that are not read. */
  readonly leftOut?: readonly string[];
  /** What the columns of tables mean, by their headers: before any layout we know. */
  readonly mappings?: readonly Mapping[];
  /** Whether a text is a table or a document in which values are recognised. */
  readonly readAs?: "table" | "document";
  /** Of a document: what a person takes of it, and leaves. */
  readonly picked?: Picks;
  /** Cells a person mended. The exhibit keeps what it says. */
  readonly mended?: readonly MendedCell[];
}

/** What a file can leave open, and nobody may guess. Sentences: `intake-rules:question.<name>`; of answers `intake-rules:answer.<name>.<answer>`, else the choice of the ontology. */
export const questionNames = ["chain", "utc-offset", "direction", "decimal-sign", "kazakh-clock", "currency"] as const;
export type QuestionName = (typeof questionNames)[number];

/** One thing to be answered before a file is read. */
export interface Question {
  readonly name: QuestionName;
  /** Possible answers, by name. */
  readonly options: readonly string[];
  /** The answer so far; "" = none. */
  readonly answer: string;
}

/** Whoever watches a reading: lets so many rows pass, or holds them up. */
export interface RowWatch {
  pass(rows: number): Promise<void>;
}

/** A file as it was dropped. */
export interface IntakeFile {
  readonly source: ByteSource;
  readonly fileName: string;
  /** What the person saw and accepted: another layout is then refused. Without it (or "") the header alone decides, never the file's name. */
  readonly profile?: string;
  readonly choices?: ReadingChoices;
  /** Hears of the rows, and holds them up while it is paused. */
  readonly watch?: RowWatch;
}
export interface IntakeOrder extends IntakeFile {
  readonly grade: Grade;
  readonly handling: Handling;
}

/** Rows of a file around a place, for looking at an exhibit. */
export interface RowWindow {
  readonly layout: FileLayout;
  readonly total: number;
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}
