import { type BundleNotice, writeBundleNotice } from "../../shared/bundle/recall.ts";
import { type Receipt, readReceipt, writeReceipt } from "../../shared/bundle/receipt.ts";
import type { RegisterEntry } from "../../shared/case/register-door.ts";
import type { SharePlan } from "../../shared/bundle/model.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Signer } from "../../shared/ledger/model.ts";
import { type Agency, createAgency, expectValue } from "./agency.ts";
import { createFixedClock } from "./fixed-clock.ts";
import { addPerson, befriend, wholeCase } from "./shared-case.ts";

/** Seals the open case of one for others, and gives the file and how it is called. */
export async function seal(from: Pick<Agency, "door">, to: readonly Pick<Agency, "me">[], changes: Partial<SharePlan> = {}) {
  return expectValue(await from.door.share({ ...wholeCase, ...changes, to: to.map(({ me }) => me.author) }));
}

/** Opens and accepts a bundle. */
export async function accept(agency: Agency, file: Blob): Promise<void> {
  const { token } = expectValue(await agency.door.openBundle({ file }));
  expectValue(await agency.door.acceptBundle({ token }));
}

/** The receipt an agency gives for a bundle it accepted or opened. */
export async function receiptOf(agency: Agency, statementHash: string): Promise<{ readonly bytes: Bytes; readonly receipt: Receipt }> {
  const { file } = expectValue(await agency.door.makeReceipt({ statementHash, deed: "arrival", notice: null }));
  return { bytes: file.bytes, receipt: expectValue(await readReceipt(file.bytes)) };
}

export async function registered(agency: Agency, statementHash: string): Promise<RegisterEntry> {
  const { entries } = expectValue(await agency.door.bundleRegister(null));
  const entry = entries.find((each) => each.statementHash === statementHash);
  invariant(entry !== undefined, "the register has the bundle");
  return entry;
}

/** Notes signed by an officer's own key, saying whatever they like. */
export const forgedReceipt = (receipt: Receipt, signer: Signer, changes: Partial<Receipt> = {}): Promise<Bytes> =>
  writeReceipt({ ...receipt, author: signer.author, ...changes }, (message) => signer.sign(message));
export const forgedNotice = (notice: BundleNotice, signer: Signer, changes: Partial<BundleNotice> = {}): Promise<Bytes> =>
  writeBundleNotice({ ...notice, author: signer.author, ...changes }, (message) => signer.sign(message));

/** Agencies that know each other, on one clock, and an open case of the first with one person in it. */
export async function createNotedCase(...names: readonly [string, string, ...string[]]) {
  const clock = createFixedClock();
  const agencies = await Promise.all(names.map((name) => createAgency(name, name, { clock })));
  for (const [at, one] of agencies.entries()) for (const other of agencies.slice(at + 1)) await befriend(one, other);
  const [first, second, third = second] = agencies;
  invariant(first !== undefined && second !== undefined && third !== undefined, "two at least");
  const caseId = expectValue(await first.door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "green" }));
  expectValue(await first.door.openCase({ caseId }));
  const person = await addPerson(first.door, "Galymzhan Utebayev");
  return { clock, afm: first, mci: second, knb: third, caseId, person };
}
