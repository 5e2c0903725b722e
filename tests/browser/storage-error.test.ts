import { Dexie } from "dexie";
import { expect, test } from "vitest";
import { errorToStorageError } from "../../renderer/storage/storage-error.ts";

const kindOf = (problem: unknown) => {
  const failed = errorToStorageError(problem);
  return failed.ok ? "" : failed.error.kind;
};

test("tells a full disk from an aborted transaction that a full disk caused", () => {
  expect(kindOf(new DOMException("full", "QuotaExceededError"))).toBe("disk-full");
  expect(kindOf(new Dexie.AbortError("aborted", new DOMException("full", "QuotaExceededError")))).toBe("disk-full");
  expect(kindOf(new Dexie.BulkError("bulk", [new DOMException("full", "QuotaExceededError")]))).toBe("disk-full");
  expect(kindOf(new Dexie.AbortError("aborted"))).toBe("unavailable");
});

test("names what else may happen to a database", () => {
  expect(kindOf(new Dexie.DatabaseClosedError("closed"))).toBe("closed");
  expect(kindOf(new DOMException("newer", "VersionError"))).toBe("blocked");
  expect(kindOf(new Dexie.ConstraintError("taken"))).toBe("out-of-order");
  expect(kindOf(new DOMException("?", "UnknownError"))).toBe("unavailable");
});

test("throws on what is a bug", () => {
  expect(() => errorToStorageError(new TypeError("x is not a function"))).toThrow(TypeError);
});
