import { answer, ask, type CompareWatch, readAnswer, readQuestion, type Reading, type Speaker } from "../deconfliction/compare.ts";
import { hitsEnding, type HitsFile, longestHitsFile, readHitsFile } from "../deconfliction/files.ts";
import { type Gathered, gatherIdentifiers } from "../deconfliction/identifiers.ts";
import { type DeconflictionError, digestBytes, type Identifier, type IdentifierKind, identifierKinds, slowKinds } from "../deconfliction/model.ts";
import { isStrongSecret, proposeSecret } from "../deconfliction/secret.ts";
import { type AuthorId, type EntityId, type InstantMs, parseInstantMs } from "../kernel/brand.ts";
import { bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Partner } from "../partner/model.ts";
import { trustedNow } from "../partner/standing.ts";
import type { CaseError } from "./answer.ts";
import type { DeconflictionDoor, FoundHits, HitsPlan, HitsSight, IdentifierCounts, MadeHits } from "./deconfliction-door.ts";
import { recordStep, stepsOf } from "./deconfliction-record.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";
import { needOpenCase, needSession, type Session, type SessionHolder } from "./session.ts";

const job = "compare-hits";
const dayMs = 86_400_000;
const longestDays = 90;
type Problem = CaseError | DeconflictionError;
type Answered<Value> = Promise<Result<Value, Problem>>;

/** A file that was inspected, and what was read of it since. */
interface Held {
  readonly token: string;
  readonly file: HitsFile;
  readonly partner: Partner;
  /** The case it is compared with. */
  readonly open: OpenCase;
  readonly kinds: readonly IdentifierKind[];
  readonly compared: number;
  readonly reading: Reading | null;
}

/** Whether another agency works on the same: asked, read, answered. Nothing of it is kept but the record of each step. */
export function openDeconfliction(deps: CaseDeps, holder: SessionHolder): DeconflictionDoor {
  // Of one session: another never sees the file of the one before.
  const heldOf = new WeakMap<Session, Held>();
  const inCase = async <Value>(act: (session: Session, open: OpenCase) => Answered<Value>): Answered<Value> => {
    const needed = needOpenCase(holder);
    return needed.ok ? act(needed.value.session, needed.value.open) : needed;
  };
  const withHeld = (token: string, act: (session: Session, held: Held) => Answered<never> | Answered<unknown>) =>
    inCase(async (session, open) => {
      const held = heldOf.get(session);
      return held === undefined || held.token !== token || held.open !== open ? fail("token-expired") : act(session, held);
    });
  return {
    countIdentifiers: ({ to, entities }) =>
      inCase(async (session, open) => {
        const partner = partnerOf(deps, session, to);
        return partner === null ? fail("unverified-recipient") : succeed(countOf(gather(open, partner, identifierKinds, entities)));
      }),
    proposeSecret: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(proposeSecret(deps.random)) : session;
    },
    makeHits: (plan) => inCase((session, open) => make(deps, session, open, plan)),
    inspectHits: ({ file }) =>
      inCase(async (session, open) => {
        const held = await inspect(deps, session, open, file);
        if (!held.ok) return held;
        heldOf.set(session, held.value.held);
        return succeed(held.value.sight);
      }),
    readHits: ({ token, secret }) =>
      withHeld(token, async (session, held) => {
        const found = await compare(deps, session, held, secret);
        if (!found.ok) return found;
        // Another file may have been taken up meanwhile.
        if (heldOf.get(session) === held) heldOf.set(session, found.value.held);
        return succeed(found.value.found);
      }) as ReturnType<DeconflictionDoor["readHits"]>,
    answerHits: ({ token, says }) =>
      withHeld(token, (session, held) => giveAnswer(deps, session, held, says)) as ReturnType<DeconflictionDoor["answerHits"]>,
  };
}

/** A partner who is trusted now, or null: nothing is given to anybody else, and nothing of theirs is read. */
function partnerOf({ clock }: CaseDeps, { registry }: Session, author: AuthorId): Partner | null {
  return trustedNow(registry.partners, clock.now()).find((partner) => partner.author === author) ?? null;
}

function gather(open: OpenCase, partner: Partner, kinds: readonly IdentifierKind[], entities: readonly EntityId[] | null): Gathered {
  const rows = entities === null ? open.entities.all().values() : new Set(entities.flatMap((id) => open.entities.get(id) ?? []));
  return gatherIdentifiers(rows, { kinds: new Set(kinds), ownAgency: open.ownAgency, partner });
}

