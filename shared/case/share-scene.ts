import type { RedactRule, Selection, SharePlan } from "../bundle/model.ts";
import { selectClaims } from "../bundle/select.ts";
import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { trustedNow } from "../partner/standing.ts";
import type { CaseError } from "./answer.ts";
import { dayOf } from "../kernel/day.ts";
import type { CaseDeps } from "./deps.ts";
import { givenTo } from "./given-claims.ts";
import { holdersOf } from "./holders.ts";
import type { OpenCase } from "./open-case.ts";
import { ownRevocation } from "./own-revocation.ts";
import { commitsUnderRevoked } from "./say-again.ts";
import type { Session } from "./session.ts";
import { maybeGivenOf } from "./settling.ts";
import type { StolenState } from "./stolen-door.ts";
import { isUnsettled, restingOn } from "./stolen-keys.ts";
import { withheldFrom } from "./withheld-claims.ts";

/** What every step of a share works on. */
export interface Scene {
  readonly deps: CaseDeps;
  readonly session: Session;
  readonly open: OpenCase;
}

/** What was merged is chosen, and kept back, by the one id it is shown under: whole, with the links that say what is one. */
export function withMembers(open: OpenCase, plan: SharePlan): SharePlan {
  const wholeOf = (id: EntityId): readonly EntityId[] => {
    const row = open.entities.get(id);
    return row === undefined ? [id] : [row.id, ...row.members];
  };
  const redact = (plan.redact ?? []).flatMap((rule): readonly RedactRule[] =>
    rule.by === "entity" ? wholeOf(rule.entity).map((entity) => ({ by: "entity", entity })) : [rule],
  );
  const entities = plan.entities === null ? null : [...new Set(plan.entities.flatMap(wholeOf))];
  return { ...plan, entities, redact };
}

/** What leaves of a plan, and what stays and why. */
export async function select({ deps, session, open }: Scene, plan: SharePlan): Promise<Result<Selection, CaseError>> {
  if (ownRevocation(session, deps.clock.now()) !== null) return fail("own-key-revoked");
  const place = { vault: session.vault, caseId: open.caseId };
  const [holders, mayBeGiven] = [holdersOf(plan), maybeGivenOf(session, open)];
  const given = await givenTo(place, holders, mayBeGiven);
  if (!given.ok) return given;
  const withheld = await withheldFrom(place, { holders, partners: session.registry.partners, mayBeGiven });
  if (!withheld.ok) return withheld;
  const { registry, signer } = session;
  const { toAll, toSome } = given.value;
  const refused = saidUnderRevoked(session, open);
  const selection = selectClaims({
    commits: open.inForce(),
    plan: { ...plan, withhold: [...new Set([...plan.withhold, ...refused])] },
    recipients: trustedNow(registry.partners, deps.clock.now()),
    ownAgency: signer.agency,
    given: toAll,
    givenToSome: toSome,
    withheldBefore: withheld.value,
    refused,
    today: dayOf(deps.clock.now()),
  });
  return succeed(heldForTheft(session, open, heldForRevocation(selection, refused.difference(new Set(plan.withhold)), open)));
}

/** What we said under a key of ours from the day on that we revoked it. */
function saidUnderRevoked(session: Session, open: OpenCase): ReadonlySet<ClaimId> {
  return new Set(commitsUnderRevoked(session, open.inForce()).flatMap(({ claims }) => claims.map(({ id }) => id)));
}

/** They stay, and it is told why: nobody withheld them. */
function heldForRevocation(selection: Selection, refused: ReadonlySet<ClaimId>, open: OpenCase): Selection {
  const told = (reasons: Selection["stays"]): Selection["stays"] =>
    new Map([...reasons].map(([id, reason]) => [id, reason === "by-hand" && refused.has(id) ? "revoked-key" : reason] as const));
  const staying = [...selection.stays].flatMap(([id, reason]) => (reason === "by-hand" && refused.has(id) ? [id] : []));
  const count = staying.length + selection.withdrawalsRefused;
  if (count === 0) return selection;
  const things = new Set(staying.flatMap((id) => subjectOf(open, id)));
  return {
    ...selection,
    stays: told(selection.stays),
    withheld: told(selection.withheld),
    warnings: [...selection.warnings, { kind: "own-revoked", count }],
    warned: new Map([...selection.warned, ["own-revoked", [...things]] as const]),
  };
}

function subjectOf({ ledger }: OpenCase, id: ClaimId): readonly EntityId[] {
  const statement = ledger.claim(id)?.claim.statement;
  return statement?.op === "assert" ? [statement.subject] : [];
}

/** What rests on a stolen key leaves only once somebody ruled that it is kept; what was ruled is said before it leaves. */
function heldForTheft(session: Session, open: OpenCase, selection: Selection): Selection {
  const { claims: resting } = restingOn(session, open);
  if (resting.length === 0) return selection;
  const leaving = resting.filter(({ claim }) => selection.disclosed.has(claim));
  // Of another agency's words its officer would be asked: not whoever holds the stolen key.
  const foreign = resting.filter(({ claim, state }) => isUnsettled(state) && selection.stays.get(claim) === "originator");
  const those = (isOne: (state: StolenState) => boolean): typeof leaving => leaving.filter(({ state }) => isOne(state));
  const unsettled = those(isUnsettled);
  const ruled = (["kept", "contested"] as const).flatMap((state) => {
    const claims = those((each) => each === state);
    return claims.length === 0 ? [] : [{ kind: `${state}-stolen`, claims } as const];
  });
  const told = [...ruled, ...(foreign.length === 0 ? [] : [{ kind: "stays-stolen", claims: foreign } as const])];
  const blocked = unsettled.length === 0 ? [] : [{ kind: "stolen-key", count: unsettled.length } as const];
  const thingsOf = (claims: typeof leaving): readonly EntityId[] => [...new Set(claims.map(({ subject }) => subject))];
  return {
    ...selection,
    blocked: [...selection.blocked, ...blocked],
    warnings: [...selection.warnings, ...told.map(({ kind, claims }) => ({ kind, count: claims.length }))],
    warned: new Map([...selection.warned, ...told.map(({ kind, claims }) => [kind, thingsOf(claims)] as const)]),
  };
}
