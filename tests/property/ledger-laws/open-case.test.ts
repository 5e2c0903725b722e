import fc from "fast-check";
import { expect, test } from "vitest";
import { bagPort } from "../../../shared/bundle/bag-port.ts";
import { createMirror, type Mirror } from "../../../shared/case/mirror.ts";
import { plainRow } from "../../../shared/projections/packed-row.ts";
import { OpenCase } from "../../../shared/case/open-case.ts";
import { CommitReading } from "../../../shared/case/read-commits.ts";
import { intakePort } from "../../../shared/intake/serve-intake.ts";
import { type ActId, type EntityId, parseAuthorId, parseEntityId } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { succeed } from "../../../shared/kernel/result.ts";
import type { Commit, Signer, Statement } from "../../../shared/ledger/model.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import type { Run } from "../../../shared/vault/model.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { testStretching } from "../../kit/agency.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { expectSame, partOf, type Rows } from "../../kit/rows.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { anyTurns, tell } from "../../kit/told-case.ts";

/**
 * Our officer: somebody the others never heard of, or one of the tellers, whose own commits then come back with a bundle, as they do after an old backup
 * was restored. Nothing here looks at signatures.
 */
const [stranger, returned] = ["e", "2"].map((digit) => parseAuthorId(digit.repeat(64)) ?? expect.fail());
const signerOf = (author: Signer["author"] | undefined): Signer => ({
  author: author ?? expect.fail(),
  agency: "afm",
  sign: async () => new Uint8Array(64),
});
const personNumber = (n: number): EntityId => parseEntityId(n.toString(16).padStart(32, "0")) ?? expect.fail();

/** A run without seals: what lies in the vault, as bytes. */
class PlainRun implements Run {
  readonly stored: Bytes[] = [];
  async append(entries: readonly Bytes[]): ReturnType<Run["append"]> {
    this.stored.push(...entries.map((entry) => entry.slice()));
    return succeed(undefined);
  }
  async *entries(): ReturnType<Run["entries"]> {
    for (const entry of this.stored) yield succeed(entry.slice());
  }
}

function openOver(run: PlainRun, signer: Signer): { readonly open: OpenCase; readonly mirror: Mirror } {
  const mirror = createMirror(plainRow);
  const [random, clock] = [createSeededRandom(`over ${run.stored.length}`), createFixedClock()];
  const vault = createVault({ store: createMemoryBoxStore(), random, kdf: testStretching });
  const deps = {
    vault,
    clock,
    random,
    intake: intakePort,
    bag: bagPort,
    tell: mirror.hear,
    signer,
    readColumns: async () => null,
    onChange: () => undefined,
  };
  return { open: new OpenCase(deps, aCaseId, personNumber(0), run), mirror };
}

/** An act of ours, the undo of the last one, or what came with a bundle: so many of the others' commits, whole or in part. */
type Step = { readonly kind: "act" | "undo" } | { readonly kind: "receive"; readonly first: number; readonly count: number; readonly mask: number };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ kind: "act" }, { kind: "undo" }),
  fc.record({
    kind: fc.constant("receive" as const),
    first: fc.nat(6),
    count: fc.integer({ min: 1, max: 3 }),
    mask: fc.oneof(fc.constant(0xffff), fc.nat(0xffff)),
  }),
);

/** Takes the step; the acts of ours that may be undone are kept in `acts`. */
async function take(open: OpenCase, others: readonly Commit[], step: Step, acts: ActId[]): Promise<boolean> {
  if (step.kind === "receive") {
    const received = others.slice(step.first, step.first + step.count).map((commit) => partOf(commit, step.mask));
    return (await open.merge(received)).ok;
  }
  const undone = step.kind === "undo" ? acts.pop() : undefined;
  if (undone !== undefined) {
    const claims = open.commitsOf(undone).flatMap(({ claimIds }) => claimIds);
    return (
      await open.say(
        "undo",
        claims.map((claim): Statement => ({ op: "retract", claim })),
        undone,
      )
    ).ok;
  }
  const marks = { source: null, grade: "B2", handling: "amber" } as const;
  const fullName = { kind: "text", text: "Дана" } as const;
  const said = await open.say("add", draftEntity({ id: personNumber(open.ledger.size + 1), type: "person", values: { fullName }, ...marks }));
  if (said.ok) acts.push(said.value.act);
  return said.ok;
}

async function expectPast(open: OpenCase, mirror: Mirror, pictures: readonly Rows[]): Promise<void> {
  expect(open.looking.points()).toHaveLength(pictures.length);
  for (const [known, picture] of pictures.entries()) {
    expect(await open.looking.lookAt({ known, valid: null })).toMatchObject({ ok: true });
    expectSame(mirror.entities, picture);
  }
  expect(await open.looking.lookAt({ known: null, valid: null })).toMatchObject({ ok: true });
  expectSame(mirror.entities, open.fold.rows);
}

test("no act, undo or arrival changes what is stored, and a case opened anew has the same past, step by step", lawTime, async () => {
  await fc.assert(
    fc.asyncProperty(anyTurns, fc.array(anyStep, { minLength: 1, maxLength: 7 }), fc.boolean(), async (turns, steps, isReturned) => {
      const signer = signerOf(isReturned ? returned : stranger);
      const [others, run] = [tell(turns), new PlainRun()];
      const { open, mirror } = openOver(run, signer);
      const [pictures, acts]: [Rows[], ActId[]] = [[], []];
      let before: readonly Bytes[] = [];
      for (const step of steps) {
        const claims = open.ledger.commits().flatMap((commit) => commit.claims.map((claim) => [claim.id, claim.line] as const));
        expect(await take(open, others, step, acts)).toBe(true);
        pictures.push(new Map(mirror.entities));
        expect(run.stored.length).toBeGreaterThan(before.length);
        for (const [i, bytes] of before.entries())
          if (Buffer.compare(bytes, run.stored[i] ?? new Uint8Array()) !== 0) expect.fail(`box ${i} changed`);
        for (const [id, line] of claims) if (open.ledger.claim(id)?.claim.line !== line) expect.fail(`claim ${id} changed or went`);
        before = run.stored.map((bytes) => bytes.slice());
      }
      await expectPast(open, mirror, pictures);
      const again = openOver(run, signer);
      expect(await again.open.start(new CommitReading(run))).toBe(true);
      expectSame(again.mirror.entities, mirror.entities);
      expect(again.open.looking.points()).toEqual(open.looking.points());
      await expectPast(again.open, again.mirror, pictures);
    }),
    lawRuns,
  );
});
