import { Dexie } from "dexie";
import { errorToStorageError } from "./storage-error.ts";

/** All databases of an origin share one log; the name of this one is no vault's (`places.ts`). */
const databaseName = "dalel.log";
/** Rows below 64 KiB lie in the log itself, larger ones in files beside it. */
const rowBytes = 60_000;
/** Chromium begins another log after 4 MiB at most. */
const rows = 80;

let renewed: Promise<void> | null = null;

/**
 * Makes the browser begin a new log of its database, once in this thread; every write of a vault waits for it.
 *
 * Chromium keeps all databases of a program in one LevelDB. A program or machine that is killed in the middle of a write leaves a record cut short at the end
 * of the log. At the next start the cut record is passed over and the log is written on behind it; at the start after that the log does not add up any more,
 * and Chromium deletes every database there is and begins an empty one (measured: decision 0063). A log that is full is folded into tables and
 * removed: so as much is written, and removed in the same transaction, as makes the log of the last run full.
 *
 * Cost    0.1 s, 5 MB written. Where it does not work (a full disk) nothing is lost by it.
 */
export function renewLog(): Promise<void> {
  renewed ??= fillLog();
  return renewed;
}

async function fillLog(): Promise<void> {
  const database = new Dexie(databaseName, { chromeTransactionDurability: "relaxed" });
  database.version(1).stores({ filler: "" });
  try {
    const filler = database.table("filler");
    const bytes = crypto.getRandomValues(new Uint8Array(rowBytes));
    await database.transaction("rw", filler, async () => {
      await filler.bulkPut(
        Array.from({ length: rows }, () => bytes),
        Array.from({ length: rows }, (_, i) => i),
      );
      await filler.clear();
    });
  } catch (problem) {
    errorToStorageError(problem);
  } finally {
    database.close();
  }
}
