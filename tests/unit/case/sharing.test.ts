import { beforeEach, describe, expect, test } from "vitest";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { CaseDoor } from "../../../shared/case/door.ts";
import type { AuthorId, CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { addPerson, befriend, sayText, wholeCase } from "../../kit/shared-case.ts";

let afm: Agency;
let mci: Agency;
let knb: Agency;
let caseId: CaseId;
let person: EntityId;

beforeEach(async () => {
  [afm, mci, knb] = [await createAgency("afm"), await createAgency("mci"), await createAgency("knb")];
  for (const guest of [mci, knb]) await befriend(afm, guest);
  caseId = expectValue(await afm.door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  person = await addPerson(afm.door, "Galymzhan Utebayev");
});

const both = (): readonly AuthorId[] => [mci.me.author, knb.me.author];
const shareAll = async (changes: Partial<SharePlan> = {}) => expectValue(await afm.door.shareAll({ ...wholeCase, to: both(), ...changes }));
const intents = async (door: CaseDoor = afm.door) => expectValue(await door.audit(null)).map(({ intent }) => intent);
const accept = async (agency: Agency, file: Blob) => {
  const review = expectValue(await agency.door.openBundle({ file }));
  expectValue(await agency.door.acceptBundle({ token: review.token }));
  return review;
};
const isOf = (agency: Agency) => (receipt: { readonly to: readonly AuthorId[] }) => receipt.to.includes(agency.me.author);

test("what stays is counted alike in preview, weight, receipt and register, also a thing that stays whole; the statement tells of the records that leave", async () => {
  await addPerson(afm.door, "Aigerim Sadykova");
  const plan = { ...wholeCase, to: [mci.me.author], redact: [{ by: "entity", entity: person }] } as const;
  const preview = expectValue(await afm.door.previewShare(plan));
  const [weight] = expectValue(await afm.door.weighShare(plan));
  const receipt = expectValue(await afm.door.share(plan));
  const entry = expectValue(await afm.door.bundleRegister(null)).entries.find(({ statementHash }) => statementHash === receipt.statementHash);
  const staying = preview.entities.find(({ entity }) => entity === person)?.claims.length ?? 0;
  expect(staying).toBeGreaterThan(0);
  expect([preview.keptBack, weight?.keptBack, receipt.keptBack, entry?.details?.keptBack]).toEqual([staying, staying, staying, staying]);
  const told = (await accept(mci, receipt.file)).withheldClaims;
  expect([preview.withheldClaims, weight?.withheld, receipt.withheld, entry?.details?.withheld]).toEqual([told, told, told, told]);
  expect(told).toBeLessThan(staying);
});

test("what stays and what leaves is what the rows show: our books of exchanges are no part of it, withdrawals are counted apart", async () => {
  await sayText(afm.door, person, "alias", "Taken back");
  const first = await shareAll({ to: [mci.me.author] });
  await accept(mci, first[0]?.file ?? expect.fail());
  await sayText(mci.door, person, "alias", "By mci");
  const back = expectValue(await mci.door.share({ ...wholeCase, to: [afm.me.author] }));
  await accept(afm, back.file);
  const alias = afm.entities.get(person)?.facts["alias"]?.find(({ agency }) => agency === "afm")?.claim ?? expect.fail();
  expectValue(await afm.door.retract({ claims: [alias], why: "A slip" }));
  await sayText(afm.door, person, "alias", "Undone");
  expectValue(await afm.door.undo(null));
  const hidden = await addPerson(afm.door, "Aigerim Sadykova");
  const plan = { ...wholeCase, to: [mci.me.author], redact: [{ by: "entity", entity: hidden }] } as const;
  const preview = expectValue(await afm.door.previewShare(plan));
  const claims = preview.entities.flatMap((row) => row.claims);
  const stays = claims.filter(({ leaves, reason }) => !leaves && reason !== "already-given").length;
  expect([preview.withdrawals, preview.keptBack, preview.disclosedClaims - preview.withdrawals]).toEqual([
    1,
    stays,
    claims.filter(({ leaves }) => leaves).length,
  ]);
  const [weight] = expectValue(await afm.door.weighShare(plan));
  const receipt = expectValue(await afm.door.share(plan));
  const entry = expectValue(await afm.door.bundleRegister(null)).entries.find(({ statementHash }) => statementHash === receipt.statementHash);
  for (const said of [weight, receipt, entry?.details])
    expect(said).toMatchObject({ withdrawals: 1, keptBack: stays, disclosed: preview.disclosedClaims });
  // Nothing is withheld and no row stays: handing over and taking in changed nothing of that.
  expect(expectValue(await mci.door.previewShare({ ...wholeCase, to: [afm.me.author] })).keptBack).toBe(0);
});

describe("several recipients", () => {
  test("get a file each, which names and opens for nobody else", async () => {
    const receipts = await shareAll();
    expect(receipts.map(({ to }) => to).sort()).toEqual(
      both()
        .map((author) => [author])
        .sort(),
    );
    expect(await intents()).toEqual(expect.arrayContaining(["share", "share"]));
    const forMci = receipts.find(isOf(mci));
    const review = await accept(mci, forMci?.file ?? new Blob());
    expect(review.report.find(({ check }) => check === "addressed")).toMatchObject({ outcome: "to-us" });
    expect(await knb.door.openBundle({ file: forMci?.file ?? new Blob() })).toMatchObject({ ok: false, error: { kind: "not-for-us" } });
    expect(mci.entities.get(person)?.title).toBe("Galymzhan Utebayev");
  });

  test("get one file that names both when they are to be together", async () => {
    const [receipt, ...more] = await shareAll({ isTogether: true });
    expect(more).toEqual([]);
    for (const agency of [mci, knb]) {
      const { report } = await accept(agency, receipt?.file ?? new Blob());
      expect(report.find(({ check }) => check === "addressed")).toMatchObject({ outcome: "to-us-and-others" });
    }
  });

  test("all get theirs or nobody does: one who may not have it stops the others, and nothing is recorded", async () => {
    const { bytes } = expectValue(await knb.door.identityFile(null));
    expectValue(await afm.door.admitPartner({ bytes, typedGroup: knb.me.fingerprint.slice(-5), verified: "phone", ceiling: "clear" }));
    const before = await intents();
    expect(await afm.door.shareAll({ ...wholeCase, to: both() })).toMatchObject({ ok: false, error: { kind: "above-ceiling" } });
    expect(await intents()).toEqual(before);
    expect(expectValue(await afm.door.unsettledShares(null))).toEqual([]);
    const weights = expectValue(await afm.door.weighShare({ ...wholeCase, to: both() }));
    expect(weights.filter(({ blocked }) => blocked.length > 0).map(({ to }) => to)).toEqual([[knb.me.author]]);
  });

  test("nobody to receive makes no file and no record", async () => {
    const before = await intents();
    for (const isTogether of [false, true])
      expect(await afm.door.shareAll({ ...wholeCase, to: [], isTogether })).toMatchObject({ ok: false, error: { kind: "no-recipient" } });
    expect(await intents()).toEqual(before);
  });

  test("a disk that stops at any write leaves nothing that counts as given: what stands recorded is asked for, and taken back", async () => {
    const seen = { failed: 0, asked: 0 };
    const clock = createFixedClock();
    let { door } = afm;
    for (let writes = 0; ; writes++) {
      afm.store.writesLeft = writes;
      const tried = await door.shareAll({ ...wholeCase, to: both() });
      afm.store.writesLeft = Number.POSITIVE_INFINITY;
      if (tried.ok) break;
      seen.failed += 1;
      expect(tried).toMatchObject({ ok: false, error: { kind: "disk-full" } });
      clock.advance(60_000);
      const later = openCounter(afm.store, `after ${writes}`, { clock });
      expectValue(await later.door.unlock({ kind: "passphrase", text: afm.passphrase }));
      expectValue(await later.door.openCase({ caseId }));
      const open = expectValue(await later.door.unsettledShares(null));
      seen.asked += open.length;
      expectValue(await later.door.settleShares({ statementHashes: open.map(({ statementHash }) => statementHash), wereHandedOver: false }));
      const all = await intents(later.door);
      expect(all.filter((intent) => intent === "undo")).toHaveLength(all.filter((intent) => intent === "share").length);
      const receipts = expectValue(await later.door.shareAll({ ...wholeCase, to: both(), isOnlyNew: true }));
      expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 1]);
      expectValue(await later.door.settleShares({ statementHashes: receipts.map(({ statementHash }) => statementHash), wereHandedOver: false }));
      door = later.door;
    }
    expect(seen.failed).toBeGreaterThan(6);
    expect(seen.asked).toBeGreaterThan(2);
  });
});

