import type { SharePlan } from "../bundle/model.ts";
import type { AuthorId, CaseId } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isShownName, toShownName } from "../kernel/shown-name.ts";
import type { OpenVault } from "../vault/model.ts";
import type { NoteError } from "./claim-notes.ts";
import type { Registry } from "./registry.ts";

/**
 * To whom claims of a case are given: an officer, by the key, or whoever a copy under a passphrase is for, who has no key here, by the name as it is
 * signed. Another spelling is another addressee, as it is for the row of bundles (`exchangeOf`).
 */
export type Holder = AuthorId | `to:${string}`;

const markOfName = "to:";
const holderNamed = (name: string): Holder => `${markOfName}${name}`;

export const isOfficer = (holder: Holder): holder is AuthorId => !holder.startsWith(markOfName);

/** The name of a holder without a key; "" = an officer. */
export function addresseeNamed(holder: Holder): string {
  return isOfficer(holder) ? "" : holder.slice(markOfName.length);
}

/** As a statement may hold it; "" = the bundle goes to officers. */
export function addresseeOf({ addressee = "" }: Pick<SharePlan, "addressee">): string {
  return toShownName(addressee) ?? "";
}

/** Whom a plan gives to, each once. */
export function holdersOf(plan: Pick<SharePlan, "to" | "addressee">): readonly Holder[] {
  const addressee = addresseeOf(plan);
  return [...new Set<Holder>([...plan.to, ...(addressee === "" ? [] : [holderNamed(addressee)])])].sort();
}

/** Whom copies of a case under a passphrase were for, by our books: the end of the name of their exchange (`exchangeOf`). */
export function bookedAddressees(exchanges: Registry["exchanges"], caseId: CaseId): readonly Holder[] {
  const ofCase = exchanges.filter((record) => record.direction === "sent" && record.caseId === caseId && record.authors.length === 0);
  return [...new Set(ofCase.map((record) => holderNamed(addresseeOfRecord(record))))];
}

/** Whom a copy under a passphrase was for, by our books; "" = the bundle went to officers. */
export function addresseeOfRecord({ exchange, authors }: Pick<Registry["exchanges"][number], "exchange" | "authors">): string {
  return authors.length > 0 ? "" : exchange.slice(exchange.indexOf(`/${markOfName}`) + 1 + markOfName.length);
}

/** The note of whom copies of a case under a passphrase were for. Of an officer our books tell; of these nothing else does before a share stands. */
export const addresseesNote = (caseId: CaseId): string => `addressees/${caseId}`;

/** Whom copies of a case may have been made for, in the order of the first. */
export async function readAddressees(vault: OpenVault, caseId: CaseId): Promise<Result<readonly Holder[], NoteError>> {
  const name = addresseesNote(caseId);
  const note = await vault.readNote(name);
  if (!note.ok) return note;
  if (note.value === null) return succeed([]);
  const json = parseCanonical(bytesToUtf8(note.value) ?? "");
  if (json === null || !hasExactKeys(json, ["names"]) || !Array.isArray(json.names)) return fail("box-damaged", name);
  const names = json.names.filter(isShownName);
  return names.length === json.names.length ? succeed(names.map(holderNamed)) : fail("box-damaged", name);
}

/** Writes down whom a copy is for, before anything is noted under the name: what nobody can find again would outlive the case. */
export async function noteAddressees(vault: OpenVault, caseId: CaseId, holders: readonly Holder[]): Promise<Result<void, NoteError>> {
  const before = await readAddressees(vault, caseId);
  if (!before.ok) return before;
  const all = new Set([...before.value, ...holders].filter((holder) => !isOfficer(holder)));
  if (all.size === before.value.length) return succeed(undefined);
  return vault.keepNote(addresseesNote(caseId), utf8ToBytes(canonicalText({ names: [...all].map(addresseeNamed) })));
}
