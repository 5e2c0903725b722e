import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFolderBoxStore } from "../../../electron/cli/folder-box-store.ts";
import { leastStrength } from "../../../shared/crypto/derive.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { backupOf } from "../../kit/backups.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { aPassphrase, aPerson, readRun, runOf } from "../../kit/vaults.ts";

const folder = mkdtempSync(join(tmpdir(), "dalel-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "vault.dalel-backup");
const caseId = "0123456789abcdef0123456789abcdef";
let recoveryCode = "";

/** A vault as the program makes it: the command line reads no weaker one. */
beforeAll(async () => {
  const made = await createVault({ store: createMemoryBoxStore(), random: createSeededRandom("cli"), kdf: leastStrength }).create(
    aPassphrase,
    aPerson,
  );
  if (!made.ok) throw new Error(made.error.kind);
  ({ recoveryCode } = made.value);
  await (await runOf(made.value.vault, `case/${caseId}`)).append([utf8ToBytes("one"), utf8ToBytes("two")]);
  await made.value.vault.keepFile(createSeededRandom("file").bytes(1_200_000));
  writeFileSync(file, (await backupOf(made.value.vault, [`case/${caseId}`])).bytes);
});

function dalel(input: string, ...words: readonly string[]): { readonly status: number | null; readonly out: string; readonly error: string } {
  const script = join(import.meta.dirname, "../../../electron/cli/dalel.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...words], {
    encoding: "utf8",
    input,
  });
  return { status, out: stdout, error: stderr };
}

test("backup-verify opens every record of the cases, and says so in each language", () => {
  for (const [language, last] of [
    ["en", "The backup is sound: every record of its cases opens; exhibits are in it as they were stored."],
    ["kk", "Көшірме бүтін: істердің әр жазбасы ашылады; дәлелдемелер онда қалай сақталған болса, солай жатыр."],
  ] as const) {
    const { status, out, error } = dalel(`${aPassphrase}\n`, "backup-verify", file, "--lang", language);
    expect([status, error, out.trimEnd().split("\n").at(-1)]).toEqual([0, "", last]);
    expect(out).not.toMatch(/\{\{|tool\./);
  }
});

test("it names what the backup holds as JSON, opened by the recovery code", () => {
  const { status, out } = dalel(recoveryCode.toLowerCase(), "backup-verify", file, "--recovery", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ passed: true, boxes: 1, cases: [{ case: caseId, boxes: 1 }], sizeBytes: readFileSync(file).length });
});

test("a wrong passphrase, an altered file and a file that is none fail, each with its sentence", () => {
  expect(dalel("another passphrase\n", "backup-verify", file)).toMatchObject({ status: 1, out: expect.stringContaining("does not open") });
  const bytes = readFileSync(file);
  bytes[bytes.length - 700_000] = (bytes[bytes.length - 700_000] ?? 0) ^ 4;
  const altered = join(folder, "altered.dalel-backup");
  writeFileSync(altered, bytes);
  expect(dalel(`${aPassphrase}\n`, "backup-verify", altered)).toMatchObject({ status: 1, out: expect.stringContaining("altered or damaged") });
  writeFileSync(altered, "not one");
  expect(JSON.parse(dalel(`${aPassphrase}\n`, "backup-verify", altered, "--json").out)).toEqual({ passed: false, error: { kind: "not-a-backup" } });
  expect(dalel("x\n", "backup-verify", join(folder, "none"))).toMatchObject({ status: 2 });
});

test("restore writes a vault that opens, into an empty folder only, and nothing of a damaged backup", async () => {
  const to = join(folder, "restored");
  expect(dalel(`${aPassphrase}\n`, "restore", file, "--to", to)).toMatchObject({ status: 0, out: expect.stringContaining(`every record: ${to}`) });
  const vault = await createVault({ store: createFolderBoxStore(to), random: createSeededRandom("x") }).unlock({
    kind: "passphrase",
    text: aPassphrase,
  });
  if (!vault.ok) throw new Error(vault.error.kind);
  expect(await readRun(await runOf(vault.value, `case/${caseId}`))).toMatchObject({ error: null, entries: { length: 2 } });
  expect(dalel(`${aPassphrase}\n`, "restore", file, "--to", to)).toMatchObject({ status: 2, out: expect.stringContaining("is not empty") });
  const cut = join(folder, "cut.dalel-backup");
  writeFileSync(cut, readFileSync(file).subarray(0, -5));
  const broken = join(folder, "broken");
  expect(dalel(`${aPassphrase}\n`, "restore", cut, "--to", broken)).toMatchObject({
    status: 1,
    out: expect.stringContaining("does not end as the backup did"),
  });
  expect(readdirSync(broken).filter((name) => name !== "pending")).toEqual([]);
});

test("the backup of a vault with a key file opens by the passphrase and --key-file, and by neither alone", async () => {
  const vault = createVault({ store: createMemoryBoxStore(), random: createSeededRandom("keyed"), kdf: leastStrength });
  const made = await vault.create(aPassphrase, aPerson);
  if (!made.ok) throw new Error(made.error.kind);
  const [key, stranger] = [vault.makeKeyFile(), vault.makeKeyFile()];
  const changed = await vault.changePassphrase({ kind: "passphrase", text: aPassphrase }, { text: aPassphrase, keyFile: key });
  if (!changed.ok) throw new Error(changed.error.kind);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("keyed"), (await backupOf(made.value.vault, [])).bytes);
  writeFileSync(at("key"), key);
  writeFileSync(at("stranger"), stranger);
  const verify = (...words: readonly string[]) => dalel(`${aPassphrase}\n`, "backup-verify", at("keyed"), ...words);
  expect(verify()).toMatchObject({ status: 1, out: expect.stringContaining("only together with its key file") });
  expect(verify("--key-file", at("stranger"))).toMatchObject({
    status: 1,
    out: expect.stringContaining("The passphrase or the key file does not open"),
  });
  expect(verify("--key-file", at("none"))).toMatchObject({ status: 2, out: expect.stringContaining(at("none")) });
  expect(verify("--key-file", at("key"))).toMatchObject({ status: 0 });
  expect(dalel(`${aPassphrase}\n`, "restore", at("keyed"), "--to", at("opened"), "--key-file", at("key"))).toMatchObject({ status: 0 });
  expect(verify("--key-file", at("key"), "--recovery")).toMatchObject({ status: 2, error: expect.stringContaining("--key-file FILE") });
});

test("wrong words are answered with the usage", () => {
  for (const words of [["backup-verify"], ["backup-verify", file, "--to", "x"], ["restore", file], ["restore", file, "--passphrase", "x"]])
    expect(dalel("", ...words)).toMatchObject({ status: 2, error: expect.stringContaining("backup-verify FILE") });
});
