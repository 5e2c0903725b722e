import type { ClaimId, EntityId } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Assertion, Grade, Handling, Intent, Statement } from "../ledger/model.ts";
import { draftAssertion, draftLink } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { copyOfType, distinctFromType, possibleMatchType, reliesOnProperty, sameAsType, typeProperty } from "../ontology/model.ts";
import { canLink, typeEntry } from "../ontology/read.ts";
import { isDateText } from "../ontology/value.ts";
import type { CaseView } from "../projections/case-fold.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { heldApart, pairKey, type SaidPair, samenessOf } from "../projections/sameness.ts";
import type { CaseError, Done } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { LedgerDoor, MergeDraft, PairDraft, RulingDraft } from "./ledger-door.ts";
import type { OpenCase } from "./open-case.ts";
import { reasonsAgainst, standingReasons } from "./reasons.ts";
import { inCase, type SessionHolder } from "./session.ts";

type SayingsDoor = Pick<
  LedgerDoor,
  | "rule"
  | "withdrawRuling"
  | "dispute"
  | "merge"
  | "unmerge"
  | "wouldSeparate"
  | "sayDistinct"
  | "sayPossible"
  | "sayCopy"
  | "historyPoints"
  | "lookAt"
  | "cancel"
>;

/** The asks that speak of the ledger itself: which value we rely on, what is one, what repeats what; and looking back. */
export function openLedgerSayings(deps: CaseDeps, holder: SessionHolder): SayingsDoor {
  return {
    rule: (draft) => inCase(holder, (open) => rule(open, draft)),
    withdrawRuling: ({ rulings, why = "" }) => inCase(holder, (open) => withdraw(open, rulings, why)),
    dispute: ({ claims, why = "" }) => inCase(holder, (open) => dispute(open, claims, why)),
    merge: (draft) => inCase(holder, (open) => merge(deps, open, draft)),
    unmerge: ({ member }) => inCase(holder, (open) => unmerge(open, member)),
    wouldSeparate: ({ member }) => inCase(holder, async (open) => succeed(separationOf(open.fold.now, member))),
    sayDistinct: (pair) => inCase(holder, (open) => relate(deps, open, "distinct", distinctFromType, pair)),
    sayPossible: (pair) => inCase(holder, (open) => relate(deps, open, "match", possibleMatchType, pair)),
    sayCopy: ({ copy, original, why }) => inCase(holder, (open) => relate(deps, open, "copy", copyOfType, { a: copy, b: original, why })),
    historyPoints: () => inCase(holder, async (open) => succeed([...open.looking.points()])),
    lookAt: async (look) => {
      const open = holder.current?.open;
      if (look.valid !== null && !/^\d{4}-\d{2}-\d{2}$/.test(look.valid)) return fail("refused-value", "valid/not-a-date");
      return open === undefined || open === null ? fail("no-case") : open.looking.lookAt(look);
    },
    cancel: async ({ job }) => {
      if (job === "look-at") holder.current?.open?.looking.cancel();
      else holder.current?.stop(job);
      // What the thread without keys reads for it ends there.
      await deps.intake.steer({ job, how: "stop" });
      return succeed(null);
    },
  };
}

async function say(
  open: OpenCase,
  intent: Intent,
  statements: readonly Statement[],
  entities: readonly EntityId[],
): Promise<Result<Done, CaseError>> {
  const said = await open.say(intent, statements);
  return said.ok ? succeed({ intent, entities, claims: said.value.claims }) : said;
}

function factsOf(entity: Entity | undefined): readonly Fact[] {
  return Object.values(entity?.facts ?? {}).flat();
}

const retraction = (claim: ClaimId): Statement => ({ op: "retract", claim });

/** Our ruling says why, and takes the place of an earlier one of ours about the same property. */
async function rule(open: OpenCase, { entity, claim, why, until, handling }: RulingDraft): Promise<Result<Done, CaseError>> {
  const row = open.entities.get(entity);
  const relied = factsOf(row).find((fact) => fact.claim === claim);
  if (row === undefined || relied === undefined) return fail("missing");
  if (why.trim() === "") return fail("reason-needed");
  if (until !== "" && !isDateText(until)) return fail("refused-value", "until/not-a-date");
  return say(open, "rule", rulingOn(open, [row], relied, { why, until, handling }), [row.id]);
}

/** The ruling, and that those of ours it takes the place of are withdrawn. */
function rulingOn(
  { ownAgency }: OpenCase,
  rows: readonly Entity[],
  relied: Fact,
  { why, until, handling }: Pick<RulingDraft, "why" | "until" | "handling">,
): readonly Statement[] {
  const former = rows.flatMap(({ rulings }) => rulings.filter(({ property, agency }) => property === relied.property && agency === ownAgency));
  const value = { kind: "identifier", text: relied.claim } as const;
  const marks = { source: null, grade: "A1", handling, note: why.trim() } as const;
  const said = draftAssertion(relied.subject, reliesOnProperty, value, marks, until === "" ? null : { from: "", to: until });
  return [...former.map((ruling) => retraction(ruling.claim)), said];
}

