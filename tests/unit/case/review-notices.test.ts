import { beforeEach, expect, test } from "vitest";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { ValueDraft } from "../../../shared/case/door.ts";
import type { BundleReview, ReviewNotice } from "../../../shared/case/review-door.ts";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

const usual = { grade: "B2", handling: "amber", source: null } as const;
const text = (said: string) => ({ kind: "text", text: said }) as const;

let afm: Agency;
let mci: Agency;
let exchange: EntityId;

/** Two agencies that share a case with one exchange in it. */
beforeEach(async () => {
  [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  await admit(afm, mci);
  await admit(mci, afm);
  const caseId = expectValue(await afm.door.createCase({ number: "7", title: "Joint", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
  exchange = await add(afm, "exchange", "SwapHub");
  await accept(mci, await sendTo(afm, mci));
});

async function admit(host: Agency, guest: Agency): Promise<void> {
  const { bytes } = expectValue(await guest.door.identityFile(null));
  expectValue(await host.door.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "in-person", ceiling: "red" }));
}

async function add({ door }: Agency, type: string, name: string): Promise<EntityId> {
  const property = type === "person" ? "fullName" : "name";
  const [id] = expectValue(await door.addEntity({ type, values: [{ property, value: text(name) }], ...usual })).entities;
  invariant(id !== undefined, "an added thing has an id");
  return id;
}
const set = async ({ door }: Agency, property: string, said: string, more: Partial<ValueDraft> = {}): Promise<void> =>
  void expectValue(await door.setValue({ entity: exchange, property, value: text(said), replaces: null, ...usual, ...more }));

async function sendTo(from: Agency, to: Agency, withhold: readonly ClaimId[] = []): Promise<BundleReview> {
  const plan: SharePlan = {
    entities: null,
    withhold,
    files: [],
    to: [to.me.author],
    marking: "red",
    legalBasis: "law",
    purpose: "check",
    retainUntil: "",
  };
  const { file } = expectValue(await from.door.share(plan));
  return expectValue(await to.door.openBundle({ file }));
}
const accept = async (agency: Agency, { token }: BundleReview): Promise<void> => void expectValue(await agency.door.acceptBundle({ token }));
const claimOf = ({ entities }: Agency, property: string, said: string): ClaimId => {
  const fact = entities.get(exchange)?.facts[property]?.find(({ value }) => value.kind === "text" && value.text === said);
  return fact?.claim ?? expect.fail(`${property} is said`);
};
const added = ({ rows }: BundleReview) => rows.filter(({ states }) => states.includes("new"));
const changed = ({ rows }: BundleReview) => rows.filter(({ state, states }) => state !== "known" && !states.includes("new"));
const brief = ({ notices }: BundleReview) => notices.map(({ kind, property, agency }: ReviewNotice) => `${kind} ${property} ${agency}`);

test("a thing that comes anew needs no notice", async () => {
  await add(afm, "person", "Ботагөз");
  const review = await sendTo(afm, mci);
  expect(added(review).map(({ title }) => title)).toEqual(["Ботагөз"]);
  expect(review.notices).toEqual([]);
});

test("what a partner took back is said before it goes, and then is gone; said again it is restored", async () => {
  await set(afm, "country", "KZ");
  await accept(mci, await sendTo(afm, mci));
  const claim = claimOf(mci, "country", "KZ");
  expectValue(await afm.door.retract({ claims: [claim] }));
  const review = await sendTo(afm, mci);
  expect(review.notices).toEqual([
    {
      kind: "retracted",
      entity: exchange,
      type: "exchange",
      title: "SwapHub",
      property: "country",
      value: text("KZ"),
      agency: "afm",
      other: "",
      why: "",
      said: { grade: "B2", source: null, isContestedByUs: false },
    },
  ]);
  expect(changed(review)).toMatchObject([{ entity: exchange, come: 0, go: 1, disputed: 0, undisputed: 0 }]);
  expect(mci.entities.get(exchange)?.facts["country"]).toHaveLength(1);
  await accept(mci, review);
  expect(mci.entities.get(exchange)?.facts["country"]).toBeUndefined();
  expectValue(await afm.door.undo(null));
  expect(brief(await sendTo(afm, mci))).toEqual(["restored country afm"]);
});

test("ours that a partner contests is a notice, and so is that it no longer does", async () => {
  const claim = claimOf(mci, "name", "SwapHub");
  expectValue(await mci.door.dispute({ claims: [claim] }));
  const contested = await sendTo(mci, afm);
  expect(brief(contested)).toEqual(["disputed name mci"]);
  expect(changed(contested)).toMatchObject([{ come: 0, go: 0, disputed: 1, undisputed: 0 }]);
  await accept(afm, contested);
  expectValue(await mci.door.dispute({ claims: [claim] }));
  expect(brief(await sendTo(mci, afm))).toEqual(["no-longer-disputed name mci"]);
});

test("a rival value for the same time is a notice; one of another time, or of a list, is none", async () => {
  await set(afm, "legality", "unlicensed", { during: { from: "2024-01-01", to: "2024-12-31" } });
  await accept(mci, await sendTo(afm, mci));
  await set(mci, "legality", "licensed", { during: { from: "2025-01-01", to: "" } });
  await set(mci, "alias", "Swap");
  await set(mci, "name", "SwapHub OTC");
  const review = await sendTo(mci, afm);
  expect(brief(review)).toEqual(["rival name mci"]);
  expect(review.notices[0]?.value).toEqual(text("SwapHub OTC"));
  expect(changed(review)).toMatchObject([{ come: 3, go: 0 }]);
});

test("a ruling and its withdrawal come with the value relied on, and why", async () => {
  const claim = claimOf(mci, "name", "SwapHub");
  expectValue(await mci.door.rule({ entity: exchange, claim, why: "The register says so", until: "", handling: "amber" }));
  const ruled = await sendTo(mci, afm);
  expect(ruled.notices).toMatchObject([{ kind: "ruled", property: "name", value: text("SwapHub"), why: "The register says so", agency: "mci" }]);
  await accept(afm, ruled);
  const [ruling] = mci.entities.get(exchange)?.rulings ?? [];
  invariant(ruling !== undefined, "it is ruled");
  expectValue(await mci.door.withdrawRuling({ rulings: [ruling.claim] }));
  expect((await sendTo(mci, afm)).notices).toMatchObject([{ kind: "ruling-withdrawn", property: "name", value: text("SwapHub") }]);
});

test("a merge and its end name both things", async () => {
  const other = await add(afm, "exchange", "Swap Hub");
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.merge({ keep: exchange, others: [other], why: "One owner", grade: "B2", handling: "amber" }));
  const merged = await sendTo(mci, afm);
  expect(merged.notices).toMatchObject([{ kind: "merged", entity: other, title: "Swap Hub", other: "SwapHub", why: "One owner", agency: "mci" }]);
  await accept(afm, merged);
  expect(afm.entities.get(exchange)?.members).toEqual([other]);
  expectValue(await mci.door.unmerge({ member: other }));
  const parted = await sendTo(mci, afm);
  expect(brief(parted)).toEqual(["unmerged  mci"]);
  await accept(afm, parted);
  expect(afm.entities.get(exchange)?.members).toEqual([]);
});

test("a copy is a notice of the exhibit that repeats", async () => {
  const exhibit = async (said: string): Promise<EntityId> => {
    const draft = {
      file: new Blob([said]),
      fileName: `${said}.txt`,
      title: said,
      publisher: "",
      publishedAt: "",
      grade: "B2",
      handling: "amber",
    } as const;
    return expectValue(await afm.door.addExhibit(draft)).entities[0] ?? expect.fail("an exhibit has an id");
  };
  const [release, outlet] = [await exhibit("release"), await exhibit("outlet")];
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.sayCopy({ copy: outlet, original: release, why: "Word for word" }));
  expect((await sendTo(afm, mci)).notices).toMatchObject([{ kind: "copy", title: "outlet", other: "release", why: "Word for word", agency: "afm" }]);
});