test("what was only noted counts as given to nobody; what was recorded does until it is said: wherever the machine stopped", async () => {
  const seen = { unrecorded: 0, recorded: 0 };
  for (let writes = 0; ; writes++) {
    const before = (await intents()).filter((intent) => intent === "share").length;
    afm.store.writesLeft = writes;
    const tried = await afm.door.shareAll({ ...wholeCase, to: [mci.me.author] });
    afm.store.writesLeft = Number.POSITIVE_INFINITY;
    const { door } = openCounter(afm.store, `stopped at ${writes}`);
    expectValue(await door.unlock({ kind: "passphrase", text: afm.passphrase }));
    expectValue(await door.openCase({ caseId }));
    afm = { ...afm, door };
    const [all] = expectValue(await door.weighShare({ ...wholeCase, to: [mci.me.author] }));
    const [fresh] = expectValue(await door.weighShare({ ...wholeCase, to: [mci.me.author], isOnlyNew: true }));
    const open = expectValue(await door.unsettledShares(null));
    const isRecorded = (await intents()).filter((intent) => intent === "share").length > before;
    // Not recorded: no byte was made, and it must all be new. Recorded: it may lie with its recipient, is not sent again unasked, and is asked for.
    expect({ writes, fresh: fresh?.disclosed, asked: open.length }).toEqual({
      writes,
      fresh: isRecorded ? 0 : all?.disclosed,
      asked: isRecorded ? 1 : 0,
    });
    seen[isRecorded ? "recorded" : "unrecorded"] += 1;
    expectValue(await door.settleShares({ statementHashes: open.map(({ statementHash }) => statementHash), wereHandedOver: false }));
    if (tried.ok) break;
  }
  expect(seen.unrecorded).toBeGreaterThan(1);
  expect(seen.recorded).toBeGreaterThan(1);
});