async function withdraw(open: OpenCase, rulings: readonly ClaimId[], why: string): Promise<Result<Done, CaseError>> {
  const subjects = new Set<EntityId>();
  for (const claim of rulings) {
    const subject = open.fold.facts.subjectOf(claim);
    const row = subject === null ? undefined : open.entities.get(subject);
    const ruling = row?.rulings.find((each) => each.claim === claim);
    if (row === undefined || ruling === undefined) return fail("missing");
    if (ruling.agency !== open.ownAgency) return fail("not-ours");
    subjects.add(row.id);
  }
  if (rulings.length === 0) return fail("missing");
  return say(open, "withdraw", [...rulings.map(retraction), ...reasonsAgainst(open.fold, rulings, why)], [...subjects]);
}

/** Contests what others said, and says why; what we contest already is contested no longer, and our reason is taken back with it. */
async function dispute(open: OpenCase, claims: readonly ClaimId[], why: string): Promise<Result<Done, CaseError>> {
  const { facts } = open.fold;
  const subjects = new Set<EntityId>();
  const [against, back]: [Statement[], Statement[]] = [[], []];
  for (const claim of claims) {
    const subject = facts.subjectOf(claim);
    const row = subject === null ? undefined : open.entities.get(subject);
    const fact = factsOf(row).find((each) => each.claim === claim);
    if (row === undefined || fact === undefined) return fail("missing");
    if (fact.agency === open.ownAgency) return fail("not-ours", "own");
    const held = facts.takenBackBy(claim, open.ownAgency).filter(({ isHeld, teller }) => isHeld && teller.header.agency === open.ownAgency);
    const reasons = standingReasons(open.fold, claim, open.ownAgency);
    if (held.length > 0) back.push(...[...held.map((each) => each.claim), ...reasons.map(({ id }) => id)].map(retraction));
    else against.push(retraction(claim), ...reasonsAgainst(open.fold, [claim], why));
    subjects.add(row.id);
  }
  if (against.length > 0) return say(open, "dispute", against, [...subjects]);
  return back.length > 0 ? say(open, "withdraw", back, [...subjects]) : fail("missing");
}

async function merge(deps: CaseDeps, open: OpenCase, draft: MergeDraft): Promise<Result<Done, CaseError>> {
  const { keep, others, why, grade, handling } = draft;
  const { sameness } = open.fold.now;
  const target = sameness.keyOf(keep);
  const merged = [...new Set(others.map((id) => sameness.keyOf(id)))].filter((id) => id !== target);
  if (merged.length === 0) return fail("already-said");
  const all = [target, ...sameness.membersOf(target), ...merged, ...merged.flatMap((id) => sameness.membersOf(id))];
  for (const id of merged) {
    const fault = faultOfPair(open, sameAsType, id, target);
    if (fault !== null) return fail(fault);
  }
  if (isSaidDistinct(open, all)) return fail("said-distinct");
  const ruled = rulingsOfMerge(open, [target, ...merged], draft);
  if (!ruled.ok) return ruled;
  const statements = merged.flatMap((id) => relation(deps, { type: sameAsType, from: id, to: target, why, grade, handling }));
  return say(open, "merge", [...statements, ...ruled.value], [target, ...merged]);
}

/** What is relied on of what the merge puts side by side, as `rule` would say it. */
function rulingsOfMerge(
  open: OpenCase,
  things: readonly EntityId[],
  { relyOn = [], why, handling }: MergeDraft,
): Result<readonly Statement[], CaseError> {
  if (relyOn.length > 0 && why.trim() === "") return fail("reason-needed");
  const rows = things.flatMap((id) => open.entities.get(id) ?? []);
  const facts = new Map(rows.flatMap(factsOf).map((fact) => [fact.claim, fact]));
  const relied = relyOn.flatMap((claim) => facts.get(claim) ?? []);
  if (relied.length < relyOn.length || new Set(relied.map(({ property }) => property)).size < relied.length) return fail("missing");
  return succeed(relied.flatMap((fact) => rulingOn(open, rows, fact, { why, until: "", handling })));
}

