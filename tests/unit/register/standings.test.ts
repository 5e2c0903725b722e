import { beforeEach, describe, expect, test } from "vitest";
import { readReceipt } from "../../../shared/bundle/receipt.ts";
import type { BundleChoice } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, expectValue } from "../../kit/agency.ts";
import { flipBit } from "../../kit/damage.ts";
import { accept, createNotedCase, receiptOf, registered, seal } from "../../kit/noted-case.ts";
import { addPerson, sayText } from "../../kit/shared-case.ts";

type Noted = Awaited<ReturnType<typeof createNotedCase>>;
let noted: Noted;
let [hash, other]: [string, EntityId | null] = ["", null];
let file: Blob;

/** One bundle of two persons and two exhibits. */
beforeEach(async () => {
  noted = await createNotedCase("afm", "mci");
  const { afm } = noted;
  other = await addPerson(afm.door, "Somebody Else");
  const about = { title: "", publisher: "", publishedAt: "", grade: "B2", handling: "green" } as const;
  const files = [];
  for (const text of ["first", "second"]) {
    const [exhibit] = expectValue(await afm.door.addExhibit({ ...about, file: new Blob([text]), fileName: `${text}.txt` })).entities;
    const value = exhibit === undefined ? undefined : afm.entities.get(exhibit)?.facts["file"]?.[0]?.value;
    files.push(value?.kind === "file" ? value.sha256 : expect.fail("a file"));
  }
  ({ file, statementHash: hash } = await seal(afm, [noted.mci], { files }));
});

const acceptPart = async ({ door }: Agency, choice: BundleChoice): Promise<number> => {
  const { token } = expectValue(await door.openBundle({ file }));
  return expectValue(await door.acceptBundle({ token, choice })).newClaims;
};
const person = (): BundleChoice => ({ entities: [noted.person], claims: [] });
/** What the register tells of the bundle, and what a receipt of it signs. */
async function told(agency: Agency) {
  const { state, details } = await registered(agency, hash);
  const { deed, claims, files } = (await receiptOf(agency, hash)).receipt;
  expect([details?.newClaims, details?.newFiles]).toEqual([claims, files]);
  return { state, deed, claims, files };
}
const reopen = async ({ door, passphrase }: Agency): Promise<void> => {
  await door.lock(null);
  expectValue(await door.unlock({ kind: "passphrase", text: passphrase }));
};

describe("what the register tells and a receipt signs follows the acceptances as they stand", () => {
  test("accepted whole, undone, a part, redone: each is told as it is, and counts never add up", async () => {
    const { mci, caseId } = noted;
    await accept(mci, file);
    const whole = await told(mci);
    expect(whole).toMatchObject({ state: "accepted", deed: "accepted", files: 2 });
    expect(whole.claims).toBe((await registered(mci, hash)).details?.disclosed);
    expectValue(await mci.door.undo(null));
    expect(await told(mci)).toEqual({ state: "taken-back", deed: "looked-at", claims: 0, files: 0 });
    expectValue(await mci.door.redo(null));
    expect(await told(mci)).toEqual(whole);
    expectValue(await mci.door.undo(null));
    const claims = await acceptPart(mci, person());
    expect(claims).toBeLessThan(whole.claims);
    const part = { state: "accepted-in-part", deed: "accepted-in-part", claims, files: 0 };
    expect(await told(mci)).toEqual(part);
    // The books know it without the case, and after they are read anew.
    await reopen(mci);
    expect(await registered(mci, hash)).toMatchObject({ state: "accepted-in-part", details: { isWhole: false, newClaims: claims, newFiles: 0 } });
    expect(await told(mci)).toEqual(part);
    expectValue(await mci.door.openCase({ caseId }));
    await accept(mci, file);
    expect(await told(mci)).toEqual(whole);
    expectValue(await mci.door.undo(null));
    expect(await told(mci)).toEqual(part);
  });

  test("an undo is in the books at once, though nobody looked at the register before the case was closed", async () => {
    const { mci } = noted;
    await accept(mci, file);
    expectValue(await mci.door.undo(null));
    await mci.door.closeCase(null);
    expect((await registered(mci, hash)).state).toBe("taken-back");
    expect((await receiptOf(mci, hash)).receipt).toMatchObject({ deed: "looked-at", claims: 0, files: 0 });
  });

  test("set aside is looked at; taken in from there later it is accepted, in part or whole; left, it is taken back", async () => {
    const { mci } = noted;
    const { token } = expectValue(await mci.door.openBundle({ file }));
    expectValue(await mci.door.setBundleAside({ token }));
    expect(await told(mci)).toEqual({ state: "set-aside", deed: "looked-at", claims: 0, files: 0 });
    const takeIn = async (choice: BundleChoice | null): Promise<void> => {
      const [layer] = expectValue(await mci.door.listLayers(null));
      const review = expectValue(await mci.door.openLayer({ layer: layer?.layer ?? expect.fail("a layer") }));
      expectValue(await mci.door.acceptBundle({ token: review.token, choice }));
    };
    await takeIn(person());
    expect(await told(mci)).toMatchObject({ state: "accepted-in-part", deed: "accepted-in-part", files: 0 });
    await takeIn(null);
    expect(await told(mci)).toMatchObject({ state: "accepted", deed: "accepted", files: 2 });
    for (const _ of [1, 2]) expectValue(await mci.door.undo(null));
    expect((await told(mci)).state).toBe("set-aside");
    const [layer] = expectValue(await mci.door.listLayers(null));
    expectValue(await mci.door.leaveLayer({ layer: layer?.layer ?? expect.fail("a layer") }));
    expect(await told(mci)).toEqual({ state: "taken-back", deed: "looked-at", claims: 0, files: 0 });
  });

  test("an exhibit taken in as a part brings its own file only", async () => {
    const { mci, afm } = noted;
    const [exhibit] = [...afm.entities.values()].filter(({ type }) => type === "exhibit");
    await acceptPart(mci, { entities: [exhibit?.id ?? expect.fail("an exhibit")], claims: [] });
    expect(await told(mci)).toMatchObject({ state: "accepted-in-part", files: 1 });
  });

  test("what two bundles brought counts once, for the first", async () => {
    const { afm, mci, person: whom } = noted;
    await accept(mci, file);
    const first = await told(mci);
    await sayText(afm.door, whom, "alias", "Only in the second");
    const second = await seal(afm, [mci]);
    await accept(mci, second.file);
    expect((await registered(mci, second.statementHash)).details).toMatchObject({ newClaims: 1, isWhole: true });
    expect(await told(mci)).toEqual(first);
  });
});

