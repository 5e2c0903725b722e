import type { SharePlan } from "../../shared/bundle/model.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { CaseId, ClaimId, EntityId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type Agency, createAgency, expectValue } from "./agency.ts";

const marks = { grade: "B2", handling: "green", source: null } as const;
/** A plan that gives all there is, but for whom. */
export const wholeCase: Omit<SharePlan, "to"> = {
  entities: null,
  withhold: [],
  files: [],
  marking: "green",
  legalBasis: "law",
  purpose: "check",
  retainUntil: "",
};

/** Two agencies that hold one case with one person in it, said by the first. */
export interface SharedCase {
  readonly afm: Agency;
  readonly mci: Agency;
  readonly caseId: CaseId;
  readonly person: EntityId;
  /** Sends all one holds to the other, who accepts it. */
  send(from: Agency, to: Agency): Promise<void>;
  /** The same with some claims withheld. */
  sendPart(from: Agency, to: Agency, withhold: readonly ClaimId[]): Promise<void>;
}

export async function createSharedCase(): Promise<SharedCase> {
  const [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  await befriend(afm, mci);
  const caseId = expectValue(await afm.door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  const person = await addPerson(afm.door, "Galymzhan Utebayev");
  const sendPart = async (from: Agency, to: Agency, withhold: readonly ClaimId[]): Promise<void> => {
    const { file } = expectValue(await from.door.share({ ...wholeCase, withhold, to: [to.me.author] }));
    const { token } = expectValue(await to.door.openBundle({ file }));
    expectValue(await to.door.acceptBundle({ token }));
  };
  const send = (from: Agency, to: Agency): Promise<void> => sendPart(from, to, []);
  await send(afm, mci);
  return { afm, mci, caseId, person, send, sendPart };
}

export async function addPerson(door: CaseDoor, fullName: string): Promise<EntityId> {
  const values = [{ property: "fullName", value: { kind: "text", text: fullName } }] as const;
  const [id] = expectValue(await door.addEntity({ type: "person", values, ...marks })).entities;
  invariant(id !== undefined, "an added entity has an id");
  return id;
}

/** Says one more text of an entity. */
export async function sayText(door: CaseDoor, entity: EntityId, property: string, text: string): Promise<void> {
  expectValue(await door.setValue({ entity, property, value: { kind: "text", text }, replaces: null, ...marks }));
}

export async function befriend(one: Agency, other: Agency): Promise<void> {
  for (const [host, guest] of [
    [one, other],
    [other, one],
  ] as const) {
    const { bytes } = expectValue(await guest.door.identityFile(null));
    const typedGroup = guest.me.fingerprint.slice(-5);
    expectValue(await host.door.admitPartner({ bytes, typedGroup, verified: "phone", ceiling: "red" }));
  }
}
