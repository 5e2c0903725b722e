import type { EntityId } from "../kernel/brand.ts";
import { birthDayOfIin } from "../ontology/kazakh-numbers.ts";
import { type ClaimIndex, type LiveClaim, textOf } from "./index-claims.ts";

/** People whose data a share warns of. */
export interface GuardedPeople {
  readonly victims: ReadonlySet<EntityId>;
  /** Under 18 on the day of sharing, by a birth date or by an IIN, whichever says so. */
  readonly minors: ReadonlySet<EntityId>;
}
const personType = "person";
const ageOfMajority = 18;

/**
 * Finds victims and minors by all that is known here, whatever of it leaves.
 * Takes   `today`: ISO day; "" = no day, and no one is known to be a minor.
 * Cost    one pass over the claims of people.
 */
export function guardedPeople(index: ClaimIndex, today: string): GuardedPeople {
  const [victims, minors] = [new Set<EntityId>(), new Set<EntityId>()];
  for (const [entity, claims] of index.liveByEntity) {
    if (index.typeOf(entity) !== personType) continue;
    if (claims.some(isVictim)) victims.add(entity);
    if (today !== "" && claims.some((claim) => isMinorBy(claim, today))) minors.add(entity);
  }
  return { victims, minors };
}

const isVictim = ({ statement }: LiveClaim): boolean => statement.property === "position" && textOf(statement).includes("victim");

function isMinorBy({ statement }: LiveClaim, today: string): boolean {
  const { property, value } = statement;
  // Of a year or a month the last day counts: who may be a minor is treated as one.
  if (property === "birthDate" && value.kind === "date") return isUnderAge(value.to === "" ? value.from : value.to, today);
  return property === "iin" && textOf(statement).some((text) => isUnderAge(birthDayOfIin(text) ?? "", today));
}

function isUnderAge(birth: string, today: string): boolean {
  const [year, month = "12", day = "31"] = birth.slice(0, 10).split("-");
  if (year === undefined || !/^\d{4}$/.test(year)) return false;
  return `${Number(year) + ageOfMajority}-${month}-${day}` > today.slice(0, 10);
}
