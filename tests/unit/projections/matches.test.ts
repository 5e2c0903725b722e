import { describe, expect, test } from "vitest";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { type MatchRows, type Matches, matchesAmong } from "../../../shared/projections/matches.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import { rowsOf } from "../../kit/fold.ts";
import { createOfficer } from "../../kit/officer.ts";
import { say } from "../../kit/exchange.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { propertyEntry } from "../../../shared/ontology/read.ts";

const officer = await createOfficer("Айгүл", "afm");
const idOf = (n: number): EntityId => {
  const id = parseEntityId(n.toString(16).padStart(32, "0"));
  if (id === null) throw new Error("no id");
  return id;
};
type Said = Readonly<Record<string, string | readonly string[]>>;

/** Rows of things with these values, numbered from 1. */
async function rows(type: string, ...things: readonly Said[]): Promise<ReadonlyMap<EntityId, Entity>> {
  let commits: readonly Commit[] = [];
  for (const [at, said] of things.entries()) {
    for (const [n, values] of Object.values(spread(said)).entries()) {
      const drafts = Object.fromEntries(
        Object.entries(values).map(([property, text]) => {
          const kind = propertyEntry(type, property)?.kind === "identifier" ? "identifier" : "text";
          return [property, { kind, text } as const];
        }),
      );
      const all = draftEntity({ id: idOf(at + 1), type, values: drafts, source: null, grade: "B2", handling: "green" });
      commits = await say(commits, officer, "add", n === 0 ? all : all.slice(1));
    }
  }
  return rowsOf(commits);
}
/** Several values of a property are said one after the other. */
function spread(said: Said): readonly Readonly<Record<string, string>>[] {
  const most = Math.max(1, ...Object.values(said).map((value) => (typeof value === "string" ? 1 : value.length)));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(
      Object.entries(said).flatMap(([property, value]) => {
        const text = typeof value === "string" ? (at === 0 ? value : undefined) : value[at];
        return text === undefined ? [] : [[property, text]];
      }),
    ),
  );
}
const find = (found: ReadonlyMap<EntityId, Entity>, more: Partial<Parameters<typeof matchesAmong>[0]> = {}): Matches =>
  matchesAmong({ rows: asRows(found), settled: new Set(), entity: null, limit: 100, ...more });
const asRows = (found: ReadonlyMap<EntityId, Entity>): MatchRows => ({
  ofTypes: (types) => [...found.values()].filter(({ type }) => types.has(type)),
  typeOf: (id) => found.get(id)?.type,
});
const kinds = ({ pairs }: Matches): readonly string[] => pairs.flatMap(({ reasons }) => reasons.map(({ property, kind }) => `${property} ${kind}`));

describe("identifiers in common", () => {
  test("one IIN, however different the names", async () => {
    const found = find(await rows("person", { fullName: "Ахметов Алмас", iin: "850412300123" }, { fullName: "Someone Else", iin: "850412300123" }));
    expect(found.pairs).toMatchObject([{ a: idOf(1), b: idOf(2), score: 95, reasons: [{ property: "iin", text: "850412300123" }] }]);
  });
  test("a telephone written in two ways tells less, and a name on top of it more", async () => {
    const alone = find(await rows("person", { phone: "+7 (701) 123-45-67" }, { phone: "8 701 123 45 67" }));
    const both = find(await rows("person", { fullName: "Ли Анна", phone: "+77011234567" }, { fullName: "Анна Ли", phone: "87011234567" }));
    expect(alone.pairs.map(({ score }) => score)).toEqual([75]);
    expect(both.pairs.map(({ score }) => score)).toEqual([89]);
    expect(kinds(both)).toEqual(["phone same-identifier", "fullName same-name"]);
  });
  test("two IINs are two people, whatever else they share", async () => {
    const apart = { fullName: "Ахметов Алмас", phone: "87011234567" };
    expect(find(await rows("person", { ...apart, iin: "850412300123" }, { ...apart, iin: "900101400456" })).pairs).toEqual([]);
    const rival = find(await rows("person", { iin: ["850412300123", "900101400456"] }, { iin: "900101400456" }));
    expect(rival.pairs).toHaveLength(1);
  });
  test("things of two types are never one, nor are wallets of one label", async () => {
    const [person, organisation] = [await rows("person", { alias: "Umit" }), await rows("organisation", {}, { alias: "Umit" })];
    expect(find(new Map([...person, ...organisation])).pairs).toEqual([]);
    const wallets = await rows("wallet", { label: "Main wallet" }, { label: "Main wallet" });
    expect(find(wallets).pairs).toEqual([]);
  });
});

