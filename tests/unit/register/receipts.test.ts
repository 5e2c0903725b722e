import { describe, expect, test } from "vitest";
import { clockTolerance } from "../../../shared/bundle/judge-receipt.ts";
import { type Receipt, readReceipt, writeReceipt } from "../../../shared/bundle/receipt.ts";
import { type CaseId, parseCaseId, parseFileHash, parseInstantMs } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { expectValue } from "../../kit/agency.ts";
import { asPartner, createCorrespondent } from "../../kit/exchange.ts";
import { createOfficer } from "../../kit/officer.ts";
import { accept, createNotedCase, forgedReceipt, receiptOf, registered, seal } from "../../kit/noted-case.ts";
import { wholeCase } from "../../kit/shared-case.ts";

test("a receipt goes back, stands at its bundle on both sides and in both logs, and the same again changes nothing", async () => {
  const { clock, afm, mci, caseId, person } = await createNotedCase("afm", "mci");
  const { file, statementHash, sha256 } = await seal(afm, [mci]);
  expect(await registered(afm, statementHash)).toMatchObject({ state: "handed-over", fileHash: sha256, words: { purpose: "check" } });
  clock.advance(60_000);
  await accept(mci, file);
  const { bytes, receipt } = await receiptOf(mci, statementHash);
  expect(receipt).toMatchObject({ deed: "accepted", case: caseId, sequence: 1, sender: afm.me.author, author: mci.me.author, fileHash: sha256 });
  expect(receipt.claims).toBeGreaterThan(0);
  clock.advance(60_000);
  // Asked again it is the same note, byte for byte.
  expect((await receiptOf(mci, statementHash)).bytes).toEqual(bytes);
  const before = expectValue(await afm.door.audit(null)).length;
  expect(expectValue(await afm.door.takeNote({ bytes }))).toMatchObject({ kind: "receipt", warnings: [], isKnown: false });
  expect(await registered(afm, statementHash)).toMatchObject({ state: "receipt", receipts: [{ receipt }] });
  expect(await registered(mci, statementHash)).toMatchObject({ direction: "received", state: "accepted", receipts: [{ receipt }] });
  // Twice at once is once.
  const twice = await Promise.all([afm.door.takeNote({ bytes }), afm.door.takeNote({ bytes })]);
  expect(twice.map((taken) => taken.ok && taken.value.isKnown)).toEqual([true, true]);
  // A mail program turned the ends of its lines.
  const turned = utf8ToBytes(new TextDecoder().decode(bytes).replaceAll("\n", "\r\n"));
  expect(expectValue(await afm.door.takeNote({ bytes: turned }))).toMatchObject({ isKnown: true });
  const log = expectValue(await afm.door.audit(null));
  expect([log.length, log.at(-1)?.notes]).toEqual([before + 1, ["receipt-got"]]);
  expect(expectValue(await mci.door.audit(null)).at(-1)?.notes).toEqual(["receipt-given"]);
  // Bookkeeping: nothing of it is undone, and nothing of it travels.
  expectValue(await afm.door.undo(null));
  expect(afm.entities.get(person)).toBeUndefined();
  expect(expectValue(await afm.door.audit(null)).at(-2)?.notes).toEqual(["receipt-got"]);
  expect([...mci.entities.values()].filter(({ type, agencies }) => type === "bundleNote" && agencies.includes("afm"))).toEqual([]);
});

test("of several recipients each gives a receipt; until all have, some have", async () => {
  const { afm, mci, knb } = await createNotedCase("afm", "mci", "knb");
  const { file, statementHash } = await seal(afm, [mci, knb]);
  for (const [agency, state] of [
    [mci, "receipt-part"],
    [knb, "receipt"],
  ] as const) {
    await accept(agency, file);
    expectValue(await afm.door.takeNote({ bytes: (await receiptOf(agency, statementHash)).bytes }));
    expect((await registered(afm, statementHash)).state).toBe(state);
  }
});

test("what was only looked at, and what was refused, is receipted as that; an older receipt that comes later is told and does not count", async () => {
  const { clock, afm, mci } = await createNotedCase("afm", "mci");
  const { file, statementHash } = await seal(afm, [mci]);
  const { token } = expectValue(await mci.door.openBundle({ file }));
  const looked = await receiptOf(mci, statementHash);
  expect(looked.receipt).toMatchObject({ deed: "looked-at", claims: 0, reason: "" });
  expect(await registered(mci, statementHash)).toMatchObject({ state: "looked-at", details: null });
  const refused = expectValue(await mci.door.makeReceipt({ statementHash, deed: "refused", notice: null }));
  expect(expectValue(await readReceipt(refused.file.bytes))).toMatchObject({ deed: "refused", reason: "by-decision" });
  clock.advance(1000);
  expectValue(await mci.door.acceptBundle({ token }));
  const accepted = await receiptOf(mci, statementHash);
  expect(expectValue(await afm.door.takeNote({ bytes: accepted.bytes }))).toMatchObject({ warnings: [] });
  expect(expectValue(await afm.door.takeNote({ bytes: refused.file.bytes }))).toMatchObject({ warnings: ["older-than-known"] });
  expect((await registered(afm, statementHash)).state).toBe("receipt");
});

