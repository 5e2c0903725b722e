import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { SharePlan } from "../../shared/bundle/model.ts";
import type { BundleChoice, BundleReview } from "../../shared/case/review-door.ts";
import type { CaseId, EntityId } from "../../shared/kernel/brand.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { type Agency, createAgency, expectValue } from "../kit/agency.ts";
import { anyMove, makeMove, pictureOf } from "../kit/case-moves.ts";
import { isSlow, lawTime } from "../kit/runs.ts";

/** The laws of taking in, through the counter of the core with real keys, seals and bundles: each run is a case of its own between two agencies. */
const runs = { numRuns: isSlow ? 1000 : 40 } as const;
let [afm, mci]: Agency[] = [];
const both = (): readonly [Agency, Agency] => (afm === undefined || mci === undefined ? expect.fail("not set up") : [afm, mci]);

beforeAll(async () => {
  [afm, mci] = [await createAgency("afm", "takes in"), await createAgency("mci", "sends")];
  const [one, other] = both();
  for (const [host, guest] of [both(), [other, one]] as const) {
    const { bytes } = expectValue(await guest.door.identityFile(null));
    expectValue(await host.door.admitPartner({ bytes, verified: "in-person", ceiling: "amber", typedGroup: guest.me.fingerprint.slice(-5) }));
  }
});

const planTo = ({ me }: Agency, changes: Partial<SharePlan> = {}): SharePlan => ({
  entities: null,
  withhold: [],
  files: [],
  to: [me.author],
  marking: "amber",
  legalBasis: "ст. 10",
  purpose: "A law",
  retainUntil: "",
  ...changes,
});

/** What a person sees of the case: what was noted of arrivals is bookkeeping. */
const seen = (agency: Agency): readonly Entity[] => pictureOf(agency).filter(({ type }) => type !== "acceptance");

interface Law {
  readonly caseId: CaseId;
  /** Bundles of the partner about the case, each with more than the one before, the first two overlapping in part. */
  readonly bundles: readonly Blob[];
}

const anyLaw = fc.record({
  before: fc.array(anyMove, { minLength: 2, maxLength: 6 }),
  ours: fc.array(anyMove, { minLength: 0, maxLength: 4 }),
  theirs: fc.array(fc.array(anyMove, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 2 }),
  picks: fc.array(fc.nat({ max: 999 }), { minLength: 6, maxLength: 6 }),
});
type Given = typeof anyLaw extends fc.Arbitrary<infer Value> ? Value : never;

async function said(agency: Agency, moves: Given["before"]): Promise<void> {
  for (const move of moves) await makeMove(agency, move.kind === "receive" ? { ...move, kind: "add" } : move, []);
}

/** A case both hold, what we said since, and what the partner said since in two bundles. */
async function openLaw({ before, ours, theirs }: Given): Promise<Law> {
  const [one, other] = both();
  const caseId = expectValue(await one.door.createCase({ number: "", title: "Law", handling: "green" }));
  expectValue(await one.door.openCase({ caseId }));
  await said(one, before);
  await makeMove(one, { kind: "add", pick: 0, text: "Болат" }, []);
  const { file } = expectValue(await one.door.share(planTo(other)));
  expectValue(await other.door.acceptBundle({ token: expectValue(await other.door.openBundle({ file })).token }));
  expectValue(await other.door.openCase({ caseId }));
  await said(one, ours);
  const bundles: Blob[] = [];
  for (const moves of theirs) {
    await said(other, moves);
    await makeMove(other, { kind: "add", pick: 0, text: "Әлия Қасымова" }, []);
    bundles.push(expectValue(await other.door.share(planTo(one))).file);
  }
  return { caseId, bundles };
}

const open = async (file: Blob): Promise<BundleReview> => expectValue(await both()[0].door.openBundle({ file }));

/** Some rows of a review, and some single claims of others. */
async function choiceOf({ token, rows }: BundleReview, picks: readonly number[]): Promise<BundleChoice> {
  const [{ door }] = both();
  const entities = rows.flatMap(({ entity }, at) => ((picks[at % picks.length] ?? 0) % 3 === 0 ? [entity] : []));
  const claims = [];
  for (const [at, { entity }] of rows.entries()) {
    if ((picks[at % picks.length] ?? 0) % 3 !== 1) continue;
    const { properties } = expectValue(await door.reviewRow({ token, entity }));
    claims.push(...properties.flatMap(({ theirs }) => theirs.slice(0, 1).map(({ claim }) => claim)));
  }
  return { entities, claims };
}

/** Takes in what is chosen; false when nothing was. */
async function accept(file: Blob, picks: readonly number[] | null): Promise<boolean> {
  const review = await open(file);
  const choice = picks === null ? null : await choiceOf(review, picks);
  const accepted = await both()[0].door.acceptBundle({ token: review.token, choice });
  if (accepted.ok) return true;
  expect(accepted.error.kind).toBe("nothing-to-share");
  return false;
}

