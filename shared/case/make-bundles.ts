import { newCopyPassphrase } from "../bundle/copy-passphrase.ts";
import { collectBundle } from "../bundle/collect-bundle.ts";
import { hashFile } from "../bundle/hash-file.ts";
import { type Cosignature, cosignatureOf } from "../bundle/cosign.ts";
import { decidedToStay, keptBackOf } from "../bundle/held-before.ts";
import type { BundleError, NamedOfficer, Selection, SharePlan } from "../bundle/model.ts";
import { type PreparedBundle, prepareBundle, type SealDeps, type SealedBundle, type SealInput, sealPrepared, signPrepared } from "../bundle/seal.ts";
import { gatherInterop } from "../interop/gather-interop.ts";
import type { ClaimId, InstantMs } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { trustedNow } from "../partner/standing.ts";
import type { CaseError } from "./answer.ts";
import { noteSent } from "./bundle-traces.ts";
import type { CaseDeps } from "./deps.ts";
import { noticesFor, replacesNote } from "./give-note.ts";
import { noteGiving } from "./given-claims.ts";
import { addresseeOf, holdersOf, noteAddressees } from "./holders.ts";
import type { OpenCase } from "./open-case.ts";
import { noticesToCarry } from "./partner-notices.ts";
import type { Session } from "./session.ts";
import type { ShareReceipt } from "./share-door.ts";
import { foldAsRecipient } from "./share-preview.ts";
import { type Scene, select, withMembers } from "./share-scene.ts";
import { takeBackShare, takenBackShares } from "./settling.ts";
import { noteWithholding } from "./withheld-claims.ts";

/** A bundle that is signed and of which nothing has left. */
interface Prepared extends SealedBundle {
  /** What opens a copy for an addressee; "" = it is sealed to recipients. */
  readonly passphrase: string;
  readonly plan: SharePlan;
  readonly disclosed: Selection["disclosed"];
  /** What somebody decided to withhold, now or before. */
  readonly withheld: ReadonlySet<ClaimId>;
  readonly keptBack: number;
  readonly withdrawals: number;
}

/** All are chosen and signed before any is recorded, and all are recorded before any byte is made; what fails takes all back. */
export async function makeBundles(
  scene: Scene,
  asked: readonly SharePlan[],
  second: Second | null = null,
): Promise<Result<readonly ShareReceipt[], CaseError>> {
  const prepared: Prepared[] = [];
  for (const audience of asked) {
    const plan = withMembers(scene.open, audience);
    const selection = await select(scene, plan);
    if (!selection.ok) return selection;
    const sealed = await seal(scene, plan, selection.value, second);
    if (!sealed.ok) return sealed;
    prepared.push({
      ...sealed.value,
      plan,
      disclosed: selection.value.disclosed,
      withheld: decidedToStay(selection.value),
      keptBack: keptBackOf(selection.value),
      withdrawals: selection.value.withdrawals,
    });
  }
  try {
    const made = await recordAndCollect(scene, prepared);
    if (!made.ok) await takeAllBack(scene, prepared);
    return made;
  } catch (bug) {
    await takeAllBack(scene, prepared);
    throw bug;
  }
}

/** As far as it goes: what cannot be taken back now is among the unsettled ones, and is asked for later. */
async function takeAllBack({ session, open }: Scene, prepared: readonly Prepared[]): Promise<void> {
  for (const { statementHash } of prepared) await takeBackShare(session, open, statementHash);
}

async function recordAndCollect(scene: Scene, prepared: readonly Prepared[]): Promise<Result<readonly ShareReceipt[], CaseError>> {
  for (const bundle of prepared) {
    const recorded = await record(scene, bundle);
    if (!recorded.ok) return recorded;
  }
  const receipts: ShareReceipt[] = [];
  for (const bundle of prepared) {
    const receipt = await collect(scene, bundle);
    if (!receipt.ok) return receipt;
    receipts.push(receipt.value);
  }
  return succeed(receipts);
}