test("a damaged case gives no receipt: nobody can tell what of the bundle is in it", async () => {
  const { mci, person: whom } = noted;
  await accept(mci, file);
  const boxes = () => new Map([...mci.store.runs].map(([name, each]) => [name, each.length]));
  const before = boxes();
  for (const text of ["a", "b", "c", "d", "e"]) await sayText(mci.door, whom, "alias", text);
  const [ofCase] = [...boxes()].find(([name, count]) => count === (before.get(name) ?? 0) + 5) ?? expect.fail("the run of the case");
  await mci.door.closeCase(null);
  flipBit(mci.store.runs.get(ofCase)?.[0]?.sealed ?? expect.fail("it lies there"), 90);
  expect(await mci.door.makeReceipt({ statementHash: hash, deed: "arrival", notice: null })).toMatchObject({ error: { kind: "read-only" } });
});

test("out of use that was undone is not decided: the register asks again, no answer is signed; done again it is as decided", async () => {
  const { clock, afm, mci } = noted;
  await accept(mci, file);
  clock.advance(1000);
  const notice = expectValue(await afm.door.recallBundle({ statementHash: hash, why: "The wrong person was named" }));
  expectValue(await mci.door.takeNote({ bytes: notice.file.bytes }));
  const answer = () => mci.door.makeReceipt({ statementHash: hash, deed: "answer", notice: notice.hash });
  expect(expectValue(await mci.door.decideNotice({ notice: notice.hash, decision: "out-of-use", why: "" })).claims).toBeGreaterThan(1);
  // Decided once more, nothing is left to contest: that decision is no other act.
  expectValue(await mci.door.decideNotice({ notice: notice.hash, decision: "out-of-use", why: "" }));
  expect(await registered(mci, hash)).toMatchObject({ state: "out-of-use", notices: [{ decision: { is: "out-of-use" } }] });
  expectValue(await answer());
  expectValue(await mci.door.undo(null));
  for (const isOpen of [true, false]) {
    if (!isOpen) await reopen(mci);
    expect(await registered(mci, hash)).toMatchObject({ state: "recalled", notices: [{ decision: null }] });
    expect(await answer()).toMatchObject({ error: { kind: "not-decided" } });
  }
  expectValue(await mci.door.openCase({ caseId: noted.caseId }));
  expectValue(await mci.door.redo(null));
  expect(await registered(mci, hash)).toMatchObject({ state: "out-of-use", notices: [{ decision: { is: "out-of-use" } }] });
  const { file: signed } = expectValue(await answer());
  expect(expectValue(await readReceipt(signed.bytes))).toMatchObject({ deed: "out-of-use", answers: notice.hash });
});

describe("a part brings the case's own name", () => {
  const named = async ({ door }: Agency) => expectValue(await door.listCases(null));
  const own = { number: "2026-0417", title: "Umit Invest" };

  test("to a case that is new, and to one that was emptied by undo", async () => {
    const { mci, caseId } = noted;
    await acceptPart(mci, person());
    expect(await named(mci)).toMatchObject([own]);
    expectValue(await mci.door.undo(null));
    await accept(mci, file);
    expectValue(await mci.door.undo(null));
    await acceptPart(mci, person());
    expect(await named(mci)).toMatchObject([own]);
    expect(expectValue(await mci.door.openCase({ caseId }))).toMatchObject({ ...own, handling: "green" });
    expect(mci.entities.get(other ?? noted.person)).toBeUndefined();
  });

  test("also when another part that brought it first is undone", async () => {
    const { afm, mci, caseId } = noted;
    await acceptPart(mci, person());
    await acceptPart(mci, { entities: [other ?? expect.fail("a person")], claims: [] });
    expectValue(await mci.door.undo(null));
    expect(expectValue(await mci.door.openCase({ caseId }))).toMatchObject(own);
    expect(afm.entities.get(noted.person)).toBeDefined();
  });
});
