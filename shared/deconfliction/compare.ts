import type { Sign } from "../crypto/jws.ts";
import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToHex } from "../kernel/bytes.ts";
import type { Random } from "../kernel/ports.ts";
import { rest } from "../kernel/rest.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { packDigests, paddedCount, unpackDigests } from "./digests.ts";
import { type WrittenFile, writeAnswer, writeQuestion } from "./files.ts";
import { type Costs, costs, deriveExchangeKeys, type ExchangeKeys } from "./keys.ts";
import {
  type Answer,
  type DeconflictionError,
  digestBytes,
  type Exchange,
  type Identifier,
  type IdentifierKind,
  mostDigests,
  type Question,
  slowKinds,
} from "./model.ts";

/** What goes on while identifiers are stretched one by one. */
export interface CompareWatch {
  told(done: number, total: number): void;
  isStopped(): boolean;
}
type Compared<Value> = Result<Value, DeconflictionError | Failure<"cancelled">>;

/** Who says it, and with what key. */
export interface Speaker {
  readonly sign: Sign;
  readonly now: InstantMs;
  readonly random: Random;
}
interface Asked {
  readonly author: AuthorId;
  readonly to: AuthorId;
  readonly until: InstantMs;
  readonly kinds: readonly IdentifierKind[];
  readonly secret: string;
  /** Those that may be asked about. */
  readonly identifiers: readonly Identifier[];
}

/**
 * Makes a question: digests of the identifiers among random ones.
 *
 * Fails   `nothing-to-compare`, `too-many-to-compare` (65,536), `cancelled`.
 * Cost    about 1.6 s, and 25 ms for each identifier of a slow kind.
 */
export async function ask(
  asked: Asked,
  speaker: Speaker,
  watch: CompareWatch,
  at: Costs = costs,
): Promise<Compared<WrittenFile & Exchange & { readonly digests: number }>> {
  const { identifiers, author, to, until, kinds, secret } = asked;
  if (identifiers.length === 0) return fail("nothing-to-compare");
  if (identifiers.length > mostDigests) return fail("too-many-to-compare", String(mostDigests));
  const exchange = { author, to, exchange: bytesToHex(speaker.random.bytes(16)) };
  const keys = await deriveExchangeKeys(secret, exchange, at);
  const digested = await digestAll(keys, identifiers, watch);
  if (digested === null) return fail("cancelled");
  const packed = packDigests(
    digested.map(({ digest }) => digest),
    paddedCount(digested.length),
    speaker.random,
  );
  const file = await writeQuestion({ ...exchange, at: speaker.now, until, kinds, check: keys.check, digests: packed }, speaker.sign);
  return succeed({ ...file, ...exchange, digests: packed.length / digestBytes });
}

/** An identifier of ours that the other side has too. */
export interface Hit {
  readonly identifier: Identifier;
  readonly digest: Bytes;
}
/** What was found of a question or answer. */
export interface Reading {
  readonly hits: readonly Hit[];
  readonly keys: ExchangeKeys;
}

/** Compares our identifiers of the question's kinds with it. Fails `wrong-shared-secret`, `cancelled`. */
export async function readQuestion(
  question: Question,
  secret: string,
  identifiers: readonly Identifier[],
  watch: CompareWatch,
  at: Costs = costs,
): Promise<Compared<Reading>> {
  const keys = await deriveExchangeKeys(secret, question, at);
  if (!isSame(keys.check, question.check)) return fail("wrong-shared-secret");
  const digested = await digestAll(keys, identifiers, watch);
  if (digested === null) return fail("cancelled");
  const asked = new Set(unpackDigests(question.digests));
  return succeed({ keys, hits: digested.filter(({ digest }) => asked.has(bytesToHex(digest))) });
}

/** Answers a question: a mark for each of these hits among random ones, or a refusal, which needs no secret. */
export async function answer(question: Question, told: Reading | "refused", speaker: Speaker): Promise<WrittenFile> {
  const head = { author: question.to, to: question.author, exchange: question.exchange, at: speaker.now, question: question.hash };
  const none = new Uint8Array(0);
  if (told === "refused") return writeAnswer({ ...head, says: "refused", check: none, marks: none }, speaker.sign);
  const marks = packDigests(
    told.hits.map(({ digest }) => told.keys.markOf(digest)),
    question.digests.length / digestBytes,
    speaker.random,
  );
  return writeAnswer({ ...head, says: "answered", check: told.keys.answerCheck, marks }, speaker.sign);
}

/** Which of our identifiers an answer marks. Those that came into the case after the question cannot be marked. Fails `wrong-shared-secret`, `cancelled`. */
export async function readAnswer(
  given: Answer,
  secret: string,
  identifiers: readonly Identifier[],
  watch: CompareWatch,
  at: Costs = costs,
): Promise<Compared<Reading>> {
  // The keys are those of the question: we asked, they were asked.
  const keys = await deriveExchangeKeys(secret, { author: given.to, to: given.author, exchange: given.exchange }, at);
  if (!isSame(keys.answerCheck, given.check)) return fail("wrong-shared-secret");
  const digested = await digestAll(keys, identifiers, watch);
  if (digested === null) return fail("cancelled");
  const marked = new Set(unpackDigests(given.marks));
  return succeed({ keys, hits: digested.filter(({ digest }) => marked.has(bytesToHex(keys.markOf(digest)))) });
}

/** How many are done between two rests: of quick ones many, of slow ones each. */
const quickBetweenRests = 2000;

async function digestAll(keys: ExchangeKeys, identifiers: readonly Identifier[], watch: CompareWatch): Promise<readonly Hit[] | null> {
  const digested: Hit[] = [];
  for (const identifier of identifiers) {
    digested.push({ identifier, digest: await keys.digestOf(identifier) });
    if (!slowKinds.has(identifier.kind) && digested.length % quickBetweenRests !== 0) continue;
    if (digested.length < identifiers.length) watch.told(digested.length, identifiers.length);
    await rest();
    if (watch.isStopped()) return null;
  }
  return watch.isStopped() ? null : digested;
}

/** Both are derived here or public: how long it takes tells nothing. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return bytesToHex(a) === bytesToHex(b);
}
