import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { CustodyDraft } from "../../../shared/case/locker-door.ts";
import { type EntityId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { type CustodyChain, custodyByFile, noCustody } from "../../../shared/projections/custody.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { type Agency, createAgency, expectValue, openCounter, testStretching } from "../../kit/agency.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { draftOf, event, fileOf } from "../../kit/locker.ts";
import { createSharedCase } from "../../kit/shared-case.ts";

const hashOf = (text: string): FileHash => parseFileHash(createHash("sha256").update(text).digest("hex")) ?? expect.fail();

let afm: Agency;
beforeEach(async () => {
  afm = await createAgency("afm");
  const caseId = expectValue(await afm.door.createCase({ number: "1", title: "Locker", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
});

const exhibits = () => [...afm.entities.values()].filter(({ type }) => type === "exhibit");
const textOf = (id: EntityId | null | undefined, property: string): string => {
  const value = id == null ? undefined : afm.entities.get(id)?.facts[property]?.[0]?.value;
  return value === undefined ? "" : "text" in value ? value.text : value.kind === "date" ? value.from : "";
};
const chainOf = (text: string, of: Agency = afm): CustodyChain =>
  custodyByFile([...of.entities.values()].filter(({ type }) => type === "custodyEvent")).get(hashOf(text)) ?? noCustody;
const acts = async () => expectValue(await afm.door.audit(null)).length;
/** A file that is gone when it is read. */
const goneFile = (): Blob =>
  Object.assign(new Blob(["x"]), {
    stream: () => new ReadableStream({ start: (to) => to.error(new Error("gone")) }),
    slice: () => goneFile(),
    arrayBuffer: () => Promise.reject(new Error("gone")),
  });

describe("several files at once", () => {
  test("are each an exhibit of its own, with what is known of them, in one act that one undo takes back", async () => {
    const before = await acts();
    const facts = {
      exhibitNumber: "12",
      title: "not for several",
      acquiredAt: "2026-02-20",
      obtainedFrom: "Office 4",
      seizureAct: "77/26",
      collectedBy: "A. Омаров",
    };
    const done = expectValue(await afm.door.addExhibits(draftOf([fileOf("one"), fileOf("two", "two.txt", "phone/DCIM/two.txt")], facts)));
    expect(done.files.map(({ fileName, outcome }) => [fileName, outcome])).toEqual([
      ["one.txt", "added"],
      ["two.txt", "added"],
    ]);
    expect(done.stopped).toBeNull();
    const [one, two] = done.files.map(({ entity }) => entity);
    expect([textOf(one, "exhibitNumber"), textOf(two, "exhibitNumber")]).toEqual(["12/1", "12/2"]);
    expect([textOf(one, "originalPath"), textOf(two, "originalPath"), textOf(one, "title")]).toEqual(["", "phone/DCIM/two.txt", ""]);
    for (const [property, said] of Object.entries({
      acquiredAt: "2026-02-20",
      obtainedFrom: "Office 4",
      seizureAct: "77/26",
      collectedBy: "A. Омаров",
    }))
      expect(textOf(two, property)).toBe(said);
    expect(afm.entities.get(one ?? expect.fail())?.facts["file"]?.[0]?.value).toMatchObject({
      sha256: hashOf("one"),
      sizeBytes: 3,
      mediaType: "text/plain",
    });
    expect(await acts()).toBe(before + 1);
    expectValue(await afm.door.undo(null));
    expect(exhibits()).toEqual([]);
    expectValue(await afm.door.redo(null));
    expect(exhibits().length).toBe(2);
    expect(Buffer.from(expectValue(await afm.door.readExhibit({ sha256: hashOf("two") }))).toString()).toBe("two");
  });

  test("a title and a bare number are a single file's", async () => {
    const done = expectValue(await afm.door.addExhibits(draftOf([fileOf("one")], { exhibitNumber: " 12 ", title: "Ledger" })));
    expect([textOf(done.entities[0], "exhibitNumber"), textOf(done.entities[0], "title")]).toEqual(["12", "Ledger"]);
  });

  test("what the case has, what comes twice and what cannot be read is named, and the others go on", async () => {
    expectValue(await afm.door.addExhibits(draftOf([fileOf("known")])));
    const files = [fileOf("known", "again.txt"), { file: goneFile(), fileName: "gone.bin", path: "" }, fileOf("new"), fileOf("new", "copy.txt")];
    const done = expectValue(await afm.door.addExhibits(draftOf(files)));
    expect(done.files.map(({ fileName, outcome }) => `${fileName} ${outcome}`)).toEqual([
      "again.txt known",
      "gone.bin file-unreadable",
      "new.txt added",
      "copy.txt twice",
    ]);
    expect(done.files[1]?.entity).toBeNull();
    expect(exhibits().length).toBe(2);
  });

  test("what does not fit is named; a disk that is full ends it, and what was kept is said", async () => {
    afm.store.freeBytes = 10;
    const room = expectValue(await afm.door.addExhibits(draftOf([fileOf("x".repeat(1000), "large"), fileOf("y".repeat(999), "other")])));
    expect([room.files.map(({ outcome }) => outcome), room.claims, room.entities]).toEqual([["no-room", "no-room"], 0, []]);
    afm.store.freeBytes = null;
    afm.store.writesLeft = 0;
    expect(await afm.door.addExhibits(draftOf([fileOf("a"), fileOf("b")]))).toMatchObject({ ok: false, error: { kind: "disk-full" } });
    afm.store.writesLeft = Number.POSITIVE_INFINITY;
    expect(exhibits()).toEqual([]);
  });

  test("cancelled, what was kept until then is said, and the rest is named as not tried", async () => {
    const large = fileOf("L".repeat(9_000_000), "large.bin");
    const answer = afm.door.addExhibits(draftOf([fileOf("first"), large, fileOf("last")]));
    const told = () => afm.news.filter((news) => news.kind === "progress" && news.job === "keep-exhibits").length;
    while (told() < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await afm.door.cancel({ job: "keep-exhibits" });
    const done = expectValue(await answer);
    expect(done.stopped).toBe("cancelled");
    expect(done.files.map(({ outcome }) => outcome)).toEqual(["added", "not-tried", "not-tried"]);
    expect(exhibits().map(({ title }) => title)).toEqual(["first.txt"]);
  });

  test("words that cannot be said are refused before a byte is kept", async () => {
    for (const [more, where] of [
      [{ acquiredAt: "yesterday" }, "acquiredAt/not-a-date"],
      [{ obtainedFrom: "x".repeat(501) }, "obtainedFrom/too-long"],
    ] as const)
      expect(await afm.door.addExhibits(draftOf([fileOf("one")], more))).toEqual({ ok: false, error: { kind: "refused-value", where } });
    expect(afm.store.chunks.size).toBe(0);
  });

  test("a file of the case that was damaged is whole again", async () => {
    const [entity] = expectValue(await afm.door.addExhibits(draftOf([fileOf("one")]))).entities;
    for (const sealed of afm.store.chunks.values()) sealed[sealed.length - 20] = (sealed.at(-20) ?? 0) ^ 1;
    expectValue(await afm.door.verifyExhibits({ exhibits: null }));
    const done = expectValue(await afm.door.addExhibits(draftOf([fileOf("one")])));
    expect(done.files).toEqual([{ fileName: "one.txt", entity, outcome: "repaired" }]);
    expect(expectValue(await afm.door.quarantined(null))).toEqual([]);
  });
});

async function addOne(text = "one"): Promise<EntityId> {
  return expectValue(await afm.door.addExhibits(draftOf([fileOf(text)]))).entities[0] ?? expect.fail();
}
const damageAll = (): void => {
  for (const sealed of afm.store.chunks.values()) sealed[sealed.length - 20] = (sealed.at(-20) ?? 0) ^ 1;
};

/** The vault itself, below the core. */
async function openOnlyVault({ store, passphrase }: Agency) {
  const vault = createVault({ store, random: createSeededRandom("look"), kdf: testStretching, clock: createFixedClock() });
  return expectValue(await vault.unlock({ kind: "passphrase", text: passphrase }));
}

describe("custody", () => {
  test("is recorded in the act that adds the files, and event by event afterwards", async () => {
    const seized = { ...event([]), action: "seize", happenedAt: "2026-02-20", documentNumber: "77/26", sealNumber: "A-1" } as const;
    const done = expectValue(
      await afm.door.addExhibits(draftOf([fileOf("one"), fileOf("two")], { custody: [seized, { ...seized, action: "register" }] })),
    );
    expect(chainOf("two").steps.map(({ action, documentNumber, sealNumber, flags }) => [action, documentNumber, sealNumber, flags])).toEqual([
      ["seize", "77/26", "A-1", []],
      ["register", "77/26", "A-1", []],
    ]);
    const before = await acts();
    expectValue(
      await afm.door.recordCustody(
        event(done.entities, { action: "transfer", handedFrom: "А. Омаров", handedTo: "Expert B", place: "Astana", reason: "Examination" }),
      ),
    );
    expect(await acts()).toBe(before + 1);
    // The log names it by the verb it was: nobody reads of a handover that something was added.
    const [kept, handed] = expectValue(await afm.door.audit(null)).slice(-2);
    expect([handed?.notes, handed?.kinds]).toEqual([["custody-transfer"], []]);
    expect([kept?.notes, kept?.kinds]).toEqual([["custody-seize", "custody-register"], [{ type: "exhibit", count: 2 }]]);
    const [one, two] = [chainOf("one"), chainOf("two")];
    expect([one.state, one.holder, two.state]).toEqual(["transfer", "Expert B", "transfer"]);
    expect(one.steps.at(-1)).toMatchObject({ place: "Astana", reason: "Examination", fileState: "sound", agency: "afm", flags: [] });
  });

  test("refuses what is not said whole, and exhibits that are none", async () => {
    const one = await addOne();
    const refused = async (more: Partial<CustodyDraft>) => {
      const answer = await afm.door.recordCustody(event([one], more));
      return answer.ok ? "said" : `${answer.error.kind} ${"where" in answer.error ? answer.error.where : ""}`;
    };
    expect(await refused({ performedBy: " " })).toBe("refused-value performedBy/missing-required");
    expect(await refused({ happenedAt: "" })).toBe("refused-value happenedAt/missing-required");
    expect(await refused({ happenedAt: "21.11" })).toBe("refused-value happenedAt/not-a-date");
    expect(await refused({ action: "transfer" })).toBe("refused-value handedTo/missing-required");
    expect(await refused({ action: "sell" as CustodyDraft["action"] })).toBe("refused-value custodyAction/unknown-choice");
    const caseEntity = [...afm.entities.values()].find(({ type }) => type === "case")?.id ?? expect.fail();
    expect(await refused({ exhibits: [caseEntity] })).toContain("unknown-entity");
    expect(await refused({ exhibits: [] })).toContain("unknown-entity");
    expect(chainOf("one").steps).toEqual([]);
  });

  test("is only ever added to: no value changed, none taken back, no event removed or made by hand", async () => {
    const one = await addOne();
    expectValue(await afm.door.recordCustody(event([one])));
    const [step] = chainOf("one").steps;
    const id = step?.id ?? expect.fail();
    const place = afm.entities.get(id)?.facts["performedBy"]?.[0] ?? expect.fail();
    const marks = { grade: "A1", handling: "amber", source: null } as const;
    const refused = { ok: false, error: { kind: "append-only" } };
    const text = { kind: "text", text: "Somebody" } as const;
    expect(await afm.door.setValue({ entity: id, property: "performedBy", value: text, replaces: place.claim, ...marks })).toEqual(refused);
    expect(await afm.door.setValue({ entity: id, property: "note", value: text, replaces: null, ...marks })).toEqual(refused);
    expect(await afm.door.retract({ claims: [place.claim] })).toEqual(refused);
    expect(await afm.door.removeEntities({ entities: [id] })).toEqual(refused);
    expect(await afm.door.addEntity({ type: "custodyEvent", values: [], ...marks })).toEqual(refused);
    expect(chainOf("one").steps).toEqual([step]);
  });

  test("a correction is another event of ours, of the same exhibit; the corrected one stays in sight and counts no more", async () => {
    const [one, two] = [await addOne("one"), await addOne("two")];
    expectValue(await afm.door.recordCustody(event([one], { action: "destroy", reason: "By mistake", documentNumber: "Act 7" })));
    const wrong = chainOf("one").steps[0]?.id ?? expect.fail();
    expect(chainOf("one").state).toBe("destroy");
    expect(await afm.door.recordCustody(event([two], { corrects: wrong }))).toEqual({ ok: false, error: { kind: "missing" } });
    expect(await afm.door.recordCustody(event([one, two], { corrects: wrong }))).toEqual({ ok: false, error: { kind: "missing" } });
    expectValue(
      await afm.door.recordCustody(event([one], { action: "destroy", corrects: wrong, correction: "cancels", reason: "It was never destroyed" })),
    );
    const chain = chainOf("one");
    expect([chain.state, chain.steps.length]).toEqual([null, 2]);
    expect(chain.steps.find(({ id }) => id === wrong)).toMatchObject({ counts: false, reason: "By mistake" });
  });

  test("a correction keeps the ground of what was done beside why it is corrected; a correction of a destruction without its ground is refused", async () => {
    const one = await addOne("one");
    const destroy = { action: "destroy", reason: "Court decision 1", documentNumber: "Act 7" } as const;
    expectValue(await afm.door.recordCustody(event([one], { ...destroy, correctionReason: "Not of a correction" })));
    const wrong = chainOf("one").steps[0] ?? expect.fail();
    expect(wrong.correctionReason).toBe("");
    const mend = { ...destroy, documentNumber: "Act 8", corrects: wrong.id, correctionReason: "Slip in the number" } as const;
    expect(await afm.door.recordCustody(event([one], { ...mend, reason: "" }))).toMatchObject({ error: { where: "reason/missing-required" } });
    expectValue(await afm.door.recordCustody(event([one], mend)));
    const standing = chainOf("one").steps.filter(({ counts }) => counts);
    expect(standing).toMatchObject([{ reason: "Court decision 1", documentNumber: "Act 8", correctionReason: "Slip in the number" }]);
  });

  test("nothing is recorded as done that has not come; a destruction is one with a reason and a document", async () => {
    const one = await addOne();
    const now = createFixedClock().now();
    const iso = (at: number): string => new Date(at).toISOString();
    const at = async (happenedAt: string) => {
      const done = await afm.door.recordCustody(event([one], { happenedAt }));
      return done.ok ? "ok" : "where" in done.error ? done.error.where : done.error.kind;
    };
    const year = 365 * 86_400_000;
    const ahead = "happenedAt/day-to-come";
    expect(await at(`${iso(now + 120_000).slice(0, 16)}Z`)).toBe(ahead);
    expect([await at(iso(now + 2 * 86_400_000).slice(0, 10)), await at(iso(now + 2 * year).slice(0, 4))]).toEqual([ahead, ahead]);
    expect(await at(`${iso(now - 120_000).slice(0, 16)}Z`)).toBe("ok");
    // Today of here, wherever here is; and the year that runs.
    expect([await at(iso(now).slice(0, 10)), await at(iso(now).slice(0, 4))]).toEqual(["ok", "ok"]);
    const destroy = async (facts: Partial<CustodyDraft>) => {
      const done = await afm.door.recordCustody(event([one], { action: "destroy", reason: "", documentNumber: "", ...facts }));
      return done.ok ? "ok" : "where" in done.error ? done.error.where : done.error.kind;
    };
    expect(await destroy({ documentNumber: "Act 7" })).toBe("reason/missing-required");
    expect(await destroy({ reason: "The court ruled so" })).toBe("documentNumber/missing-required");
    expect(await destroy({ reason: "The court ruled so", documentNumber: "Act 7" })).toBe("ok");
  });

  test("what an undo took back stays in sight, with who took it back and when", async () => {
    const one = await addOne();
    expectValue(await afm.door.recordCustody(event([one], { place: "Room 3" })));
    expect(expectValue(await afm.door.custodyTakenBack({ exhibit: one }))).toEqual([]);
    expectValue(await afm.door.undo(null));
    expect(chainOf("one").steps).toEqual([]);
    const [gone, ...more] = expectValue(await afm.door.custodyTakenBack({ exhibit: one }));
    expect(more).toEqual([]);
    expect(gone).toMatchObject({ event: { action: "register", place: "Room 3", performedBy: "А. Омаров" }, takenBackBy: afm.me.author });
    expectValue(await afm.door.redo(null));
    expect(expectValue(await afm.door.custodyTakenBack({ exhibit: one }))).toEqual([]);
    expect(chainOf("one").steps.length).toBe(1);
  });

  test("before a transfer the file is read anew; a damaged one is not handed over without a word, and the event says it", async () => {
    const one = await addOne();
    damageAll();
    const before = await acts();
    const transfer = event([one], { action: "transfer", handedTo: "Expert B" });
    expect(await afm.door.recordCustody(transfer)).toEqual({ ok: false, error: { kind: "file-damaged", where: "1" } });
    expect(await acts()).toBe(before);
    expect(expectValue(await afm.door.quarantined(null))).toEqual([{ sha256: hashOf("one"), state: "damaged" }]);
    expectValue(await afm.door.recordCustody({ ...transfer, isDamageKnown: true }));
    expect(chainOf("one").steps[0]).toMatchObject({ fileState: "damaged", flags: ["not-registered", "file-damaged"] });
    expect(chainOf("one").steps[0]?.checkedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    // Of other events nothing is read, and what is known is said.
    expect(await afm.door.recordCustody(event([one], { action: "store" }))).toMatchObject({ ok: false, error: { kind: "file-damaged" } });
  });

  test("nothing is recorded in the past, in an archive, or when the reading was cancelled", async () => {
    const one = await addOne("x".repeat(9_000_000));
    expectValue(await afm.door.lookAt({ known: 0, valid: null }));
    expect(await afm.door.recordCustody(event([one]))).toEqual({ ok: false, error: { kind: "looking-back" } });
    expect(await afm.door.addExhibits(draftOf([fileOf("new")]))).toEqual({ ok: false, error: { kind: "looking-back" } });
    expectValue(await afm.door.lookAt({ known: null, valid: null }));
    const answer = afm.door.recordCustody(event([one], { action: "transfer", handedTo: "B" }));
    const told = () => afm.news.filter((news) => news.kind === "progress" && news.job === "verify-exhibits").length;
    while (told() < 1) await new Promise((resolve) => setTimeout(resolve, 0));
    await afm.door.cancel({ job: "verify-exhibits" });
    expect(await answer).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect([...afm.entities.values()].filter(({ type }) => type === "custodyEvent")).toEqual([]);
  });
});

test("when a file was checked is remembered over a restart: by a check, by reading it, by a transfer; and goes with its case", async () => {
  const [one, two] = [await addOne("one"), await addOne("two")];
  const checked = async (door = afm.door) =>
    expectValue(await door.checkedFiles(null))
      .map(({ sha256, state }) => `${sha256 === hashOf("one") ? "one" : "two"} ${state}`)
      .sort();
  expect(await checked()).toEqual([]);
  const told = () => afm.news.filter(({ kind }) => kind === "checked").length;
  expect(told()).toBe(0);
  expectValue(await afm.door.readExhibit({ sha256: hashOf("one") }));
  expect([await checked(), told()]).toEqual([["one sound"], 1]);
  expectValue(await afm.door.recordCustody(event([two], { action: "transfer", handedTo: "B" })));
  expect(await checked()).toEqual(["one sound", "two sound"]);
  damageAll();
  expectValue(await afm.door.verifyExhibits({ exhibits: [one] }));
  expect(await checked()).toEqual(["one damaged", "two sound"]);
  const caseId = expectValue(await afm.door.listCases(null))[0]?.caseId ?? expect.fail();
  const again = openCounter(afm.store, "again");
  expectValue(await again.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expectValue(await again.door.openCase({ caseId }));
  expect(await checked(again.door)).toEqual(["one damaged", "two sound"]);
  // The note is of the case: it goes with it, and nothing else of the window's is left either.
  const slots = afm.store.slots.size;
  expectValue(await again.door.closeCase(null));
  const typed = expectValue(await again.door.listCases(null))[0]?.number ?? expect.fail();
  expectValue(await again.door.deleteCase({ caseId, typed, keepsName: false }));
  expect(afm.store.slots.size).toBeLessThan(slots);
  const vault = await openOnlyVault(afm);
  expect(await vault.readNote(`window/checked/${caseId}`)).toEqual({ ok: true, value: null });
});

test("custody travels with its exhibit, theirs stands beside ours, and neither agency changes the other's", async () => {
  const shared = await createSharedCase();
  afm = shared.afm;
  const { mci } = shared;
  const green = { handling: "green" } as const;
  const [one, two] = expectValue(await afm.door.addExhibits(draftOf([fileOf("one"), fileOf("two")], green))).entities;
  if (one === undefined || two === undefined) expect.fail();
  expectValue(await afm.door.recordCustody(event([one], { ...green, place: "Room 3" })));
  expectValue(await afm.door.recordCustody(event([two], { ...green, handling: "red", place: "Secret room" })));
  await shared.send(afm, mci);
  expectValue(await mci.door.openCase({ caseId: shared.caseId }));
  const [theirs] = chainOf("one", mci).steps;
  expect(theirs).toMatchObject({ action: "register", place: "Room 3", agency: "afm" });
  expect(chainOf("two", mci).steps).toEqual([]);
  const correcting = event([one], { ...green, corrects: theirs?.id ?? expect.fail(), reason: "Not so" });
  expect(await mci.door.recordCustody(correcting)).toEqual({ ok: false, error: { kind: "not-ours" } });
  expectValue(await mci.door.recordCustody(event([one], { ...green, action: "store", happenedAt: "2026-02-25", place: "Ministry" })));
  await shared.send(mci, afm);
  expect(chainOf("one").steps.map(({ action, agency }) => [action, agency])).toEqual([
    ["register", "afm"],
    ["store", "mci"],
  ]);
  // The file never came to them: that is no damage, and their transfer says so.
  expectValue(await mci.door.recordCustody(event([one], { ...green, action: "transfer", happenedAt: "2026-02-26", handedTo: "Court" })));
  expect(chainOf("one", mci).steps.at(-1)).toMatchObject({ fileState: "absent", flags: [] });
});

test("records of custody that leave are seen before, found by any name in them, and stay when it is said; who receives them sees them come", async () => {
  const { afm: sender, mci } = await createSharedCase();
  const [one] = expectValue(await sender.door.addExhibits(draftOf([fileOf("one")], { handling: "green" }))).entities;
  if (one === undefined) expect.fail();
  const transfer = { handling: "green", action: "transfer", handedTo: "Ким В. А." } as const;
  expectValue(await sender.door.recordCustody(event([one], transfer)));
  const nothing = { entities: null, withhold: [], files: [], legalBasis: "law", purpose: "check", retainUntil: "" } as const;
  const plan = { ...nothing, marking: "green", to: [mci.me.author] } as const;
  const seen = expectValue(await sender.door.previewShare(plan));
  const leaving = seen.entities.flatMap(({ claims }) => claims.filter(({ leaves }) => leaves));
  // Every claim that leaves stands in a row: nothing was taken back in this case.
  expect(leaving).toHaveLength(seen.disclosedClaims);
  const record = seen.entities.find(({ type }) => type === "custodyEvent");
  expect([record?.title, record?.counted]).toEqual(["one.txt", null]);
  const named = record?.claims.find(({ property }) => property === "handedTo");
  if (named === undefined) expect.fail("the record names to whom");
  const less = expectValue(await sender.door.previewShare({ ...plan, withhold: [named.claim] }));
  const kept = less.entities.find(({ type }) => type === "custodyEvent")?.claims.find(({ claim }) => claim === named.claim);
  expect(kept).toMatchObject({ leaves: false, reason: "by-hand" });

  // Its exhibit stays: so does the record, and each of its claims is counted and stands in its row.
  const type = sender.entities.get(one)?.facts["type"]?.[0]?.claim ?? expect.fail();
  const without = expectValue(await sender.door.previewShare({ ...plan, withhold: [type], files: [hashOf("one")] }));
  const staysAlong = without.entities.find(({ type: each }) => each === "custodyEvent")?.claims ?? expect.fail();
  expect(staysAlong.map(({ leaves, reason }) => [leaves, reason])).toEqual(record?.claims.map(() => [false, "exhibit-withheld"]));
  expect(without.disclosedClaims + without.keptBack).toBe(seen.disclosedClaims + seen.keptBack);
  // Nothing was ever read from the file.
  expect(without.warnings.filter(({ kind }) => kind.startsWith("file-"))).toEqual([{ kind: "file-without-exhibit", count: 1 }]);

  const { file } = expectValue(await sender.door.share(plan));
  const review = expectValue(await mci.door.openBundle({ file }));
  expect(review.rows.filter(({ type: each }) => each === "custodyEvent")).toMatchObject([{ title: "one.txt", state: "new" }]);
  expect(review.rows.reduce((sum, { come }) => sum + come, 0)).toBe(review.newClaims);
  // One value of the exhibit alone: no exhibit is taken in as if nothing had been done with it.
  const value = sender.entities.get(one)?.facts["fileName"]?.[0]?.claim ?? expect.fail();
  expectValue(await mci.door.acceptBundle({ token: review.token, choice: { entities: [], claims: [value] } }));
  expectValue(await mci.door.openCase({ caseId: review.caseId }));
  expect(chainOf("one", mci).steps).toMatchObject([{ action: "transfer", handedTo: "Ким В. А.", agency: "afm" }]);
});