function countOf({ identifiers, unreadable }: Gathered): IdentifierCounts {
  const kinds = identifierKinds.map((kind) => {
    const own = identifiers.filter((each) => each.kind === kind);
    const staying = (reason: Identifier["stays"]): number => own.filter(({ stays }) => stays === reason).length;
    return { kind, goes: staying(null), stays: { "above-ceiling": staying("above-ceiling"), originator: staying("originator") } };
  });
  return { kinds, unreadable };
}

function speakerOf({ clock, random }: CaseDeps, { vault }: Session): Speaker {
  return { now: clock.now(), random, sign: (message) => vault.keys.sign(message) };
}

/** Compares while it tells how far it is; however it ends, the job is told as done. */
async function watched<Value>(deps: CaseDeps, session: Session, act: (watch: CompareWatch) => Promise<Value>): Promise<Value> {
  const told = (done: number, total: number): void => deps.tell({ kind: "progress", job, done, total });
  told(0, 0);
  try {
    return await act({ isStopped: session.begin(job), told });
  } finally {
    told(1, 1);
  }
}

async function make(deps: CaseDeps, session: Session, open: OpenCase, plan: HitsPlan): Answered<MadeHits> {
  const partner = partnerOf(deps, session, plan.to);
  if (partner === null) return fail("unverified-recipient");
  if (!isStrongSecret(plan.secret)) return fail("weak-shared-secret");
  invariant(Number.isInteger(plan.days) && plan.days >= 1 && plan.days <= longestDays, "a question is answered within 90 days");
  const kinds = identifierKinds.filter((kind) => plan.kinds.includes(kind));
  const { identifiers } = gather(open, partner, kinds, plan.entities);
  const going = identifiers.filter(({ stays }) => stays === null);
  const speaker = speakerOf(deps, session);
  const until = instant(speaker.now + plan.days * dayMs);
  const asked = { author: session.me.author, to: partner.author, until, kinds, secret: plan.secret, identifiers: going };
  const file = await watched(deps, session, (watch) => ask(asked, speaker, watch, deps.compareCosts));
  if (!file.ok) return file;
  const { exchange, hash, bytes, digests } = file.value;
  const noted = await recordStep(deps, open, partner, {
    step: "asked",
    exchange,
    hash,
    kinds,
    compared: going.length,
    hits: 0,
    keptBack: identifiers.length - going.length,
  });
  return noted.ok ? succeed({ name: nameOf(exchange), bytes, asked: going.length, digests, until }) : noted;
}

/** A random name that says nothing. */
const nameOf = (exchange: string, part = ""): string => `${exchange.slice(0, 12)}${part}${hitsEnding}`;

function instant(ms: number): InstantMs {
  const parsed = parseInstantMs(ms);
  invariant(parsed !== null, "a date of these centuries");
  return parsed;
}

interface Inspected {
  readonly held: Held;
  readonly sight: HitsSight;
}

async function inspect(deps: CaseDeps, session: Session, open: OpenCase, blob: Blob): Answered<Inspected> {
  if (blob.size > longestHitsFile) return fail("hits-too-large");
  const read = await readHitsFile(new Uint8Array(await blob.arrayBuffer()));
  if (!read.ok) return read;
  const file = read.value;
  const body = file.is === "question" ? file.question : file.answer;
  if (body.author === session.me.author) return fail("hits-our-own");
  // An answer to a question of this case is ours, also when our keys were renewed since.
  const isOurs = body.to === session.me.author || (file.is === "answer" && knownAnswer(open, file.answer).ok);
  if (!isOurs) return fail("hits-not-for-us");
  const partner = partnerOf(deps, session, body.author);
  if (partner === null) return fail("hits-unknown-sender");
  const known = file.is === "question" ? knownQuestion(deps, open, file.question) : knownAnswer(open, file.answer);
  if (!known.ok) return known;
  const { kinds, readBefore } = known.value;
  const own = gather(open, partner, kinds, null).identifiers;
  const token = bytesToHex(deps.random.bytes(16));
  const isRefusal = file.is === "answer" && file.answer.says === "refused";
  if (isRefusal && readBefore === null) {
    const step = { step: "answer-refused", exchange: body.exchange, hash: body.hash, kinds, compared: 0, hits: 0, keptBack: 0 } as const;
    const noted = await recordStep(deps, open, partner, step);
    if (!noted.ok) return noted;
  }
  const held = { token, file, partner, open, kinds, compared: own.length, reading: null };
  const digests = (file.is === "question" ? file.question.digests : file.answer.marks).length / digestBytes;
  const sight: HitsSight = {
    token,
    is: isRefusal ? "refusal" : file.is,
    partner,
    at: body.at,
    until: file.is === "question" ? file.question.until : null,
    kinds,
    digests,
    own: own.length,
    slow: own.filter(({ kind }) => slowKinds.has(kind)).length,
    readBefore,
  };
  return succeed({ held, sight });
}