describe("a file that was never kept", () => {
  test("is said in the log not to have been handed over; its number is free, its claims are new, and undo leaves it alone", async () => {
    const [first] = await shareAll({ to: [mci.me.author] });
    expect(first?.sequence).toBe(1);
    expect(expectValue(await afm.door.unsettledShares(null))).toMatchObject([{ statementHash: first?.statementHash, sequence: 1 }]);
    const settle = () => afm.door.settleShares({ statementHashes: [first?.statementHash ?? ""], wereHandedOver: false });
    expectValue(await settle());
    expectValue(await settle());
    expect((await intents()).filter((intent) => intent === "undo")).toHaveLength(1);
    expect(expectValue(await afm.door.unsettledShares(null))).toEqual([]);
    expectValue(await afm.door.undo(null));
    expect(afm.entities.has(person)).toBe(false);
    expectValue(await afm.door.redo(null));
    const [second] = await shareAll({ to: [mci.me.author], isOnlyNew: true });
    expect(second).toMatchObject({ sequence: 1 });
    expect(second?.disclosed).toBeGreaterThan(first?.disclosed ?? 0);
    const review = await accept(mci, second?.file ?? new Blob());
    expect(review.report.find(({ check }) => check === "sequence")).toMatchObject({ outcome: "first" });
  });

  test("is asked for when the machine stopped before anybody said, and either answer holds", async () => {
    const [first] = await shareAll({ to: [mci.me.author] });
    const later = openCounter(afm.store, "after the crash");
    expectValue(await later.door.unlock({ kind: "passphrase", text: afm.passphrase }));
    expectValue(await later.door.openCase({ caseId }));
    const [open] = expectValue(await later.door.unsettledShares(null));
    expect(open).toMatchObject({ statementHash: first?.statementHash, to: [mci.me.author], sequence: 1, claims: first?.disclosed });
    expectValue(await later.door.settleShares({ statementHashes: [first?.statementHash ?? ""], wereHandedOver: true }));
    expect(expectValue(await later.door.unsettledShares(null))).toEqual([]);
    expect(await later.door.shareAll({ ...wholeCase, to: [mci.me.author], isOnlyNew: true })).toMatchObject({ ok: false });
    expect(await later.door.settleShares({ statementHashes: ["0".repeat(64)], wereHandedOver: false })).toMatchObject({
      ok: false,
      error: { kind: "missing" },
    });
  });

  test("of two, one may be kept and the other not", async () => {
    const receipts = await shareAll();
    const [forMci, forKnb] = [receipts.find(isOf(mci)), receipts.find(isOf(knb))];
    expectValue(await afm.door.settleShares({ statementHashes: [forMci?.statementHash ?? ""], wereHandedOver: true }));
    expectValue(await afm.door.settleShares({ statementHashes: [forKnb?.statementHash ?? ""], wereHandedOver: false }));
    const weights = expectValue(await afm.door.weighShare({ ...wholeCase, to: both(), isOnlyNew: true }));
    const newTo = (author: AuthorId) => weights.find(({ to }) => to.includes(author))?.disclosed;
    expect(newTo(mci.me.author)).toBe(0);
    expect(newTo(knb.me.author)).toBe(forKnb?.disclosed);
  });
});

