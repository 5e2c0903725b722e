import { audiencesOf } from "../bundle/audiences.ts";
import { answerCosignRequest, answerEnding, readCosignature, readCosignRequest, requestEnding, writeCosignRequest } from "../bundle/cosign.ts";
import type { BundleStatement, SharePlan } from "../bundle/model.ts";
import { sealingSaid } from "../bundle/sealing.ts";
import { statementHashOf } from "../bundle/statement.ts";
import type { AuthorId, CaseId, InstantMs } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { handlings } from "../ledger/model.ts";
import { isStricter } from "../partner/admit.ts";
import type { Partner } from "../partner/model.ts";
import { isTrusted } from "../partner/standing.ts";
import type { StorageError, TamperError } from "../vault/model.ts";
import type { CaseError, NamedBytes } from "./answer.ts";
import { pendingNoteOf } from "./case-notes.ts";
import type { CosignDoor, CosignFault, CosignOrder, PendingShare, TwoPersonRule } from "./cosign-door.ts";
import type { CaseDeps } from "./deps.ts";
import { makeBundles, prepareShare } from "./make-bundles.ts";
import { needOpenCase, needSession, type Session, type SessionHolder } from "./session.ts";
import { type Scene, select, withMembers } from "./share-scene.ts";

const ruleNote = "policy/two-person";
const mostPending = 50;

/** Two officers: the first settles and asks, the second looks and signs, the first makes the bundles. */
export function openCosigning(deps: CaseDeps, holder: SessionHolder): CosignDoor {
  const inSession = async <Value, Why>(act: (session: Session) => Promise<Result<Value, Why>>): Promise<Result<Value, CaseError | Why>> => {
    const session = needSession(holder);
    return session.ok ? act(session.value) : session;
  };
  const inTurn = async <Value, Why>(act: (scene: Scene) => Promise<Result<Value, Why>>): Promise<Result<Value, CaseError | Why>> => {
    const needed = needOpenCase(holder);
    return needed.ok ? needed.value.open.inTurn(() => act({ deps, ...needed.value })) : needed;
  };
  return {
    twoPersonRule: () => inSession(({ vault }) => readRule(vault)),
    setTwoPersonRule: ({ from }) =>
      inSession(async ({ vault }) => {
        const kept = await vault.keepNote(ruleNote, utf8ToBytes(from));
        return kept.ok ? succeed(null) : kept;
      }),
    askSecondOfficer: (asked) => inTurn((scene) => ask(scene, asked)),
    pendingShares: () => inTurn(({ session, open }) => readPending(session, open.caseId)),
    dropPendingShare: ({ id }) => inTurn(({ session, open }) => dropPending(session, open.caseId, id)),
    inspectCosignRequest: ({ bytes }) => inSession((session) => inspect(deps, session, bytes)),
    cosign: ({ bytes }) => inSession((session) => cosign(deps, session, bytes)),
    shareCosigned: ({ bytes }) => inTurn((scene) => finish(scene, bytes)),
  };
}

async function readRule(vault: Session["vault"]): Promise<Result<TwoPersonRule, StorageError | TamperError>> {
  const note = await vault.readNote(ruleNote);
  if (!note.ok) return note;
  const text = note.value === null ? "" : bytesToUtf8(note.value);
  const rule = handlings.find((each) => each === text);
  return succeed(rule ?? "");
}

/** Whether our rule asks for a second officer for any of these plans. */
export async function needsSecond({ vault }: Session, plans: readonly SharePlan[]): Promise<Result<boolean, StorageError | TamperError>> {
  const rule = await readRule(vault);
  if (!rule.ok) return rule;
  const from = rule.value;
  return succeed(from !== "" && plans.some(({ marking }) => !isStricter(from, marking)));
}

/** A verified officer of our own agency, who is not ourselves. */
function secondOfficer({ deps, session }: Pick<Scene, "deps" | "session">, author: AuthorId): Partner | undefined {
  const { registry, me, ownAuthors } = session;
  return registry.partners.find(
    (each) => each.author === author && each.agency === me.agency && !ownAuthors.includes(author) && isTrusted(each, deps.clock.now()),
  );
}

async function ask(
  scene: Scene,
  { plan, second }: Parameters<CosignDoor["askSecondOfficer"]>[0],
): Promise<Result<NamedBytes, CaseError | CosignFault>> {
  const { deps, session, open } = scene;
  const officer = secondOfficer(scene, second);
  if (officer === undefined) return fail("no-second-officer");
  const at = deps.clock.now();
  const settled = await settle(scene, plan, { officer, sentAt: at });
  if (!settled.ok) return settled;
  const pending = await readPending(session, open.caseId);
  if (!pending.ok) return pending;
  const id = bytesToHex(deps.random.bytes(8));
  const kept = await keepPending(session, open.caseId, [...pending.value, { id, plan, second, at }].slice(-mostPending));
  if (!kept.ok) return kept;
  const bytes = await writeCosignRequest({ author: session.me.author, at, statements: settled.value }, (message) => session.signer.sign(message));
  return succeed({ name: `${id}${requestEnding}`, bytes });
}

