import type { OpenedBundle } from "../bundle/model.ts";
import { sourceOfBundled } from "../bundle/open.ts";
import type { ClaimId, EntityId, FileHash } from "../kernel/brand.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Assertion, Commit, Value } from "../ledger/model.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { acceptanceType, acceptsProperty, setsAsideProperty, typeProperty } from "../ontology/model.ts";
import { countTellings, type Tellings, tellingsBeyond, tellingsOf, tellingsToTexts } from "../projections/tellings.ts";
import type { CaseError } from "./answer.ts";
import { claimsChosen, partsOf } from "./bundle-choice.ts";
import type { Reviewed } from "./bundle-review.ts";
import { noteReceived, type TakenIn } from "./bundle-traces.ts";
import { enrol } from "./cases.ts";
import { filesOf } from "./delete-case.ts";
import type { CaseDeps } from "./deps.ts";
import { keepWhole } from "./keep-file.ts";
import type { OpenCase } from "./open-case.ts";
import { isoSeconds } from "./promote.ts";
import type { AcceptedBundle, BundleChoice } from "./review-door.ts";
import type { Session } from "./session.ts";
import { noteStandings } from "./standings.ts";
import { recordOf } from "./take-note.ts";

/** What becomes of what arrived. */
export type Taking = { readonly way: "accept"; readonly choice: BundleChoice | null } | { readonly way: "set-aside" };

/**
 * Files first, then that it arrived, then commits and acceptance in one write, then what became of it: a cut in between leaves nothing that cannot be
 * accepted again, nothing that is in the case without its acceptance, and nothing of which the register does not know. What a cut left untold of an
 * acceptance is told when the case is opened next (`noteStandings`).
 */
export async function takeIn(
  deps: CaseDeps,
  session: Session,
  reviewed: Reviewed,
  open: OpenCase,
  taking: Taking,
): Promise<Result<AcceptedBundle, CaseError>> {
  const parts = partsFor(reviewed, open, taking);
  if (parts.length === 0 && taking.way === "accept" && taking.choice !== null) return fail("nothing-to-share");
  const fresh = parts.filter((commit) => tellsMore(commit, open.ledger.get(commit.id)));
  const isNew = (id: ClaimId): boolean => !open.fold.facts.doesCount(id);
  const newOf = parts.map(({ claims }) => claims.flatMap(({ id }) => (isNew(id) ? [id] : [])));
  const kept = await keepFiles(session, reviewed, taking.way === "accept" && taking.choice !== null ? filesNamed(parts) : null);
  if (!kept.ok) return kept;
  const [newCommits, newClaims] = [newOf.filter((ids) => ids.length > 0).length, new Set(newOf.flat()).size];
  // What is set aside was received, and nothing of it taken in.
  const isAccepted = taking.way === "accept";
  const taken = { isWhole: isAccepted && taking.choice === null, newClaims: isAccepted ? newClaims : 0, newFiles: kept.value, at: deps.clock.now() };
  const arrived = await noteArrival(session, reviewed, { ...taken, parts });
  if (!arrived.ok) return arrived;
  const named = tellingsBeyond(tellingsOf(parts), heldUnnamed(open, parts));
  const statements = acceptanceOf(deps, reviewed, open, named, taking);
  if (fresh.length + statements.length + kept.value.length > 0) {
    const merged = await open.merge(fresh, statements);
    if (!merged.ok) return merged;
  }
  const unnamed = isAccepted && named.size === 0 ? await noteUnnamed(session, reviewed, taken) : succeed(undefined);
  if (!unnamed.ok) return unnamed;
  session.open = open;
  const enrolled = await enrol(deps, session, open);
  if (!enrolled.ok) return enrolled;
  const noted = await noteStandings(deps, session, open);
  return noted.ok ? succeed({ caseId: open.caseId, newCommits, newClaims, newFiles: kept.value.length }) : noted;
}

function partsFor({ bundle, after }: Reviewed, open: OpenCase, taking: Taking): readonly Commit[] {
  if (taking.way === "set-aside" || taking.choice === null) return bundle.commits;
  return partsOf(bundle.commits, claimsChosen(bundle.commits, taking.choice, { before: open.ledger.size === 0 ? null : open.fold, after }));
}

/** Whether a commit is new to us, or discloses a claim of it that we cannot read yet. */
export function tellsMore(commit: Commit, known: Commit | undefined): boolean {
  const readable = new Set(known?.claims.map(({ id }) => id));
  return known === undefined || commit.claims.some(({ id }) => !readable.has(id));
}

/**
 * What we note of it (decision 0083): who sent it, and exactly which statements come into the case by it, or are kept aside. What is in the case without
 * any acceptance, our own words above all, is not named: it stays whatever becomes of this one. A repeat of what stands is not noted again.
 */
function acceptanceOf(deps: CaseDeps, { arrival, layer }: Reviewed, open: OpenCase, named: Tellings, { way }: Taking): readonly Assertion[] {
  const values = arrival === null ? (layer === null ? {} : factsOfLayer(open, layer)) : factsOf(arrival);
  if (named.size === 0 || (way === "accept" && isTakenAlready(open, named, values.statementHash?.text))) return [];
  const texts = tellingsToTexts(named).map((text) => ({ kind: "text", text }) as const);
  const handling = open.ledger.size === 0 ? "amber" : open.opened().handling;
  return draftEntity({
    id: mintEntityId(deps.random),
    type: acceptanceType,
    source: null,
    grade: "A1",
    handling,
    values: {
      ...values,
      brought: { kind: "decimal", text: String(countTellings(named)) },
      [way === "accept" ? acceptsProperty : setsAsideProperty]: texts,
    },
  });
}

