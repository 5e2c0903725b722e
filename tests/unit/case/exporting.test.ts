import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { ExportPlan, ExportPreview } from "../../../shared/case/export-door.ts";
import { exportTables } from "../../../shared/case/export-record.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { exportPlan } from "../../kit/export-plan.ts";
import { addPerson, befriend, createSharedCase, type SharedCase, wholeCase } from "../../kit/shared-case.ts";

let shared: SharedCase;
let afm: Agency;
let police: Agency;
beforeEach(async () => {
  shared = await createSharedCase();
  afm = shared.afm;
  police = await createAgency("police");
  await befriend(afm, police);
});

const toPolice = (change: Partial<Omit<ExportPlan, "to">> = {}, to: Partial<ExportPlan["to"]> = {}): ExportPlan =>
  exportPlan({ to: [police.me.author], ...to }, change);
const previewed = async (plan: ExportPlan): Promise<ExportPreview> => expectValue(await afm.door.previewExport(plan));
const made = async (plan: ExportPlan) => {
  const receipt = expectValue(await afm.door.exportTable(plan));
  return { ...receipt, text: bytesToUtf8(receipt.bytes) ?? "" };
};
async function say(
  agency: Agency,
  entity: EntityId,
  property: string,
  text: string,
  handling: Handling,
  nationalMark: "" | "official-use" = "",
): Promise<void> {
  const value = { kind: "text", text } as const;
  expectValue(await agency.door.setValue({ entity, property, value, replaces: null, grade: "B2", handling, source: null, nationalMark }));
}

/** All the partner says comes to us, whatever its marking. */
async function receive(): Promise<void> {
  const { file } = expectValue(await shared.mci.door.share({ ...wholeCase, marking: "red", to: [afm.me.author] }));
  const { token } = expectValue(await afm.door.openBundle({ file }));
  expectValue(await afm.door.acceptBundle({ token }));
}

describe("no file is made", () => {
  test.each([
    ["no-recipient", { to: [] }],
    ["no-recipient", { addressee: "Court of Almaty" }],
    ["no-purpose", { purpose: "  " }],
    ["no-marking", { marking: "secret" as Handling }],
    ["bad-date", { retainUntil: "soon" }],
  ] as const)("%s", async (kind, to) => {
    const plan = toPolice({}, to);
    expect((await previewed(plan)).blocked.map((block) => block.kind)).toContain(kind);
    expect(await afm.door.exportTable(plan)).toMatchObject({ ok: false, error: { kind: "blocked", where: kind } });
    expect(expectValue(await afm.door.listExports(null))).toEqual([]);
  });
  test("for somebody who is no partner", async () => {
    const stranger = await createAgency("stranger");
    expect(await afm.door.exportTable(toPolice({}, { to: [stranger.me.author] }))).toMatchObject({ error: { where: "unverified-recipient" } });
  });
  test("above a recipient's ceiling, and with a national mark a recipient may not have", async () => {
    const low = await createAgency("low");
    const { bytes } = expectValue(await low.door.identityFile(null));
    expectValue(await afm.door.admitPartner({ bytes, typedGroup: low.me.fingerprint.slice(-5), verified: "phone", ceiling: "green" }));
    expect(await afm.door.exportTable(toPolice({}, { to: [low.me.author] }))).toMatchObject({ error: { where: "above-ceiling" } });
    const marked = toPolice({}, { to: [low.me.author], marking: "green", nationalMark: "official-use" });
    expect(await afm.door.exportTable(marked)).toMatchObject({ error: { where: "above-mark" } });
  });
  test("in a format the table has no place in, of nothing, and where two officers must sign", async () => {
    expect(await afm.door.exportTable(toPolice({ table: "acts", form: "stix" }))).toMatchObject({ error: { where: "form" } });
    expect(await afm.door.exportTable(toPolice({ table: "links" }))).toMatchObject({ error: { where: "nothing-to-share" } });
    expectValue(await afm.door.setTwoPersonRule({ from: "amber" }));
    expect((await previewed(toPolice())).needsSecond).toBe(true);
    expect(await afm.door.exportTable(toPolice())).toMatchObject({ error: { kind: "needs-second-officer" } });
    expect((await afm.door.exportTable(toPolice({}, { marking: "green" }))).ok).toBe(true);
  });
});

