import { type AuthorId, type ClaimId, type InstantMs, parseClaimId } from "../kernel/brand.ts";
import type { Assertion } from "../ledger/model.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { Partner } from "../partner/model.ts";
import { isTrusted } from "../partner/standing.ts";
import type { Facts } from "../projections/facts.ts";
import { valueKey } from "../projections/value-text.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";
import type { SaidAgain } from "./stolen-door.ts";
import { isUnsettled, type Resting, type RestingClaim } from "./stolen-keys.ts";

/**
 * Which of the statements that wait under stolen keys their agency says again with a key that is sound and was compared: the same statement in a bundle
 * signed with it, opened in this session; or one of the same content, of the same thing, told with it in the case. A key that was only accepted on the
 * word of the one before says nothing here.
 * Cost    O(statements that wait, and what is said of their things)
 */
export function saidAgain(
  { registry, vouchers }: Pick<Session, "registry" | "vouchers">,
  open: Pick<OpenCase, "caseId" | "fold">,
  { thefts, claims }: Resting,
  now: InstantMs,
): ReadonlyMap<ClaimId, SaidAgain> {
  const agencyOf = new Map(thefts.map(({ key, agency }) => [key, agency]));
  const sound = new Map(
    registry.partners.flatMap((partner) => (isSound(partner, now) && !agencyOf.has(partner.author) ? [[partner.author, partner]] : [])),
  );
  const of = vouchers.filter(({ caseId }) => caseId === open.caseId);
  const again = new Map<ClaimId, SaidAgain>();
  for (const each of claims) {
    if (!isUnsettled(each.state)) continue;
    const isOfAgency = (author: AuthorId): boolean => sound.get(author)?.agency === agencyOf.get(each.key);
    const voucher = of.find(({ by, tellings }) => isOfAgency(by) && tellings.get(each.commit.id)?.has(each.index) === true);
    const by = voucher?.by ?? tellerAnew(open, each, isOfAgency);
    const partner = by === null ? undefined : sound.get(by);
    if (partner === undefined) continue;
    const { author, agency, officer } = partner;
    again.set(each.claim, { by: author, agency, officer, statementHash: voucher?.statementHash ?? "" });
  }
  return again;
}

const isSound = (partner: Partner, now: InstantMs): boolean => isTrusted(partner, now) && partner.verified !== "key-change";

/** Who of these says in the case what this statement says, or takes back what it takes back; null = nobody. */
function tellerAnew(
  { fold: { facts } }: Pick<OpenCase, "fold">,
  { claim, subject, takesBack }: RestingClaim,
  isOne: (author: AuthorId) => boolean,
): AuthorId | null {
  if (takesBack !== null)
    return facts.takenBackBy(takesBack).find(({ teller, isHeld }) => isHeld && isOne(teller.header.author))?.teller.header.author ?? null;
  const said = facts.statement(claim);
  if (said?.op !== "assert") return null;
  const key = contentOf(facts, said);
  return (
    facts.live(subject, null).find(({ statement, teller }) => isOne(teller.header.author) && contentOf(facts, statement) === key)?.teller.header
      .author ?? null
  );
}

/** A ruling or a reason that names a claim says what it says of the content of that claim: said again, it has another id. */
function contentOf(facts: Facts, { property, value, during }: Assertion): string {
  const named = isAboutClaim(property) && value.kind === "identifier" ? parseClaimId(value.text) : null;
  const meant = named === null ? undefined : facts.statement(named);
  const what = meant?.op === "assert" && !isAboutClaim(meant.property) ? contentOf(facts, meant) : valueKey({ value });
  return `${property} ${during?.from ?? ""} ${during?.to ?? ""} ${what}`;
}
