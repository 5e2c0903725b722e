import { askCore } from "./ask.ts";
import { type BackupState, type BackupWishes, setBackup, useDesk } from "./desk.ts";

const note = "backup";
/** What holds until the person says otherwise. */
export const usualWishes: BackupWishes = { days: 7, keep: 5, folder: null };
/** Bounds of what may be asked for. */
export const mostDays = 365;
export const mostKept = 100;

/** Asks when the last backup was made and how the person wants them. A failure leaves it unknown: nothing is said then. */
export async function refreshBackup(): Promise<void> {
  const [made, kept] = [await askCore("listBackups", null), await askCore("readNote", { name: note })];
  if (!made.ok || !kept.ok) return;
  setBackup({ lastAt: made.value.at(-1)?.at ?? null, ...readWishes(kept.value) });
}

/** Keeps the wishes, sealed. */
export async function keepWishes(change: Partial<BackupWishes>): Promise<boolean> {
  const now: BackupState = useDesk.getState().backup ?? { lastAt: null, ...usualWishes };
  const next = { ...now, ...change };
  const { days, keep, folder } = next;
  const kept = await askCore("keepNote", { name: note, text: JSON.stringify({ days, keep, folder }) });
  if (kept.ok) setBackup(next);
  return kept.ok;
}

function readWishes(text: string | null): BackupWishes {
  const json: unknown = text === null ? null : parsed(text);
  if (typeof json !== "object" || json === null) return usualWishes;
  const { days, keep, folder }: Partial<Record<keyof BackupWishes, unknown>> = json;
  return { days: whole(days, mostDays) ?? usualWishes.days, keep: whole(keep, mostKept) ?? usualWishes.keep, folder: readFolder(folder) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const whole = (value: unknown, most: number): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : null;

function readFolder(value: unknown): BackupWishes["folder"] {
  if (typeof value !== "object" || value === null || !("token" in value) || !("name" in value)) return null;
  return typeof value.token === "string" && typeof value.name === "string" ? { token: value.token, name: value.name } : null;
}
