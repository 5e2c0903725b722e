import { collectBundle } from "../bundle/collect-bundle.ts";
import type { Selection, SharePlan } from "../bundle/model.ts";
import { type SealedBundle, sealBundle } from "../bundle/seal.ts";
import { selectClaims } from "../bundle/select.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Statement } from "../ledger/model.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import { trustedNow } from "../partner/standing.ts";
import { noteSent } from "./bundle-traces.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDoor, ShareReceipt } from "./door.ts";
import { absentOf } from "./exhibits.ts";
import { noticesFor } from "./give-note.ts";
import { givenTo, noteGiven } from "./given-claims.ts";
import type { OpenCase } from "./open-case.ts";
import { ownRevocation } from "./own-keys.ts";
import { noticesToCarry } from "./partners.ts";
import { needOpenCase, type Session, type SessionHolder } from "./session.ts";
import { previewOf } from "./share-preview.ts";

type SharingDoor = Pick<CaseDoor, "previewShare" | "share">;

/** What leaves: looked at first, then committed, then sealed. */
export function openSharing(deps: CaseDeps, holder: SessionHolder): SharingDoor {
  return {
    previewShare: async (asked) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const plan = withMembers(open, asked);
      const selection = await select(deps, session, open, plan);
      if (!selection.ok) return selection;
      const absent = await absentOf(session, plan.files);
      return absent.ok ? succeed(previewOf(open, plan, selection.value, new Set(absent.value))) : absent;
    },
    share: async (asked) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      // In turn: what is sealed is what is committed, and nothing is said in between.
      return open.inTurn(async () => {
        const plan = withMembers(open, asked);
        const selection = await select(deps, session, open, plan);
        if (!selection.ok) return selection;
        const sealed = await seal(deps, session, open, plan, selection.value);
        return sealed.ok ? commitAndCollect(deps, session, open, plan, { ...sealed.value, disclosed: selection.value.disclosed }) : sealed;
      });
    },
  };
}

/** What was merged is chosen by the one id it is shown under and travels whole, with the links that say what is one. */
function withMembers(open: OpenCase, plan: SharePlan): SharePlan {
  if (plan.entities === null) return plan;
  const whole = plan.entities.flatMap((id) => {
    const row = open.entities.get(id);
    return row === undefined ? [id] : [row.id, ...row.members];
  });
  return { ...plan, entities: [...new Set(whole)] };
}

async function select(deps: CaseDeps, session: Session, open: OpenCase, plan: SharePlan): Promise<Result<Selection, CaseError>> {
  if (ownRevocation(session, deps.clock.now()) !== null) return fail("own-key-revoked");
  const given = await givenTo(session.vault, open.caseId, plan.to);
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
    }),
  );
}

async function seal(deps: CaseDeps, session: Session, open: OpenCase, plan: SharePlan, selection: Selection): ReturnType<typeof sealBundle> {
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
    },
  );
}

/** Bundles of this case to exactly these recipients, in order. */
function sentBefore(session: Session, open: OpenCase, plan: SharePlan): Session["registry"]["exchanges"] {
  const to = [...new Set(plan.to)].sort().join(" ");
  return session.registry.exchanges.filter(
    ({ direction, caseId, authors }) => direction === "sent" && caseId === open.caseId && [...authors].sort().join(" ") === to,
  );
}

/** The share is a commit in the case before a byte exists outside; then the exchange is written down; only then the bytes are made. */
async function commitAndCollect(
  deps: CaseDeps,
  session: Session,
  open: OpenCase,
  plan: SharePlan,
  sealed: SealedBundle & Pick<Selection, "disclosed">,
): Promise<Result<ShareReceipt, CaseError>> {
  const { statement, statementHash, name } = sealed;
  const said = await open.say("share", handovers(deps, session, plan, sealed));
  if (!said.ok) return said;
  const authors = [...new Set(plan.to)].sort();
  const written = await noteSent(session, statement, statementHash, authors);
  if (!written.ok) return written;
  const noted = await noteGiven(session.vault, open.caseId, authors, sealed.disclosed);
  if (!noted.ok) return noted;
  const total = statement.payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  deps.tell({ kind: "progress", job: "seal-bundle", done: 0, total });
  let told = 0;
  const { file, sha256 } = await collectBundle(sealed.stream, deps.startHash, (done) => {
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
    sha256,
    statementHash,
    sequence: statement.sequence,
    disclosed: statement.counts.disclosed,
    withheld: statement.counts.withheld,
  });
}

/** One record for each recipient: who got what, under which marking. Bookkeeping: it never travels. */
function handovers(deps: CaseDeps, session: Session, plan: SharePlan, { statement, statementHash }: SealedBundle): readonly Statement[] {
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
