import type { CaseId, ClaimId, CommitId, EntityId, FileHash } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { addTellings, countTellings, type Tellings } from "../projections/tellings.ts";
import type { CaseError } from "./answer.ts";
import type { BundleStanding } from "./bundle-book.ts";
import { filesBy } from "./bundle-traces.ts";
import { loadCase } from "./cases.ts";
import { filesOf } from "./delete-case.ts";
import type { CaseDeps } from "./deps.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { commitsWith } from "./in-force.ts";
import type { OpenCase } from "./open-case.ts";
import { countStanding } from "./recalled.ts";
import type { Registry } from "./registry.ts";
import type { ReviewNote } from "./review-door.ts";
import type { Session, SessionHolder } from "./session.ts";

/** What the acceptances of one bundle in a case come to. */
interface InCase {
  /** All that was ever taken in or set aside of it. */
  readonly named: Map<CommitId, Set<number>>;
  readonly taken: Map<CommitId, Set<number>>;
  isAside: boolean;
  wasAside: boolean;
  /** Claims that are in by it, but for those that another bundle brought before and that are in by that. */
  claims: number;
}

/**
 * The books follow the case: what became of each bundle that was accepted or set aside, as its acceptances stand now (decision 0083), and whether what was
 * decided about a recall is still done, are written down when they are not what the books say. Only within `inTurn`. Of a damaged case nothing is concluded.
 * Cost    nothing where no bundle arrived; else O(claims that acceptances name) when one changed; a sealed note of each bundle that is out of use.
 */
export async function noteStandings({ clock }: Pick<CaseDeps, "clock">, session: Session, open: OpenCase): Promise<Result<void, CaseError>> {
  const { registry } = session;
  if (open.damage !== null || session.own === null) return succeed(undefined);
  const received = receivedOf(registry, open.caseId);
  const found = received.size === 0 ? none : inCaseOf(open);
  for (const [statementHash, goes] of received) {
    const now = found.get(statementHash);
    if (now === undefined) continue;
    const standing = await standingOf(session, open, goes, now);
    if (!standing.ok) return standing;
    const [was, is] = [standingBy(registry, goes), standing.value];
    if (was.is === is.is && was.claims === is.claims && was.files === is.files) continue;
    const noted = await registry.addBundleEvent({ kind: "standing", statementHash, ...is, at: clock.now() });
    if (!noted.ok) return noted;
  }
  return noteDecisions({ clock }, session, open, received);
}

/** The same after an act that is done and kept, whatever becomes of the books: they are read with the case once more. */
export async function followStandings(deps: Pick<CaseDeps, "clock">, { current }: SessionHolder, open: OpenCase): Promise<void> {
  if (current !== null) await noteStandings(deps, current, open);
}

/**
 * Makes the books true of a case before something is signed about it: the open one, or read from the vault.
 * Fails   `read-only`: it is damaged, and nobody can tell what of the bundle is in it.
 */
export async function readStandings(deps: CaseDeps, session: Session, caseId: CaseId): Promise<Result<void, CaseError>> {
  if (!session.registry.cases.has(caseId)) return succeed(undefined);
  const { open } = session;
  const known = open?.caseId === caseId ? succeed(open) : await loadCase({ ...deps, tell: () => undefined }, session, caseId);
  if (!known.ok) return known;
  if (known.value.damage !== null) return { ok: false, error: { kind: "read-only" } };
  return known.value.inTurn(() => noteStandings(deps, session, known.value));
}

/** What became of a bundle that arrived, by the books: `goes` are the records of it. */
export function standingBy({ bundles }: Pick<Registry, "bundles">, goes: readonly ExchangeRecord[]): BundleStanding {
  const noted = bundles.standings.get(goes[0]?.statementHash ?? "");
  if (noted !== undefined) return noted;
  const sum = (count: "newClaims" | "newFiles"): number => goes.reduce((total, { details }) => total + (details?.[count] ?? 0), 0);
  return { is: wasWhole(goes) ? "accepted" : "accepted-in-part", claims: sum("newClaims"), files: sum("newFiles") };
}

/** Whether a bundle that arrived stands accepted, and all messages it carries are kept. Undone or set aside, it can be accepted once more. */
export function isReceivedWhole(registry: Pick<Registry, "exchanges" | "bundles">, statementHash: string, notes: readonly ReviewNote[]): boolean {
  const goes = registry.exchanges.filter((record) => record.direction === "received" && record.statementHash === statementHash);
  const { is } = standingBy(registry, goes);
  return goes.length > 0 && (is === "accepted" || is === "accepted-in-part") && notes.every(({ isKnown }) => isKnown);
}

const wasWhole = (goes: readonly ExchangeRecord[]): boolean => goes.some(({ details }) => details?.isWhole !== false);

type Received = ReadonlyMap<string, readonly ExchangeRecord[]>;

