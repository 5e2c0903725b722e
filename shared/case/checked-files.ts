import { type CaseId, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import { checkedNoteOf } from "./case-notes.ts";
import type { CheckedFile } from "./locker-door.ts";
import { createSerial } from "./serial.ts";

/** When the files of a case were read whole last, and what they were found to be: a sealed note of the case, gone with it. */
export interface CheckedFiles {
  of(caseId: CaseId): Promise<Result<readonly CheckedFile[], StorageError | TamperError>>;
  /** One write for all of them. */
  note(caseId: CaseId, found: readonly CheckedFile[]): Promise<Result<void, StorageError | TamperError>>;
}

/** Keeps the note of each case; `onChange` hears when one was written. A damaged one is told to whoever reads it; the next check writes it anew, and nothing is lost but when files were checked before. */
export function openCheckedFiles(vault: OpenVault, onChange: () => void): CheckedFiles {
  const inTurn = createSerial();
  const read = async (caseId: CaseId): Promise<Result<readonly CheckedFile[], StorageError | TamperError>> => {
    const stored = await vault.readNote(checkedNoteOf(caseId));
    if (!stored.ok) return stored;
    return succeed(stored.value === null ? [] : readNote(bytesToUtf8(stored.value) ?? ""));
  };
  return {
    of: (caseId) => inTurn(() => read(caseId)),
    note: (caseId, found) =>
      inTurn(async () => {
        if (found.length === 0) return succeed(undefined);
        const before = await read(caseId);
        if (!before.ok && before.error.kind !== "box-damaged") return before;
        const all = new Map([...(before.ok ? before.value : []), ...found].map((each) => [each.sha256, each]));
        const json = [...all.values()].map(({ sha256, state, at }) => ({ sha256, state, at }));
        const kept = await vault.keepNote(checkedNoteOf(caseId), utf8ToBytes(canonicalText(json)));
        if (kept.ok) onChange();
        return kept;
      }),
  };
}

const states = ["sound", "absent", "damaged", "lost"] as const satisfies readonly CheckedFile["state"][];

function readNote(text: string): readonly CheckedFile[] {
  const json = parseCanonical(text);
  if (!Array.isArray(json)) return [];
  return json.flatMap((each): readonly CheckedFile[] => {
    if (!hasExactKeys(each, ["sha256", "state", "at"]) || typeof each.sha256 !== "string") return [];
    const [sha256, at] = [parseFileHash(each.sha256), parseInstantMs(each.at)];
    const state = states.find((known) => known === each.state);
    return sha256 === null || at === null || state === undefined ? [] : [{ sha256, state, at }];
  });
}