test("a thing or link taken back whole is one notice, named by what it was", async () => {
  const person = await add(afm, "person", "Ботагөз");
  expectValue(await afm.door.addLink({ type: "operates", from: person, to: exchange, values: [], ...usual }));
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.removeEntities({ entities: [person] }));
  const review = await sendTo(afm, mci);
  expect(review.notices.map(({ kind, title, type }) => `${kind} ${type} ${title}`)).toEqual([
    "retracted person Ботагөз",
    "retracted operates Ботагөз → SwapHub",
  ]);
  expect(changed(review).map(({ title, facts, go }) => [title, facts, go])).toContainEqual(["Ботагөз", 0, 2]);
});

test("a value put in the place of another is no rival at the partner's: what it replaced is told as taken back", async () => {
  const claim = claimOf(mci, "name", "SwapHub");
  await set(afm, "name", "SwapHub OTC", { replaces: claim });
  const review = await sendTo(afm, mci);
  expect(brief(review)).toEqual(["retracted name afm"]);
  await accept(mci, review);
  expect(mci.entities.get(exchange)?.facts["name"]?.map(({ value }) => value)).toEqual([text("SwapHub OTC")]);
});

test("what was withheld and then taken back is told to nobody, and what one partner holds not to another", async () => {
  await set(afm, "country", "KZ");
  const kept = claimOf(afm, "country", "KZ");
  await accept(mci, await sendTo(afm, mci, [kept]));
  expectValue(await afm.door.retract({ claims: [kept] }));
  expect(await sendTo(afm, mci)).toMatchObject({ notices: [], newClaims: 0, newCommits: 0 });
  const knb = await createAgency("knb");
  await admit(afm, knb);
  await admit(knb, afm);
  await set(afm, "alias", "Swap");
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.retract({ claims: [claimOf(afm, "alias", "Swap")] }));
  // Three claims make the exchange and the case as it is named; nothing of what only the other partner holds is among them.
  const review = await sendTo(afm, knb);
  expect(review.newCommits).toBe(2);
  expect(brief(await sendTo(afm, mci))).toEqual(["retracted alias afm"]);
});