async function depth(): Promise<number> {
  const [{ news }] = both();
  const last = news.findLast((each) => each.kind === "patch");
  return last?.kind === "patch" ? last.history.done : 0;
}

async function undoTo(count: number): Promise<void> {
  while ((await depth()) > count) expectValue(await both()[0].door.undo(null));
}

test("some and then the rest is all; undo gives the case as before, redo as taken in; opened anew it is the same", lawTime, async () => {
  let partial = 0;
  await fc.assert(
    fc.asyncProperty(anyLaw, async (given) => {
      const [one] = both();
      const { caseId, bundles } = await openLaw(given);
      const [, whole] = bundles;
      if (whole === undefined) return expect.fail("two bundles");
      const [start, begun] = [seen(one), await depth()];
      const wasSome = await accept(whole, given.picks);
      const some = seen(one);
      expect(await accept(whole, null)).toBe(true);
      const all = seen(one);
      if (wasSome && JSON.stringify(some) !== JSON.stringify(all)) partial += 1;
      const steps = (await depth()) - begun;
      await undoTo(begun);
      expect(seen(one)).toEqual(start);
      for (let at = 0; at < steps; at++) {
        expectValue(await one.door.redo(null));
        if (at === 0 && steps === 2) expect(seen(one)).toEqual(some);
      }
      expect(seen(one)).toEqual(all);
      expectValue(await one.door.closeCase(null));
      expectValue(await one.door.openCase({ caseId }));
      expect(seen(one)).toEqual(all);
      await undoTo(begun);
      expect(seen(one)).toEqual(start);
      expect(await accept(whole, null)).toBe(true);
      expect(seen(one)).toEqual(all);
    }),
    runs,
  );
  expect(partial).toBeGreaterThan(runs.numRuns / 10);
});

test("the order of what is taken in does not matter, nor what was undone between", lawTime, async () => {
  await fc.assert(
    fc.asyncProperty(anyLaw, fc.boolean(), async (given, isPartial) => {
      const [one] = both();
      const { bundles } = await openLaw(given);
      const begun = await depth();
      const [first, second] = bundles;
      if (first === undefined || second === undefined) return expect.fail("two bundles");
      const picks = isPartial ? given.picks : null;
      const pictures: unknown[] = [];
      for (const order of [
        [first, second],
        [second, first],
      ]) {
        for (const file of order) {
          const before = seen(one);
          // What another arrival brought as well stays when this one is undone.
          if (await accept(file, null)) expectValue(await one.door.undo(null));
          expect(seen(one)).toEqual(before);
          await accept(file, picks);
        }
        // Of the parts each choice depends on what is known: only wholes are compared across orders.
        pictures.push(seen(one));
        await undoTo(begun);
      }
      if (!isPartial) expect(pictures[0]).toEqual(pictures[1]);
    }),
    runs,
  );
});

test("what is set aside changes nothing until it is taken in, and then as if it had been at once; each step is seen as it was", lawTime, async () => {
  await fc.assert(
    fc.asyncProperty(anyLaw, async (given) => {
      const [one] = both();
      const { caseId, bundles } = await openLaw(given);
      const [, whole] = bundles;
      if (whole === undefined) return expect.fail("two bundles");
      const [start, begun] = [seen(one), await depth()];
      await accept(whole, null);
      const all = seen(one);
      await undoTo(begun);
      const { newClaims } = expectValue(await one.door.setBundleAside({ token: (await open(whole)).token }));
      expect(seen(one)).toEqual(start);
      const [layer] = expectValue(await one.door.listLayers(null));
      if (layer === undefined) return expect(newClaims).toBe(0);
      expectValue(await one.door.closeCase(null));
      expectValue(await one.door.openCase({ caseId }));
      expect(seen(one)).toEqual(start);
      expect(expectValue(await one.door.listLayers(null))).toEqual([layer]);
      await takeLayer(layer.layer, given.picks);
      await takeLayer(layer.layer, null);
      expect(seen(one)).toEqual(all);
      expect(expectValue(await one.door.listLayers(null))).toEqual([]);
      await undoTo(begun + 1);
      expect(seen(one)).toEqual(start);
      expectValue(await one.door.leaveLayer({ layer: layer.layer }));
      expect(expectValue(await one.door.listLayers(null))).toEqual([]);
      expect(seen(one)).toEqual(start);
      await undoTo(begun);
      const points = expectValue(await one.door.historyPoints(null));
      const at = points.findIndex(({ intent }, index) => intent === "receive" && index > 0);
      expectValue(await one.door.lookAt({ known: at, valid: null }));
      expect(seen(one)).toEqual(all);
      expectValue(await one.door.lookAt({ known: null, valid: null }));
      expect(seen(one)).toEqual(start);
    }),
    runs,
  );
});

async function takeLayer(layer: EntityId, picks: readonly number[] | null): Promise<void> {
  const [{ door }] = both();
  const opened = await door.openLayer({ layer });
  if (!opened.ok) return;
  const choice = picks === null ? null : await choiceOf(opened.value, picks);
  await door.acceptBundle({ token: opened.value.token, choice });
}
