import { expect, test } from "vitest";
import type { CaseDoor } from "../../../shared/case/door.ts";
import type { Secret } from "../../../shared/vault/model.ts";
import { createAgency, expectValue, openCounter } from "../../kit/agency.ts";

const next = "granite lantern orbit mackerel";
const done = { ok: true, value: null };
const failing = (kind: string) => ({ ok: false, error: { kind } });

async function opens(door: CaseDoor, secret: Secret): Promise<boolean> {
  return (await door.unlock(secret)).ok;
}

test("what opens the vault is changed from inside only, and never without a secret", async () => {
  const { door, store, passphrase } = await createAgency("afm");
  const proof = { kind: "passphrase", text: passphrase } as const;
  const outside = openCounter(store, "outside").door;
  expect(await outside.changePassphrase({ proof, next })).toEqual(failing("locked"));
  expect(await outside.renewRecovery({ proof })).toEqual(failing("locked"));
  expect(await outside.makeKeyFile(null)).toEqual(failing("locked"));
  expect(await outside.setKeyFile({ passphrase, held: null, keyFile: null })).toEqual(failing("locked"));
  expect(await door.changePassphrase({ proof: { kind: "passphrase", text: "wrong" }, next })).toEqual(failing("wrong-secret-or-damaged"));
  expect(await door.renewRecovery({ proof: { kind: "recovery", code: "" } })).toEqual(failing("wrong-secret-or-damaged"));
  expect(await door.changePassphrase({ proof, next: "short" })).toEqual(failing("weak-passphrase"));
  expect(await door.changePassphrase({ proof, next })).toEqual(done);
  expect([await opens(outside, proof), await opens(outside, { kind: "passphrase", text: next })]).toEqual([false, true]);
});

test("a key file goes on being asked for after a change of passphrase, and is dropped when the recovery code stood for it", async () => {
  const { door, passphrase, recoveryCode } = await createAgency("afm");
  const keyFile = expectValue(await door.makeKeyFile(null)).bytes;
  expect(await door.setKeyFile({ passphrase, held: null, keyFile })).toEqual(done);
  expect(expectValue(await door.lockState(null))).toMatchObject({ state: "sealed", hasKeyFile: true });
  expect(await door.openingKeyFile({ passphrase })).toEqual(failing("key-file-needed"));
  expect((await door.openingKeyFile({ passphrase, keyFile })).ok).toBe(true);
  expect(await door.changePassphrase({ proof: { kind: "passphrase", text: passphrase, keyFile }, next })).toEqual(done);
  expect(await door.unlock({ kind: "passphrase", text: next })).toEqual(failing("key-file-needed"));
  expect(await opens(door, { kind: "passphrase", text: next, keyFile })).toBe(true);
  expect(await door.changePassphrase({ proof: { kind: "recovery", code: recoveryCode }, next: passphrase })).toEqual(done);
  expect(expectValue(await door.lockState(null)).hasKeyFile).toBe(false);
  expect(await opens(door, { kind: "passphrase", text: passphrase })).toBe(true);
});

test("a key file that is given where none is asked for is not silently taken up by a change of passphrase", async () => {
  const { door, passphrase } = await createAgency("afm");
  const keyFile = expectValue(await door.makeKeyFile(null)).bytes;
  expect(await door.changePassphrase({ proof: { kind: "passphrase", text: passphrase, keyFile }, next })).toEqual(done);
  expect(await opens(door, { kind: "passphrase", text: next })).toBe(true);
});

test("a renewed recovery code opens once it is confirmed, and from then on the one before it does not", async () => {
  const { door, passphrase, recoveryCode } = await createAgency("afm");
  const proof = { kind: "passphrase", text: passphrase } as const;
  expect(await door.confirmRecovery(null)).toEqual(failing("token-expired"));
  const { recoveryCode: dropped } = expectValue(await door.renewRecovery({ proof }));
  await door.lock(null);
  expect(await door.confirmRecovery(null)).toEqual(failing("locked"));
  expect([await opens(door, { kind: "recovery", code: dropped }), await opens(door, { kind: "recovery", code: recoveryCode })]).toEqual([
    false,
    true,
  ]);
  expect(await door.confirmRecovery(null)).toEqual(failing("token-expired"));
  const { recoveryCode: renewed } = expectValue(await door.renewRecovery({ proof }));
  expect(await door.confirmRecovery(null)).toEqual(done);
  expect(await door.confirmRecovery(null)).toEqual(failing("token-expired"));
  expect(await door.unlock({ kind: "recovery", code: recoveryCode })).toEqual(failing("wrong-secret-or-damaged"));
  expect(await opens(door, { kind: "recovery", code: renewed })).toBe(true);
});

test("where there is one store there is one place, once the vault is made", async () => {
  const { door, store } = await createAgency("afm");
  expect(expectValue(await door.listVaults(null))).toEqual([{ place: 1, madeOn: "" }]);
  store.header = null;
  expect(expectValue(await door.listVaults(null))).toEqual([]);
});
