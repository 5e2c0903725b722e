import { beforeAll, describe, expect, it } from "vitest";
import { selectClaims } from "../../../shared/bundle/select.ts";
import type { Selection, SharePlan } from "../../../shared/bundle/model.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type ClaimId, type EntityId, parseEntityId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Commit, Handling } from "../../../shared/ledger/model.ts";
import { draftAssertion, draftEntity } from "../../../shared/ontology/drafts.ts";
import { asPartner, type Correspondent, createCorrespondent, createSmallCase, planFor, say, type SmallCase } from "../../kit/exchange.ts";

const hash = parseFileHash(sha256Hex(utf8ToBytes("x")));
let kit: { readonly afm: Correspondent; readonly mci: Correspondent; readonly knb: Correspondent; readonly small: SmallCase } | undefined;
beforeAll(async () => {
  const [afm, mci, knb] = [await createCorrespondent("afm"), await createCorrespondent("mci"), await createCorrespondent("knb")];
  if (hash !== null) kit = { afm, mci, knb, small: await createSmallCase(afm.signer, hash, utf8ToBytes("x")) };
});
const need = (): NonNullable<typeof kit> => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
const select = (changes: Partial<SharePlan> = {}, commits: readonly Commit[] = need().small.commits, ceiling: Handling = "red"): Selection =>
  selectClaims({ commits, plan: planFor([need().mci], changes), recipients: [asPartner(need().mci, ceiling)], ownAgency: "afm" });
const claimOf = (entity: EntityId, property: string, commits: readonly Commit[] = need().small.commits): ClaimId => {
  const found = commits
    .flatMap(({ claims }) => claims)
    .find(({ statement }) => statement.op === "assert" && statement.subject === entity && statement.property === property);
  if (found === undefined) throw new Error(`no ${property}`);
  return found.id;
};
/** Properties that leave, by entity name. */
const leaving = ({ disclosed }: Selection, commits: readonly Commit[] = need().small.commits): Readonly<Record<string, readonly string[]>> => {
  const names = new Map(Object.entries(need().small.entities).map(([name, id]) => [id, name]));
  const rows: Record<string, string[]> = {};
  for (const { id, statement } of commits.flatMap(({ claims }) => claims)) {
    if (statement.op === "assert" && disclosed.has(id)) (rows[names.get(statement.subject) ?? statement.subject] ??= []).push(statement.property);
  }
  return rows;
};
const marks = (handling: Handling) => ({ source: null, grade: "B2", handling }) as const;

describe("the whole case", () => {
  it("leaves whole, with nothing withheld and personal data counted", () => {
    const selection = select();
    expect(selection.disclosed.size).toBe(need().small.commits.flatMap(({ claimIds }) => claimIds).length);
    expect(selection).toMatchObject({ withheld: new Map(), entitiesWithheld: [], warnings: [{ kind: "personal-data", count: 2 }], blocked: [] });
  });
});

describe("chosen entities", () => {
  it("bring the links between them, the exhibits they were read from and the case's name, and no more", () => {
    const { person, exchange, collector } = need().small.entities;
    expect(leaving(select({ entities: [person, exchange] }))).toEqual({
      caseItself: ["type", "title", "number"],
      person: ["type", "fullName", "iin"],
      exchange: ["type", "name"],
      operates: ["type", "from", "to", "role"],
    });
    expect(Object.keys(leaving(select({ entities: [collector] }))).sort()).toEqual(["caseItself", "collector", "exhibit"]);
  });

  it("count the links that stay because one end does", () => {
    const { person } = need().small.entities;
    expect(select({ entities: [person] }).warnings).toContainEqual({ kind: "orphan-link", count: 2 });
  });

  it("are nothing to share when only the case's own name would leave", () => {
    expect(select({ entities: [] }).blocked).toEqual([{ kind: "nothing-to-share", count: 0 }]);
  });
});

describe("withheld by hand", () => {
  it("keeps one claim home and its entity's others travel", () => {
    const { person } = need().small.entities;
    const iin = claimOf(person, "iin");
    const selection = select({ withhold: [iin] });
    expect([...selection.withheld]).toEqual([[iin, "by-hand"]]);
    expect(leaving(selection)["person"]).toEqual(["type", "fullName"]);
  });

  it("keeps an entity home whole with its links when what its id derives from stays", () => {
    const { collector } = need().small.entities;
    const selection = select({ withhold: [claimOf(collector, "address")] });
    expect(selection.entitiesWithheld).toEqual([collector]);
    expect(Object.keys(leaving(selection)).sort()).toEqual(["caseItself", "exchange", "exhibit", "operates", "payout", "person"]);
    expect(selection.withheld.get(claimOf(collector, "type"))).toBe("identity-withheld");
    expect(selection.warnings).toContainEqual({ kind: "orphan-link", count: 1 });
  });

  it("keeps a link home when one of its ends is withheld", () => {
    const { owns } = need().small.entities;
    const selection = select({ withhold: [claimOf(owns, "to")] });
    expect(leaving(selection)["owns"]).toBeUndefined();
    expect(selection.withheld.get(claimOf(owns, "from"))).toBe("end-withheld");
  });

  it("keeps the case's title home when asked", () => {
    const { caseItself } = need().small.entities;
    expect(leaving(select({ withhold: [claimOf(caseItself, "title")] }))["caseItself"]).toEqual(["type", "number"]);
  });
});

