import fc from "fast-check";
import { expect, test } from "vitest";
import { type EntityId, type FileHash, parseEntityId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { custodyActions } from "../../../shared/ontology/custody.ts";
import { custodyChain, type CustodyEvent } from "../../../shared/projections/custody.ts";
import { instant } from "../../kit/fixed-clock.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 20_000 : 1000 };
const file: FileHash | null = parseFileHash("a".repeat(64));
invariant(file !== null, "64 hex digits");
const idOf = (n: number): EntityId => {
  const id = parseEntityId(n.toString(16).padStart(32, "0"));
  invariant(id !== null, "32 hex digits");
  return id;
};
const most = 8;

/** Events that may correct any of the others, themselves too, and one that is not there. */
const anyEvents: fc.Arbitrary<readonly CustodyEvent[]> = fc
  .array(
    fc.record(
      {
        action: fc.constantFrom(...custodyActions),
        happenedAt: fc.constantFrom("2026", "2026-02", "2026-02-03", "2026-02-03T10:00Z", "2026-02-04", "2027-01-01"),
        agency: fc.constantFrom("afm", "afm", "knb"),
        clock: fc.integer({ min: 1, max: 5 }),
        corrects: fc.option(fc.nat({ max: most }), { freq: 2 }),
        correction: fc.constantFrom<"replaces" | "cancels">("replaces", "cancels"),
        hands: fc.constantFrom("A", "B", ""),
        fileState: fc.constantFrom("", "sound", "damaged"),
      },
      { noNullPrototype: true },
    ),
    { maxLength: most },
  )
  .map((drafts) =>
    drafts.map(({ corrects, correction, hands, ...draft }, n) => ({
      ...draft,
      id: idOf(n),
      file,
      performedBy: "P",
      place: "",
      reason: "",
      documentNumber: "",
      sealNumber: "",
      handedFrom: hands,
      handedTo: hands === "A" ? "B" : "A",
      corrects: corrects === null ? "" : idOf(corrects),
      correction: corrects === null ? "" : correction,
      correctionReason: "",
      checkedAt: "",
      author: draft.agency,
      saidAt: instant(1_772_442_000_000),
      isDisputed: false,
      handling: "amber",
    })),
  );

test("the same events in any order, and told twice, give the same chain, and none is left out of it", () => {
  fc.assert(
    fc.property(anyEvents, fc.infiniteStream(fc.nat()), (events, numbers) => {
      const chain = custodyChain(events);
      const shuffled = events
        .map((event) => ({ event, at: numbers.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event);
      expect(custodyChain([...shuffled, ...events])).toEqual(chain);
      expect(chain.steps.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
    }),
    runs,
  );
});

test("one more event takes none out, changes no word of another, and undoes no correction of another agency's", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const before = custodyChain(events.slice(0, -1));
      const after = custodyChain(events);
      const added = events.at(-1);
      for (const step of before.steps) {
        const now = after.steps.find(({ id }) => id === step.id);
        expect(now).toMatchObject({ ...step, flags: expect.anything(), correctedBy: now?.correctedBy ?? null, counts: now?.counts });
        if (added !== undefined && added.agency !== step.agency) expect([now?.correctedBy, now?.counts]).toEqual([step.correctedBy, step.counts]);
      }
    }),
    runs,
  );
});

test("what counts is what is not corrected and cancels nothing; a destruction that counts is never got over", () => {
  const seen = { corrected: 0, destroyed: 0 };
  fc.assert(
    fc.property(anyEvents, (events) => {
      const { steps, state } = custodyChain(events);
      for (const step of steps) {
        expect(step.counts).toBe(step.correctedBy === null && step.correction !== "cancels");
        const by = steps.find(({ id }) => id === step.correctedBy);
        if (step.correctedBy !== null) expect([by?.corrects, by?.agency]).toEqual([step.id, step.agency]);
        seen.corrected += Number(step.correctedBy !== null);
      }
      const counting = steps.filter(({ counts }) => counts);
      const isDestroyed = counting.some(({ action }) => action === "destroy");
      seen.destroyed += Number(isDestroyed);
      expect(state).toBe(isDestroyed ? "destroy" : (counting.at(-1)?.action ?? null));
    }),
    runs,
  );
  expect(seen.corrected).toBeGreaterThan(50);
  expect(seen.destroyed).toBeGreaterThan(50);
});
