import { beforeAll, describe, expect, it } from "vitest";
import { readBundle } from "../../../shared/bundle/open.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { CaseDoor } from "../../../shared/case/door.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { addPerson } from "../../kit/shared-case.ts";

interface Kit {
  readonly first: Agency;
  readonly second: Agency;
  readonly mci: Agency;
}
let kit: Kit | undefined;
const need = (): Kit => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
async function admit(host: CaseDoor, guest: Agency): Promise<void> {
  const { bytes } = expectValue(await guest.door.identityFile(null));
  expectValue(await host.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "in-person", ceiling: "red" }));
}
/** Two officers of one agency have vaults of their own, and compared their keys like any others. */
async function makeKit(): Promise<Kit> {
  const first = await createAgency("afm", "first");
  const second = await createAgency("afm", "second", { officer: "Second officer" });
  const mci = await createAgency("mci");
  await admit(first.door, second);
  await admit(second.door, first);
  await admit(first.door, mci);
  await admit(mci.door, first);
  await admit(mci.door, second);
  const caseId = expectValue(await first.door.createCase({ number: "2026-5", title: "Үміт", handling: "green" }));
  expectValue(await first.door.openCase({ caseId }));
  await addPerson(first.door, "Galymzhan Utebayev");
  return { first, second, mci };
}
beforeAll(async () => {
  kit = await makeKit();
});
const planTo = (...to: readonly Agency[]): SharePlan => ({
  entities: null,
  withhold: [],
  files: [],
  to: to.map(({ me }) => me.author),
  marking: "amber",
  legalBasis: "",
  purpose: "Joint inquiry",
  retainUntil: "",
});
const kindOf = (answer: { readonly ok: boolean; readonly error?: { readonly kind: string } }): string =>
  answer.ok ? "ok" : (answer.error?.kind ?? "");

describe("the two-person rule", () => {
  it("lets nothing leave above its marking without a second officer, and everything below it", async () => {
    const { door } = need().first;
    expectValue(await door.setTwoPersonRule({ from: "amber" }));
    expect(expectValue(await door.twoPersonRule(null))).toBe("amber");
    expect(kindOf(await door.share(planTo(need().mci)))).toBe("needs-second-officer");
    expect(kindOf(await door.shareAll(planTo(need().mci)))).toBe("needs-second-officer");
    expect(kindOf(await door.share({ ...planTo(need().mci), marking: "green" }))).toBe("ok");
    expectValue(await door.setTwoPersonRule({ from: "" }));
    expect(kindOf(await door.share(planTo(need().mci)))).toBe("ok");
    expectValue(await door.setTwoPersonRule({ from: "amber" }));
  });

  it("is kept by a second officer who signs the same statement: the partner sees both", async () => {
    const { first, second, mci } = need();
    const asked = expectValue(await first.door.askSecondOfficer({ plan: planTo(mci), second: second.me.author }));
    expect(asked.name).toMatch(/\.dalel-ask$/);
    expect(expectValue(await first.door.pendingShares(null))).toHaveLength(1);
    const order = expectValue(await second.door.inspectCosignRequest({ bytes: asked.bytes }));
    expect([order.from.author, order.statements[0]?.statement.purpose]).toEqual([first.me.author, "Joint inquiry"]);
    // The second officer has not met the recipient.
    expect(order.statements[0]?.sealing).toBeNull();
    const answer = expectValue(await second.door.cosign({ bytes: asked.bytes }));
    const [receipt] = expectValue(await first.door.shareCosigned({ bytes: answer.bytes }));
    expect(receipt?.statementHash).toBe(order.statements[0]?.statementHash);
    expect(expectValue(await first.door.pendingShares(null))).toHaveLength(0);
    const review = expectValue(await mci.door.openBundle({ file: receipt?.file ?? new Blob([]) }));
    expect(review.report.find(({ check }) => check === "signature")).toMatchObject({ verdict: "pass", outcome: "valid-two" });
    expect(review.canMerge).toBe(true);
    expectValue(await mci.door.dropBundle({ token: review.token }));
    // Made once: the same answer makes nothing again.
    expect(kindOf(await first.door.shareCosigned({ bytes: answer.bytes }))).toBe("unknown-request");
  });

  it("is asked again when the case changed meanwhile: what leaves is what was signed, or nothing", async () => {
    const { first, second, mci } = need();
    const asked = expectValue(await first.door.askSecondOfficer({ plan: planTo(mci), second: second.me.author }));
    const answer = expectValue(await second.door.cosign({ bytes: asked.bytes }));
    await addPerson(first.door, "Somebody else");
    expect(kindOf(await first.door.shareCosigned({ bytes: answer.bytes }))).toBe("cosign-outdated");
    const [{ id } = { id: "" }] = expectValue(await first.door.pendingShares(null));
    expectValue(await first.door.dropPendingShare({ id }));
    expect(kindOf(await first.door.shareCosigned({ bytes: answer.bytes }))).toBe("unknown-request");
  });

  it("takes one bundle for each recipient in one request", async () => {
    const { first, second, mci } = need();
    const knb = await createAgency("knb");
    await admit(first.door, knb);
    const asked = expectValue(await first.door.askSecondOfficer({ plan: planTo(mci, knb), second: second.me.author }));
    expect(expectValue(await second.door.inspectCosignRequest({ bytes: asked.bytes })).statements).toHaveLength(2);
    const answer = expectValue(await second.door.cosign({ bytes: asked.bytes }));
    const receipts = expectValue(await first.door.shareCosigned({ bytes: answer.bytes }));
    expect(receipts.map(({ to }) => to).sort()).toEqual([[mci.me.author], [knb.me.author]].sort());
  });
});

