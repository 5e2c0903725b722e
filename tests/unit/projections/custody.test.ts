import { expect, test } from "vitest";
import { type EntityId, parseEntityId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { type CustodyChain, custodyChain, type CustodyEvent } from "../../../shared/projections/custody.ts";
import { instant } from "../../kit/fixed-clock.ts";

const file = parseFileHash("a".repeat(64)) ?? expect.fail();
const idOf = (n: number): EntityId => parseEntityId(n.toString(16).padStart(32, "0")) ?? expect.fail();
function event(n: number, action: CustodyEvent["action"], happenedAt: string, more: Partial<CustodyEvent> = {}): CustodyEvent {
  const texts = { place: "", reason: "", documentNumber: "", sealNumber: "", handedFrom: "", handedTo: "", fileState: "", checkedAt: "" };
  const said = {
    performedBy: "P",
    corrects: "",
    correction: "",
    correctionReason: "",
    author: "a",
    agency: "afm",
    isDisputed: false,
    handling: "amber",
  } as const;
  return { ...texts, ...said, id: idOf(n), file, action, happenedAt, clock: n, saidAt: instant(1_772_442_000_000), ...more };
}
const flagsOf = ({ steps }: CustodyChain) => steps.map(({ id, flags }) => [Number.parseInt(id, 16), [...flags]]);

test("an exhibit handled in order has nothing odd, and is where it was handed last", () => {
  const chain = custodyChain([
    event(4, "transfer", "2026-01-05", { handedFrom: "p. omarov", handedTo: "Expert" }),
    event(1, "seize", "2026-01-01"),
    event(2, "register", "2026-01-02"),
    event(3, "transfer", "2026-01-04T08:30Z", { handedFrom: "Clerk", handedTo: "P. Omarov" }),
  ]);
  expect(flagsOf(chain)).toEqual([
    [1, []],
    [2, []],
    [3, []],
    [4, []],
  ]);
  expect([chain.state, chain.holder]).toEqual(["transfer", "Expert"]);
});

test("what is out of order is allowed and flagged", () => {
  const chain = custodyChain([
    event(1, "store", "2026-01-01"),
    event(2, "seize", "2026-01-02"),
    event(3, "register", "2026-01-02"),
    event(4, "transfer", "2026-01-03", { handedTo: "A", fileState: "lost" }),
    event(5, "transfer", "2026-01-04", { handedFrom: "B", handedTo: "C" }),
    event(6, "destroy", "2026-01-05"),
    event(7, "transfer", "2026-01-06", { handedFrom: "C", handedTo: "D" }),
    event(8, "store", "2027-01-01"),
  ]);
  expect(flagsOf(chain)).toEqual([
    [1, ["before-seizure", "not-registered"]],
    [2, []],
    [3, []],
    [4, ["file-damaged"]],
    [5, ["hands-differ"]],
    [6, []],
    [7, ["after-destruction"]],
    [8, ["after-destruction", "in-future"]],
  ]);
  expect(chain.state).toBe("destroy");
});

test("a correction takes what it corrects out of the count, and cancelling the correction brings it back", () => {
  const wrong = event(1, "destroy", "2026-01-01");
  const right = event(2, "store", "2026-01-01", { corrects: wrong.id, correction: "replaces" });
  const no = event(3, "store", "2026-01-02", { corrects: right.id, correction: "cancels" });
  expect(custodyChain([wrong]).state).toBe("destroy");
  expect(custodyChain([wrong, right])).toMatchObject({ state: "store", steps: [{ correctedBy: right.id, counts: false }, { counts: true }] });
  const back = custodyChain([wrong, right, no]);
  expect(back.steps.map(({ counts }) => counts)).toEqual([true, false, false]);
  expect(back.state).toBe("destroy");
});

test("another agency's correction changes nothing and is said", () => {
  const ours = event(1, "store", "2026-01-01");
  const theirs = event(2, "store", "2026-01-01", { agency: "knb", corrects: ours.id, correction: "cancels" });
  const chain = custodyChain([ours, theirs]);
  expect(chain.steps.map(({ counts, flags }) => [counts, flags])).toEqual([
    [true, ["not-registered", "corrected-by-other"]],
    [false, ["corrects-nothing"]],
  ]);
});
