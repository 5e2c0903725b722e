import { beforeEach, describe, expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { chartStatus } from "../../../renderer/features/graph/chart-status.ts";
import { edgeClasses } from "../../../renderer/features/graph/elements.ts";
import { noOverlay, edgesOf, sceneOf } from "../../../renderer/features/graph/scene.ts";
import { groupEntities } from "../../../renderer/features/navigator/navigator-groups.ts";
import { linkRows } from "../../../renderer/features/table/case-rows.ts";
import { linksAt } from "../../../renderer/features/entity/links-of.ts";
import type { EntityDraft } from "../../../shared/case/door.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

let fma: Agency;
let caseId: CaseId;
beforeEach(async () => {
  fma = await createAgency("afm");
  caseId = expectValue(await fma.door.createCase({ number: "", title: "Үміт", handling: "amber" }));
  expectValue(await fma.door.openCase({ caseId }));
});

const marks = { grade: "B2", handling: "amber" } as const;
async function add(type: string, said: Readonly<Record<string, string>>, agency = fma): Promise<EntityId> {
  const values: EntityDraft["values"] = Object.entries(said).map(([property, text]) => ({
    property,
    value: { kind: property === "iin" || property === "phone" ? "identifier" : "text", text },
  }));
  const [id] = expectValue(await agency.door.addEntity({ type, values, ...marks, source: null })).entities;
  if (id === undefined) throw new Error("nothing added");
  return id;
}
const suggested = async (entity: EntityId | null = null): Promise<readonly (readonly [EntityId, EntityId])[]> =>
  expectValue(await fma.door.suggestMatches({ entity, limit: 20 })).pairs.map(({ a, b }) => [a, b] as const);
const kept = async (): Promise<number> => expectValue(await fma.door.suggestMatches({ entity: null, limit: 20 })).kept;
const pairOf = (a: EntityId, b: EntityId): readonly [EntityId, EntityId] => (a < b ? [a, b] : [b, a]);

describe("suggested matches", () => {
  test("are gone once merged, said distinct or kept as possible, and come back when that is undone", async () => {
    const one = await add("person", { fullName: "Ахметов Алмас" });
    const other = await add("person", { fullName: "Алмас Ахметов" });
    const pair = pairOf(one, other);
    expect(await suggested()).toEqual([pair]);
    const answers = [
      () => fma.door.merge({ keep: one, others: [other], why: "", ...marks }),
      () => fma.door.sayDistinct({ a: one, b: other, why: "" }),
      () => fma.door.sayPossible({ a: other, b: one, why: "" }),
    ];
    for (const [at, answer] of answers.entries()) {
      expectValue(await answer());
      expect(await suggested()).toEqual([]);
      expect(await kept()).toBe(at === 2 ? 1 : 0);
      expectValue(await fma.door.undo(null));
      expect(await suggested()).toEqual([pair]);
    }
  });

  test("speak of a merged thing by the id it is shown under, and hold for all its members", async () => {
    const [one, two, three] = [
      await add("person", { fullName: "Ахметов Алмас" }),
      await add("person", { alias: "Almas A", phone: "+77011234567" }),
      await add("person", { fullName: "Somebody Else", phone: "87011234567" }),
    ];
    expectValue(await fma.door.merge({ keep: one, others: [two], why: "", ...marks }));
    expect(await suggested()).toEqual([pairOf(one, three)]);
    expect(await suggested(two)).toEqual([pairOf(one, three)]);
    expectValue(await fma.door.sayDistinct({ a: two, b: three, why: "" }));
    expect(await suggested()).toEqual([]);
  });
});

describe("suggested copies", () => {
  const release =
    "Агентство выявило тридцать шесть незаконных обменников и заблокировало счета на сумму 1 234 567 тенге за девять месяцев этого года";
  const exhibit = async (fileName: string, text: string): Promise<EntityId> => {
    const file = new Blob([utf8ToBytes(text)], { type: fileName.endsWith("png") ? "image/png" : "text/plain" });
    const draft = { file, fileName, title: "", publisher: "", publishedAt: "", ...marks };
    const [id] = expectValue(await fma.door.addExhibit(draft)).entities;
    if (id === undefined) throw new Error("nothing added");
    return id;
  };

  test("are texts that have much in common, until one is said to repeat the other", async () => {
    const original = await exhibit("release.txt", release);
    const copy = await exhibit("news.html", `<p>${release.toUpperCase()}</p><p>Редакция</p>`);
    await exhibit("other.txt", "Совсем другой текст о погоде в горах и о дороге на перевал в воскресенье");
    await exhibit("photo.png", `${release}.`);
    const found = expectValue(await fma.door.suggestCopies(null));
    expect(found.map(({ a, b }) => [a, b])).toEqual([pairOf(original, copy)]);
    expect(found[0]?.resemblance).toBeGreaterThan(85);
    expectValue(await fma.door.sayCopy({ copy, original, why: "same text" }));
    expect(expectValue(await fma.door.suggestCopies(null))).toEqual([]);
    const progress = fma.news.filter((each) => each.kind === "progress" && each.job === "suggest-copies");
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4 });
  });

  test("a newer ask, or a cancel, ends the one before, and its progress with it", async () => {
    await exhibit("release.txt", release);
    const asked = fma.door.suggestCopies(null);
    expectValue(await fma.door.cancel({ job: "suggest-copies" }));
    expect(await asked).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect(fma.news.at(-1)).toEqual({ kind: "progress", job: "suggest-copies", done: 1, total: 1 });
    expect(expectValue(await fma.door.suggestCopies(null))).toEqual([]);
  });
});

