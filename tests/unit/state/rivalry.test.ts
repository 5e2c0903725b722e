import { expect, test } from "vitest";
import { onePerValue, rejectedBy, rivalriesOf, rivalryOf, standingOf } from "../../../renderer/state/rivalry.ts";
import { parseClaimId, parseEntityId, parseInstantMs } from "../../../shared/kernel/brand.ts";
import type { Span } from "../../../shared/ledger/model.ts";
import type { Conflict, Entity, Fact, Ruling } from "../../../shared/projections/model.ts";
import { bareEntity } from "../../kit/fold.ts";

const claimOf = (number: number) => parseClaimId(number.toString(16).padStart(64, "0")) ?? expect.fail();
const fact = (number: number, text: string, agency: string, during: Span | null = null): Fact =>
  ({ claim: claimOf(number), property: "status", value: { kind: "text", text }, agency, during }) as Fact;
const conflict: Conflict = { property: "status", values: 2, sources: 2, because: "grade" };
const ruling = (agency: string, state: Ruling["state"], number = 1): Ruling =>
  ({
    claim: claimOf(90 + number),
    property: state === "void" ? "" : "status",
    reliesOn: claimOf(number),
    agency,
    state,
    saidAt: parseInstantMs(0),
  }) as Ruling;
const entity = (facts: readonly Fact[], rulings: readonly Ruling[] = []): Entity => ({
  ...bareEntity,
  id: parseEntityId("1".padStart(32, "0")) ?? expect.fail(),
  type: "exchange",
  form: "node",
  title: "",
  facts: { status: facts },
  ends: null,
  agencies: [],
  conflicts: [conflict],
  rulings,
  handling: "amber",
  isDisputed: false,
});

const active = fact(1, "active", "afm");
const activeToo = fact(2, "active", "mci");
const blocked = fact(3, "blocked", "mci");
const long = fact(4, "liquidated", "knb", { from: "2019", to: "2019" });

test("tells what agrees with the first from what contradicts it, each value once", () => {
  const [gone, blockedToo] = [fact(6, "liquidated", "afm"), fact(5, "blocked", "afm")];
  const found = rivalryOf(entity([active, blocked, gone, activeToo, blockedToo]), "status", "afm") ?? expect.fail();
  expect(found.relied).toBe(active);
  expect(found.alike).toEqual([activeToo]);
  expect(found.rivals).toEqual([blocked, blockedToo, gone]);
  expect(onePerValue(found.rivals)).toEqual([blocked, gone]);
  expect(found.agencies).toEqual(["afm", "mci"]);
  expect(rivalryOf(entity([active]), "name", "afm")).toBeNull();
});

test("what was true at another time contradicts nothing, and a ruling does not reject it", () => {
  const now: Span = { from: "2024", to: "" };
  const thing = entity([{ ...active, during: now }, { ...blocked, during: now }, long]);
  const [found = expect.fail()] = rivalriesOf(thing, "afm");
  expect(found.rivals.map(({ claim }) => claim)).toEqual([blocked.claim]);
  expect(found.otherTimes).toEqual([long]);
  expect(found.agencies).toEqual(["afm", "mci"]);
  expect(rejectedBy(thing, found.relied).map(({ claim }) => claim)).toEqual([blocked.claim]);
  expect(rejectedBy(entity([active, activeToo, long]), active)).toEqual([long]);
});

test.each<[string, readonly Ruling[], string]>([
  ["nobody ruled", [], "unruled"],
  ["a partner ruled", [ruling("mci", "in-force")], "partner"],
  ["a partner's ruling lapsed", [ruling("mci", "lapsed")], "lapsed"],
  ["a partner's lapsed, another's stands", [ruling("mci", "lapsed"), ruling("knb", "in-force")], "partner"],
  ["ours lapsed, a partner's stands", [ruling("mci", "in-force"), ruling("afm", "lapsed")], "lapsed"],
  ["ours stands beside a partner's", [ruling("mci", "in-force", 3), ruling("afm", "in-force")], "ours"],
  ["the value of ours is gone", [ruling("afm", "void")], "unruled"],
])("%s: %#", (_what, rulings, state) => {
  expect(rivalryOf(entity([active, blocked], rulings), "status", "afm")?.state).toBe(state);
});

test("of two rulings of ours on things that were merged, the one that does not decide is said to be outranked; a partner's is what it is", () => {
  const [first, second, theirs] = [ruling("afm", "in-force", 1), ruling("afm", "in-force", 3), ruling("mci", "in-force", 3)];
  const merged = entity([active, blocked], [first, second, theirs]);
  expect([first, second, theirs].map((each) => standingOf(merged, each, "afm"))).toEqual(["in-force", "outranked", "in-force"]);
  expect(standingOf(merged, ruling("afm", "lapsed", 3), "afm")).toBe("lapsed");
  expect(standingOf(merged, ruling("afm", "void", 7), "afm")).toBe("void");
});
