import fc from "fast-check";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Handling } from "../../shared/ledger/model.ts";
import type { Entity, Fact } from "../../shared/projections/model.ts";
import type { Agency } from "./agency.ts";

/** Something a person does at the counter; numbers choose among what is there. */
export interface Move {
  readonly kind: (typeof kinds)[number];
  readonly pick: number;
  readonly text: string;
  /** How strictly what is said is to be handled; AMBER when left out. */
  readonly handling?: Handling;
}
const kinds = [
  "add",
  "add",
  "rival",
  "rival",
  "replace",
  "link",
  "remove",
  "retract",
  "rule",
  "withdraw",
  "dispute",
  "merge",
  "unmerge",
  "distinct",
  "match",
  "undo",
  "undo",
  "redo",
  "receive",
] as const;

export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat({ max: 999 }),
  text: fc.constantFrom("Әлия Қасымова", "Алия Касымова", "A. Kassymova", "Болат"),
});

type Counter = Pick<Agency, "door" | "entities">;

/** Things as a person sees them, in one order. */
export function pictureOf({ entities }: Pick<Agency, "entities">): readonly Entity[] {
  return [...entities.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const marksOf = ({ handling = "amber" }: Move) => ({ grade: "B2", handling, source: null }) as const;
const at = <Item>(items: readonly Item[], place: number): Item | undefined => items[place % Math.max(1, items.length)];

/** Asks the counter for it; null when there is nothing here it could be done with. `receive` takes in the next bundle of a partner. */
export async function makeMove(agency: Counter, move: Move, bundles: Blob[]): Promise<Awaited<ReturnType<CaseDoor["undo"]>> | null> {
  const { door } = agency;
  if (move.kind === "undo" || move.kind === "redo") return door[move.kind](null);
  if (move.kind === "receive") return receive(agency, bundles);
  const { pick, text } = move;
  const marks = marksOf(move);
  const value = { kind: "text", text } as const;
  if (move.kind === "add") return door.addEntity({ type: "person", values: [{ property: "fullName", value }], ...marks });
  const people = pictureOf(agency).filter(({ type }) => type === "person");
  const [one, other] = [at(people, pick), at(people, pick + 1)];
  return one === undefined ? null : withOne(door, move, { one, other });
}

interface Pick2 {
  readonly one: Entity;
  readonly other: Entity | undefined;
}

async function withOne(door: CaseDoor, move: Move, { one, other }: Pick2): ReturnType<typeof makeMove> {
  const { kind, pick, text } = move;
  const marks = marksOf(move);
  const facts: readonly Fact[] = Object.values(one.facts).flat();
  const fact = at(
    facts.filter(({ property }) => property !== "type"),
    pick,
  );
  const value = { kind: "text", text } as const;
  const said = { entity: one.id, property: "fullName", value, ...marks };
  switch (kind) {
    case "rival":
      return door.setValue({ ...said, replaces: null });
    case "replace":
      return fact?.property === "fullName" ? door.setValue({ ...said, replaces: fact.claim }) : null;
    case "remove":
      return door.removeEntities({ entities: [one.id] });
    case "retract":
      return fact === undefined ? null : door.retract({ claims: [fact.claim], why: text });
    case "rule":
      return fact === undefined
        ? null
        : door.rule({ entity: one.id, claim: fact.claim, why: text, until: pick % 2 === 0 ? "2026-12-31" : "", handling: marks.handling });
    case "withdraw":
      return door.withdrawRuling({ rulings: one.rulings.map(({ claim }) => claim), why: text });
    case "dispute":
      return fact === undefined ? null : door.dispute({ claims: [fact.claim], why: text });
    case "unmerge":
      return door.unmerge({ member: one.members[0] ?? one.id });
    default:
      return other === undefined || other.id === one.id ? null : withTwo(door, move, [one.id, other.id]);
  }
}

async function withTwo(door: CaseDoor, move: Move, [a, b]: readonly [EntityId, EntityId]): ReturnType<typeof makeMove> {
  const { kind, text: why } = move;
  const marks = marksOf(move);
  if (kind === "merge") return door.merge({ keep: a, others: [b], why, grade: marks.grade, handling: marks.handling });
  if (kind === "link") return door.addLink({ type: "related", from: a, to: b, values: [], ...marks });
  return kind === "distinct" ? door.sayDistinct({ a, b, why }) : door.sayPossible({ a, b, why });
}

async function receive({ door }: Counter, bundles: Blob[]): ReturnType<typeof makeMove> {
  const file = bundles.shift();
  const review = file === undefined ? null : await door.openBundle({ file });
  if (review?.ok !== true) return null;
  const before = await door.historyPoints(null);
  const accepted = await door.acceptBundle({ token: review.value.token });
  if (!accepted.ok) return accepted;
  const after = await door.historyPoints(null);
  // That it was taken in may be all that is new, and is a step of the history like any other.
  return before.ok && after.ok && before.value.length === after.value.length
    ? null
    : { ok: true, value: { intent: "receive", entities: [], claims: accepted.value.newClaims } };
}