describe("sharing what was merged", () => {
  test("by the one id it is shown under gives all its members and what says that they are one", async () => {
    const mci = await createAgency("mci");
    for (const [from, to] of [
      [fma, mci],
      [mci, fma],
    ] as const) {
      const { bytes } = expectValue(await from.door.identityFile(null));
      const identity = expectValue(await to.door.inspectIdentity({ bytes }));
      const typedGroup = identity.fingerprint.split(" ").at(-1) ?? "";
      expectValue(await to.door.admitPartner({ bytes, typedGroup, verified: "in-person", ceiling: "red" }));
    }
    const [kept, merged, stays] = [
      await add("person", { fullName: "Ахметов Алмас", iin: "900101300017" }),
      await add("person", { fullName: "Almas A", phone: "+77011234567" }),
      await add("person", { fullName: "Not shared" }),
    ];
    expectValue(await fma.door.merge({ keep: kept, others: [merged], why: "one telephone", ...marks }));
    const plan: SharePlan = {
      entities: [kept],
      withhold: [],
      files: [],
      to: [mci.me.author],
      marking: "amber",
      legalBasis: "",
      purpose: "p",
      retainUntil: "",
    };
    const preview = expectValue(await fma.door.previewShare(plan));
    const row = preview.entities.find(({ entity }) => entity === kept);
    expect(row?.claims.every(({ leaves }) => leaves)).toBe(true);
    expect(row?.claims.map(({ property }) => property).sort()).toEqual(["fullName", "fullName", "iin", "phone", "type", "type"]);
    expect(preview.entities.some(({ type }) => type === "sameAs")).toBe(true);
    const receipt = expectValue(await fma.door.share(plan));
    const review = expectValue(await mci.door.openBundle({ file: receipt.file }));
    expectValue(await mci.door.acceptBundle({ token: review.token }));
    expect(mci.entities.get(kept)).toMatchObject({ members: [merged] });
    expect(mci.entities.get(kept)?.facts["phone"]).toMatchObject([{ subject: merged }]);
    expect(mci.entities.has(merged)).toBe(false);
    expect(mci.entities.has(stays)).toBe(false);
  });
});

test("what is said distinct may be one no longer: our possible match is taken back in the same act, and comes back with its undo", async () => {
  const one = await add("person", { fullName: "Ахметов Алмас" });
  const other = await add("person", { fullName: "Алмас Ахметов" });
  const possible = (): number => [...fma.entities.values()].filter(({ type }) => type === "possibleMatch").length;
  expectValue(await fma.door.sayPossible({ a: other, b: one, why: "alike" }));
  expect(possible()).toBe(1);
  expectValue(await fma.door.sayDistinct({ a: one, b: other, why: "different birth years" }));
  expect(possible()).toBe(0);
  expectValue(await fma.door.undo(null));
  expect(possible()).toBe(1);
});

test("a possible match that stays is answered at both ends once the two are said distinct", async () => {
  const one = await add("person", { fullName: "Ахметов Алмас" });
  const other = await add("person", { fullName: "Алмас Ахметов" });
  expectValue(await fma.door.sayDistinct({ a: one, b: other, why: "" }));
  expectValue(await fma.door.sayPossible({ a: one, b: other, why: "" }));
  expect([one, other].map((id) => linksAt(new CaseIndex(fma.entities), id).map(({ isAnswered }) => isAnswered))).toEqual([[true], [true]]);
});

test("an answered possible match is told from an open one in chart, table, navigator and counts, also when what was said is of a merged part", async () => {
  const [kept, part, third, fourth] = [
    await add("person", { fullName: "Серікова Айгүл" }),
    await add("person", { fullName: "Айгуль Серикова" }),
    await add("person", { fullName: "A. Serikova" }),
    await add("person", { fullName: "Aigul S" }),
  ];
  expectValue(await fma.door.sayDistinct({ a: part, b: third, why: "different birth years" }));
  expectValue(await fma.door.merge({ keep: kept, others: [part], why: "", ...marks }));
  for (const [a, b] of [
    [kept, third],
    [third, fourth],
  ] as const)
    expectValue(await fma.door.sayPossible({ a, b, why: "" }));
  const [answered, open] = [kept, fourth].map(
    (end) => [...fma.entities.values()].find(({ type, ends }) => type === "possibleMatch" && (ends?.from === end || ends?.to === end))?.id,
  );
  const index = new CaseIndex(fma.entities);
  const mine = new Set([answered, open]);
  expect([...index.answered].filter((id) => mine.has(id))).toEqual([answered]);
  const classes = new Map(
    edgesOf(index, new Map()).map((edge) => [
      edge.id,
      edgeClasses(edge, new Map(), { lines: 1, isOff: false, isStolen: false, overlay: noOverlay }).split(" "),
    ]),
  );
  expect(classes.get(String(answered))).toContain("answered");
  expect(classes.get(String(answered))).not.toContain("possible");
  expect(classes.get(String(open))).toContain("possible");
  expect(linkRows(index).flatMap(({ id, isAnswered }) => (mine.has(id) && isAnswered ? [id] : []))).toEqual([answered]);
  const branch = groupEntities(index, "").links.find(({ name }) => name === "possibleMatch");
  expect(branch?.open).toBe((branch?.entities.length ?? 0) - index.answered.size);
  const { matches } = chartStatus(sceneOf(index, new Map(), { hidden: new Set(), placed: new Set() }), {
    hiddenTypes: [],
    stolen: new Map(),
    rings: new Map(),
    layout: null,
    pins: 0,
    isPanning: true,
  });
  expect(matches).toEqual({ open: index.listedOf("possibleMatch").length - index.answered.size, answered: index.answered.size });
});