test("the register survives locking, and a bundle nobody opened has no receipt", async () => {
  const { afm, mci } = await createNotedCase("afm", "mci");
  const { file, statementHash } = await seal(afm, [mci]);
  await accept(mci, file);
  const { bytes } = await receiptOf(mci, statementHash);
  expectValue(await afm.door.takeNote({ bytes }));
  await afm.door.lock(null);
  expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expect(await registered(afm, statementHash)).toMatchObject({ state: "receipt", receipts: [{ receipt: { author: mci.me.author } }] });
  expect(await afm.door.makeReceipt({ statementHash: "0".repeat(64), deed: "arrival", notice: null })).toMatchObject({
    error: { kind: "unknown-bundle" },
  });
});

test("our revoked key signs no receipt, for partners would refuse it; one that was signed before is given again", async () => {
  const { clock, afm, mci } = await createNotedCase("afm", "mci");
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  const given = await receiptOf(mci, first.statementHash);
  const second = await seal(afm, [mci]);
  await accept(mci, second.file);
  const proof = { kind: "passphrase", text: mci.passphrase } as const;
  expectValue(await mci.door.revokeKey({ author: mci.me.author, reason: "stolen", from: clock.now(), proof }));
  expect((await receiptOf(mci, first.statementHash)).bytes).toEqual(given.bytes);
  expect(await mci.door.makeReceipt({ statementHash: second.statementHash, deed: "arrival", notice: null })).toMatchObject({
    error: { kind: "own-key-revoked" },
  });
});

test("a bundle whose file never left stands in the register as that, and cannot be recalled", async () => {
  const { afm, mci } = await createNotedCase("afm", "mci");
  const { statementHash } = await seal(afm, [mci]);
  expectValue(await afm.door.settleShares({ statementHashes: [statementHash], wereHandedOver: false }));
  expect(await registered(afm, statementHash)).toMatchObject({ state: "never-left", retention: "none" });
  expect(await afm.door.recallBundle({ statementHash, why: "x" })).toMatchObject({ error: { kind: "unknown-bundle" } });
  await afm.door.lock(null);
  expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expect((await registered(afm, statementHash)).state).toBe("never-left");
});

/** A bundle of ours to a partner whose secret key the test holds, and an honest receipt for it. */
async function receiptByHand() {
  const noted = await createNotedCase("afm", "mci");
  const { afm, clock, caseId } = noted;
  const partner = await createCorrespondent("knb");
  const typedGroup = partner.identity.fingerprint.slice(-5);
  expectValue(await afm.door.admitPartner({ bytes: partner.identityFile, typedGroup, verified: "phone", ceiling: "red" }));
  const to = [partner.signer.author];
  const sent = expectValue(await afm.door.share({ ...wholeCase, to }));
  const { agency, agencyName, officer } = asPartner(partner);
  const statementHash = parseFileHash(sent.statementHash) ?? expect.fail("a hash");
  const [now] = [clock.now()];
  const people = { author: partner.signer.author, agency, agencyName, officer };
  const about = { statementHash, case: caseId, sequence: 1, sender: afm.me.author, receivedAt: now, at: now };
  const receipt: Receipt = { ...people, ...about, deed: "accepted", reason: "", claims: 3, files: 0, fileHash: sent.sha256, answers: "" };
  const take = async (bytes: Bytes) => {
    const taken = await afm.door.takeNote({ bytes });
    return taken.ok ? taken.value : taken.error.kind;
  };
  return { ...noted, partner, receipt, take };
}