describe("what may not leave is not in the file, and is counted", () => {
  test("what a partner said above what is passed on; they themselves may have it back", async () => {
    await say(shared.mci, shared.person, "alias", "Partner's secret", "amber");
    await receive();
    expect((await previewed(toPolice())).stays).toMatchObject({ originator: 1 });
    for (const form of ["csv", "ftm", "stix", "graphml"] as const) {
      const { text } = await made(toPolice({ form }));
      expect(text).toContain("Galymzhan Utebayev");
      expect(text).not.toContain("Partner's secret");
    }
    expect((await made(exportPlan({ to: [shared.mci.me.author] }))).text).toContain("Partner's secret");
  });
  test("what is above the marking, or marked for official use in a file that is not", async () => {
    await say(afm, shared.person, "alias", "Red word", "red");
    await say(afm, shared.person, "alias", "Official word", "green", "official-use");
    const plan = toPolice({ table: "statements" });
    expect((await previewed(plan)).stays).toMatchObject({ "above-ceiling": 2 });
    const { text, record } = await made(plan);
    expect([text.includes("Red word"), text.includes("Official word"), record.keptBack]).toEqual([false, false, 2]);
  });
  test("a thing whose name stays home, whole", async () => {
    const [hidden] = [await addPerson(afm.door, "Nobody Knows")];
    await say(afm, hidden, "alias", "Open alias", "green");
    const plan = toPolice({}, { redact: [{ by: "entity", entity: hidden }] });
    const { rows, asked } = await previewed(plan);
    expect([rows, asked]).toEqual([1, 2]);
    const { text } = await made(plan);
    expect([text.includes("Nobody Knows"), text.includes("Open alias"), text.includes(hidden)]).toEqual([false, false, false]);
  });
  test("what a rule keeps from somebody once stays in a later bundle to the same", async () => {
    const value = { kind: "identifier", text: "900101300017" } as const;
    expectValue(
      await afm.door.setValue({ entity: shared.person, property: "iin", value, replaces: null, grade: "B2", handling: "green", source: null }),
    );
    expect((await made(toPolice({}, { redact: [{ by: "personal" }] }))).text).not.toContain("900101300017");
    const share = expectValue(await afm.door.previewShare({ ...wholeCase, to: [police.me.author] }));
    expect(share.stays["withheld-before"]).toBeGreaterThan(0);
  });
});

test("the statements that leave are those that a bundle would disclose, and no other", async () => {
  await say(shared.mci, shared.person, "alias", "Partner's secret", "amber");
  await receive();
  await say(afm, shared.person, "alias", "Red word", "red");
  const { text } = await made(toPolice({ table: "statements" }));
  const claims = text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",").at(-2));
  const share = expectValue(await afm.door.previewShare({ ...wholeCase, marking: "amber", to: [police.me.author] }));
  const disclosed = share.entities.flatMap((row) => row.claims.flatMap(({ claim, leaves }) => (leaves ? [claim] : [])));
  expect(claims).toEqual(expect.arrayContaining(disclosed));
  expect(claims.length).toBe(share.disclosedClaims);
});

