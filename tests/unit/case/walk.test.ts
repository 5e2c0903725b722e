import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import type { ShareReceipt } from "../../../shared/case/share-door.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { type Agency, createAgency, openCounter, expectValue } from "../../kit/agency.ts";

const samples = join(import.meta.dirname, "../../../assets/samples");
const collector = "TRON-tokenTransfer-TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb--1743811200000.csv";

/** The main job, through the counter of the core alone: the same asks the window makes. */
describe("from a wallet export to a bundle a partner opens", () => {
  let fma: Agency;
  let mci: Agency;
  let caseId: CaseId;
  let receipt: ShareReceipt;
  const made = new Map<string, EntityId>();

  beforeAll(async () => {
    fma = await createAgency("afm");
    mci = await createAgency("mci");
    caseId = expectValue(await fma.door.createCase({ number: "2026-0417", title: "Үміт Инвест", handling: "amber" }));
    expectValue(await fma.door.openCase({ caseId }));
  });

  const byTitle = (agency: Agency, title: string): Entity | undefined => [...agency.entities.values()].find((entity) => entity.title === title);
  const importFile = async (name: string) =>
    fma.door.importFile({ file: new Blob([await readFile(join(samples, name))]), fileName: name, profile: "", grade: "B2", handling: "amber" });

  test("a transfer file becomes an exhibit, wallets and flows, and the same file a second time is refused", async () => {
    const report = expectValue(await importFile(collector));
    expect(report.accepted + report.rejected + report.duplicates).toBe(report.rows);
    expect(report.rows).toBe(146);
    expect([...fma.flows.values()].reduce((sum, flow) => sum + flow.count, 0)).toBe(report.accepted);
    expect(await importFile(collector)).toMatchObject({ ok: false, error: { kind: "already-imported" } });
    expect(expectValue(await fma.door.readExhibit({ sha256: report.sha256 })).length).toBe((await readFile(join(samples, collector))).length);
  });

  test("undo of the import takes the flows along, redo brings the very same claims back", async () => {
    const before = [...fma.entities.values()].filter(({ type }) => type === "wallet");
    const flows = new Map(fma.flows);
    expectValue(await fma.door.undo(null));
    expect(fma.flows.size).toBe(0);
    expect([...fma.entities.values()].filter(({ type }) => type === "wallet")).toEqual([]);
    expectValue(await fma.door.redo(null));
    expect(new Map(fma.flows)).toEqual(flows);
    const after = [...fma.entities.values()].filter(({ type }) => type === "wallet");
    expect(after.map(({ id, facts }) => [id, facts["address"]?.[0]?.claim])).toEqual(
      before.map(({ id, facts }) => [id, facts["address"]?.[0]?.claim]),
    );
  });

  test("4,000 sites arrive in one act", async () => {
    const report = expectValue(await importFile("domains_4000.csv"));
    expect(report.accepted + report.rejected + report.duplicates).toBe(4000);
    expect([...fma.entities.values()].filter(({ type }) => type === "site").length).toBe(report.accepted);
  });

  test("an exchange, its operator, a scheme and a site are said by hand and linked", async () => {
    const add = async (type: string, property: string, kind: "text" | "identifier", text: string): Promise<EntityId> => {
      const done = expectValue(
        await fma.door.addEntity({ type, values: [{ property, value: { kind, text } }], grade: "B2", handling: "amber", source: null }),
      );
      const [id] = done.entities;
      if (id === undefined) throw new Error("an entity has an id");
      made.set(text, id);
      return id;
    };
    const exchange = await add("exchange", "name", "text", "SwapHub OTC");
    const operator = await add("person", "fullName", "text", "Өтебаев Ғалымжан");
    const scheme = await add("scheme", "name", "text", "Үміт");
    const site = await add("site", "domain", "identifier", "umit-invest.example");
    const wallet = byTitle(fma, "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb")?.id;
    if (wallet === undefined) throw new Error("the collector is a wallet of the file");
    const link = async (type: string, from: EntityId, to: EntityId): Promise<void> => {
      expectValue(await fma.door.addLink({ type, from, to, values: [], grade: "B2", handling: "amber", source: null }));
    };
    await link("operates", operator, exchange);
    await link("owns", operator, wallet);
    await link("depositsTo", wallet, scheme);
    await link("promotes", site, scheme);
    expect([...fma.entities.values()].filter(({ form }) => form === "link").length).toBe(4);
    expect(
      await fma.door.addLink({ type: "owns", from: wallet, to: operator, values: [], grade: "B2", handling: "amber", source: null }),
    ).toMatchObject({
      ok: false,
      error: { kind: "ends-not-allowed" },
    });
    expect(
      await fma.door.addEntity({
        type: "person",
        values: [{ property: "iin", value: { kind: "identifier", text: "850312400125" } }],
        grade: "B2",
        handling: "amber",
        source: null,
      }),
    ).toMatchObject({
      ok: false,
      error: { kind: "refused-value" },
    });
  });

  test("an edit replaces our value and can be undone and redone", async () => {
    const id = made.get("SwapHub OTC");
    const before = id === undefined ? undefined : fma.entities.get(id)?.facts["name"]?.[0];
    if (id === undefined || before === undefined) throw new Error("the exchange is there");
    expectValue(
      await fma.door.setValue({
        entity: id,
        property: "name",
        value: { kind: "text", text: "SwapHub" },
        replaces: before.claim,
        grade: "B2",
        handling: "amber",
        source: null,
      }),
    );
    expect(fma.entities.get(id)?.title).toBe("SwapHub");
    expectValue(await fma.door.undo(null));
    expect(fma.entities.get(id)?.title).toBe("SwapHub OTC");
    expectValue(await fma.door.redo(null));
    expect(fma.entities.get(id)?.title).toBe("SwapHub");
  });

  test("a storm of undos undoes each act once, and redo brings every one back", async () => {
    const before = new Map(fma.entities);
    const undone = await Promise.all(Array.from({ length: 40 }, () => fma.door.undo(null)));
    const acts = undone.filter(({ ok }) => ok).length;
    expect(undone.filter((answer) => !answer.ok && answer.error.kind !== "nothing-to-undo")).toEqual([]);
    expect(acts).toBeGreaterThan(8);
    expect([...fma.entities.values()].map(({ type }) => type)).toEqual(["case"]);
    const redone = await Promise.all(Array.from({ length: 40 }, () => fma.door.redo(null)));
    expect(redone.filter(({ ok }) => ok).length).toBe(acts);
    expect(new Map(fma.entities)).toEqual(before);
    expect(expectValue(await fma.door.listCases(null))[0]).toMatchObject({ links: 4 });
  });

  test("a thing named by two files keeps its type when the first import is undone", async () => {
    const agency = await createAgency("two-files");
    const id = expectValue(await agency.door.createCase({ number: "", title: "Two files", handling: "amber" }));
    expectValue(await agency.door.openCase({ caseId: id }));
    const list = (text: string, name: string) =>
      agency.door.importFile({ file: new Blob([text]), fileName: name, profile: "", grade: "B2", handling: "amber" });
    expect(expectValue(await list("domain\nscam.example\n", "one.csv"))).toMatchObject({ kinds: [{ type: "site", fresh: 1, known: 0 }] });
    expect(expectValue(await list("domain\nscam.example\nother.example\n", "two.csv"))).toMatchObject({
      kinds: [{ type: "site", fresh: 1, known: 1 }],
    });
    expectValue(await agency.door.undo(null));
    expectValue(await agency.door.undo(null));
    expectValue(await agency.door.redo(null));
    expectValue(await agency.door.redo(null));
    const [first] = expectValue(await agency.door.audit(null)).filter(({ intent }) => intent === "import");
    const exhibit = [...agency.entities.values()].find(({ title }) => title === "one.csv");
    if (first === undefined || exhibit === undefined) throw new Error("the first import is there");
    const said = [...agency.entities.values()].flatMap(({ facts }) => Object.values(facts).flat());
    const ofFirst = said.filter(({ commit }) => first.commits.includes(commit)).map(({ claim }) => claim);
    expectValue(await agency.door.retract({ claims: ofFirst }));
    expect([...agency.entities.values()].filter(({ type }) => type === "unknown")).toEqual([]);
    expect(agency.entities.get([...agency.entities.values()].find(({ title }) => title === "scam.example")?.id as EntityId)).toMatchObject({
      type: "site",
      conflicts: [],
    });
  });

  test("what is kept survives a restart, with the other way in too", async () => {
    const again = openCounter(fma.store, "again");
    expect(await again.door.unlock({ kind: "passphrase", text: "not the passphrase" })).toMatchObject({
      ok: false,
      error: { kind: "wrong-secret-or-damaged" },
    });
    expect(await again.door.listCases(null)).toMatchObject({ ok: false, error: { kind: "locked" } });
    expectValue(await again.door.unlock({ kind: "recovery", code: fma.recoveryCode }));
    const [entry] = expectValue(await again.door.listCases(null));
    expect(entry).toMatchObject({ caseId, title: "Үміт Инвест", number: "2026-0417" });
    expectValue(await again.door.openCase({ caseId }));
    expect(again.entities).toEqual(fma.entities);
    expect(again.flows).toEqual(fma.flows);
  });

  test("a partner is admitted by the last group of the fingerprint only", async () => {
    const { bytes } = expectValue(await mci.door.identityFile(null));
    const draft = { bytes, verified: "in-person", ceiling: "amber" } as const;
    expect(await fma.door.admitPartner({ ...draft, typedGroup: "00000" })).toMatchObject({ ok: false, error: { kind: "wrong-fingerprint" } });
    expectValue(await fma.door.admitPartner({ ...draft, typedGroup: mci.me.fingerprint.slice(-5) }));
    const own = expectValue(await fma.door.identityFile(null));
    expectValue(await mci.door.admitPartner({ ...draft, bytes: own.bytes, typedGroup: fma.me.fingerprint.slice(-5) }));
  });

  const plan = (): SharePlan => {
    const operator = fma.entities.get(made.get("Өтебаев Ғалымжан") as EntityId);
    const exchange = fma.entities.get(made.get("SwapHub OTC") as EntityId);
    const withheld = exchange?.facts["name"]?.[0]?.claim;
    if (operator === undefined || withheld === undefined) throw new Error("what is shared is there");
    return {
      entities: [...made.values()],
      withhold: [withheld],
      files: [],
      to: [mci.me.author],
      marking: "amber",
      legalBasis: "ст. 10",
      purpose: "Blocking of sites",
      retainUntil: "",
    };
  };

  test("the preview says exactly what leaves, and a share without a purpose is no share", async () => {
    const preview = expectValue(await fma.door.previewShare(plan()));
    expect(preview.blocked).toEqual([]);
    expect(preview.entities.find(({ title }) => title === "SwapHub")).toMatchObject({ theirTitle: "" });
    expect(preview.entities.find(({ title }) => title === "Өтебаев Ғалымжан")).toMatchObject({ theirTitle: "Өтебаев Ғалымжан" });
    expect(await fma.door.share({ ...plan(), purpose: " " })).toMatchObject({ ok: false });
    expect(await fma.door.share({ ...plan(), to: [] })).toMatchObject({ ok: false, error: { kind: "no-recipient" } });
  });

  test("the partner opens, looks, accepts; a second time nothing is new", async () => {
    receipt = expectValue(await fma.door.share(plan()));
    expect(receipt.name).toMatch(/^[0-9a-f]{16}\.dalel$/);
    const review = expectValue(await mci.door.openBundle({ file: receipt.file }));
    expect(review.canMerge).toBe(true);
    expect(review.report.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(review).toMatchObject({ isNewCase: true, caseTitle: "Үміт Инвест", marking: "amber" });
    expect(mci.entities.size).toBe(0);
    const accepted = expectValue(await mci.door.acceptBundle({ token: review.token }));
    expect(accepted.newClaims).toBe(receipt.disclosed);
    expectValue(await mci.door.openCase({ caseId }));
    expect(byTitle(mci, "Өтебаев Ғалымжан")?.agencies).toEqual(["afm"]);
    expect(byTitle(mci, "SwapHub")).toBeUndefined();
    const second = expectValue(await mci.door.openBundle({ file: receipt.file }));
    expect(second).toMatchObject({ newCommits: 0, newClaims: 0 });
    expect(second.rows.filter(({ state }) => state !== "known")).toEqual([]);
    expect(expectValue(await mci.door.acceptBundle({ token: second.token }))).toMatchObject({ newCommits: 0, newClaims: 0, newFiles: 0 });
  });

  test("a flipped byte, a cut file and somebody else's file are refused, and change nothing", async () => {
    const bytes = new Uint8Array(await receipt.file.arrayBuffer());
    const flipped = bytes.slice();
    const middle = Math.floor(bytes.length / 2);
    flipped[middle] = (flipped[middle] ?? 0) ^ 1;
    const before = expectValue(await mci.door.audit(null)).length;
    expect(await mci.door.openBundle({ file: new Blob([flipped]) })).toMatchObject({ ok: false, error: { kind: "damaged" } });
    expect(await mci.door.openBundle({ file: new Blob([bytes.slice(0, middle)]) })).toMatchObject({ ok: false });
    expect(await fma.door.openBundle({ file: receipt.file })).toMatchObject({ ok: false, error: { kind: "not-for-us" } });
    expect(expectValue(await mci.door.audit(null)).length).toBe(before);
  });

  test("the partner's own words are its own; ours it can only dispute", async () => {
    const operator = byTitle(mci, "Өтебаев Ғалымжан");
    const fact = operator?.facts["fullName"]?.[0];
    if (operator === undefined || fact === undefined) throw new Error("the operator arrived");
    expectValue(await mci.door.retract({ claims: [fact.claim] }));
    expect(mci.entities.get(operator.id)).toMatchObject({ isDisputed: true, title: "Өтебаев Ғалымжан" });
    expectValue(await mci.door.undo(null));
    expect(mci.entities.get(operator.id)).toMatchObject({ isDisputed: false });
    expect(await mci.door.removeEntities({ entities: [operator.id] })).toMatchObject({ ok: false, error: { kind: "nothing-of-ours" } });
  });
});