/** The second officer of a share, and what he signed of it. */
export interface Second {
  readonly officer: NamedOfficer;
  /** When the statements were settled that he signed. */
  readonly sentAt: InstantMs;
  readonly cosignature: Cosignature;
}

async function seal(
  scene: Scene,
  plan: SharePlan,
  selection: Selection,
  second: Second | null,
): Promise<Result<SealedBundle & { readonly passphrase: string }, CaseError>> {
  const prepared = await prepareShare(scene, plan, selection, second);
  if (!prepared.ok) return prepared;
  const deps = sealDepsOf(scene, second?.sentAt ?? null);
  const signatures = [await signPrepared(deps, prepared.value)];
  if (second !== null) {
    // Of one byte that changed since he signed, his signature is none.
    const theirs = await cosignatureOf(second.cosignature, prepared.value.statement);
    if (theirs === null) return fail("cosign-outdated");
    signatures.push(theirs);
  }
  const passphrase = prepared.value.statement.addressee === "" ? "" : newCopyPassphrase(scene.deps.random);
  const sealed = await sealPrepared(deps, prepared.value, signatures, passphrase);
  return sealed.ok ? succeed({ ...sealed.value, passphrase }) : sealed;
}

/** Settles one bundle of a share down to the byte. The same case, plan and moment give the same statement. */
export async function prepareShare(
  scene: Scene,
  plan: SharePlan,
  selection: Selection,
  second: Pick<Second, "officer" | "sentAt"> | null,
): Promise<Result<PreparedBundle, BundleError>> {
  const { deps, session, open } = scene;
  const before = sentBefore(session, open, plan);
  const sentAt = second?.sentAt ?? deps.clock.now();
  const sequence = before.length + 1;
  const { replaces } = plan;
  const replacing = replaces === undefined ? null : await replacesNote(session, plan.to, replaces, { caseId: open.caseId, sequence, sentAt });
  return prepareBundle(sealDepsOf(scene, sentAt), {
    caseId: open.caseId,
    commits: open.inForce(),
    plan,
    selection,
    recipients: trustedNow(session.registry.partners, deps.clock.now()),
    sequence,
    previous: before.at(-1)?.statementHash ?? "",
    notices: [...(replacing === null ? [] : [replacing]), ...noticesFor(session, plan.to, open.caseId), ...noticesToCarry(session)],
    charts: selection.charts,
    interop: interopOf(open, plan, selection),
    nationalMark: plan.nationalMark ?? "",
    expiresAt: plan.expiresAt ?? "",
    addressee: addresseeOf(plan),
    ...(second === null ? {} : { cosigner: second.officer }),
  });
}

/** What the recipient sees, in the forms that were asked for. */
function interopOf(open: OpenCase, { interop = [] }: SharePlan, { disclosed }: Selection): NonNullable<SealInput["interop"]> {
  return interop.length === 0 ? {} : gatherInterop(interop, foldAsRecipient(open, disclosed)).files;
}

/** `at`: the moment the statement says; null = now. */
function sealDepsOf({ deps, session }: Scene, at: InstantMs | null): SealDeps {
  const { vault, own } = session;
  invariant(own !== null, "a session without an identity is only read");
  return {
    sign: (message) => vault.keys.sign(message),
    identityFile: own.file,
    checkFile: (sha256) => vault.checkFile(sha256),
    readFile: (sha256) => vault.rereadFile(sha256),
    clock: at === null ? deps.clock : { now: () => at },
    random: deps.random,
  };
}

/**
 * Bundles of this case to exactly these recipients, in order, but for those that never left. A row is counted by the key that signs (`exchangeOf`): with
 * new keys it begins anew, as its recipients count it.
 */
function sentBefore(session: Session, open: OpenCase, plan: SharePlan): Session["registry"]["exchanges"] {
  const to = [...new Set(plan.to)].sort().join(" ");
  const taken = takenBackShares(open);
  const addressee = addresseeOf(plan);
  return session.registry.exchanges.filter(
    ({ direction, caseId, authors, statementHash, exchange }) =>
      direction === "sent" &&
      caseId === open.caseId &&
      exchange.startsWith(`${open.caseId}/${session.me.author}/`) &&
      [...authors].sort().join(" ") === to &&
      (to !== "" || exchange.endsWith(`/to:${addressee}`)) &&
      !taken.has(statementHash),
  );
}