/** Ours are taken back; another agency's are contested, and then no longer count here. */
async function unmerge(open: OpenCase, member: EntityId): Promise<Result<Done, CaseError>> {
  const { facts, now } = open.fold;
  const ties = [...now.relating()].filter(([, { type, pair }]) => type === sameAsType && (pair.from === member || pair.to === member));
  const statements = ties.flatMap(([link]) =>
    facts.live(link, null, open.ownAgency).flatMap(({ id, statement, teller }) => {
      const isOurs = teller.header.agency === open.ownAgency;
      return isOurs || statement.property === "type" ? [retraction(id)] : [];
    }),
  );
  if (statements.length === 0) return fail("missing");
  return say(open, "unmerge", statements, [now.sameness.keyOf(member), member]);
}

/** What the other merges still hold together once those of `member` are gone. */
function separationOf(now: CaseView, member: EntityId): readonly (readonly EntityId[])[] {
  const key = now.sameness.keyOf(member);
  const ids = [key, ...now.sameness.membersOf(key)];
  const said = (type: string): readonly SaidPair[] =>
    [...now.relating().values()].flatMap((each) => (each.type === type ? [{ ...each.pair, isOurs: each.isOurs }] : []));
  const left = said(sameAsType).filter(({ from, to }) => from !== member && to !== member);
  const { keyOf } = samenessOf(left, heldApart(left, said(distinctFromType)));
  const groups = [...Map.groupBy(ids, keyOf).values()];
  return groups.toSorted((a, b) => Number(b.includes(member)) - Number(a.includes(member)) || b.length - a.length);
}

/** "These two are not one", "may be one", "this one repeats that one": one link, said once. */
async function relate(deps: CaseDeps, open: OpenCase, intent: Intent, type: string, { a, b, why }: PairDraft): Promise<Result<Done, CaseError>> {
  const { sameness } = open.fold.now;
  const [from, to] = [sameness.keyOf(a), sameness.keyOf(b)];
  if (from === to) return fail(type === copyOfType ? "not-alike" : "said-same");
  const fault = faultOfPair(open, type, from, to);
  if (fault !== null) return fail(fault);
  const isDirected = type === copyOfType;
  for (const row of open.fold.rows.outlines().values()) {
    if (row.type !== type || row.ends === null) continue;
    const ends = row.ends;
    const isSame = isDirected ? ends.from === from && ends.to === to : pairKey(ends.from, ends.to) === pairKey(from, to);
    if (isSame) return fail("already-said");
  }
  const answered = type === distinctFromType ? ourPossible(open, from, to) : [];
  return say(open, intent, [...answered, ...relation(deps, { type, from, to, why, grade: "B2", handling: open.opened().handling })], [from, to]);
}

/** Takes back that we said these two may be one: it is answered now. What a partner says of them stays theirs. */
function ourPossible({ fold, ownAgency }: OpenCase, a: EntityId, b: EntityId): readonly Statement[] {
  const taken: Statement[] = [];
  for (const [link, { type, ends }] of fold.rows.outlines()) {
    if (type !== possibleMatchType || ends === null || pairKey(ends.from, ends.to) !== pairKey(a, b)) continue;
    const ours = fold.facts.live(link, null, ownAgency).filter(({ teller }) => teller.header.agency === ownAgency);
    // What we only remarked on a partner's match is no match of ours.
    if (ours.some(({ statement }) => statement.property === typeProperty)) taken.push(...ours.map(({ id }) => retraction(id)));
  }
  return taken;
}

function faultOfPair(open: OpenCase, type: string, from: EntityId, to: EntityId): "unknown-entity" | "not-alike" | null {
  const [fromType, toType] = [open.typeOf(from), open.typeOf(to)];
  if (fromType === undefined || toType === undefined) return "unknown-entity";
  const entry = typeEntry(type);
  return entry?.form === "link" && canLink(entry, fromType, toType) ? null : "not-alike";
}

/** Whether somebody says of two of these that they are not one, and they are not one yet. */
function isSaidDistinct(open: OpenCase, ids: readonly EntityId[]): boolean {
  const among = new Set(ids);
  const { sameness } = open.fold.now;
  return [...open.fold.now.relating().values()].some(
    ({ type, pair: { from, to } }) => type === distinctFromType && among.has(from) && among.has(to) && sameness.keyOf(from) !== sameness.keyOf(to),
  );
}

interface Relation {
  readonly type: string;
  readonly from: EntityId;
  readonly to: EntityId;
  readonly why: string;
  readonly grade: Grade;
  readonly handling: Handling;
}

/** A link of ours; why we say it is the note of its first claim. */
function relation(deps: CaseDeps, { type, from, to, why, grade, handling }: Relation): readonly Assertion[] {
  const said = draftLink({ id: mintEntityId(deps.random), type, from, to, values: {}, source: null, grade, handling });
  return said.map((assertion, at) => (at === 0 && why.trim() !== "" ? { ...assertion, note: why.trim() } : assertion));
}
