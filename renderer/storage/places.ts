import { Dexie } from "dexie";
import { type Result, succeed } from "../../shared/kernel/result.ts";
import type { StorageError } from "../../shared/vault/model.ts";
import { databasesMarked } from "./made-mark.ts";
import { errorToStorageError } from "./storage-error.ts";

/** The name of the first vault's database, and the beginning of the others': it says nothing. */
const firstName = "dalel";

/** The database of a place: "dalel", "dalel-2", "dalel-3" … One vault each. */
export const databaseNameOf = (place: number): string => (place === 1 ? firstName : `${firstName}-${place}`);

/** The places that have a database, or had one with a vault in it, in order. A database may be empty: one that was begun and given up. */
export async function placesKept(): Promise<Result<readonly number[], StorageError>> {
  try {
    const names = new Set([...(await Dexie.getDatabaseNames()), ...(await databasesMarked())]);
    return succeed([...names].flatMap(placeOf).sort((a, b) => a - b));
  } catch (problem) {
    return errorToStorageError(problem);
  }
}

function placeOf(name: string): readonly number[] {
  const [, digits] = /^dalel(?:-([1-9]\d{0,3}))?$/.exec(name) ?? [];
  const place = digits === undefined ? 1 : Number(digits);
  return name === databaseNameOf(place) ? [place] : [];
}
