import { beforeAll, describe, expect, it } from "vitest";
import { audiencesOf } from "../../../shared/bundle/audiences.ts";
import { chartFor } from "../../../shared/bundle/chart-for.ts";
import type { RedactRule, Selection, SharePlan } from "../../../shared/bundle/model.ts";
import { selectClaims } from "../../../shared/bundle/select.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type ClaimId, type EntityId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Commit, Handling } from "../../../shared/ledger/model.ts";
import { draftAssertion, draftEntity } from "../../../shared/ontology/drafts.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { birthDayOfIin } from "../../../shared/ontology/kazakh-numbers.ts";
import { asPartner, type Correspondent, createCorrespondent, createSmallCase, planFor, say, type SmallCase } from "../../kit/exchange.ts";

let kit: {
  readonly afm: Correspondent;
  readonly mci: Correspondent;
  readonly knb: Correspondent;
  readonly small: SmallCase;
  readonly file: FileHash;
};
beforeAll(async () => {
  const file = parseFileHash(sha256Hex(utf8ToBytes("x")));
  if (file === null) throw new Error("a hash is a hash");
  const [afm, mci, knb] = [await createCorrespondent("afm"), await createCorrespondent("mci"), await createCorrespondent("knb")];
  kit = { afm, mci, knb, file, small: await createSmallCase(afm.signer, file, utf8ToBytes("x")) };
});

interface Wishes {
  readonly commits?: readonly Commit[];
  readonly given?: ReadonlySet<ClaimId>;
  readonly ceiling?: Handling;
  readonly today?: string;
}
const select = (changes: Partial<SharePlan>, { commits = kit.small.commits, ceiling = "red", ...rest }: Wishes = {}): Selection =>
  selectClaims({ commits, plan: planFor([kit.mci], changes), recipients: [asPartner(kit.mci, ceiling)], ownAgency: "afm", ...rest });
const redact = (...rules: readonly RedactRule[]): Selection => select({ redact: rules });

const saidOf = (commits: readonly Commit[], entity: EntityId, property: string): ClaimId => {
  const all = commits.flatMap(({ claims }) => claims);
  const found = all.find(({ statement }) => statement.op === "assert" && statement.subject === entity && statement.property === property);
  if (found === undefined) throw new Error(`no ${property}`);
  return found.id;
};
const claimOf = (entity: EntityId, property: string): ClaimId => saidOf(kit.small.commits, entity, property);
const reasonsOf = ({ stays }: Selection, reason: string): number => [...stays.values()].filter((each) => each === reason).length;
const aboutThem = ({ disclosed }: Selection, entity: EntityId): readonly string[] =>
  kit.small.commits.flatMap(({ claims }) =>
    claims.flatMap(({ id, statement }) =>
      statement.op === "assert" && statement.subject === entity && disclosed.has(id) ? [statement.property] : [],
    ),
  );
const marks = (handling: Handling) => ({ source: null, grade: "B2", handling }) as const;
const text = (value: string) => ({ kind: "text", text: value }) as const;