/**
 * The share is a commit in the case before a byte exists outside. What is given is noted before that: whoever stops between the two has noted
 * something that was never recorded, which counts for nothing.
 */
async function record({ deps, session, open }: Scene, { plan, disclosed, withheld, ...sealed }: Prepared): Promise<Result<void, CaseError>> {
  const { statementHash } = sealed;
  const authors = [...new Set(plan.to)].sort();
  const [place, holders] = [{ vault: session.vault, caseId: open.caseId }, holdersOf(plan)];
  const named = await noteAddressees(place.vault, place.caseId, holders);
  if (!named.ok) return named;
  const kept = await noteWithholding(place, holders, { statementHash, claims: withheld });
  if (!kept.ok) return kept;
  const noted = await noteGiving(place, holders, { statementHash, claims: disclosed });
  if (!noted.ok) return noted;
  const said = await open.say("share", handovers(deps, session, plan, sealed));
  if (!said.ok) return said;
  return noteSent(session, sealed, authors);
}

async function collect(
  { deps, session }: Scene,
  { statement, statementHash, sealing, name, stream, plan, passphrase, keptBack, withdrawals }: Prepared,
): Promise<Result<ShareReceipt, CaseError>> {
  const total = statement.payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  deps.tell({ kind: "progress", job: "seal-bundle", done: 0, total });
  let told = 0;
  const file = await collectBundle(stream, deps.startBlob, (done) => {
    if (done - told < total / 100) return;
    told = done;
    deps.tell({ kind: "progress", job: "seal-bundle", done: Math.min(done, total - 1), total, unit: "bytes" });
  });
  const sha256 = await (deps.hashFile ?? hashFile)(file);
  deps.tell({ kind: "progress", job: "seal-bundle", done: 1, total: 1 });
  // The browser had no room for it.
  if (sha256 === null || file.size === 0) return fail("no-room");
  const made = await session.registry.addBundleEvent({ kind: "file", statementHash, fileHash: sha256, at: deps.clock.now() });
  if (!made.ok) return made;
  return succeed({
    file,
    name,
    to: plan.to,
    addressee: statement.addressee,
    passphrase,
    cosigner: statement.cosigner?.officer ?? "",
    sha256,
    statementHash,
    sequence: statement.sequence,
    disclosed: statement.counts.disclosed,
    withheld: statement.counts.withheld,
    keptBack,
    withdrawals,
    sealing,
  });
}

/** One record for each recipient, or for whom a passphrase copy is: who got what, under which marking. Bookkeeping: it never travels. */
function handovers(
  deps: CaseDeps,
  session: Session,
  plan: SharePlan,
  { statement, statementHash }: Pick<SealedBundle, "statement" | "statementHash">,
): readonly Statement[] {
  const { recipients, addressee, counts, purpose, cosigner } = statement;
  const to: readonly { readonly name: string; readonly key: string }[] =
    addressee === ""
      ? recipients.map(({ author }) => ({ name: session.registry.partners.find((each) => each.author === author)?.agencyName ?? "?", key: author }))
      : [{ name: addressee, key: "" }];
  return to.flatMap(({ name, key }) =>
    draftEntity({
      id: mintEntityId(deps.random),
      type: "handover",
      source: null,
      grade: "A1",
      handling: plan.marking,
      values: {
        recipientAgency: { kind: "text", text: name },
        ...(key === "" ? {} : { recipientKey: { kind: "identifier", text: key } }),
        statementHash: { kind: "identifier", text: statementHash },
        marking: { kind: "text", text: plan.marking },
        claims: { kind: "decimal", text: String(counts.disclosed) },
        withheld: { kind: "decimal", text: String(counts.withheld) },
        purpose: { kind: "text", text: purpose },
        ...(cosigner === null ? {} : { cosigner: { kind: "text", text: cosigner.officer } }),
      },
    }),
  );
}
