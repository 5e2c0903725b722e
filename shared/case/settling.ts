import { type AuthorId, type EntityId, parseAuthorId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import { textOfValue } from "../projections/value-text.ts";
import type { Entity } from "../projections/model.ts";
import type { CaseError } from "./answer.ts";
import { readGiving, settleGiving } from "./given-claims.ts";
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

/** Statement hashes of all bundles that were recorded, whatever became of them. */
export function recordedShares(open: OpenCase): ReadonlySet<string> {
  return new Set(handoversOf(open).keys());
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
  if (!registry.bundles.neverLeft.has(statementHash) && registry.exchanges.some((each) => each.statementHash === statementHash)) {
    const at = open.ledger.commits().at(-1)?.header.saidAt ?? registry.exchanges.find((each) => each.statementHash === statementHash)?.at;
    const written = at === undefined ? succeed(undefined) : await registry.addBundleEvent({ kind: "never-left", statementHash, at });
    if (!written.ok) return written;
  }
  return settleNotes(session, open, statementHash, handovers, false);
}

function outcomeOf(handover: EntityId, handling: Entity["facts"][string][number]["handling"]) {
  return draftAssertion(handover, outcomeProperty, { kind: "text", text: notHandedOver }, { source: null, grade: "A1", handling });
}

/** Notes that the file of a recorded bundle was kept. */
export async function confirmShare(session: Session, open: OpenCase, statementHash: string): Promise<Result<void, CaseError>> {
  const handovers = handoversOf(open).get(statementHash) ?? [];
  const wasSealed = session.registry.exchanges.some((each) => each.statementHash === statementHash);
  if (!wasSealed || handovers.every(didNotHappen)) return fail("missing", "share");
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
  const authors = recipientsOf(session, open, statementHash, handovers);
  const withheld = await settleWithholding(place, authors, statementHash, wasHandedOver);
  return withheld.ok ? settleGiving(place, authors, statementHash, wasHandedOver) : withheld;
}

/** Whom a bundle was for: by our books, by its handovers, or by whoever has it noted when the machine stopped before either was written. */
function recipientsOf(session: Session, open: OpenCase, statementHash: string, handovers: readonly Entity[]): readonly AuthorId[] {
  const booked = session.registry.exchanges.find((each) => each.statementHash === statementHash)?.authors ?? [];
  const named = handovers.flatMap((handover) => parseAuthorId(textOfFact(handover, "recipientKey")) ?? []);
  const known = [...new Set([...booked, ...named])];
  return known.length > 0 ? known : everybody(session, open);
}

function everybody({ registry }: Session, { caseId }: OpenCase): readonly AuthorId[] {
  const sent = registry.exchanges.filter((record) => record.caseId === caseId && record.direction === "sent");
  return [...new Set([...registry.partners.map(({ author }) => author), ...sent.flatMap(({ authors }) => authors)])];
}

/** Whether a recorded bundle is known at all. */
export function isRecorded(session: Session, open: OpenCase, statementHash: string): boolean {
  return handoversOf(open).has(statementHash) || session.registry.exchanges.some((each) => each.statementHash === statementHash);
}

/** Bundles of which it was not said whether they were handed over, oldest first. */
export async function unsettledShares(session: Session, open: OpenCase): Promise<Result<readonly UnsettledShare[], CaseError>> {
  const handovers = handoversOf(open);
  const found = new Map<string, UnsettledShare>();
  for (const author of everybody(session, open)) {
    const giving = await readGiving({ vault: session.vault, caseId: open.caseId }, author);
    if (!giving.ok) return giving;
    for (const { statementHash, claims } of giving.value) {
      // What was noted and never recorded was not made; what was taken back is settled but for the note.
      const recorded = handovers.get(statementHash);
      if (recorded === undefined || recorded.every(didNotHappen)) continue;
      const record = session.registry.exchanges.find((each) => each.statementHash === statementHash);
      const to = [...(found.get(statementHash)?.to ?? []), author];
      const at = record?.at ?? recorded[0]?.facts["statementHash"]?.[0]?.saidAt ?? null;
      found.set(statementHash, { statementHash, to, sequence: record?.sequence ?? null, at, claims: claims.size });
    }
  }
  return succeed([...found.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)));
}