describe("a rule keeps home", () => {
  it("a property, of one type or of any", () => {
    const { person } = kit.small.entities;
    const selection = redact({ by: "property", type: "person", property: "iin" });
    expect(selection.stays.get(claimOf(person, "iin"))).toBe("by-rule");
    expect(aboutThem(selection, person)).toEqual(["type", "fullName"]);
    expect(aboutThem(redact({ by: "property", type: "", property: "iin" }), person)).toEqual(["type", "fullName"]);
    expect(aboutThem(redact({ by: "property", type: "wallet", property: "iin" }), person)).toEqual(["type", "fullName", "iin"]);
  });

  it("a type, whole, with the links that end at it", () => {
    const { person, operates, owns, exchange } = kit.small.entities;
    const selection = redact({ by: "type", type: "person" });
    for (const entity of [person, operates, owns]) expect(aboutThem(selection, entity)).toEqual([]);
    expect(aboutThem(selection, exchange)).toEqual(["type", "name"]);
    expect(aboutThem(redact({ by: "type", type: "owns" }), owns)).toEqual([]);
  });

  it("what was read from a source, and the exhibit itself", () => {
    const { collector, payout, exhibit, exchange } = kit.small.entities;
    const selection = select({ redact: [{ by: "source", file: kit.file }], files: [kit.file] });
    for (const entity of [collector, payout, exhibit]) expect(aboutThem(selection, entity)).toEqual([]);
    expect(aboutThem(selection, exchange)).toEqual(["type", "name"]);
    expect(selection.files).toEqual([]);
  });

  it("one thing, personal data, a grade that is worse, a marking and all above it", () => {
    const { exchange, person, operates } = kit.small.entities;
    expect(aboutThem(redact({ by: "entity", entity: exchange }), operates)).toEqual([]);
    expect(aboutThem(redact({ by: "personal" }), person)).toEqual(["type"]);
    expect(redact({ by: "grade", source: "B", information: "2" }).stays.size).toBe(0);
    expect(redact({ by: "grade", source: "A", information: "" }).blocked).toEqual([{ kind: "nothing-to-share", count: 0 }]);
    expect(redact({ by: "handling", handling: "red" }).stays.size).toBe(0);
    expect(redact({ by: "handling", handling: "green" }).blocked).toEqual([{ kind: "nothing-to-share", count: 0 }]);
  });

  it("no exhibit's name that says what stays", () => {
    const withheld = redact({ by: "personal" });
    expect(reasonsOf(withheld, "names-withheld")).toBe(0);
    const named = select({ redact: [{ by: "property", type: "wallet", property: "address" }] });
    expect(named.entitiesWithheld).toContain(kit.small.entities.collector);
  });
});

describe("rules", () => {
  it("add up, in any order, and each says how much it names", () => {
    const rules = [{ by: "property", type: "", property: "iin" }, { by: "type", type: "exchange" }, { by: "personal" }] as const;
    const [one, other] = [redact(...rules), redact(...[...rules].reverse())];
    expect(one.disclosed).toEqual(other.disclosed);
    expect(one.ruleCounts).toEqual([1, 2, 2]);
    expect(other.ruleCounts).toEqual([2, 2, 1]);
  });

  it("are overruled claim by claim by what is given back, and by nothing else", () => {
    const { person } = kit.small.entities;
    const iin = claimOf(person, "iin");
    const plan = { redact: [{ by: "personal" }], keep: [iin] } as const;
    expect(aboutThem(select(plan), person)).toEqual(["type", "iin"]);
    expect(aboutThem(select({ ...plan, withhold: [iin] }), person)).toEqual(["type"]);
    expect(aboutThem(select({ ...plan, marking: "green" }), person)).toEqual([]);
  });
});

describe("victims and minors", () => {
  it("are counted as people by what is known here, whatever of it leaves, and are kept home by one rule", async () => {
    const { person } = kit.small.entities;
    const commits = await say(kit.small.commits, kit.afm.signer, "add", [
      draftAssertion(person, "position", text("victim"), marks("amber")),
      draftAssertion(person, "birthDate", { kind: "date", from: "2008-11", to: "" }, marks("amber")),
    ]);
    const on = (today: string, changes: Partial<SharePlan> = {}) => select(changes, { commits, today });
    expect(on("2026-11-27").warnings).toEqual(
      expect.arrayContaining([
        { kind: "victim-data", count: 1 },
        { kind: "minor-data", count: 1 },
      ]),
    );
    expect(on("2026-12-01").warnings.map(({ kind }) => kind)).not.toContain("minor-data");
    expect(on("2026-11-27").warned.get("minor-data")).toEqual([person]);
    const withoutDate = { redact: [{ by: "property", type: "", property: "birthDate" }] } as const;
    expect(on("2026-11-27", withoutDate).warnings).toContainEqual({ kind: "minor-data", count: 1 });
    const guarded = on("2026-11-27", { redact: [{ by: "protected" }] });
    expect(guarded.warnings.map(({ kind }) => kind)).not.toContain("victim-data");
    expect(guarded.entitiesWithheld).toContain(person);
  });

  it("are told by the day an IIN names", () => {
    expect(birthDayOfIin("900101300017")).toBe("1990-01-01");
    expect(birthDayOfIin("900101300018")).toBeNull();
    expect(birthDayOfIin("no number")).toBeNull();
    const minors = (today: string) => select({}, { today }).warnings.some(({ kind }) => kind === "minor-data");
    expect(minors("2007-12-31")).toBe(true);
    expect(minors("2008-01-01")).toBe(false);
  });
});