describe("a hostile receipt", () => {
  const otherHash = parseFileHash("ab".repeat(32)) ?? expect.fail("a hash");
  const otherCase: CaseId = parseCaseId("cd".repeat(16)) ?? expect.fail("a case");
  const later = (receipt: Receipt, ms: number) => parseInstantMs(receipt.at + ms) ?? expect.fail("an instant");

  test("the honest one is taken, so that what follows fails for its own reason", async () => {
    const { receipt, partner, take } = await receiptByHand();
    expect(await take(await forgedReceipt(receipt, partner.signer))).toMatchObject({ kind: "receipt", warnings: [] });
  });

  test("of more than 64 KiB, of another kind, cut or altered is refused", async () => {
    const { receipt, partner, take, afm } = await receiptByHand();
    const whole = await forgedReceipt(receipt, partner.signer);
    const text = new TextDecoder().decode(whole);
    expect(await take(new Uint8Array(64 * 1024 + 1))).toBe("too-large");
    expect(await take(whole.subarray(0, whole.length - 60))).toBe("not-a-note");
    expect(await take(utf8ToBytes(text.split("\n")[0] ?? ""))).toBe("bad-signature");
    expect(await take(utf8ToBytes(text.replace('"claims":3', '"claims":4')))).toBe("bad-signature");
    expect(await take(utf8ToBytes(text.replace('"claims":3', '"claims":3,"claims":3')))).toBe("not-a-note");
    expect(await take(utf8ToBytes(text.replace("dalel.receipt", "dalel.identity")))).toBe("not-a-note");
    expect(await take(expectValue(await afm.door.identityFile(null)).bytes)).toBe("not-a-note");
    expect(await take(utf8ToBytes(text.replace('"format":1', '"format":2')))).toBe("newer-format");
  });

  test("signed by a stranger, by another partner, or by ourselves is refused", async () => {
    const { receipt, take, mci } = await receiptByHand();
    const stranger = await createOfficer("nobody we know", "knb");
    expect(await take(await forgedReceipt(receipt, stranger))).toBe("not-a-recipient");
    expect(await take(await forgedReceipt({ ...receipt, statementHash: otherHash }, stranger))).toBe("stranger");
    // A partner of ours, but this bundle was not addressed to them: their own core would not even write it.
    expect(mci.me.author).not.toBe(receipt.author);
  });

  test("about another bundle, another case, number or sender is refused", async () => {
    const { receipt, partner, take, mci } = await receiptByHand();
    const forge = (changes: Partial<Receipt>) => forgedReceipt(receipt, partner.signer, changes);
    expect(await take(await forge({ statementHash: otherHash }))).toBe("unknown-bundle");
    for (const changes of [{ case: otherCase }, { sequence: 2 }, { sender: mci.me.author }] as const)
      expect(await take(await forge(changes))).toBe("contradicts-bundle");
  });

  test("from the future, or older than the bundle, is refused", async () => {
    const { receipt, partner, take } = await receiptByHand();
    const forge = (changes: Partial<Receipt>) => forgedReceipt(receipt, partner.signer, changes);
    expect(await take(await forge({ at: later(receipt, clockTolerance + 1) }))).toBe("from-the-future");
    expect(await take(await forge({ receivedAt: later(receipt, -clockTolerance - 1) }))).toBe("before-bundle");
    expect(await take(await forge({ at: later(receipt, -5), receivedAt: receipt.at }))).toBe("not-a-note");
  });

  test("that is replayed, contradicts what was said, or names another file or person is told", async () => {
    const { receipt, partner, take } = await receiptByHand();
    const forge = (changes: Partial<Receipt>) => forgedReceipt(receipt, partner.signer, changes);
    const whole = await forge({});
    expect(await take(whole)).toMatchObject({ isKnown: false });
    expect(await take(whole)).toMatchObject({ isKnown: true });
    const refused = { deed: "refused", reason: "integrity", claims: 0, at: later(receipt, 5) } as const;
    expect(await take(await forge(refused))).toMatchObject({ warnings: ["contradicts-earlier"] });
    expect(await take(await forge({ at: later(receipt, 6), fileHash: otherHash }))).toMatchObject({
      warnings: expect.arrayContaining(["other-file"]),
    });
    expect(await take(await forge({ at: later(receipt, 7), officer: "Somebody Else" }))).toMatchObject({
      warnings: expect.arrayContaining(["other-name"]),
    });
  });

  test("with a name that turns or hides letters, an odd reason, or counts that are none is refused", async () => {
    const { receipt, partner, take } = await receiptByHand();
    const wrong: readonly Partial<Receipt>[] = [
      { officer: "Officer \u202Eagenf" },
      { agencyName: "A\u200Bgency" },
      { officer: " padded" },
      { agency: "KNB!" },
      { reason: "by-decision" },
      { deed: "refused", reason: "" },
      { deed: "refused", reason: "Bad <b>" },
      { claims: -1 },
      { sequence: 0 },
    ];
    for (const changes of wrong)
      expect([changes, await take(await forgedReceipt(receipt, partner.signer, changes))]).toEqual([changes, "not-a-note"]);
    const more = await writeReceipt({ ...receipt, extra: 1 } as Receipt, (message) => partner.signer.sign(message));
    expect(await take(more)).toBe("not-a-note");
  });

  test("that floods is stopped at 32 about one bundle", async () => {
    const { receipt, partner, take } = await receiptByHand();
    for (let at = 0; at < 32; at++) expect(await take(await forgedReceipt(receipt, partner.signer, { at: later(receipt, at) }))).toMatchObject({});
    expect(await take(await forgedReceipt(receipt, partner.signer, { at: later(receipt, 40) }))).toBe("too-many-notes");
  });
});
