import { beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { OpenVault } from "../../../shared/vault/model.ts";
import { backupOf, backupTime, noWatch, type WrittenBackup } from "../../kit/backups.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { aPassphrase, newVault, readRun, runOf, unlockAgain, vaultOver } from "../../kit/vaults.ts";

const segment = 1_048_576 + 16;
const byPassphrase = { kind: "passphrase", text: aPassphrase } as const;

let store: MemoryBoxStore;
let vault: OpenVault;
let recoveryCode: string;
let backup: WrittenBackup;
/** Where the segments begin. */
let bodyAt: number;

/** A vault of two cases, a note and an exhibit of three megabytes: a backup of four segments. */
beforeAll(async () => {
  store = createMemoryBoxStore();
  ({ vault, recoveryCode } = await newVault(store));
  await fill(vault);
  backup = await backupOf(vault, ["case/1", "case/2"]);
  bodyAt = 20 + (store.header?.length ?? 0) + 48;
});

async function fill(into: OpenVault): Promise<void> {
  for (let i = 0; i < 3; i++) await (await runOf(into, "case/1")).append([utf8ToBytes(`commit ${i}`)]);
  await (await runOf(into, "case/2")).append([createSeededRandom("box").bytes(2_000_000)]);
  await into.keepNote("layout", utf8ToBytes("chart"));
  await into.keepFile(createSeededRandom("exhibit").bytes(1_500_000));
}

const blob = (bytes: Bytes): Blob => new Blob([bytes]);
const check = async (bytes: Bytes, by = vault) => {
  const checked = await by.checkBackup(blob(bytes), noWatch);
  return checked.ok ? "sound" : checked.error.kind;
};

test("it says what it holds, and checks as sound", async () => {
  expect(backup.error).toBeNull();
  expect(backup.contents).toMatchObject({ madeAt: backupTime, boxes: 5, slots: 3, chunks: 1 });
  expect(backup.contents?.sha256).toBe(sha256Hex(backup.bytes));
  expect(backup.contents?.sizeBytes).toBe(backup.bytes.length);
  expect(backup.contents?.runs.map(({ name, boxes }) => [name, boxes]).sort()).toEqual([
    ["case/1", 3],
    ["case/2", 2],
  ]);
  const checked = await vault.checkBackup(blob(backup.bytes), noWatch);
  expect(checked).toEqual({ ok: true, value: { ...backup.contents, beside: "holds" } });
  expect(backup.bytes.length).toBeGreaterThan(bodyAt + 3 * segment);
});

test("it restores on another machine, by passphrase or recovery code, everything as it was", async () => {
  for (const secret of [byPassphrase, { kind: "recovery", code: recoveryCode } as const]) {
    const other = createMemoryBoxStore();
    const steps: number[] = [];
    const watch = { progress: (done: number, total: number) => void steps.push(done / total), isStopped: () => false };
    const restored = await vaultOver(other, "other").restore(blob(backup.bytes), secret, watch);
    expect(restored.ok).toBe(true);
    expect(other.header).toEqual(store.header);
    expect(other.runs).toEqual(store.runs);
    expect(new Map(other.slots)).toEqual(new Map(store.slots));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
    const again = await unlockAgain(other);
    expect((await readRun(await runOf(again, "case/1"))).entries).toHaveLength(3);
  }
});

test("a wrong secret opens nothing and writes nothing", async () => {
  const other = createMemoryBoxStore();
  for (const secret of [{ kind: "passphrase", text: "another passphrase" } as const, { kind: "recovery", code: "00000" } as const]) {
    expect(await vaultOver(other).restore(blob(backup.bytes), secret, noWatch)).toMatchObject({ error: { kind: "wrong-secret-or-damaged" } });
    expect(await vaultOver(other).inspectBackup(blob(backup.bytes), secret, noWatch)).toMatchObject({ error: { kind: "wrong-secret-or-damaged" } });
  }
  expect([other.header, other.runs.size, other.slots.size]).toEqual([null, 0, 0]);
});

test("it is never written over a vault", async () => {
  const other = createMemoryBoxStore();
  await newVault(other, "somebody");
  const header = other.header;
  expect(await vaultOver(other).restore(blob(backup.bytes), byPassphrase, noWatch)).toMatchObject({ error: { kind: "exists" } });
  expect(other.header).toEqual(header);
});

test("cut at any place it is found cut, and nothing of it is restored", async () => {
  const places = [0, 5, 15, 18, 40, bodyAt - 1, bodyAt, bodyAt + 10, bodyAt + segment, bodyAt + 2 * segment, bodyAt + 2 * segment + 7];
  for (const place of [...places, backup.bytes.length - 65_536, backup.bytes.length - 1]) {
    const cut = backup.bytes.slice(0, place);
    const kind = await check(cut);
    expect(["backup-cut-off", "not-a-backup", "backup-damaged"], `cut at ${place}`).toContain(kind);
    if (place >= 15) expect(kind, `cut at ${place}`).toBe(place === backup.bytes.length - 65_536 ? "backup-damaged" : "backup-cut-off");
    const other = createMemoryBoxStore();
    expect((await vaultOver(other).restore(blob(cut), byPassphrase, noWatch)).ok).toBe(false);
    expect([other.header, other.runs.size, other.slots.size]).toEqual([null, 0, 0]);
  }
});

test("lengthened by anything it is refused", async () => {
  for (const more of [1, 16, 65_536, segment]) expect(await check(concatBytes(backup.bytes, new Uint8Array(more)))).not.toBe("sound");
});

test("one bit turned in any part is found", async () => {
  const header = 20 + 30;
  const parts = { magic: 3, version: 13, length: 18, header, salt: bodyAt - 48, check: bodyAt - 1 };
  const body = {
    first: bodyAt + 5,
    tag: bodyAt + segment - 1,
    middle: bodyAt + segment + 999,
    end: backup.bytes.length - 20,
    lastTag: backup.bytes.length - 1,
  };
  for (const [part, at] of Object.entries({ ...parts, ...body })) {
    const altered = backup.bytes.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(await check(altered), part).not.toBe("sound");
    const other = createMemoryBoxStore();
    expect((await vaultOver(other).restore(blob(altered), byPassphrase, noWatch)).ok, part).toBe(false);
    expect([other.header, other.runs.size, other.slots.size], part).toEqual([null, 0, 0]);
  }
});

test("segments exchanged, repeated, left out, or taken from another backup of the same vault are found", async () => {
  const front = backup.bytes.subarray(0, bodyAt);
  const parts = Array.from({ length: Math.ceil((backup.bytes.length - bodyAt) / segment) }, (_, i) =>
    backup.bytes.subarray(bodyAt + i * segment, bodyAt + (i + 1) * segment),
  );
  const [first, second, ...rest] = parts;
  if (first === undefined || second === undefined) throw new Error("there are segments");
  const another = (await backupOf(vault)).bytes;
  expect(await check(another)).toBe("sound");
  const mixed = [
    concatBytes(front, second, first, ...rest),
    concatBytes(front, first, first, second, ...rest),
    concatBytes(front, first, ...rest),
    concatBytes(front, second, ...rest),
    concatBytes(front, another.subarray(bodyAt, bodyAt + segment), second, ...rest),
    concatBytes(another.subarray(0, bodyAt), first, second, ...rest),
    concatBytes(front.subarray(0, bodyAt - 32), another.subarray(bodyAt - 32)),
  ];
  for (const [i, bytes] of mixed.entries()) expect(await check(bytes), `mix ${i}`).not.toBe("sound");
});

test("it shows no name, no count and no content without the key", async () => {
  const text = new TextDecoder("latin1").decode(backup.bytes.subarray(bodyAt));
  const names = [...store.runs.keys(), ...store.slots.keys(), "case/1", "format", "madeAt", "stored"];
  for (const name of names) expect(text.includes(name), name).toBe(false);
  // The size tells no more than how many times 64 KiB there are.
  expect((((backup.bytes.length - bodyAt) % segment) - 16) % 65_536).toBe(0);
});

test("what is committed while it is written is in it whole or not at all", async () => {
  const own = createMemoryBoxStore();
  const { vault: living } = await newVault(own, "living");
  await fill(living);
  const written = await backupOf(living, [], async () => {
    await (await runOf(living, "case/1")).append([utf8ToBytes("later")]);
    await (await runOf(living, "case/3")).append([utf8ToBytes("later still")]);
  });
  const other = createMemoryBoxStore();
  expect((await vaultOver(other).restore(blob(written.bytes), byPassphrase, noWatch)).ok).toBe(true);
  const restored = await unlockAgain(other);
  expect(await readRun(await runOf(restored, "case/1"))).toMatchObject({ error: null, entries: { length: 3 } });
  expect(await readRun(await runOf(restored, "case/3"))).toEqual({ error: null, entries: [] });
  expect(await readRun(await runOf(living, "case/1"))).toMatchObject({ error: null, entries: { length: 4 } });
});

test("a damaged vault gives no backup, and says where", async () => {
  for (const damage of ["last box", "no box", "tail"] as const) {
    const own = createMemoryBoxStore();
    const { vault: living } = await newVault(own, "damaged");
    await fill(living);
    const [run] = [...own.runs].find(([, boxes]) => boxes.length === 3) ?? [""];
    const boxes = own.runs.get(run) ?? [];
    if (damage === "last box")
      own.runs.set(
        run,
        boxes.map((box) => (box.sequence === 2 ? { ...box, sealed: box.sealed.map((byte) => byte ^ 1) } : box)),
      );
    else if (damage === "no box")
      own.runs.set(
        run,
        boxes.filter(({ sequence }) => sequence !== 1),
      );
    else
      own.slots.set(
        run,
        (own.slots.get(run) ?? new Uint8Array(1)).map((byte) => byte ^ 1),
      );
    const { error } = await backupOf(living, ["case/1"]);
    expect(error?.kind, damage).toMatch(/^box-(damaged|missing)$/);
    expect(error?.where, damage).toMatch(/^case\/1 (box \d|tail)$/);
  }
});

test("a box that was damaged at rest before the backup is found when the file is checked", async () => {
  const own = createMemoryBoxStore();
  const { vault: living } = await newVault(own, "silent");
  await fill(living);
  const [run, boxes] = [...own.runs].find(([, each]) => each.length === 3) ?? ["", []];
  own.runs.set(
    run,
    boxes.map((box) => (box.sequence === 0 ? { ...box, sealed: box.sealed.map((byte) => byte ^ 1) } : box)),
  );
  const written = await backupOf(living);
  expect(written.error).toBeNull();
  expect(await check(written.bytes, living)).toBe("box-damaged");
});

test("another vault's backup is told from a damaged one, and opens by its own secret", async () => {
  const { vault: other } = await newVault(createMemoryBoxStore(), "stranger");
  expect(await check(backup.bytes, other)).toBe("other-vault");
  expect(await vaultOver(createMemoryBoxStore()).inspectBackup(blob(backup.bytes), byPassphrase, noWatch)).toMatchObject({
    ok: true,
    value: { sha256: backup.contents?.sha256 ?? "" },
  });
});

test("beside its backup a vault that was put back is older, one that went on holds it, one that parted is apart", async () => {
  const own = createMemoryBoxStore();
  const { vault: living } = await newVault(own, "beside");
  const run = await runOf(living, "case/1");
  await run.append([utf8ToBytes("one")]);
  const early = copyOf(own);
  await run.append([utf8ToBytes("two")]);
  await (await runOf(living, "case/2")).append([utf8ToBytes("other")]);
  const written = blob((await backupOf(living)).bytes);
  const beside = async (by: OpenVault): Promise<unknown> => {
    const checked = await by.checkBackup(written, noWatch);
    return checked.ok ? checked.value.beside : checked.error;
  };
  expect(await beside(living)).toBe("holds");
  await run.append([utf8ToBytes("three")]);
  expect(await beside(living)).toBe("holds");
  const old = await unlockAgain(early);
  expect(await beside(old)).toBe("older");
  await (await runOf(old, "case/1")).append([utf8ToBytes("another two")]);
  expect(await beside(old)).toBe("apart");
  // What it lacked is added behind what was said since: all of the backup is there, in another order.
  await (await runOf(old, "case/1")).append([utf8ToBytes("two")]);
  await (await runOf(old, "case/2")).append([utf8ToBytes("other")]);
  expect(await beside(old)).toBe("holds");
  const [second] = [...own.runs].find(([, boxes]) => boxes.length === 1) ?? [""];
  own.runs.delete(second);
  own.slots.delete(second);
  expect(await beside(await unlockAgain(own))).toBe("lacking");
});

function copyOf(from: MemoryBoxStore): MemoryBoxStore {
  const copy = createMemoryBoxStore();
  copy.header = from.header;
  for (const [name, boxes] of from.runs) copy.runs.set(name, [...boxes]);
  for (const [name, sealed] of from.slots) copy.slots.set(name, sealed);
  return copy;
}

test("a restoring that breaks off, is stopped, or finds the disk full leaves nothing that looks like a vault", async () => {
  for (const writes of [0, 1, 2, 3, 4]) {
    const other = createMemoryBoxStore();
    other.writesLeft = writes;
    expect(await vaultOver(other).restore(blob(backup.bytes), byPassphrase, noWatch), `${writes}`).toMatchObject({ error: { kind: "disk-full" } });
    expect([other.header, other.runs.size, other.slots.size]).toEqual([null, 0, 0]);
  }
  for (const stopAt of [0, 0.2, 0.6]) {
    const other = createMemoryBoxStore();
    let way = 0;
    const watch = { progress: (done: number, total: number) => void (way = done / total), isStopped: () => way >= stopAt };
    expect(await vaultOver(other).restore(blob(backup.bytes), byPassphrase, watch)).toMatchObject({ error: { kind: "cancelled" } });
    expect([other.header, other.runs.size, other.slots.size]).toEqual([null, 0, 0]);
  }
});

test("what a broken restoring left is gone before the next one, and before a new vault", async () => {
  const other = createMemoryBoxStore();
  await other.putBoxes("left", [{ sequence: 0, sealed: utf8ToBytes("x") }], []);
  expect((await vaultOver(other).restore(blob(backup.bytes), byPassphrase, noWatch)).ok).toBe(true);
  expect(other.runs.has("left")).toBe(false);
  const fresh = createMemoryBoxStore();
  await fresh.putBoxes("left", [{ sequence: 0, sealed: utf8ToBytes("x") }], []);
  const made = await newVault(fresh, "fresh");
  expect(fresh.runs.size).toBe(0);
  expect((await backupOf(made.vault)).error).toBeNull();
});

test("locked in the middle it ends as closed", async () => {
  const own = createMemoryBoxStore();
  const { vault: living } = await newVault(own, "locked");
  await fill(living);
  const written = await backupOf(living, [], async () => living.lock());
  expect(written.error?.kind).toBe("closed");
});

test("a vault with nothing in it yet is backed up and restored", async () => {
  const own = createMemoryBoxStore();
  const { vault: living } = await newVault(own, "bare");
  const written = await backupOf(living);
  expect(written.contents).toMatchObject({ boxes: 0, slots: 0, runs: [] });
  expect((await vaultOver(createMemoryBoxStore()).restore(blob(written.bytes), byPassphrase, noWatch)).ok).toBe(true);
});