describe("what left is written down", () => {
  test("in the log, with its recipient and its file; in the books, with the hash of the very bytes", async () => {
    const { record, bytes, side, name, text } = await made(toPolice());
    expect(record.fileHash).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(name).toMatch(/^dalel-entities-tlp-amber-\d{8}T\d{6}Z\.csv$/);
    expect(text.split("\r\n")[1]).toMatch(/,TLP:AMBER$/);
    expect(bytesToUtf8(side?.bytes ?? new Uint8Array())).toContain(`purpose: check the wallets\n`);
    expect(bytesToUtf8(side?.bytes ?? new Uint8Array())).toContain(record.fileHash);
    const [entry] = expectValue(await afm.door.listExports(null));
    expect(entry).toMatchObject({
      record,
      partners: [{ agency: "police", officer: "Officer of police" }],
      words: { purpose: "check the wallets", legalBasis: "Art. 1" },
      neverLeft: false,
    });
    const act = expectValue(await afm.door.audit(null)).at(-1) ?? expect.fail("an act");
    expect(act).toMatchObject({ intent: "share", notes: ["table-exported"], to: [{ key: police.me.author }] });
    const detail = expectValue(await afm.door.auditDetail({ author: act.author, act: act.act }));
    expect(JSON.stringify(detail)).toContain(record.fileHash);
  });
  test("it is read again from the vault, and a file that was not kept is said not to have left", async () => {
    const { record } = await made(toPolice({}, { to: [], addressee: "Court of Almaty" }));
    expectValue(await afm.door.settleShares({ statementHashes: [record.recordHash], wereHandedOver: false }));
    await afm.door.lock(null);
    expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
    const [entry] = expectValue(await afm.door.listExports(null));
    expect(entry).toMatchObject({ record: { ...record, addressee: "Court of Almaty" }, neverLeft: true, partners: [] });
    expectValue(await afm.door.openCase({ caseId: shared.caseId }));
    expect(expectValue(await afm.door.audit(null)).at(-1)).toMatchObject({ intent: "undo", notes: ["not-handed-over"] });
  });
  test("a file that was kept is settled, and counts neither as a bundle nor as claims given", async () => {
    const { record } = await made(toPolice());
    const mine = expectValue(await afm.door.unsettledShares(null)).find(({ statementHash }) => statementHash === record.recordHash);
    expect(mine).toMatchObject({ isTable: true, to: [police.me.author], claims: 0 });
    expectValue(await afm.door.settleShares({ statementHashes: [record.recordHash], wereHandedOver: true }));
    const unsettled = expectValue(await afm.door.unsettledShares(null)).map(({ statementHash }) => statementHash);
    expect(unsettled).not.toContain(record.recordHash);
    // The one bundle of the case that was sent before.
    expect(expectValue(await afm.door.bundleRegister(null)).entries.length).toBe(1);
    const only = expectValue(await afm.door.previewShare({ ...wholeCase, to: [police.me.author], isOnlyNew: true }));
    expect(only.disclosedClaims).toBeGreaterThan(2);
    expect(expectValue(await afm.door.share({ ...wholeCase, to: [police.me.author] })).sequence).toBe(1);
  });
  test("a case that is destroyed takes the words along and leaves the record", async () => {
    await made(toPolice());
    expectValue(await afm.door.closeCase(null));
    expectValue(await afm.door.previewDelete({ caseId: shared.caseId }));
    expectValue(await afm.door.deleteCase({ caseId: shared.caseId, typed: "2026-0417", keepsName: false }));
    expect(expectValue(await afm.door.listExports(null))).toMatchObject([{ words: null, record: { caseId: shared.caseId } }]);
  });
});

test("how many statements left counts what each format holds", async () => {
  const share = expectValue(await afm.door.previewShare({ ...wholeCase, marking: "amber", to: [police.me.author] }));
  for (const form of ["ftm", "stix"] as const) expect((await made(toPolice({ form }))).record.claims).toBe(share.disclosedClaims);
  const person = share.entities.find(({ entity }) => entity === shared.person) ?? expect.fail("the person");
  expect((await made(toPolice())).record.claims).toBe(person.claims.length);
});

test("of what was merged one row leaves, under whatever id it is asked for, with what may leave of both", async () => {
  const other = await addPerson(afm.door, "Galymzhan U.");
  await say(afm, other, "alias", "Red word", "red");
  expectValue(await afm.door.merge({ keep: shared.person, others: [other], why: "one man", grade: "A1", handling: "green" }));
  for (const asked of [shared.person, other]) {
    const { record, text } = await made(toPolice({ rows: [asked] }));
    expect([record.rows, text.includes("Galymzhan U."), text.includes("Galymzhan Utebayev"), text.includes("Red word")]).toEqual([
      1,
      true,
      true,
      false,
    ]);
  }
});

