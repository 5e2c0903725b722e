import { expect, test } from "vitest";
import type { CaseDoor } from "../../../shared/case/door.ts";
import { backupDue, backupsToRemove } from "../../../shared/case/backup-rotation.ts";
import type { BackupReceipt } from "../../../shared/case/backup-door.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { backupName, isBackupName } from "../../../shared/kernel/backup-name.ts";
import { parseInstantMs } from "../../../shared/kernel/brand.ts";
import { type Bytes, concatBytes } from "../../../shared/kernel/bytes.ts";
import { createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { flipBit, runWith } from "../../kit/damage.ts";
import { addPerson } from "../../kit/shared-case.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";

async function pull(door: CaseDoor): Promise<{ readonly token: string; readonly name: string; readonly file: Bytes }> {
  const { token, name } = expectValue(await door.beginBackup(null));
  const pieces: Bytes[] = [];
  for (let isLast = false; !isLast; ) {
    const piece = expectValue(await door.backupPiece({ token }));
    pieces.push(piece.bytes);
    isLast = piece.isLast;
  }
  return { token, name, file: concatBytes(...pieces) };
}

async function office() {
  const agency = await createAgency("afm");
  for (const title of ["First", "Second"]) expectValue(await agency.door.createCase({ number: "", title, handling: "amber" }));
  return agency;
}

test("a backup counts when it was read back, and names the head of each case", async () => {
  const { door } = await office();
  expect(expectValue(await door.listBackups(null))).toEqual([]);
  const { token, name, file } = await pull(door);
  expect(isBackupName(name)).toBe(true);
  expect(expectValue(await door.listBackups(null))).toEqual([]);
  const receipt = expectValue(await door.finishBackup({ token, file: new Blob([file]) }));
  expect(receipt).toMatchObject({ name, sha256: sha256Hex(file), sizeBytes: file.length });
  const cases = expectValue(await door.listCases(null)).map(({ caseId }) => caseId);
  expect(receipt.cases.map(({ caseId }) => caseId).sort()).toEqual([...cases].sort());
  expect(receipt.cases.every(({ boxes, last }) => boxes === 1 && /^[0-9a-f]{64}$/.test(last))).toBe(true);
  expect(expectValue(await door.listBackups(null))).toEqual([receipt]);
  expect(await door.backupPiece({ token })).toMatchObject({ error: { kind: "token-expired" } });
});

test("a file that is not what was sealed does not count: damaged, or another backup of this vault", async () => {
  const { door } = await office();
  const earlier = await pull(door);
  const { token, file } = await pull(door);
  const altered = file.slice();
  altered[altered.length - 99] = (altered[altered.length - 99] ?? 0) ^ 1;
  for (const wrong of [altered, earlier.file, file.subarray(0, -1)]) {
    expect((await door.finishBackup({ token, file: new Blob([wrong]) })).ok).toBe(false);
  }
  expect(expectValue(await door.listBackups(null))).toEqual([]);
  expectValue(await door.finishBackup({ token, file: new Blob([file]) }));
  expect(expectValue(await door.listBackups(null))).toHaveLength(1);
});

test("of a damaged case the backup says which, while it is written or when it is read back, and does not count", async () => {
  for (const [at, when] of [
    [3, "written"],
    [0, "read back"],
  ] as const) {
    const { door, store } = await createAgency("afm");
    const caseId = expectValue(await door.createCase({ number: "", title: "Damaged", handling: "amber" }));
    expectValue(await door.openCase({ caseId }));
    for (const name of ["A", "B", "C"]) await addPerson(door, name);
    flipBit(runWith(store, 4).boxes[at]?.sealed ?? expect.fail(), 70);
    const { token } = expectValue(await door.beginBackup(null));
    const pieces: Bytes[] = [];
    let [isLast, error]: [boolean, unknown] = [false, null];
    while (!isLast && error === null) {
      const piece = await door.backupPiece({ token });
      if (piece.ok) pieces.push(piece.value.bytes);
      [isLast, error] = piece.ok ? [piece.value.isLast, null] : [false, piece.error];
    }
    expect(isLast, when).toBe(when === "read back");
    if (isLast)
      expect(await door.finishBackup({ token, file: new Blob(pieces) })).toEqual({ ok: false, error: { kind: "case-is-damaged", where: caseId } });
    else expect(error).toEqual({ kind: "case-is-damaged", where: caseId });
    expect(expectValue(await door.listBackups(null))).toEqual([]);
  }
});

test("one at a time: another one ends the one before, and a lock ends it", async () => {
  const { door, passphrase } = await office();
  const first = expectValue(await door.beginBackup(null));
  const second = expectValue(await door.beginBackup(null));
  expect(await door.backupPiece({ token: first.token })).toMatchObject({ error: { kind: "token-expired" } });
  await door.lock(null);
  expectValue(await door.unlock({ kind: "passphrase", text: passphrase }));
  expect(await door.backupPiece({ token: second.token })).toMatchObject({ error: { kind: "token-expired" } });
});

test("inspected beside its vault it tells an older state; of another vault it opens by that vault's secret", async () => {
  const agency = await office();
  const early = copyOf(agency.store);
  expectValue(await agency.door.createCase({ number: "", title: "Third", handling: "amber" }));
  const { token, file } = await pull(agency.door);
  const blob = new Blob([file]);
  expectValue(await agency.door.finishBackup({ token, file: blob }));
  expect(expectValue(await agency.door.inspectBackup({ file: blob, secret: null }))).toMatchObject({ beside: "holds", isRemembered: true });

  const { door: old } = openCounter(early, "old");
  expectValue(await old.unlock({ kind: "passphrase", text: agency.passphrase }));
  expect(expectValue(await old.inspectBackup({ file: blob, secret: null }))).toMatchObject({ beside: "older", isRemembered: false });

  const { door: other } = await createAgency("police");
  expect(await other.inspectBackup({ file: blob, secret: null })).toMatchObject({ error: { kind: "other-vault" } });
  const secret = { kind: "recovery", code: agency.recoveryCode } as const;
  const found = expectValue(await other.inspectBackup({ file: blob, secret }));
  expect(found).toMatchObject({ beside: null, isRemembered: false, sha256: sha256Hex(file) });
  expect(found.cases).toHaveLength(3);
});

function copyOf(from: MemoryBoxStore): MemoryBoxStore {
  const copy = createMemoryBoxStore();
  copy.header = from.header;
  for (const [name, boxes] of from.runs) copy.runs.set(name, [...boxes]);
  for (const [name, sealed] of from.slots) copy.slots.set(name, sealed);
  return copy;
}

test("restored in an empty place it is unlocked at once, with its cases; over a vault it is refused", async () => {
  const agency = await office();
  const { file } = await pull(agency.door);
  const counter = openCounter(createMemoryBoxStore(), "new machine");
  const secret = { kind: "passphrase", text: agency.passphrase } as const;
  expect(
    await counter.door.restoreBackup({ file: new Blob([file]), name: "a.dalel-backup", secret: { kind: "passphrase", text: "wrong" } }),
  ).toMatchObject({
    error: { kind: "wrong-secret-or-damaged" },
  });
  expect(expectValue(await counter.door.gateStatus(null))).toBe("empty");
  expect(expectValue(await counter.door.restoreBackup({ file: new Blob([file]), name: "a.dalel-backup", secret })).fingerprint).toBe(
    agency.me.fingerprint,
  );
  expect(
    expectValue(await counter.door.listCases(null))
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["First", "Second"]);
  // Whoever restored has a backup: they are not told that there was never one.
  const remembered = expectValue(await counter.door.listBackups(null));
  expect(remembered.at(-1)).toMatchObject({ name: "a.dalel-backup", sha256: sha256Hex(file), sizeBytes: file.length });
  expect(remembered.at(-1)?.cases).toHaveLength(2);
  expect(counter.news.filter((news) => news.kind === "progress" && news.job === "restore-backup").at(-1)).toMatchObject({ done: 1, total: 1 });
  await counter.door.lock(null);
  expect(await counter.door.restoreBackup({ file: new Blob([file]), name: "a.dalel-backup", secret })).toMatchObject({ error: { kind: "exists" } });
});

const receipt = (day: number, sizeBytes = 100): BackupReceipt => {
  const at = parseInstantMs(Date.UTC(2026, 10, day)) ?? expect.fail();
  return { name: backupName(at, new Uint8Array([day, 0, 0])), sha256: "", sizeBytes, at, cases: [] };
};
const fileOf = ({ name, sizeBytes }: BackupReceipt) => ({ name, sizeBytes });

test("a rotation takes only the oldest files that this vault wrote", () => {
  const made = [1, 2, 3, 4].map((day) => receipt(day));
  const others = [receipt(5), { name: "notes.txt", sizeBytes: 100 }, { name: "dalel-copy.dalel-backup", sizeBytes: 100 }];
  const present = [...made.map(fileOf), ...others];
  expect(backupsToRemove(made, present, 2)).toEqual([receipt(2).name, receipt(1).name]);
  expect(backupsToRemove(made, present, 9)).toEqual([]);
  expect(backupsToRemove(made, present, 0)).toHaveLength(3);
  // One that has another size now is not the one we wrote; one that is gone needs no removing and takes no place.
  expect(
    backupsToRemove(
      made,
      present.map((file) => (file.name === receipt(1).name ? { ...file, sizeBytes: 7 } : file)),
      2,
    ),
  ).toEqual([receipt(2).name]);
  expect(
    backupsToRemove(
      made,
      present.filter(({ name }) => name !== receipt(4).name),
      2,
    ),
  ).toEqual([receipt(1).name]);
  expect(backupsToRemove([], present, 1)).toEqual([]);
});

test("one is due when there is none, and when as many days have passed", () => {
  const day = 86_400_000;
  expect(backupDue(null, 7, 0)).toBe("never");
  expect([6.9 * day, 7 * day, 30.5 * day].map((since) => backupDue(1000, 7, 1000 + since))).toEqual([null, 7, 30]);
});

test("names of backups are told from all others", () => {
  const name = backupName(parseInstantMs(Date.UTC(2026, 10, 26, 15, 4, 5)) ?? expect.fail(), new Uint8Array([0x0f, 0x3a, 0x9c]));
  expect(name).toBe("dalel-20261126-150405-0f3a9c.dalel-backup");
  expect(isBackupName(name)).toBe(true);
  for (const other of ["", "x.dalel-backup", `../${name}`, `${name}.part`, name.toUpperCase(), name.replace("0f", "og"), `${name}\n`])
    expect(isBackupName(other)).toBe(false);
});