test("a partner's word that two are not one contests a merge of ours, which stands and is marked until that word is contested", async () => {
  const [one, other] = [await add(afm, "person", "Ботагөз"), await add(afm, "person", "Ботакоз")];
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.merge({ keep: one, others: [other], why: "", grade: "B2", handling: "green" }));
  expectValue(await mci.door.sayDistinct({ a: one, b: other, why: "different years of birth" }));
  const review = await sendTo(mci, afm);
  expect(review.notices).toMatchObject([{ kind: "merge-contested", agency: "mci", why: "different years of birth" }]);
  await accept(afm, review);
  expect(afm.entities.get(one)).toMatchObject({ members: [other], isDisputed: true });
  const [said] = [...afm.entities.values()].filter(({ type }) => type === "distinctFrom").flatMap(({ facts }) => facts["type"] ?? []);
  expectValue(await afm.door.dispute({ claims: said === undefined ? [] : [said.claim] }));
  expect(afm.entities.get(one)).toMatchObject({ members: [other], isDisputed: false });
  // Whom they merged, and who says so too: a third still comes to them.
  expectValue(await afm.door.dispute({ claims: said === undefined ? [] : [said.claim] }));
  const third = await add(afm, "person", "Ботагөз Б.");
  expectValue(await afm.door.merge({ keep: one, others: [third], why: "", grade: "B2", handling: "green" }));
  expect(new Set(afm.entities.get(one)?.members)).toEqual(new Set([other, third]));
  expectValue(await afm.door.unmerge({ member: other }));
  expect(afm.entities.get(one)).toMatchObject({ members: [third], isDisputed: false });
});

