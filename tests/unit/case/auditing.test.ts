import { beforeAll, describe, expect, test } from "vitest";
import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Commit, Signer } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { verifyCommits } from "../../../shared/case/verify-chain.ts";
import { examineAudit } from "../../../shared/bundle/examine-audit.ts";
import type { AuditEntry, Fact } from "../../../shared/projections/model.ts";
import type { Agency } from "../../kit/agency.ts";
import { createAgency, expectValue } from "../../kit/agency.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId, actNumber } from "../../kit/ledger-generators.ts";
import { createOfficer } from "../../kit/officer.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { addPerson, createSharedCase, sayText, type SharedCase } from "../../kit/shared-case.ts";

let shared: SharedCase;
beforeAll(async () => {
  shared = await createSharedCase();
});

const entries = async ({ door }: Agency): Promise<readonly AuditEntry[]> => expectValue(await door.audit(null));
async function lastAct(agency: Agency): Promise<AuditEntry> {
  const last = (await entries(agency)).at(-1);
  if (last === undefined) throw new Error("no act");
  return last;
}
const texts = (facts: readonly Fact[]): readonly string[] => facts.map(({ value }) => ("text" in value ? value.text : value.kind));
const detail = async (agency: Agency, { author, act }: AuditEntry) => expectValue(await agency.door.auditDetail({ author, act }));

/** An empty act after another one. */
function actOf(signer: Signer, number: number, after: Commit | undefined): Promise<readonly Commit[]> {
  const place = { parents: after === undefined ? [] : [after.id], clockAfter: after?.header.clock ?? 0 };
  const deps = { signer, clock: createFixedClock(), random: createSeededRandom(`act ${number}`) };
  return writeAct(deps, { caseId: aCaseId, act: actNumber(number), ...place, intent: "edit", undoes: "", ontology: 1, statements: [] });
}

describe("what an act changed", () => {
  test("a value put in the place of another is shown before and after, with the name the thing has now", async () => {
    const { afm } = shared;
    const id = await addPerson(afm.door, "Aidar Serik");
    const [old] = afm.entities.get(id)?.facts["fullName"] ?? [];
    const value = { kind: "text", text: "Айдар Серік" } as const;
    expectValue(
      await afm.door.setValue({
        entity: id,
        property: "fullName",
        value,
        replaces: old?.claim ?? null,
        grade: "B2",
        handling: "green",
        source: null,
      }),
    );
    const act = await lastAct(afm);
    const { changes, more, withheld } = await detail(afm, act);
    expect([changes.length, more, withheld, act.asserted, act.retracted]).toEqual([1, 0, 0, 1, 1]);
    expect(changes[0]).toMatchObject({ entity: id, type: "person", title: "Айдар Серік", property: "fullName" });
    expect([texts(changes[0]?.before ?? []), texts(changes[0]?.after ?? [])]).toEqual([["Aidar Serik"], ["Айдар Серік"]]);
    expectValue(await afm.door.undo(null));
    const undone = await detail(afm, await lastAct(afm));
    expect(undone.changes.map(({ before, after }) => [texts(before), texts(after)])).toEqual([[["Айдар Серік"], ["Aidar Serik"]]]);
    // What the first act did then stays what it did.
    expect((await detail(afm, act)).changes.map(({ after }) => texts(after))).toEqual([["Айдар Серік"]]);
  });

  test("another agency's objection changes no value, and says who contests it", async () => {
    const { afm, mci, person, send } = shared;
    const [name] = mci.entities.get(person)?.facts["fullName"] ?? [];
    expectValue(await mci.door.dispute({ claims: name === undefined ? [] : [name.claim] }));
    await send(mci, afm);
    const act = (await entries(afm)).find(({ intent }) => intent === "dispute");
    if (act === undefined) throw new Error("the objection did not come");
    const [change] = (await detail(afm, act)).changes;
    expect([change?.before.map(({ disputedBy }) => disputedBy), change?.after.map(({ disputedBy }) => disputedBy)]).toEqual([[[]], [["mci"]]]);
  });

  test("what was withheld from us is counted, and what we hold is shown", async () => {
    const { afm, mci, sendPart } = await createSharedCase();
    const two = await addPerson(afm.door, "Two Values");
    const [name] = afm.entities.get(two)?.facts["fullName"] ?? [];
    await sendPart(afm, mci, name === undefined ? [] : [name.claim]);
    const act = (await entries(mci)).find(({ withheld }) => withheld > 0);
    if (act === undefined) throw new Error("nothing was withheld");
    const { changes, withheld } = await detail(mci, act);
    expect([changes.map(({ property }) => property), withheld]).toEqual([["type"], 1]);
  });

  test("each act begins where the one before it ended, and the last ends where the case stands", async () => {
    const { afm, mci, person, send } = await createSharedCase();
    await sayText(mci.door, person, "citizenship", "KZ");
    await sayText(afm.door, person, "citizenship", "RU");
    expectValue(await afm.door.undo(null));
    expectValue(await afm.door.redo(null));
    await send(mci, afm);
    expectValue(await afm.door.removeEntities({ entities: [await addPerson(afm.door, "Removed")] }));
    const claims = (facts: readonly Fact[]): readonly string[] => facts.map(({ claim }) => claim).sort();
    const standing = new Map<string, readonly string[]>();
    for (const entry of await entries(afm)) {
      for (const { entity, property, before, after } of (await detail(afm, entry)).changes) {
        const key = `${entity} ${property}`;
        expect(claims(before)).toEqual(standing.get(key) ?? []);
        standing.set(key, claims(after));
      }
    }
    const now = [...afm.entities.values()].flatMap(({ id, facts }) =>
      // Which statements an acceptance takes in is not told to a person one by one.
      Object.entries(facts).flatMap(([property, list]) => (property === "accepts" ? [] : [[`${id} ${property}`, claims(list)] as const])),
    );
    expect(new Map([...standing].filter(([, list]) => list.length > 0))).toEqual(new Map(now));
  });

  test("an act nobody said is missing", async () => {
    const { author, act } = await lastAct(shared.afm);
    expect(await shared.afm.door.auditDetail({ author: shared.mci.me.author, act })).toMatchObject({ ok: false, error: { kind: "missing" } });
    expect(author).toBe(shared.afm.me.author);
  });
});

