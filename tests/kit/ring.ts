import type { ShareReceipt } from "../../shared/case/share-door.ts";
import type { SharePlan } from "../../shared/bundle/model.ts";
import { CommitReading } from "../../shared/case/read-commits.ts";
import type { AuthorId, CaseId, ClaimId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { createLedger, type Ledger } from "../../shared/ledger/ledger.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { type Agency, createAgency, expectValue, testStretching } from "./agency.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { addPerson, befriend } from "./shared-case.ts";

/** One agency of a ring. */
export interface Member extends Agency {
  readonly code: string;
}

/** A bundle that left and may arrive: once, often, late or never. */
export interface Sent {
  readonly from: Member;
  readonly to: Member;
  readonly receipt: ShareReceipt;
  readonly plan: SharePlan;
}

/** Agencies that know each other, of which each hands what it may to the next, and the last to the first. */
export interface Ring {
  readonly members: readonly Member[];
  next(member: Member): Member;
}

export async function createRing(codes: readonly string[]): Promise<Ring> {
  const members: Member[] = [];
  for (const code of codes) {
    members.push(Object.assign(await createAgency(code), { code }));
  }
  for (const [i, one] of members.entries()) for (const other of members.slice(i + 1)) await befriend(one, other);
  const next = (member: Member): Member => {
    const found = members[(members.indexOf(member) + 1) % members.length];
    invariant(found !== undefined, "a ring has no end");
    return found;
  };
  return { members, next };
}

/** A new case of the first agency with one person in it, which every other got from the one before. */
export async function beginCase(ring: Ring): Promise<CaseId> {
  const [first] = ring.members;
  invariant(first !== undefined, "a ring has members");
  const caseId = expectValue(await first.door.createCase({ number: "", title: "Umit Invest", handling: "green" }));
  expectValue(await first.door.openCase({ caseId }));
  await addPerson(first.door, "Galymzhan Utebayev");
  for (const member of ring.members.slice(0, -1)) {
    const sent = await send(ring, member);
    invariant(sent !== null, "what nobody withheld can be shared");
    expectValue(await deliver(sent));
  }
  return caseId;
}

/** Everything that may leave, for the next one; null when there is nothing. */
export async function send(ring: Ring, from: Member, changes: Partial<SharePlan> = {}): Promise<Sent | null> {
  const to = ring.next(from);
  const plan: SharePlan = {
    entities: null,
    withhold: [],
    files: [],
    to: [to.me.author],
    marking: "red",
    legalBasis: "law",
    purpose: "check",
    retainUntil: "",
    ...changes,
  };
  const shared = await from.door.share(plan);
  if (!shared.ok && (shared.error.kind === "nothing-to-share" || shared.error.kind === "blocked")) return null;
  return { from, to, receipt: expectValue(shared), plan };
}

export async function deliver({ to, receipt }: Sent): ReturnType<Agency["door"]["acceptBundle"]> {
  const { token } = expectValue(await to.door.openBundle({ file: receipt.file }));
  return to.door.acceptBundle({ token });
}

/** The ledger of a member as it lies on its disk, read with a key of our own: what it holds is not what it says it holds. */
export async function ledgerOf({ store, code, passphrase }: Member, caseId: CaseId): Promise<Ledger> {
  const random = createSeededRandom(`${code} beside`);
  const vault = expectValue(await createVault({ store, random, kdf: testStretching }).unlock({ kind: "passphrase", text: passphrase }));
  const reading = new CommitReading(expectValue(await vault.run(`case/${caseId}`)));
  const ledger = createLedger(caseId);
  for await (const commit of reading.commits()) expectValue(ledger.append([commit]));
  invariant(reading.damage === null && reading.failed === null, "what a member keeps can be read");
  return ledger;
}

/** Every claim a ledger can read. */
export function readableOf(ledger: Ledger): ReadonlySet<ClaimId> {
  return new Set(ledger.commits().flatMap(({ claims }) => claims.map(({ id }) => id)));
}

/** Whose agency signs what. */
export function agenciesOf({ members }: Ring): ReadonlyMap<AuthorId, string> {
  return new Map(members.map(({ me, code }) => [me.author, code]));
}
