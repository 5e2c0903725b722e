import { cpuUsage } from "node:process";
import { Decrypter } from "age-encryption";
import { expect, test } from "vitest";
import { openHeader, sealHeader } from "../../../shared/crypto/age-header.ts";

const passphrase = "Құпия сөз тіркесі 2026";

/** Processor time a step takes, in milliseconds: what else the machine does is not in it. */
async function costOf<Value>(step: () => Promise<Value>): Promise<{ readonly value: Value; readonly cost: number }> {
  const before = cpuUsage();
  const value = await step();
  const { user, system } = cpuUsage(before);
  return { value, cost: (user + system) / 1000 };
}

test("sealing under a passphrase stretches it once, opens by the package's own reading, and never seals alike", async () => {
  const { value: sealed, cost } = await costOf(() => sealHeader({ passphrase }));
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const { value: fileKey, cost: once } = await costOf(() => decrypter.decryptHeader(sealed.header));
  expect([...fileKey]).toEqual([...sealed.fileKey]);
  // The package stretches once to open; sealing twice by it took two of that.
  expect(cost).toBeLessThan(1.5 * once);
  const again = await sealHeader({ passphrase });
  expect(again.fileKey).not.toEqual(sealed.fileKey);
  expect(again.header).not.toEqual(sealed.header);
  expect(await openHeader({ passphrase: `${passphrase} ` }, new Blob([again.header]))).toMatchObject({
    ok: false,
    error: { kind: "wrong-passphrase" },
  });
});