test("what a partner said is not changed in its place by the core either", async () => {
  await accept(mci, await sendTo(afm, mci));
  const replaces = claimOf(mci, "name", "SwapHub");
  const change = { entity: exchange, property: "name", value: text("Swap Hub"), replaces, grade: "B2", handling: "green", source: null } as const;
  expect(await mci.door.setValue(change)).toMatchObject({ ok: false, error: { kind: "not-ours" } });
  expect(mci.entities.get(exchange)?.facts["name"]).toMatchObject([{ claim: replaces, disputedBy: [] }]);
});

test("a claim that stays since it is marked stricter says so in the preview, also when nothing else of its commit travels", async () => {
  await set(afm, "country", "KZ", { handling: "red" });
  const plan: SharePlan = {
    entities: [exchange],
    withhold: [],
    files: [],
    to: [mci.me.author],
    marking: "amber",
    legalBasis: "",
    purpose: "x",
    retainUntil: "",
  };
  const seen = expectValue(await afm.door.previewShare(plan));
  const claim = seen.entities.find(({ entity }) => entity === exchange)?.claims.find(({ property }) => property === "country");
  expect(claim).toMatchObject({ leaves: false, reason: "above-ceiling" });
  expect(seen.warnings).toContainEqual({ kind: "above-marking", count: 1 });
});

test("what was taken back of what only one of two recipients was given is counted in the preview, and told to that one alone", async () => {
  const knb = await createAgency("knb");
  await admit(afm, knb);
  await admit(knb, afm);
  await set(afm, "alias", "Swap");
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.retract({ claims: [claimOf(afm, "alias", "Swap")] }));
  const plan: SharePlan = {
    entities: null,
    withhold: [],
    files: [],
    to: [mci.me.author, knb.me.author],
    marking: "red",
    legalBasis: "",
    purpose: "x",
    retainUntil: "",
  };
  expect(expectValue(await afm.door.previewShare(plan)).warnings).toContainEqual({ kind: "taken-back-untold", count: 1 });
  const alone = expectValue(await afm.door.previewShare({ ...plan, to: [mci.me.author] }));
  expect(alone.warnings.map(({ kind }) => kind)).not.toContain("taken-back-untold");
  expect(brief(await sendTo(afm, mci))).toEqual(["retracted alias afm"]);
});

test("to take back what a partner said is to contest it, and is called so in the log; ours and theirs at once are refused", async () => {
  await accept(mci, await sendTo(afm, mci));
  const theirs = claimOf(mci, "name", "SwapHub");
  await set(mci, "alias", "Swap");
  expect(await mci.door.retract({ claims: [theirs, claimOf(mci, "alias", "Swap")] })).toMatchObject({ ok: false, error: { kind: "not-ours" } });
  expect(expectValue(await mci.door.retract({ claims: [theirs] })).intent).toBe("dispute");
  expect(expectValue(await mci.door.retract({ claims: [claimOf(mci, "alias", "Swap")] })).intent).toBe("remove");
  expect(expectValue(await mci.door.audit(null)).map(({ intent }) => intent)).toContain("dispute");
});

test("a file whose name holds control characters is kept under a plain name, and the name as it was is noted", async () => {
  const draft = { file: new Blob(["x"], { type: "text/plain" }), title: "", publisher: "", publishedAt: "", grade: "B2", handling: "amber" } as const;
  const keep = async (fileName: string, content: string) => {
    const [id] = expectValue(await afm.door.addExhibit({ ...draft, file: new Blob([content]), fileName })).entities;
    const { fileName: name, note } = afm.entities.get(id ?? expect.fail())?.facts ?? {};
    return [name?.[0]?.value, note?.[0]?.value];
  };
  expect(await keep("Акт\u0007 сверки\u0085.pdf", "1")).toEqual([text("Акт  сверки .pdf"), text(String.raw`fileName: "Акт\u0007 сверки\u0085.pdf"`)]);
  expect(await keep("tab\tand\nline.txt", "2")).toEqual([text("tab and line.txt"), text(String.raw`fileName: "tab\tand\nline.txt"`)]);
  expect(await keep("Әділет (2).pdf", "3")).toEqual([text("Әділет (2).pdf"), undefined]);
});
