import { describe, expect, test } from "vitest";
import { type BundleNotice, noteHashOf, readBundleNotice, readReplaces, writeBundleNotice } from "../../../shared/bundle/recall.ts";
import type { OpenedBundle } from "../../../shared/bundle/model.ts";
import { openBundle } from "../../../shared/bundle/open.ts";
import { readReceipt } from "../../../shared/bundle/receipt.ts";
import { parseCaseId, parseFileHash, parseInstantMs } from "../../../shared/kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, expectValue, openCounter } from "../../kit/agency.ts";
import { createCorrespondent } from "../../kit/exchange.ts";
import { createFixedClock, type FixedClock } from "../../kit/fixed-clock.ts";
import { createOfficer } from "../../kit/officer.ts";
import { accept, createNotedCase, forgedNotice, registered, seal } from "../../kit/noted-case.ts";
import { sayText } from "../../kit/shared-case.ts";

const why = "The wrong person was named";
const lastOfLog = async ({ door }: Agency) => expectValue(await door.audit(null)).at(-1);

/** A bundle, as whoever has the recipient's opening key finds it. */
async function openedBy({ door, passphrase }: Agency, file: Blob): Promise<OpenedBundle> {
  const { bytes } = expectValue(await door.openingKeyFile({ passphrase }));
  const secret = new TextDecoder().decode(bytes).match(/^AGE-SECRET-KEY-.+$/gm) ?? [];
  const opened = await openBundle(
    { secret, own: null, partners: [], lastBundle: () => null, hasCommit: () => false, now: createFixedClock().now() },
    file,
  );
  return expectValue(opened);
}
/** How many notes it carries. */
const carriedIn = async (agency: Agency, file: Blob): Promise<number> => (await openedBy(agency, file)).notices.length;

/** The books of an agency read anew. */
async function later({ store, passphrase }: Agency): Promise<Agency> {
  const opened = openCounter(store, "later");
  expectValue(await opened.door.unlock({ kind: "passphrase", text: passphrase }));
  return opened as Agency;
}

async function replaceKeys(clock: FixedClock, whose: Agency, told: Agency): Promise<Agency["me"]> {
  await whose.door.closeCase(null);
  clock.advance(1000);
  const proof = { kind: "passphrase", text: whose.passphrase } as const;
  const { me, notice } = expectValue(await whose.door.makeNewKeys({ proof, reason: "planned" }));
  expectValue(await told.door.takeKeyNotice({ bytes: notice?.bytes ?? expect.fail("a notice") }));
  expectValue(await told.door.acceptKeyChange({ author: whose.me.author }));
  return me;
}

/** Two bundles of one case were accepted by the partner; the second brought an alias. */
async function twoBundles() {
  const noted = await createNotedCase("afm", "mci");
  const { clock, afm, mci, caseId, person } = noted;
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  await sayText(afm.door, person, "alias", "Only in the second");
  clock.advance(60_000);
  const second = await seal(afm, [mci]);
  await accept(mci, second.file);
  expectValue(await mci.door.openCase({ caseId }));
  return { ...noted, first, second };
}

