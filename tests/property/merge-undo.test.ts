import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";

/** Laws of merging, through the counter: separating gives back exactly the rows there were, links included, whoever was merged into whom. */
const runs = process.env["SLOW"] === "1" ? 1000 : 40;
const marks = { grade: "B2", handling: "amber", source: null } as const;

const aCase = fc.record({
  people: fc.array(fc.constantFrom("Ахметов Алмас", "Akhmetov Almas", "Ким Олег", "Серик"), { minLength: 3, maxLength: 6 }),
  links: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 4 }),
  merges: fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 4, maxLength: 7 }),
});

/** What a person sees, without the links that say what is one: those are the act itself. */
const picture = ({ entities }: Agency): readonly Entity[] =>
  [...entities.values()].filter(({ type }) => type !== "sameAs").sort((a, b) => (a.id < b.id ? -1 : 1));

test("separating restores each row exactly, last merge first; undo does the same", { timeout: 120_000 }, async () => {
  let separated = 0;
  await fc.assert(
    fc.asyncProperty(aCase, fc.boolean(), async ({ people, links, merges }, byUndo) => {
      const agency = await createAgency("afm");
      const { door } = agency;
      expectValue(await door.openCase({ caseId: expectValue(await door.createCase({ number: "", title: "Law", handling: "amber" })) }));
      const ids: EntityId[] = [];
      for (const text of people) {
        const values = [{ property: "fullName", value: { kind: "text", text } as const }];
        ids.push(...expectValue(await door.addEntity({ type: "person", values, ...marks })).entities.slice(0, 1));
      }
      const at = (n: number): EntityId => {
        const id = ids[n % ids.length];
        if (id === undefined) throw new Error("no people");
        return id;
      };
      for (const [from, to] of links)
        if (at(from) !== at(to)) await door.addLink({ type: "related", from: at(from), to: at(to), values: [], ...marks });
      const start = picture(agency);
      const before: { readonly member: EntityId; readonly rows: readonly Entity[] }[] = [];
      for (const [keep, other] of merges) {
        const rows = picture(agency);
        const done = await door.merge({ keep: at(keep), others: [at(other)], why: "", grade: "B2", handling: "amber" });
        const [, member] = done.ok ? done.value.entities : [];
        if (member !== undefined) before.push({ member, rows });
      }
      for (const { member, rows } of before.toReversed()) {
        // Separating takes back every merge of a thing: it is one merge only when nothing was part of it before.
        const isAlone = rows.find(({ id }) => id === member)?.members.length === 0;
        if (!byUndo && !isAlone) break;
        expectValue(byUndo ? await door.undo(null) : await door.unmerge({ member }));
        expect(picture(agency)).toEqual(rows);
        separated += 1;
      }
      if (byUndo) expect(picture(agency)).toEqual(start);
    }),
    { numRuns: runs },
  );
  expect(separated).toBeGreaterThan(runs);
});

test("what separating one would leave is told exactly beforehand, and telling says nothing", { timeout: 120_000 }, async () => {
  let parted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 6 }), fc.nat(5), async (merges, chosen) => {
      const { door, entities } = await mergedPeople(merges);
      const ids = [...new Set([...entities().values()].flatMap(({ id, type, members }) => (type === "person" ? [id, ...members] : [])))].sort();
      const member = ids[chosen % ids.length] ?? expect.fail("there are people");
      const whole = [...entities().values()].find(({ id, members }) => id === member || members.includes(member)) ?? expect.fail("it is shown");
      const parts = new Set([whole.id, ...whole.members]);
      const told = expectValue(await door.wouldSeparate({ member }));
      const commits = expectValue(await door.audit(null)).length;
      await door.unmerge({ member });
      expect(expectValue(await door.audit(null)).length - commits).toBe(parts.size > 1 ? 1 : 0);
      const left = [...entities().values()].flatMap(({ id, members }) => (parts.has(id) ? [[id, ...members]] : []));
      const sorted = (groups: readonly (readonly EntityId[])[]) => groups.map((group) => group.toSorted().join()).toSorted();
      expect(sorted(told)).toEqual(sorted(left));
      expect(told[0]).toContain(member);
      if (told.length > 2) parted += 1;
    }),
    { numRuns: runs },
  );
  expect(parted).toBeGreaterThan(0);
});

async function mergedPeople(merges: readonly (readonly [number, number])[]) {
  const agency = await createAgency("afm");
  const { door } = agency;
  expectValue(await door.openCase({ caseId: expectValue(await door.createCase({ number: "", title: "Law", handling: "amber" })) }));
  const ids: EntityId[] = [];
  for (let at = 0; at < 6; at += 1) {
    const values = [{ property: "fullName", value: { kind: "text", text: `person ${at}` } as const }];
    ids.push(...expectValue(await door.addEntity({ type: "person", values, ...marks })).entities.slice(0, 1));
  }
  for (const [keep, other] of merges) {
    const [a, b] = [ids[keep], ids[other]];
    if (a !== undefined && b !== undefined) await door.merge({ keep: a, others: [b], why: "", grade: "B2", handling: "amber" });
  }
  return { door, entities: () => agency.entities };
}
