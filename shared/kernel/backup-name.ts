import { fileEndings } from "./file-endings.ts";
import type { InstantMs } from "./brand.ts";
import { type Bytes, bytesToHex } from "./bytes.ts";

/** The ending of a backup's file. */
export const backupEnding = fileEndings.backup;
const pattern = /^dalel-\d{8}-\d{6}-[0-9a-f]{6}\.dalel-backup$/;

/** The name of a backup made then, in UTC: "dalel-20261126-151500-0f3a9c.dalel-backup". Takes three random bytes. */
export function backupName(at: InstantMs, chance: Bytes): string {
  const [day = "", time = ""] = new Date(at).toISOString().split("T");
  return `dalel-${day.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}-${bytesToHex(chance.subarray(0, 3))}${backupEnding}`;
}

/** Whether a file has a name that we give to backups: no other is ever touched in a folder. */
export function isBackupName(name: string): boolean {
  return pattern.test(name);
}
