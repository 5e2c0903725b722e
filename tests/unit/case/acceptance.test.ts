import { beforeEach, describe, expect, test } from "vitest";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, expectValue, openCounter } from "../../kit/agency.ts";
import { addPerson, createSharedCase, type SharedCase, sayText } from "../../kit/shared-case.ts";

let shared: SharedCase;
let [gone, link, friend]: EntityId[] = [];
beforeEach(async () => {
  shared = await createSharedCase();
  const { afm, mci, person, send } = shared;
  // Both hold a second person, who is then taken back by who said so.
  gone = await addPerson(afm.door, "Taken back");
  await send(afm, mci);
  expectValue(await afm.door.removeEntities({ entities: [gone] }));
  await sayText(afm.door, person, "alias", "Gali");
  friend = await addPerson(afm.door, "Friend");
  const marks = { grade: "B2", handling: "green", source: null } as const;
  const said = await afm.door.addLink({ type: "related", from: person, to: friend, values: [], ...marks });
  [link] = expectValue(said).entities;
});

const wholeCase = { entities: null, withhold: [], files: [], marking: "green", legalBasis: "law", purpose: "check", retainUntil: "" } as const;
const fileFor = async (from: Agency, to: Agency): Promise<Blob> => expectValue(await from.door.share({ ...wholeCase, to: [to.me.author] })).file;
const review = async (to: Agency, file: Blob): Promise<BundleReview> => expectValue(await to.door.openBundle({ file }));
const names = ({ entities }: Pick<Agency, "entities">): readonly string[] =>
  [...entities.values()].flatMap(({ type, title }) => (type === "person" ? [title] : [])).sort();
const entityOf = (id: EntityId | undefined): EntityId => id ?? expect.fail("it was said");

describe("what is chosen", () => {
  test("a link brings the thing it joins whole, and what was taken back comes along always; what was not chosen stays committed to and comes later", async () => {
    const { afm, mci, person } = shared;
    const file = await fileFor(afm, mci);
    const { token, rows } = await review(mci, file);
    expect(rows.map(({ entity, states }) => [entity, states])).toEqual(
      expect.arrayContaining([
        [gone, ["retracted"]],
        [person, ["changed"]],
        [friend, ["new"]],
        [link, ["new"]],
      ]),
    );
    const choice = { entities: [entityOf(link)], claims: [] };
    // Type, two ends, the friend's type and name, and the two retractions of the person who is gone.
    expect(expectValue(await mci.door.weighChoice({ token, choice }))).toEqual({
      ...{ claims: 7, along: 2, withdrawals: 2, goes: 2 },
      rows: [{ entity: gone, claims: 2, isEmptied: true }],
    });
    expect(expectValue(await mci.door.acceptBundle({ token, choice }))).toMatchObject({ newClaims: 7 });
    expect(names(mci)).toEqual(["Friend", "Galymzhan Utebayev"]);
    expect(mci.entities.get(person)?.facts["alias"]).toBeUndefined();
    expect(expectValue(await mci.door.verifyChain(null))).toMatchObject({ fault: null });
    const later = await review(mci, file);
    expect(later).toMatchObject({ canMerge: true, newClaims: 1 });
    expectValue(await mci.door.acceptBundle({ token: later.token }));
    expect(mci.entities.get(person)?.facts["alias"]).toHaveLength(1);
    expect(expectValue(await mci.door.verifyChain(null))).toMatchObject({ fault: null });
  });

  test("a single value comes with what its thing is, and nothing else of it", async () => {
    const { afm, mci } = shared;
    await sayText(afm.door, entityOf(friend), "alias", "A friend");
    const { token } = await review(mci, await fileFor(afm, mci));
    const { properties } = expectValue(await mci.door.reviewRow({ token, entity: entityOf(friend) }));
    expect(properties.map(({ property, theirs, ours, both }) => [property, theirs.length, ours.length, both.length])).toEqual([
      ["type", 1, 0, 0],
      ["alias", 1, 0, 0],
      ["fullName", 1, 0, 0],
    ]);
    const claims = properties.flatMap(({ property, theirs }) => (property === "alias" ? theirs.map(({ claim }) => claim) : []));
    expectValue(await mci.door.acceptBundle({ token, choice: { entities: [], claims } }));
    const row = mci.entities.get(entityOf(friend));
    expect([row?.type, row?.facts["alias"]?.length, row?.facts["fullName"]]).toEqual(["person", 1, undefined]);
  });

  test("nothing is not accepted", async () => {
    const { afm, mci } = await createSharedCase();
    await addPerson(afm.door, "Another");
    const { token } = await review(mci, await fileFor(afm, mci));
    const nothing = await mci.door.acceptBundle({ token, choice: { entities: [], claims: [] } });
    expect(nothing).toMatchObject({ ok: false, error: { kind: "nothing-to-share" } });
  });

  test("rival values are a conflict: ours, theirs, and what both had before", async () => {
    const { afm, mci, person, send } = shared;
    await send(afm, mci);
    const alias = afm.entities.get(person)?.facts["fullName"]?.[0]?.claim ?? expect.fail("a name");
    const marks = { grade: "A1", handling: "green", source: null } as const;
    await sayText(mci.door, person, "citizenship", "RU");
    const value = { kind: "text", text: "G. Utebayev" } as const;
    expectValue(await afm.door.setValue({ entity: person, property: "fullName", value, replaces: alias, ...marks }));
    await sayText(mci.door, person, "fullName", "Галымжан Утебаев");
    const { token, rows } = await review(mci, await fileFor(afm, mci));
    expect(rows.find(({ entity }) => entity === person)).toMatchObject({ state: "conflict", conflicts: ["fullName"] });
    const [name] = expectValue(await mci.door.reviewRow({ token, entity: person })).properties;
    const texts = (values: readonly { readonly value: unknown; readonly fate: string }[]) => values.map(({ value: said, fate }) => [said, fate]);
    expect(name).toMatchObject({ property: "fullName", isConflict: true });
    expect(texts(name?.ours ?? [])).toEqual([[{ kind: "text", text: "Галымжан Утебаев" }, "stays"]]);
    expect(texts(name?.theirs ?? [])).toEqual([[value, "comes"]]);
    expect(texts(name?.both ?? [])).toEqual([[{ kind: "text", text: "Galymzhan Utebayev" }, "goes"]]);
  });
});

