import { beforeEach, describe, expect, test } from "vitest";
import type { StolenSight, StolenState } from "../../../shared/case/stolen-door.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { copyStore } from "../../kit/flip-bits.ts";
import { createFixedClock, type FixedClock, instant } from "../../kit/fixed-clock.ts";
import { accept, seal } from "../../kit/noted-case.ts";
import { wholeCase } from "../../kit/shared-case.ts";
import { addPerson, befriend, sayText } from "../../kit/shared-case.ts";

/** afm holds a case with a person; mci's key is stolen on 4 March and the thief's clock is set back; knb is a third agency. */
let [afm, mci, knb]: Agency[] = [];
let clocks: Readonly<Record<"afm" | "mci" | "knb", FixedClock>>;
let person: EntityId;
let opened: CaseId;
const theft = instant(Date.UTC(2026, 2, 4));
const dayMs = 86_400_000;

beforeEach(async () => {
  clocks = { afm: createFixedClock(), mci: createFixedClock(), knb: createFixedClock() };
  [afm, mci, knb] = await Promise.all((["afm", "mci", "knb"] as const).map((name) => createAgency(name, name, { clock: clocks[name] })));
  for (const [one, other] of [
    [ours(), theirs()],
    [ours(), third()],
    [theirs(), third()],
  ] as const)
    await befriend(one, other);
  const caseId = expectValue(await ours().door.createCase({ number: "17", title: "Umit Invest", handling: "green" }));
  expectValue(await ours().door.openCase({ caseId }));
  opened = caseId;
  person = await addPerson(ours().door, "Galymzhan Utebayev");
  const { file } = await seal(ours(), [theirs(), third()]);
  for (const each of [theirs(), third()]) {
    await accept(each, file);
    expectValue(await each.door.openCase({ caseId }));
  }
});

const ours = (): Agency => afm ?? expect.fail("set up");
const theirs = (): Agency => mci ?? expect.fail("set up");
const third = (): Agency => knb ?? expect.fail("set up");
const give = async (from: Agency, to: Agency): Promise<void> => accept(to, (await seal(from, [to])).file);
const sight = ({ news }: Pick<Agency, "news">): StolenSight | null =>
  news.reduce<StolenSight | null>((last, each) => (each.kind === "stolen" ? each.sight : last), null);
const aliases = ({ entities }: Pick<Agency, "entities">) => entities.get(person)?.facts["alias"] ?? [];
const claimOf = (alias: string) => aliases(ours()).find(({ value }) => "text" in value && value.text === alias)?.claim ?? expect.fail(`no ${alias}`);
const stateOf = (alias: string): StolenState | null => sight(ours())?.marks.get(claimOf(alias))?.state ?? null;
const states = (): readonly StolenState[] => [...(sight(ours())?.marks.values() ?? [])].map(({ state }) => state).sort();

/** What mci said before the theft is in by then; what the thief says is dated before it as well, and taken in after it. */
async function rob(): Promise<void> {
  await sayText(theirs().door, person, "alias", "Early");
  await sayText(theirs().door, person, "alias", "Taken back by the thief");
  await give(theirs(), ours());
  clocks.afm.advance(4 * dayMs);
  await sayText(theirs().door, person, "alias", "Late");
  const taken = aliases(theirs()).find(({ value }) => "text" in value && value.text.startsWith("Taken"))?.claim;
  expectValue(await theirs().door.retract({ claims: [taken ?? expect.fail("it was said")] }));
  await give(theirs(), ours());
}
async function report(reason: "stolen" | "lost" | "left" = "stolen"): Promise<void> {
  clocks.mci.advance(5 * dayMs);
  const { me, door, passphrase } = theirs();
  const notice = expectValue(await door.revokeKey({ author: me.author, reason, from: theft, proof: { kind: "passphrase", text: passphrase } }));
  expect(expectValue(await ours().door.takeKeyNotice({ bytes: notice.bytes })).outcome).toBe("revoked");
}
const rule = (ruling: "keep" | "retract" | "ask-again", claims: readonly string[] | null = null, why = "Called the officer") =>
  ours().door.ruleOnStolen({ key: theirs().me.author, claims: claims as never, ruling, why });
const previewForThird = async (withhold: readonly string[] = []) =>
  expectValue(await ours().door.previewShare({ ...wholeCase, withhold: withhold as never, to: [third().me.author] }));