describe("files between two officers", () => {
  const askFor = async (): Promise<Bytes> => {
    const { first, second, mci } = need();
    return expectValue(await first.door.askSecondOfficer({ plan: planTo(mci), second: second.me.author })).bytes;
  };

  it("are refused from another agency, for another officer, changed, or of another kind", async () => {
    const { first, second, mci } = need();
    const bytes = await askFor();
    expect(kindOf(await mci.door.inspectCosignRequest({ bytes }))).toBe("not-our-agency");
    expect(kindOf(await first.door.inspectCosignRequest({ bytes }))).toBe("not-our-agency");
    const changed = utf8ToBytes((bytesToUtf8(bytes) ?? "").replace("Joint", "Joins"));
    expect(kindOf(await second.door.cosign({ bytes: changed }))).toBe("bad-signature");
    expect(kindOf(await second.door.cosign({ bytes: utf8ToBytes("{}\n") }))).toBe("bad-encoding");
    expect(kindOf(await first.door.shareCosigned({ bytes }))).toBe("bad-encoding");
    expect(kindOf(await first.door.askSecondOfficer({ plan: planTo(mci), second: mci.me.author }))).toBe("no-second-officer");
    expect(kindOf(await first.door.askSecondOfficer({ plan: planTo(mci), second: first.me.author }))).toBe("no-second-officer");
  });

  it("ask for nothing that could not leave", async () => {
    const { first, second } = need();
    expect(kindOf(await first.door.askSecondOfficer({ plan: planTo(), second: second.me.author }))).toBe("no-recipient");
  });
});

describe("a copy under a passphrase", () => {
  it("is made for somebody without keys, told its passphrase once, and counted in a row of its own", async () => {
    const { first } = need();
    expectValue(await first.door.setTwoPersonRule({ from: "" }));
    const plan = { ...planTo(), addressee: "Алматы қалалық соты", interop: ["ftm", "stix", "case"] } as const;
    const one = expectValue(await first.door.share(plan));
    const two = expectValue(await first.door.share(plan));
    expect([one.sequence, two.sequence, one.to]).toEqual([1, 2, []]);
    expect(one.passphrase).toMatch(/^[0-9]{5}(-[0-9]{5}){5}$/);
    expect(one.passphrase).not.toBe(two.passphrase);
    expect(expectValue(await first.door.share({ ...plan, addressee: "Another court" })).sequence).toBe(1);
    const read = expectValue(await readBundle({ passphrase: one.passphrase }, one.file));
    expect(read.contents.statement).toMatchObject({ addressee: "Алматы қалалық соты", recipients: [] });
    expect(read.contents.statement.payload.map(({ path }) => path).filter((path) => path.startsWith("data/interop/"))).toEqual([
      "data/interop/case.jsonld",
      "data/interop/ftm.ndjson",
      "data/interop/stix.json",
    ]);
  });

  it("has an addressee or recipients, never both and never neither", async () => {
    const { first, mci } = need();
    expect(kindOf(await first.door.share({ ...planTo(mci), addressee: "Court" }))).toBe("no-recipient");
    expect(kindOf(await first.door.share({ ...planTo(), addressee: "  " }))).toBe("no-recipient");
  });
});
