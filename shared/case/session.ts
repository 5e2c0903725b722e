import { parseAuthorId, type InstantMs } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import type { OpenedBundle } from "../bundle/model.ts";
import type { Signer } from "../ledger/model.ts";
import { readIdentity, writeIdentity } from "../partner/identity-file.ts";
import type { Identity } from "../partner/model.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import { openQuarantine, type Quarantine } from "./quarantine.ts";
import { type Deletions, openDeletions } from "./deletions.ts";
import { openRegistry, type Registry } from "./registry.ts";
import { createSerial, type Serial } from "./serial.ts";
import { findStrayCases } from "./stray-cases.ts";
import { createSummaryKeeper, type SummaryKeeper } from "./summary.ts";
import { createUniting, type Uniting } from "./uniting.ts";

/** An unlocked vault at work. Dropped whole on lock. */
export interface Session {
  readonly vault: OpenVault;
  readonly registry: Registry;
  readonly me: Identity;
  readonly identityFile: Uint8Array<ArrayBuffer>;
  readonly signer: Signer;
  readonly summaries: SummaryKeeper;
  /** Exhibits that were found damaged: their content is refused. */
  readonly quarantine: Quarantine;
  readonly deletions: Deletions;
  readonly uniting: Uniting;
  open: OpenCase | null;
  /** Ends when the case that is being opened is open, or not; null = none is. */
  opening: Promise<void> | null;
  /** Snapshots are written one at a time, and read when none is being written. */
  readonly snapshots: Serial;
  /** Bundles opened and checked, waiting for the person. */
  readonly reviews: Map<string, OpenedBundle>;
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

const identityNote = "identity";

const isTamper = ({ kind }: StorageError | TamperError): boolean => kind === "box-damaged" || kind === "box-missing";

/** Makes a session of an open vault: reads the registry (`books-damaged` when it cannot be read: `repair-books.ts`), and our own identity file (written once, at first unlock). */
export async function startSession(
  deps: CaseDeps,
  vault: OpenVault,
): Promise<Result<Session, StorageError | TamperError | Failure<"books-damaged">>> {
  const registry = await openRegistry(vault);
  if (!registry.ok) return isTamper(registry.error) ? fail("books-damaged", registry.error.where) : registry;
  const deletions = await openDeletions(vault, registry.value);
  if (!deletions.ok) return deletions;
  // What fails again is shown as unfinished in the list, and is no reason to lock anybody out.
  await deletions.value.finish();
  await findStrayCases(vault, registry.value, deletions.value.pending);
  const file = await ownIdentityFile(vault, deps.clock.now());
  if (!file.ok) return file;
  const me = await readIdentity(file.value);
  if (!me.ok) return fail("box-damaged", identityNote);
  const quarantine = await openQuarantine(vault, (exhibits) => deps.tell({ kind: "quarantine", exhibits }));
  if (!quarantine.ok) return quarantine;
  // What a cut-off keep left behind goes while the officer looks around; should it fail, the next keep tries again.
  void vault.tidyFiles();
  const author = parseAuthorId(bytesToHex(vault.keys.signPublic));
  invariant(author !== null, "an Ed25519 key has 32 bytes");
  const signer: Signer = { author, agency: vault.person.agency, sign: (message) => vault.keys.sign(message) };
  return succeed({
    vault,
    registry: registry.value,
    me: me.value,
    identityFile: file.value,
    signer,
    summaries: createSummaryKeeper(deps.clock, vault),
    quarantine: quarantine.value,
    deletions: deletions.value,
    uniting: createUniting(vault, deps.pause),
    open: null,
    opening: null,
    snapshots: createSerial(),
    reviews: new Map(),
    ...createJobs(),
  });
}

async function ownIdentityFile(vault: OpenVault, now: InstantMs): Promise<Result<Uint8Array<ArrayBuffer>, StorageError | TamperError>> {
  const known = await vault.readNote(identityNote);
  if (!known.ok) return known;
  if (known.value !== null) return succeed(known.value);
  const file = await writeIdentity(vault.person, vault.keys, now);
  const kept = await vault.keepNote(identityNote, file);
  return kept.ok ? succeed(file) : kept;
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
