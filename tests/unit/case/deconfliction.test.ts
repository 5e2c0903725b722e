import { beforeEach, describe, expect, it } from "vitest";
import type { HitsPlan } from "../../../shared/case/deconfliction-door.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { propertyEntry } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { bytesToUtf8, type Bytes } from "../../../shared/kernel/bytes.ts";
import { packDigests } from "../../../shared/deconfliction/digests.ts";
import { writeQuestion } from "../../../shared/deconfliction/files.ts";
import { deriveExchangeKeys } from "../../../shared/deconfliction/keys.ts";
import { type Agency, createAgency, expectValue, testCosts } from "../../kit/agency.ts";
import { createCorrespondent } from "../../kit/exchange.ts";
import { createFixedClock, instant } from "../../kit/fixed-clock.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const secret = "48213 90576 11834 72650 39187";
const blobOf = (bytes: Bytes): Blob => new Blob([bytes]);

async function befriend(one: Agency, other: Agency, ceiling: Handling = "amber"): Promise<void> {
  const bytes = expectValue(await other.door.identityFile(null)).bytes;
  expectValue(await one.door.admitPartner({ bytes, typedGroup: other.me.fingerprint.slice(-5), verified: "in-person", ceiling }));
}
async function add({ door }: Agency, type: string, texts: Readonly<Record<string, string>>, handling: Handling = "green") {
  const values = Object.entries(texts).map(([property, text]) => ({
    property,
    value: { kind: propertyEntry(type, property)?.kind === "identifier" ? "identifier" : "text", text } as const,
  }));
  const [id] = expectValue(await door.addEntity({ type, values, grade: "B2", handling, source: null })).entities;
  return id ?? expect.fail("an added entity has an id");
}
async function openNewCase({ door }: Agency, number: string): Promise<void> {
  const caseId = expectValue(await door.createCase({ number, title: `Case ${number}`, handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
}
const planFor = ({ me }: Agency, over: Partial<HitsPlan> = {}): HitsPlan => ({
  to: me.author,
  kinds: ["wallet", "domain", "phone"],
  entities: null,
  secret,
  days: 14,
  ...over,
});
const kind = (answer: { readonly ok: boolean; readonly error?: { readonly kind: string } }): string =>
  answer.ok ? "ok" : (answer.error?.kind ?? "");

let afm: Agency;
let mci: Agency;
beforeEach(async () => {
  [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  await befriend(afm, mci);
  await befriend(mci, afm);
  await openNewCase(afm, "A-1");
  await openNewCase(mci, "M-7");
});

async function fill(): Promise<void> {
  await add(afm, "site", { domain: "umit.kz" });
  await add(afm, "site", { domain: "only-ours.kz" });
  await add(afm, "person", { fullName: "Galymzhan Utebayev", phone: "+7 701 123 45 67" });
  await add(afm, "person", { fullName: "Informant", phone: "+7 705 000 00 01" }, "red");
  await add(mci, "site", { domain: "UMIT.kz" });
  await add(mci, "site", { domain: "only-theirs.kz" });
  await add(mci, "person", { fullName: "G. Utebaev", phone: "8 (701) 123 45 67" }, "red");
}
const hitsOf = (found: { readonly hits: readonly { readonly value: string }[] }): readonly string[] => found.hits.map(({ value }) => value).sort();

describe("a comparison of two agencies", () => {
  it("tells each what they share, keeps back what is above the ceiling, and is written down on both sides", async () => {
    await fill();
    const counts = expectValue(await afm.door.countIdentifiers({ to: mci.me.author, entities: null }));
    expect(counts.kinds.find((each) => each.kind === "phone")).toEqual({ kind: "phone", goes: 1, stays: { "above-ceiling": 1, originator: 0 } });
    const made = expectValue(await afm.door.makeHits(planFor(mci)));
    expect(made).toMatchObject({ asked: 3, digests: 64 });
    expect(made.name).toMatch(/^[0-9a-f]{12}\.dalel-hits$/);

    const seen = expectValue(await mci.door.inspectHits({ file: blobOf(made.bytes) }));
    expect(seen).toMatchObject({ is: "question", partner: { author: afm.me.author }, digests: 64, own: 3, slow: 1, readBefore: null });
    expect(kind(await mci.door.answerHits({ token: seen.token, says: "answered" }))).toBe("hits-not-read");
    expect(kind(await mci.door.readHits({ token: seen.token, secret: "11111 22222 33333 44444 55555" }))).toBe("wrong-shared-secret");
    const found = expectValue(await mci.door.readHits({ token: seen.token, secret }));
    expect(hitsOf(found)).toEqual(["77011234567", "umit.kz"]);
    expect(found).toMatchObject({ compared: 3, untold: 1 });

    const given = expectValue(await mci.door.answerHits({ token: seen.token, says: "answered" }));
    const back = expectValue(await afm.door.inspectHits({ file: blobOf(given.bytes) }));
    expect(back).toMatchObject({ is: "answer", kinds: ["wallet", "domain", "phone"] });
    // The telephone is of a person above the asking agency's ceiling: it was a hit, and is not told.
    expect(hitsOf(expectValue(await afm.door.readHits({ token: back.token, secret })))).toEqual(["umit.kz"]);

    const stepsIn = ({ entities }: Agency) =>
      [...entities.values()]
        .filter(({ type }) => type === "deconfliction")
        .map(({ facts }) => ["exchangeStep", "compared", "hits", "keptBack"].map((name) => textOfValue(facts[name]?.[0]?.value)).join(" "))
        .sort();
    expect(stepsIn(afm)).toEqual(["answer-read 4 1 0", "asked 3 0 1"]);
    expect(stepsIn(mci)).toEqual(["answered 3 1 1", "read 3 2 0"]);
    expect(expectValue(await mci.door.audit(null)).filter(({ intent }) => intent === "deconflict")).toHaveLength(2);
  });

  it("shows nothing of the case, keeps no secret, and none of it travels in a bundle or is undone", async () => {
    await fill();
    const made = expectValue(await afm.door.makeHits(planFor(mci)));
    const text = bytesToUtf8(made.bytes) ?? "";
    for (const word of ["umit", "7011234567", "Galymzhan", "A-1", ...secret.split(" ")]) expect(text).not.toContain(word);
    const plan = {
      entities: null,
      withhold: [],
      files: [],
      to: [mci.me.author],
      marking: "amber",
      legalBasis: "",
      purpose: "p",
      retainUntil: "",
    } as const;
    const preview = expectValue(await afm.door.previewShare(plan));
    expect(preview.entities.filter(({ type, theirTitle }) => type === "deconfliction" && theirTitle !== null)).toEqual([]);
    const undone = expectValue(await afm.door.undo(null));
    expect(undone.intent).toBe("undo");
    expect([...afm.entities.values()].filter(({ type }) => type === "deconfliction")).toHaveLength(1);
  });

  it("a refusal is known without the secret, and noted once", async () => {
    await fill();
    const made = expectValue(await afm.door.makeHits(planFor(mci)));
    const seen = expectValue(await mci.door.inspectHits({ file: blobOf(made.bytes) }));
    const given = expectValue(await mci.door.answerHits({ token: seen.token, says: "refused" }));
    const back = expectValue(await afm.door.inspectHits({ file: blobOf(given.bytes) }));
    expect(back).toMatchObject({ is: "refusal", digests: 0, readBefore: null });
    expect(expectValue(await afm.door.inspectHits({ file: blobOf(given.bytes) })).readBefore).not.toBeNull();
    expect([...afm.entities.values()].filter(({ type }) => type === "deconfliction")).toHaveLength(2);
  });

  it("may be of what is selected only", async () => {
    await fill();
    const [umit] = [...afm.entities.values()].filter(({ title }) => title === "umit.kz");
    const made = expectValue(await afm.door.makeHits(planFor(mci, { entities: [umit?.id ?? expect.fail("it was added")] })));
    expect(made.asked).toBe(1);
  });
});

describe("no file is made", () => {
  it("for nobody, for a stranger, with a weak secret, or of nothing", async () => {
    const knb = await createAgency("knb");
    await add(afm, "site", { domain: "umit.kz" });
    expect(kind(await afm.door.makeHits(planFor(knb)))).toBe("unverified-recipient");
    expect(kind(await afm.door.makeHits(planFor(afm)))).toBe("unverified-recipient");
    expect(kind(await afm.door.makeHits(planFor(mci, { secret: "12345" })))).toBe("weak-shared-secret");
    expect(kind(await afm.door.makeHits(planFor(mci, { kinds: ["iin"] })))).toBe("nothing-to-compare");
    expect(kind(await afm.door.makeHits(planFor(mci, { kinds: [] })))).toBe("nothing-to-compare");
    expect([...afm.entities.values()].filter(({ type }) => type === "deconfliction")).toEqual([]);
  });
});

describe("a file is not read", () => {
  it("by another officer, by who made it, from a stranger, or when it is none", async () => {
    await fill();
    const knb = await createAgency("knb");
    await befriend(knb, mci);
    await openNewCase(knb, "K-1");
    await add(knb, "site", { domain: "umit.kz" });
    const made = blobOf(expectValue(await afm.door.makeHits(planFor(mci))).bytes);
    expect(kind(await knb.door.inspectHits({ file: made }))).toBe("hits-not-for-us");
    expect(kind(await afm.door.inspectHits({ file: made }))).toBe("hits-our-own");
    const stranger = blobOf(expectValue(await knb.door.makeHits(planFor(mci))).bytes);
    expect(kind(await mci.door.inspectHits({ file: stranger }))).toBe("hits-unknown-sender");
    expect(kind(await mci.door.inspectHits({ file: new Blob(["no file"]) }))).toBe("hits-bad-form");
    expect(kind(await mci.door.inspectHits({ file: new Blob([new Uint8Array(3_000_000)]) }))).toBe("hits-too-large");
  });

  it("of a partner whose key is trusted no more, nor is one made for them, nor an answer to what was read before", async () => {
    await fill();
    const made = blobOf(expectValue(await afm.door.makeHits(planFor(mci))).bytes);
    const { token } = expectValue(await mci.door.inspectHits({ file: made }));
    expectValue(await mci.door.removePartner({ author: afm.me.author }));
    expect(kind(await mci.door.answerHits({ token, says: "refused" }))).toBe("hits-unknown-sender");
    expect(kind(await mci.door.inspectHits({ file: made }))).toBe("hits-unknown-sender");
    expect(kind(await mci.door.makeHits(planFor(afm)))).toBe("unverified-recipient");
    expect(kind(await mci.door.countIdentifiers({ to: afm.me.author, entities: null }))).toBe("unverified-recipient");
  });

  it("as an answer to nothing asked in this case, or under the token of a look before; and that it was read before is told", async () => {
    await fill();
    const made = blobOf(expectValue(await afm.door.makeHits(planFor(mci, { days: 1 }))).bytes);
    const seen = expectValue(await mci.door.inspectHits({ file: made }));
    expectValue(await mci.door.readHits({ token: seen.token, secret }));
    const answered = blobOf(expectValue(await mci.door.answerHits({ token: seen.token, says: "answered" })).bytes);
    expect(expectValue(await mci.door.inspectHits({ file: made })).readBefore).not.toBeNull();
    expect(kind(await mci.door.readHits({ token: seen.token, secret }))).toBe("token-expired");
    await openNewCase(afm, "A-2");
    expect(kind(await afm.door.inspectHits({ file: answered }))).toBe("hits-unknown-question");
  });

  it("after its time, long before it was made, or as another file under a name that was used", async () => {
    await add(mci, "site", { domain: "umit.kz" });
    const knb = await createCorrespondent("knb");
    const admission = { typedGroup: knb.identity.fingerprint.slice(-5), verified: "in-person", ceiling: "amber" } as const;
    expectValue(await mci.door.admitPartner({ bytes: knb.identityFile, ...admission }));
    const now = createFixedClock().now();
    const day = 86_400_000;
    const exchange = { author: knb.identity.author, to: mci.me.author, exchange: "07".repeat(16) };
    const keys = await deriveExchangeKeys(secret, exchange, testCosts);
    const ask = async (at: number, until: number, seed: string) => {
      const digests = packDigests([], 64, createSeededRandom(seed));
      const dates = { at: instant(at), until: instant(until) };
      const file = await writeQuestion({ ...exchange, ...dates, kinds: ["domain"], check: keys.check, digests }, (text) => knb.signer.sign(text));
      return mci.door.inspectHits({ file: blobOf(file.bytes) });
    };
    expect(kind(await ask(now - 2 * day, now - day, "a"))).toBe("hits-expired");
    expect(kind(await ask(now + 2 * day, now + 3 * day, "a"))).toBe("hits-from-future");
    const { token } = expectValue(await ask(now, now + day, "a"));
    expect(expectValue(await mci.door.readHits({ token, secret })).hits).toEqual([]);
    expect(kind(await ask(now, now + day, "b"))).toBe("hits-name-used");
    expect(kind(await ask(now, now + day, "a"))).toBe("ok");
  });
});