test("a recall is said, kept and given; the partner sees what came by it, takes it out of use, and answers with a receipt", async () => {
  const { clock, afm, mci, person, second } = await twoBundles();
  clock.advance(60_000);
  const recalled = expectValue(await afm.door.recallBundle({ statementHash: second.statementHash, why: ` ${why}\u202E ` }));
  expect(recalled).toMatchObject({ isLogged: true, file: { name: expect.stringMatching(/\.dalel-notice$/) } });
  expect(await lastOfLog(afm)).toMatchObject({ notes: ["recall-sent"] });
  expect(await registered(afm, second.statementHash)).toMatchObject({ state: "recalled", notices: [{ notice: { reason: why }, answers: [] }] });
  expect(expectValue(await mci.door.takeNote({ bytes: recalled.file.bytes }))).toMatchObject({ kind: "notice", isBundleHere: true, isKnown: false });
  expect(await lastOfLog(mci)).toMatchObject({ notes: ["recall-got"] });
  expect(await registered(mci, second.statementHash)).toMatchObject({ state: "recalled", notices: [{ decision: null }] });
  const came = expectValue(await mci.door.whatCameBy({ statementHash: second.statementHash }));
  expect(came.claims).toMatchObject({ only: 1, standing: 1 });
  expect(came.entities).toMatchObject([{ entity: person, claims: 1 }]);
  const hash = noteHashOf(recalled.file.bytes);
  expect(await mci.door.makeReceipt({ statementHash: second.statementHash, deed: "answer", notice: hash })).toMatchObject({
    error: { kind: "not-decided" },
  });
  expect(expectValue(await mci.door.decideNotice({ notice: hash, decision: "out-of-use", why: "" }))).toEqual({ claims: 1 });
  const alias = mci.entities.get(person)?.facts["alias"]?.[0];
  expect(alias?.disputedBy).toEqual(["mci"]);
  expect(mci.entities.get(person)?.facts["fullName"]?.[0]?.disputedBy).toEqual([]);
  expect(await registered(mci, second.statementHash)).toMatchObject({ state: "out-of-use", notices: [{ decision: { is: "out-of-use" } }] });
  expect(await lastOfLog(mci)).toMatchObject({ notes: ["notice-decided"] });
  // Once more contests nothing twice.
  expect(expectValue(await mci.door.decideNotice({ notice: hash, decision: "out-of-use", why: "" }))).toEqual({ claims: 0 });
  const { file } = expectValue(await mci.door.makeReceipt({ statementHash: second.statementHash, deed: "answer", notice: hash }));
  expect(expectValue(await readReceipt(file.bytes))).toMatchObject({ deed: "out-of-use", answers: hash });
  expectValue(await afm.door.takeNote({ bytes: file.bytes }));
  expect(await registered(afm, second.statementHash)).toMatchObject({
    state: "recalled",
    notices: [{ answers: [{ author: mci.me.author, deed: "out-of-use" }] }],
  });
});

test("a recall travels in every later bundle to who had what it recalls, until they answer, and to nobody else", async () => {
  const { clock, afm, mci, knb } = await createNotedCase("afm", "mci", "knb");
  const { file, statementHash } = await seal(afm, [mci]);
  await accept(mci, file);
  clock.advance(1000);
  const { hash } = expectValue(await afm.door.recallBundle({ statementHash, why }));
  const told = async (to: Agency, sealed: Blob) => {
    const review = expectValue(await to.door.openBundle({ file: sealed }));
    expectValue(await to.door.acceptBundle({ token: review.token }));
    return review.notes;
  };
  expect(await told(knb, (await seal(afm, [knb])).file)).toEqual([]);
  expect(await told(knb, (await seal(afm, [knb, mci])).file)).toEqual([]);
  const next = await seal(afm, [mci]);
  expect(await told(mci, next.file)).toMatchObject([{ hash, isAboutThis: false, isBundleHere: true, isKnown: false, notice: { reason: why } }]);
  expect(await registered(mci, statementHash)).toMatchObject({ state: "recalled", notices: [{ hash, decision: null }] });
  // Kept already: it is in the register, and no news.
  expect(await told(mci, (await seal(afm, [mci])).file)).toEqual([]);
  expectValue(await mci.door.decideNotice({ notice: hash, decision: "kept", why: "" }));
  const answer = expectValue(await mci.door.makeReceipt({ statementHash, deed: "answer", notice: hash }));
  expectValue(await afm.door.takeNote({ bytes: answer.file.bytes }));
  const last = await seal(afm, [mci]);
  // The sender's post-quantum key goes along in each.
  expect([await carriedIn(mci, next.file), await carriedIn(mci, last.file)]).toEqual([2, 1]);
});

test("what another bundle brought as well is not touched by a recall", async () => {
  const { afm, mci, person, first } = await twoBundles();
  const { file, hash } = expectValue(await afm.door.recallBundle({ statementHash: first.statementHash, why }));
  expectValue(await mci.door.takeNote({ bytes: file.bytes }));
  expect(expectValue(await mci.door.whatCameBy({ statementHash: first.statementHash })).claims).toMatchObject({ only: 0, standing: 0 });
  expect(expectValue(await mci.door.decideNotice({ notice: hash, decision: "kept", why: "It came twice" }))).toEqual({ claims: 0 });
  expect(mci.entities.get(person)?.facts["fullName"]?.[0]?.disputedBy).toEqual([]);
  expect(await registered(mci, first.statementHash)).toMatchObject({ state: "recalled", notices: [{ decision: { is: "kept" } }] });
});

