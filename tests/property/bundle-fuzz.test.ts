import { beforeAll, describe, expect, it } from "vitest";
import { readBundle } from "../../shared/bundle/open.ts";
import { judgeBundle } from "../../shared/bundle/judge.ts";
import { areBytesEqual, bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { createAgency, expectValue } from "../kit/agency.ts";
import { mutantOf } from "../kit/bundle-mutants.ts";
import { type HonestBag, makeHonestBag } from "../kit/honest-bag.ts";
import { asPartner, createCorrespondent, openDeps } from "../kit/exchange.ts";
import { processorMs } from "../kit/processor-time.ts";

/** `npm run fuzz -- bundle` tries a hundred thousand. */
const mutants = Number(process.env["DALEL_MUTANTS"] ?? "2000");
const firstMutant = Number(process.env["DALEL_FIRST_MUTANT"] ?? "0");
/** A hang: so much of the processor's time, on however busy a machine. What waits for ever ends with the test's own time. */
const longestMs = 10_000;

let original: HonestBag | undefined;
beforeAll(async () => {
  original = await makeHonestBag(await createCorrespondent("mci"));
});
const need = (): HonestBag => {
  if (original === undefined) throw new Error("not set up");
  return original;
};

describe("mutants of a bundle", () => {
  it(
    `are never accepted, crash nothing and hang nothing: ${mutants}`,
    async () => {
      const whole = need();
      const { ownRecipients, ...known } = { ...openDeps(whole.recipient, [whole.sender]), ownRecipients: [whole.recipient.identity.ageRecipient] };
      const judgeOf = { ...known, ownRecipients, partners: [asPartner(whole.sender)] };
      const told = new Map<string, number>();
      for (let number = firstMutant; number < firstMutant + mutants; number++) {
        const { kind, bytes } = await mutantOf(whole, number);
        // Chance may give the bytes back as they were, or what the sender signed sealed once more: not one byte of it is another.
        if (areBytesEqual(bytes, whole.sealed)) continue;
        const startedAt = processorMs();
        const read = await readBundle(whole.recipient.ageIdentity, new Blob([bytes]));
        const isAccepted =
          read.ok &&
          judgeBundle({ ...judgeOf, sealedAs: read.value.archive.sealedAs }, read.value.contents).canMerge &&
          read.value.contents.statementHash !== whole.statementHash;
        expect({ number, kind, isAccepted, isSlow: processorMs() - startedAt > longestMs }).toEqual({
          number,
          kind,
          isAccepted: false,
          isSlow: false,
        });
        const outcome = `${kind}: ${read.ok ? "looked at only" : read.error.kind}`;
        told.set(outcome, (told.get(outcome) ?? 0) + 1);
      }
      // Every kind was tried, and refused for more than one reason.
      expect(new Set([...told.keys()].map((each) => each.split(":")[0])).size).toBe(8);
      expect(told.size).toBeGreaterThan(20);
      if (process.env["DALEL_MUTANTS"] !== undefined)
        console.log(
          [...told]
            .sort()
            .map(([outcome, count]) => `${outcome} ${count}`)
            .join("\n"),
        );
    },
    Math.max(240_000, mutants * 200),
  );

  const leavesNothing = async (): Promise<void> => {
    const mci = await createAgency("mci");
    const { door, me, passphrase, store } = mci;
    const key = bytesToUtf8(expectValue(await door.openingKeyFile({ passphrase })).bytes) ?? "";
    const ageIdentity = key.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-1")) ?? "";
    const someone = await createCorrespondent("mci");
    const whole = await makeHonestBag({
      ...someone,
      ageIdentity,
      identity: { ...me, hybridRecipient: "" },
      signer: { ...someone.signer, author: me.author },
    });
    const { identityFile, identity } = whole.sender;
    expectValue(await door.admitPartner({ bytes: identityFile, typedGroup: identity.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
    const before = store.slots.size + store.chunks.size;
    for (let number = firstMutant; number < firstMutant + mutants / 25; number++) {
      const { bytes } = await mutantOf(whole, number);
      const review = await door.openBundle({ file: new Blob([bytes]) });
      const isOriginal = review.ok && review.value.report.every(({ verdict }) => verdict !== "fail") && review.value.canMerge;
      if (review.ok && !isOriginal) expect(await door.acceptBundle({ token: review.value.token })).toMatchObject({ ok: false });
    }
    expect([expectValue(await door.listCases(null)), store.slots.size + store.chunks.size]).toEqual([[], before]);
    // And the one they were made from is accepted there.
    const honest = expectValue(await door.openBundle({ file: new Blob([whole.sealed]) }));
    expect(await door.acceptBundle({ token: honest.token })).toMatchObject({ ok: true, value: { newFiles: 1 } });
  };
  it("leave nothing behind at the counter: no case, no record, no file", leavesNothing, Math.max(60_000, mutants * 40));
});
