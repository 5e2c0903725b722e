import { beforeAll, describe, expect, test } from "vitest";
import { interopNames } from "../../../shared/bundle/names.ts";
import { selectClaims, discloseCommits } from "../../../shared/bundle/select.ts";
import { openSampleCase } from "../../../shared/case/sample-case.ts";
import { gatherInterop } from "../../../shared/interop/gather-interop.ts";
import { interopKinds, interopPaths } from "../../../shared/interop/model.ts";
import { writeInterop } from "../../../shared/interop/write-interop.ts";
import { parseEntityId, type EntityId } from "../../../shared/kernel/brand.ts";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { asPartner, createCorrespondent, planFor, say } from "../../kit/exchange.ts";
import { rowsOf } from "../../kit/fold.ts";
import { isThing, parseThing, textsOf, thingsOf, written } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { sampleInput } from "../../kit/sample.ts";
import { createWholeCase } from "../../kit/whole-case.ts";

let commits: readonly Commit[];
let afm: Agency;
beforeAll(async () => {
  commits = await createWholeCase(await createOfficer("writer", "afm"));
  afm = await createAgency("afm");
  expectValue(await openSampleCase(sampleInput({ door: afm.door, entities: () => afm.entities }, "kk")));
});

describe.each(interopKinds)("%s", (kind) => {
  test("lies where a bag has a place for it", () => {
    expect(interopNames).toContain(writeInterop(kind, new Map()).path);
  });
  test("is the same text in whatever order the rows come, and whenever it is read", () => {
    const rows = rowsOf(commits);
    const turned = new Map([...rows].reverse());
    const file = writeInterop(kind, rows);
    const [once, twice] = [[...file.chunks].join(""), [...file.chunks].join("")];
    expect(twice).toBe(once);
    expect(written(kind, turned).text).toBe(once);
    expect(new Map(file.left)).toEqual(written(kind, rows).left);
  });
  test("comes in pieces, none of them much above 64 KiB", () => {
    const pieces = [...writeInterop(kind, rowsOf(commits)).chunks];
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces.slice(0, -1)) expect([piece.length >= 65_536, piece.length < 160_000]).toEqual([true, true]);
  });
  test("of a case with nothing in it is whole all the same", () => {
    const { text, left } = written(kind, new Map());
    expect(left.size).toBe(0);
    if (kind === "ftm") expect(text).toBe("");
    else expect(parseThing(text)).toBeTypeOf("object");
  });
  test("has no lone half of a sign, whatever a name is cut to", async () => {
    const name = `${"a".repeat(383)}😀 Үміт`;
    const id = parseEntityId("12".repeat(16)) ?? expect.fail();
    const marks = { source: null, grade: "B2", handling: "green" } as const;
    const said = draftEntity({ id, type: "person", values: { fullName: { kind: "text", text: name } }, ...marks });
    const { text } = written(kind, rowsOf(await say([], await createOfficer("writer", "afm"), "add", said)));
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain(name);
  });
  test("holds what leaves and nothing that stays", async () => {
    const [me, mci] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
    const id = (digit: string): EntityId => parseEntityId(digit.repeat(32)) ?? expect.fail();
    const text = (said: string) => ({ kind: "text", text: said }) as const;
    const draft = (digit: string, values: Parameters<typeof draftEntity>[0]["values"], handling: "amber" | "red") =>
      draftEntity({ id: id(digit), type: "person", values, source: null, grade: "A1", handling, note: `words of ${handling}` });
    const ledger = await say([], me.signer, "add", [
      ...draft("a", { fullName: text("Әсел Ашық") }, "amber"),
      ...draft("a", { alias: text("CANARY-ALIAS") }, "red").filter(({ property }) => property === "alias"),
      ...draft("b", { fullName: text("CANARY-NAME") }, "red"),
    ]);
    const selection = selectClaims({ commits: ledger, plan: planFor([mci]), recipients: [asPartner(mci)], ownAgency: "afm" });
    const seen = written(kind, rowsOf(discloseCommits(ledger, selection.disclosed), "")).text;
    expect(seen).toContain("Әсел Ашық");
    expect(seen).toContain("words of amber");
    for (const secret of ["CANARY", "words of red", id("b")]) expect(seen).not.toContain(secret);
  });
  test("says the worked example in Kazakh, sources and all", () => {
    const { text, left } = written(kind, afm.entities);
    expect(text).toContain("Жойылған айырбастау орындарының айналымы");
    expect(
      [...left.keys()].filter((key) => !/^(dataset|remarks|sameAs|rate|unknown)\./.test(key) && !/\.(reliesOn|speaksAgainst)$/.test(key)),
    ).toEqual([]);
  });
});

test("the files asked for are gathered as a bag takes them, each with what it cannot say", () => {
  const rows = rowsOf(commits);
  const { files, left } = gatherInterop(["stix", "ftm"], rows);
  expect(Object.keys(files)).toEqual(["data/interop/ftm.ndjson", "data/interop/stix.json"]);
  for (const kind of ["ftm", "stix"] as const) {
    expect(bytesToUtf8(files[interopPaths[kind]] ?? new Uint8Array(0))).toBe(written(kind, rows).text);
    expect(left[kind]).toEqual(written(kind, rows).left);
  }
  expect(gatherInterop([], rows)).toEqual({ files: {}, left: {} });
});

test("a grouping lists what the bundle holds, itself not included", () => {
  const objects = thingsOf(parseThing(written("stix", afm.entities).text)["objects"]);
  const [grouping] = objects.filter(({ type }) => type === "grouping");
  const held = new Set(textsOf(grouping?.["object_refs"]));
  expect(isThing(grouping) && held.has(String(grouping["id"]))).toBe(false);
  expect(objects.filter(({ type }) => type === "relationship" || type === "infrastructure").every(({ id }) => held.has(String(id)))).toBe(true);
});