describe("only what is new", () => {
  test("brings the partner to the same case as all at once", async () => {
    const [first] = await shareAll({ to: [mci.me.author] });
    await accept(mci, first?.file ?? new Blob());
    await sayText(afm.door, person, "alias", "Galym");
    const [second] = await shareAll({ to: [mci.me.author], isOnlyNew: true });
    expect(second?.disclosed).toBe(1);
    await accept(mci, second?.file ?? new Blob());
    expect(mci.entities.get(person)?.facts["alias"]?.map(({ value }) => value)).toEqual([{ kind: "text", text: "Galym" }]);
    expect(mci.entities.get(person)?.title).toBe("Galymzhan Utebayev");
  });
});

test("a rule about a merged thing keeps all of it, and the preview counts by rule and by reason", async () => {
  const other = await addPerson(afm.door, "G. Utebayev");
  expectValue(await afm.door.merge({ keep: person, others: [other], why: "same", grade: "B2", handling: "green" }));
  const merged = [...afm.entities.values()].find(({ members }) => members.length > 0);
  const preview = expectValue(
    await afm.door.previewShare({ ...wholeCase, to: [mci.me.author], redact: [{ by: "entity", entity: merged?.id ?? person }] }),
  );
  const row = preview.entities.find(({ entity }) => entity === merged?.id);
  expect(row?.theirTitle).toBeNull();
  expect(row?.claims.every(({ leaves }) => !leaves)).toBe(true);
  expect(preview.ruleCounts[0]).toBeGreaterThan(0);
  expect(preview.stays["by-rule"]).toBeGreaterThan(3);
});