describe("what concerns one thing", () => {
  test("acts that said, took back or linked it are found, others are not", async () => {
    const { afm } = shared;
    const [one, other] = [await addPerson(afm.door, "First"), await addPerson(afm.door, "Second")];
    await sayText(afm.door, one, "citizenship", "KZ");
    expectValue(await afm.door.addLink({ type: "related", values: [], from: one, to: other, grade: "B2", handling: "green", source: null }));
    const [citizenship] = afm.entities.get(one)?.facts["citizenship"] ?? [];
    expectValue(await afm.door.retract({ claims: citizenship === undefined ? [] : [citizenship.claim] }));
    const intentOf = new Map((await entries(afm)).map((entry) => [`${entry.author}/${entry.act}`, entry.intent]));
    const about = async (entity: typeof one) => expectValue(await afm.door.actsTouching({ entity })).map((key) => intentOf.get(key));
    expect(await about(one)).toEqual(["add", "edit", "link", "remove"]);
    expect(await about(other)).toEqual(["add", "link"]);
  });

  test("all that was ever said is kept with who took it back, merged things together", async () => {
    const { afm } = shared;
    const [keep, merged] = [await addPerson(afm.door, "Keep"), await addPerson(afm.door, "Merged")];
    await sayText(afm.door, merged, "citizenship", "RU");
    const [claim] = afm.entities.get(merged)?.facts["citizenship"] ?? [];
    expectValue(await afm.door.retract({ claims: claim === undefined ? [] : [claim.claim] }));
    expectValue(await afm.door.merge({ keep, others: [merged], why: "same IIN", grade: "A1", handling: "green" }));
    const said = expectValue(await afm.door.everSaid({ entity: keep }));
    expect(said.map(({ fact, isLive }) => [fact.property, texts([fact])[0], isLive])).toContainEqual(["citizenship", "RU", false]);
    expect(said.filter(({ fact }) => fact.property === "fullName").map(({ fact }) => texts([fact])[0])).toEqual(["Merged", "Keep"]);
    const gone = said.find(({ isLive }) => !isLive);
    expect(gone?.takenBack).toMatchObject([{ agency: "afm", author: afm.me.author, intent: "remove", isHeld: true }]);
    const tie = said.find(({ relation }) => relation !== null);
    expect([tie?.relation, tie?.fact.note, tie?.intent, tie?.fact.author]).toEqual([
      { type: "sameAs", other: merged },
      "same IIN",
      "merge",
      afm.me.author,
    ]);
    expect(said.map(({ fact }) => fact.clock)).toEqual(said.map(({ fact }) => fact.clock).toSorted((a, b) => b - a));
  });
});

