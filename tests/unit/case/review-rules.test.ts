import { beforeEach, describe, expect, test } from "vitest";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { isAtLeast } from "../../../shared/case/review-rule.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Grade } from "../../../shared/ledger/model.ts";
import { type Agency, expectValue } from "../../kit/agency.ts";
import { addPerson, createSharedCase, type SharedCase } from "../../kit/shared-case.ts";

let shared: SharedCase;
beforeEach(async () => {
  shared = await createSharedCase();
});

const wholeCase = { entities: null, withhold: [], files: [], marking: "green", legalBasis: "law", purpose: "check", retainUntil: "" } as const;
const text = (value: string) => ({ kind: "text", text: value }) as const;

async function review(from: Agency, to: Agency): Promise<BundleReview> {
  const { file } = expectValue(await from.door.share({ ...wholeCase, to: [to.me.author] }));
  return expectValue(await to.door.openBundle({ file }));
}

async function say({ door }: Agency, entity: EntityId, property: string, value: string, grade: Grade): Promise<void> {
  const said = property === "birthDate" ? ({ kind: "date", from: value, to: value } as const) : text(value);
  expectValue(await door.setValue({ entity, property, value: said, replaces: null, grade, handling: "green", source: null }));
}

describe("what may be ours under another id", () => {
  const withIin = async ({ door }: Agency, name: string, iin: string): Promise<EntityId> => {
    const values = [
      { property: "fullName", value: text(name) },
      { property: "iin", value: { kind: "identifier", text: iin } as const },
    ];
    const said = await door.addEntity({ type: "person", values, grade: "B2", handling: "green", source: null });
    return expectValue(said).entities[0] ?? expect.fail("a person");
  };

  test("is listed by score with its reasons: ours on one side, theirs on the other, and neither ours with ours nor theirs with theirs", async () => {
    const { afm, mci } = shared;
    const ours = await withIin(mci, "Ахметов Алмас", "900101300017");
    await addPerson(mci.door, "Serik Saparov");
    await addPerson(mci.door, "Serik Saparov");
    const theirs = await withIin(afm, "A. Akhmetov", "900101300017");
    const named = await addPerson(afm.door, "Saparov Serik");
    await addPerson(afm.door, "Nobody Else");
    const { token } = await review(afm, mci);
    const { pairs, more } = expectValue(await mci.door.reviewMatches({ token, limit: 10 }));
    expect(pairs.map(({ theirs: { id }, score }) => [id, score])).toEqual([
      [theirs, 95],
      [named, 55],
      [named, 55],
    ]);
    expect(pairs[0]).toMatchObject({ ours: { id: ours, title: "Ахметов Алмас" }, reasons: [{ kind: "same-identifier", property: "iin" }] });
    expect(more).toBe(0);
    expect(expectValue(await mci.door.reviewMatches({ token, limit: 1 }))).toMatchObject({ pairs: [{ score: 95 }], more: 2 });
  });

  test("is not asked of what the bundle itself says to be one or not, nor of a case that is not here", async () => {
    const { afm, mci } = shared;
    const ours = await withIin(mci, "Ахметов Алмас", "900101300017");
    await shared.send(mci, afm);
    const theirs = await withIin(afm, "A. Akhmetov", "900101300017");
    const first = await review(afm, mci);
    expect(expectValue(await mci.door.reviewMatches({ token: first.token, limit: 10 })).pairs).toHaveLength(1);
    expectValue(await afm.door.sayDistinct({ a: ours, b: theirs, why: "Twins" }));
    const second = await review(afm, mci);
    expect(expectValue(await mci.door.reviewMatches({ token: second.token, limit: 10 })).pairs).toEqual([]);
    expect(await mci.door.reviewMatches({ token: "none", limit: 10 })).toMatchObject({ ok: false, error: { kind: "token-expired" } });
  });

  test("is united after it was taken in by a merge as any, and one undo parts the two again", async () => {
    const { afm, mci } = shared;
    const ours = await withIin(mci, "Ахметов Алмас", "900101300017");
    const theirs = await withIin(afm, "A. Akhmetov", "900101300017");
    const { token } = await review(afm, mci);
    expectValue(await mci.door.acceptBundle({ token }));
    expectValue(await mci.door.merge({ keep: ours, others: [theirs], why: "Same IIN", grade: "B2", handling: "green" }));
    expect(mci.entities.get(ours)?.members).toEqual([theirs]);
    expectValue(await mci.door.undo(null));
    expect([mci.entities.get(ours)?.members, mci.entities.has(theirs)]).toEqual([[], true]);
  });

  test("tells which values a merge would put side by side and whose would stand first, and ours stays relied on by a ruling within the merge", async () => {
    const { afm, mci } = shared;
    const ours = await withIin(mci, "Ахметов Алмас", "900101300017");
    await say(mci, ours, "birthDate", "1990-01-01", "A1");
    const theirs = await withIin(afm, "A. Akhmetov", "900101300017");
    await say(afm, theirs, "birthDate", "1990-01-02", "C3");
    await say(afm, theirs, "fullName", "Akhmetov Almas", "A1");
    const { token } = await review(afm, mci);
    const [pair] = expectValue(await mci.door.reviewMatches({ token, limit: 10 })).pairs;
    // The same number is no rival; the day is better graded by us, the name by them.
    const rivals = pair?.rivals.map(({ property, first, ...sides }) => [property, first, sides.ours.agency, sides.theirs.grade]);
    expect(rivals?.sort()).toEqual([
      ["birthDate", "ours", "mci", "C3"],
      ["fullName", "theirs", "mci", "A1"],
    ]);
    const name = pair?.rivals.find(({ property }) => property === "fullName")?.ours.claim ?? expect.fail("a name of ours");
    expectValue(await mci.door.acceptBundle({ token }));
    const merging = { keep: ours, others: [theirs], grade: "B2", handling: "green" } as const;
    const title = () => mci.entities.get(ours)?.title;
    expectValue(await mci.door.merge({ ...merging, why: "Same IIN" }));
    expect(title()).toBe("Akhmetov Almas");
    expectValue(await mci.door.undo(null));
    expect(await mci.door.merge({ ...merging, why: " ", relyOn: [name] })).toMatchObject({ error: { kind: "reason-needed" } });
    expect(await mci.door.merge({ ...merging, why: "Same IIN", relyOn: [name, name] })).toMatchObject({ error: { kind: "missing" } });
    expect(title()).toBe("Ахметов Алмас");
    expectValue(await mci.door.merge({ ...merging, why: "Same IIN", relyOn: [name] }));
    expect([title(), mci.entities.get(ours)?.conflicts.find(({ property }) => property === "fullName")?.because]).toEqual([
      "Ахметов Алмас",
      "ruling",
    ]);
    expectValue(await mci.door.undo(null));
    expect([mci.entities.get(ours)?.rulings, mci.entities.get(theirs)?.title]).toEqual([[], "Akhmetov Almas"]);
    expectValue(await mci.door.redo(null));
    expect(title()).toBe("Ахметов Алмас");
  });
});

