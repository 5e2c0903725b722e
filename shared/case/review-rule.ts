import type { Grade } from "../ledger/model.ts";
import { compareGrades } from "../projections/rely.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { Reviewed } from "./bundle-review.ts";
import { changesOf } from "./claim-changes.ts";
import type { ReviewedProperty, ReviewedValue, ReviewRule, RuledConflict, RuleWeight } from "./review-door.ts";
import { reviewedRow } from "./reviewed-row.ts";

/** What a rule about grades comes to, of everything under review. O(claims about what the bundle speaks of). */
export function weighRule(reviewed: Pick<Reviewed, "bundle" | "before" | "after" | "rows">, rule: ReviewRule): RuleWeight {
  const values = comingValues(reviewed);
  const conflicts = conflictsIn(reviewed);
  return {
    takes: rule.kind === "take" ? values.flatMap(({ entity, claim, grade }) => (isAtLeast(grade, rule.least) ? [{ entity, claim }] : [])) : [],
    values: values.length,
    decides: rule.kind === "take" ? [] : conflicts.flatMap((conflict) => decide(conflict, rule.kind)),
    conflicts: conflicts.length,
  };
}

/** "B2 or better" asks both: a source as reliable and a statement as credible. Letter and digit of the Admiralty code sort as they rank. */
export function isAtLeast(grade: Grade, least: Grade): boolean {
  return grade.charAt(0) <= least.charAt(0) && grade.charAt(1) <= least.charAt(1);
}

function comingValues({ before, after, rows }: Pick<Reviewed, "before" | "after" | "rows">) {
  return rows.flatMap(({ entity, come }) =>
    come === 0
      ? []
      : [entity, ...after.now.sameness.membersOf(entity)].flatMap((subject) =>
          changesOf(before, after, subject).come.flatMap(({ claim: { id, statement } }) =>
            isAboutClaim(statement.property) ? [] : [{ entity, claim: id, grade: statement.grade }],
          ),
        ),
  );
}

type Conflict = Pick<RuledConflict, "entity"> & { readonly property: ReviewedProperty };

function conflictsIn(reviewed: Pick<Reviewed, "bundle" | "before" | "after" | "rows">): readonly Conflict[] {
  return reviewed.rows.flatMap(({ entity, conflicts }) =>
    conflicts.length === 0 ? [] : reviewedRow(reviewed, entity).properties.flatMap((property) => (property.isConflict ? [{ entity, property }] : [])),
  );
}

/** Nothing where one side has no value that stays, or two that are graded alike and only a person can choose between. */
function decide({ entity, property }: Conflict, kind: "better" | "ours-equal"): readonly RuledConflict[] {
  const ours = best([...property.ours, ...property.both].filter(({ fate }) => fate !== "goes"));
  const theirs = best(property.theirs);
  if (ours === null || theirs === null) return [];
  const order = compareGrades(ours.grade, theirs.grade);
  const side = kind === "ours-equal" ? (order === 0 ? "ours" : null) : order === 0 ? null : order < 0 ? "ours" : "theirs";
  if (side === null) return [];
  return [{ entity, property: property.property, side, claim: (side === "ours" ? ours : theirs).claim }];
}

/** The best graded; null when there is none, or another value is graded alike. */
function best(values: readonly ReviewedValue[]): ReviewedValue | null {
  const [first, second] = values.toSorted((a, b) => compareGrades(a.grade, b.grade));
  if (first === undefined || (second !== undefined && compareGrades(first.grade, second.grade) === 0 && !isSame(first, second))) return null;
  return first;
}

const isSame = (a: ReviewedValue, b: ReviewedValue): boolean => JSON.stringify(a.value) === JSON.stringify(b.value);
