import { type ClaimId, parseAuthorId, parseClaimId, parseCommitId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { packClaims } from "../../shared/ledger/pack-claims.ts";
import type { Claim, Grade, Statement, Value } from "../../shared/ledger/model.ts";
import { entityOf } from "../../shared/projections/entities.ts";
import { StandingClaim, type Teller } from "../../shared/projections/live-claim.ts";
import { ExhibitIds, lineageOf } from "../../shared/projections/lineage.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { entityNumber } from "../property/projections/retracting-case.ts";
import { instant } from "./fixed-clock.ts";
import { eyesOf } from "./fold.ts";
import { aCaseId, actNumber } from "./ledger-generators.ts";

type Said = readonly [property: string, value: Value, grade?: Grade];

const lineage = lineageOf([], new ExhibitIds());
const hex = (n: number, length: number): string => n.toString(16).padStart(length, "0");

/** An entity of what is said of it, in this order, each word by our agency: folded, without a ledger around it. */
export function sayEntity(n: number, type: string, said: readonly Said[]): Entity {
  const id = entityNumber(n);
  const live = [["type", { kind: "text", text: type }] as Said, ...said].map(([property, value, grade = "B2"], at): StandingClaim => {
    const statement: Extract<Statement, { op: "assert" }> = {
      op: "assert",
      subject: id,
      property,
      value,
      during: null,
      source: null,
      grade,
      handling: "green",
      nationalMark: "",
    };
    const claim: Claim = { id: claimNumber(n * 1000 + at), index: 0, salt: new Uint8Array(16), line: "", statement };
    return new StandingClaim(packClaims([claim]), 0, tellerAt(at), []);
  });
  const entity = entityOf({ id, members: [], live, lineage, viewpoint: eyesOf("afm"), keyOf: (each) => each });
  invariant(entity !== null, "something is said of it");
  return entity;
}

export const amount = (text: string, asset: string): Value => ({ kind: "amount", text, asset });
export const day = (from: string, to = from): Value => ({ kind: "date", from, to });

/** A rate of the table, numbered apart from figures. */
export function sayRate(n: number, pair: string, rate: string, onDate: string): Entity {
  return sayEntity(500 + n, "rate", [
    ["pair", { kind: "identifier", text: pair }],
    ["rate", { kind: "decimal", text: rate }],
    ...(onDate === "" ? [] : [["onDate", day(onDate)] as Said]),
  ]);
}

function claimNumber(n: number): ClaimId {
  const id = parseClaimId(hex(n, 64));
  invariant(id !== null, "64 hex digits");
  return id;
}

function tellerAt(at: number): Teller {
  const [commit, author] = [parseCommitId(hex(at + 1, 64)), parseAuthorId(hex(1, 64))];
  invariant(commit !== null && author !== null, "64 hex digits");
  const header = {
    format: 2,
    case: aCaseId,
    parents: [],
    author,
    agency: "afm",
    clock: at + 1,
    saidAt: instant(1_772_500_000_000),
    intent: "add",
    act: actNumber(1),
    undoes: "",
    ontology: 1,
    count: 1,
    root: hex(0, 64),
  } as const;
  return { commit, header };
}
