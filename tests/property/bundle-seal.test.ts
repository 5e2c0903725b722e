import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openBundle } from "../../shared/bundle/open.ts";
import { recipientHashOf } from "../../shared/bundle/statement.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import {
  type Correspondent,
  createCorrespondent,
  createSmallCase,
  type HybridCorrespondent,
  openDeps,
  planFor,
  sealFor,
  type SmallCase,
  withHybridKey,
} from "../kit/exchange.ts";

/** Four officers, each in two states: with a post-quantum key that is known, and without. */
let people: readonly { readonly whole: HybridCorrespondent; readonly plain: Correspondent }[] = [];
let afm: Correspondent | undefined;
let small: SmallCase | undefined;
beforeAll(async () => {
  afm = await createCorrespondent("afm");
  const made = await Promise.all(["mci", "knb", "gp", "sgb"].map((agency) => createCorrespondent(agency)));
  people = await Promise.all(made.map(async (plain) => ({ plain, whole: await withHybridKey(plain) })));
  small = await createSmallCase(afm.signer, parseFileHash("ab".repeat(32)) ?? expect.fail(), utf8ToBytes("x"));
});

const kindsOf = async (file: Blob): Promise<readonly string[]> =>
  (new TextDecoder("latin1").decode(await file.slice(0, 65_536).arrayBuffer()).split("\n--- ")[0] ?? "")
    .split("\n")
    .flatMap((line) => (line.startsWith("-> ") ? [line.split(" ")[1] ?? ""] : []));

describe("to what keys a bundle is sealed", () => {
  it("is one kind for all: post-quantum exactly when everybody has such a key and nobody chose otherwise; the statement names it; only that key opens", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        async (to, has, isOrdinary) => {
          if (afm === undefined || small === undefined) return expect.fail();
          const chosen = to.map((at) => ({ person: people[at] ?? expect.fail(), hasKey: has[at] === true }));
          const known = chosen.map(({ person, hasKey }) => (hasKey ? person.whole : person.plain));
          const { sealed, file } = await sealFor(afm, known, small.commits, planFor(known, { isOrdinary }));
          const isHybrid = chosen.every(({ hasKey }) => hasKey) && !isOrdinary;
          seen.add(`${isHybrid} ${isOrdinary}`);
          expect(new Set(await kindsOf(file))).toEqual(new Set([isHybrid ? "mlkem768x25519" : "X25519"]));
          expect(await kindsOf(file)).toHaveLength(to.length);
          expect(new Set(sealed.sealing.lacking)).toEqual(
            new Set(chosen.filter(({ hasKey }) => !hasKey).map(({ person }) => person.plain.signer.author)),
          );
          for (const { person } of chosen) {
            const { whole } = person;
            const named = sealed.statement.recipients.find(({ author }) => author === whole.signer.author)?.recipientHash;
            expect(named).toBe(recipientHashOf(isHybrid ? whole.identity.hybridRecipient : whole.identity.ageRecipient));
            const [right, wrong] = isHybrid ? [whole.hybridIdentity, whole.ageIdentity] : [whole.ageIdentity, whole.hybridIdentity];
            const opened = await openBundle(openDeps(whole, [afm], { secret: [whole.ageIdentity, whole.hybridIdentity] }), file);
            expect(opened.ok && [opened.value.canMerge, opened.value.sealedAs]).toEqual([true, isHybrid ? "hybrid" : "ordinary"]);
            expect((await openBundle(openDeps(whole, [afm], { secret: right }), file)).ok).toBe(true);
            expect(await openBundle(openDeps(whole, [afm], { secret: wrong }), file)).toMatchObject({ error: { kind: "not-for-us" } });
          }
        },
      ),
      { numRuns: 40, examples: [[[0, 1], [true, true, true, true], false]] },
    );
    expect(seen.has("true false")).toBe(true);
    expect(seen.has("false true")).toBe(true);
  });
});
