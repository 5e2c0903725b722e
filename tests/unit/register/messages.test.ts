import { expect, test } from "vitest";
import { readBundleNotice } from "../../../shared/bundle/recall.ts";
import { type Agency, expectValue, openCounter } from "../../kit/agency.ts";
import { createCorrespondent } from "../../kit/exchange.ts";
import { accept, createNotedCase, forgedNotice, registered, seal } from "../../kit/noted-case.ts";

const why = "The wrong purpose was named";
const look = async ({ door }: Agency, file: Blob) => expectValue(await door.openBundle({ file }));

/** The books of an agency read anew. */
async function later({ store, passphrase }: Agency): Promise<Agency> {
  const opened = openCounter(store, "later");
  expectValue(await opened.door.unlock({ kind: "passphrase", text: passphrase }));
  return opened as Agency;
}

/** A bundle that was accepted, and a later one of the same claims that replaces it. */
async function replacedBySame() {
  const noted = await createNotedCase("afm", "mci");
  const { clock, afm, mci, caseId } = noted;
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  clock.advance(60_000);
  const second = await seal(afm, [mci], { replaces: { statementHash: first.statementHash, why } });
  expectValue(await mci.door.openCase({ caseId }));
  return { ...noted, first, second };
}

test("a bundle that brings nothing but a message is taken: row, message to decide, receipt; a second time nothing is left to keep", async () => {
  const { afm, mci, person, first, second } = await replacedBySame();
  const review = await look(mci, second.file);
  expect(review).toMatchObject({ newClaims: 0, newCommits: 0, isReceived: false, notes: [{ isKnown: false, notice: { kind: "supersede" } }] });
  expect(expectValue(await mci.door.acceptBundle({ token: review.token }))).toMatchObject({ newClaims: 0, newFiles: 0 });
  for (const agency of [mci, await later(mci)]) {
    expect(await registered(agency, second.statementHash)).toMatchObject({ state: "accepted", sequence: 2, details: { newClaims: 0 } });
    expect(await registered(agency, first.statementHash)).toMatchObject({ state: "superseded", notices: [{ decision: null }] });
  }
  const notice = review.notes[0]?.hash ?? expect.fail("a note");
  // What the later bundle says too stays in use.
  expect(expectValue(await mci.door.decideNotice({ notice, decision: "out-of-use", why: "" }))).toEqual({ claims: 0 });
  expect(mci.entities.get(person)?.facts["fullName"]?.[0]?.disputedBy).toEqual([]);
  const { file } = expectValue(await mci.door.makeReceipt({ statementHash: second.statementHash, deed: "arrival", notice: null }));
  expect(expectValue(await afm.door.takeNote({ bytes: file.bytes }))).toMatchObject({ receipt: { deed: "accepted", claims: 0 }, warnings: [] });
  expect(await look(mci, second.file)).toMatchObject({ isReceived: true, notes: [] });
});

test("undone, it is taken back and its message stays kept; redone or taken anew it is accepted, and nothing is said twice", async () => {
  const { mci, person, first, second } = await replacedBySame();
  await accept(mci, second.file);
  expectValue(await mci.door.undo(null));
  expect(await registered(mci, second.statementHash)).toMatchObject({ state: "taken-back" });
  expect(await registered(mci, first.statementHash)).toMatchObject({ state: "superseded", notices: [{ decision: null }] });
  // The first brought it: it is in the case all the same.
  expect(mci.entities.get(person)?.title).toBe("Galymzhan Utebayev");
  expect((await look(mci, second.file)).isReceived).toBe(false);
  expectValue(await mci.door.redo(null));
  expect((await look(mci, second.file)).isReceived).toBe(true);
  expectValue(await mci.door.undo(null));
  await accept(mci, second.file);
  expect(await registered(mci, second.statementHash)).toMatchObject({ state: "accepted" });
  expect((await registered(mci, first.statementHash)).notices).toHaveLength(1);
  const entries = expectValue(await mci.door.audit(null));
  expect(entries.flatMap(({ notes }) => notes).filter((note) => note === "supersede-got")).toHaveLength(1);
});

test("of a bundle accepted before, a recall that it carries and we never kept is still to be taken", async () => {
  const { clock, afm, mci } = await createNotedCase("afm", "mci");
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  clock.advance(1000);
  expectValue(await afm.door.recallBundle({ statementHash: first.statementHash, why }));
  const second = await seal(afm, [mci]);
  expect(await look(mci, second.file)).toMatchObject({ newClaims: 0, isReceived: false, notes: [{ notice: { kind: "recall" } }] });
  await accept(mci, second.file);
  expect(await registered(mci, first.statementHash)).toMatchObject({ state: "recalled", notices: [{ decision: null }] });
  expect(await look(mci, second.file)).toMatchObject({ isReceived: true });
});

test("a bundle of our own words alone is accepted, and is not called taken back", async () => {
  const { clock, afm, mci, caseId } = await createNotedCase("afm", "mci");
  await accept(mci, (await seal(afm, [mci])).file);
  expectValue(await mci.door.openCase({ caseId }));
  clock.advance(1000);
  const back = await seal(mci, [afm]);
  const review = await look(afm, back.file);
  expect(review).toMatchObject({ newClaims: 0, newCommits: 0, isReceived: false });
  expectValue(await afm.door.acceptBundle({ token: review.token }));
  for (const agency of [afm, await later(afm)]) expect(await registered(agency, back.statementHash)).toMatchObject({ state: "accepted" });
  expect((await look(afm, back.file)).isReceived).toBe(true);
});