test("a bundle is superseded only by a later one of the case that everybody got who got it", async () => {
  const { afm, mci, first, second } = await twoBundles();
  const supersede = (statementHash: string, by: string) => afm.door.supersedeBundle({ statementHash, by, why });
  for (const [statementHash, by] of [
    [second.statementHash, first.statementHash],
    [first.statementHash, first.statementHash],
    [first.statementHash, "0".repeat(64)],
  ] as const)
    expect(await supersede(statementHash, by)).toMatchObject({ error: { kind: "unknown-replacement" } });
  const { file } = expectValue(await supersede(first.statementHash, second.statementHash));
  expect(await supersede(first.statementHash, second.statementHash)).toMatchObject({ error: { kind: "already-said" } });
  expectValue(await mci.door.takeNote({ bytes: file.bytes }));
  for (const agency of [afm, mci])
    expect(await registered(agency, first.statementHash)).toMatchObject({
      state: "superseded",
      notices: [{ notice: { kind: "supersede", by: { sequence: 2, statementHash: second.statementHash } } }],
    });
});

test("what is recalled before it comes is told when it comes", async () => {
  const { clock, afm, mci } = await createNotedCase("afm", "mci");
  const { file, statementHash } = await seal(afm, [mci]);
  clock.advance(1000);
  const notice = expectValue(await afm.door.recallBundle({ statementHash, why }));
  expect(expectValue(await mci.door.takeNote({ bytes: notice.file.bytes }))).toMatchObject({ isBundleHere: false });
  expect(expectValue(await mci.door.openBundle({ file })).notes).toMatchObject([{ isAboutThis: true, notice: { reason: why } }]);
});

test("destroyed is said of a recalled bundle only once its case is destroyed here; the receipt of it ends the date of deletion", async () => {
  const { clock, afm, mci, caseId } = await createNotedCase("afm", "mci");
  const { file, statementHash } = await seal(afm, [mci], { retainUntil: "2026-04-01" });
  await accept(mci, file);
  expect(await registered(mci, statementHash)).toMatchObject({ retention: "later" });
  clock.advance(25 * 86_400_000);
  expect(await registered(mci, statementHash)).toMatchObject({ retention: "soon" });
  clock.advance(10 * 86_400_000);
  for (const agency of [afm, mci]) expect(await registered(agency, statementHash)).toMatchObject({ retention: "passed" });
  const { file: notice, hash } = expectValue(await afm.door.recallBundle({ statementHash, why }));
  expectValue(await mci.door.takeNote({ bytes: notice.bytes }));
  const destroyed = { notice: hash, decision: "destroyed", why: "" } as const;
  expect(await mci.door.decideNotice(destroyed)).toMatchObject({ error: { kind: "not-destroyed" } });
  expect(await mci.door.makeReceipt({ statementHash, deed: "destroyed", notice: null })).toMatchObject({ error: { kind: "not-destroyed" } });
  await mci.door.closeCase(null);
  expectValue(await mci.door.deleteCase({ caseId, typed: "2026-0417", keepsName: false }));
  expectValue(await mci.door.decideNotice(destroyed));
  expect(await registered(mci, statementHash)).toMatchObject({ state: "destroyed", retention: "done", caseState: "destroyed", words: null });
  const receipt = expectValue(await mci.door.makeReceipt({ statementHash, deed: "destroyed", notice: null }));
  expect(receipt.isLogged).toBe(false);
  expectValue(await afm.door.takeNote({ bytes: receipt.file.bytes }));
  expect(await registered(afm, statementHash)).toMatchObject({ state: "destroyed", retention: "done" });
});

