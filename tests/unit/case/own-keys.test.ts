import { expect, test } from "vitest";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { copyStore } from "../../kit/flip-bits.ts";
import { createFixedClock, instant } from "../../kit/fixed-clock.ts";

const admit = async (at: Pick<Agency, "door">, who: Agency | { door: Agency["door"]; me: Identity }, extra: object = {}) => {
  const { bytes } = expectValue(await who.door.identityFile(null));
  const me = expectValue(await at.door.inspectIdentity({ bytes }));
  return at.door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "in-person", ceiling: "amber", ...extra });
};
const friends = async (clock = createFixedClock()) => {
  const [afm, mci] = [await createAgency("afm", "afm", { clock }), await createAgency("mci", "mci", { clock })];
  expectValue(await admit(afm, mci));
  expectValue(await admit(mci, afm));
  const caseId = expectValue(await afm.door.createCase({ number: "17", title: "Pyramid", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
  await addExchange(afm, "SwapHub OTC");
  return { afm, mci, caseId };
};
const addExchange = async ({ door }: Pick<Agency, "door">, name: string) =>
  expectValue(
    await door.addEntity({
      type: "exchange",
      values: [{ property: "name", value: { kind: "text", text: name } }],
      grade: "B2",
      handling: "amber",
      source: null,
    }),
  );
const share = ({ door }: Pick<Agency, "door">, to: Identity) =>
  door.share({ entities: null, withhold: [], files: [], to: [to.author], marking: "amber", legalBasis: "", purpose: "Inquiry", retainUntil: "" });
/** The beginning of the day on which the keys of these tests are made. */
const madeOn = instant(Date.UTC(2026, 2, 2));
const secretOf = ({ passphrase }: Agency) => ({ kind: "passphrase", text: passphrase }) as const;
const senderLine = (review: { report: readonly { check: string; verdict: string; outcome: string }[] }, check = "sender") =>
  review.report.filter((line) => line.check === check).map(({ verdict, outcome }) => `${verdict} ${outcome}`)[0];
const review = async ({ door }: Pick<Agency, "door">, file: Blob) => expectValue(await door.openBundle({ file }));

async function renewKeys(agency: Agency) {
  return expectValue(await agency.door.makeNewKeys({ proof: secretOf(agency), reason: "planned" }));
}
const reopen = async (agency: Pick<Agency, "door">, caseId: CaseId) => expectValue(await agency.door.openCase({ caseId }));

test("new keys are made only without an open case and with the right passphrase; a wrong one changes nothing", async () => {
  const { afm } = await friends();
  expect(await afm.door.makeNewKeys({ proof: secretOf(afm), reason: "planned" })).toEqual({ ok: false, error: { kind: "case-is-open" } });
  expectValue(await afm.door.closeCase(null));
  const before = copyStore(afm.store);
  const wrong = await afm.door.makeNewKeys({ proof: { kind: "passphrase", text: "not the passphrase" }, reason: "planned" });
  expect(wrong).toMatchObject({ error: { kind: "wrong-secret-or-damaged" } });
  expect([...afm.store.slots.keys()].sort()).toEqual([...before.slots.keys()].sort());
  expect(expectValue(await afm.door.ownKeys(null))).toMatchObject({ me: afm.me, earlier: [], revoked: null });
});

test("the old key announces the new; partners go on after accepting; what was sealed to the old opens; our own words stay ours", async () => {
  const { afm, mci, caseId } = await friends();
  const beforeChange = expectValue(await share(afm, mci.me)).file;
  expectValue(await mci.door.acceptBundle({ token: (await review(mci, beforeChange)).token }));
  // A second bundle of the old key that is still on its way, and one to the old key.
  await addExchange(afm, "On its way");
  const onItsWay = expectValue(await share(afm, mci.me)).file;
  expectValue(await mci.door.openCase({ caseId }));
  await addExchange(mci, "Said by mci");
  const toOldKey = expectValue(await share(mci, afm.me)).file;
  expectValue(await afm.door.closeCase(null));
  const { me, notice } = await renewKeys(afm);
  expect([me.author === afm.me.author, me.officer, me.fingerprint === afm.me.fingerprint]).toEqual([false, afm.me.officer, false]);
  expect(expectValue(await afm.door.ownKeys(null)).earlier).toEqual([afm.me.author]);

  // The partner hears of it: until it is accepted a bundle of the new key may only be looked at.
  const effect = expectValue(await mci.door.takeKeyNotice({ bytes: notice?.bytes ?? expect.fail() }));
  expect(effect).toMatchObject({
    outcome: "key-announced",
    partner: { author: afm.me.author, replaced: { by: { author: me.author }, isAccepted: false } },
  });
  await reopen(afm, caseId);
  await addExchange(afm, "After the change");
  const newRow = expectValue(await share(afm, mci.me));
  // Rows are counted by the key that signs: no number of the old one is missed.
  expect(newRow.sequence).toBe(1);
  const ofNewKey = newRow.file;
  const unknown = await review(mci, ofNewKey);
  expect([senderLine(unknown), unknown.canMerge]).toEqual(["warn unknown", false]);
  expect(expectValue(await mci.door.acceptKeyChange({ author: afm.me.author }))).toMatchObject({
    author: me.author,
    verified: "key-change",
    verifiedBy: "Officer of mci",
    ceiling: "amber",
    standing: "active",
  });
  const [old] = expectValue(await mci.door.listPartners(null));
  expect(old).toMatchObject({ author: afm.me.author, standing: "replaced" });
  expect(await mci.door.acceptKeyChange({ author: afm.me.author })).toMatchObject({ error: { kind: "no-key-change" } });

  // The old key's bundles: before the change they hold and say so; the new key's are known. Nobody seals to the old key any more.
  const late = await review(mci, onItsWay);
  expect([senderLine(late), late.canMerge]).toEqual(["fail replaced", false]);
  const fresh = await review(mci, ofNewKey);
  expect([senderLine(fresh), fresh.canMerge]).toEqual(["warn key-change", true]);
  expectValue(await mci.door.acceptBundle({ token: fresh.token }));
  expect(await share(mci, afm.me)).toMatchObject({ error: { kind: "unverified-recipient" } });
  const toNewKey = expectValue(await share(mci, me)).file;
  expect(senderLine(await review(afm, toNewKey), "addressed")).toBe("pass to-us");

  // What was sealed to our old key opens, and says so.
  const earlier = await review(afm, toOldKey);
  expect([senderLine(earlier, "addressed"), senderLine(earlier), earlier.canMerge]).toEqual(["warn to-earlier-key", "pass in-person", true]);
  // A bundle of our own old key is ours.
  expect(senderLine(await review(mci, beforeChange))).toBe("fail replaced");
  // What the old key said we take back ourselves: no dispute of a stranger's words.
  const swapHub = [...afm.entities.values()].find(({ type }) => type === "exchange") ?? expect.fail();
  expect(expectValue(await afm.door.removeEntities({ entities: [swapHub.id] })).intent).toBe("remove");
});

test("a bundle signed before the change, and opened after it, holds and is said to be of the earlier key", async () => {
  const clock = createFixedClock();
  const { afm, mci } = await friends();
  const file = expectValue(await share(afm, mci.me)).file;
  expectValue(await afm.door.closeCase(null));
  expectValue(await afm.door.lock(null));
  clock.advance(3_600_000);
  const later = openCounter(afm.store, "later", { clock });
  expectValue(await later.door.unlock(secretOf(afm)));
  const { notice } = expectValue(await later.door.makeNewKeys({ proof: secretOf(afm), reason: "precaution" }));
  expectValue(await mci.door.takeKeyNotice({ bytes: notice?.bytes ?? expect.fail() }));
  expectValue(await mci.door.acceptKeyChange({ author: afm.me.author }));
  const seen = await review(mci, file);
  expect([senderLine(seen), seen.canMerge]).toEqual(["warn replaced-since", true]);
});

const hybridName = ({ author }: Identity): string => `post-quantum-${author.slice(0, 8)}.dalel-key-notice`;

test("new keys stand after locking, in a copy of the store and beside a damaged old note; the notice can be saved again", async () => {
  const { afm } = await friends();
  expectValue(await afm.door.closeCase(null));
  const first = await renewKeys(afm);
  const second = await renewKeys(afm);
  expectValue(await afm.door.lock(null));
  const again = openCounter(copyStore(afm.store), "again");
  expect(expectValue(await again.door.unlock(secretOf(afm)))).toEqual(second.me);
  expect(expectValue(await again.door.ownKeys(null)).earlier).toEqual([first.me.author, afm.me.author]);
  const names = expectValue(await again.door.ownNotices(null)).map(({ name }) => name);
  expect(names).toEqual([first.notice?.name, second.notice?.name, hybridName(second.me)]);
  const key = bytesToUtf8(expectValue(await again.door.openingKeyFile({ passphrase: afm.passphrase })).bytes) ?? "";
  expect([key.match(/^AGE-SECRET-KEY-1/gm)?.length, key.match(/^AGE-SECRET-KEY-PQ-1/gm)?.length]).toEqual([3, 3]);
});

test("a cut before the new keys count leaves the old ones whole", async () => {
  const { afm } = await friends();
  expectValue(await afm.door.closeCase(null));
  const before = copyStore(afm.store);
  await renewKeys(afm);
  expectValue(await afm.door.lock(null));
  // Everything was written but the header.
  const cut = Object.assign(copyStore(afm.store), {});
  expectValue(await cut.writeHeader(expectValue(await before.readHeader()) ?? expect.fail()));
  const again = openCounter(cut, "again");
  expect(expectValue(await again.door.unlock(secretOf(afm)))).toEqual(afm.me);
  expect(expectValue(await again.door.ownNotices(null)).map(({ name }) => name)).toEqual([hybridName(afm.me)]);
  const retried = expectValue(await again.door.makeNewKeys({ proof: secretOf(afm), reason: "planned" }));
  expect(expectValue(await again.door.ownNotices(null)).map(({ name }) => name)).toEqual([retried.notice?.name, hybridName(retried.me)]);
});

test("our revoked key shares nothing and announces nobody; partners refuse it; new keys are compared anew", async () => {
  const { afm, mci, caseId } = await friends();
  const sent = expectValue(await share(afm, mci.me)).file;
  const notice = expectValue(await afm.door.revokeKey({ author: afm.me.author, reason: "stolen", from: madeOn, proof: secretOf(afm) }));
  expect(await afm.door.revokeKey({ author: afm.me.author, reason: "lost", from: instant(madeOn + 1000), proof: secretOf(afm) })).toMatchObject({
    error: { kind: "already-revoked" },
  });
  expect(await share(afm, mci.me)).toMatchObject({ error: { kind: "own-key-revoked" } });
  expect(expectValue(await mci.door.takeKeyNotice({ bytes: notice.bytes }))).toMatchObject({
    outcome: "revoked",
    partner: { author: afm.me.author },
  });
  const seen = await review(mci, sent);
  expect([senderLine(seen), seen.canMerge]).toEqual(["fail revoked-stolen", false]);
  expect(await admit(mci, afm)).toMatchObject({ error: { kind: "revoked-key" } });
  expectValue(await afm.door.closeCase(null));
  const made = await renewKeys(afm);
  expect([made.notice, expectValue(await afm.door.ownKeys(null)).revoked]).toEqual([null, null]);
  expect(expectValue(await admit(mci, afm))).toMatchObject({ author: made.me.author, standing: "active" });
  await reopen(afm, caseId);
  // What was said under the revoked key would have the whole file refused: it stays, and it is told why.
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [mci.me.author],
    marking: "amber",
    legalBasis: "",
    purpose: "x",
    retainUntil: "",
  } as const;
  const before = expectValue(await afm.door.previewShare(plan));
  expect([before.disclosedClaims, before.blocked.map(({ kind }) => kind), before.warnings.map(({ kind }) => kind)]).toEqual([
    0,
    ["nothing-to-share"],
    ["own-revoked"],
  ]);
  expect(new Set(before.entities.flatMap(({ claims }) => claims.map(({ reason }) => reason)))).toContain("revoked-key");
  const name = { kind: "text", text: "Said anew" } as const;
  expectValue(
    await afm.door.addEntity({
      type: "exchange",
      values: [{ property: "name", value: name }],
      grade: "B2",
      handling: "green",
      source: null,
      nationalMark: "",
    }),
  );
  const fresh = expectValue(await share(afm, mci.me)).file;
  expect((await review(mci, fresh)).canMerge).toBe(true);
});

test("notices travel in any bundle: of our own keys, and of keys that others revoked; a stranger tells only of keys we know", async () => {
  const { afm, mci, caseId } = await friends();
  const knb = await createAgency("knb");
  for (const [a, b] of [
    [afm, knb],
    [knb, afm],
  ] as const)
    expectValue(await admit(a, b));
  // knb hears of the theft by a bundle of afm, and of the new key of afm before it ever compared it.
  expectValue(await admit(knb, mci));
  const stolen = expectValue(await mci.door.revokeKey({ author: mci.me.author, reason: "stolen", from: madeOn, proof: secretOf(mci) }));
  expectValue(await afm.door.takeKeyNotice({ bytes: stolen.bytes }));
  expectValue(await afm.door.closeCase(null));
  const { me } = await renewKeys(afm);
  await reopen(afm, caseId);
  const bundle = expectValue(await share(afm, knb.me)).file;
  const seen = await review(knb, bundle);
  expect([senderLine(seen), seen.canMerge]).toEqual(["warn unknown", false]);
  // It may only be looked at, and what it said of keys counts all the same: the review says so. Opened again it says nothing new.
  expect(seen.heard.map(({ outcome }) => outcome).sort()).toEqual(["hybrid-learned", "key-announced", "revoked"]);
  expect((await review(knb, bundle)).heard).toEqual([]);
  const standings = expectValue(await knb.door.listPartners(null)).map(({ officer, standing, replaced }) => [officer, standing, replaced?.by.author]);
  expect(standings).toEqual([
    ["Officer of afm", "active", me.author],
    ["Officer of mci", "revoked", undefined],
  ]);
  expectValue(await knb.door.acceptKeyChange({ author: afm.me.author }));
  expect(await review(knb, bundle)).toMatchObject({ canMerge: true });
  // One who knows neither keeps nothing of keys it never heard of.
  const far = await createAgency("court");
  expectValue(await admit(afm, far));
  await review(far, expectValue(await share(afm, far.me)).file);
  expect(expectValue(await far.door.listRevoked(null))).toEqual([]);
});

test("a partner's ceilings, end and note are changed; trust is taken back and given again; colleagues' keys only are revoked", async () => {
  const clock = createFixedClock();
  const { afm, mci } = await friends(clock);
  const trust = { author: mci.me.author, ceiling: "green", officialUse: true, trustedUntil: "2026-03-02", note: "room 12" } as const;
  expect(expectValue(await afm.door.changeTrust(trust))).toMatchObject({ ...trust, verified: "in-person", standing: "expiring" });
  expect(await afm.door.changeTrust({ ...trust, trustedUntil: "2026-02-30" })).toMatchObject({ error: { kind: "bad-date" } });
  expect(await afm.door.changeTrust({ ...trust, note: "x".repeat(2001) })).toMatchObject({ error: { kind: "note-too-long" } });
  expect(await afm.door.changeTrust({ ...trust, author: afm.me.author })).toMatchObject({ error: { kind: "unknown-partner" } });
  clock.advance(86_400_000);
  expect(await share(afm, mci.me)).toMatchObject({ error: { kind: "unverified-recipient" } });
  expect(expectValue(await afm.door.removePartner({ author: mci.me.author }))).toMatchObject({ standing: "removed" });
  expect(await afm.door.changeTrust(trust)).toMatchObject({ error: { kind: "not-trusted" } });
  const again = expectValue(await admit(afm, mci, { verifiedBy: "Дәулет Омаров", officialUse: true, trustedUntil: "2027-01-01" }));
  expect(again).toMatchObject({ standing: "active", verifiedBy: "Дәулет Омаров" });
  expect(await afm.door.revokeKey({ author: mci.me.author, reason: "lost", from: instant(1), proof: secretOf(afm) })).toMatchObject({
    error: { kind: "other-agency" },
  });
  expectValue(await afm.door.lock(null));
  const later = openCounter(afm.store, "later", { clock });
  expectValue(await later.door.unlock(secretOf(afm)));
  expect(expectValue(await later.door.listPartners(null))).toEqual([again]);
});

test("what is marked for official use stays home unless the partner may receive it", async () => {
  const { afm, mci } = await friends();
  const values = [{ property: "name", value: { kind: "text", text: "Marked" } }] as const;
  expectValue(await afm.door.addEntity({ type: "exchange", values, grade: "B2", handling: "green", source: null, nationalMark: "official-use" }));
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [mci.me.author],
    marking: "amber",
    legalBasis: "",
    purpose: "x",
    retainUntil: "",
  } as const;
  const titles = async () =>
    expectValue(await afm.door.previewShare(plan))
      .entities.filter(({ type }) => type === "exchange")
      .map(({ theirTitle }) => theirTitle);
  expect((await titles()).filter((title) => title === "Marked")).toEqual([]);
  expectValue(await admit(afm, mci, { officialUse: true }));
  expect((await titles()).filter((title) => title === "Marked")).toEqual(["Marked"]);
});

test("a key is revoked only with the secret asked again, and from a day on which that can be so", async () => {
  const clock = createFixedClock();
  const [afm, colleague] = [await createAgency("afm", "afm", { clock }), await createAgency("afm", "colleague", { clock, officer: "Olga Kim" })];
  expectValue(await admit(afm, colleague));
  clock.advance(3 * 86_400_000);
  const day = (number: number) => instant(Date.UTC(2026, 2, number));
  for (const { author } of [afm.me, colleague.me]) {
    const revoke = (reason: "stolen" | "lost" | "left", from: number, proof: Parameters<typeof afm.door.unlock>[0] = secretOf(afm)) =>
      afm.door.revokeKey({ author, reason, from: day(from), proof });
    expect(await revoke("stolen", 2, { kind: "passphrase", text: "not the passphrase" })).toMatchObject({
      error: { kind: "wrong-secret-or-damaged" },
    });
    expect(await revoke("stolen", 1)).toMatchObject({ error: { kind: "before-key" } });
    expect(await revoke("lost", 6)).toMatchObject({ error: { kind: "day-to-come" } });
    expect(expectValue(await afm.door.listRevoked(null)).filter(({ key }) => key === author)).toEqual([]);
    // That an officer will leave is known beforehand, and an earlier theft still counts then.
    expectValue(await revoke("left", 20));
    expectValue(await revoke("stolen", 2));
    expect(expectValue(await afm.door.listRevoked(null)).filter(({ key }) => key === author)).toHaveLength(2);
  }
});

test("an end of trust that has passed is refused when a partner is added or changed; one that ran out may stay while a note is written", async () => {
  const clock = createFixedClock();
  const [afm, mci] = [await createAgency("afm", "afm", { clock }), await createAgency("mci", "mci", { clock })];
  expect(await admit(afm, mci, { trustedUntil: "2026-03-01" })).toMatchObject({ error: { kind: "past-day" } });
  expect(expectValue(await afm.door.listPartners(null))).toEqual([]);
  expectValue(await admit(afm, mci, { trustedUntil: "2026-03-02" }));
  const { author } = mci.me;
  const limits = { author, ceiling: "amber", officialUse: false, note: "" } as const;
  expect(await afm.door.changeTrust({ ...limits, trustedUntil: "2026-03-01" })).toMatchObject({ error: { kind: "past-day" } });
  clock.advance(2 * 86_400_000);
  expect(expectValue(await afm.door.changeTrust({ ...limits, trustedUntil: "2026-03-02", note: "Asks for leave" }))).toMatchObject({
    standing: "expired",
  });
  expect(await afm.door.changeTrust({ ...limits, trustedUntil: "2026-03-03" })).toMatchObject({ error: { kind: "past-day" } });
  const compared = { author, typedGroup: mci.me.fingerprint.slice(-5), verified: "phone", ceiling: "amber" } as const;
  expect(await afm.door.verifyPartner({ ...compared, trustedUntil: "2026-03-02" })).toMatchObject({ error: { kind: "past-day" } });
  expect(expectValue(await afm.door.verifyPartner({ ...compared, trustedUntil: "2026-03-04" }))).toMatchObject({ standing: "expiring" });
});