describe("what is aside", () => {
  test("is not counted, listed, found or given on, and its exhibits are destroyed with the case", async () => {
    const { afm, mci, caseId } = shared;
    const about = { title: "", publisher: "", publishedAt: "", grade: "B2", handling: "green" } as const;
    const [exhibit] = expectValue(await afm.door.addExhibit({ ...about, file: new Blob(["a secret file"]), fileName: "theirs.txt" })).entities;
    const hash = afm.entities.get(entityOf(exhibit))?.facts["file"]?.[0]?.value;
    const file = hash?.kind === "file" ? hash.sha256 : expect.fail("a file");
    const bundle = expectValue(await afm.door.share({ ...wholeCase, files: [file], to: [mci.me.author] })).file;
    const [before, acts] = [names(mci), expectValue(await mci.door.audit(null)).length];
    expectValue(await mci.door.setBundleAside({ token: (await review(mci, bundle)).token }));
    expect(names(mci)).toEqual(before);
    const log = expectValue(await mci.door.audit(null));
    expect(log.slice(acts).map(({ intent, agency }) => [intent, agency])).toEqual([["receive", "mci"]]);
    // What is aside does not leave: neither claims nor the fact that there is more.
    const preview = expectValue(await mci.door.previewShare({ ...wholeCase, to: [afm.me.author] }));
    expect(preview.entities.map(({ title }) => title)).not.toContain("Friend");
    const back = await review(afm, await fileFor(mci, afm));
    expect(back).toMatchObject({ newClaims: 0, newCommits: 0 });
    expect(expectValue(await mci.door.suggestMatches({ entity: null, limit: 10 })).kept).toBe(0);
    const deletion = expectValue(await mci.door.previewDelete({ caseId }));
    expect(deletion.exhibits).toBe(1);
    expect(expectValue(await mci.door.listCases(null))).toMatchObject([{ entities: before.length, exhibits: 0 }]);
  });

  test("is named with its sender, and what a partner says of acceptances is nobody's acceptance", async () => {
    const { afm, mci } = shared;
    expectValue(await mci.door.setBundleAside({ token: (await review(mci, await fileFor(afm, mci))).token }));
    const [layer] = expectValue(await mci.door.listLayers(null));
    expect(layer).toMatchObject({ senderAgency: afm.me.agencyName, senderOfficer: afm.me.officer, marking: "green", purpose: "check" });
    expect(layer?.waiting).toBeGreaterThan(0);
    // Ours about us never travels.
    await sayText(mci.door, shared.person, "alias", "From mci");
    const { rows } = await review(afm, await fileFor(mci, afm));
    expect(rows.map(({ type }) => type)).not.toContain("acceptance");
    expect(expectValue(await afm.door.listLayers(null))).toEqual([]);
  });

  test("an act that took it in says whom from, and the log marks it as undone", async () => {
    const { afm, mci } = shared;
    expectValue(await mci.door.acceptBundle({ token: (await review(mci, await fileFor(afm, mci))).token }));
    const [{ act, author } = expect.fail("an act")] = expectValue(await mci.door.audit(null)).toReversed();
    const { changes } = expectValue(await mci.door.auditDetail({ author, act }));
    const said = new Map(changes.map(({ property, after }) => [property, after[0]?.value]));
    expect(said.get("senderAgency")).toEqual({ kind: "text", text: afm.me.agencyName });
    expect(said.get("senderKey")).toEqual({ kind: "identifier", text: afm.me.author });
    expect([...said.keys()]).not.toContain("accepts");
    const undone = expectValue(await mci.door.undo(null));
    expect(undone.entities).toContain(friend);
    expect(expectValue(await mci.door.audit(null)).at(-1)).toMatchObject({ intent: "undo", undoes: act });
  });
});

