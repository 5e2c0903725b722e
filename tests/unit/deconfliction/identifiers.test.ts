import { describe, expect, it } from "vitest";
import { canonicalIdentifier, gatherIdentifiers } from "../../../shared/deconfliction/identifiers.ts";
import { type IdentifierKind, identifierKinds } from "../../../shared/deconfliction/model.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";

describe("the canonical form", () => {
  it.each([
    ["wallet", " TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t ", "tron:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"],
    ["wallet", "41a614f803b6fd780986a42c78ec9c7f77e6ded13c", "tron:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"],
    ["wallet", "0xdAC17F958D2ee523a2206206994597C13D831ec7", "evm:0xdac17f958d2ee523a2206206994597c13d831ec7"],
    ["wallet", "nothing", null],
    ["domain", "ҚАЗ.kz.", "xn--80ao21a.kz"],
    ["domain", "no domain", null],
    ["phone", "+7 (701) 123-45-67", "77011234567"],
    ["phone", "8 701 123 45 67", "77011234567"],
    ["phone", "701 123 45 67", "77011234567"],
    ["phone", "00996 555 123456", "996555123456"],
    ["phone", "112", null],
    ["phone", "+7 701 123 45 67, +7 702 123 45 67", null],
    ["iin", "870101 300018", null],
    ["bin", "1", null],
  ] as const)("of the %s %j is %j", (kind, text, canonical) => expect(canonicalIdentifier(kind, text)).toBe(canonical));
});

const fact = (property: string, text: string, agency: string, handling: Handling): Fact =>
  ({ property, value: { kind: "text", text }, agency, handling }) as unknown as Fact;

/** A person with a telephone: facts as (property, text, agency, handling). */
function person(id: string, facts: readonly (readonly [string, string, string, Handling])[], handling: Handling = "green"): Entity {
  const all = facts.map((each) => fact(...each));
  const byProperty = Object.fromEntries(Map.groupBy(all, ({ property }) => property));
  return { id, type: "person", form: "node", facts: byProperty, handling } as unknown as Entity;
}
const gather = (entities: readonly Entity[], kinds: readonly IdentifierKind[] = identifierKinds, officialUse = false) =>
  gatherIdentifiers(entities, { kinds: new Set(kinds), ownAgency: "afm", partner: { agency: "mci", ceiling: "amber", officialUse } });
const ours = ["type", "person", "afm", "amber"] as const;
const phone = "+7 701 123 45 67";

describe("what goes in", () => {
  it("is what we said at most at the ceiling; each value once, with all who have it", () => {
    const gathered = gather([person("a", [ours, ["phone", phone, "afm", "amber"]]), person("b", [ours, ["phone", "87011234567", "afm", "green"]])]);
    expect(gathered).toEqual({ identifiers: [{ kind: "phone", value: "77011234567", entities: ["a", "b"], stays: null }], unreadable: 0 });
  });

  it("is nothing of an entity of which anything is above the ceiling, though another has the same value", () => {
    const [one] = gather([
      person("a", [ours, ["phone", phone, "afm", "green"]], "red"),
      person("b", [ours, ["phone", phone, "afm", "green"]]),
    ]).identifiers;
    expect(one).toMatchObject({ entities: ["a", "b"], stays: "above-ceiling" });
  });

  it.each([
    ["afm", "amber", null],
    ["mci", "amber", null],
    ["knb", "clear", null],
    ["knb", "green", null],
    ["knb", "amber", "originator"],
    ["knb", "amber+strict", "originator"],
  ] as const)("of what %s said at %s: stays %j", (agency, handling, stays) => {
    expect(gather([person("a", [ours, ["phone", phone, agency, handling]])]).identifiers).toMatchObject([{ stays }]);
  });

  it("is nothing of an entity of which anything is for official use, unless the partner may have that", () => {
    const whole = person("a", [ours, ["phone", phone, "afm", "green"], ["fullName", "Somebody", "afm", "green"]]);
    const name = { ...(whole.facts["fullName"]?.[0] ?? expect.fail("it has a name")), nationalMark: "official-use" as const };
    const marked = { ...whole, facts: { ...whole.facts, fullName: [name] } };
    expect(gather([marked]).identifiers).toMatchObject([{ stays: "above-ceiling" }]);
    expect(gather([marked], identifierKinds, true).identifiers).toMatchObject([{ stays: null }]);
  });

  it("is nothing of a thing that only another agency told us of", () => {
    expect(
      gather([
        person("a", [
          ["type", "person", "knb", "amber"],
          ["phone", phone, "afm", "green"],
        ]),
      ]).identifiers,
    ).toMatchObject([{ stays: "originator" }]);
  });

  it("is only of the kinds that were chosen, and what is no identifier is counted", () => {
    const entities = [person("a", [ours, ["phone", phone, "afm", "green"], ["iin", "123", "afm", "green"]])];
    expect(gather(entities, ["iin"])).toEqual({ identifiers: [], unreadable: 1 });
    expect(gather(entities, ["wallet"])).toEqual({ identifiers: [], unreadable: 0 });
  });
});