function receivedOf({ exchanges }: Registry, caseId: CaseId): Received {
  return Map.groupBy(
    exchanges.filter((record) => record.direction === "received" && record.caseId === caseId),
    ({ statementHash }) => statementHash,
  );
}

async function standingOf(
  { vault }: Session,
  open: OpenCase,
  goes: readonly ExchangeRecord[],
  { named, taken, isAside, wasAside, claims }: InCase,
): Promise<Result<BundleStanding, CaseError>> {
  if (taken.size === 0) return succeed({ is: isAside ? "set-aside" : "taken-back", claims: 0, files: 0 });
  const [{ caseId, statementHash, details } = { caseId: open.caseId, statementHash: "", details: null }] = goes;
  const brought = countTellings(named);
  const isAllNamed = wasWhole(goes) || wasAside || (details !== null && brought >= details.disclosed);
  const isWhole = isAllNamed && countTellings(taken) === brought;
  const came = await filesBy(vault, caseId, statementHash);
  if (!came.ok) return came;
  const files = filesIn(open.ledger, taken, isWhole, came.value, goes);
  return succeed({ is: isWhole ? "accepted" : "accepted-in-part", claims, files });
}

/** Files that came by a bundle: all with the whole of it, else those that claims in the case name. `came` null = only their number was written down. */
function filesIn(ledger: Ledger, taken: Tellings, isWhole: boolean, came: ReadonlySet<FileHash> | null, goes: readonly ExchangeRecord[]): number {
  const counted = goes.reduce((total, { details }) => total + (details?.newFiles ?? 0), 0);
  if (isWhole) return came?.size ?? counted;
  const named = new Set(filesOf(commitsWith(ledger, taken)).keys());
  return came === null ? Math.min(counted, named.size) : came.intersection(named).size;
}

const none: ReadonlyMap<string, InCase> = new Map();
/** What was found of a case, until an acceptance in it changes. */
const found = new WeakMap<OpenCase, { readonly version: number; readonly byBundle: ReadonlyMap<string, InCase> }>();

function inCaseOf(open: OpenCase): ReadonlyMap<string, InCase> {
  const { acceptances } = open.fold;
  const known = found.get(open);
  if (known?.version === acceptances.version) return known.byBundle;
  const byBundle = readAcceptances(open);
  found.set(open, { version: acceptances.version, byBundle });
  return byBundle;
}

/** By statement hash. What several acceptances take in counts for the bundle of the first. */
function readAcceptances(open: OpenCase): ReadonlyMap<string, InCase> {
  const byBundle = new Map<string, InCase>();
  const counted = new Set<ClaimId>();
  for (const { acceptance, named, taken, isAside, wasAside } of open.fold.acceptances.ever()) {
    const hash = hashOf(open, acceptance);
    const all = byBundle.get(hash) ?? { named: new Map(), taken: new Map(), isAside: false, wasAside: false, claims: 0 };
    byBundle.set(hash, all);
    addTellings(all.named, named);
    addTellings(all.taken, taken);
    all.isAside ||= isAside;
    all.wasAside ||= wasAside;
    const before = counted.size;
    addClaims(counted, open.ledger, taken);
    all.claims += counted.size - before;
  }
  return byBundle;
}

/** The statement hash an acceptance names, also of one that was undone. */
function hashOf({ fold }: OpenCase, acceptance: EntityId): string {
  for (const { claim } of fold.facts.ever(acceptance, null)) {
    const { statement } = claim;
    if (statement.op === "assert" && statement.property === "statementHash" && "text" in statement.value) return statement.value.text;
  }
  return "";
}

function addClaims(to: Set<ClaimId>, ledger: Ledger, tellings: Tellings): void {
  for (const [id, places] of tellings) {
    const commit = ledger.get(id);
    const packed = commit === undefined ? undefined : packedOf(commit);
    for (let at = 0; packed !== undefined && at < packed.length; at++) if (places.has(packed.indexes[at] ?? -1)) to.add(packed.idAt(at));
  }
}

/** A recalled bundle is out of use while nothing that came by it alone stands uncontested: the act that contested it may be undone, and done again. */
async function noteDecisions(
  { clock }: Pick<CaseDeps, "clock">,
  session: Session,
  open: OpenCase,
  received: Received,
): Promise<Result<void, CaseError>> {
  const { registry } = session;
  for (const { hash: noteHash, isOurs, notice, decision, decided } of registry.bundles.notices) {
    const [record] = received.get(notice.statementHash) ?? [];
    if (isOurs || record === undefined || decided?.is !== "out-of-use") continue;
    const standing = await countStanding(session, open, record);
    if (!standing.ok) return standing;
    const stands = standing.value === 0 || standing.value === null;
    if (stands === (decision !== null)) continue;
    const noted = await registry.addBundleEvent({ kind: "decision-stands", noteHash, stands, at: clock.now() });
    if (!noted.ok) return noted;
  }
  return succeed(undefined);
}
