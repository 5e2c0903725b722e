import fc from "fast-check";
import {
  type ActId,
  type CaseId,
  type ClaimId,
  type EntityId,
  type FileHash,
  parseActId,
  parseCaseId,
  parseClaimId,
  parseEntityId,
  parseFileHash,
} from "../../shared/kernel/brand.ts";
import { bytesToHex } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import {
  type Assertion,
  type Claim,
  type Commit,
  handlings,
  type Signer,
  type Source,
  type Span,
  type Statement,
  type Value,
} from "../../shared/ledger/model.ts";
import { writeAct } from "../../shared/ledger/write.ts";
import { createFixedClock } from "./fixed-clock.ts";
import { createSeededRandom } from "./seeded-random.ts";

function certain<Value>(value: Value | null): Value {
  invariant(value !== null, "the generator makes valid ids");
  return value;
}

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(bytesToHex);
export const anyEntityId: fc.Arbitrary<EntityId> = hex(16).map((text) => certain(parseEntityId(text)));
export const anyClaimId: fc.Arbitrary<ClaimId> = hex(32).map((text) => certain(parseClaimId(text)));
export const anyFileHash: fc.Arbitrary<FileHash> = hex(32).map((text) => certain(parseFileHash(text)));
export const aCaseId: CaseId = certain(parseCaseId("0123456789abcdef0123456789abcdef"));
export const anotherCaseId: CaseId = certain(parseCaseId("fedcba9876543210fedcba9876543210"));
/** Act number n, the same each time. */
export const actNumber = (n: number): ActId => certain(parseActId(n.toString(16).padStart(32, "0")));

/** Text that breaks naive readers: scripts, bidi marks, NFD, quotes, escapes, JSON keys, astral and private signs; no control characters. */
const hostile = [
  "Әлия Қасымова",
  "e\u0301 and é",
  "\u202egnp.exe",
  "\u200b\ufeff",
  '"\\/\n\t',
  "__proto__",
  "constructor",
  "😀\u{10ffff}",
  "\u2028\u2029",
  "</script>",
  "\uffff",
];
export const anyText: fc.Arbitrary<string> = fc
  .oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ unit: "grapheme", maxLength: 40 }), fc.constantFrom(...hostile))
  .map((text) => text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ""));

export const anyDecimal: fc.Arbitrary<string> = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.option(fc.stringMatching(/^\d{1,18}$/)))
  .map(([isNegative, whole, fraction]) => `${isNegative ? "-" : ""}${whole}${fraction === null ? "" : `.${fraction}`}`);

const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");
export const anyDate: fc.Arbitrary<string> = fc
  .tuple(fc.nat(9999), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.nat(23), fc.nat(59), fc.nat(4))
  .map(([year, month, day, hour, minute, precision]) => {
    const date = [pad(year, 4), `${pad(year, 4)}-${pad(month)}`, `${pad(year, 4)}-${pad(month)}-${pad(day)}`];
    return date[precision] ?? `${date[2]}T${pad(hour)}:${pad(minute)}${precision === 3 ? "" : ":07.5Z"}`;
  });
const anyDateOrOpen = fc.oneof(fc.constant(""), anyDate);

export const anySpan: fc.Arbitrary<Span> = fc.record({ from: anyDateOrOpen, to: anyDateOrOpen }, { noNullPrototype: true });

const shortText = anyText.map((text) => text.slice(0, 60).toWellFormed());
export const anyValue: fc.Arbitrary<Value> = fc.oneof(
  anyText.map((text): Value => ({ kind: "text", text })),
  anyText.map((text): Value => ({ kind: "identifier", text })),
  anyDecimal.map((text): Value => ({ kind: "decimal", text })),
  fc.tuple(anyDecimal, shortText).map(([text, asset]): Value => ({ kind: "amount", text, asset })),
  anySpan.map(({ from, to }): Value => ({ kind: "date", from, to })),
  anyEntityId.map((entity): Value => ({ kind: "entity", entity })),
  fc.tuple(anyFileHash, fc.maxSafeNat()).map(([sha256, sizeBytes]): Value => ({ kind: "file", sha256, sizeBytes, mediaType: "text/csv" })),
);

export const anySource: fc.Arbitrary<Source> = fc
  .tuple(anyFileHash, fc.nat(), fc.nat(), anyText)
  .map(([file, page, row, column]) => ({ file, place: { page, row, column } }));

export const anyAssertion: fc.Arbitrary<Assertion> = fc.record(
  {
    op: fc.constant("assert" as const),
    subject: anyEntityId,
    property: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/),
    value: anyValue,
    during: fc.option(anySpan),
    source: fc.option(anySource),
    grade: fc.stringMatching(/^[A-F][1-6]$/),
    handling: fc.constantFrom(...handlings),
    nationalMark: fc.constantFrom("" as const, "official-use" as const),
  },
  { noNullPrototype: true },
);

export const anyStatement: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 5, arbitrary: anyAssertion },
  { weight: 1, arbitrary: anyClaimId.map((claim): Statement => ({ op: "retract", claim })) },
);

/** One step of a tangled case: who acts, which of the commits so far they have seen, and what they say. */
export interface Step {
  readonly officer: number;
  readonly seen: readonly number[];
  readonly statements: readonly Statement[];
}
export const anySteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ officer: fc.nat(), seen: fc.array(fc.nat(), { maxLength: 3 }), statements: fc.array(anyStatement, { maxLength: 4 }) }),
  { maxLength: 8 },
);

/** The signed commits of a tangled case: officers who saw different parts of it, joins and branches. */
export async function aTangledLedger(officers: readonly Signer[], steps: readonly Step[]): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  const [clock, random] = [createFixedClock(), createSeededRandom("tangled")];
  for (const [n, { officer, seen, statements }] of steps.entries()) {
    const known = createLedger(aCaseId);
    known.append(commits.length === 0 ? [] : seen.flatMap((i) => commits[i % commits.length] ?? []));
    const signer = certain(officers[officer % officers.length] ?? null);
    const act = {
      caseId: aCaseId,
      parents: known.heads,
      clockAfter: known.clock,
      intent: "add" as const,
      act: actNumber(n),
      undoes: "" as const,
      ontology: 1,
      statements,
    };
    commits.push(...(await writeAct({ signer, clock, random }, act)));
    clock.advance(1000);
  }
  return commits;
}

/** The same commit as somebody else may read it: only some of its claims, and no salt key. */
export function discloseOnly(commit: Commit, isDisclosed: (claim: Claim) => boolean): Commit {
  return { ...commit, claims: commit.claims.filter(isDisclosed), saltKey: null };
}
