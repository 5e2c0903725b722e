import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { Quarantined } from "./exhibits-door.ts";

/** Files whose content is refused, kept as a sealed note over restarts. */
export interface Quarantine {
  all(): readonly Quarantined[];
  has(sha256: FileHash): boolean;
  put(found: Quarantined): Promise<Result<void, StorageError>>;
  /** The file is whole again. */
  release(sha256: FileHash): Promise<Result<void, StorageError>>;
}

const note = "quarantine";

/** Reads the quarantine; `onChange` hears of what it holds: at once if that is anything, and after each change. */
export async function openQuarantine(
  vault: OpenVault,
  onChange: (exhibits: readonly Quarantined[]) => void,
): Promise<Result<Quarantine, StorageError | TamperError>> {
  const stored = await vault.readNote(note);
  // A damaged note must not lock anybody out: reading finds damaged files anew.
  if (!stored.ok && stored.error.kind !== "box-damaged") return stored;
  const held = new Map<FileHash, Quarantined["state"]>(stored.ok && stored.value !== null ? readNote(bytesToUtf8(stored.value) ?? "") : []);
  const all = (): readonly Quarantined[] => [...held].map(([sha256, state]) => ({ sha256, state }));
  if (held.size > 0) onChange(all());
  const write = async (): Promise<Result<void, StorageError>> => {
    const kept = await vault.keepNote(note, utf8ToBytes(canonicalText(all().map(({ sha256, state }) => ({ sha256, state })))));
    onChange(all());
    return kept;
  };
  return succeed({
    all,
    has: (sha256) => held.has(sha256),
    put: async ({ sha256, state }) => {
      if (held.get(sha256) === state) return succeed(undefined);
      held.set(sha256, state);
      return write();
    },
    release: async (sha256) => (held.delete(sha256) ? write() : succeed(undefined)),
  });
}

function readNote(text: string): readonly (readonly [FileHash, Quarantined["state"]])[] {
  const json = parseCanonical(text);
  if (!Array.isArray(json)) return [];
  return json.flatMap((each) => {
    if (!hasExactKeys(each, ["sha256", "state"]) || typeof each.sha256 !== "string") return [];
    const sha256 = parseFileHash(each.sha256);
    const state = each.state === "damaged" || each.state === "lost" ? each.state : null;
    return sha256 === null || state === null ? [] : [[sha256, state] as const];
  });
}
