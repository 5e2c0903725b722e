import type { ActId, AuthorId, ClaimId, CommitId, EntityId, FileHash, InstantMs } from "../kernel/brand.ts";
import type { Chain } from "../ontology/chains.ts";
import type { Grade, Handling, Intent, Source, Span, Value } from "../ledger/model.ts";

/** What a fold changed: rows to put, keys to drop. */
export interface Patch<Key, Row> {
  readonly put: ReadonlyMap<Key, Row>;
  readonly drop: ReadonlySet<Key>;
}

/** One live claim as a person reads it. */
export interface Fact {
  readonly claim: ClaimId;
  /** Whom it was said of: another id than the entity's own when two were merged. */
  readonly subject: EntityId;
  readonly property: string;
  readonly value: Value;
  readonly during: Span | null;
  readonly source: Source | null;
  readonly grade: Grade;
  readonly handling: Handling;
  readonly nationalMark: "" | "official-use";
  /** The officer's own words about it; "" = none. */
  readonly note: string;
  readonly author: AuthorId;
  readonly agency: string;
  readonly commit: CommitId;
  /** Lamport clock of that commit. */
  readonly clock: number;
  readonly saidAt: InstantMs;
  /** Agencies other than the author's that took it back: shown beside it, never hidden. */
  readonly disputedBy: readonly string[];
  /** How many independent origins say this value of this property: copies of one source count once, and so does an agency's own word. */
  readonly corroboration: number;
}

/** Why the value in front is in front: the first rule that tells it from the next other value (`rely.ts`); "order" = neither was said later, so it means nothing. */
export type Reliance = "ruling" | "uncontested" | "grade" | "corroboration" | "recency" | "order";

/** A property that should have one value and has several, said of times that overlap. */
export interface Conflict {
  readonly property: string;
  /** Different live values. */
  readonly values: number;
  /** Independent origins behind them: what "3 sources disagree" counts. */
  readonly sources: number;
  readonly because: Reliance;
}

/** A ruling as it stands. "in-force" paints its value first for the agency that made it; "lapsed" = its time is over; "void" = its value is no longer live. */
export interface Ruling {
  /** The claim of the ruling itself: what is retracted to withdraw it. */
  readonly claim: ClaimId;
  readonly property: string;
  readonly reliesOn: ClaimId;
  readonly why: string;
  /** Last day it holds, ISO; "" = until withdrawn. */
  readonly until: string;
  readonly author: AuthorId;
  readonly agency: string;
  readonly saidAt: InstantMs;
  readonly state: "in-force" | "lapsed" | "void";
}

/** One entity (node or link): the set of its live claims, and what is painted first. Plain data, crosses threads. */
export interface Entity {
  readonly id: EntityId;
  /** A type of the ontology; "unknown" when its type claim is withheld or not live. */
  readonly type: string;
  readonly form: "node" | "link";
  /** "" when nothing names it: the window then shows type and id. */
  readonly title: string;
  /** Live facts by property, the one painted first in front. */
  readonly facts: Readonly<Record<string, readonly Fact[]>>;
  /** Ends of a link; null for nodes and for links with a withheld end. */
  readonly ends: { readonly from: EntityId; readonly to: EntityId } | null;
  /** Agencies that said something live about it, sorted. */
  readonly agencies: readonly string[];
  /** Properties that should have one value and have several, by name. */
  readonly conflicts: readonly Conflict[];
  /** Live rulings about it, of every agency, by property; the one in force for us in front of its property. Their claims are facts too (`reliesOn`). */
  readonly rulings: readonly Ruling[];
  /** Other ids that are this one: merged, each with all its facts; [] for nearly all. */
  readonly members: readonly EntityId[];
  /** The strictest handling among its facts. */
  readonly handling: Handling;
  readonly isDisputed: boolean;
}

/** An asset is its contract, not its symbol. */
export interface Asset {
  /** The blockchain it lives on; "" = money. */
  readonly chain: "" | Chain;
  /** What tells assets apart, and goes into a flow's name: a TRON contract; elsewhere "<chain>:<contract>"; the chain's name for its own coin; ISO 4217 for money. */
  readonly contract: string;
  readonly symbol: string;
  /** Of the minor units here: the contract's own where it is known, else the most digits the file uses for it. */
  readonly decimals: number;
  /** Whether the contract is the known one for this symbol (look-alike tokens are not). */
  readonly isKnown: boolean;
}

/** Transfers of one pair and one asset, summed over the datasets of the case, each transfer counted once. */
export interface Flow {
  /** "<from>/<to>/<contract>". */
  readonly id: string;
  readonly from: EntityId;
  readonly to: EntityId;
  readonly asset: Asset;
  /** Exact decimal text of the sum. */
  readonly total: string;
  readonly count: number;
  readonly first: InstantMs;
  readonly last: InstantMs;
  /** Files it was read from, with up to 1,000 row numbers each. */
  readonly sources: readonly { readonly file: FileHash; readonly rows: readonly number[] }[];
}

/** One act as the audit shows it. */
export interface AuditEntry {
  readonly act: ActId;
  readonly commits: readonly CommitId[];
  readonly author: AuthorId;
  readonly agency: string;
  readonly saidAt: InstantMs;
  readonly clock: number;
  readonly intent: Intent;
  readonly undoes: ActId | "";
  readonly asserted: number;
  /** Statements that take another back: also those that take back a retraction, and so bring back what it took. */
  readonly retracted: number;
  readonly ruled: number;
  readonly withheld: number;
}