describe("what is marked stricter where it comes from", () => {
  it("is warned of: read from a stricter exhibit, or said by another agency under a stricter marking", async () => {
    const { exhibit, exchange } = kit.small.entities;
    const strict = await say(kit.small.commits, kit.afm.signer, "edit", [draftAssertion(exhibit, "title", text("Seized"), marks("amber+strict"))]);
    expect(select({ marking: "red" }, { commits: strict }).warnings).toContainEqual({ kind: "stricter-origin", count: 4 });
    const theirs = await say(kit.small.commits, kit.knb.signer, "add", [draftAssertion(exchange, "name", text("SwapHub OTC"), marks("red"))]);
    const selection = select({}, { commits: theirs });
    expect(selection.warnings).toContainEqual({ kind: "stricter-origin", count: 1 });
    expect(selection.warned.get("stricter-origin")).toEqual([exchange]);
    expect(select({}).warnings.map(({ kind }) => kind)).not.toContain("stricter-origin");
  });
});

describe("only what is new", () => {
  it("leaves out what they were given, names it, and says when nothing is new", async () => {
    const first = select({});
    const { person } = kit.small.entities;
    expect(select({ isOnlyNew: true }, { given: first.disclosed }).blocked).toEqual([{ kind: "nothing-new", count: 0 }]);
    const commits = await say(kit.small.commits, kit.afm.signer, "edit", [draftAssertion(person, "alias", text("Seka"), marks("amber"))]);
    const later = select({ isOnlyNew: true }, { commits, given: first.disclosed });
    expect([...later.disclosed]).toEqual([saidOf(commits, person, "alias")]);
    expect(later.blocked).toEqual([]);
    expect(reasonsOf(later, "already-given")).toBe(first.disclosed.size);
  });

  it("tells what contests or takes back what they hold, once", async () => {
    const first = select({});
    const iin = claimOf(kit.small.entities.person, "iin");
    const commits = await say(kit.small.commits, kit.afm.signer, "edit", [{ op: "retract", claim: iin }]);
    const later = select({ isOnlyNew: true }, { commits, given: first.disclosed });
    expect(later.disclosed.size).toBe(1);
    expect(later.blocked).toEqual([]);
    const again = select({ isOnlyNew: true }, { commits, given: first.disclosed.union(later.disclosed) });
    expect(again.blocked).toEqual([{ kind: "nothing-new", count: 0 }]);
  });

  it("says again what a file is that goes along", () => {
    const first = select({});
    const later = select({ isOnlyNew: true, files: [kit.file] }, { given: first.disclosed });
    expect(later.files).toEqual([kit.file]);
    expect([...later.disclosed].sort()).toEqual(
      ["type", "fileHash", "file", "fileName"].map((name) => claimOf(kit.small.entities.exhibit, name)).sort(),
    );
    expect(later.blocked).toEqual([]);
  });
});

describe("what may not leave blocks the whole", () => {
  it("until somebody says that it stays", async () => {
    const strict = await say(kit.small.commits, kit.afm.signer, "edit", [
      draftAssertion(kit.small.entities.exchange, "country", text("KZ"), marks("red")),
    ]);
    const commits = await say(strict, kit.knb.signer, "add", [draftAssertion(kit.small.entities.exchange, "category", text("p2p"), marks("amber"))]);
    const blocked = (mayStay: SharePlan["mayStay"]) => select(mayStay === undefined ? {} : { mayStay }, { commits }).blocked;
    expect(blocked([])).toEqual([
      { kind: "claims-above", count: 1 },
      { kind: "claims-forbidden", count: 1 },
    ]);
    expect(blocked(["above-ceiling"])).toEqual([{ kind: "claims-forbidden", count: 1 }]);
    expect(blocked(["above-ceiling", "originator"])).toEqual([]);
    expect(blocked(undefined)).toEqual([]);
    expect(select({ mayStay: [], redact: [{ by: "type", type: "exchange" }] }, { commits }).blocked).toEqual([]);
  });

  it("and so does a mark of official use in a bundle that has none, and a date of expiry that is none or is over", async () => {
    const marked = { ...marks("amber"), nationalMark: "official-use" } as const;
    const commits = await say(kit.small.commits, kit.afm.signer, "edit", [
      draftAssertion(kit.small.entities.exchange, "country", text("KZ"), marked),
    ]);
    expect(select({ nationalMark: "", mayStay: [] }, { commits }).blocked).toEqual([{ kind: "claims-above", count: 1 }]);
    expect(select({ nationalMark: "official-use", mayStay: [] }, { commits }).blocked).toEqual([]);
    for (const expiresAt of ["soon", "2026-11-26", "2026-10", "2025"])
      expect(select({ expiresAt }, { today: "2026-11-27" }).blocked).toEqual([{ kind: "bad-date", count: 1 }]);
    for (const expiresAt of ["", "2026-11-27", "2026-11", "2026"]) expect(select({ expiresAt }, { today: "2026-11-27" }).blocked).toEqual([]);
  });
});

