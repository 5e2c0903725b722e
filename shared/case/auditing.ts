import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { writeAuditExtract } from "../bundle/audit-extract.ts";
import type { Commit } from "../ledger/model.ts";
import { createAudit } from "../projections/audit.ts";
import type { AuditEntry } from "../projections/model.ts";
import { handedToBy, kindsOf, notesOf } from "./act-words.ts";
import type { CaseError } from "./answer.ts";
import { actsAbout, countRestoring, everSaidOf } from "./audit-about.ts";
import { detailOf } from "./audit-detail.ts";
import type { CaseDeps } from "./deps.ts";
import { withoutAside } from "./in-force.ts";
import type { AuditAct, AuditDoor, AuditExtract, LedgerDoor } from "./ledger-door.ts";
import { missingBundlesOf } from "./missing-bundles.ts";
import type { OpenCase } from "./open-case.ts";
import { inCase, needOpenCase, type Session, type SessionHolder } from "./session.ts";
import { verifyCommits } from "./verify-chain.ts";

type AuditingDoor = AuditDoor & Pick<LedgerDoor, "audit">;
const verifyJob = "verify-chain";

/** The audit of the open case: what was done, what it changed, whether it all still holds, and the log as files for others. */
export function openAuditing(deps: CaseDeps, holder: SessionHolder): AuditingDoor {
  let verifying = 0;
  return {
    audit: async () => withCase(holder, ({ open }) => succeed(actsOf(open))),
    auditDetail: async ({ author, act }) =>
      withCase(holder, ({ open }) => {
        const commits = withoutAside(open.commitsOf(act, author), open.fold.facts);
        return commits.length === 0 ? fail("missing", "act") : succeed(detailOf(open.fold, commits));
      }),
    actsTouching: async ({ entity }) => withCase(holder, ({ open }) => succeed(actsAbout(open.fold, open.inForce(), entity))),
    everSaid: async ({ entity }) => withCase(holder, ({ open }) => succeed(everSaidOf(open.fold, open.inForce(), entity, open.looking.horizon()))),
    verifyChain: async () => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { session, open } = needed.value;
      const isStopped = session.begin(verifyJob);
      verifying += 1;
      const turn = verifying;
      const told = (done: number, total: number): void => deps.tell({ kind: "progress", job: verifyJob, done, total });
      const report = await verifyCommits(open.ledger, told, () => isStopped() || session.open !== open);
      // However it ended, it is no longer running; a later run ends for itself.
      if (turn === verifying) told(1, 1);
      return report;
    },
    // After an acceptance that is under way, which notes the bundle last.
    missingBundles: () =>
      inCase(holder, async (open) => succeed(holder.current === null ? [] : missingBundlesOf(holder.current.registry, open.caseId))),
    exportAudit: async ({ acts }) => {
      const needed = needOpenCase(holder);
      return needed.ok ? exportAudit(deps, needed.value, acts) : needed;
    },
  };
}

function withCase<Value>(
  holder: SessionHolder,
  answer: (needed: { readonly session: Session; readonly open: OpenCase }) => Result<Value, CaseError>,
): Result<Value, CaseError> {
  const needed = needOpenCase(holder);
  return needed.ok ? answer(needed.value) : needed;
}

/** Every act of the open case, in the order of the log. */
export function entriesOf(open: OpenCase): readonly AuditEntry[] {
  const audit = createAudit();
  // What is aside is in no act of the case; that it arrived, and what became of it, are acts of ours.
  audit.apply(open.inForce());
  return audit.entries();
}

function actsOf(open: OpenCase): readonly AuditAct[] {
  return entriesOf(open).map((entry) => {
    // Only undoing brings back; an objection that is withdrawn was our own word, and is taken back.
    const isTurn = entry.intent === "undo" && entry.retracted > 0;
    const contested = entry.intent === "dispute" ? entry.retracted : 0;
    const to = handedToBy(
      entry.intent,
      entry.commits.flatMap((id) => open.ledger.get(id) ?? []),
    );
    return { ...entry, ...wordsOf(open, entry), to, restored: isTurn ? countRestoring(open.fold.facts, open.ledger, entry) : 0, contested };
  });
}

/** What an act was, in words its intent has not. */
function wordsOf({ fold, ledger }: OpenCase, { intent, commits }: Pick<AuditEntry, "intent" | "commits">): Pick<AuditAct, "notes" | "kinds"> {
  const known = commits.flatMap((id) => ledger.get(id) ?? []);
  return { notes: notesOf(fold.facts, intent, known), kinds: kindsOf(fold.facts, intent, known) };
}

/** The names of both files say the time and nothing of the case. */
async function exportAudit(
  deps: CaseDeps,
  { session, open }: { readonly session: Session; readonly open: OpenCase },
  acts: readonly string[] | null,
): Promise<Result<AuditExtract, CaseError>> {
  const all = entriesOf(open);
  const chosen = acts === null ? null : new Set(acts);
  const officers = officersOf(session);
  const entries = all.flatMap(({ clock: _clock, ...entry }, at) =>
    chosen === null || chosen.has(`${entry.author}/${entry.act}`)
      ? [
          {
            ...entry,
            ...wordsOf(open, entry),
            number: at + 1,
            officer: officers.get(entry.author) ?? "",
            commits: entry.commits.flatMap((id) => proofOf(open.ledger.get(id))),
          },
        ]
      : [],
  );
  if (chosen !== null && entries.length !== chosen.size) return fail("missing", "act");
  const { author, agency } = session.signer;
  const exportedAt = deps.clock.now();
  const content = { caseId: open.caseId, exportedAt, author, agency, caseEntries: all.length, entries };
  const { csv, json, sha256 } = await writeAuditExtract(content, (message: Bytes) => session.signer.sign(message));
  const name = `dalel-audit-${new Date(exportedAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  return succeed({ csv: { name: `${name}.csv`, bytes: csv }, json: { name: `${name}.json`, bytes: json }, sha256, entries: entries.length });
}

/** Names of officers by their keys: partners, and ourselves. */
export function officersOf({ ownAuthors, me, registry }: Session): ReadonlyMap<string, string> {
  const ours = ownAuthors.map((author) => ({ author, officer: me.officer }));
  return new Map([...registry.partners, ...ours].map(({ author, officer }) => [author, officer]));
}

function proofOf(commit: Commit | undefined): readonly Pick<Commit, "id" | "header" | "signature">[] {
  return commit === undefined ? [] : [{ id: commit.id, header: commit.header, signature: commit.signature }];
}
