import { describe, expect, test } from "vitest";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { copyStore } from "../../kit/flip-bits.ts";

/** By the file, or by what fits into a QR code. */
type By = "file" | "code";
async function admit(at: Pick<Agency, "door">, who: Pick<Agency, "door">, by: By): Promise<void> {
  const { identityText } = expectValue(await who.door.ownKeys(null));
  const bytes = by === "file" ? expectValue(await who.door.identityFile(null)).bytes : utf8ToBytes(identityText);
  const me = expectValue(await at.door.inspectIdentity({ bytes }));
  const admitted = expectValue(await at.door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "in-person", ceiling: "amber" }));
  expect(admitted.hybridRecipient.length).toBe(by === "file" ? 1959 : 0);
}
async function withCase(agency: Agency): Promise<void> {
  const caseId = expectValue(await agency.door.createCase({ number: "17", title: "Pyramid", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  const values = [{ property: "name", value: { kind: "text", text: "SwapHub OTC" } }] as const;
  expectValue(await agency.door.addEntity({ type: "exchange", values, grade: "B2", handling: "amber", source: null }));
}
const planFor = (...to: readonly Agency[]) => ({
  ...{ entities: null, withhold: [], files: [], to: to.map(({ me }) => me.author), marking: "amber" as const },
  ...{ legalBasis: "", purpose: "Inquiry", retainUntil: "" },
});
const share = async ({ door }: Pick<Agency, "door">, ...to: readonly Agency[]) => expectValue(await door.share(planFor(...to)));
const review = async ({ door }: Pick<Agency, "door">, file: Blob) => {
  const seen = expectValue(await door.openBundle({ file }));
  return {
    ...seen,
    line: (check: string) => seen.report.filter((each) => each.check === check).map(({ verdict, outcome }) => `${verdict} ${outcome}`)[0],
  };
};
const sealingInRegister = async ({ door }: Pick<Agency, "door">, statementHash: string) =>
  expectValue(await door.bundleRegister(null)).entries.find((entry) => entry.statementHash === statementHash)?.details?.sealing;
const secretOf = ({ passphrase }: Agency) => ({ kind: "passphrase", text: passphrase }) as const;

async function twoAgencies(by: By) {
  const [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  await admit(afm, mci, by);
  await admit(mci, afm, by);
  await withCase(afm);
  return { afm, mci };
}

test("partners who gave each other their files share under post-quantum keys, and both registers say so", async () => {
  const { afm, mci } = await twoAgencies("file");
  expect(expectValue(await afm.door.weighShare(planFor(mci)))[0]?.sealing).toEqual({ kind: "hybrid", lacking: [] });
  const { file, sealing, statementHash } = await share(afm, mci);
  expect([sealing, await sealingInRegister(afm, statementHash)]).toEqual([
    { kind: "hybrid", lacking: [] },
    { kind: "hybrid", lacking: [] },
  ]);
  const seen = await review(mci, file);
  expect([seen.line("decryption"), seen.line("addressed"), seen.canMerge]).toEqual(["pass opened-hybrid", "pass to-us", true]);
  expectValue(await mci.door.acceptBundle({ token: seen.token }));
  expect(await sealingInRegister(mci, statementHash)).toEqual({ kind: "hybrid", lacking: [] });
});

test("partners who scanned each other's codes begin with ordinary keys; the first bundle brings the key, and nobody compares again", async () => {
  const { afm, mci } = await twoAgencies("code");
  const lacking = { kind: "ordinary", lacking: [mci.me.author] };
  expect(expectValue(await afm.door.weighShare(planFor(mci)))[0]?.sealing).toEqual(lacking);
  const first = await share(afm, mci);
  expect([first.sealing, await sealingInRegister(afm, first.statementHash)]).toEqual([lacking, lacking]);
  const seen = await review(mci, first.file);
  expect(seen.line("decryption")).toBe("pass opened");
  expectValue(await mci.door.acceptBundle({ token: seen.token }));
  const known = expectValue(await mci.door.listPartners(null))[0];
  expect([known?.hybridRecipient, known?.verified]).toEqual([afm.me.hybridRecipient, "in-person"]);
  const [caseId] = expectValue(await mci.door.listCases(null)).map((each) => each.caseId);
  expectValue(await mci.door.openCase({ caseId: caseId ?? expect.fail() }));
  const back = await share(mci, afm);
  expect(back.sealing.kind).toBe("hybrid");
  expect((await review(afm, back.file)).line("decryption")).toBe("pass opened-hybrid");
  expect((await share(afm, mci)).sealing.kind).toBe("hybrid");
});

test("the file of a known partner brings the key without comparing; our own, a stranger's and another key do not", async () => {
  const { afm, mci } = await twoAgencies("code");
  const stranger = await createAgency("knb");
  const fileOf = async ({ door }: Agency) => expectValue(await door.identityFile(null)).bytes;
  expect(expectValue(await afm.door.takeKeyNotice({ bytes: await fileOf(stranger) })).outcome).toBe("unknown-signer");
  expect(expectValue(await afm.door.takeKeyNotice({ bytes: await fileOf(afm) })).outcome).toBe("our-own");
  expect(expectValue(await afm.door.takeKeyNotice({ bytes: await fileOf(mci) })).outcome).toBe("hybrid-learned");
  expect(expectValue(await afm.door.takeKeyNotice({ bytes: await fileOf(mci) })).outcome).toBe("known");
  const again = openCounter(copyStore(afm.store), "again");
  expectValue(await again.door.unlock(secretOf(afm)));
  expect(expectValue(await again.door.listPartners(null))[0]?.hybridRecipient).toBe(mci.me.hybridRecipient);
});

describe("the post-quantum key of an officer", () => {
  test("is the same after locking, another passphrase, the recovery code, and in a backup restored on another machine", async () => {
    const { afm, mci } = await twoAgencies("file");
    const { file } = await share(afm, mci);
    const { hybridRecipient } = mci.me;
    expectValue(await mci.door.changePassphrase({ proof: secretOf(mci), next: "another passphrase of eight words" }));
    expectValue(await mci.door.lock(null));
    expect(expectValue(await mci.door.unlock({ kind: "recovery", code: mci.recoveryCode })).hybridRecipient).toBe(hybridRecipient);
    const other = openCounter(copyStore(mci.store), "restored");
    expect(expectValue(await other.door.unlock({ kind: "passphrase", text: "another passphrase of eight words" })).hybridRecipient).toBe(
      hybridRecipient,
    );
    expect((await review(other, file)).line("decryption")).toBe("pass opened-hybrid");
    // Another officer on the same machine has a vault, and keys, of his own.
    const second = await createAgency("mci", "second");
    expect(second.me.hybridRecipient).not.toBe(hybridRecipient);
    expect(await second.door.openBundle({ file })).toMatchObject({ error: { kind: "not-for-us" } });
  });

  test("new keys bring theirs with the notice that announces them: the next share is sealed to it", async () => {
    const { afm, mci } = await twoAgencies("file");
    await share(afm, mci);
    const { me, notice } = expectValue(await mci.door.makeNewKeys({ proof: secretOf(mci), reason: "planned" }));
    const bytes = notice?.bytes ?? expect.fail("a notice");
    expect(expectValue(await afm.door.takeKeyNotice({ bytes })).outcome).toBe("key-announced");
    expect(expectValue(await afm.door.takeKeyNotice({ bytes })).outcome).toBe("known");
    expect(expectValue(await afm.door.acceptKeyChange({ author: mci.me.author })).hybridRecipient).toBe(me.hybridRecipient);
    expect((await share(afm, Object.assign(Object.create(mci) as Agency, { me }))).sealing.kind).toBe("hybrid");
    // Saved once more it is the same file, and every partner is offered it.
    const again = expectValue(await mci.door.ownNotices(null)).find(({ name }) => name === notice?.name);
    const handed = expectValue(await mci.door.noticesFor({ author: afm.me.author })).find(({ name }) => name === notice?.name);
    expect([again?.bytes, handed?.bytes]).toEqual([bytes, bytes]);
  });

  test("is replaced with the others; what was sealed to the old one still opens; of a notice without the new one it comes with the first bundle", async () => {
    const { afm, mci } = await twoAgencies("file");
    const old = await share(afm, mci);
    const { me, notice } = expectValue(await mci.door.makeNewKeys({ proof: secretOf(mci), reason: "planned" }));
    expect(me.hybridRecipient).not.toBe(mci.me.hybridRecipient);
    const seen = await review(mci, old.file);
    expect([seen.line("decryption"), seen.line("addressed")]).toEqual(["pass opened-hybrid", "warn to-earlier-key"]);
    const whole = bytesToUtf8(notice?.bytes ?? expect.fail()) ?? "";
    expectValue(await afm.door.takeKeyNotice({ bytes: utf8ToBytes(`${whole.split("\n").slice(0, 2).join("\n")}\n`) }));
    expect(expectValue(await afm.door.acceptKeyChange({ author: mci.me.author })).hybridRecipient).toBe("");
    const renewed = Object.assign(Object.create(mci) as Agency, { me });
    expect((await share(afm, renewed)).sealing).toEqual({ kind: "ordinary", lacking: [me.author] });
    await withCase(mci);
    await review(afm, (await share(mci, afm)).file);
    expect(expectValue(await afm.door.listPartners(null)).find(({ author }) => author === me.author)?.hybridRecipient).toBe(me.hybridRecipient);
    const fresh = await share(afm, renewed);
    expect(fresh.sealing.kind).toBe("hybrid");
    expect((await review(mci, fresh.file)).line("decryption")).toBe("pass opened-hybrid");
  });

  test("lies in the exported opening key beside the ordinary one, with what an older age needs to be told", async () => {
    const { mci } = await twoAgencies("file");
    const text = bytesToUtf8(expectValue(await mci.door.openingKeyFile({ passphrase: mci.passphrase })).bytes) ?? "";
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/(age1(pq1)?|AGE-SECRET-KEY-(PQ-)?1)[0-9A-Za-z]{20,}/, "$1"))).toEqual([
      expect.stringMatching(/^# age 1\.3 or newer\./),
      "# public key: age1",
      "AGE-SECRET-KEY-1",
      "# public key: age1pq1",
      "AGE-SECRET-KEY-PQ-1",
    ]);
    expect(text).toContain(mci.me.hybridRecipient);
  });
});

test("several recipients in files of their own are each sealed to as they can be; together, all or none", async () => {
  const { afm, mci } = await twoAgencies("file");
  const knb = await createAgency("knb");
  await admit(afm, knb, "code");
  const apart = expectValue(await afm.door.shareAll(planFor(mci, knb)));
  expect(new Map(apart.map(({ to, sealing }) => [to[0], sealing.kind]))).toEqual(
    new Map([
      [mci.me.author, "hybrid"],
      [knb.me.author, "ordinary"],
    ]),
  );
  const [together] = expectValue(await afm.door.shareAll({ ...planFor(mci, knb), isTogether: true }));
  expect(together?.sealing).toEqual({ kind: "ordinary", lacking: [knb.me.author] });
  const [chosen] = expectValue(await afm.door.shareAll({ ...planFor(mci), isOrdinary: true }));
  expect(chosen?.sealing).toEqual({ kind: "ordinary", lacking: [] });
});