describe("names that read alike", () => {
  test("in two alphabets and another order they are the same", async () => {
    const found = find(await rows("person", { fullName: "Құрманғазы Ахметов" }, { fullName: "Akhmetov Kurmangazy" }));
    expect(found.pairs.map(({ score }) => score)).toEqual([55]);
    expect(kinds(found)).toEqual(["fullName same-name"]);
  });
  test("with one patronymic left out they are alike; with another one they are not", async () => {
    const people = [{ fullName: "Ахметов Алмас Серікұлы" }, { fullName: "Ахметов Алмас" }, { fullName: "Ахметов Алмас Ерланұлы" }];
    const found = find(await rows("person", ...people));
    expect(found.pairs.map(({ a, b, score }) => [a, b, score])).toEqual([
      [idOf(1), idOf(2), 35],
      [idOf(2), idOf(3), 35],
    ]);
  });
  test("a legal form is no part of a name", async () => {
    expect(kinds(find(await rows("organisation", { name: "ТОО «Үміт Инвест»" }, { name: "Umit Invest LLP" })))).toEqual(["name same-name"]);
  });
  test("one word alone tells little", async () => {
    expect(find(await rows("person", { alias: "Мади" }, { alias: "мади" })).pairs.map(({ score }) => score)).toEqual([30]);
  });
  test("an alias of one may be the name of another, and that is one reason", async () => {
    const found = find(await rows("person", { fullName: "Ким Олег", alias: "Олег Ким" }, { fullName: "Oleg Kim" }));
    expect(found.pairs).toMatchObject([{ score: 55, reasons: [{ kind: "same-name" }] }]);
  });
});

describe("what is asked", () => {
  test("a settled pair is not suggested again", async () => {
    const people = await rows("person", { fullName: "Ким Олег" }, { fullName: "Олег Ким" });
    expect(find(people, { settled: new Set([pairKey(idOf(2), idOf(1))]) }).pairs).toEqual([]);
  });
  test("of one entity only its own pairs", async () => {
    const people = await rows("person", { fullName: "Ким Олег" }, { fullName: "Ким Олег" }, { fullName: "Ким Олег" });
    expect(find(people, { entity: idOf(2) }).pairs.map(({ a, b }) => [a, b])).toEqual([
      [idOf(1), idOf(2)],
      [idOf(2), idOf(3)],
    ]);
    expect(find(people, { limit: 1 })).toMatchObject({ pairs: [{ a: idOf(1), b: idOf(2) }], more: 2 });
  });
  test("the order of rows does not matter", async () => {
    const people = await rows("person", { fullName: "Ким Олег" }, { alias: "олег КИМ" }, { fullName: "Kim Oleg Ivanovich" });
    expect(find(new Map([...people].reverse()))).toEqual(find(people));
  });
});

const [somebody] = [...(await rows("person", { fullName: "Somebody" })).values()];
const someFact = somebody?.facts["fullName"]?.[0];
if (somebody === undefined || someFact === undefined) throw new Error("nobody");

describe("a hundred thousand people", () => {
  const fact = (property: string, text: string): Fact => ({
    ...someFact,
    property,
    value: { kind: property === "fullName" ? "text" : "identifier", text },
  });
  const person = (n: number, facts: Entity["facts"]): readonly [EntityId, Entity] => [idOf(n + 1), { ...somebody, id: idOf(n + 1), facts }];
  const crowd = (size: number): ReadonlyMap<EntityId, Entity> =>
    new Map(
      Array.from({ length: size }, (_, n) =>
        person(n, {
          fullName: [fact("fullName", `Name${n % (size / 2)} Family${n % 977}`)],
          phone: [fact("phone", n % 3 === 0 ? "+7 777 000 00 00" : `8701${String(n).padStart(7, "0")}`)],
        }),
      ),
    );
  test("a value that a third of them share is named and not looked at; time grows with their number", { timeout: 60_000 }, () => {
    const time = (size: number): number => {
      const people = crowd(size);
      const start = performance.now();
      const found = find(people);
      expect(found.tooCommon.map(({ property, pairs }) => [property, pairs])).toEqual([["phone", expect.any(Number)]]);
      return performance.now() - start;
    };
    time(5_000);
    const [small, big] = [time(10_000), time(100_000)];
    expect(big).toBeLessThan(40 * small + 500);
  });
});
