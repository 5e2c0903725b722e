import { beforeAll, expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { countChosen } from "../../../renderer/features/exchange/share-draft.ts";
import { groupEntities } from "../../../renderer/features/navigator/navigator-groups.ts";
import { openSampleCase } from "../../../shared/case/sample-case.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { countRows, saysWhoIsWho } from "../../../shared/projections/counted.ts";
import { checkFigure } from "../../../shared/projections/figure-lint.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { ratesOf } from "../../../shared/projections/rate-table.ts";
import { unlikeMeasures } from "../../../shared/projections/unlike-measures.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { sampleInput, sampleTexts } from "../../kit/sample.ts";

let afm: Agency;
const input = () => sampleInput({ door: afm.door, entities: () => afm.entities });

beforeAll(async () => {
  afm = await createAgency("afm");
  expectValue(await openSampleCase(input()));
});

const named = (title: string): Entity => [...afm.entities.values()].find((each) => each.title === title) ?? expect.fail(title);
const amountsOf = ({ facts }: Entity): readonly string[] =>
  (facts["amount"] ?? []).map(({ value }) => (value.kind === "amount" ? `${value.text} ${value.asset}` : ""));
const turnover = () => named("Turnover of the exchangers shut down");
const release = (entity: Entity): Fact => entity.facts["amount"]?.[0] ?? expect.fail("it has an amount");
const exhibit = (title: string): EntityId => named(title).id;
const legality = (title: string): readonly string[] =>
  (named(title).facts["legality"] ?? []).map(({ value }) => (value.kind === "text" ? value.text : ""));

test("every file says of itself that it is a training sample", () => {
  for (const [file, text] of sampleTexts) expect([file, /TRAINING SAMPLE|for training/.test(text)]).toEqual([file, true]);
});

test("the list of cases, the navigator, the status bar and a share count alike: no rate of a table, and exhibits apart", async () => {
  await afm.door.lock(null);
  expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  const [entry] = expectValue(await afm.door.listCases(null));
  const all = [...afm.entities.values()];
  const nodes = all.filter(({ form, type }) => form === "node" && type !== "case" && type !== "rate" && type !== "dataset");
  const exhibits = nodes.filter(({ type }) => type === "exhibit").length;
  const links = all.filter((row) => row.form === "link" && !saysWhoIsWho(row)).length;
  const counts = { entities: nodes.length - exhibits, exhibits, links };
  expect(all.filter(({ type }) => type === "rate").length).toBeGreaterThan(0);
  expect(entry).toMatchObject({ number: "TRAINING-2024", ...counts });
  expect(countRows(all)).toEqual(counts);
  expect(countChosen(afm.entities, null)).toEqual(counts);
  const groups = groupEntities(new CaseIndex(afm.entities), "");
  const sum = (branches: readonly { readonly entities: readonly unknown[] }[]): number =>
    branches.reduce((total, { entities }) => total + entities.length, 0);
  expect({ entities: sum(groups.types), exhibits: groups.exhibits.length, links: sum(groups.links) }).toEqual(counts);
  expectValue(await openSampleCase(input()));
  expectValue(await afm.door.openCase({ caseId: entry?.caseId ?? expect.fail("it is listed") }));
});

test("asked again, the example that is there is found and nothing is added", async () => {
  const before = afm.entities.size;
  const again = expectValue(await openSampleCase(input()));
  expect(expectValue(await afm.door.listCases(null)).map(({ caseId }) => caseId)).toEqual([again]);
  expect(afm.entities.size).toBe(before);
});

test("three sources disagree about the turnover, and a ruling says which one is relied on", () => {
  const { conflicts, rulings } = turnover();
  expect(conflicts.find(({ property }) => property === "amount")).toMatchObject({ values: 3, because: "ruling" });
  expect(amountsOf(turnover())[0]).toBe("60000000000 KZT");
  expect(rulings).toMatchObject([{ property: "amount", state: "in-force", agency: "afm" }]);
});

test("copies of the release count once; the copy nobody marked counts until it is marked", async () => {
  expect(release(turnover()).corroboration).toBe(2);
  expect(turnover().conflicts.find(({ property }) => property === "amount")?.sources).toBe(4);
  expectValue(await afm.door.sayCopy({ copy: exhibit("Website D (sample)"), original: exhibit("Official release (sample)"), why: "Alike" }));
  expect(release(turnover()).corroboration).toBe(1);
  expect(turnover().conflicts.find(({ property }) => property === "amount")?.sources).toBe(3);
  expectValue(await afm.door.undo(null));
  expect(release(turnover()).corroboration).toBe(2);
});

test("the slip is flagged as a thousand times, and the two honest sums agree only with the rates of the later year", () => {
  const rates = ratesOf(afm.entities.values());
  expect(rates).toHaveLength(12);
  const { comparisons, isFlagged, unsettled } = checkFigure(turnover(), rates);
  const verdicts = comparisons.map(({ a, b, verdict, power, fitting }) => {
    const [x, y] = [a, b].map(({ value }) => (value.kind === "amount" ? `${value.text} ${value.asset}` : ""));
    return `${x} / ${y}: ${verdict} ${power} ${fitting}`;
  });
  expect(verdicts).toEqual([
    "60000000000 KZT / 112840000 USD: consistent 0 6",
    "60000000000 KZT / 60000000 KZT: slip 3 0",
    "112840000 USD / 60000000 KZT: slip 3 0",
  ]);
  expect(comparisons[0]?.implied).toMatchObject({ base: "USD", quote: "KZT", text: "531.72634" });
  expect({ isFlagged, unsettled }).toEqual({ isFlagged: true, unsettled: ["measureType"] });
});

test("a nought lost in a copy, and dollars written for USDT, are found", () => {
  const rates = ratesOf(afm.entities.values());
  expect(checkFigure(named("USDT frozen and then confiscated"), rates).comparisons).toMatchObject([{ verdict: "slip", power: 1 }]);
  expect(checkFigure(named("USDT returned to victims"), rates).comparisons).toMatchObject([{ verdict: "consistent", takenAsUsd: ["USDT"] }]);
});

test("36 shut down and 980 blocked are not measured alike", () => {
  const unlike = unlikeMeasures([named("Illegal crypto exchangers shut down"), named("Resources blocked a year earlier")]);
  expect(unlike.map(({ kind }) => kind)).toEqual(["measureType", "unit", "period", "scope"]);
});

test("a ruling whose time is over has lapsed, and the conflict is open again", () => {
  const { rulings, conflicts } = named("USDT frozen and then confiscated");
  expect(rulings).toMatchObject([{ state: "lapsed", until: "2025-06-30" }]);
  expect(conflicts).toMatchObject([{ property: "amount" }]);
});

test("licences and blocking hold by date", async () => {
  expect(named("Tulpar Swap").conflicts).toEqual([]);
  const at = async (valid: string) => {
    expectValue(await afm.door.lookAt({ known: null, valid }));
    const status = named("Samal Crypto").facts["status"]?.map(({ value }) => value);
    return [legality("Tulpar Swap"), status];
  };
  expect(await at("2024-02-01")).toEqual([["unlicensed"], [{ kind: "text", text: "active" }]]);
  expect(await at("2024-05-01")).toEqual([["preliminary"], [{ kind: "text", text: "active" }]]);
  expect(await at("2024-12-01")).toEqual([["licensed"], [{ kind: "text", text: "blocked" }]]);
  expectValue(await afm.door.lookAt({ known: null, valid: null }));
});

test("the audit has a story: merge, possible match, retraction and undo", async () => {
  const intents = expectValue(await afm.door.audit(null)).map(({ intent }) => intent);
  expect(intents).toEqual(expect.arrayContaining(["import", "copy", "rule", "match", "merge", "remove", "undo"]));
  expect(named("Алтын Кілт OTC").members).toHaveLength(1);
  expect(named("Үлгібеков Ерлан Мысалұлы").facts["position"]).toBeUndefined();
});

test("when another case is opened meanwhile the example ends, and nothing of it is said there", async () => {
  const agency = await createAgency("cut");
  const other = expectValue(await agency.door.createCase({ number: "1", title: "A real case", handling: "amber" }));
  let steps = 0;
  const onceMore = sampleInput({ door: agency.door, entities: () => agency.entities });
  const addExhibit: typeof onceMore.door.addExhibit = async (draft) => {
    const done = await onceMore.door.addExhibit(draft);
    steps += 1;
    if (steps === 3) expectValue(await agency.door.openCase({ caseId: other }));
    return done;
  };
  expect(await openSampleCase({ ...onceMore, door: { ...onceMore.door, addExhibit } })).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  expect([...agency.entities.values()].map(({ title }) => title)).toEqual(["A real case"]);
});

test("the same story can be told in every language", async () => {
  for (const language of ["ru", "kk"]) {
    const agency = await createAgency(`x${language}`);
    expectValue(await openSampleCase(sampleInput({ door: agency.door, entities: () => agency.entities }, language)));
    expect(agency.entities.size).toBe(afm.entities.size);
  }
});
