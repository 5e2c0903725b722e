import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { anyMove, makeMove, type Move, pictureOf } from "../../kit/case-moves.ts";
import { isSlow, lawTime } from "../../kit/runs.ts";

/**
 * The same laws through the counter of the core, with real keys, seals and bundles: each run is a case of its own between two agencies. A run costs
 * some hundred signatures, so there are fewer of them than of the laws of the fold, and each run checks every step of its history.
 */
const runs = { numRuns: isSlow ? 4000 : 150 } as const;
let [afm, mci]: Agency[] = [];
const both = (): readonly [Agency, Agency] => (afm === undefined || mci === undefined ? expect.fail("not set up") : [afm, mci]);

beforeAll(async () => {
  [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  const [one, other] = both();
  await admit(one, other);
  await admit(other, one);
});

async function admit(host: Agency, guest: Agency): Promise<void> {
  const { bytes } = expectValue(await guest.door.identityFile(null));
  expectValue(await host.door.admitPartner({ bytes, verified: "in-person", ceiling: "amber", typedGroup: guest.me.fingerprint.slice(-5) }));
}

const planTo = ({ me }: Agency, changes: Partial<SharePlan>): SharePlan => ({
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

async function sayName({ door }: Pick<Agency, "door">, text = "Дана"): ReturnType<Agency["door"]["addEntity"]> {
  const values = [{ property: "fullName", value: { kind: "text", text } as const }];
  return door.addEntity({ type: "person", values, grade: "C3", handling: "green", source: null });
}

/** A case of two people that the partner knows too, and what the partner sends back: a part, the whole, and a dispute. */
async function openShared(withPartner: boolean): Promise<{ readonly caseId: CaseId; readonly bundles: Blob[] }> {
  const [{ door }, partner] = both();
  const caseId = expectValue(await door.createCase({ number: "", title: "Law", handling: "green" }));
  expectValue(await door.openCase({ caseId }));
  for (const text of ["Әлия", "Болат"]) expectValue(await sayName({ door }, text));
  if (!withPartner) return { caseId, bundles: [] };
  const { file } = expectValue(await door.share(planTo(partner, {})));
  const review = expectValue(await partner.door.openBundle({ file }));
  expectValue(await partner.door.acceptBundle({ token: review.token }));
  expectValue(await partner.door.openCase({ caseId }));
  return { caseId, bundles: await answersOf(partner) };
}

async function answersOf(partner: Agency): Promise<Blob[]> {
  const people = pictureOf(partner).filter(({ type }) => type === "person");
  const marks = { grade: "B2", handling: "green", source: null } as const;
  const claims = [];
  for (const { id } of people) {
    const value = { kind: "text", text: "Алия Касымова" } as const;
    expectValue(await partner.door.setValue({ entity: id, property: "fullName", value, replaces: null, ...marks }));
    claims.push(partner.entities.get(id)?.facts["fullName"]?.find(({ agency }) => agency === "mci")?.claim ?? expect.fail("what was said is there"));
  }
  const [keep, other] = people;
  if (keep === undefined || other === undefined) return expect.fail("two people");
  expectValue(await partner.door.merge({ keep: keep.id, others: [other.id], why: "Один человек", grade: "B2", handling: "green" }));
  const back = async (changes: Partial<SharePlan>): Promise<Blob> => expectValue(await partner.door.share(planTo(both()[0], changes))).file;
  const bundles = [await back({ withhold: claims.slice(0, 1) }), await back({})];
  expectValue(await partner.door.dispute({ claims: [keep.facts["fullName"]?.[0]?.claim ?? expect.fail("a name")] }));
  return [...bundles, await back({})];
}

/** The boxes of the case that is open now, and whether those there were before still begin them, byte for byte. */
function watchBoxes({ store }: Agency): () => void {
  const others = new Set(store.runs.keys());
  let before = new Map<string, readonly string[]>();
  return () => {
    const now = new Map<string, readonly string[]>();
    for (const [run, boxes] of store.runs) {
      if (!others.has(run))
        now.set(
          run,
          boxes.map(({ sequence, sealed }) => `${sequence} ${Buffer.from(sealed).toString("base64")}`),
        );
    }
    for (const [run, boxes] of before) expect(now.get(run)?.slice(0, boxes.length)).toEqual(boxes);
    before = now;
  };
}

async function lookBack(agency: Agency, pictures: readonly (readonly Entity[])[]): Promise<void> {
  const { door } = agency;
  const now = pictureOf(agency);
  const points = expectValue(await door.historyPoints(null));
  expect(points.map(({ index }) => index)).toEqual([...pictures.keys()]);
  for (const known of pictures.keys()) {
    expectValue(await door.lookAt({ known, valid: null }));
    expect(pictureOf(agency)).toEqual(pictures[known]);
    if (known < pictures.length - 1) expect(await sayName(agency)).toMatchObject({ ok: false, error: { kind: "looking-back" } });
  }
  expectValue(await door.lookAt({ known: null, valid: null }));
  expect(pictureOf(agency)).toEqual(now);
}

test(
  "undo restores, nothing stored changes, and each step of the history shows what was seen then, here and after opening anew",
  lawTime,
  async () => {
    const seen = { received: 0, undone: 0, merged: 0 };
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(anyMove, { minLength: 3, maxLength: 14 }), async (withPartner, moves: readonly Move[]) => {
        const [agency] = both();
        const check = watchBoxes(agency);
        const { caseId, bundles } = await openShared(withPartner);
        const pictures = await pastOf(agency);
        const [done, undone]: [(readonly Entity[])[], (readonly Entity[])[]] = [[], []];
        check();
        for (const move of moves) {
          const before = pictureOf(agency);
          const answer = await makeMove(agency, move, bundles);
          check();
          if (answer?.ok !== true) {
            expect(pictureOf(agency)).toEqual(before);
            continue;
          }
          pictures.push(pictureOf(agency));
          if (move.kind === "receive") {
            // What arrives stays through undo and redo: the pictures before it are of no use any more.
            seen.received += 1;
            done.length = 0;
            undone.length = 0;
          } else if (move.kind === "undo" || move.kind === "redo") {
            const [from, to] = move.kind === "undo" ? [done, undone] : [undone, done];
            const wanted = from.pop();
            if (wanted !== undefined) expect(pictureOf(agency)).toEqual(wanted);
            to.push(before);
            seen.undone += wanted === undefined ? 0 : 1;
          } else {
            done.push(before);
            undone.length = 0;
            if (move.kind === "merge") seen.merged += 1;
          }
        }
        await lookBack(agency, pictures);
        expectValue(await agency.door.closeCase(null));
        expectValue(await agency.door.openCase({ caseId }));
        expect(pictureOf(agency)).toEqual(pictures.at(-1));
        await lookBack(agency, pictures);
      }),
      runs,
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs.numRuns / 10);
  },
);

/** What was seen after each step so far: of the making of the case itself nothing was told, so it is asked. */
async function pastOf(agency: Agency): Promise<(readonly Entity[])[]> {
  const points = expectValue(await agency.door.historyPoints(null));
  const pictures: (readonly Entity[])[] = [];
  for (const { index } of points) {
    expectValue(await agency.door.lookAt({ known: index, valid: null }));
    pictures.push(pictureOf(agency));
  }
  return pictures;
}