/** What may be read of these commits here without any acceptance. */
function heldUnnamed({ ledger, fold }: OpenCase, parts: readonly Commit[]): Tellings {
  const held = parts.flatMap(({ id }) => ledger.get(id) ?? []);
  return tellingsBeyond(tellingsOf(held), fold.acceptances.named());
}

/** Whether an acceptance of the same bundle stands that takes in all of it. */
function isTakenAlready({ fold }: OpenCase, named: Tellings, statementHash: string | undefined): boolean {
  return fold.acceptances.taken().some(({ acceptance, tellings }) => {
    const hash = fold.now.build(acceptance)?.facts["statementHash"]?.[0]?.value;
    return hash?.kind === "identifier" && hash.text === statementHash && tellingsBeyond(named, tellings).size === 0;
  });
}

type Facts = Readonly<Record<string, Value>> & { readonly statementHash?: Extract<Value, { kind: "identifier" }> };

function factsOf({ statement, statementHash }: OpenedBundle): Facts {
  const { sender, sequence, sentAt, marking, purpose, counts } = statement;
  const sentOn = isoSeconds(sentAt);
  return {
    senderAgency: { kind: "text", text: sender.agencyName },
    senderOfficer: { kind: "text", text: sender.officer },
    senderKey: { kind: "identifier", text: sender.author },
    statementHash: { kind: "identifier", text: statementHash },
    sequence: { kind: "decimal", text: String(sequence) },
    sentOn: { kind: "date", from: sentOn, to: sentOn },
    marking: { kind: "text", text: marking },
    ...(purpose.trim() === "" ? {} : { purpose: { kind: "text", text: purpose.trim() } as const }),
    claims: { kind: "decimal", text: String(counts.disclosed) },
  };
}

const notCopied: ReadonlySet<string> = new Set([typeProperty, "brought", acceptsProperty, setsAsideProperty]);

/** The same of what was set aside, as it was noted then. */
function factsOfLayer({ fold }: OpenCase, layer: EntityId): Facts {
  const facts = fold.now.build(layer)?.facts ?? {};
  return Object.fromEntries(
    Object.entries(facts).flatMap(([property, [fact]]) => (fact === undefined || notCopied.has(property) ? [] : [[property, fact.value]])),
  );
}

/** Files that claims name or were read from. */
function filesNamed(parts: readonly Commit[]): ReadonlySet<FileHash> {
  return new Set(filesOf(parts).keys());
}

/** Files of the bundle that our vault can give back. */
export async function heldFiles(session: Session, files: Reviewed["bundle"]["files"]): Promise<ReadonlySet<FileHash>> {
  const held = new Set<FileHash>();
  for (const { sha256 } of files) if ((await session.vault.checkFile(sha256)).ok) held.add(sha256);
  return held;
}

/**
 * Reads each file out of the bundle once more and seals it here; gives those that were not here.
 * Takes   `wanted`: null = all.
 * Fails   `damaged`: the bundle's file is another by now.
 */
async function keepFiles(
  session: Session,
  { arrival }: Reviewed,
  wanted: ReadonlySet<FileHash> | null,
): Promise<Result<readonly FileHash[], CaseError>> {
  if (arrival === null) return succeed([]);
  const added: FileHash[] = [];
  const held = await heldFiles(session, arrival.files);
  for (const file of arrival.files) {
    if (held.has(file.sha256) || wanted?.has(file.sha256) === false) continue;
    const kept = await keepWhole(session, sourceOfBundled(arrival.archive, file));
    if (!kept.ok) return kept;
    if (kept.value.sha256 !== file.sha256) return fail("damaged", file.sha256);
    added.push(file.sha256);
  }
  return succeed(added);
}

/** That a bundle arrived, and that nothing of it is in yet: the books have it before the case does. */
async function noteArrival(
  session: Session,
  { arrival }: Reviewed,
  { parts, ...taken }: TakenIn & { readonly parts: readonly Commit[] },
): Promise<Result<void, CaseError>> {
  if (arrival === null) return succeed(undefined);
  const { registry } = session;
  const { statementHash } = arrival;
  if (recordOf(registry, "received", statementHash) === undefined) {
    const noted = await registry.addBundleEvent({ kind: "standing", statementHash, is: "taken-back", claims: 0, files: 0, at: taken.at });
    if (!noted.ok) return noted;
  }
  return noteReceived(session, { ...arrival, commits: parts }, taken);
}

/** Of what is in the case without any acceptance nothing is noted there (`acceptanceOf`): that such a bundle was accepted, only the books say. */
async function noteUnnamed({ registry }: Session, { arrival }: Reviewed, { isWhole, newFiles, at }: TakenIn): Promise<Result<void, CaseError>> {
  if (arrival === null || registry.bundles.standings.get(arrival.statementHash)?.is !== "taken-back") return succeed(undefined);
  const is = isWhole ? "accepted" : "accepted-in-part";
  return registry.addBundleEvent({ kind: "standing", statementHash: arrival.statementHash, is, claims: 0, files: newFiles.length, at });
}