test("officers whose keys were replaced still answer and recall; a stolen key says nothing more", async () => {
  const { clock, afm, mci } = await createNotedCase("afm", "mci");
  const { file, statementHash } = await seal(afm, [mci]);
  await accept(mci, file);
  const { author: theirNew } = await replaceKeys(clock, mci, afm);
  const receipt = expectValue(await mci.door.makeReceipt({ statementHash, deed: "arrival", notice: null })).file.bytes;
  expect(expectValue(await readReceipt(receipt)).author).toBe(theirNew);
  expect(expectValue(await afm.door.takeNote({ bytes: receipt }))).toMatchObject({ kind: "receipt", warnings: [] });
  expect(await registered(afm, statementHash)).toMatchObject({ state: "receipt", receipts: [{ by: mci.me.author, receipt: { author: theirNew } }] });
  const { author: ourNew } = await replaceKeys(clock, afm, mci);
  const recall = expectValue(await afm.door.recallBundle({ statementHash, why }));
  expect(expectValue(await readBundleNotice(recall.file.bytes)).author).toBe(ourNew);
  expect(expectValue(await mci.door.takeNote({ bytes: recall.file.bytes }))).toMatchObject({ isBundleHere: true });
  expectValue(await mci.door.decideNotice({ notice: recall.hash, decision: "kept", why: "" }));
  const answer = expectValue(await mci.door.makeReceipt({ statementHash, deed: "answer", notice: recall.hash })).file.bytes;
  expect(expectValue(await afm.door.takeNote({ bytes: answer }))).toMatchObject({ kind: "receipt" });
  expect((await registered(afm, statementHash)).notices[0]?.answers).toHaveLength(1);
  const revoked = expectValue(
    await mci.door.revokeKey({ author: theirNew, reason: "stolen", from: clock.now(), proof: { kind: "passphrase", text: mci.passphrase } }),
  ).bytes;
  expectValue(await afm.door.takeKeyNotice({ bytes: revoked }));
  expect(await afm.door.takeNote({ bytes: receipt })).toMatchObject({ error: { kind: "revoked-key" } });
});