/** The statements of a plan's bundles, one for each audience. */
async function settle(
  scene: Scene,
  asked: SharePlan,
  second: { readonly officer: Partner; readonly sentAt: InstantMs },
): Promise<Result<readonly BundleStatement[], CaseError>> {
  const statements: BundleStatement[] = [];
  for (const audience of audiencesOf(asked)) {
    const plan = withMembers(scene.open, audience);
    const selection = await select(scene, plan);
    if (!selection.ok) return selection;
    const prepared = await prepareShare(scene, plan, selection.value, second);
    if (!prepared.ok) return prepared;
    statements.push(prepared.value.statement);
  }
  return succeed(statements);
}

async function inspect(deps: CaseDeps, session: Session, bytes: Bytes): Promise<Result<CosignOrder, CaseError | CosignFault>> {
  const request = await readCosignRequest(bytes);
  if (!request.ok) return request;
  const { author, at, statements } = request.value;
  const from = secondOfficer({ deps, session }, author);
  if (from === undefined) return fail("not-our-agency");
  if (statements.some(({ cosigner }) => cosigner?.author !== session.me.author)) return fail("not-asked-of-us");
  return succeed({
    from,
    at,
    statements: statements.map((statement) => ({
      statement,
      statementHash: statementHashOf(statement),
      sealing: sealingSaid(statement, session.registry.partners),
    })),
  });
}

async function cosign(deps: CaseDeps, session: Session, bytes: Bytes): Promise<Result<NamedBytes, CaseError | CosignFault>> {
  const order = await inspect(deps, session, bytes);
  if (!order.ok) return order;
  const { author } = session.me;
  const statements = order.value.statements.map(({ statement }) => statement);
  const answer = await answerCosignRequest({ statements }, { author, sign: (message) => session.signer.sign(message) }, deps.clock.now());
  const [first] = order.value.statements;
  return succeed({ name: `${first?.statementHash.slice(0, 16) ?? ""}${answerEnding}`, bytes: answer });
}

/** Tries each share that waits: the one whose statements were signed is made. */
async function finish(scene: Scene, bytes: Bytes): ReturnType<CosignDoor["shareCosigned"]> {
  const { session, open } = scene;
  const cosignature = await readCosignature(bytes);
  if (!cosignature.ok) return cosignature;
  const { author } = cosignature.value;
  const officer = secondOfficer(scene, author);
  if (officer === undefined) return fail("not-our-agency");
  const pending = await readPending(session, open.caseId);
  if (!pending.ok) return pending;
  const waiting = pending.value.filter(({ second }) => second === author);
  if (waiting.length === 0) return fail("unknown-request");
  for (const { id, plan, at } of waiting.toReversed()) {
    const made = await makeBundles(scene, audiencesOf(plan), { officer, sentAt: at, cosignature: cosignature.value });
    if (!made.ok && made.error.kind === "cosign-outdated") continue;
    if (!made.ok) return made;
    // What is made waits no longer; should this fail, it waits on and its number is taken: it cannot be made twice.
    await dropPending(session, open.caseId, id);
    return made;
  }
  return fail("cosign-outdated");
}

async function readPending({ vault }: Session, caseId: CaseId): Promise<Result<readonly PendingShare[], StorageError | TamperError>> {
  const note = await vault.readNote(pendingNoteOf(caseId));
  if (!note.ok) return note;
  // Our own sealed note: what it holds was written by `keepPending`.
  return succeed(note.value === null ? [] : (JSON.parse(bytesToUtf8(note.value) ?? "[]") as readonly PendingShare[]));
}

function keepPending({ vault }: Session, caseId: CaseId, pending: readonly PendingShare[]): Promise<Result<void, StorageError | TamperError>> {
  return vault.keepNote(pendingNoteOf(caseId), utf8ToBytes(JSON.stringify(pending)));
}

async function dropPending(session: Session, caseId: CaseId, id: string): Promise<Result<null, CaseError>> {
  const pending = await readPending(session, caseId);
  if (!pending.ok) return pending;
  const kept = await keepPending(
    session,
    caseId,
    pending.value.filter((each) => each.id !== id),
  );
  return kept.ok ? succeed(null) : kept;
}