describe("a key that is reported stolen", () => {
  test("marks what nobody else shows to be older than the theft, whatever day it names; what was in by then is not marked", async () => {
    await rob();
    expect(sight(ours())).toBeNull();
    await report();
    // The late alias, and that the thief took one back.
    expect([states(), stateOf("Late"), stateOf("Early")]).toEqual([["open", "open"], "open", null]);
    const [key] = sight(ours())?.keys ?? [];
    expect(key).toMatchObject({
      key: theirs().me.author,
      reason: "stolen",
      from: theft,
      before: 1,
      counts: { open: 2, asked: 0, kept: 0, contested: 0 },
    });
    expect([...(sight(ours())?.things ?? [])]).toEqual([[person, 2]]);
    const { statements, total } = expectValue(await ours().door.stolenStatements({ key: theirs().me.author }));
    expect(total).toBe(2);
    expect(statements.map(({ entity, title, property, value, isWithdrawal }) => [entity, title, property, value, isWithdrawal])).toEqual([
      [person, "Galymzhan Utebayev", "alias", { kind: "text", text: "Late" }, false],
      [person, "Galymzhan Utebayev", "alias", { kind: "text", text: "Taken back by the thief" }, true],
    ]);
  });

  test("is told anew when the case is opened again, and marks nothing when its officer only left", async () => {
    await rob();
    await report();
    const { caseId } = sight(ours()) ?? expect.fail("told");
    expectValue(await ours().door.lock(null));
    const later = openCounter(ours().store, "later", { clock: clocks.afm });
    expectValue(await later.door.unlock({ kind: "passphrase", text: ours().passphrase }));
    expectValue(await later.door.openCase({ caseId }));
    expect([...(sight(later)?.marks.values() ?? [])].map(({ state }) => state)).toEqual(["open", "open"]);
  });

  test("whose officer left marks nothing; one that was lost does", async () => {
    await rob();
    await report("left");
    expect(sight(ours())).toBeNull();
    await report("lost");
    expect(states()).toEqual(["open", "open"]);
  });

  test("holds back what rests on it: a share is blocked until each is ruled on or withheld, and says what was ruled", async () => {
    await rob();
    expect((await previewForThird()).blocked).toEqual([]);
    await report();
    const blocked = await previewForThird();
    // What the thief took back was never given to knb, and does not leave.
    expect(blocked.blocked).toEqual([{ kind: "stolen-key", count: 1 }]);
    expect((await previewForThird([claimOf("Late")])).blocked).toEqual([]);
    expect(await ours().door.share({ ...wholeCase, to: [third().me.author] })).toMatchObject({ error: { kind: "blocked" } });
    expectValue(await rule("ask-again"));
    expect((await previewForThird()).blocked).toEqual([{ kind: "stolen-key", count: 1 }]);
    expectValue(await rule("keep"));
    const kept = await previewForThird();
    expect([kept.blocked, kept.warnings.filter(({ kind }) => kind === "kept-stolen")]).toEqual([[], [{ kind: "kept-stolen", count: 1 }]]);
    expect(kept.warned["kept-stolen"]).toEqual([person]);
    expect((await seal(ours(), [third()])).file.size).toBeGreaterThan(0);
  });

  test("is named where its agency's words stay at home anyway: whoever holds the stolen key is not asked to let them go", async () => {
    const text = { kind: "text", text: "Only for us" } as const;
    const alias = { entity: person, property: "alias", value: text, replaces: null, grade: "B2", handling: "amber", source: null } as const;
    expectValue(await theirs().door.setValue(alias));
    clocks.afm.advance(4 * dayMs);
    await accept(ours(), (await seal(theirs(), [ours()], { marking: "amber" })).file);
    const preview = async () => expectValue(await ours().door.previewShare({ ...wholeCase, marking: "amber", to: [third().me.author] }));
    const told = async () => (await preview()).warnings.filter(({ kind }) => kind === "stays-stolen");
    expect(await told()).toEqual([]);
    await report();
    expect(await told()).toEqual([{ kind: "stays-stolen", count: 1 }]);
    expect((await preview()).warned["stays-stolen"]).toEqual([person]);
    expectValue(await rule("keep"));
    expect(await told()).toEqual([]);
  });

  test("is ruled on by acts that are undone like any other, name exactly what they are about and need a reason", async () => {
    await rob();
    await report();
    expect(await rule("keep", null, " ")).toMatchObject({ error: { kind: "reason-needed" } });
    expect(await rule("keep", [claimOf("Early")])).toMatchObject({ error: { kind: "missing" } });
    expect(expectValue(await rule("keep", [claimOf("Late")]))).toMatchObject({ intent: "rule", claims: 1, entities: [person] });
    expect([stateOf("Late"), states()]).toEqual(["kept", ["kept", "open"]]);
    expect(await rule("keep", [claimOf("Late")])).toMatchObject({ error: { kind: "already-said" } });
    expectValue(await ours().door.undo(null));
    expect(stateOf("Late")).toBe("open");
    expectValue(await ours().door.redo(null));
    expect(stateOf("Late")).toBe("kept");
    expectValue(await rule("ask-again"));
    expect(states()).toEqual(["asked", "kept"]);
    // Kept before, contested now; that a partner took something back cannot be contested.
    expectValue(await rule("retract", [claimOf("Late")], "Not theirs"));
    expect([stateOf("Late"), aliases(ours()).find(({ claim }) => claim === claimOf("Late"))?.disputedBy]).toEqual(["contested", ["afm"]]);
    expect(await rule("retract")).toMatchObject({ error: { kind: "not-ours" } });
    expectValue(await ours().door.undo(null));
    expect(stateOf("Late")).toBe("kept");
    expect(expectValue(await ours().door.verifyChain(null))).toMatchObject({ fault: null });
  });

  test("marks what comes later from the same key anew, whatever was ruled before; our rulings never leave", async () => {
    await rob();
    await sayText(theirs().door, person, "alias", "Later still");
    const { file } = await seal(theirs(), [ours()]);
    await report();
    expectValue(await rule("keep"));
    const { token, canMerge } = expectValue(await ours().door.openBundle({ file }));
    expect(canMerge).toBe(true);
    expectValue(await ours().door.acceptBundle({ token }));
    expect([stateOf("Late"), stateOf("Later still")]).toEqual(["kept", "open"]);
    expectValue(await rule("keep"));
    await give(ours(), third());
    expect([...third().entities.values()].filter(({ type }) => type === "keyRuling")).toEqual([]);
    expect([...ours().entities.values()].filter(({ type }) => type === "keyRuling")).toHaveLength(2);
  });

  test("leaves unmarked what we said ourselves with a key of ours that was stolen since", async () => {
    await sayText(ours().door, person, "alias", "Said here");
    clocks.afm.advance(4 * dayMs);
    await sayText(ours().door, person, "alias", "Said here later");
    const { me, door, passphrase } = ours();
    expectValue(await door.revokeKey({ author: me.author, reason: "stolen", from: theft, proof: { kind: "passphrase", text: passphrase } }));
    expect(sight(ours())?.marks.size ?? 0).toBe(0);
  });

  test("marks its words where they arrive by another agency after the theft: that this agency says it had them before is no proof here", async () => {
    await sayText(theirs().door, person, "alias", "Early");
    await give(theirs(), third());
    await sayText(third().door, person, "alias", "Said by knb on it");
    clocks.knb.advance(4 * dayMs);
    clocks.afm.advance(4 * dayMs);
    await sayText(theirs().door, person, "alias", "Late");
    await give(theirs(), third());
    await sayText(third().door, person, "alias", "Said by knb after it");
    await give(third(), ours());
    await give(theirs(), ours());
    await report();
    const shown = new Map(
      aliases(ours()).map(({ claim, value }) => ["text" in value ? value.text : "", sight(ours())?.marks.get(claim)?.state ?? null]),
    );
    // What knb noted when it took "Early" in is bookkeeping that never travels: without it no chain leads from its later word to that of mci.
    expect(Object.fromEntries(shown)).toEqual({ Early: "open", Late: "open", "Said by knb on it": null, "Said by knb after it": null });
  });
});

