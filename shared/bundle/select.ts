import type { ClaimId, EntityId, FileHash } from "../kernel/brand.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { checkRecipients } from "../partner/admit.ts";
import type { Partner } from "../partner/model.ts";
import { blocksOf } from "./share-blocks.ts";
import { warnOf } from "./share-warnings.ts";
import { chartFor } from "./chart-for.ts";
import { type Choice, chooseEntities } from "./choose-entities.ts";
import { guardedPeople } from "./guarded-people.ts";
import { type ClaimIndex, indexClaims, type LiveClaim } from "./index-claims.ts";
import { stillHeld } from "./held-before.ts";
import type { Selection, SharePlan, WithholdReason } from "./model.ts";
import { createRedaction } from "./redact.ts";

export interface SelectInput {
  readonly commits: readonly Commit[];
  readonly plan: SharePlan;
  /** Verified partners; those of `plan.to` receive the bundle, others do not matter. */
  readonly recipients: readonly Partner[];
  readonly ownAgency: string;
  /** Claims that every recipient was given before: what was taken back of them is told, whatever else travels. */
  readonly given?: ReadonlySet<ClaimId>;
  /** Claims that some of them were given: what was taken back of those that not all hold is counted, and told to each in a bundle of their own. */
  readonly givenToSome?: ReadonlySet<ClaimId>;
  /** Claims that a person withheld from any of them before, by hand or by a rule: they stay until the plan names them in `keep`. */
  readonly withheldBefore?: ReadonlySet<ClaimId>;
  /** Claims for which a recipient would refuse the whole file: none of them leaves, not even a withdrawal. */
  readonly refused?: ReadonlySet<ClaimId>;
  /** ISO day of the sharing, by which people are of age; absent = not asked. */
  readonly today?: string;
}

/**
 * Chooses what a bundle discloses. Pure: the same case and plan give the same selection, in any order of commits.
 *
 * Gives   live claims of the chosen entities, of links whose both ends travel, and of the exhibits and datasets they were read from; with each
 *         claim every retraction that touches it, to the end of the chain; so do retractions of what the recipients were given before and is no
 *         longer live, and of the retractions they were given. Files only when nothing read from them stays home. With `isOnlyNew` all this less what
 *         the recipients were given.
 * Stays   what the person or a rule withholds, or withheld from a recipient before; what is above the marking or a recipient's ceiling; another agency's claims above GREEN; entities whose
 *         identity or type stays, whole, with their links; bookkeeping; what its own agency took back.
 * Law     entities(select(l)) = restrict(entities(l)); nothing withheld occurs in a bundle's bytes (tests/property/bundle-select.test.ts)
 * Cost    O(claims), about 2 µs each.
 * Source  assets/docs/format/bundle.md §5
 */
export function selectClaims({ commits: inAnyOrder, plan, recipients, ownAgency, today = "", ...before }: SelectInput): Selection {
  const { given = new Set(), givenToSome = given, withheldBefore = new Set(), refused = new Set() } = before;
  const commits = [...inAnyOrder].sort(compareCommits);
  const index = indexClaims(commits);
  const check = checkRecipients(plan.to, recipients, plan.marking, plan.nationalMark ?? "");
  const people = guardedPeople(index, today);
  const guarded = people.victims.union(people.minors);
  const choice = chooseEntities(index, { plan, recipients: check.recipients, ownAgency, given, withheldBefore, guarded });
  const { live, stays } = sortLive(index, choice);
  const mayTake = retractionsOfGiven(given, index);
  const closed = closeUnderRetraction(live.union(mayTake), index);
  const [takenBack, whole] = [mayTake.difference(refused), closed.difference(refused)];
  const { files, leftOut } = chooseFiles(plan, index, live, stillHeld(withheldBefore, plan));
  const disclosed = plan.isOnlyNew === true ? withoutGiven(whole, given, files, index) : whole;
  if (disclosed !== whole) for (const id of live) if (!disclosed.has(id)) stays.set(id, "already-given");
  const untold = retractionsOfGiven(givenToSome, index).difference(closed).size;
  const { warnings, warned } = warnOf({
    index,
    choice,
    live: live.intersection(disclosed),
    withheldBefore,
    people,
    ownAgency,
    recipients: check.recipients,
    leftOut,
    untold,
  });
  return {
    disclosed,
    withheld: collectWithheld(commits, disclosed, index, choice, stays),
    stays,
    files,
    withdrawals: [...disclosed].filter((id) => index.said.get(id)?.claim.statement.op === "retract").length,
    withdrawalsRefused: closed.size - whole.size - live.intersection(refused).size,
    entitiesWithheld: choice.entitiesWithheld,
    warnings,
    warned,
    blocked: blocksOf({
      plan,
      check,
      index,
      choice,
      stays,
      isEmpty: isEmpty(disclosed, live, takenBack, choice),
      hasMore: live.size > choice.caseClaims.length,
      today,
    }),
    ruleCounts: createRedaction(plan, index, guarded).count(choice.chosenClaims),
    charts: (plan.charts ?? []).flatMap((chart) => chartFor(choice.travelling, chart, choice.keptTexts) ?? []),
  };
}

