import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { Foreseen } from "../../../shared/case/import-door.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

const oneC = readFileSync(join(import.meta.dirname, "../../fixtures/intake/1c_kz_utf8.txt"), "utf8");
const samples = join(import.meta.dirname, "../../../assets/samples");
const marks = { profile: "", grade: "B2", handling: "amber" } as const;

let fma: Agency;
beforeEach(async () => {
  fma = await createAgency("afm");
  expectValue(await fma.door.openCase({ caseId: expectValue(await fma.door.createCase({ number: "1", title: "Join", handling: "amber" })) }));
});

const fileOf = (text: string, fileName = "statement.txt") => ({ file: new Blob([text]), fileName, ...marks });
const read = async (text: string) => expectValue(await fma.door.importFile(fileOf(text)));
const foreseen = async (text: string) => expectValue(await fma.door.foreseeImport(fileOf(text)));
const of = ({ kinds }: Pick<Foreseen, "kinds">, type: string) => {
  const { fresh = 0, known = 0 } = kinds.find((kind) => kind.type === type) ?? {};
  return [fresh, known];
};
const transfersInFlows = (): number => [...fma.flows.values()].reduce((sum, { count }) => sum + count, 0);
const ofType = (type: string) => [...fma.entities.values()].filter((entity) => entity.type === type);

/** The documents of the statement, and the statement with other ones. */
const documents = oneC.match(/СекцияДокумент[\s\S]*?КонецДокумента\r?\n/g) ?? [];
const statementOf = (parts: readonly string[]): string => `${oneC.slice(0, oneC.indexOf("СекцияДокумент"))}${parts.join("")}КонецФайла\r\n`;
const [first = "", second = ""] = documents;

test("the same rows in another file add nothing: people, accounts and links are those of the case, and no transfer counts twice", async () => {
  const before = await read(oneC);
  expect(before.transfers).toEqual({ fresh: 2, known: 0 });
  expect(before.kinds.every(({ known }) => known === 0)).toBe(true);
  const [things, flows] = [fma.entities.size, new Map(fma.flows)];
  // Another file: one more line break, and so another hash.
  const again = `${oneC}\r\n`;
  const seen = await foreseen(again);
  expect(seen.transfers).toEqual({ fresh: 0, known: 2 });
  expect(fma.entities.size).toBe(things);
  const report = await read(again);
  expect({ kinds: report.kinds, transfers: report.transfers }).toEqual({ kinds: seen.kinds, transfers: seen.transfers });
  const namedOnly = ofType("person").filter(({ facts, members }) => members.length === 0 && facts["iin"] === undefined).length / 2;
  // A person without a number stays a person of each file: names do not join.
  expect([of(report, "bankAccount"), of(report, "organisation"), of(report, "person")]).toEqual([
    [0, of(before, "bankAccount")[0]],
    [0, of(before, "organisation")[0]],
    [namedOnly, (of(before, "person")[0] ?? 0) - namedOnly],
  ]);
  expect(ofType("bankAccount")).toHaveLength(of(before, "bankAccount")[0] ?? 0);
  expect(transfersInFlows()).toBe(2);
  expect([...fma.flows.values()].map(({ total, count }) => [total, count])).toEqual([...flows.values()].map(({ total, count }) => [total, count]));
  // Each flow rests on both files, and names the account of the case.
  expect([...fma.flows.values()].every(({ sources, from, to }) => sources.length === 2 && fma.entities.has(from) && fma.entities.has(to))).toBe(true);
});

test("an undo takes the joined import back whole, and what came first stands alone", async () => {
  await read(oneC);
  const [links, accounts] = [ofType("owns").length, ofType("bankAccount").length];
  await read(`${oneC}\r\n`);
  expect([ofType("owns").length, ofType("bankAccount").length]).toEqual([links, accounts]);
  expectValue(await fma.door.undo(null));
  expect([ofType("owns").length, ofType("bankAccount").length, transfersInFlows()]).toEqual([links, accounts, 2]);
  expect(ofType("owns").every(({ ends }) => ends !== null && fma.entities.has(ends.from) && fma.entities.has(ends.to))).toBe(true);
  expectValue(await fma.door.undo(null));
  expect([ofType("owns").length, ofType("bankAccount").length, transfersInFlows()]).toEqual([0, 0, 0]);
});

test("two statements of one account that overlap: what both hold counts once, the rest is added", async () => {
  const [january, february] = [
    statementOf([first, second]),
    statementOf([second, second.replaceAll("04.03.2025", "05.04.2025").replaceAll("SYN-000002", "SYN-000009")]),
  ];
  await read(january);
  const seen = await foreseen(february);
  expect(seen.transfers).toEqual({ fresh: 1, known: 1 });
  expect((await read(february)).transfers).toEqual(seen.transfers);
  expect(transfersInFlows()).toBe(3);
});

test("payments without a number, of one amount but other days, are not taken for one", async () => {
  const bare = second.replace(/НомерДокумента=.*\r?\n/, "");
  await read(statementOf([bare]));
  expect((await read(statementOf([bare, bare.replaceAll("04.03.2025", "05.04.2025")]))).transfers).toEqual({ fresh: 1, known: 1 });
});

test("two exports of one wallet that overlap: what both hold counts once", async () => {
  const name = "TRON-tokenTransfer-TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb--1743811200000.csv";
  const [header = "", ...rows] = readFileSync(join(samples, name), "utf8").trimEnd().split(/\r?\n/);
  const [earlier, later] = [rows.slice(0, 100), rows.slice(60)];
  const report = await read([header, ...earlier].join("\n"));
  const seen = await foreseen([header, ...later].join("\n"));
  expect(seen.transfers).toEqual({ fresh: rows.length - 100, known: 40 });
  expect(of(seen, "wallet")[1]).toBeGreaterThan(0);
  const after = await read([header, ...later].join("\n"));
  expect(after.transfers).toEqual(seen.transfers);
  expect(transfersInFlows()).toBe(rows.length);
  expect(of(report, "wallet")[0] ?? 0).toBe(ofType("wallet").length - (of(after, "wallet")[0] ?? 0));
});

test("a person added by hand is known by the IIN; two that share it, unmerged, are left to a person", async () => {
  const iin = { property: "iin", value: { kind: "identifier", text: "900101300017" } } as const;
  const add = async (name: string) =>
    expectValue(
      await fma.door.addEntity({
        type: "person",
        values: [{ property: "fullName", value: { kind: "text", text: name } }, iin],
        grade: "B2",
        handling: "amber",
        source: null,
      }),
    );
  const [hand] = (await add("Синтетик")).entities;
  const one = await foreseen(oneC);
  expect(of(one, "person")[1]).toBe(1);
  await read(oneC);
  expect(hand && fma.entities.get(hand)?.members).toHaveLength(1);
  expectValue(await fma.door.undo(null));
  await add("Синтетик второй");
  expect(of(await foreseen(oneC), "person")[1]).toBe(0);
});