describe("rules about grades", () => {
  test.each([
    ["B2", "B2", true],
    ["A1", "B2", true],
    ["B3", "B2", false],
    ["C1", "B2", false],
    ["F6", "F6", true],
    ["A6", "B2", false],
  ] as const)("%s is %s or better: %s", (grade, least, holds) => {
    expect(isAtLeast(grade, least)).toBe(holds);
  });

  test("what is graded so or better would be chosen, counted of all that comes; asking changes nothing, and a choice of it takes in no other value", async () => {
    const { afm, mci, person } = shared;
    await say(afm, person, "alias", "Sure", "A1");
    await say(afm, person, "alias", "Rumour", "D4");
    const before = mci.entities.get(person);
    const { token } = await review(afm, mci);
    const weight = expectValue(await mci.door.weighRule({ token, rule: { kind: "take", least: "B2" } }));
    expect(weight).toMatchObject({ values: 2, decides: [] });
    expect(weight.takes.map(({ entity }) => entity)).toEqual([person]);
    expect(mci.entities.get(person)).toBe(before);
    const claims = weight.takes.map(({ claim }) => claim);
    expectValue(await mci.door.acceptBundle({ token, choice: { entities: [], claims } }));
    expect(mci.entities.get(person)?.facts["alias"]?.map(({ value }) => value)).toEqual([text("Sure")]);
    expect(await mci.door.weighRule({ token: (await review(afm, mci)).token, rule: { kind: "take", least: "Z9" } })).toMatchObject({ ok: false });
  });

  test("of conflicts the better graded value is relied on, ours where they are equal, and nothing where two of one side are alike", async () => {
    const { afm, mci } = shared;
    const people: EntityId[] = [];
    for (const name of ["Theirs better", "Ours better", "Equal", "Two alike"]) people.push(await addPerson(afm.door, name));
    await shared.send(afm, mci);
    const [theirs, ours, equal, alike] = people as [EntityId, EntityId, EntityId, EntityId];
    const both = async (entity: EntityId, our: Grade, their: Grade): Promise<void> => {
      await say(mci, entity, "birthDate", "1980-01-01", our);
      await say(afm, entity, "birthDate", "1981-01-01", their);
    };
    await both(theirs, "C3", "A1");
    await both(ours, "A1", "C3");
    await both(equal, "B2", "B2");
    await both(alike, "C3", "A1");
    await say(afm, alike, "birthDate", "1982-01-01", "A1");
    const { token } = await review(afm, mci);
    const weigh = async (kind: "better" | "ours-equal") => expectValue(await mci.door.weighRule({ token, rule: { kind } }));
    const told = ({ decides }: Awaited<ReturnType<typeof weigh>>) => decides.map(({ entity, side }) => [entity, side]);
    const better = await weigh("better");
    expect(better).toMatchObject({ conflicts: 4, takes: [] });
    expect(told(better)).toEqual(
      expect.arrayContaining([
        [theirs, "theirs"],
        [ours, "ours"],
      ]),
    );
    expect(better.decides).toHaveLength(2);
    expect(told(await weigh("ours-equal"))).toEqual([[equal, "ours"]]);
  });
});