test("a disk that fails at any write leaves nothing half taken in: the case is as before, or as after, and the same file can be accepted again", async () => {
  const { afm, mci, caseId } = shared;
  const file = await fileFor(afm, mci);
  const before = names(mci);
  const choice = { entities: [entityOf(link)], claims: [] };
  const seen = new Set<string>();
  for (let writes = 0; writes < 12; writes++) {
    const { token } = await review(mci, file);
    mci.store.writesLeft = writes;
    const accepted = await mci.door.acceptBundle({ token, choice });
    mci.store.writesLeft = Number.POSITIVE_INFINITY;
    // As after a crash: only what is on the disk counts.
    const again = openCounter(mci.store, `mci again ${writes}`);
    expectValue(await again.door.unlock({ kind: "passphrase", text: mci.passphrase }));
    expectValue(await again.door.openCase({ caseId }));
    const now = names(again);
    seen.add(`${accepted.ok} ${now.length - before.length}`);
    if (accepted.ok) expect(now).toContain("Friend");
    expect([before, ["Friend", "Galymzhan Utebayev"]]).toContainEqual(now);
    if (now.includes("Friend")) {
      // The register knows of it, however soon the machine stopped: receipts and recalls of it are possible.
      const { entries } = expectValue(await again.door.bundleRegister(null));
      expect(entries.filter(({ direction }) => direction === "received").map(({ state }) => state)).toContain("accepted-in-part");
      expectValue(await again.door.undo(null));
      expect(names(again)).toEqual(before);
    }
    await again.door.lock(null);
    await mci.door.lock(null);
    expectValue(await mci.door.unlock({ kind: "passphrase", text: mci.passphrase }));
    expectValue(await mci.door.openCase({ caseId }));
  }
  expect([...seen]).toEqual(expect.arrayContaining(["false 0", "true 0"]));
});

test("our own words that come back with a bundle are ours whatever becomes of it", async () => {
  const { afm, mci, person, send } = shared;
  await sayText(mci.door, person, "alias", "Said by us");
  await send(mci, afm);
  const bundle = await review(mci, await fileFor(afm, mci));
  expectValue(await mci.door.acceptBundle({ token: bundle.token }));
  const aliases = () => (mci.entities.get(person)?.facts["alias"] ?? []).map(({ value }) => (value.kind === "text" ? value.text : "")).sort();
  expect(aliases()).toEqual(["Gali", "Said by us"]);
  expectValue(await mci.door.undo(null));
  expect(aliases()).toEqual(["Said by us"]);
});