type Known = Result<{ readonly kinds: readonly IdentifierKind[]; readonly readBefore: InstantMs | null }, DeconflictionError>;

/** How far another clock may be ahead of ours. */
const clockToleranceMs = dayMs;

function knownQuestion(deps: CaseDeps, open: OpenCase, question: Extract<HitsFile, { is: "question" }>["question"]): Known {
  const now = deps.clock.now();
  if (now > question.until) return fail("hits-expired");
  if (question.at > now + clockToleranceMs) return fail("hits-from-future");
  const steps = stepsOf(open, question.exchange);
  // A name is random: another file under it is a trick, or a copy that was changed and signed anew.
  if (steps.some(({ step, hash }) => step === "asked" || (step === "read" && hash !== question.hash))) return fail("hits-name-used");
  return succeed({ kinds: question.kinds, readBefore: steps.find(({ step }) => step === "read")?.at ?? null });
}

/** An answer belongs to a question of this case, made for the one who answers. */
function knownAnswer(open: OpenCase, given: Extract<HitsFile, { is: "answer" }>["answer"]): Known {
  const steps = stepsOf(open, given.exchange);
  const asked = steps.find(({ step, hash, partnerKey }) => step === "asked" && hash === given.question && partnerKey === given.author);
  if (asked === undefined) return fail("hits-unknown-question");
  const readBefore = steps.find(({ step, hash }) => (step === "answer-read" || step === "answer-refused") && hash === given.hash)?.at ?? null;
  return succeed({ kinds: asked.kinds, readBefore });
}

async function compare(deps: CaseDeps, session: Session, held: Held, secret: string): Answered<{ readonly held: Held; readonly found: FoundHits }> {
  const { file, open, partner, kinds } = held;
  const { identifiers } = gather(open, partner, kinds, null);
  const read = await watched(deps, session, (watch) =>
    file.is === "question"
      ? readQuestion(file.question, secret, identifiers, watch, deps.compareCosts)
      : readAnswer(file.answer, secret, identifiers, watch, deps.compareCosts),
  );
  if (!read.ok) return read;
  const { hits } = read.value;
  const body = file.is === "question" ? file.question : file.answer;
  const untold = hits.filter(({ identifier }) => identifier.stays !== null).length;
  const noted = await recordStep(deps, open, partner, {
    step: file.is === "question" ? "read" : "answer-read",
    exchange: body.exchange,
    hash: body.hash,
    kinds,
    compared: identifiers.length,
    hits: hits.length,
    keptBack: 0,
  });
  if (!noted.ok) return noted;
  const found = { hits: hits.map(({ identifier }) => identifier), compared: identifiers.length, untold };
  return succeed({ held: { ...held, compared: identifiers.length, reading: read.value }, found });
}

async function giveAnswer(
  deps: CaseDeps,
  session: Session,
  { file, open, partner, kinds, compared, reading }: Held,
  says: "answered" | "refused",
): Answered<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  if (file.is !== "question" || (says === "answered" && reading === null)) return fail("hits-not-read");
  if (partnerOf(deps, session, partner.author) === null) return fail("hits-unknown-sender");
  const { question } = file;
  if (deps.clock.now() > question.until) return fail("hits-expired");
  const told = (reading?.hits ?? []).filter(({ identifier }) => identifier.stays === null);
  const given = says === "refused" || reading === null ? "refused" : { ...reading, hits: told };
  const { bytes, hash } = await answer(question, given, speakerOf(deps, session));
  const noted = await recordStep(deps, open, partner, {
    step: says,
    exchange: question.exchange,
    hash,
    kinds,
    compared: says === "refused" ? 0 : compared,
    hits: says === "refused" ? 0 : told.length,
    keptBack: says === "refused" ? 0 : (reading?.hits.length ?? 0) - told.length,
  });
  return noted.ok ? succeed({ name: nameOf(question.exchange, "-answer"), bytes }) : noted;
}
