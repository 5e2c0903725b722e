import type { AuthorId, CaseId } from "../kernel/brand.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { Signer } from "../ledger/model.ts";
import type { Identity } from "../partner/model.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Reviewed } from "./bundle-review.ts";
import { type CheckedFiles, openCheckedFiles } from "./checked-files.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import { identityToRead, type OwnIdentity, ownAuthor, ownAuthors } from "./own-identity.ts";
import { openQuarantine, type Quarantine } from "./quarantine.ts";
import type { Deletions } from "./deletions.ts";
import type { Voucher } from "./voucher.ts";
import type { Registry } from "./registry.ts";
import { createSerial, type Serial } from "./serial.ts";
import { createSummaryKeeper, type SummaryKeeper } from "./summary.ts";
import { createUniting, type Uniting } from "./uniting.ts";

/** An unlocked vault at work. Dropped whole on lock. */
export interface Session {
  readonly vault: OpenVault;
  readonly registry: Registry;
  readonly me: Identity;
  /** Null = damaged, and the session is only to be read (`read-only.ts`). */
  readonly own: OwnIdentity | null;
  /** All signing keys of ours, the one that counts first. */
  readonly ownAuthors: readonly AuthorId[];
  readonly signer: Signer;
  readonly summaries: SummaryKeeper;
  /** Exhibits that were found damaged: their content is refused. */
  readonly quarantine: Quarantine;
  /** When files of each case were read whole last. */
  readonly checked: CheckedFiles;
  readonly deletions: Deletions;
  /** Cases that were found damaged when they were read last. */
  readonly damaged: Set<CaseId>;
  readonly uniting: Uniting;
  open: OpenCase | null;
  /** Ends when the case that is being opened is open, or not; null = none is. */
  opening: Promise<void> | null;
  /** Snapshots are written one at a time, and read when none is being written. */
  readonly snapshots: Serial;
  /** Bundles opened and checked, waiting for the person. */
  readonly reviews: Map<string, Reviewed>;
  /** Every bundle that was opened, by the hash of its statement: what a receipt for it says. */
  readonly arrivals: Map<string, Arrival>;
  /** Sound bundles that were opened, latest last, each once: what their senders sign again (`said-again.ts`). */
  readonly vouchers: Voucher[];
  /** Long asks of this name end at their next rest. */
  stop(job: string): void;
  /** Begins a long ask: gives whether it was stopped since. */
  begin(job: string): () => boolean;
}

/** Long asks by name: beginning one, or stopping it, ends the one before. */
function createJobs(): Pick<Session, "stop" | "begin"> {
  const turns = new Map<string, number>();
  const turn = (job: string): number => {
    const next = (turns.get(job) ?? 0) + 1;
    turns.set(job, next);
    return next;
  };
  return {
    stop: (job) => void turn(job),
    begin: (job) => {
      const own = turn(job);
      return () => turns.get(job) !== own;
    },
  };
}

/** Makes a session over what was read of an open vault. `own` null = to read only. */
export async function makeSession(
  deps: CaseDeps,
  vault: OpenVault,
  { registry, own, deletions }: Pick<Session, "registry" | "own" | "deletions">,
): Promise<Result<Session, StorageError | TamperError>> {
  const quarantine = await openQuarantine(vault, (exhibits) => deps.tell({ kind: "quarantine", exhibits }));
  if (!quarantine.ok) return quarantine;
  const signer: Signer = { author: ownAuthor(vault.keys.signPublic), agency: vault.person.agency, sign: (message) => vault.keys.sign(message) };
  return succeed({
    vault,
    registry,
    me: own?.me ?? identityToRead(vault),
    own,
    ownAuthors: ownAuthors(vault),
    signer,
    summaries: createSummaryKeeper(deps.clock, vault),
    quarantine: quarantine.value,
    checked: openCheckedFiles(vault, () => deps.tell({ kind: "checked" })),
    deletions,
    uniting: createUniting(vault, own === null ? undefined : deps.pause),
    open: null,
    opening: null,
    snapshots: createSerial(),
    damaged: new Set(),
    reviews: new Map(),
    arrivals: new Map(),
    vouchers: [],
    ...createJobs(),
  });
}

/** The session of the moment: null while locked. */
export interface SessionHolder {
  current: Session | null;
}

export function needSession(holder: SessionHolder): Result<Session, Failure<"locked">> {
  return holder.current === null ? fail("locked") : succeed(holder.current);
}

/** Does something in the open case, in turn with all other acts. */
export async function inCase<Value>(
  holder: SessionHolder,
  act: (open: OpenCase) => Promise<Result<Value, CaseError>>,
): Promise<Result<Value, CaseError>> {
  const needed = needOpenCase(holder);
  if (!needed.ok) return needed;
  const { open } = needed.value;
  return open.inTurn(() => act(open));
}

export function needOpenCase(holder: SessionHolder): Result<{ readonly session: Session; readonly open: OpenCase }, Failure<"locked" | "no-case">> {
  const session = holder.current;
  if (session === null) return fail("locked");
  return session.open === null ? fail("no-case") : succeed({ session, open: session.open });
}

/** Waits until no case is being opened. */
export async function settledOpening(session: Session | null): Promise<void> {
  for (let opening = session?.opening ?? null; opening !== null; opening = session?.opening ?? null) await opening;
}

/** The same answers, given once no case is being opened: what is asked meanwhile is asked of the case that comes. To stop something is never put off. */
export function afterOpening<Answers extends object>(holder: SessionHolder, answers: Answers): Answers {
  return new Proxy(answers, {
    get: (target, name) => {
      const answer: unknown = Reflect.get(target, name);
      if (typeof answer !== "function" || name === "cancel") return answer;
      return (argument: unknown): unknown => {
        const give = (): unknown => Reflect.apply(answer, target, [argument]);
        return holder.current?.opening ? settledOpening(holder.current).then(give) : give();
      };
    },
  });
}

export const snapshotJob = "keep-snapshot";

/** Ends the writing of a snapshot and waits for its end: what it began is gone by then. */
export async function endSnapshots(session: Session): Promise<void> {
  session.stop(snapshotJob);
  await session.snapshots(() => Promise.resolve());
}
