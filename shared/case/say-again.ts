import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Commit, Statement } from "../ledger/model.ts";
import { isAboutClaim, isBookkeeping, typeProperty } from "../ontology/model.ts";
import { revocationOf } from "../partner/standing.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import { ownRevocation } from "./own-revocation.ts";
import type { Session } from "./session.ts";
import type { ToSayAgain } from "./stolen-door.ts";
import { type Standing, standingClaims } from "./stolen-keys.ts";

type Known = Pick<Session, "registry" | "ownAuthors" | "me">;

/** Our commits of the days from which on we revoked the key that signed them: recipients refuse a whole file for one of these. */
export function commitsUnderRevoked({ ownAuthors, me, registry }: Known, commits: readonly Commit[]): readonly Commit[] {
  const { revocations } = registry.partnerBook;
  const starts = new Map(
    ownAuthors.flatMap((author) => {
      const revoked = revocationOf({ author, agency: me.agency }, revocations);
      return revoked === null ? [] : [[author, revoked.from] as const];
    }),
  );
  if (starts.size === 0) return [];
  return commits.filter(({ header }) => header.saidAt >= (starts.get(header.author) ?? Number.POSITIVE_INFINITY));
}

interface Anew {
  /** What is said again, assertions and withdrawals. */
  readonly claims: readonly Standing[];
  /** Left as they are, since another agency contests them: a correction answers that, not a repetition. */
  readonly contested: number;
}

/**
 * What of it stands, was said here and may travel. What came back to us under that key was not said here: it may be a thief's, and is ruled on like
 * anybody's. O(1) while no key of ours is revoked; else O(claims under it).
 */
function standingAnew(known: Known, open: OpenCase): Anew {
  const here = commitsUnderRevoked(known, open.ledger.commits()).filter(({ saltKey }) => saltKey !== null);
  const standing = [...standingClaims(open, here)].filter(({ subject }) => !isBookkeeping(typeEverOf(open, subject)));
  const isContested = ({ disputedBy }: Standing): boolean => disputedBy.some((agency) => agency !== open.ownAgency);
  return { claims: standing.filter((each) => !isContested(each)), contested: standing.filter(isContested).length };
}

/** What a thing is, or was while anything was said of it. */
function typeEverOf(open: OpenCase, subject: EntityId): string | undefined {
  const known = open.typeOf(subject);
  if (known !== undefined) return known;
  const said = open.fold.facts.ever(subject, null, open.ownAgency).find(({ claim: { statement } }) => {
    return statement.op === "assert" && statement.property === typeProperty;
  });
  const statement = said?.claim.statement;
  return statement?.op === "assert" && statement.value.kind === "text" ? statement.value.text : undefined;
}

/** How much there is to say again. */
export function countToSayAgain(known: Known, open: OpenCase): ToSayAgain {
  const { claims, contested } = standingAnew(known, open);
  const withdrawals = claims.filter(({ takesBack }) => takesBack !== null).length;
  return { statements: claims.length - withdrawals, withdrawals, contested };
}

/** Says it again with the key that counts: what takes the place of each withdraws it (decision 0094). Only within `inTurn`. */
export async function sayAgain({ clock }: CaseDeps, session: Session, open: OpenCase): Promise<Result<Done, CaseError>> {
  if (ownRevocation(session, clock.now()) !== null) return fail("own-key-revoked");
  const { claims } = standingAnew(session, open);
  if (claims.length === 0) return fail("already-said");
  const { first, naming, things } = anew(open, claims);
  const said = await open.say(
    "edit",
    // What is said again in a commit of its own: it travels whole also to whom nothing is withdrawn, and nothing of it is told as withheld.
    [...first.map(({ again }) => again), ...first.map(({ was }) => ({ op: "retract", claim: was }) as const)],
    "",
    new Map(),
    [first.length],
    (ids) => naming(placesOf(first, ids)),
  );
  return said.ok ? succeed({ intent: "edit", entities: things, claims: claims.length }) : said;
}

interface Anewed {
  readonly was: ClaimId;
  readonly again: Statement;
}

/** Under which id each is said again: these come first. */
function placesOf(first: readonly Anewed[], ids: readonly ClaimId[]): ReadonlyMap<ClaimId, ClaimId> {
  return new Map(first.flatMap(({ was }, at) => (ids[at] === undefined ? [] : [[was, ids[at]] as const])));
}

/** Our rulings and reasons name claims by id: those about what is said again are said again after it, of its new id. */
function anew({ fold: { facts, now }, ownAgency }: OpenCase, claims: readonly Standing[]) {
  const statementOf = (claim: ClaimId): Statement | undefined => facts.statement(claim);
  const chosen = new Set(claims.map(({ claim }) => claim));
  const subjects = [...new Set(claims.map(({ subject }) => subject))];
  const about = subjects.flatMap((subject) =>
    facts.live(subject, null, ownAgency).flatMap(({ id, statement, teller }) => {
      const named = teller.header.agency === ownAgency && isAboutClaim(statement.property) && "text" in statement.value ? statement.value.text : null;
      return named !== null && chosen.has(named as ClaimId) ? [{ was: id, named: named as ClaimId, statement }] : [];
    }),
  );
  const isAbout = new Set(about.map(({ was }) => was));
  const first = claims.flatMap(({ claim }): readonly Anewed[] => {
    const said = statementOf(claim);
    return said === undefined || isAbout.has(claim) ? [] : [{ was: claim, again: said }];
  });
  const naming = (idOf: ReadonlyMap<ClaimId, ClaimId>): readonly Statement[] =>
    about.flatMap(({ was, named, statement }): readonly Statement[] => [
      { op: "retract", claim: was },
      { ...statement, value: { kind: "identifier", text: idOf.get(named) ?? named } },
    ]);
  const things = [...new Set(subjects.map((id) => now.sameness.keyOf(id)))].slice(0, 100);
  return { first, naming, things };
}
