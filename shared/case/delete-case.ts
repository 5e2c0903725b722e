import type { CaseId, FileHash, InstantMs } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { createLedger } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import type { Destroyable, OpenVault } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import type { DeletePreview, DestroyedCase } from "./case-list-door.ts";
import { CommitReading } from "./read-commits.ts";
import type { CaseDeps } from "./deps.ts";
import type { DeletePlan } from "./deletions.ts";
import type { CaseEntry } from "./door.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** A preview, and the plan that does what it says. */
export interface PreparedDeletion {
  readonly preview: DeletePreview;
  readonly plan: DeletePlan;
}

/** Finds what a case consists of here. O(claims of all cases) when it names exhibits, O(its claims) when not. */
export async function prepareDeletion(deps: CaseDeps, session: Session, entry: CaseEntry): Promise<Result<PreparedDeletion, CaseError>> {
  const { vault, registry } = session;
  const { caseId, number, title } = entry;
  const own = await commitsOf(vault, caseId);
  if (!own.ok) return own;
  const { commits, isWhole } = own.value;
  const held = await heldFiles(vault, commits);
  if (!held.ok) return held;
  const elsewhere = await usedElsewhere(deps, session, caseId, held.value);
  if (!elsewhere.ok) return elsewhere;
  const ledgerBytes = await vault.runBytes(`case/${caseId}`);
  if (!ledgerBytes.ok) return ledgerBytes;
  const gone = held.value.filter(({ sha256 }) => !elsewhere.value.has(sha256));
  const counts = {
    commits: commits.length,
    claims: commits.reduce((sum, { claims }) => sum + claims.length, 0),
    exhibits: gone.length,
    sharedExhibits: held.value.length - gone.length,
  };
  const preview: DeletePreview = {
    caseId,
    number,
    title,
    ...counts,
    exhibitBytes: gone.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    ledgerBytes: ledgerBytes.value,
    lastSentAt: lastExchange(registry, caseId, "sent"),
    lastReceivedAt: lastExchange(registry, caseId, "received"),
    isWhole,
  };
  const destroyed: DestroyedCase = {
    caseId,
    at: deps.clock.now(),
    author: session.me.author,
    officer: session.me.officer,
    ...counts,
    heads: headsOf(caseId, commits),
    number,
    title,
  };
  return succeed({ preview, plan: { destroyed, files: gone.map(({ sha256, id, chunks }) => ({ sha256, id, chunks })) } });
}

function headsOf(caseId: CaseId, commits: readonly Commit[]): DestroyedCase["heads"] {
  const ledger = createLedger(caseId);
  const added = ledger.append(commits);
  return added.ok ? ledger.heads : [];
}

function lastExchange({ exchanges, bundles }: Registry, caseId: CaseId, direction: "sent" | "received"): InstantMs | null {
  const last = exchanges.filter((record) => record.caseId === caseId && record.direction === direction).at(-1)?.at ?? null;
  const exported = direction === "sent" ? [...bundles.exports.values()].filter(({ record }) => record.caseId === caseId).at(-1)?.at : undefined;
  return exported === undefined || (last !== null && last > exported) ? last : exported;
}

interface ReadCase {
  readonly commits: readonly Commit[];
  readonly isWhole: boolean;
}

async function commitsOf(vault: OpenVault, caseId: CaseId): Promise<Result<ReadCase, CaseError>> {
  const run = await vault.run(`case/${caseId}`);
  if (!run.ok) return run;
  const [reading, commits]: [CommitReading, Commit[]] = [new CommitReading(run.value), []];
  for await (const commit of reading.commits()) commits.push(commit);
  return reading.failed === null ? succeed({ commits, isWhole: reading.damage === null }) : { ok: false, error: reading.failed };
}

/** Of a file whose index cannot be read, what the first format would have kept is removed; the key of any other went with its index. */
const firstChunkBytes = 1_048_576;

type HeldFile = Destroyable["files"][number] & { readonly sizeBytes: number };

/** The exhibits that claims name, live or taken back, and that lie here. Of one whose index is damaged, the claim says how big it was. */
async function heldFiles(vault: OpenVault, commits: readonly Commit[]): Promise<Result<readonly HeldFile[], CaseError>> {
  const held: HeldFile[] = [];
  for (const [sha256, saidBytes] of filesOf(commits)) {
    const shape = await vault.fileShape(sha256);
    if (shape.ok && shape.value !== null) held.push({ sha256, ...shape.value });
    else if (!shape.ok && shape.error.kind === "box-damaged")
      held.push({ sha256, id: sha256, sizeBytes: saidBytes, chunks: Math.ceil(saidBytes / firstChunkBytes) });
    else if (!shape.ok) return shape;
  }
  return succeed(held);
}

/** Files that claims name, with the bytes a claim says they have; 0 = none says it. */
export function filesOf(commits: readonly Commit[]): ReadonlyMap<FileHash, number> {
  const files = new Map<FileHash, number>();
  for (const { claims } of commits) {
    for (const { statement } of claims) {
      if (statement.op !== "assert") continue;
      if (statement.value.kind === "file") files.set(statement.value.sha256, statement.value.sizeBytes);
      if (statement.source !== null && !files.has(statement.source.file)) files.set(statement.source.file, 0);
    }
  }
  return files;
}

/** Those of the files that another case names. A case that cannot be read whole may name any: then all of them stay. */
async function usedElsewhere(
  deps: CaseDeps,
  session: Session,
  caseId: CaseId,
  files: readonly HeldFile[],
): Promise<Result<ReadonlySet<FileHash>, CaseError>> {
  const used = new Set<FileHash>();
  const others = files.length === 0 ? [] : [...session.registry.cases.keys()].filter((id) => id !== caseId);
  for (const [at, other] of others.entries()) {
    deps.tell({ kind: "progress", job: "read-cases", done: at, total: others.length });
    const read = await commitsOf(session.vault, other);
    if (!read.ok) return read;
    const named = filesOf(read.value.commits);
    for (const { sha256 } of files) if (!read.value.isWhole || named.has(sha256)) used.add(sha256);
  }
  if (others.length > 0) deps.tell({ kind: "progress", job: "read-cases", done: others.length, total: others.length });
  return succeed(used);
}