describe("a bundle that replaces an earlier one", () => {
  async function replaced() {
    const noted = await createNotedCase("afm", "mci");
    const { clock, afm, mci, caseId, person } = noted;
    const first = await seal(afm, [mci]);
    await accept(mci, first.file);
    await sayText(afm.door, person, "alias", "Only in the second");
    clock.advance(60_000);
    const second = await seal(afm, [mci], { replaces: { statementHash: first.statementHash, why: ` ${why}\u202E ` } });
    expectValue(await mci.door.openCase({ caseId }));
    return { ...noted, first, second };
  }

  test("says so itself: it is told at the review, decided and answered as a notice is, though no notice was handed over", async () => {
    const { afm, mci, first, second } = await replaced();
    const { token, notes, report } = expectValue(await mci.door.openBundle({ file: second.file }));
    expect(report.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(notes).toMatchObject([
      {
        isAboutThis: false,
        isBundleHere: true,
        isKnown: false,
        notice: {
          kind: "supersede",
          statementHash: first.statementHash,
          sequence: 1,
          reason: why,
          by: { statementHash: second.statementHash, sequence: 2 },
        },
      },
    ]);
    // Looked at and left, it changed nothing; ours says nothing either, before the file is known to be saved.
    for (const agency of [afm, mci]) expect((await registered(agency, first.statementHash)).notices).toEqual([]);
    expectValue(await mci.door.acceptBundle({ token }));
    expect(await registered(mci, first.statementHash)).toMatchObject({ state: "superseded", notices: [{ decision: null }] });
    const hash = notes[0]?.hash ?? expect.fail("a note");
    expectValue(await mci.door.decideNotice({ notice: hash, decision: "out-of-use", why: "" }));
    const answer = expectValue(await mci.door.makeReceipt({ statementHash: first.statementHash, deed: "answer", notice: hash })).file.bytes;
    const said = expectValue(await afm.door.supersedeBundle({ statementHash: first.statementHash, by: second.statementHash, why }));
    expectValue(await afm.door.takeNote({ bytes: answer }));
    expect((await registered(afm, first.statementHash)).notices).toMatchObject([{ answers: [{ author: mci.me.author, deed: "out-of-use" }] }]);
    // The file says the same once more: it is the same notice, decided as it is, also after the books are read anew.
    expect(expectValue(await mci.door.takeNote({ bytes: said.file.bytes }))).toMatchObject({ isKnown: true });
    for (const agency of [mci, await later(mci)])
      expect((await registered(agency, first.statementHash)).notices).toMatchObject([{ hash, decision: { is: "out-of-use" } }]);
    expectValue(await mci.door.decideNotice({ notice: said.hash, decision: "kept", why: "" }));
    expect((await registered(mci, first.statementHash)).notices).toMatchObject([{ decision: { is: "kept" } }]);
  });

  test("says it of no bundle that others hold as well, and its words say nothing in another bundle or in a file", async () => {
    const { afm, mci, first, second } = await replaced();
    const { notices, statement } = await openedBy(mci, second.file);
    const [bytes = expect.fail("a note")] = notices;
    expect(await mci.door.takeNote({ bytes })).toMatchObject({ error: { kind: "not-a-note" } });
    const hash = parseFileHash(second.statementHash) ?? expect.fail("a hash");
    expect(await readReplaces(bytes, hash, statement)).toMatchObject({ ok: true, value: { statementHash: first.statementHash } });
    for (const other of [
      { ...statement, sequence: 3 },
      { ...statement, sentAt: parseInstantMs(statement.sentAt + 1) ?? expect.fail("a moment") },
      { ...statement, case: parseCaseId("0".repeat(32)) ?? expect.fail("a case") },
      { ...statement, sender: mci.me },
    ])
      expect(await readReplaces(bytes, hash, other)).toMatchObject({ error: { kind: "bad-encoding" } });
    expect(await readReplaces(bytes, parseFileHash(first.statementHash) ?? expect.fail("a hash"), statement)).toMatchObject({ ok: false });
    const unknown = await seal(afm, [mci], { replaces: { statementHash: "0".repeat(64), why } });
    expect([notices.length, await carriedIn(mci, unknown.file)]).toEqual([2, 1]);
  });

  test("goes to the keys that followed those it was sent to, and so does the notice", async () => {
    const { clock, afm, mci, person, first } = await replaced();
    const bare = await seal(afm, [mci]);
    const me = await replaceKeys(clock, mci, afm);
    const renewed = Object.assign(Object.create(mci) as Agency, { me });
    const [entry] = expectValue(await afm.door.bundleRegister(null)).entries.filter(({ statementHash }) => statementHash === bare.statementHash);
    expect(entry?.partners).toMatchObject([{ author: mci.me.author, keys: [mci.me.author, me.author] }]);
    await sayText(afm.door, person, "alias", "For the new key");
    clock.advance(60_000);
    const next = await seal(afm, [renewed], { replaces: { statementHash: first.statementHash, why } });
    expect(expectValue(await mci.door.openBundle({ file: next.file })).notes).toMatchObject([{ notice: { statementHash: first.statementHash } }]);
    expectValue(await afm.door.supersedeBundle({ statementHash: bare.statementHash, by: next.statementHash, why }));
    const after = await seal(afm, [renewed]);
    const { notes, token } = expectValue(await mci.door.openBundle({ file: after.file }));
    expect(notes).toMatchObject([{ notice: { kind: "supersede", statementHash: bare.statementHash } }]);
    expectValue(await mci.door.acceptBundle({ token }));
  });
});

describe("a hostile notice", () => {
  async function recallAtPartner() {
    const noted = await twoBundles();
    const { file } = expectValue(await noted.afm.door.recallBundle({ statementHash: noted.second.statementHash, why }));
    const notice = expectValue(await readBundleNotice(file.bytes));
    const take = async (bytes: Bytes) => {
      const taken = await noted.mci.door.takeNote({ bytes });
      return taken.ok ? taken.value : taken.error.kind;
    };
    return { ...noted, notice, bytes: file.bytes, take };
  }

  test("by another partner than the sender, or by a stranger, is refused", async () => {
    const { notice, take, mci } = await recallAtPartner();
    const other = await createCorrespondent("knb");
    const typedGroup = other.identity.fingerprint.slice(-5);
    expectValue(await mci.door.admitPartner({ bytes: other.identityFile, typedGroup, verified: "phone", ceiling: "red" }));
    expect(await take(await forgedNotice(notice, other.signer))).toBe("not-the-sender");
    const stranger = await createOfficer("nobody", "knb");
    const unknown = parseFileHash("ab".repeat(32)) ?? expect.fail("a hash");
    expect(await take(await forgedNotice(notice, stranger))).toBe("not-the-sender");
    expect(await take(await forgedNotice(notice, stranger, { statementHash: unknown }))).toBe("stranger");
    // Of a partner it is kept, since what it recalls may still come.
    expect(await take(await forgedNotice(notice, other.signer, { statementHash: unknown }))).toMatchObject({ isBundleHere: false });
  });

  test("whose author was put in the place of another's is refused: the signature is not theirs", async () => {
    const { notice, take } = await recallAtPartner();
    const stranger = await createOfficer("nobody", "afm");
    expect(await take(await writeBundleNotice(notice, (message) => stranger.sign(message)))).toBe("bad-signature");
  });

  test("altered, of another case or number, too long, or of a later format is refused", async () => {
    const { bytes, take } = await recallAtPartner();
    const text = new TextDecoder().decode(bytes);
    expect(await take(utf8ToBytes(text.replace("wrong", "right")))).toBe("bad-signature");
    expect(await take(utf8ToBytes(text.replace('"sequence":2', '"sequence":3')))).toBe("bad-signature");
    expect(await take(utf8ToBytes(text + " ".repeat(64 * 1024)))).toBe("too-large");
    expect(await take(utf8ToBytes(text.replace('"format":1', '"format":9')))).toBe("newer-format");
  });

  test("of our own, replayed, and the sender's own receipt for it change nothing", async () => {
    const { bytes, take, afm, mci, second } = await recallAtPartner();
    expect(await afm.door.takeNote({ bytes })).toMatchObject({ error: { kind: "our-own" } });
    const twice = await Promise.all([take(bytes), take(bytes)]);
    expect(twice).toMatchObject([{ isKnown: false }, { isKnown: true }]);
    const log = expectValue(await mci.door.audit(null)).length;
    expect(await take(bytes)).toMatchObject({ isKnown: true });
    expect(expectValue(await mci.door.audit(null)).length).toBe(log);
    expect((await registered(mci, second.statementHash)).notices).toHaveLength(1);
  });
});

describe("a notice signed by the true sender's key that lies", () => {
  async function lyingSender() {
    const noted = await createNotedCase("afm", "mci");
    const { mci, clock } = noted;
    const sender = await createCorrespondent("knb");
    const typedGroup = sender.identity.fingerprint.slice(-5);
    expectValue(await mci.door.admitPartner({ bytes: sender.identityFile, typedGroup, verified: "phone", ceiling: "red" }));
    const { author, agency, agencyName, officer } = sender.identity;
    const statementHash = parseFileHash("ab".repeat(32)) ?? expect.fail("a hash");
    const caseId = parseCaseId("cd".repeat(16)) ?? expect.fail("a case");
    const about = { statementHash, case: caseId, sequence: 1, reason: why, at: clock.now(), by: null };
    const notice: BundleNotice = { kind: "recall", author, agency, agencyName, officer, ...about };
    const take = async (changes: Partial<BundleNotice>) => {
      const taken = await mci.door.takeNote({ bytes: await forgedNotice(notice, sender.signer, changes) });
      return taken.ok ? taken.value : taken.error.kind;
    };
    return { ...noted, take, notice };
  }

  test("from the future is refused", async () => {
    const { take, notice } = await lyingSender();
    expect(await take({})).toMatchObject({ kind: "notice" });
    expect(await take({ at: parseInstantMs(notice.at + 3 * 86_400_000) ?? expect.fail("an instant") })).toBe("from-the-future");
  });

  test("with a reason or a name that turns or hides letters, of several lines, empty or endless is refused", async () => {
    const { take } = await lyingSender();
    for (const reason of ["", "pay \u202Etxt.exe", "two\nlines", "zero\u200Bwidth", " padded", "x".repeat(1001)])
      expect([reason.slice(0, 20), await take({ reason })]).toEqual([reason.slice(0, 20), "not-a-note"]);
    expect(await take({ officer: "\u2066Boss\u2069" })).toBe("not-a-note");
  });

  test("that says a bundle takes its own place is refused", async () => {
    const { take, notice } = await lyingSender();
    expect(await take({ kind: "supersede", by: { statementHash: notice.statementHash, sequence: 2 } })).toBe("not-a-note");
  });
});
