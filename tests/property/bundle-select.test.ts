import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { RedactRule, Selection, BundledChart, SharePlan } from "../../shared/bundle/model.ts";
import { decidedToStay } from "../../shared/bundle/held-before.ts";
import { describeFiles } from "../../shared/bundle/describe-files.ts";
import { discloseCommits, selectClaims } from "../../shared/bundle/select.ts";
import { recipientHashOf, statementToText, statementType } from "../../shared/bundle/statement.ts";
import { createPayload, createTags, listPayload, signStatement, writeBag } from "../../shared/bundle/write-bag.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import { type ClaimId, type EntityId, type FileHash, parseEntityId, parseFileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { Assertion, Commit, Handling, Statement } from "../../shared/ledger/model.ts";
import { draftAssertion } from "../../shared/ontology/drafts.ts";
import type { Partner } from "../../shared/partner/model.ts";
import { foldCase } from "../../shared/projections/case-fold.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { eyesOf, rowsOf } from "../kit/fold.ts";
import { readArchive } from "../kit/read-archive.ts";
import { asPartner, collect, type Correspondent, createCorrespondent, planFor, say } from "../kit/exchange.ts";
import { instant } from "../kit/fixed-clock.ts";
import { aCaseId } from "../kit/ledger-generators.ts";

/** Redactions of which no byte may tell what stays: 10,000 with SLOW=1, or as many as REDACTIONS says. */
const redactions = Number(process.env["REDACTIONS"] ?? (process.env["SLOW"] === "1" ? 10_000 : 220));
const runs = Math.min(redactions, 2000);
const agencies = ["afm", "knb", "mci"] as const;
const linkTypes = ["related", "sameAs", "sameAs", "copyOf", "distinctFrom", "possibleMatch"] as const;
const nodeTypes = ["wallet", "person", "exchange", "exhibit", "dataset", "case", "handover", "custodyEvent"] as const;

/** What fast-check draws; texts are made unique afterwards, so that each is a canary of its own. */
interface Draft {
  readonly nodes: readonly { readonly type: number; readonly agency: number; readonly handling: number; readonly file: number }[];
  readonly links: readonly {
    readonly type: number;
    readonly from: number;
    readonly to: number;
    readonly agency: number;
    readonly handling: number;
  }[];
  readonly claims: readonly {
    readonly entity: number;
    readonly kind: number;
    readonly agency: number;
    readonly handling: number;
    readonly file: number;
    readonly hasNote: boolean;
  }[];
  readonly retractions: readonly { readonly claim: number; readonly agency: number }[];
  readonly rulings: readonly { readonly claim: number; readonly agency: number; readonly handling: number; readonly isAstray: boolean }[];
  readonly plan: {
    readonly entities: readonly number[] | null;
    readonly withhold: readonly number[];
    readonly marking: number;
    readonly ceiling: number;
    readonly files: number;
    readonly rules: readonly { readonly by: number; readonly of: number }[];
    readonly keep: readonly number[];
    readonly mark: boolean;
  };
}
const index = fc.nat(1000);
const anyDraft: fc.Arbitrary<Draft> = fc.record(
  {
    nodes: fc.array(fc.record({ type: index, agency: index, handling: index, file: index }, { noNullPrototype: true }), {
      minLength: 2,
      maxLength: 9,
    }),
    links: fc.array(fc.record({ type: index, from: index, to: index, agency: index, handling: index }, { noNullPrototype: true }), { maxLength: 6 }),
    claims: fc.array(
      fc.record({ entity: index, kind: index, agency: index, handling: index, file: index, hasNote: fc.boolean() }, { noNullPrototype: true }),
      { maxLength: 14 },
    ),
    retractions: fc.array(fc.record({ claim: index, agency: index }, { noNullPrototype: true }), { maxLength: 6 }),
    rulings: fc.array(fc.record({ claim: index, agency: index, handling: index, isAstray: fc.boolean() }, { noNullPrototype: true }), {
      maxLength: 4,
    }),
    plan: fc.record(
      {
        entities: fc.option(fc.array(index, { maxLength: 6 }), { freq: 1 }),
        withhold: fc.array(index, { maxLength: 3 }),
        marking: index,
        ceiling: index,
        files: index,
        // Most plans have no rule: what travels is to be seen as well.
        rules: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(fc.record({ by: index, of: index }, { noNullPrototype: true }), { minLength: 1, maxLength: 3 }) },
        ),
        keep: fc.array(index, { maxLength: 2 }),
        mark: fc.boolean(),
      },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
);

