import { type EntityId, parseAuthorId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import { textOfValue } from "../projections/value-text.ts";
import type { Entity } from "../projections/model.ts";
import type { CaseError } from "./answer.ts";
import { readGiving, settleGiving } from "./given-claims.ts";
import { addresseeNamed, type Holder, isOfficer, readAddressees } from "./holders.ts";
import type { OpenCase } from "./open-case.ts";
import type { Session } from "./session.ts";
import type { UnsettledShare } from "./share-door.ts";
import { settleWithholding } from "./withheld-claims.ts";

/**
 * Whether recorded bundles were handed over (decision 0078). A share is recorded before its bytes exist; that they never left is a second commit:
 * it undoes the first by its name and says of each handover that it did not take place. The ledger alone decides, so that a machine that stops
 * between any two steps is put right by doing the step again.
 */
const outcomeProperty = "outcome";
const notHandedOver = "not-handed-over";

/** The recorded handovers of a case, by the hash of their statement. O(rows). */
function handoversOf(open: OpenCase): ReadonlyMap<string, readonly Entity[]> {
  const all = [...open.fold.rows.values()].filter(({ type }) => type === "handover");
  return Map.groupBy(all, (handover) => textOfFact(handover, "statementHash"));
}

const textOfFact = ({ facts }: Entity, property: string): string => textOfValue(facts[property]?.[0]?.value);
const didNotHappen = (handover: Entity): boolean => textOfFact(handover, outcomeProperty) === notHandedOver;

/** Statement hashes of bundles that are known not to have been handed over: their numbers and claims count for nothing. */
export function takenBackShares(open: OpenCase): ReadonlySet<string> {
  return new Set([...handoversOf(open)].flatMap(([hash, handovers]) => (handovers.every(didNotHappen) ? [hash] : [])));
}

/**
 * Whether a bundle of the case was recorded and not said to have stayed: as long as nobody said more, it may lie with its recipient. Before it is recorded
 * no byte of it is made, so what was only noted was given to nobody. The case tells of a record, and our books where its part of the case is lost.
 */
export function maybeGivenOf({ registry }: Pick<Session, "registry">, open: OpenCase): (statementHash: string) => boolean {
  const handovers = handoversOf(open);
  const booked = new Set(
    registry.exchanges.flatMap(({ direction, caseId, statementHash }) => (direction === "sent" && caseId === open.caseId ? [statementHash] : [])),
  );
  return (statementHash) => {
    const recorded = handovers.get(statementHash);
    if (recorded !== undefined) return !recorded.every(didNotHappen);
    return booked.has(statementHash) && !registry.bundles.neverLeft.has(statementHash);
  };
}

/** Says that a recorded bundle was not handed over, and lets its claims no longer count as given. Only within `inTurn`. */
export async function takeBackShare(session: Session, open: OpenCase, statementHash: string): Promise<Result<void, CaseError>> {
  const handovers = handoversOf(open).get(statementHash) ?? [];
  const standing = handovers.filter((handover) => !didNotHappen(handover));
  const first = standing[0]?.facts["statementHash"]?.[0];
  const act = first === undefined ? undefined : open.ledger.get(first.commit)?.header.act;
  if (first !== undefined && act !== undefined) {
    const said = await open.say(
      "undo",
      standing.map(({ id, facts }) => outcomeOf(id, facts["marking"]?.[0]?.handling ?? first.handling)),
      act,
    );
    if (!said.ok) return said;
  }
  const { registry } = session;
  if (!registry.bundles.neverLeft.has(statementHash) && isBooked(registry, statementHash)) {
    const at = open.ledger.commits().at(-1)?.header.saidAt ?? bookedAt(registry, statementHash);
    const written = at === undefined ? succeed(undefined) : await registry.addBundleEvent({ kind: "never-left", statementHash, at });
    if (!written.ok) return written;
  }
  return settleNotes(session, open, statementHash, handovers, false);
}

/** Whether our books have a bundle, or a table that left, of this name; and since when. */
function isBooked(registry: Session["registry"], hash: string): boolean {
  return bookedAt(registry, hash) !== undefined;
}
function bookedAt({ exchanges, bundles }: Session["registry"], hash: string) {
  return exchanges.find((each) => each.statementHash === hash)?.at ?? bundles.exports.get(hash)?.at;
}

function outcomeOf(handover: EntityId, handling: Entity["facts"][string][number]["handling"]) {
  return draftAssertion(handover, outcomeProperty, { kind: "text", text: notHandedOver }, { source: null, grade: "A1", handling });
}

/** Notes that the file of a recorded bundle was kept. */
export async function confirmShare(session: Session, open: OpenCase, statementHash: string): Promise<Result<void, CaseError>> {
  const handovers = handoversOf(open).get(statementHash) ?? [];
  if (!isBooked(session.registry, statementHash) || handovers.every(didNotHappen)) return fail("missing", "share");
  return settleNotes(session, open, statementHash, handovers, true);
}

async function settleNotes(
  session: Session,
  open: OpenCase,
  statementHash: string,
  handovers: readonly Entity[],
  wasHandedOver: boolean,
): Promise<Result<void, CaseError>> {
  const place = { vault: session.vault, caseId: open.caseId };
  const holders = await recipientsOf(session, open, statementHash, handovers);
  if (!holders.ok) return holders;
  const withheld = await settleWithholding(place, holders.value, statementHash, wasHandedOver);
  return withheld.ok ? settleGiving(place, holders.value, statementHash, wasHandedOver) : withheld;
}

/** Whom a bundle was for: by our books, by its handovers, or by whoever has it noted: a copy for somebody without keys, or when the machine stopped before either was written. */
async function recipientsOf(
  session: Session,
  open: OpenCase,
  statementHash: string,
  handovers: readonly Entity[],
): Promise<Result<readonly Holder[], CaseError>> {
  const booked = session.registry.exchanges.find((each) => each.statementHash === statementHash)?.authors ?? [];
  const named = handovers.flatMap((handover) => parseAuthorId(textOfFact(handover, "recipientKey")) ?? []);
  const known = [...new Set([...booked, ...named])];
  return known.length > 0 ? succeed(known) : everybody(session, open);
}

/** Officers by their keys, and whom copies under a passphrase were for. */
async function everybody({ registry, vault }: Session, { caseId }: OpenCase): Promise<Result<readonly Holder[], CaseError>> {
  const named = await readAddressees(vault, caseId);
  if (!named.ok) return named;
  const sent = registry.exchanges.filter((record) => record.caseId === caseId && record.direction === "sent");
  return succeed([...new Set([...registry.partners.map(({ author }) => author), ...sent.flatMap(({ authors }) => authors), ...named.value])]);
}

/** Whether a recorded bundle is known at all. */
export function isRecorded(session: Session, open: OpenCase, statementHash: string): boolean {
  return handoversOf(open).has(statementHash) || isBooked(session.registry, statementHash);
}

/** Bundles of which it was not said whether they were handed over, oldest first. */
export async function unsettledShares(session: Session, open: OpenCase): Promise<Result<readonly UnsettledShare[], CaseError>> {
  const handovers = handoversOf(open);
  const mayBeGiven = maybeGivenOf(session, open);
  const holders = await everybody(session, open);
  if (!holders.ok) return holders;
  const found = new Map<string, UnsettledShare>();
  for (const holder of holders.value) {
    const giving = await readGiving({ vault: session.vault, caseId: open.caseId }, holder);
    if (!giving.ok) return giving;
    for (const { statementHash, claims } of giving.value) {
      // What was noted and never recorded was not made; what was taken back is settled but for the note.
      if (!mayBeGiven(statementHash)) continue;
      const record = session.registry.exchanges.find((each) => each.statementHash === statementHash);
      const at = record?.at ?? handovers.get(statementHash)?.[0]?.facts["statementHash"]?.[0]?.saidAt ?? null;
      const before = found.get(statementHash)?.to ?? [];
      const to = isOfficer(holder) ? [...before, holder] : before;
      const isTable = session.registry.bundles.exports.has(statementHash);
      const told = { statementHash, to, addressee: addresseeNamed(holder), isTable, at, claims: claims.size };
      found.set(statementHash, { ...told, sequence: record?.sequence ?? null });
    }
  }
  return succeed([...found.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)));
}