describe("what was withheld from a recipient", () => {
  const claimsOf = (property: string) => afm.entities.get(person)?.facts[property]?.map(({ claim }) => claim) ?? [];
  const settle = async (hashes: readonly (string | undefined)[], wereHandedOver: boolean, door = afm.door) =>
    expectValue(await door.settleShares({ statementHashes: hashes.map((hash) => hash ?? ""), wereHandedOver }));
  const previewFor = async (agency: Agency, changes: Partial<SharePlan> = {}, door = afm.door) =>
    expectValue(await door.previewShare({ ...wholeCase, to: [agency.me.author], ...changes }));

  test.each([true, false])("stays in every later share to them, and to nobody else (only new: %s)", async (isOnlyNew) => {
    await sayText(afm.door, person, "alias", "The source");
    const alias = claimsOf("alias");
    const [first] = await shareAll({ to: [mci.me.author], withhold: alias });
    for (const isSettled of [false, true]) {
      if (isSettled) await settle([first?.statementHash], true);
      const later = await previewFor(mci, { isOnlyNew });
      expect(later.withheldBefore).toEqual(alias);
      expect(later.stays["withheld-before"]).toBe(1);
      expect(later.warnings).toContainEqual({ kind: "withheld-before", count: 1 });
      expect(later.warned["withheld-before"]).toEqual([person]);
    }
    const reopened = openCounter(afm.store, "another day");
    expectValue(await reopened.door.unlock({ kind: "passphrase", text: afm.passphrase }));
    expectValue(await reopened.door.openCase({ caseId }));
    expect((await previewFor(mci, { isOnlyNew }, reopened.door)).withheldBefore).toEqual(alias);
    expect((await previewFor(knb, { isOnlyNew })).withheldBefore).toEqual([]);
    expect((await previewFor(mci, { isOnlyNew, to: both(), isTogether: true })).withheldBefore).toEqual(alias);
  });

  test("by a rule stays without the rule; let go by name it leaves, is warned of, and is withheld no more", async () => {
    await sayText(afm.door, person, "alias", "The source");
    const redact = [{ by: "property", type: "", property: "alias" }] as const;
    const [first] = await shareAll({ to: [mci.me.author], redact });
    await settle([first?.statementHash], true);
    expect(await afm.door.shareAll({ ...wholeCase, to: [mci.me.author], isOnlyNew: true })).toMatchObject({ error: { kind: "nothing-to-share" } });
    const letGo = await previewFor(mci, { keep: claimsOf("alias") });
    expect(letGo.warnings).toContainEqual({ kind: "let-go", count: 1 });
    const [second] = await shareAll({ to: [mci.me.author], keep: claimsOf("alias"), isOnlyNew: true });
    expect((await previewFor(mci)).withheldBefore).toEqual([]);
    await settle([second?.statementHash], false);
    expect((await previewFor(mci)).withheldBefore).toEqual(claimsOf("alias"));
    const [third] = await shareAll({ to: [mci.me.author], keep: claimsOf("alias"), isOnlyNew: true });
    await settle([third?.statementHash], true);
    await settle([third?.statementHash], true);
    expect((await previewFor(mci)).withheldBefore).toEqual([]);
  });

  test("is not held by a share that never left; what is said in its place since is", async () => {
    await sayText(afm.door, person, "alias", "The sorce");
    const [first] = await shareAll({ to: [mci.me.author], withhold: claimsOf("alias") });
    await settle([first?.statementHash], false);
    expect((await previewFor(mci)).withheldBefore).toEqual([]);
    const [second] = await shareAll({ to: [mci.me.author], withhold: claimsOf("alias") });
    await settle([second?.statementHash], true);
    const [before] = claimsOf("alias");
    const corrected = { entity: person, property: "alias", value: { kind: "text", text: "The source" }, replaces: before ?? null } as const;
    expectValue(await afm.door.setValue({ ...corrected, grade: "B2", handling: "green", source: null }));
    expect(claimsOf("alias")).not.toContain(before);
    expect((await previewFor(mci, { isOnlyNew: true })).withheldBefore).toEqual(claimsOf("alias"));
  });

  test("counts for nothing when the disk stopped before the share stood, and is held once it stands", async () => {
    await sayText(afm.door, person, "alias", "The source");
    const alias = claimsOf("alias");
    let failed = 0;
    for (let writes = 0; ; writes++) {
      afm.store.writesLeft = writes;
      const tried = await afm.door.shareAll({ ...wholeCase, to: [mci.me.author], withhold: alias });
      afm.store.writesLeft = Number.POSITIVE_INFINITY;
      const later = openCounter(afm.store, `after ${writes}`);
      expectValue(await later.door.unlock({ kind: "passphrase", text: afm.passphrase }));
      expectValue(await later.door.openCase({ caseId }));
      const open = expectValue(await later.door.unsettledShares(null));
      const { withheldBefore } = await previewFor(mci, {}, later.door);
      expect(withheldBefore).toEqual(open.length > 0 ? alias : []);
      if (tried.ok) break;
      failed += 1;
      await settle(
        open.map(({ statementHash }) => statementHash),
        false,
        later.door,
      );
      expect((await previewFor(mci, {}, later.door)).withheldBefore).toEqual([]);
      afm = { ...afm, door: later.door };
    }
    expect(failed).toBeGreaterThan(3);
  });

  test("is destroyed with its case, whether its share was settled or not", async () => {
    // All there is else of a share stands before.
    const whole = await shareAll();
    const hashes = whole.map(({ statementHash }) => statementHash);
    await settle(hashes, true);
    await sayText(afm.door, person, "alias", "The source");
    const before = new Set(afm.store.slots.keys());
    const slots = (): readonly string[] => [...afm.store.slots.keys()].filter((name) => !before.has(name));
    const receipts = await shareAll({ withhold: claimsOf("alias") });
    await settle([receipts[0]?.statementHash], true);
    const added = slots();
    expect(added.length).toBeGreaterThan(2);
    await afm.door.closeCase(null);
    expectValue(await afm.door.deleteCase({ caseId, typed: "2026-0417", keepsName: false }));
    expect(added.filter((name) => afm.store.slots.has(name))).toEqual([]);
  });
});
