import fc from "fast-check";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Claim, Commit, Signer, Statement, Value } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

/** Two officers of one agency and one of another: own retractions, a colleague's, and disputes. */
export const officers: readonly Signer[] = await Promise.all([
  createOfficer("Айгүл", "afm"),
  createOfficer("Болат", "afm"),
  createOfficer("Вера", "knb"),
]);

/** Says something of one of three entities, or takes back one of the claims so far, retractions among them. */
export type Deed =
  | { readonly kind: "say"; readonly entity: number; readonly property: string; readonly text: string; readonly grade: string }
  | { readonly kind: "take-back"; readonly claim: number };
export interface Turn {
  readonly officer: number;
  readonly deeds: readonly Deed[];
  /** Whether it follows the last commit or was made beside it, knowing nothing. */
  readonly isBranch: boolean;
}

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      entity: fc.nat(2),
      property: fc.constantFrom("type", "name", "alias", "from", "to", "address"),
      text: fc.constantFrom("wallet", "exchange", "operates", "Қазына", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
      grade: fc.constantFrom("A1", "B2", "F6"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("take-back" as const), claim: fc.nat() }) },
);
export const anyTurns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({ officer: fc.nat(2), deeds: fc.array(anyDeed, { minLength: 1, maxLength: 4 }), isBranch: fc.boolean() }),
  { maxLength: 7 },
);

export const entityNumber = (n: number): EntityId => {
  const id = parseEntityId(String(n).padStart(32, "0"));
  if (id === null) throw new Error("the number is too long");
  return id;
};

/** The signed commits of the turns, in the order they were made. */
export async function writeTurns(turns: readonly Turn[]): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  const claims: Claim[] = [];
  const [clock, random] = [createFixedClock(), createSeededRandom("retracting")];
  for (const [n, { officer, deeds, isBranch }] of turns.entries()) {
    const known = createLedger(aCaseId);
    if (!isBranch) known.append(commits);
    const signer = officers[officer % officers.length] ?? officers[0];
    if (signer === undefined) throw new Error("there are officers");
    const statements = deeds.flatMap((deed) => statementOf(deed, claims));
    const written = await writeAct(
      { signer, clock, random },
      {
        caseId: aCaseId,
        parents: known.heads,
        clockAfter: known.clock,
        intent: "edit",
        act: actNumber(n),
        undoes: "",
        ontology: 1,
        statements,
      },
    );
    commits.push(...written);
    claims.push(...written.flatMap((commit) => commit.claims));
    clock.advance(1000);
  }
  return commits;
}

function statementOf(deed: Deed, claims: readonly Claim[]): readonly Statement[] {
  if (deed.kind === "take-back") {
    const claim = claims[deed.claim % Math.max(1, claims.length)];
    return claim === undefined ? [] : [{ op: "retract", claim: claim.id }];
  }
  const isEnd = deed.property === "from" || deed.property === "to";
  const value: Value = isEnd ? { kind: "entity", entity: entityNumber((deed.entity + 1) % 3) } : { kind: "text", text: deed.text };
  return [
    {
      op: "assert",
      subject: entityNumber(deed.entity),
      property: deed.property,
      value,
      during: null,
      source: null,
      grade: deed.grade,
      handling: "green",
      nationalMark: "",
    },
  ];
}
