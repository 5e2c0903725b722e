import type { EntityId } from "../kernel/brand.ts";
import { propertyEntry } from "../ontology/read.ts";
import { isStricter } from "../partner/admit.ts";
import type { ClaimIndex, LiveClaim } from "./index-claims.ts";
import type { RedactRule, SharePlan } from "./model.ts";

/** What the rules of a plan keep home. Pure: asked claim by claim. */
export interface Redaction {
  /** Whether a rule keeps the claim, and the person did not give it back. */
  keeps(claim: LiveClaim): boolean;
  /** Whether what the claim says is to stay, whoever else says it too; a rule about sources or grades keeps only this telling of it. */
  hides(claim: LiveClaim): boolean;
  /** Of each rule, how many of these claims it names. */
  count(claims: Iterable<LiveClaim>): readonly number[];
}
type Names = (claim: LiveClaim) => boolean;

/**
 * Takes   `guarded`: people a share is careful about (`guardedPeople`).
 * Cost    O(rules) a claim.
 */
export function createRedaction({ redact = [], keep = [] }: SharePlan, index: ClaimIndex, guarded: ReadonlySet<EntityId>): Redaction {
  const kept = new Set<string>(keep);
  const rules = redact.map((rule) => ({ rule, names: namesOf(rule, index, guarded) }));
  const keeps: Names = (claim) => rules.some(({ names }) => names(claim)) && !kept.has(claim.id);
  return {
    keeps,
    hides: (claim) => !kept.has(claim.id) && rules.some(({ rule, names }) => isAboutContent(rule) && names(claim)),
    count(claims) {
      const counts = rules.map(() => 0);
      for (const claim of claims) rules.forEach(({ names }, n) => (counts[n] = (counts[n] ?? 0) + Number(names(claim))));
      return counts;
    },
  };
}

const isAboutContent = ({ by }: RedactRule): boolean => by !== "source" && by !== "grade";

function namesOf(rule: RedactRule, index: ClaimIndex, guarded: ReadonlySet<EntityId>): Names {
  switch (rule.by) {
    case "type":
      return ({ statement }) => index.typeOf(statement.subject) === rule.type;
    case "property":
      return ({ statement: { subject, property } }) => property === rule.property && (rule.type === "" || index.typeOf(subject) === rule.type);
    case "source":
      return ({ statement: { subject, source } }) => source?.file === rule.file || index.fileOf(subject) === rule.file;
    case "handling":
      return ({ statement: { handling } }) => handling === rule.handling || isStricter(handling, rule.handling);
    case "grade":
      return ({ statement: { grade } }) => isWorse(grade.slice(0, 1), rule.source) || isWorse(grade.slice(1), rule.information);
    case "entity":
      return ({ statement: { subject } }) => subject === rule.entity;
    case "personal":
      return ({ statement: { subject, property } }) => propertyEntry(index.typeOf(subject) ?? "", property)?.isPersonal === true;
    case "protected":
      return ({ statement: { subject } }) => guarded.has(subject);
  }
}

/** Letters and digits of a grade go from good to bad; "" sets no bound. */
const isWorse = (mark: string, than: string): boolean => than !== "" && mark > than;
