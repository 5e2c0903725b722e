import { audiencesOf } from "../bundle/audiences.ts";
import { collectBundle } from "../bundle/collect-bundle.ts";
import type { RedactRule, Selection, SharePlan } from "../bundle/model.ts";
import { type SealedBundle, sealBundle } from "../bundle/seal.ts";
import { selectClaims } from "../bundle/select.ts";
import type { EntityId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { trustedNow } from "../partner/standing.ts";
import { noteSent } from "./bundle-traces.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError } from "./answer.ts";
import { dayOf } from "./day.ts";
import type { CaseDoor, SharePreview } from "./door.ts";
import type { ShareReceipt } from "./share-door.ts";
import { absentOf } from "./exhibits.ts";
import { noticesFor } from "./give-note.ts";
import { givenTo, noteGiving } from "./given-claims.ts";
import type { OpenCase } from "./open-case.ts";
import { ownRevocation } from "./own-keys.ts";
import { noticesToCarry } from "./partners.ts";
import { needOpenCase, type Session, type SessionHolder } from "./session.ts";
import type { ShareDoor, ShareWeight } from "./share-door.ts";
import { previewOf } from "./share-preview.ts";
import { confirmShare, isRecorded, takeBackShare, takenBackShares, unsettledShares } from "./settling.ts";

type SharingDoor = Pick<CaseDoor, "previewShare" | "share"> & ShareDoor;

/** What leaves: looked at first, then committed, then sealed. */
export function openSharing(deps: CaseDeps, holder: SessionHolder): SharingDoor {
  const inShare = <Value>(act: (scene: Scene) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> => {
    const needed = needOpenCase(holder);
    return needed.ok ? act({ deps, ...needed.value }) : Promise.resolve(needed);
  };
  // In turn: what is sealed is what is committed, and nothing is said in between.
  const inTurn = <Value>(act: (scene: Scene) => Promise<Result<Value, CaseError>>): Promise<Result<Value, CaseError>> =>
    inShare((scene) => scene.open.inTurn(() => act(scene)));
  return {
    previewShare: (asked) => inShare((scene) => preview(scene, asked)),
    weighShare: (asked) => inShare((scene) => weigh(scene, asked)),
    share: (asked) =>
      inTurn(async (scene) => {
        const made = await makeBundles(scene, [asked]);
        if (!made.ok) return made;
        const [receipt] = made.value;
        invariant(receipt !== undefined, "one plan makes one bundle");
        return succeed(receipt);
      }),
    shareAll: (asked) => inTurn((scene) => makeBundles(scene, audiencesOf(asked))),
    unsettledShares: () => inShare(({ session, open }) => unsettledShares(session, open)),
    settleShares: (asked) => inTurn((scene) => settle(scene, asked)),
  };
}

/** What every step of a share works on. */
interface Scene {
  readonly deps: CaseDeps;
  readonly session: Session;
  readonly open: OpenCase;
}

async function preview(scene: Scene, asked: SharePlan): Promise<Result<SharePreview, CaseError>> {
  const plan = withMembers(scene.open, asked);
  const selection = await select(scene, plan);
  if (!selection.ok) return selection;
  const absent = await absentOf(scene.session, plan.files);
  return absent.ok ? succeed(previewOf(scene.open, plan, selection.value, new Set(absent.value))) : absent;
}

async function weigh(scene: Scene, asked: SharePlan): Promise<Result<readonly ShareWeight[], CaseError>> {
  const weights: ShareWeight[] = [];
  for (const audience of audiencesOf(asked)) {
    const plan = withMembers(scene.open, audience);
    const selection = await select(scene, plan);
    if (!selection.ok) return selection;
    const { disclosed, withheld, files, warnings, blocked } = selection.value;
    weights.push({ to: plan.to, disclosed: disclosed.size, withheld: withheld.size, files: files.length, warnings, blocked });
  }
  return succeed(weights);
}

async function settle(
  { session, open }: Scene,
  { statementHashes, wereHandedOver }: Parameters<ShareDoor["settleShares"]>[0],
): Promise<Result<null, CaseError>> {
  const unknown = statementHashes.find((hash) => !isRecorded(session, open, hash));
  if (unknown !== undefined) return fail("missing", "share");
  for (const hash of statementHashes) {
    const settled = wereHandedOver ? await confirmShare(session, open, hash) : await takeBackShare(session, open, hash);
    if (!settled.ok) return settled;
  }
  return succeed(null);
}

/** A bundle that is signed and of which nothing has left. */
interface Prepared extends SealedBundle {
  readonly plan: SharePlan;
  readonly disclosed: Selection["disclosed"];
}

/** All are chosen and signed before any is recorded, and all are recorded before any byte is made; what fails takes all back. */
async function makeBundles(scene: Scene, asked: readonly SharePlan[]): Promise<Result<readonly ShareReceipt[], CaseError>> {
  const prepared: Prepared[] = [];
  for (const audience of asked) {
    const plan = withMembers(scene.open, audience);
    const selection = await select(scene, plan);
    if (!selection.ok) return selection;
    const sealed = await seal(scene, plan, selection.value);
    if (!sealed.ok) return sealed;
    prepared.push({ ...sealed.value, plan, disclosed: selection.value.disclosed });
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

/** What was merged is chosen, and kept back, by the one id it is shown under: whole, with the links that say what is one. */
function withMembers(open: OpenCase, plan: SharePlan): SharePlan {
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

async function select({ deps, session, open }: Scene, plan: SharePlan): Promise<Result<Selection, CaseError>> {
  if (ownRevocation(session, deps.clock.now()) !== null) return fail("own-key-revoked");
  const given = await givenTo({ vault: session.vault, caseId: open.caseId }, plan.to, takenBackShares(open));
  if (!given.ok) return given;
  const { registry, signer } = session;
  const { toAll, toSome } = given.value;
  return succeed(
    selectClaims({
      commits: open.ledger.commits(),
      plan,
      recipients: trustedNow(registry.partners, deps.clock.now()),
      ownAgency: signer.agency,
      given: toAll,
      givenToSome: toSome,
      today: dayOf(deps.clock.now()),
    }),
  );
}

async function seal({ deps, session, open }: Scene, plan: SharePlan, selection: Selection): ReturnType<typeof sealBundle> {
  const { vault, registry, own } = session;
  invariant(own !== null, "a session without an identity is only read");
  const before = sentBefore(session, open, plan);
  return sealBundle(
    {
      sign: (message) => vault.keys.sign(message),
      identityFile: own.file,
      readFile: (sha256) => vault.streamFile(sha256),
      ...(deps.startHash === undefined ? {} : { startHash: deps.startHash }),
      clock: deps.clock,
      random: deps.random,
    },
    {
      caseId: open.caseId,
      commits: open.ledger.commits(),
      plan,
      selection,
      recipients: trustedNow(registry.partners, deps.clock.now()),
      sequence: before.length + 1,
      previous: before.at(-1)?.statementHash ?? "",
      notices: [...noticesFor(session, plan.to, open.caseId), ...noticesToCarry(session)],
      charts: selection.charts,
      nationalMark: plan.nationalMark ?? "",
      expiresAt: plan.expiresAt ?? "",
    },
  );
}

/** Bundles of this case to exactly these recipients, in order, but for those that never left. */
function sentBefore(session: Session, open: OpenCase, plan: SharePlan): Session["registry"]["exchanges"] {
  const to = [...new Set(plan.to)].sort().join(" ");
  const taken = takenBackShares(open);
  return session.registry.exchanges.filter(
    ({ direction, caseId, authors, statementHash }) =>
      direction === "sent" && caseId === open.caseId && [...authors].sort().join(" ") === to && !taken.has(statementHash),
  );
}

/**
 * The share is a commit in the case before a byte exists outside. What is given is noted before that: whoever stops between the two has noted
 * something that was never recorded, which counts for nothing.
 */
async function record({ deps, session, open }: Scene, { plan, disclosed, ...sealed }: Prepared): Promise<Result<void, CaseError>> {
  const { statement, statementHash } = sealed;
  const authors = [...new Set(plan.to)].sort();
  const noted = await noteGiving({ vault: session.vault, caseId: open.caseId }, authors, { statementHash, claims: disclosed });
  if (!noted.ok) return noted;
  const said = await open.say("share", handovers(deps, session, plan, sealed));
  if (!said.ok) return said;
  return noteSent(session, statement, statementHash, authors);
}

async function collect(
  { deps, session }: Scene,
  { statement, statementHash, name, stream, plan }: Prepared,
): Promise<Result<ShareReceipt, CaseError>> {
  const total = statement.payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  deps.tell({ kind: "progress", job: "seal-bundle", done: 0, total });
  let told = 0;
  const { file, sha256 } = await collectBundle(stream, deps.startHash, (done) => {
    if (done - told < total / 100) return;
    told = done;
    deps.tell({ kind: "progress", job: "seal-bundle", done: Math.min(done, total - 1), total, unit: "bytes" });
  });
  deps.tell({ kind: "progress", job: "seal-bundle", done: 1, total: 1 });
  if (file.size === 0) return fail("bug");
  const made = await session.registry.addBundleEvent({ kind: "file", statementHash, fileHash: sha256, at: deps.clock.now() });
  if (!made.ok) return made;
  return succeed({
    file,
    name,
    to: plan.to,
    sha256,
    statementHash,
    sequence: statement.sequence,
    disclosed: statement.counts.disclosed,
    withheld: statement.counts.withheld,
  });
}

/** One record for each recipient: who got what, under which marking. Bookkeeping: it never travels. */
function handovers(
  deps: CaseDeps,
  session: Session,
  plan: SharePlan,
  { statement, statementHash }: Pick<SealedBundle, "statement" | "statementHash">,
): readonly Statement[] {
  return statement.recipients.flatMap(({ author }) => {
    const partner = session.registry.partners.find((each) => each.author === author);
    return draftEntity({
      id: mintEntityId(deps.random),
      type: "handover",
      source: null,
      grade: "A1",
      handling: plan.marking,
      values: {
        recipientAgency: { kind: "text", text: partner?.agencyName ?? "?" },
        recipientKey: { kind: "identifier", text: author },
        statementHash: { kind: "identifier", text: statementHash },
        marking: { kind: "text", text: plan.marking },
        claims: { kind: "decimal", text: String(statement.counts.disclosed) },
        withheld: { kind: "decimal", text: String(statement.counts.withheld) },
        purpose: { kind: "text", text: statement.purpose },
      },
    });
  });
}
