import { type CaseId, parseFileHash } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Destroyable, OpenVault, StorageError, TamperError } from "../vault/model.ts";
import { destroyedToJson, jsonToDestroyed } from "./case-book.ts";
import { bundleNotesOf } from "./bundle-traces.ts";
import type { DestroyedCase } from "./case-list-door.ts";
import { pendingNoteOf, windowNotesOf } from "./case-notes.ts";
import { givenNotes } from "./given-claims.ts";
import { withheldNotes } from "./withheld-claims.ts";
import { addresseesNote, bookedAddressees, type Holder, readAddressees } from "./holders.ts";
import type { Registry } from "./registry.ts";
import { sizeNote } from "./case-size.ts";
import { snapshotRun } from "./snapshot.ts";
import { summaryNote } from "./summary.ts";
import { isTamper } from "../vault/tamper.ts";

/** What is to be destroyed, and what the books will say of it. */
export interface DeletePlan {
  readonly destroyed: DestroyedCase;
  readonly files: Destroyable["files"];
}

/** Deletions that were begun: there is no way back from the first durable word of one. */
export interface Deletions {
  /** Those not finished yet. */
  readonly pending: readonly DestroyedCase[];
  /** Writes the plan down, then destroys. A failure after the first word leaves the case off the list, to be finished later. */
  begin(plan: DeletePlan): Promise<Result<void, StorageError>>;
  /** Finishes what a crash or a full disk left. What fails again stays pending. */
  finish(): Promise<Result<void, StorageError>>;
}

const planNote = "deleting";

/** Reads what was begun. A plan that does not open is no plan: the case then shows itself, damaged, in the list, and can be deleted again. */
export async function openDeletions(vault: OpenVault, registry: Registry): Promise<Result<Deletions, StorageError | TamperError>> {
  const note = await vault.readNote(planNote);
  if (!note.ok && !isTamper(note.error.kind)) return note;
  let plans: readonly DeletePlan[] = note.ok && note.value !== null ? decodePlans(bytesToUtf8(note.value) ?? "") : [];
  // What the book has a line about was destroyed whole; the case may even be here again, by a bundle that came since.
  plans = plans.filter(({ destroyed }) => !isWritten(registry, destroyed));
  for (const { destroyed } of plans) registry.strike(destroyed.caseId);
  const keepPlans = (next: readonly DeletePlan[]): Promise<Result<void, StorageError>> => vault.keepNote(planNote, encodePlans(next));
  const finish = async (): Promise<Result<void, StorageError>> => {
    for (const plan of plans) {
      const done = await destroyCase(vault, registry, plan);
      if (!done.ok) return done;
      plans = plans.filter((each) => each !== plan);
      const kept = await keepPlans(plans);
      if (!kept.ok) return kept;
    }
    return succeed(undefined);
  };
  return succeed({
    get pending() {
      return plans.map(({ destroyed }) => destroyed);
    },
    begin: async (plan) => {
      const begun = await keepPlans([...plans, plan]);
      if (!begun.ok) return begun;
      plans = [...plans, plan];
      registry.strike(plan.destroyed.caseId);
      return finish();
    },
    finish,
  });
}

async function destroyCase(vault: OpenVault, registry: Registry, { destroyed, files }: DeletePlan): Promise<Result<void, StorageError>> {
  const { caseId } = destroyed;
  const addressees = await addresseesOf(vault, registry, caseId);
  if (!addressees.ok) return addressees;
  const gone = await vault.destroy({ runs: [`case/${caseId}`, snapshotRun(caseId)], notes: notesOf(registry, caseId, addressees.value), files });
  if (!gone.ok) return gone;
  return isWritten(registry, destroyed) ? succeed(undefined) : registry.addDestroyed(destroyed);
}

function isWritten(registry: Registry, { caseId, at }: DestroyedCase): boolean {
  return registry.destroyed.some((known) => known.caseId === caseId && known.at === at);
}

/** Every note there may be of a case: the window's, its summary and size, what everybody was given and what was withheld, and what is kept of its bundles. */
function notesOf(registry: Registry, caseId: CaseId, addressees: readonly Holder[]): readonly string[] {
  const { partners, exchanges, bundles } = registry;
  const exported = [...bundles.exports.values()].flatMap(({ record }) => record.authors);
  const known = [...partners.map(({ author }) => author), ...exchanges.flatMap((record) => record.authors), ...exported];
  const holders = [...new Set<Holder>([...known, ...addressees])];
  return [
    summaryNote(caseId),
    sizeNote(caseId),
    pendingNoteOf(caseId),
    ...windowNotesOf(caseId),
    ...givenNotes(caseId, holders),
    ...withheldNotes(caseId, holders),
    ...bundleNotesOf(registry, caseId),
    // Last: a destruction that was cut short finds by it what is left.
    addresseesNote(caseId),
  ];
}

/** Whom copies under a passphrase were for; by our books alone where the note of them does not open. */
async function addresseesOf(vault: OpenVault, registry: Registry, caseId: CaseId): Promise<Result<readonly Holder[], StorageError>> {
  const booked = bookedAddressees(registry.exchanges, caseId);
  const noted = await readAddressees(vault, caseId);
  if (noted.ok) return succeed([...booked, ...noted.value]);
  return isTamper(noted.error.kind) ? succeed(booked) : fail(noted.error.kind, noted.error.where);
}

function encodePlans(plans: readonly DeletePlan[]) {
  const files = (plan: DeletePlan) => plan.files.map(({ sha256, id, chunks }) => ({ sha256, id, chunks }));
  return utf8ToBytes(canonicalText({ plans: plans.map((plan) => ({ destroyed: destroyedToJson(plan.destroyed), files: files(plan) })) }));
}

function decodePlans(text: string): readonly DeletePlan[] {
  const json = parseCanonical(text);
  if (json === null || !hasExactKeys(json, ["plans"]) || !Array.isArray(json.plans)) return [];
  return json.plans.flatMap((plan: Json) => decodePlan(plan) ?? []);
}

function decodePlan(json: Json): DeletePlan | null {
  if (!hasExactKeys(json, ["destroyed", "files"]) || !Array.isArray(json.files)) return null;
  const destroyed = jsonToDestroyed(json.destroyed);
  const files = json.files.flatMap((file: Json): DeletePlan["files"][number][] => {
    if (!hasExactKeys(file, ["sha256", "id", "chunks"])) return [];
    const [sha256, id, chunks] = [parseFileHash(file.sha256), file.id, file.chunks];
    return sha256 === null || typeof id !== "string" || typeof chunks !== "number" ? [] : [{ sha256, id, chunks }];
  });
  return destroyed === null ? null : { destroyed, files };
}