test("rows that are asked for are those that leave: things, links with their ends, acts", async () => {
  const other = await addPerson(afm.door, "Saken Omarov");
  const marks = { grade: "B2", handling: "green", source: null, values: [] } as const;
  const [link] = expectValue(await afm.door.addLink({ type: "related", from: shared.person, to: other, ...marks })).entities;
  const one = await made(toPolice({ rows: [other] }));
  expect([one.record.rows, one.text.includes("Saken"), one.text.includes("Galymzhan")]).toEqual([1, true, false]);
  const links = await made(toPolice({ table: "links", rows: [link ?? expect.fail("a link")] }));
  expect([links.record.rows, links.text.includes("Saken"), links.text.includes("Galymzhan")]).toEqual([1, true, true]);
  const graph = await made(toPolice({ form: "graphml", rows: [other] }));
  expect([graph.text.match(/<node /g)?.length, graph.text.match(/<edge /g)?.length]).toEqual([1, undefined]);
  const acts = expectValue(await afm.door.audit(null));
  const chosen = acts.slice(0, 1).map(({ author, act }) => `${author}/${act}`);
  expect((await made(toPolice({ table: "acts", rows: chosen }))).record).toMatchObject({ rows: 1, claims: 0 });
});

test("of other agencies' acts only those leave of which the recipient may see something", async () => {
  await say(shared.mci, shared.person, "alias", "Partner's secret", "red");
  await receive();
  const { rows, asked } = await previewed(toPolice({ table: "acts" }));
  // That they shared it stayed with them: the one act of theirs here is what they said above what is passed on.
  expect(asked - rows).toBe(1);
});

describe("flows", () => {
  const fileName = "TRON-tokenTransfer-TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod--1743811200000.csv";
  const sample = join(import.meta.dirname, "../../../assets/samples", fileName);
  async function importInto(handling: Handling): Promise<void> {
    const file = new Blob([await readFile(sample)]);
    expectValue(await afm.door.importFile({ file, fileName, profile: "", grade: "B2", handling }));
  }
  test("leave with exact totals when their file may leave whole, and none when it may not", async () => {
    await importInto("green");
    const plan = toPolice({ table: "flows" });
    const { text, record } = await made(plan);
    expect(record.rows).toBe(afm.flows.size);
    for (const flow of [...afm.flows.values()].slice(0, 20)) expect(text).toContain(`,${flow.total},${flow.asset.symbol},`);
    const [wallet] = [...afm.entities.values()].filter(({ type }) => type === "wallet");
    const hidden = toPolice({ table: "flows" }, { redact: [{ by: "entity", entity: wallet?.id ?? expect.fail("a wallet") }] });
    expect(await previewed(hidden)).toMatchObject({ rows: 0, asked: afm.flows.size });
    expect(await afm.door.exportTable(hidden)).toMatchObject({ ok: false, error: { kind: "blocked" } });
  });
  test("of a file above the marking stay", async () => {
    await importInto("red");
    expect((await previewed(toPolice({ table: "flows" }))).rows).toBe(0);
  });
  test("stand in a graph between their wallets", async () => {
    await importInto("green");
    const { text } = await made(toPolice({ table: "flows", form: "graphml" }));
    expect(text.match(/<edge /g)?.length).toBe(afm.flows.size);
  });
});

test("an export that is stopped says nothing, and progress counts rows", async () => {
  const making = afm.door.exportTable(toPolice({ form: "xlsx" }));
  // Asked when it has begun to write, which is some turns later.
  const stop = async (): Promise<void> => {
    for (let turn = 0; turn < 2000; turn++) {
      expectValue(await afm.door.cancel({ job: "export-table" }));
      await Promise.resolve();
    }
  };
  const [answer] = await Promise.all([making, stop()]);
  const exports = expectValue(await afm.door.listExports(null));
  expect(answer.ok ? exports.length : exports).toEqual(answer.ok ? 1 : []);
});

test.each(exportTables)("a table of %s says its columns in the words it is given", async (table) => {
  const other = await addPerson(afm.door, "Saken Omarov");
  const marks = { grade: "B2", handling: "green", source: null, values: [] } as const;
  expectValue(await afm.door.addLink({ type: "related", from: shared.person, to: other, ...marks }));
  const words = { cells: { "column.handling": "Белгі", "column.agency": "Орган" }, sheets: { table: "Кесте", marking: "Белгі" } };
  const { columns } = await previewed(toPolice({ table, words }));
  const titles = columns.map(({ title }) => title);
  if (table !== "flows") expect(titles.some((title) => title === "Белгі" || title === "Орган")).toBe(true);
  else expect(titles).toContain("total");
});