interface RandomCase {
  readonly commits: readonly Commit[];
  readonly plan: SharePlan;
  readonly partners: readonly Partner[];
  /** Each file holds every text that was read from it. */
  readonly files: ReadonlyMap<FileHash, Bytes>;
}

const people: Correspondent[] = [];
beforeAll(async () => {
  for (const agency of agencies) people.push(await createCorrespondent(agency));
});

const pick = <Item>(list: readonly Item[], at: number): Item => {
  const item = list[at % list.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};
// Mostly mild, so that most draws share something.
const handlingOf = (at: number): Handling => pick<Handling>(["clear", "green", "green", "amber", "amber", "amber", "amber+strict", "red"], at);
const idOf = (n: number): EntityId => parseEntityId(sha256Hex(utf8ToBytes(`entity ${n}`)).slice(0, 32)) ?? pick<never>([], 0);

type MakeValue = (hashes: readonly FileHash[]) => Assertion["value"];
interface Saying {
  readonly agency: number;
  readonly entity: number;
  readonly property: string;
  readonly value: MakeValue;
  readonly text: string;
  readonly handling: number;
  readonly file: number;
  readonly note: string;
}
const hasSource = (file: number): boolean => file % 4 !== 3;

/** Everything that is said, each text once: a canary of its own. Only an address may be said twice, by another agency. */
function sayings({ nodes, links, claims }: Draft): readonly Saying[] {
  const said: Saying[] = [];
  let canary = 0;
  const add = (agency: number, entity: number, property: string, handling: number, file: number, value: MakeValue, text = ""): void =>
    void said.push({ agency, entity, property, value, text, handling, file, note: "" });
  const addText = (
    agency: number,
    entity: number,
    property: string,
    handling: number,
    file: number,
    text = `canary${(canary++).toString(36).padStart(4, "0")}x`,
  ): void =>
    add(agency, entity, property, handling, file, () => ({ kind: property === "address" || property === "iin" ? "identifier" : "text", text }), text);
  nodes.forEach(({ type: typeAt, agency, handling, file }, n) => {
    const type = pick(nodeTypes, typeAt);
    add(agency, n, "type", handling, file, () => ({ kind: "text", text: type }));
    if (type === "wallet") addText(agency, n, "address", handling + 1, file);
    if (type === "person") addText(agency, n, "iin", handling + 2, file);
    if (type === "case") addText(agency, n, "title", handling, 3);
    if (type === "custodyEvent") {
      // Mostly of an exhibit that is there.
      const exhibit = nodes.findIndex((each) => pick(nodeTypes, each.type) === "exhibit");
      add(agency, n, "fileHash", handling, 3, (hashes) => ({ kind: "identifier", text: pick(hashes, Math.max(0, exhibit)) }));
      addText(agency, n, "custodyPlace", handling, 3);
    }
    if (type !== "exhibit" && type !== "dataset") return;
    add(agency, n, "fileHash", handling, 3, (hashes) => ({ kind: "identifier", text: pick(hashes, n) }));
    add(agency, n, "file", handling, 3, (hashes) => ({ kind: "file", sha256: pick(hashes, n), sizeBytes: 1, mediaType: "text/plain" }));
    addText(agency, n, "fileName", handling + n, 3);
  });
  links.forEach(({ type, from, to, agency, handling }, n) => {
    const said = pick(linkTypes, type);
    add(agency, 100 + n, "type", handling, 3, () => ({ kind: "text", text: said }));
    // A link may end at an earlier link.
    add(agency, 100 + n, "from", handling, 3, () => ({ kind: "entity", entity: idOf(n > 0 && from % 4 === 0 ? 99 + n : from % nodes.length) }));
    add(agency, 100 + n, "to", handling + 1, 3, () => ({ kind: "entity", entity: idOf(to % nodes.length) }));
    addText(agency, 100 + n, "role", handling, 3);
  });
  claims.forEach(({ entity, kind, agency, handling, file, hasNote }) => {
    const n = entity % nodes.length;
    const address = said.find((each) => each.entity === n && each.property === "address");
    if (kind % 5 === 4) add(agency, n, "alias", handling, file, () => ({ kind: "entity", entity: idOf(kind % nodes.length) }));
    else if (kind % 5 === 3 && address !== undefined) addText(agency, n, "address", handling, file, address.text);
    else addText(agency, n, "note", handling, file);
    const last = said.pop();
    if (last !== undefined) said.push({ ...last, note: hasNote ? `canarynote${said.length.toString(36).padStart(4, "0")}x` : "" });
  });
  return said;
}

async function build(draft: Draft): Promise<RandomCase> {
  const said = sayings(draft);
  const contents = [0, 1, 2].map((n) =>
    utf8ToBytes(
      `${n};${said
        .filter(({ file }) => hasSource(file) && file % 3 === n)
        .map(({ text }) => text)
        .join(";")}`,
    ),
  );
  const hashes = contents.map((content) => parseFileHash(sha256Hex(content)) ?? pick<never>([], 0));
  const statementOf = ({ entity, property, value, handling, file, note }: Saying, row: number): Assertion => {
    const source = hasSource(file) ? { file: pick(hashes, file), place: { page: 0, row, column: "" } } : null;
    return draftAssertion(idOf(entity), property, value(hashes), {
      source,
      grade: pick(["A1", "C3", "E5"], handling),
      handling: handlingOf(handling),
      nationalMark: handling % 19 === 18 ? "official-use" : "",
      note,
    });
  };
  let commits: readonly Commit[] = [];
  for (const n of agencies.keys()) {
    const own: readonly Statement[] = said.filter(({ agency }) => agency % agencies.length === n).map(statementOf);
    for (let from = 0; from < own.length; from += 5) commits = await say(commits, pick(people, n).signer, "add", own.slice(from, from + 5));
  }
  for (const { claim, agency, handling, isAstray } of draft.rulings) {
    const { id, statement } = pick(assertionsOf(commits), claim);
    const subject = isAstray ? idOf(claim % draft.nodes.length) : statement.subject;
    const ruling = draftAssertion(
      subject,
      "reliesOn",
      { kind: "identifier", text: id },
      { source: null, grade: "A1", handling: handlingOf(handling) },
    );
    commits = await say(commits, pick(people, agency).signer, "rule", [ruling]);
  }
  for (const { claim, agency } of draft.retractions) {
    const all = commits.flatMap(({ claims }) => claims);
    commits = await say(commits, pick(people, agency).signer, "remove", [{ op: "retract", claim: pick(all, claim).id }]);
  }
  const all = commits.flatMap(({ claims }) => claims);
  const mci = pick(people, 2);
  const plan = planFor([mci], {
    entities: draft.plan.entities?.map((n) => idOf(n % 3 === 0 ? 100 + (n % 6) : n % draft.nodes.length)) ?? null,
    withhold: draft.plan.withhold.map((n) => pick(all, n).id),
    marking: pick<Handling>(["green", "amber", "amber", "amber+strict", "red"], draft.plan.marking),
    files: hashes.filter((_, n) => (draft.plan.files >> n) % 2 === 0),
    redact: draft.plan.rules.map(({ by, of }) => ruleOf(by, of, hashes)),
    keep: draft.plan.keep.map((n) => pick(all, n).id),
    nationalMark: draft.plan.mark ? "official-use" : "",
    charts: [chartOf(draft)],
  });
  const partners = [asPartner(mci, pick<Handling>(["amber", "red", "amber+strict", "green"], draft.plan.ceiling))];
  return { commits, plan, partners, files: new Map(hashes.map((hash, n) => [hash, pick(contents, n)])) };
}

function ruleOf(by: number, of: number, hashes: readonly FileHash[]): RedactRule {
  return pick<RedactRule>(
    [
      { by: "property", type: "", property: pick(["note", "iin", "fileName", "role", "alias"], of) },
      { by: "property", type: pick(nodeTypes, of), property: pick(["note", "address", "iin"], of) },
      { by: "type", type: pick([...nodeTypes, ...linkTypes], of) },
      { by: "source", file: pick(hashes, of) },
      { by: "handling", handling: pick<Handling>(["red", "amber+strict", "amber"], of) },
      { by: "grade", source: "C", information: pick(["", "3"], of) },
      { by: "entity", entity: idOf(of % 9) },
      { by: "personal" },
    ],
    by,
  );
}

/** All there is stands on it; each place is a number that stands nowhere else. */
function chartOf({ nodes, links }: Draft): BundledChart {
  const ids = [...nodes.keys(), ...[...links.keys()].map((n) => 100 + n)];
  return { title: "the whole of it", nodes: ids.map((n) => ({ entity: idOf(n), x: placeOf(n), y: -placeOf(n) })) };
}
const placeOf = (n: number): number => 7_182_000 + n;

const select = ({ commits, plan, partners }: RandomCase): Selection => selectClaims({ commits, plan, recipients: partners, ownAgency: "afm" });

/** The plain archive a selection gives, whatever would block it: withheld is withheld. */
async function archiveOf({ commits, plan, files }: RandomCase, selection: Selection): Promise<Bytes> {
  const sender = pick(people, 0);
  const travelling = discloseCommits(commits, selection.disclosed);
  const entries = describeFiles(travelling, selection.files).map((entry) => ({ ...entry, sizeBytes: files.get(entry.sha256)?.length ?? 0 }));
  const payload = createPayload(travelling, entries, sender.identityFile, { charts: selection.charts });
  const { author, agency, agencyName, officer } = sender.identity;
  const all = travelling.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const statement = {
    type: statementType,
    format: 2,
    case: aCaseId,
    sentAt: instant(1_772_500_000_000),
    sender: { author, agency, agencyName, officer },
    recipients: [{ author: pick(people, 2).signer.author, recipientHash: recipientHashOf(pick(people, 2).identity.ageRecipient) }],
    sequence: 1,
    previous: "",
    marking: plan.marking,
    legalBasis: "",
    purpose: "p",
    retainUntil: "",
    counts: {
      commits: travelling.length,
      disclosed: travelling.reduce((sum, { claims }) => sum + claims.length, 0),
      withheld: 0,
      files: entries.length,
    },
    payload: listPayload(payload, entries),
    critical: [],
    cosigner: null,
    addressee: "",
    nationalMark: "",
    expiresAt: "",
  } as const;
  const counted = { ...statement, counts: { ...statement.counts, withheld: all - statement.counts.disclosed } };
  const key = hexToBytes(author) ?? new Uint8Array(0);
  const text = utf8ToBytes(statementToText(counted));
  const tags = createTags(counted, [await signStatement(text, (message) => sender.signer.sign(message), key)]);
  return collect(
    writeBag(counted, tags, payload, async function* (sha256) {
      yield files.get(sha256) ?? new Uint8Array(0);
    }),
  );
}

function fold(commits: readonly Commit[]): ReadonlyMap<EntityId, Entity> {
  return rowsOf(commits, "");
}

/**
 * Facts by whom they were said of, those of the disclosed claims only. Who is one with whom is told by links, which may stay: that is compared by
 * itself. How many say the same is a count within what one holds, and left out.
 */
function restrict(entities: ReadonlyMap<EntityId, Entity>, disclosed: ReadonlySet<ClaimId>): unknown {
  const facts = [...entities.values()].flatMap((entity) => Object.values(entity.facts).flat()).filter(({ claim }) => disclosed.has(claim));
  const bySubject = Map.groupBy(facts, ({ subject }) => subject);
  return new Map([...bySubject].map(([subject, said]) => [subject, new Map(said.map((fact) => [fact.claim, { ...fact, corroboration: 0 }]))]));
}

const assertionsOf = (commits: readonly Commit[]): readonly { readonly id: ClaimId; readonly statement: Assertion }[] =>
  commits.flatMap(({ claims }) => claims.flatMap(({ id, statement }) => (statement.op === "assert" ? [{ id, statement }] : [])));
const everyClaim = ({ commits }: RandomCase): ReturnType<typeof assertionsOf> => assertionsOf(commits);

const isAboutExhibit = (random: RandomCase, { subject }: Assertion): boolean =>
  everyClaim(random).some(({ statement: { subject: other, property, value } }) => {
    const isType = other === subject && property === "type" && value.kind === "text";
    return isType && (value.text === "exhibit" || value.text === "dataset");
  });

describe("what a bundle discloses", () => {
  it("is the case restricted: entities(select(l)) = restrict(entities(l))", async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const selection = select(random);
        shared += selection.disclosed.size;
        const theirs = restrict(fold(discloseCommits(random.commits, selection.disclosed)), selection.disclosed);
        expect(theirs).toEqual(restrict(fold(random.commits), selection.disclosed));
      }),
      { numRuns: runs },
    );
    expect(shared).toBeGreaterThan(runs);
  });

  it("merges what both ends of a disclosed merge are, and nothing that no disclosed link says", async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const { disclosed } = select(random);
        const { rows, now } = foldCase(discloseCommits(random.commits, disclosed), eyesOf(""));
        const tied = [...now.relating().values()].flatMap(({ type, pair }) => (type === "sameAs" ? [pair.from, pair.to] : []));
        for (const { id, members } of rows.values()) {
          if (members.length > 0) expect(tied).toEqual(expect.arrayContaining([id, ...members]));
          for (const member of members) expect(rows.has(member)).toBe(false);
          merged += members.length;
        }
      }),
      { numRuns: runs },
    );
    expect(merged).toBeGreaterThan(runs / 60);
  });

  it("never shows a ruling without the claim it relies on", async () => {
    const seen = { travelled: 0, stayed: 0 };
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const { disclosed } = select(random);
        const said = everyClaim(random);
        for (const { id, statement } of said) {
          if (statement.property !== "reliesOn" || statement.value.kind !== "identifier") continue;
          const named = statement.value.text;
          const relied = said.find((each) => each.id === named);
          seen[disclosed.has(id) ? "travelled" : "stayed"] += 1;
          if (disclosed.has(id))
            expect(relied !== undefined && disclosed.has(relied.id) && relied.statement.subject === statement.subject).toBe(true);
        }
      }),
      { numRuns: runs },
    );
    expect(seen.travelled).toBeGreaterThan(10);
    expect(seen.stayed).toBeGreaterThan(10);
  });

  it("shows what was done with an exhibit only where the exhibit goes", async () => {
    const seen = { travelled: 0, stayed: 0 };
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        // An exhibit and an event of it stand in each case; all else is drawn.
        const set = (["exhibit", "custodyEvent"] as const).map((type) => nodeTypes.indexOf(type));
        const random = await build({ ...draft, nodes: draft.nodes.map((node, at) => ({ ...node, type: set[at] ?? node.type })) });
        const { disclosed } = select(random);
        const hashesOf = (type: string, said: ReturnType<typeof everyClaim>): readonly string[] => {
          const subjects = new Set(
            said.flatMap(({ statement: { subject, value } }) => (value.kind === "text" && value.text === type ? [subject] : [])),
          );
          const named = said.filter(({ statement }) => statement.property === "fileHash" && subjects.has(statement.subject));
          return named.map(({ statement: { value } }) => (value.kind === "identifier" ? value.text : ""));
        };
        const leaving = everyClaim(random).filter(({ id }) => disclosed.has(id));
        const events = hashesOf("custodyEvent", leaving);
        const shown = new Set(hashesOf("exhibit", leaving));
        for (const hash of events) expect(shown.has(hash)).toBe(true);
        seen.travelled += events.length;
        seen.stayed += hashesOf("custodyEvent", everyClaim(random)).length - events.length;
      }),
      // Few of what is drawn are events of custody that travel.
      { numRuns: 3 * runs },
    );
    expect(seen.travelled).toBeGreaterThan(10);
    expect(seen.stayed).toBeGreaterThan(10);
  });

  it("counts of a whole case everything that could leave and does not", async () => {
    let stayed = 0;
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const { stays, withheld } = select({ ...random, plan: { ...random.plan, entities: null } });
        expect([...stays.values(), ...withheld.values()].filter((reason) => reason === "not-selected")).toEqual([]);
        stayed += [...stays.values()].filter((reason) => reason === "exhibit-withheld").length;
      }),
      { numRuns: runs },
    );
    expect(stayed).toBeGreaterThan(10);
  });

  it("does not depend on the order of commits", async () => {
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        expect(select({ ...random, commits: [...random.commits].reverse() }).disclosed).toEqual(select(random).disclosed);
      }),
      { numRuns: runs / 4 },
    );
  });

  it("never shows a claim without every retraction that touches it", async () => {
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const { disclosed } = select(random);
        for (const { id, statement } of random.commits.flatMap(({ claims }) => claims)) {
          if (statement.op === "retract" && disclosed.has(statement.claim)) expect(disclosed.has(id)).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  it("writes no withheld text, file name or id into the archive", async () => {
    const seen = { texts: 0, ids: 0, files: 0, notes: 0, places: 0, charted: 0, rules: 0 };
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const random = await build(draft);
        const selection = select(random);
        const archive = await archiveOf(random, selection);
        const bytes = Buffer.from(archive).toString("latin1");
        const travelling = discloseCommits(random.commits, selection.disclosed).flatMap(({ claims }) => claims);
        const lines = travelling.map(({ line }) => line).join("\n");
        const subjects = new Set<EntityId>(travelling.flatMap(({ statement }) => (statement.op === "assert" ? [statement.subject] : [])));
        const live = new Set(
          [...fold(random.commits).values()].flatMap(({ facts }) =>
            Object.values(facts)
              .flat()
              .map(({ claim }) => claim),
          ),
        );
        for (const { id, statement } of everyClaim(random)) {
          const { value, subject, source } = statement;
          // What its own agency took back is no secret of ours: a file that says it may travel.
          const isTold = !live.has(id) && source !== null && selection.files.includes(source.file);
          const isCanary =
            (value.kind === "text" || value.kind === "identifier") && value.text.startsWith("canary") && !lines.includes(value.text) && !isTold;
          if (isCanary) expect(bytes.includes(value.text)).toBe(false);
          if (!subjects.has(subject)) expect(bytes.includes(subject)).toBe(false);
          const isNoteKept = statement.note !== undefined && !lines.includes(statement.note);
          if (isNoteKept) expect(bytes.includes(statement.note ?? "")).toBe(false);
          seen.notes += isNoteKept ? 1 : 0;
          seen.texts += isCanary ? 1 : 0;
          seen.ids += subjects.has(subject) ? 0 : 1;
        }
        for (const { entity, x } of random.plan.charts?.[0]?.nodes ?? []) {
          if (subjects.has(entity)) continue;
          expect(bytes.includes(`"x":${x}`)).toBe(false);
          seen.places += 1;
        }
        seen.charted += selection.charts.length;
        seen.rules += [...selection.stays.values()].filter((reason) => reason === "by-rule").length;
        seen.files += selection.files.length;
        // And what was written is a bag that stands.
        if (travelling.length > 0) expect(await readArchive(archive)).toMatchObject({ ok: true });
      }),
      { numRuns: redactions },
    );
    for (const count of [seen.texts, seen.ids, seen.places, seen.rules]) expect(count).toBeGreaterThan(redactions);
    for (const count of [seen.notes, seen.charted]) expect(count).toBeGreaterThan(redactions / 4);
    expect(seen.files).toBeGreaterThan(0);
  });

  it("gives in parts what it gives at once: what they hold and what is new to them are all there is, and hardly anything is said twice", async () => {
    const seen = { held: 0, told: 0 };
    await fc.assert(
      fc.asyncProperty(anyDraft, index, async (draft, cut) => {
        const random = await build(draft);
        const earlier = { ...random, commits: random.commits.slice(0, cut % random.commits.length) };
        const given = select(earlier).disclosed;
        const now = { commits: random.commits, recipients: random.partners, ownAgency: "afm", given };
        const whole = selectClaims({ ...now, plan: random.plan });
        const later = selectClaims({ ...now, plan: { ...random.plan, isOnlyNew: true } });
        for (const id of whole.disclosed) expect(given.has(id) || later.disclosed.has(id)).toBe(true);
        for (const id of later.disclosed) expect(whole.disclosed.has(id)).toBe(true);
        // What a file that goes along is, is said again.
        const ofFiles = new Set(later.files.length === 0 ? [] : ["type", "fileHash", "file", "fileName", "note", "alias"]);
        for (const { id, statement } of everyClaim(random)) {
          if (given.has(id) && later.disclosed.has(id)) expect(ofFiles.has(statement.property) || isAboutExhibit(random, statement)).toBe(true);
        }
        seen.held += given.size;
        seen.told += later.disclosed.size;
      }),
      { numRuns: runs },
    );
    for (const count of [seen.held, seen.told]) expect(count).toBeGreaterThan(runs);
  });

  it("keeps home what somebody withheld from them before, whatever is shared later, until it is let go by name", async () => {
    const seen = { held: 0, letGo: 0, given: 0 };
    await fc.assert(
      fc.asyncProperty(anyDraft, index, fc.boolean(), async (draft, at, isOnlyNew) => {
        const random = await build(draft);
        const earlier = { ...random, commits: random.commits.slice(0, 1 + (at % random.commits.length)) };
        const first = select(earlier);
        const held = decidedToStay(first);
        const keep = [...held].filter((_, n) => (at + n) % 4 === 0);
        const now = { commits: random.commits, recipients: random.partners, ownAgency: "afm", given: first.disclosed, withheldBefore: held };
        const plan: SharePlan = { ...random.plan, entities: null, withhold: [], redact: [], keep, isOnlyNew };
        const later = selectClaims({ ...now, plan });
        for (const id of held) {
          if (keep.includes(id)) seen.letGo += later.disclosed.has(id) ? 1 : 0;
          else expect(later.disclosed.has(id)).toBe(false);
        }
        // What stays of the first and of the second time stays the third time, too.
        const third = new Set([...held, ...decidedToStay(later)].filter((id) => !later.disclosed.has(id)));
        const last = selectClaims({ ...now, given: first.disclosed.union(later.disclosed), withheldBefore: third, plan: { ...plan, keep: [] } });
        for (const id of third) expect(last.disclosed.has(id)).toBe(false);
        seen.held += held.size;
        seen.given += later.disclosed.size;
      }),
      { numRuns: runs },
    );
    for (const count of [seen.held, seen.given]) expect(count).toBeGreaterThan(runs / 4);
    expect(seen.letGo).toBeGreaterThan(3);
  });
});
