import { beforeAll, describe, expect, it } from "vitest";
import { answer, ask, readAnswer, readQuestion, type Speaker } from "../../../shared/deconfliction/compare.ts";
import { packDigests, paddedCount, unpackDigests } from "../../../shared/deconfliction/digests.ts";
import { readHitsFile, writeQuestion } from "../../../shared/deconfliction/files.ts";
import { deriveExchangeKeys } from "../../../shared/deconfliction/keys.ts";
import type { Answer, Identifier, IdentifierKind, Question } from "../../../shared/deconfliction/model.ts";
import { bareSecret, isStrongSecret, proposeSecret } from "../../../shared/deconfliction/secret.ts";
import { base64ToBytes, bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { bytesToHex, bytesToUtf8, type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { canonicalText, type Json, parseCanonical } from "../../../shared/kernel/canonical.ts";
import { writeSignedNote } from "../../../shared/partner/signed-note.ts";
import { expectValue, testCosts } from "../../kit/agency.ts";
import { type Correspondent, createCorrespondent } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const quick = testCosts;
const secret = "48213 90576 11834 72650 39187";
const now = instant(1_772_442_000_000);
const until = instant(1_772_442_000_000 + 86_400_000);
const watch = { told: () => undefined, isStopped: () => false };

let afm: Correspondent;
let mci: Correspondent;
beforeAll(async () => {
  [afm, mci] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
});

const speaker = (who: Correspondent, seed: string): Speaker => ({
  now,
  random: createSeededRandom(seed),
  sign: (message) => who.signer.sign(message),
});
const named = (kind: IdentifierKind, value: string): Identifier => ({ kind, value, entities: [], stays: null });
const ours = [
  named("wallet", "tron:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
  named("domain", "umit.kz"),
  named("phone", "77011234567"),
  named("iin", "870101300018"),
];
const theirs = [
  named("domain", "umit.kz"),
  named("domain", "other.kz"),
  named("phone", "77011234567"),
  named("wallet", "tron:TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYH"),
];

async function asked(identifiers: readonly Identifier[] = ours, seed = "ask"): Promise<{ readonly bytes: Bytes; readonly question: Question }> {
  const plan = {
    author: afm.identity.author,
    to: mci.identity.author,
    until,
    kinds: ["wallet", "domain", "phone", "iin"],
    secret,
    identifiers,
  } as const;
  const { bytes } = expectValue(await ask(plan, speaker(afm, seed), watch, quick));
  const file = expectValue(await readHitsFile(bytes));
  if (file.is !== "question") throw new Error("a question was made");
  return { bytes, question: file.question };
}
const values = (hits: readonly { readonly identifier: Identifier }[]): readonly string[] => hits.map(({ identifier }) => identifier.value).sort();
const kindOf = async (bytes: Bytes): Promise<string> => {
  const read = await readHitsFile(bytes);
  return read.ok ? read.value.is : read.error.kind;
};

describe("a question and its answer", () => {
  it("tell both sides what they share, and nothing else is in the files", async () => {
    const { bytes, question } = await asked();
    const read = expectValue(await readQuestion(question, secret, theirs, watch, quick));
    expect(values(read.hits)).toEqual(["77011234567", "umit.kz"]);
    const made = await answer(question, read, speaker(mci, "answer"));
    const file = expectValue(await readHitsFile(made.bytes));
    if (file.is !== "answer") throw new Error("an answer was made");
    expect(file.answer).toMatchObject({ question: question.hash, author: mci.identity.author, to: afm.identity.author, says: "answered" });
    expect(values(expectValue(await readAnswer(file.answer, secret, ours, watch, quick)).hits)).toEqual(["77011234567", "umit.kz"]);
    for (const text of [bytesToUtf8(bytes), bytesToUtf8(made.bytes)])
      for (const { value } of [...ours, ...theirs]) expect(text).not.toContain(value.replace(/^\w+:/, ""));
    // Neither the number of identifiers nor that of hits: both are padded to 64.
    expect([question.digests.length, file.answer.marks.length]).toEqual([64 * 16, 64 * 16]);
  });

  it("a refusal says no more than that, and needs no secret", async () => {
    const { question } = await asked();
    const file = expectValue(await readHitsFile((await answer(question, "refused", speaker(mci, "no"))).bytes));
    expect(file).toMatchObject({ is: "answer", answer: { says: "refused", marks: new Uint8Array(0), check: new Uint8Array(0) } });
  });

  it("the secret may be typed with other spaces and hyphens; another one is told as wrong, on both sides", async () => {
    const { question } = await asked();
    const read = expectValue(await readQuestion(question, "48213-90576 1183472650\u00A039187", theirs, watch, quick));
    expect(read.hits).toHaveLength(2);
    expect(await readQuestion(question, "48213 90576 11834 72650 39188", theirs, watch, quick)).toMatchObject({
      error: { kind: "wrong-shared-secret" },
    });
    const file = expectValue(await readHitsFile((await answer(question, read, speaker(mci, "answer"))).bytes));
    const given = (file as { readonly answer: Answer }).answer;
    expect(await readAnswer(given, "1", ours, watch, quick)).toMatchObject({ error: { kind: "wrong-shared-secret" } });
  });

  it("the same identifiers give other digests in each exchange, and between other officers under the same name and secret", async () => {
    const one = new Set(unpackDigests((await asked(ours, "one")).question.digests));
    const two = unpackDigests((await asked(ours, "two")).question.digests) ?? [];
    expect(two.filter((digest) => one.has(digest))).toEqual([]);
    const exchange = { author: afm.identity.author, to: mci.identity.author, exchange: "00".repeat(16) };
    const turned = { ...exchange, author: exchange.to, to: exchange.author };
    const [item] = theirs as [Identifier];
    const [a, b] = [await deriveExchangeKeys(secret, exchange, quick), await deriveExchangeKeys(secret, turned, quick)];
    expect(bytesToHex(await a.digestOf(item))).not.toBe(bytesToHex(await b.digestOf(item)));
    expect(bytesToHex(a.check)).not.toBe(bytesToHex(b.check));
  });

  it("nothing to ask makes no file, more than the greatest number neither, and a stop leaves nothing", async () => {
    const plan = { author: afm.identity.author, to: mci.identity.author, until, kinds: ["domain"], secret } as const;
    expect(await ask({ ...plan, identifiers: [] }, speaker(afm, "x"), watch, quick)).toMatchObject({ error: { kind: "nothing-to-compare" } });
    const many = Array.from({ length: 65_537 }, (_, i) => named("domain", `${i}.kz`));
    expect(await ask({ ...plan, identifiers: many }, speaker(afm, "x"), watch, quick)).toMatchObject({ error: { kind: "too-many-to-compare" } });
    const stopped = { told: () => undefined, isStopped: () => true };
    expect(await ask({ ...plan, identifiers: ours }, speaker(afm, "x"), stopped, quick)).toMatchObject({ error: { kind: "cancelled" } });
  });

  it("65,536 digests are asked and read", async () => {
    const many = Array.from({ length: 65_536 }, (_, i) => named("domain", `${i}.kz`));
    const { bytes, question } = await asked(many);
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
    const read = expectValue(await readQuestion(question, secret, [named("domain", "65535.kz"), named("domain", "65536.kz")], watch, quick));
    expect(values(read.hits)).toEqual(["65535.kz"]);
  });
});

/** A question with something in it changed, signed anew by its author: what a hostile partner could hand over. */
async function changed(change: (body: Record<string, Json>) => void): Promise<Bytes> {
  const body = { ...(parseCanonical((bytesToUtf8((await asked()).bytes) ?? "").split("\n")[0] ?? "") as Record<string, Json>) };
  change(body);
  return writeSignedNote(body as Parameters<typeof writeSignedNote>[0], (message) => afm.signer.sign(message));
}
const redigest = (change: (digests: Bytes) => Bytes): Promise<Bytes> =>
  changed((body) => void (body["digests"] = bytesToBase64(change(base64ToBytes(String(body["digests"])) ?? new Uint8Array(0)))));

describe("hostile files", () => {
  it("a flipped byte anywhere is no file of ours", async () => {
    const { bytes } = await asked();
    for (let at = 0; at < bytes.length; at += 37) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(await kindOf(flipped)).toMatch(/^hits-(bad-form|bad-signature|newer-format)$/);
    }
  });

  it.each([
    ["no file at all", () => Promise.resolve(new Uint8Array(0))],
    ["a file of something else", () => Promise.resolve(utf8ToBytes("{}\n{}\n"))],
    ["repeated digests", () => redigest((digests) => new Uint8Array([...digests.subarray(0, 16), ...digests.subarray(0, -16)]))],
    ["digests out of order", () => redigest((digests) => new Uint8Array([...digests.subarray(16), ...digests.subarray(0, 16)]))],
    ["a number of digests that tells", () => redigest((digests) => digests.slice(16))],
    ["half a digest", () => redigest((digests) => digests.slice(8))],
    ["no digests", () => redigest(() => new Uint8Array(0))],
    ["more digests than there may be", () => redigest(() => packDigests([], 131_072, createSeededRandom("huge")).slice(0, 131_072 * 16 - 16))],
    ["an unknown key", () => changed((body) => void (body["more"] = 1))],
    ["a key too few", () => changed((body) => void delete body["until"])],
    ["kinds out of order", () => changed((body) => void (body["kinds"] = ["domain", "wallet"]))],
    ["a kind twice", () => changed((body) => void (body["kinds"] = ["wallet", "wallet"]))],
    ["an unknown kind", () => changed((body) => void (body["kinds"] = ["wallet", "name"]))],
    ["no kinds", () => changed((body) => void (body["kinds"] = []))],
    ["an end before the beginning", () => changed((body) => void (body["until"] = now - 1))],
    ["an end in a hundred years", () => changed((body) => void (body["until"] = now + 36_525 * 86_400_000))],
    ["a question to oneself", () => changed((body) => void (body["to"] = body["author"] ?? ""))],
    ["a short name", () => changed((body) => void (body["exchange"] = "00"))],
    ["a short check", () => changed((body) => void (body["check"] = ""))],
    ["text for a number", () => changed((body) => void (body["at"] = "1"))],
  ] as const)("%s is refused", async (_name, make) => {
    expect(await kindOf(await make())).toMatch(/^hits-(bad-form|too-large)$/);
  });

  it("a newer format, a file beyond the limit and another's signature are told as such", async () => {
    expect(await kindOf(await changed((body) => void (body["format"] = 2)))).toBe("hits-newer-format");
    expect(await kindOf(new Uint8Array(2 * 1024 * 1024 + 1))).toBe("hits-too-large");
    const { question } = await asked();
    const forged = await writeQuestion(question, (message) => mci.signer.sign(message));
    expect(await kindOf(forged.bytes)).toBe("hits-bad-signature");
  });

  it("line ends turned by a mail program do no harm", async () => {
    const { bytes } = await asked();
    expect(await kindOf(utf8ToBytes((bytesToUtf8(bytes) ?? "").replaceAll("\n", "\r\n")))).toBe("question");
  });
});

describe("digests in a file", () => {
  it("stand in one order whatever order they came in, among random ones", () => {
    const digests = [3, 1, 2].map((n) => new Uint8Array(16).fill(n));
    const packed = packDigests(digests, 64, createSeededRandom("pack"));
    expect(packDigests([...digests].reverse(), 64, createSeededRandom("pack"))).toEqual(packed);
    const texts = unpackDigests(packed) ?? [];
    expect(texts).toHaveLength(64);
    expect(texts).toEqual([...texts].sort());
    expect(texts).toEqual(expect.arrayContaining(digests.map(bytesToHex)));
  });

  it("are padded to a power of two from 64 on", () => {
    expect([0, 1, 64, 65, 128, 129, 65_536].map(paddedCount)).toEqual([64, 64, 64, 128, 128, 256, 65_536]);
  });
});

describe("a shared secret", () => {
  it("as proposed is 25 digits in five groups, another each time, and strong", () => {
    const random = createSeededRandom("secret");
    const made = Array.from({ length: 300 }, () => proposeSecret(random));
    expect(made.every((each) => /^\d{5}( \d{5}){4}$/.test(each) && isStrongSecret(each))).toBe(true);
    expect(new Set(made).size).toBe(300);
    const counts = [..."0123456789"].map((digit) => made.join("").split(digit).length - 1);
    expect(Math.min(...counts)).toBeGreaterThan(600);
    expect(Math.max(...counts)).toBeLessThan(900);
  });

  it.each([
    "",
    "12345",
    "870101300018",
    "00000000000000000000",
    "12345678901234567890",
    "1234512345123451234512345",
    "correct horse",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "абабабабабабабабабаб",
    "abcdefghijklmnopqrst",
  ])("typed by hand as %j is too weak", (text) => expect(isStrongSecret(text)).toBe(false));

  it.each(["48213 90576 11834 72650", "granite lantern orbit mackerel", "қар боран жусан тұлпар дала"])("typed by hand as %j will do", (text) =>
    expect(isStrongSecret(text)).toBe(true),
  );

  it("is its letters and digits", () => expect(bareSecret(" Қар-Боран ４8")).toBe("қарборан48"));
});

it("canonical text of what is signed is what a stranger signs", async () => {
  const [line = ""] = (bytesToUtf8((await asked()).bytes) ?? "").split("\n");
  expect(canonicalText(parseCanonical(line))).toBe(line);
});