/** Live claims that would travel, and why others stay. */
function sortLive(index: ClaimIndex, choice: Choice): { readonly live: ReadonlySet<ClaimId>; readonly stays: Map<ClaimId, WithholdReason> } {
  const live = new Set<ClaimId>();
  const stays = new Map<ClaimId, WithholdReason>();
  for (const claim of [...index.liveByEntity.values()].flat()) {
    const reason = choice.reasonOf(claim);
    if (reason === null) live.add(claim.id);
    else if (reason !== "not-selected") stays.set(claim.id, reason);
  }
  return { live, stays };
}

/** What is new to the recipients. What a file that goes along is called and what it is, is told again: without it nobody knows the file. */
function withoutGiven(whole: ReadonlySet<ClaimId>, given: ReadonlySet<ClaimId>, files: readonly FileHash[], index: ClaimIndex): ReadonlySet<ClaimId> {
  const leaving = new Set<FileHash | undefined>(files);
  const isFile = (entity: EntityId): boolean => ["exhibit", "dataset"].includes(index.typeOf(entity) ?? "") && leaving.has(index.fileOf(entity));
  const ofFiles = [...index.liveByEntity].filter(([entity]) => isFile(entity));
  const again = new Set(ofFiles.flatMap(([, claims]) => claims.map(({ id }) => id)));
  return new Set([...whole].filter((id) => !given.has(id) || again.has(id)));
}

/** The case's own name is no news to anybody: it alone is nothing to share. */
function isEmpty(disclosed: ReadonlySet<ClaimId>, live: ReadonlySet<ClaimId>, takenBack: ReadonlySet<ClaimId>, { caseClaims }: Choice): boolean {
  const names = new Set(caseClaims.map(({ id }) => id));
  const isNews = (id: ClaimId): boolean => (live.has(id) && !names.has(id)) || takenBack.has(id) || !live.has(id);
  return ![...disclosed].some(isNews);
}

/**
 * What takes back a claim that the recipients hold and we do not any more, or takes back a retraction they were told: it says nothing but the id of
 * what they have.
 */
function retractionsOfGiven(given: ReadonlySet<ClaimId>, index: ClaimIndex): ReadonlySet<ClaimId> {
  const found = new Set<ClaimId>();
  for (const id of given) {
    const statement = index.said.get(id)?.claim.statement;
    if (statement?.op === "assert" && index.liveByEntity.get(statement.subject)?.some((live) => live.id === id) === true) continue;
    for (const { claim } of index.retractionsOf.get(id) ?? []) found.add(claim.id);
  }
  return found;
}

/** Every retraction of a disclosed claim, and every retraction of that: a claim never travels as if nobody had taken it back. */
function closeUnderRetraction(live: ReadonlySet<ClaimId>, index: ClaimIndex): ReadonlySet<ClaimId> {
  const disclosed = new Set(live);
  // A set is iterated in the order of adding, so what is added here is visited too.
  for (const id of disclosed) for (const { claim } of index.retractionsOf.get(id) ?? []) disclosed.add(claim.id);
  return disclosed;
}

