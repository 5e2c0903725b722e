import { beforeEach, expect, test } from "vitest";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { CaseId, ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import { countedAs } from "../../../shared/projections/counted.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

const text = (said: string) => ({ kind: "text", text: said }) as const;

let afm: Agency;
let mci: Agency;
let knb: Agency;
let caseId: CaseId;
let exchange: EntityId;

beforeEach(async () => {
  [afm, mci, knb] = [await createAgency("afm"), await createAgency("mci"), await createAgency("knb")];
  for (const host of [afm, mci, knb]) for (const guest of [afm, mci, knb]) if (host !== guest) await admit(host, guest);
  caseId = expectValue(await afm.door.createCase({ number: "7", title: "Joint", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  const values = [{ property: "name", value: text("SwapHub") }] as const;
  const [id = expect.fail("it has an id")] = expectValue(await afm.door.addEntity({ type: "exchange", values, ...marked("green") })).entities;
  exchange = id;
  await accept(mci, await sendTo(afm, mci));
});

const marked = (handling: Handling) => ({ grade: "B2", handling, source: null }) as const;

async function admit(host: Agency, guest: Agency): Promise<void> {
  const { bytes } = expectValue(await guest.door.identityFile(null));
  expectValue(await host.door.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "in-person", ceiling: "red" }));
}
async function sendTo(from: Agency, to: Agency): Promise<BundleReview> {
  const plan = {
    entities: null,
    withhold: [],
    files: [],
    to: [to.me.author],
    marking: "red",
    legalBasis: "law",
    purpose: "check",
    retainUntil: "",
  } as const;
  const { file } = expectValue(await from.door.share(plan));
  return expectValue(await to.door.openBundle({ file }));
}
const accept = async (agency: Agency, { token }: BundleReview): Promise<void> => void expectValue(await agency.door.acceptBundle({ token }));

const claimOf = ({ entities }: Agency, property: string): ClaimId => entities.get(exchange)?.facts[property]?.[0]?.claim ?? expect.fail(property);
const reasonsAt = ({ entities }: Agency): readonly string[] => (entities.get(exchange)?.facts["speaksAgainst"] ?? []).map(({ note }) => note);
const takenBackAt = async ({ door }: Agency, claim: ClaimId) =>
  expectValue(await door.everSaid({ entity: exchange }))
    .filter(({ fact }) => fact.claim === claim)
    .flatMap(({ takenBack }) => takenBack.flatMap(({ target, agency, isHeld, why }) => (target === claim ? [{ agency, isHeld, why }] : [])));
const isShown = ({ entities }: Agency): boolean => {
  const row = entities.get(exchange);
  return row !== undefined && countedAs(row) !== null;
};
const why = "The register of 2 May names another owner";

test("why a partner's word is contested is kept, told to the partner, and shown in review, inspector and history; over a reload too", async () => {
  const name = claimOf(mci, "name");
  expectValue(await mci.door.dispute({ claims: [name], why: ` ${why} ` }));
  expect(reasonsAt(mci)).toEqual([why]);
  expect(await takenBackAt(mci, name)).toEqual([{ agency: "mci", isHeld: true, why }]);
  const review = await sendTo(mci, afm);
  expect(review.notices).toMatchObject([{ kind: "disputed", property: "name", agency: "mci", why }]);
  await accept(afm, review);
  await afm.door.lock(null);
  expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expectValue(await afm.door.openCase({ caseId }));
  expect(afm.entities.get(exchange)).toMatchObject({ title: "SwapHub", type: "exchange", conflicts: [], isDisputed: true });
  expect(reasonsAt(afm)).toEqual([why]);
  expect(await takenBackAt(afm, name)).toEqual([{ agency: "mci", isHeld: true, why }]);
});

test("what is contested no longer has no reason any more, and neither has what is undone; the history keeps it", async () => {
  const name = claimOf(mci, "name");
  expectValue(await mci.door.dispute({ claims: [name], why }));
  await accept(afm, await sendTo(mci, afm));
  expectValue(await mci.door.dispute({ claims: [name] }));
  expect(reasonsAt(mci)).toEqual([]);
  expect(await takenBackAt(mci, name)).toEqual([{ agency: "mci", isHeld: false, why }]);
  const review = await sendTo(mci, afm);
  expect(review.notices.map(({ kind, property }) => `${kind} ${property}`)).toEqual(["no-longer-disputed name"]);
  await accept(afm, review);
  expect(reasonsAt(afm)).toEqual([]);
  expectValue(await mci.door.undo(null));
  expect(reasonsAt(mci)).toEqual([why]);
});

test("why we took our own word back is told to whom was given it, and to nobody else", async () => {
  const property = "note";
  expectValue(await afm.door.setValue({ entity: exchange, property, value: text("Seen in May"), replaces: null, ...marked("green") }));
  const said = claimOf(afm, property);
  await accept(mci, await sendTo(afm, mci));
  expectValue(await afm.door.retract({ claims: [said], why }));
  const told = await sendTo(afm, mci);
  expect(told.notices).toMatchObject([{ kind: "retracted", property, agency: "afm", why }]);
  await accept(mci, told);
  expect(await takenBackAt(mci, said)).toEqual([{ agency: "afm", isHeld: true, why }]);
  await accept(knb, await sendTo(afm, knb));
  expect(knb.entities.get(exchange)?.title).toBe("SwapHub");
  expect(reasonsAt(knb)).toEqual([]);
});

test("a reason goes nowhere without what it contests", async () => {
  expectValue(await afm.door.setValue({ entity: exchange, property: "note", value: text("A source says so"), replaces: null, ...marked("amber") }));
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.dispute({ claims: [claimOf(mci, "note")], why: "Their source is ours" }));
  // What another agency marked AMBER is not passed on without its leave.
  await accept(knb, await sendTo(mci, knb));
  expect(knb.entities.get(exchange)?.facts["name"]).toHaveLength(1);
  expect([reasonsAt(knb), knb.entities.get(exchange)?.facts["note"]]).toEqual([[], undefined]);
});

test("of a thing its owner removed, our objection alone shows nothing", async () => {
  expectValue(await mci.door.dispute({ claims: [claimOf(mci, "name")], why }));
  await accept(afm, await sendTo(mci, afm));
  expectValue(await afm.door.removeEntities({ entities: [exchange] }));
  expect(isShown(afm)).toBe(false);
  const review = await sendTo(afm, mci);
  expect(review.notices.map(({ kind, property }) => `${kind} ${property}`)).toEqual(["retracted "]);
  await accept(mci, review);
  expect(isShown(mci)).toBe(false);
  expectValue(await afm.door.undo(null));
  await accept(mci, await sendTo(afm, mci));
  expect(mci.entities.get(exchange)).toMatchObject({ type: "exchange", isDisputed: true });
  expect(reasonsAt(mci)).toEqual([why]);
});

test("why a ruling is withdrawn is told where the ruling was", async () => {
  const name = claimOf(afm, "name");
  expectValue(await afm.door.rule({ entity: exchange, claim: name, why: "Seen", until: "", handling: "green" }));
  await accept(mci, await sendTo(afm, mci));
  const ruling = afm.entities.get(exchange)?.rulings[0]?.claim ?? expect.fail("a ruling");
  expectValue(await afm.door.withdrawRuling({ rulings: [ruling], why }));
  expect((await sendTo(afm, mci)).notices).toMatchObject([{ kind: "ruling-withdrawn", property: "name", why }]);
});

test("a text that is too long is refused with the rule it breaks, and nothing is kept", async () => {
  const claim = claimOf(mci, "name");
  const refused = { ok: false, error: { kind: "refused-value", where: "speaksAgainst/too-long" } };
  expect(await mci.door.dispute({ claims: [claim], why: "x".repeat(10_001) })).toMatchObject(refused);
  const named = { type: "exchange", values: [{ property: "name", value: text("x".repeat(501)) }], ...marked("green") } as const;
  expect(await afm.door.addEntity(named)).toMatchObject({ ok: false, error: { kind: "refused-value", where: "name/too-long" } });
  const titled = { number: "8", title: "x".repeat(501), handling: "green" } as const;
  expect(await afm.door.createCase(titled)).toMatchObject({ ok: false, error: { kind: "refused-value", where: "title/too-long" } });
  expect(mci.entities.get(exchange)?.isDisputed).toBe(false);
});

test("the undo label counts what is taken back, not why", async () => {
  expectValue(await afm.door.setValue({ entity: exchange, property: "note", value: text("Seen in May"), replaces: null, ...marked("green") }));
  expectValue(await afm.door.retract({ claims: [claimOf(afm, "note")], why }));
  const told = afm.news.flatMap((each) => (each.kind === "patch" ? [each.history.undo] : []));
  expect(told.at(-1)).toMatchObject({ intent: "remove", claims: 1 });
});
