import { Dexie } from "dexie";
import { fail, type Result } from "../../shared/kernel/result.ts";
import type { StorageError } from "../../shared/vault/model.ts";

/** Names of IndexedDB and Dexie errors, and what they mean to a vault. */
const kinds = {
  QuotaExceededError: "disk-full",
  DatabaseClosedError: "closed",
  InvalidStateError: "closed",
  BlockedError: "blocked",
  VersionError: "blocked",
  VersionChangeError: "blocked",
  ConstraintError: "out-of-order",
} as const;

/** The failure a storage error stands for; an error of another sort is a bug, and thrown on. Dexie and IndexedDB wrap causes: a cause of the table, first in it, counts. */
export function errorToStorageError(problem: unknown): Result<never, StorageError> {
  const isStorage = problem instanceof Dexie.DexieError || problem instanceof DOMException;
  if (!isStorage) throw problem;
  const names = causesOf(problem).map((cause) => cause.name);
  const known = Object.entries(kinds).find(([name]) => names.includes(name));
  return fail(known === undefined ? "unavailable" : known[1]);
}

/** The error, and what it wraps: Dexie's `inner` of one cause, `failures` of a bulk write. */
function causesOf(problem: unknown): readonly Error[] {
  if (!(problem instanceof Error)) return [];
  const inner = "inner" in problem && problem.inner !== problem ? causesOf(problem.inner) : [];
  const failures = "failures" in problem && Array.isArray(problem.failures) ? problem.failures.flatMap(causesOf) : [];
  return [problem, ...inner, ...failures];
}