/** A file shows all its rows: it travels only when its exhibit does and every claim read from it does, and nothing read from it is withheld by hand or was before. */
function chooseFiles(
  plan: SharePlan,
  index: ClaimIndex,
  live: ReadonlySet<ClaimId>,
  held: ReadonlySet<ClaimId>,
): { readonly files: readonly FileHash[]; readonly leftOut: { readonly asRead: number; readonly asExhibit: number } } {
  const chosen = [...new Set(plan.files)].sort();
  const isOwn = (file: FileHash, { subject }: LiveClaim["statement"]): boolean => index.fileOf(subject) === file;
  const withheld = [...[...plan.withhold].map((id) => ({ id, isBefore: false })), ...[...held].map((id) => ({ id, isBefore: true }))].flatMap(
    ({ id, isBefore }) => {
      const statement = index.said.get(id)?.claim.statement;
      const isOfFile = statement?.op === "assert" && statement.source !== null && !(isBefore && statement.property === "fileName");
      return isOfFile && statement.source !== null ? [{ statement, file: statement.source.file }] : [];
    },
  );
  const spoilt = new Set(withheld.map(({ file }) => file));
  const spoiltByReading = new Set(withheld.flatMap(({ statement, file }) => (isOwn(file, statement) ? [] : [file])));
  const named = new Set<FileHash>();
  for (const claims of index.liveByEntity.values()) {
    for (const { id, statement } of claims) {
      if (live.has(id) && statement.value.kind === "file") named.add(statement.value.sha256);
    }
  }
  // A file does not hold its own name, so the name alone may stay.
  const staying = (file: FileHash): readonly LiveClaim[] =>
    (index.readersOf.get(file) ?? []).filter(({ id, statement }) => !live.has(id) && statement.property !== "fileName");
  const wasRead = (file: FileHash): boolean => spoiltByReading.has(file) || staying(file).some(({ statement }) => !isOwn(file, statement));
  const home = chosen.filter((file) => !named.has(file) || spoilt.has(file) || staying(file).length > 0);
  const asRead = home.filter(wasRead).length;
  return { files: chosen.filter((file) => !home.includes(file)), leftOut: { asRead, asExhibit: home.length - asRead } };
}

/** Of the commits that travel, every claim that does not, and why. A claim we cannot read ourselves stays with its originator. */
function collectWithheld(
  commits: readonly Commit[],
  disclosed: ReadonlySet<ClaimId>,
  index: ClaimIndex,
  choice: Choice,
  stays: ReadonlyMap<ClaimId, WithholdReason>,
): ReadonlyMap<ClaimId, WithholdReason> {
  const withheld = new Map<ClaimId, WithholdReason>();
  for (const commit of discloseCommits(commits, disclosed)) {
    for (const id of commit.claimIds) if (!disclosed.has(id)) withheld.set(id, stays.get(id) ?? reasonToWithhold(id, index, choice));
  }
  return withheld;
}

function reasonToWithhold(id: ClaimId, index: ClaimIndex, choice: Choice): WithholdReason {
  const said = index.said.get(id);
  if (said === undefined) return "originator";
  const { statement } = said.claim;
  // A retraction stays because what it takes back does.
  if (statement.op === "retract") return index.said.has(statement.claim) ? reasonToWithhold(statement.claim, index, choice) : "originator";
  const live = index.liveByEntity.get(statement.subject)?.find((each) => each.id === id);
  return live === undefined ? "undone" : (choice.reasonOf(live) ?? "not-selected");
}

/** The commits a bundle carries: those of which it discloses something, with the disclosed claims only and no key to the other salts. */
export function discloseCommits(commits: readonly Commit[], disclosed: ReadonlySet<ClaimId>): readonly Commit[] {
  return commits.flatMap((commit) => {
    const claims = commit.claims.filter((claim) => disclosed.has(claim.id));
    return claims.length === 0 ? [] : [{ ...commit, claims, saltKey: null }];
  });
}