describe("comparing again", () => {
  test("tells a review against what the case says by now, under the same token, and what is then accepted is what was shown", async () => {
    const { afm, mci, person } = shared;
    await say(afm, person, "alias", "Gali", "B2");
    const first = await review(afm, mci);
    expect(first.rows.find(({ entity }) => entity === person)).toMatchObject({ states: ["changed"], agencies: ["afm"], handling: "green" });
    await say(afm, person, "birthDate", "1983-01-01", "B2");
    await say(mci, person, "birthDate", "1984-01-01", "B2");
    const second = await review(afm, mci);
    expect(second.rows.find(({ entity }) => entity === person)?.conflicts).toEqual(["birthDate"]);
    expectValue(await mci.door.undo(null));
    const again = expectValue(await mci.door.compareAgain({ token: second.token }));
    expect(again).toMatchObject({ token: second.token, layer: null, statementHash: second.statementHash });
    expect(again.rows.find(({ entity }) => entity === person)?.conflicts).toEqual([]);
    expectValue(await mci.door.acceptBundle({ token: second.token }));
    expect(await mci.door.compareAgain({ token: second.token })).toMatchObject({ ok: false, error: { kind: "token-expired" } });
  });

  test("of a layer tells what waits: less when some of it was taken in, and that it is no more when it was left", async () => {
    const { afm, mci, person } = shared;
    await say(afm, person, "alias", "Gali", "B2");
    const friend = await addPerson(afm.door, "Friend");
    expectValue(await mci.door.setBundleAside({ token: (await review(afm, mci)).token }));
    const [layer] = expectValue(await mci.door.listLayers(null));
    const id = layer?.layer ?? expect.fail("a layer");
    const { token } = expectValue(await mci.door.openLayer({ layer: id }));
    const other = expectValue(await mci.door.openLayer({ layer: id }));
    expectValue(await mci.door.acceptBundle({ token: other.token, choice: { entities: [friend], claims: [] } }));
    const again = expectValue(await mci.door.compareAgain({ token }));
    expect(again.rows.find(({ entity }) => entity === friend)?.state).toBe("known");
    expect(again.rows.find(({ entity }) => entity === person)?.state).toBe("changed");
    expectValue(await mci.door.leaveLayer({ layer: id }));
    expect(await mci.door.compareAgain({ token })).toMatchObject({ ok: false, error: { kind: "missing" } });
  });
});
