import { expect, test } from "vitest";
import type { NamedBytes } from "../../../shared/case/answer.ts";
import { fileEndings, fileKindOf } from "../../../shared/kernel/file-endings.ts";
import { type Agency, expectValue } from "../../kit/agency.ts";
import { accept, createNotedCase, seal } from "../../kit/noted-case.ts";
import { sayText } from "../../kit/shared-case.ts";

const filesFor = async ({ door }: Agency, { me }: Agency): Promise<readonly NamedBytes[]> =>
  expectValue(await door.noticesFor({ author: me.author }));
const kinds = (files: readonly NamedBytes[]) => files.map(({ name }) => fileKindOf(name));

/** Reads a file as a window does: by its ending. */
async function take({ door }: Agency, { name, bytes }: NamedBytes): Promise<string> {
  if (name.endsWith(fileEndings.keyNotice)) return expectValue(await door.takeKeyNotice({ bytes })).outcome;
  const taken = expectValue(await door.takeNote({ bytes }));
  return `${taken.kind} ${taken.kind === "notice" ? taken.notice.kind : ""}`;
}

test("recall, replacement, change of keys and revocation are handed over without a bundle, each as a file its receiver opens, and to nobody they do not concern", async () => {
  const { clock, afm, mci, knb, person } = await createNotedCase("afm", "mci", "knb");
  expect(await filesFor(afm, mci)).toEqual([]);
  const first = await seal(afm, [mci]);
  await accept(mci, first.file);
  clock.advance(1000);
  await sayText(afm.door, person, "alias", "Gali");
  const second = await seal(afm, [mci]);
  await accept(mci, second.file);
  const why = "The wrong person was named";
  const { hash } = expectValue(await afm.door.recallBundle({ statementHash: second.statementHash, why }));
  expectValue(await afm.door.supersedeBundle({ statementHash: first.statementHash, by: second.statementHash, why }));
  expect([kinds(await filesFor(afm, mci)), await filesFor(afm, knb)]).toEqual([["bundleNotice", "bundleNotice"], []]);

  // There is nothing new to share, and yet all of it arrives.
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [mci.me.author],
    marking: "green",
    legalBasis: "",
    purpose: "p",
    retainUntil: "",
  } as const;
  expect(expectValue(await afm.door.previewShare({ ...plan, isOnlyNew: true })).blocked.map(({ kind }) => kind)).toContain("nothing-new");
  const handed = await filesFor(afm, mci);
  expect((await Promise.all(handed.map((file) => take(mci, file)))).sort()).toEqual(["notice recall", "notice supersede"]);
  for (const { name } of handed) expect(name).not.toMatch(/Umit|2026-0417|afm|mci/);

  // What was answered is due no more.
  expectValue(await mci.door.decideNotice({ notice: hash, decision: "kept", why: "" }));
  const answer = expectValue(await mci.door.makeReceipt({ statementHash: second.statementHash, deed: "answer", notice: hash }));
  expectValue(await afm.door.takeNote({ bytes: answer.file.bytes }));
  expect(kinds(await filesFor(afm, mci))).toEqual(["bundleNotice"]);

  // Keys concern everybody, whatever they were given.
  const proof = { kind: "passphrase", text: afm.passphrase } as const;
  expectValue(await afm.door.closeCase(null));
  expectValue(await afm.door.makeNewKeys({ proof, reason: "planned" }));
  const { me } = expectValue(await afm.door.ownKeys(null));
  expectValue(await afm.door.revokeKey({ author: me.author, reason: "lost", from: clock.now(), proof }));
  const forKnb = await filesFor(afm, knb);
  expect([kinds(forKnb), kinds(await filesFor(afm, mci))]).toEqual([
    ["keyNotice", "keyNotice"],
    ["keyNotice", "keyNotice", "bundleNotice"],
  ]);
  const outcomes: string[] = [];
  for (const file of forKnb) outcomes.push(await take(knb, file));
  expect(outcomes).toEqual(["key-announced", "revoked"]);
  expect(await afm.door.noticesFor({ author: afm.me.author })).toMatchObject({ error: { kind: "unknown-partner" } });
});

test("the last exchange each way is told by number and time, over a change of keys, and not of what never left", async () => {
  const { clock, afm, mci, person, caseId } = await createNotedCase("afm", "mci");
  const last = async (at: Agency, of: Agency) => {
    const partner = expectValue(await at.door.listPartners(null)).find(({ author }) => author === of.me.author) ?? expect.fail("known");
    return [partner.lastSent, partner.lastReceived].map((each) => each && [each.sequence, each.at, each.caseId]);
  };
  expect(await last(afm, mci)).toEqual([null, null]);
  const [firstAt, { file }] = [clock.now(), await seal(afm, [mci])];
  await accept(mci, file);
  expect([await last(afm, mci), await last(mci, afm)]).toEqual([
    [[1, firstAt, caseId], null],
    [null, [1, firstAt, caseId]],
  ]);
  clock.advance(60_000);
  await sayText(afm.door, person, "alias", "Gali");
  const unsent = await seal(afm, [mci]);
  expect((await last(afm, mci))[0]).toEqual([2, clock.now(), caseId]);
  expectValue(await afm.door.settleShares({ statementHashes: [unsent.statementHash], wereHandedOver: false }));
  expect((await last(afm, mci))[0]).toEqual([1, firstAt, caseId]);
  expectValue(await mci.door.closeCase(null));
  const { notice } = expectValue(await mci.door.makeNewKeys({ proof: { kind: "passphrase", text: mci.passphrase }, reason: "planned" }));
  expectValue(await afm.door.takeKeyNotice({ bytes: notice?.bytes ?? expect.fail() }));
  const next = expectValue(await afm.door.acceptKeyChange({ author: mci.me.author }));
  // Numbers begin anew with other keys: of a former one it is said.
  expect([next.lastSent?.sequence, next.lastSent?.isFormerKey]).toEqual([1, true]);
  const former = expectValue(await afm.door.listPartners(null)).find(({ author }) => author === mci.me.author);
  expect(former?.lastSent?.isFormerKey).toBe(false);
});