describe("what was said of two", () => {
  test("a merge that was undone, and that they may be or are not one, stand in the history of both with reason and officer", async () => {
    const { afm } = shared;
    const [a, b] = [await addPerson(afm.door, "One"), await addPerson(afm.door, "Another")];
    expectValue(await afm.door.sayPossible({ a, b, why: "alike" }));
    expectValue(await afm.door.merge({ keep: a, others: [b], why: "same IIN", grade: "A1", handling: "green" }));
    expectValue(await afm.door.unmerge({ member: b }));
    expectValue(await afm.door.sayDistinct({ a, b, why: "born 1970 and 1990" }));
    const related = async (entity: typeof a, other: typeof a) =>
      expectValue(await afm.door.everSaid({ entity })).flatMap(({ relation, fact, isLive, takenBack }) =>
        relation?.other === other ? [[relation.type, fact.note, isLive, takenBack.map(({ intent, author }) => [intent, author])]] : [],
      );
    const told = [
      ["distinctFrom", "born 1970 and 1990", true, []],
      ["sameAs", "same IIN", false, [["unmerge", afm.me.author]]],
      // What may be one was answered: our own word of it goes with the answer.
      ["possibleMatch", "alike", false, [["distinct", afm.me.author]]],
    ];
    expect(await related(a, b)).toEqual(told);
    expect(await related(b, a)).toEqual(told);
  });
});

describe("verifying the chain", () => {
  test("every commit of both agencies holds, and progress is told to its end", async () => {
    const { mci } = shared;
    const report = expectValue(await mci.door.verifyChain(null));
    expect(report).toMatchObject({ fault: null, forks: 0 });
    expect(report.commits).toBe((await entries(mci)).reduce((sum, { commits }) => sum + commits.length, 0));
    const told = mci.news.filter((news) => news.kind === "progress" && news.job === "verify-chain");
    expect(told.at(-1)).toMatchObject({ done: 1, total: 1 });
  });

  test("a run that is cancelled says so and ends its job", async () => {
    const afm = await createAgency("afm", "cancelling");
    const caseId = expectValue(await afm.door.createCase({ number: "", title: "Long", handling: "amber" }));
    expectValue(await afm.door.openCase({ caseId }));
    for (let at = 0; at < 20; at++) await addPerson(afm.door, `Person ${at}`);
    const running = afm.door.verifyChain(null);
    expectValue(await afm.door.cancel({ job: "verify-chain" }));
    expect(await running).toMatchObject({ ok: false, error: { kind: "cancelled" } });
    expect(afm.news.findLast((news) => news.kind === "progress")).toMatchObject({ job: "verify-chain", done: 1, total: 1 });
  });

  test("the first commit that was changed is named by its place", async () => {
    const officer = await createOfficer("chain", "afm");
    const commits: Commit[] = [];
    for (const at of [1, 2, 3]) commits.push(...(await actOf(officer, at, commits.at(-1))));
    const ledger = createLedger(aCaseId);
    const flipped = commits.map((commit, at) =>
      at === 1 ? { ...commit, signature: commit.signature.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) } : commit,
    );
    expectValue(ledger.append(flipped));
    const report = expectValue(
      await verifyCommits(
        ledger,
        () => undefined,
        () => false,
      ),
    );
    expect(report.fault).toEqual({ commit: commits[1]?.id, kind: "bad-signature", position: 2 });
  });
});

describe("the signed extract", () => {
  test("holds for whoever examines it, names officers, and says nothing that was claimed", async () => {
    const { mci } = shared;
    const all = await entries(mci);
    const { csv, json, entries: count } = expectValue(await mci.door.exportAudit({ acts: null }));
    const examined = expectValue(await examineAudit(json.bytes, csv.bytes));
    expect([count, examined.content.caseEntries, examined.content.entries.length]).toEqual([all.length, all.length, all.length]);
    expect(new Set(examined.content.entries.map(({ officer }) => officer))).toEqual(new Set(["Officer of afm", "Officer of mci"]));
    expect(new TextDecoder().decode(json.bytes)).not.toContain("Galymzhan");
    expect(new TextDecoder().decode(csv.bytes)).not.toContain("Galymzhan");
  });

  test("a part says that it is one, and an act nobody said is refused", async () => {
    const { mci } = shared;
    const all = await entries(mci);
    const last = await lastAct(mci);
    const { json } = expectValue(await mci.door.exportAudit({ acts: [`${last.author}/${last.act}`] }));
    const { content, parentsOutside } = expectValue(await examineAudit(json.bytes, null));
    expect([content.entries.map(({ number }) => number), content.caseEntries]).toEqual([[all.length], all.length]);
    expect(parentsOutside).toBeGreaterThan(0);
    expect(await mci.door.exportAudit({ acts: ["nobody/nothing"] })).toMatchObject({ ok: false, error: { kind: "missing" } });
  });
});
