import { beforeAll, describe, expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { lineageRows } from "../../../renderer/features/lineage/lineage-rows.ts";
import { groupEntities } from "../../../renderer/features/navigator/navigator-groups.ts";
import { edgeClasses } from "../../../renderer/features/graph/elements.ts";
import { noOverlay, edgesOf } from "../../../renderer/features/graph/scene.ts";
import { comparedRows, richest } from "../../../renderer/features/sameness/compared.ts";
import { linkRows } from "../../../renderer/features/table/case-rows.ts";
import { linksAt } from "../../../renderer/features/entity/links-of.ts";
import { countRows } from "../../../shared/projections/counted.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

let fma: Agency;
const marks = { grade: "B2", handling: "amber" } as const;
const first = ([id]: readonly EntityId[]): EntityId => {
  if (id === undefined) throw new Error("nothing was made");
  return id;
};
const person = async (texts: Readonly<Record<string, string>>): Promise<EntityId> => {
  const values = Object.entries(texts).map(([property, text]) => ({ property, value: { kind: "text", text } as const }));
  return first(expectValue(await fma.door.addEntity({ type: "person", values, ...marks, source: null })).entities);
};
const exhibit = async (title: string): Promise<EntityId> => {
  const draft = { file: new Blob([utf8ToBytes(title)]), fileName: `${title}.txt`, title, publisher: "", publishedAt: "", ...marks };
  return first(expectValue(await fma.door.addExhibit(draft)).entities);
};
const copyOf = async (copy: EntityId, original: EntityId): Promise<void> => void expectValue(await fma.door.sayCopy({ copy, original, why: "" }));
beforeAll(async () => {
  fma = await createAgency("afm");
  expectValue(await fma.door.openCase({ caseId: expectValue(await fma.door.createCase({ number: "", title: "x", handling: "amber" })) }));
});

describe("what says who is who", () => {
  test("is neither drawn nor listed nor counted; what may be is a dashed line", async () => {
    const [a, b, c, d] = [
      await person({ fullName: "A" }),
      await person({ fullName: "B" }),
      await person({ fullName: "C" }),
      await person({ fullName: "D" }),
    ];
    expectValue(await fma.door.merge({ keep: a, others: [b], why: "", ...marks }));
    expectValue(await fma.door.sayDistinct({ a, b: c, why: "" }));
    expectValue(await fma.door.sayPossible({ a: c, b: d, why: "" }));
    const { entities } = fma;
    expect(
      [...entities.values()]
        .map(({ type }) => type)
        .filter((type) => type !== "person" && type !== "case")
        .sort(),
    ).toEqual(["distinctFrom", "possibleMatch", "sameAs"]);
    const index = new CaseIndex(entities);
    const edges = edgesOf(index, new Map());
    expect(edges.map(({ link }) => link?.type)).toEqual(["possibleMatch"]);
    expect(edges.map((edge) => edgeClasses(edge, new Map(), { lines: 1, isOff: false, isStolen: false, overlay: noOverlay }).split(" "))).toEqual([
      ["said", "undirected", "possible"],
    ]);
    expect(linkRows(index).map(({ link }) => link.type)).toEqual(["possibleMatch"]);
    expect(groupEntities(index, "").links.map(({ name }) => name)).toEqual(["possibleMatch"]);
    expect(groupEntities(index, "").agencies.flatMap((branch) => branch.entities.map(({ type }) => type))).not.toContain("sameAs");
    expect(countRows(entities.values())).toEqual({ entities: 3, exhibits: 0, links: 1 });
    expect(linksAt(index, a)).toEqual([]);
    expect(linksAt(index, c).map(({ other }) => other)).toEqual([d]);
    expectValue(await fma.door.merge({ keep: c, others: [d], why: "", ...marks }));
    const after = new CaseIndex(fma.entities);
    expect([linksAt(after, c), edgesOf(after, new Map()), linkRows(after), groupEntities(after, "").links]).toEqual([[], [], [], []]);
    expect(countRows(entities.values())).toEqual({ entities: 2, exhibits: 0, links: 0 });
  });
});

describe("side by side", () => {
  test("one value is agreement, several of a single-valued property contradict, lists and gaps are joined", async () => {
    const one = await person({ fullName: "Ким Олег", alias: "Oleg", citizenship: "KZ" });
    const other = await person({ fullName: "Kim Oleg", alias: "Kim", citizenship: "KZ", note: "seen" });
    const things = [one, other].flatMap((id) => fma.entities.get(id) ?? []);
    expect(comparedRows(things).map(({ property, outcome }) => `${property} ${outcome}`)).toEqual([
      "fullName rival",
      "alias joined",
      "citizenship same",
      "note joined",
    ]);
    expect(richest(things)).toBe(other);
    expect(richest(things.slice(0, 1))).toBe(one);
    expect(richest([])).toBeNull();
  });
});

describe("who repeats whom", () => {
  const shown = (closed: ReadonlySet<string> = new Set()): readonly string[] =>
    lineageRows(fma.entities, closed).map(
      ({ level, exhibits, copies, isOpen, isRepeated, isInCircle }) =>
        `${level} ${exhibits
          .map(({ title }) => title)
          .sort()
          .join(
            "+",
          )} ${copies}${isOpen === null ? "" : isOpen ? " open" : " closed"}${isRepeated ? " repeated" : ""}${isInCircle ? " in circle" : ""}`,
    );
  test("originals first with their copies below; a copy of two stands under both, in full once; a circle is one", async () => {
    const [release, news, post, alone, blog] = [
      await exhibit("release"),
      await exhibit("news"),
      await exhibit("post"),
      await exhibit("alone"),
      await exhibit("blog"),
    ];
    expect(shown()).toEqual(["1 alone 0", "1 blog 0", "1 news 0", "1 post 0", "1 release 0"]);
    await copyOf(news, release);
    await copyOf(post, news);
    await copyOf(post, blog);
    expect(shown()).toEqual(["1 release 2 open", "2 news 1 open", "3 post 0", "1 blog 1 open", "2 post 0 repeated", "1 alone 0"]);
    expect(shown(new Set([`/${release}`]))).toEqual(["1 release 2 closed", "1 blog 1 open", "2 post 0", "1 alone 0"]);
    await copyOf(blog, alone);
    await copyOf(alone, blog);
    expect(shown()).toEqual([
      "1 release 2 open",
      "2 news 1 open",
      "3 post 0",
      "1 alone+blog 1 open",
      "2 alone 0 in circle",
      "2 blog 0 in circle",
      "2 post 0 repeated",
    ]);
  });
});