/** What the sender said under a key that was stolen, as the partner has it once new keys were compared. */
async function stolenAfterRecall() {
  const noted = await createNotedCase("afm", "mci");
  const { clock, afm, mci, caseId } = noted;
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  const second = await seal(afm, [mci]);
  clock.advance(86_400_000);
  const from = clock.now();
  const early = expectValue(await afm.door.recallBundle({ statementHash: first.statementHash, why }));
  const revoke = async (): Promise<void> => {
    const proof = { kind: "passphrase", text: afm.passphrase } as const;
    const { bytes } = expectValue(await afm.door.revokeKey({ author: afm.me.author, reason: "stolen", from, proof }));
    expectValue(await mci.door.takeKeyNotice({ bytes }));
  };
  const renew = async (): Promise<void> => {
    const proof = { kind: "passphrase", text: afm.passphrase } as const;
    await afm.door.closeCase(null);
    clock.advance(1000);
    expectValue(await afm.door.makeNewKeys({ proof, reason: "planned" }));
    const { me, identityText } = expectValue(await afm.door.ownKeys(null));
    const bytes = new TextEncoder().encode(identityText);
    expectValue(await mci.door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
    expectValue(await afm.door.openCase({ caseId }));
  };
  return { ...noted, first, second, early, revoke, renew };
}

test("with a key of ours that is revoked nothing is recalled or replaced; what it recalled is told as untold, and said again with the new key", async () => {
  const { afm, mci, first, second, early, revoke, renew } = await stolenAfterRecall();
  const recall = () => afm.door.recallBundle({ statementHash: first.statementHash, why });
  expect(await recall()).toMatchObject({ error: { kind: "already-said" } });
  expect(await registered(afm, first.statementHash)).toMatchObject({ state: "recalled", notices: [{ isUnderRevoked: false }] });
  await revoke();
  expect(await recall()).toMatchObject({ error: { kind: "own-key-revoked" } });
  const replaced = await afm.door.supersedeBundle({ statementHash: first.statementHash, by: second.statementHash, why });
  expect(replaced).toMatchObject({ error: { kind: "own-key-revoked" } });
  expect(await mci.door.takeNote({ bytes: early.file.bytes })).toMatchObject({ error: { kind: "revoked-key" } });
  expect(await registered(afm, first.statementHash)).toMatchObject({ state: "handed-over", notices: [{ isUnderRevoked: true }] });
  expect(expectValue(await afm.door.noticesFor({ author: mci.me.author })).filter(({ name }) => name.endsWith(".dalel-notice"))).toEqual([]);
  await renew();
  const again = expectValue(await recall());
  expect(await recall()).toMatchObject({ error: { kind: "already-said" } });
  expect(expectValue(await mci.door.takeNote({ bytes: again.file.bytes }))).toMatchObject({ isBundleHere: true, isKnown: false });
  expect(await registered(mci, first.statementHash)).toMatchObject({ state: "recalled", notices: [{ hash: again.hash, decision: null }] });
  const told = (await registered(afm, first.statementHash)).notices.map(({ hash, isUnderRevoked }) => [hash === again.hash, isUnderRevoked]);
  expect(told).toEqual(
    expect.arrayContaining([
      [true, false],
      [false, true],
    ]),
  );
  expect((await registered(afm, first.statementHash)).state).toBe("recalled");
  expectValue(await mci.door.decideNotice({ notice: again.hash, decision: "kept", why: "" }));
  const answer = expectValue(await mci.door.makeReceipt({ statementHash: first.statementHash, deed: "answer", notice: again.hash }));
  expect(expectValue(await afm.door.takeNote({ bytes: answer.file.bytes }))).toMatchObject({ receipt: { answers: again.hash } });
});

test("for a revoked key speaks the same officer under a key that was compared anew, and nobody else of the agency", async () => {
  const { mci, early, revoke } = await stolenAfterRecall();
  const notice = expectValue(await readBundleNotice(early.file.bytes));
  const said = async (officer: string) => {
    const { identity, identityFile, signer } = await createCorrespondent(notice.agency, officer);
    const typedGroup = identity.fingerprint.slice(-5);
    const admitted = await mci.door.admitPartner({ bytes: identityFile, typedGroup, verified: "phone", ceiling: "red" });
    const taken = await mci.door.takeNote({ bytes: await forgedNotice(notice, signer, { officer }) });
    return [admitted.ok || admitted.error.kind, taken.ok ? taken.value.kind : taken.error.kind];
  };
  expect(await said("Another officer")).toEqual([true, "not-the-sender"]);
  // While the sender's key counts there is no other of theirs.
  expect(await said(notice.officer)).toEqual(["other-key-known", "not-the-sender"]);
  await revoke();
  expect(await said("Another officer")).toEqual([true, "not-the-sender"]);
  expect(await said(notice.officer)).toEqual([true, "notice"]);
});
