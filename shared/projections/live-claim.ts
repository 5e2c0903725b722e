import type { ClaimId, CommitId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Assertion, CommitHeader, Value } from "../ledger/model.ts";
import type { PackedClaims } from "../ledger/packed-claims.ts";

/** The commit that carries a claim, and when it came to us: the number of the batch it arrived with. */
export interface Teller {
  readonly commit: CommitId;
  readonly header: CommitHeader;
}
/** Claims that were told and do not count, by the commit that tells them: the numbers they have here (`acceptances.ts`). */
export type Aside = ReadonlyMap<CommitId, ReadonlySet<number>>;
/** What of the ledger is looked at: a commit that arrived with batch `arrival` counts or does not. */
export interface Horizon {
  (teller: Teller, arrival: number): boolean;
  /** What is aside as seen from there; absent = what is aside now. */
  readonly aside?: Aside;
}

/** One assertion as it stands within a horizon. */
export interface LiveClaim {
  readonly id: ClaimId;
  readonly statement: Assertion;
  /** The first commit of our agency that stands by it; of any that does, when ours says nothing of the kind. */
  readonly teller: Teller;
  /** Agencies whose retraction of it counts, sorted. */
  readonly disputedBy: readonly string[];
}

/** The same where it lies: what it says is read when asked for, since of most claims a row shows little. */
export class StandingClaim implements LiveClaim {
  readonly block: PackedClaims;
  readonly place: number;
  readonly teller: Teller;
  readonly disputedBy: readonly string[];
  #statement: Assertion | null = null;

  constructor(block: PackedClaims, place: number, teller: Teller, disputedBy: readonly string[]) {
    this.block = block;
    this.place = place;
    this.teller = teller;
    this.disputedBy = disputedBy;
  }
  get id(): ClaimId {
    return this.block.idAt(this.place);
  }
  get property(): string {
    return this.block.propertyAt(this.place);
  }
  get value(): Value {
    return this.#statement?.value ?? this.block.valueAt(this.place);
  }
  get statement(): Assertion {
    if (this.#statement !== null) return this.#statement;
    const statement = this.block.statementAt(this.place);
    invariant(statement.op === "assert", "only an assertion stands");
    this.#statement = statement;
    return statement;
  }
}

/** The earliest of our own in the ledger's one order, else the earliest of all; null of none. */
export function firstOf(tellers: readonly Teller[], own: string): Teller | null {
  let first: Teller | null = null;
  for (const teller of tellers) if (first === null || isBefore(teller, first, own)) first = teller;
  return first;
}

function isBefore(a: Teller, b: Teller, own: string): boolean {
  const isOurs = a.header.agency === own;
  if (isOurs !== (b.header.agency === own)) return isOurs;
  return compareCommits({ id: a.commit, header: a.header }, { id: b.commit, header: b.header }) < 0;
}