describe("markings", () => {
  it("keep home what is stricter than the marking or a recipient's ceiling", async () => {
    const { small, afm } = need();
    const commits = await say(small.commits, afm.signer, "add", [
      draftAssertion(small.entities.person, "alias", { kind: "text", text: "Серый" }, marks("red")),
    ]);
    const alias = claimOf(small.entities.person, "alias", commits);
    for (const selection of [select({ marking: "amber" }, commits), select({ marking: "red" }, commits, "amber+strict")]) {
      expect(selection.disclosed.has(alias)).toBe(false);
      expect(selection.warnings).toContainEqual({ kind: "above-marking", count: 1 });
    }
    expect(select({ marking: "red" }, commits).disclosed.has(alias)).toBe(true);
    expect(select({ marking: "red" }, commits, "amber").blocked).toContainEqual({ kind: "above-ceiling", count: 1 });
  });

  it("keep a stricter file name home and let the exhibit go", async () => {
    const { small, afm } = need();
    const { exhibit } = small.entities;
    const renamed = await say(small.commits, afm.signer, "edit", [
      { op: "retract", claim: claimOf(exhibit, "fileName") },
      draftAssertion(exhibit, "fileName", { kind: "text", text: "секрет.csv" }, marks("red")),
    ]);
    const selection = select({ files: [small.file] }, renamed);
    expect(leaving(selection, renamed)["exhibit"]).toEqual(["type", "fileHash", "file"]);
    expect(selection.files).toEqual([small.file]);
  });
});

describe("another agency's words", () => {
  it("are passed on up to GREEN, stay above, and go back to who said them", async () => {
    const { small, knb, mci, afm } = need();
    const said = (signer: Correspondent["signer"], handling: Handling) =>
      say(small.commits, signer, "add", [draftAssertion(small.entities.person, "alias", { kind: "text", text: "x" }, marks(handling))]);
    const [amber, green, own] = [await said(knb.signer, "amber"), await said(knb.signer, "green"), await said(mci.signer, "amber")];
    const reason = (commits: readonly Commit[]): readonly unknown[] => [
      select({}, commits).disclosed.has(claimOf(small.entities.person, "alias", commits)),
    ];
    expect([reason(amber), reason(green), reason(own)]).toEqual([[false], [true], [true]]);
    const only = await say([], knb.signer, "add", draftEntity({ id: small.entities.person, type: "person", values: {}, ...marks("amber") }));
    expect(selectClaims({ commits: only, plan: planFor([mci]), recipients: [asPartner(mci)], ownAgency: afm.signer.agency }).blocked).toEqual([
      { kind: "originator-forbids", count: 1 },
    ]);
  });
});

describe("what was taken back", () => {
  it("does not travel when its own agency did it; with the whole chain when it lives again", async () => {
    const { small, afm } = need();
    const role = claimOf(small.entities.operates, "role");
    const once = await say(small.commits, afm.signer, "remove", [{ op: "retract", claim: role }]);
    const retraction = once.at(-1)?.claimIds[0];
    if (retraction === undefined) throw new Error("no retraction");
    expect(select({}, once).disclosed.has(role)).toBe(false);
    expect(select({}, once).withheld.get(role)).toBe("undone");
    const again = await say(once, afm.signer, "undo", [{ op: "retract", claim: retraction }], once.at(-1)?.header.act ?? "");
    const second = again.at(-1)?.claimIds[0];
    const { disclosed } = select({}, again);
    expect([role, retraction, second].map((id) => id !== undefined && disclosed.has(id))).toEqual([true, true, true]);
  });

  it("travels with another agency's doubt", async () => {
    const { small, knb } = need();
    const disputed = await say(small.commits, knb.signer, "remove", [{ op: "retract", claim: claimOf(small.entities.person, "fullName") }]);
    const doubt = disputed.at(-1)?.claimIds[0];
    expect(doubt !== undefined && select({}, disputed).disclosed.has(doubt)).toBe(true);
  });
});

describe("bookkeeping and files", () => {
  it("keeps the record of earlier shares home", async () => {
    const { small, afm } = need();
    const id = parseEntityId("a".repeat(32));
    if (id === null) throw new Error("no id");
    const shared = await say(
      small.commits,
      afm.signer,
      "share",
      draftEntity({ id, type: "handover", values: { recipientAgency: { kind: "text", text: "KNB" } }, ...marks("clear") }),
    );
    const selection = select({}, shared);
    expect(leaving(selection, shared)[id]).toBeUndefined();
    expect(selection.withheld.size).toBe(0);
  });

  it("lets a file go only when everything read from it does", () => {
    const { file, entities } = need().small;
    expect(select({ files: [file] }).files).toEqual([file]);
    const partly = select({ files: [file], entities: [entities.collector] });
    expect([partly.files, partly.warnings]).toEqual([[], expect.arrayContaining([{ kind: "file-left-out", count: 1 }])]);
    expect(select({ files: [file], withhold: [claimOf(entities.payout, "address")] }).files).toEqual([]);
  });

  it("keeps an exhibit home that only withheld claims need", async () => {
    const { small } = need();
    const { collector, payout } = small.entities;
    const both = select({ withhold: [claimOf(collector, "address"), claimOf(payout, "address")] });
    expect(leaving(both)["exhibit"]).toBeUndefined();
    // Of the whole case: what stays is counted, whatever keeps it.
    const ofExhibit = small.commits.flatMap(({ claims }) =>
      claims.filter(({ statement }) => statement.op === "assert" && statement.subject === small.entities.exhibit),
    );
    expect(ofExhibit.map(({ id }) => both.stays.get(id))).toEqual(ofExhibit.map(() => "exhibit-withheld"));
  });
});

describe("blocks", () => {
  it("name what is missing", () => {
    const { knb } = need();
    expect(select({ to: [] }).blocked).toEqual([{ kind: "no-recipient", count: 0 }]);
    expect(select({ to: [knb.signer.author] }).blocked).toContainEqual({ kind: "unverified-recipient", count: 1 });
    expect(select({ purpose: " " }).blocked).toEqual([{ kind: "no-purpose", count: 0 }]);
  });
});
