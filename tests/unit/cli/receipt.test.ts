import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkReceipt, parseReceiptCommand } from "../../../electron/cli/receipt.ts";
import { hashFile } from "../../../shared/bundle/hash-file.ts";
import { type BundleNotice, writeBundleNotice } from "../../../shared/bundle/recall.ts";
import { type Receipt, writeReceipt } from "../../../shared/bundle/receipt.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Correspondent, createCorrespondent, createSmallCase, planFor, sealFor } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";

const folder = mkdtempSync(join(tmpdir(), "dalel-receipt-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

/** As `dalel.ts` runs it, without a process each. */
const dalel = async (...words: readonly string[]): Promise<{ readonly status: number; readonly out: string }> => {
  const command = parseReceiptCommand(words.slice(1));
  if (command === null) return { status: 2, out: "" };
  const { lines, code } = await checkReceipt(command);
  return { status: code, out: lines.join("\n") };
};

let receipt: Receipt;
let [sender, recipient]: Correspondent[] = [];
const sign = (by: Correspondent | undefined) => (message: Uint8Array<ArrayBuffer>) => (by ?? expect.fail("an officer")).signer.sign(message);

beforeAll(async () => {
  sender = await createCorrespondent("afm", "Айгүл");
  recipient = await createCorrespondent("mci", "Ғалымжан");
  const content = utf8ToBytes("from,to\n");
  const { commits } = await createSmallCase(sender.signer, parseFileHash(sha256Hex(content)) ?? expect.fail("a hash"), content);
  const { sealed, file } = await sealFor(sender, [recipient], commits, planFor([recipient]));
  writeFileSync(at("bundle.dalel"), new Uint8Array(await file.arrayBuffer()));
  writeFileSync(at("other.dalel"), "another file");
  writeFileSync(at("recipient.key"), `${recipient.ageIdentity}\n`);
  for (const [name, who] of Object.entries({ sender, recipient })) writeFileSync(at(`${name}.dalel-id`), who.identityFile);
  const { author, agency, agencyName, officer } = recipient.identity;
  const statementHash = parseFileHash(sealed.statementHash) ?? expect.fail("a hash");
  const when = instant(1_772_600_000_000);
  const about = { statementHash, case: sealed.statement.case, sequence: 1, sender: sender.signer.author, receivedAt: when, at: when };
  const fileHash = (await hashFile(file)) ?? expect.fail("a hash");
  receipt = { author, agency, agencyName, officer, ...about, deed: "accepted", reason: "", claims: 22, files: 0, fileHash, answers: "" };
  writeFileSync(at("true.dalel-receipt"), await writeReceipt(receipt, sign(recipient)));
  const notice: BundleNotice = {
    ...{ kind: "recall", author: sender.signer.author, agency: sender.identity.agency, agencyName: sender.identity.agencyName },
    ...{ officer: sender.identity.officer, statementHash, case: receipt.case, sequence: 1, reason: "Қате адам аталған", at: when, by: null },
  };
  writeFileSync(at("true.dalel-notice"), await writeBundleNotice(notice, sign(sender)));
  const { agency: theirs, agencyName: name, officer: who } = recipient.identity;
  const usurped = { ...notice, author: recipient.signer.author, agency: theirs, agencyName: name, officer: who };
  writeFileSync(at("usurped.dalel-notice"), await writeBundleNotice(usurped, sign(recipient)));
});

test("a receipt is checked alone, by the file it names, and by what is signed in the bundle, in each language", async () => {
  const file = at("true.dalel-receipt");
  expect(await dalel("receipt", file)).toMatchObject({ status: 3, out: expect.stringContaining("Nobody here says whose it is") });
  expect(JSON.parse((await dalel("receipt", file, "--json")).out)).toMatchObject({ verdict: "look-only", passed: false, isSignerKnown: false });
  expect(await dalel("receipt", file, "--partner", at("recipient.dalel-id"))).toMatchObject({ status: 0 });
  expect(await dalel("receipt", file, "--bundle", at("bundle.dalel"))).toMatchObject({ status: 3, out: expect.stringContaining("by its SHA-256") });
  const whole = ["receipt", file, "--partner", at("recipient.dalel-id"), "--bundle", at("bundle.dalel"), "--identity", at("recipient.key")];
  for (const [language, last] of [
    ["en", "All checks passed."],
    ["ru", "Все проверки пройдены."],
    ["kk", "Барлық тексеру өтті."],
  ] as const) {
    const { status, out } = await dalel(...whole, "--lang", language);
    expect([status, out.split("\n").at(-1)]).toEqual([0, last]);
    expect(out).not.toMatch(/\{\{|tool\./);
  }
  const told = JSON.parse((await dalel(...whole, "--json")).out);
  expect(told).toMatchObject({
    verdict: "passed",
    passed: true,
    kind: "receipt",
    isSignerKnown: true,
    heldAgainst: "statement",
    warnings: [],
    note: { claims: 22 },
  });
});

test("a recall is checked against its bundle, and one by somebody who is not the sender does not pass", async () => {
  const with_ = ["--bundle", at("bundle.dalel"), "--identity", at("recipient.key")];
  const { status, out } = await dalel("receipt", at("true.dalel-notice"), "--partner", at("sender.dalel-id"), ...with_);
  expect([status, out]).toEqual([0, expect.stringContaining("Reason: Қате адам аталған")]);
  expect(await dalel("receipt", at("usurped.dalel-notice"), ...with_)).toMatchObject({ status: 1, out: expect.stringContaining("Only the sender") });
});

test("another file, an altered receipt, and one signed by a stranger do not pass", async () => {
  expect(await dalel("receipt", at("true.dalel-receipt"), "--bundle", at("other.dalel"), "--json")).toMatchObject({
    status: 1,
    out: expect.stringContaining('"kind":"other-bundle"'),
  });
  const text = new TextDecoder().decode(await writeReceipt(receipt, sign(recipient)));
  writeFileSync(at("altered.dalel-receipt"), text.replace('"claims":22', '"claims":23'));
  expect(await dalel("receipt", at("altered.dalel-receipt"))).toMatchObject({ status: 1, out: expect.stringContaining("does not hold") });
  const stranger = await createCorrespondent("knb", "Nobody");
  writeFileSync(at("stranger.dalel-receipt"), await writeReceipt({ ...receipt, author: stranger.signer.author }, sign(stranger)));
  const held = await dalel("receipt", at("stranger.dalel-receipt"), "--bundle", at("bundle.dalel"), "--identity", at("recipient.key"));
  expect(held).toMatchObject({ status: 1, out: expect.stringContaining("never addressed to the key") });
});

test("it is misused without a file, with a key and no bundle, and with words it does not know", async () => {
  const misuses = [
    ["receipt"],
    ["receipt", at("true.dalel-receipt"), "--identity", at("recipient.key")],
    ["receipt", at("true.dalel-receipt"), "--sign"],
    ["receipt", at("true.dalel-receipt"), at("true.dalel-receipt")],
    ["receipt", at("no-such-file")],
    ["receipt", at("true.dalel-receipt"), "--bundle", at("no-such-file")],
    ["receipt", at("true.dalel-receipt"), "--partner", at("true.dalel-receipt")],
    // Neither a bundle nor what is said of keys is a receipt that did not pass.
    ["receipt", at("bundle.dalel")],
    ["receipt", join(import.meta.dirname, "../../fixtures/bundles/new-key.dalel-key-notice")],
  ];
  for (const words of misuses) {
    const { status, out } = await dalel(...words);
    expect([words, status, out.includes("did not pass")]).toEqual([words, 2, false]);
  }
  expect(JSON.parse((await dalel("receipt", at("bundle.dalel"), "--json")).out)).toMatchObject({
    verdict: "not-judged",
    error: { kind: "not-a-note" },
  });
  const script = join(import.meta.dirname, "../../../electron/cli/dalel.ts");
  const run = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, "receipt"], { encoding: "utf8" });
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining("dalel receipt FILE.dalel-receipt")]);
});