describe("who gets which file", () => {
  it("is each their own, unless they are to be together", () => {
    const plan = planFor([kit.mci, kit.knb]);
    const authors = [kit.mci.signer.author, kit.knb.signer.author].sort();
    expect(audiencesOf(plan).map(({ to }) => to)).toEqual(authors.map((author) => [author]));
    expect(audiencesOf({ ...plan, isTogether: true }).map(({ to }) => to)).toEqual([authors]);
    expect(audiencesOf({ ...plan, to: [] }).map(({ to }) => to)).toEqual([[]]);
  });
});

describe("a chart that goes along", () => {
  it("holds the places of what travels, and no title that says what stays", () => {
    const { person, exchange } = kit.small.entities;
    const nodes = [
      { entity: person, x: 12.345, y: -0.01 },
      { entity: exchange, x: 77.77, y: Number.NaN },
    ];
    expect(chartFor(new Set([person, exchange]), { title: " Map ", nodes }, [])).toEqual({
      title: "Map",
      nodes: [{ entity: person, x: 12, y: 0 }],
    });
    expect(chartFor(new Set([person]), { title: "Map of Samat Omarov", nodes }, ["Samat Omarov"])?.title).toBe("");
    expect(chartFor(new Set(), { title: "Map", nodes }, [])).toBeNull();
    const withheld = select({ charts: [{ title: "", nodes }], redact: [{ by: "entity", entity: person }] });
    expect(withheld.charts).toEqual([]);
    expect(select({ charts: [{ title: "", nodes }] }).charts).toHaveLength(1);
  });
});

describe("a text that stays", () => {
  const act = "77/26 of 3 March";
  const exhibitOf = (content: string, texts: Readonly<Record<string, string>>) => {
    const hash = parseFileHash(sha256Hex(utf8ToBytes(content)));
    const id = entityIdFor("exhibit", hash ?? "");
    if (hash === null || id === null) throw new Error("a hash names an exhibit");
    const values = Object.fromEntries(Object.entries(texts).map(([property, value]) => [property, text(value)]));
    const statements = draftEntity({
      ...{ id, type: "exhibit", ...marks("amber") },
      values: { fileHash: { kind: "identifier", text: hash }, ...values, seizureAct: { kind: "identifier", text: act } },
    });
    return { id, statements };
  };

  it("takes no act and no collector from other exhibits, and its names from all", async () => {
    const shared = { collectedBy: "Aigul Suleimenova", publisher: "Press service" };
    const secret = exhibitOf("secret", { ...shared, fileName: "informant.png", title: "The informant", originalPath: "phones/informant.png" });
    const plain = exhibitOf("plain", { ...shared, fileName: "ledger.png", title: "A ledger of act 77/26 of 3 March" });
    const telling = exhibitOf("telling", { ...shared, fileName: "beside informant.png", title: "The informant, from afar" });
    const commits = await say(kit.small.commits, kit.afm.signer, "add", [...secret.statements, ...plain.statements, ...telling.statements]);
    const selection = select({ redact: [{ by: "entity", entity: secret.id }] }, { commits });
    const leaving = (entity: EntityId): readonly string[] =>
      commits.flatMap(({ claims }) =>
        claims.flatMap(({ id, statement }) =>
          statement.op === "assert" && statement.subject === entity && selection.disclosed.has(id) ? [statement.property] : [],
        ),
      );
    expect(leaving(secret.id)).toEqual([]);
    expect([...leaving(plain.id)].sort()).toEqual(["collectedBy", "fileHash", "fileName", "publisher", "seizureAct", "title", "type"]);
    expect([...leaving(telling.id)].sort()).toEqual(["collectedBy", "fileHash", "publisher", "seizureAct", "type"]);
    expect(reasonsOf(selection, "names-withheld")).toBe(2);
  });
});