describe("what is said again under a new key", () => {
  /** mci makes new keys in its open case; ours compares them, or takes them on the word of nobody. */
  async function renew(): Promise<void> {
    const { door, passphrase } = theirs();
    const { caseId } = sight(ours()) ?? expect.fail("told");
    expectValue(await door.closeCase(null));
    const { me } = expectValue(await door.makeNewKeys({ proof: { kind: "passphrase", text: passphrase }, reason: "precaution" }));
    expectValue(await door.openCase({ caseId }));
    const { bytes } = expectValue(await door.identityFile(null));
    expectValue(await ours().door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
    mci = Object.assign(Object.create(theirs()) as Agency, { me });
  }
  const stolenKey = () => sight(ours())?.keys[0]?.key ?? expect.fail("a stolen key");
  const listed = async ({ door }: Pick<Agency, "door"> = ours()) => expectValue(await door.stolenStatements({ key: stolenKey() }));
  const ruleAgain = (claims: readonly string[] | null) =>
    ours().door.ruleOnStolen({ key: stolenKey(), claims: claims as never, ruling: "said-again", why: "Asked and said again" });

  test("is told of a bundle that brings nothing new, and is a ground to keep exactly that, in one act that can be undone", async () => {
    await rob();
    await report();
    expectValue(await rule("ask-again"));
    await renew();
    expect(await ruleAgain(null)).toMatchObject({ error: { kind: "already-said" } });
    const { file, statementHash } = await seal(theirs(), [ours()]);
    const review = expectValue(await ours().door.openBundle({ file }));
    // Who sends it is known, and what it holds as well: the line of the records says under which key they were said.
    expect(review).toMatchObject({ canMerge: true, saidAgain: [{ key: stolenKey(), by: theirs().me.author, agency: "mci", count: 2, waiting: 2 }] });
    expect(review.report.find(({ check }) => check === "commits")).toMatchObject({ verdict: "pass", outcome: "valid-revoked-since" });
    expect(states()).toEqual(["asked", "asked"]);
    const { again, statements } = await listed();
    expect([again, statements.map((each) => each.again?.statementHash)]).toEqual([2, [statementHash, statementHash]]);
    expect(expectValue(await ruleAgain([claimOf("Late")]))).toMatchObject({ intent: "rule", claims: 1 });
    expect([stateOf("Late"), states(), (await listed()).again]).toEqual(["kept", ["asked", "kept"], 1]);
    expectValue(await ours().door.undo(null));
    expect(states()).toEqual(["asked", "asked"]);
    expect(expectValue(await ruleAgain(null)).claims).toBe(2);
    expect(states()).toEqual(["kept", "kept"]);
    const noted = [...ours().entities.values()].find(({ facts }) => facts["saidAgainBy"] !== undefined);
    expect(
      [noted?.facts["saidAgainBy"], noted?.facts["saidAgainIn"]].map((facts) => facts?.map(({ value }) => "text" in value && value.text)),
    ).toEqual([[theirs().me.author], [statementHash]]);
    expect((await previewForThird()).blocked).toEqual([]);
  });

  test("counts anew said statements of the same content as well, also later; a key that was not compared, or another agency's, says nothing", async () => {
    await rob();
    await report();
    await renew();
    await sayText(theirs().door, person, "alias", "Late");
    await sayText(ours().door, person, "alias", "Late");
    await give(theirs(), ours());
    const { caseId } = sight(ours()) ?? expect.fail("told");
    const stolen = stolenKey();
    expectValue(await ours().door.lock(null));
    const later = openCounter(ours().store, "later", { clock: clocks.afm });
    expectValue(await later.door.unlock({ kind: "passphrase", text: ours().passphrase }));
    expectValue(await later.door.openCase({ caseId }));
    const { again, statements } = expectValue(await later.door.stolenStatements({ key: stolen }));
    // The withdrawal was only signed again in the bundle, which nobody opened since.
    expect(again).toBe(1);
    expect(statements.map((each) => [each.isWithdrawal, each.again?.by ?? null])).toEqual([
      [false, theirs().me.author],
      [true, null],
    ]);
    expectValue(await later.door.removePartner({ author: theirs().me.author }));
    expect(expectValue(await later.door.stolenStatements({ key: stolen })).again).toBe(0);
  });

  /** mci says under its key, on the day it is stolen and later: an alias it relies on, a new thing, and that an alias of before is taken back. */
  async function sayUnderStolen(): Promise<EntityId> {
    await sayText(theirs().door, person, "alias", "Of before");
    await give(theirs(), ours());
    for (const clock of Object.values(clocks)) clock.advance(4 * dayMs);
    const late = { kind: "text", text: "Late" } as const;
    const marks = { grade: "C3", handling: "green", source: null, note: "Heard on the phone" } as const;
    expectValue(await theirs().door.setValue({ entity: person, property: "alias", value: late, replaces: null, ...marks }));
    const claim = aliases(theirs()).find(({ value }) => "text" in value && value.text === "Late")?.claim ?? expect.fail("said");
    expectValue(await theirs().door.rule({ entity: person, claim, why: "Seen in the passport", until: "", handling: "green" }));
    const before = aliases(theirs()).find(({ value }) => "text" in value && value.text === "Of before")?.claim ?? expect.fail("said");
    const added = await addPerson(theirs().door, "Said by a stolen key");
    await give(theirs(), ours());
    expectValue(await theirs().door.retract({ claims: [before] }));
    await give(theirs(), ours());
    return added;
  }
  const factsOf = ({ entities }: Pick<Agency, "entities">, id: EntityId) =>
    Object.values(entities.get(id)?.facts ?? {})
      .flat()
      .map(({ property, value, during, source, grade, handling, nationalMark, note }) =>
        JSON.stringify([property, value, during, source, grade, handling, nationalMark, note]),
      )
      .sort();
  const relied = ({ entities }: Pick<Agency, "entities">) => {
    const { rulings = [], facts = {} } = entities.get(person) ?? {};
    return rulings.map(({ reliesOn, why, state }) => [facts["alias"]?.find(({ claim }) => claim === reliesOn)?.value, why, state]);
  };

  test("by the agency itself: all that stands is said again in one act, leaves, and ends the marks; nothing stands twice; one undo takes it back", async () => {
    const added = await sayUnderStolen();
    await report();
    const waiting = states().length;
    expect([waiting, new Set(states())]).toEqual([5, new Set(["open"])]);
    expectValue(await rule("ask-again"));
    expect(await theirs().door.sayAgain(null)).toMatchObject({ error: { kind: "own-key-revoked" } });
    await renew();
    // Without saying it again nothing of it leaves, not even what was taken back: the whole file would be refused.
    const stuck = await seal(theirs(), [ours()]);
    expect(expectValue(await ours().door.openBundle({ file: stuck.file }))).toMatchObject({ canMerge: true, saidAgain: [] });
    const stays = expectValue(await theirs().door.previewShare({ ...wholeCase, to: [ours().me.author] }));
    expect(stays.warnings.filter(({ kind }) => kind === "own-revoked")).toEqual([{ kind: "own-revoked", count: waiting }]);

    expect(expectValue(await theirs().door.toSayAgain(null))).toEqual({ statements: 4, withdrawals: 1, contested: 0 });
    const [was, wasAdded] = [factsOf(theirs(), person), factsOf(theirs(), added)];
    expect(relied(theirs())).toEqual([[{ kind: "text", text: "Late" }, "Seen in the passport", "in-force"]]);
    expect(expectValue(await theirs().door.sayAgain(null))).toMatchObject({ intent: "edit", claims: waiting });
    expect(await theirs().door.sayAgain(null)).toMatchObject({ error: { kind: "already-said" } });
    const same = (): void => {
      expect([factsOf(theirs(), person).length, factsOf(theirs(), added)]).toEqual([was.length, wasAdded]);
      expect(relied(theirs())).toEqual([[{ kind: "text", text: "Late" }, "Seen in the passport", "in-force"]]);
    };
    same();
    expectValue(await theirs().door.undo(null));
    same();
    expect(expectValue(await theirs().door.toSayAgain(null))).toEqual({ statements: 4, withdrawals: 1, contested: 0 });
    expectValue(await theirs().door.redo(null));
    same();

    const { file } = await seal(theirs(), [ours()]);
    const review = expectValue(await ours().door.openBundle({ file }));
    expect(review).toMatchObject({ canMerge: true, saidAgain: [{ key: stolenKey(), by: theirs().me.author, count: waiting, waiting }] });
    expect(review.newWithdrawals).toBeGreaterThanOrEqual(waiting);
    expectValue(await ours().door.acceptBundle({ token: review.token }));
    expect(states()).toEqual([]);
    expect(aliases(ours()).map(({ value, author, note }) => [value, author, note])).toEqual([
      [{ kind: "text", text: "Late" }, theirs().me.author, "Heard on the phone"],
    ]);
    expect([factsOf(ours(), added), relied(ours())]).toEqual([wasAdded, relied(theirs())]);
    expect((await previewForThird()).blocked).toEqual([]);
    for (const each of [ours(), theirs()]) expect(expectValue(await each.door.verifyChain(null))).toMatchObject({ fault: null });
  });

  test("taken in only in part: a statement goes only when it comes again; the rest stands and waits as before", async () => {
    const added = await sayUnderStolen();
    await report();
    await renew();
    expectValue(await theirs().door.sayAgain(null));
    await sayText(theirs().door, person, "alias", "Said anew");
    const { file } = await seal(theirs(), [ours()]);
    const [was, wasAliases] = [factsOf(ours(), added), aliases(ours()).map(({ value }) => value)];
    const { token } = expectValue(await ours().door.openBundle({ file }));
    const { properties } = expectValue(await ours().door.reviewRow({ token, entity: person }));
    const fresh = properties.flatMap(({ theirs: come }) =>
      come.flatMap(({ claim, value }) => ("text" in value && value.text === "Said anew" ? [claim] : [])),
    );
    expect(fresh).toHaveLength(1);
    // One value of one thing: what is said again of the others does not come, and they do not go.
    const value = { entities: [], claims: fresh };
    expect(expectValue(await ours().door.weighChoice({ token, choice: value }))).toMatchObject({ goes: 0, rows: [] });
    expectValue(await ours().door.acceptBundle({ token, choice: value }));
    expect(factsOf(ours(), added)).toEqual(was);
    expect(aliases(ours()).map(({ value: said }) => said)).toEqual(expect.arrayContaining([...wasAliases, { kind: "text", text: "Said anew" }]));
    // The withdrawal said again withdraws the same: it comes with what it repeats, and nothing that was taken back is back.
    expect(states()).toEqual(["open", "open", "open", "open"]);
    expect(aliases(ours()).map(({ value: said }) => ("text" in said ? said.text : ""))).not.toContain("Taken back by the thief");
    // A whole row: what is said again of it takes the place of what waited.
    const second = expectValue(await ours().door.openBundle({ file }));
    const row = { entities: [added], claims: [] };
    expect(expectValue(await ours().door.weighChoice({ token: second.token, choice: row }))).toMatchObject({ withdrawals: 2, goes: 0, rows: [] });
    expectValue(await ours().door.acceptBundle({ token: second.token, choice: row }));
    expect([factsOf(ours(), added), states()]).toEqual([was, ["open", "open"]]);
    // And the rest of it.
    expectValue(await ours().door.acceptBundle({ token: expectValue(await ours().door.openBundle({ file })).token }));
    expect([states(), factsOf(ours(), added)]).toEqual([[], was]);
    expect(expectValue(await ours().door.verifyChain(null))).toMatchObject({ fault: null });
  });

  test("leaves as it is what another agency contests, and what came back under the stolen key without being said here", async () => {
    await sayUnderStolen();
    // Whoever has the key says something in its name elsewhere.
    const thief = openCounter(copyStore(theirs().store), "thief", { clock: clocks.mci });
    expectValue(await thief.door.unlock({ kind: "passphrase", text: theirs().passphrase }));
    expectValue(await thief.door.openCase({ caseId: opened }));
    await sayText(thief.door, person, "alias", "Put in by the thief");
    await accept(ours(), (await seal(thief, [ours()])).file);
    expectValue(await ours().door.dispute({ claims: [claimOf("Late")], why: "Not he" }));
    await give(ours(), theirs());
    await report();
    await renew();
    expect(expectValue(await theirs().door.toSayAgain(null))).toMatchObject({ contested: 1 });
    expectValue(await theirs().door.sayAgain(null));
    const late = aliases(theirs()).filter(({ value }) => "text" in value && value.text === "Late");
    expect(late.map(({ author, disputedBy }) => [author, disputedBy])).toEqual([[stolenKey(), ["afm"]]]);
    expect(expectValue(await theirs().door.toSayAgain(null))).toEqual({ statements: 0, withdrawals: 0, contested: 1 });
    const thiefs = aliases(theirs()).filter(({ value }) => "text" in value && value.text === "Put in by the thief");
    expect(thiefs.map(({ author }) => author)).toEqual([stolenKey()]);
  });
});
